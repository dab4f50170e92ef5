"""Which open cases may be the same thing, and how far things are from each other."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.case import Place
from bot.domain.similar import MOST, distance_m, near, position, similar
from tests.made import case, demo

HOUSES = demo().grids[0].buildings
HERE, NEXT, OTHER = (Place(building=house.key) for house in HOUSES[:3])
SPOT = Place(lat=HOUSES[0].lat, lon=HOUSES[0].lon)
FAR = Place(lat=35.6, lon=112.9)
spots = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
places = st.sampled_from(
    [HERE, NEXT, OTHER, SPOT, FAR, Place(words="门口"), Place(words="后门"), Place(building="gone")]
)

NEAR = [
    (HERE, 1, HERE, 1, True),
    (HERE, 1, NEXT, 1, False),  # two houses are two places, however near
    (HERE, 1, HERE, 2, False),  # the key belongs to its grid
    (Place(words="门口"), 1, Place(words="门口"), 1, True),
    (Place(words="门口"), 1, Place(words="门口"), 2, False),
    (Place(words="门口"), 1, Place(words="后门"), 1, False),
    (Place(words="门口"), 1, HERE, 1, False),
    (SPOT, 1, HERE, 1, True),
    (SPOT, 1, SPOT, 2, True),  # a position belongs to no grid
    (FAR, 1, HERE, 1, False),
    (FAR, 1, SPOT, 1, False),
    (Place(building="gone"), 1, SPOT, 1, False),
]


@pytest.mark.parametrize(("one", "one_grid", "other", "other_grid", "expected"), NEAR)
def test_what_is_near(one: Place, one_grid: int, other: Place, other_grid: int, expected: bool) -> None:
    assert near(one, one_grid, other, other_grid, demo()) is expected
    assert near(other, other_grid, one, one_grid, demo()) is expected


def test_the_radius_is_the_communitys() -> None:
    inside = Place(lat=SPOT.lat, lon=(SPOT.lon or 0) + 0.00108)  # 98 m at this latitude
    outside = Place(lat=SPOT.lat, lon=(SPOT.lon or 0) + 0.00113)  # 102 m
    assert demo().policy.similar_radius_m == 100
    assert near(SPOT, 1, inside, 1, demo())
    assert not near(SPOT, 1, outside, 1, demo())


def test_the_same_category_comes_first_then_the_newest_at_most_three() -> None:
    found = [case(number=number, category=key) for number, key in enumerate(["fac.road", "fac.light"] * 4, start=1)]
    numbers = [c.case_id for c in similar(found, 1, "fac.light", HERE, demo())]
    assert numbers == [8, 6, 4]
    numbers = [c.case_id for c in similar(found[:3], 1, "fac.light", HERE, demo())]
    assert numbers == [2, 3, 1]


@pytest.mark.parametrize(
    ("known", "wanted", "many"),
    [
        ("fac.light", "fac.light", 1),
        ("fac.road", "fac.light", 1),  # of the same group
        ("env.garbage", "fac.light", 0),
        ("gone", "fac.light", 0),
        ("fac.light", "gone", 0),
    ],
)
def test_only_the_same_group_is_similar(known: str, wanted: str, many: int) -> None:
    assert len(similar([case(category=known)], 1, wanted, HERE, demo())) == many


@given(
    st.lists(st.tuples(places, st.sampled_from(["fac.light", "fac.road", "env.garbage"]), st.integers(1, 3))), places
)
def test_similar_cases_are_few_known_and_near(given: list[tuple[Place, str, int]], place: Place) -> None:
    known = [case(number=n, place=p, category=c, grid=g) for n, (p, c, g) in enumerate(given, start=1)]
    found = similar(known, 1, "fac.light", place, demo())
    assert len(found) <= MOST == 3
    assert len({c.case_id for c in found}) == len(found)
    assert all(c in known and c.category.startswith("fac.") for c in found)
    assert all(near(c.place, c.grid, place, 1, demo()) for c in found)


@pytest.mark.parametrize(
    ("here", "there", "metres"),
    [
        ((0.0, 0.0), (0.0, 0.0), 0),
        ((0.0, 0.0), (1.0, 0.0), 111_195),
        ((0.0, 0.0), (0.0, 180.0), 20_015_087),
        ((35.4882, 112.8482), (35.4882, 112.84868), 43.5),
        ((0.0, 179.9995), (0.0, -179.9995), 111.2),  # across the date line
    ],
)
def test_known_distances(here: tuple[float, float], there: tuple[float, float], metres: float) -> None:
    assert distance_m(here, there) == pytest.approx(metres, rel=0.005, abs=0.01)


@given(spots, spots)
@example((90.0, 0.0), (-90.0, 0.0))
@example((0.1, 0.0), (-0.1, 180.0))
def test_a_distance_is_a_distance(here: tuple[float, float], there: tuple[float, float]) -> None:
    metres = distance_m(here, there)
    assert 0 <= metres <= 20_015_087 * 1.0001
    assert metres == pytest.approx(distance_m(there, here), abs=0.01)


def test_antipodes_have_a_distance() -> None:
    for lat, lon in itertools.product(range(-90, 91, 7), range(-180, 1, 7)):
        assert distance_m((lat, lon), (-lat, lon + 180)) == pytest.approx(20_015_087, rel=1e-4)


def test_a_position_is_the_shared_one_or_the_buildings() -> None:
    assert position(SPOT, 1, demo()) == (HOUSES[0].lat, HOUSES[0].lon)
    assert position(HERE, 1, demo()) == (HOUSES[0].lat, HOUSES[0].lon)
    assert position(HERE, 2, demo()) is None
    assert position(Place(words="门口"), 1, demo()) is None
