"""The demo community is what domain.md describes; damage to its file gives problems and nothing worse."""

import tomllib
from collections import Counter
from math import cos, hypot, radians
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.config import ConfigError, demo_path, load_community, load_residents, read_community
from bot.domain.community import Building, CaseKind, Community, PhotoRule, Visibility
from bot.domain.deadline import Unit
from bot.domain.person import Role

ROOT = Path(__file__).parents[2]
TEXTS = [tomllib.loads((ROOT / f"messages/{lang}/config.toml").read_text("utf-8")) for lang in ("zh", "en")]
TEXT = (demo_path() / "community.toml").read_text("utf-8")
HOUR = 3_600_000


@pytest.fixture(scope="module")
def demo() -> Community:
    """The demo community."""
    return load_community(demo_path() / "community.toml")


def test_seven_grids_with_eight_to_fourteen_places(demo: Community) -> None:
    assert [grid.number for grid in demo.grids] == [1, 2, 3, 4, 5, 6, 7]
    assert all(8 <= len(grid.buildings) <= 14 for grid in demo.grids)


def test_a_secretary_and_forty_workers(demo: Community) -> None:
    assert Counter(staff.role for staff in demo.staff) == {
        Role.SECRETARY: 1,
        Role.GRID_HEAD: 7,
        Role.FULL_TIME: 7,
        Role.SPECIALIST: 5,
        Role.AUXILIARY: 21,
    }
    assert len({staff.name for staff in demo.staff}) == len(demo.staff)


def test_the_ids_of_the_sandbox(demo: Community) -> None:
    ids = {role: [staff.user_id for staff in demo.staff if staff.role is role] for role in Role}
    assert {role: held for role, held in ids.items() if held} == {
        Role.SECRETARY: [1001],
        Role.GRID_HEAD: list(range(1011, 1018)),
        Role.FULL_TIME: list(range(1021, 1028)),
        Role.SPECIALIST: list(range(1031, 1036)),
        Role.AUXILIARY: list(range(1041, 1062)),
    }


@pytest.mark.parametrize(("role", "each"), [(Role.GRID_HEAD, 1), (Role.FULL_TIME, 1), (Role.AUXILIARY, 3)])
def test_every_grid_has_its_workers(demo: Community, role: Role, each: int) -> None:
    grids = [staff.grid for staff in demo.staff if staff.role is role]
    assert grids == sorted([1, 2, 3, 4, 5, 6, 7] * each)


def test_categories(demo: Community) -> None:
    assert 6 <= len(demo.groups) <= 7
    assert 24 <= len(demo.categories) <= 28
    assert sum(category.common for category in demo.categories) == 8
    assert all(category.suggest and category.words for category in demo.categories)
    assert all(category.name_en.isascii() for category in demo.categories)


def test_a_report_takes_at_most_five_taps(demo: Community) -> None:
    """Report, category (two taps when not common), building, photo where wanted, submit."""
    taps = [4 + (not one.common) + (one.photo is PhotoRule.WANTED) for one in demo.categories]
    assert max(taps) <= 5


def test_every_key_fits_into_a_button(demo: Community) -> None:
    keys = [group.key for group in demo.groups]
    keys += [category.key for category in demo.categories]
    keys += [building.key for grid in demo.grids for building in grid.buildings]
    assert all(key.isascii() and 1 <= len(key) <= 16 for key in keys)


def test_disputes_are_private_and_emergencies_are_quick(demo: Community) -> None:
    for category in demo.categories:
        if category.kind is CaseKind.DISPUTE:
            assert category.visibility is Visibility.PRIVATE
        if category.kind is CaseKind.EMERGENCY:
            assert category.deadline.unit is Unit.REAL
            assert 2 * HOUR <= category.deadline.amount <= 24 * HOUR
        else:
            assert category.deadline.unit is not Unit.REAL


def test_the_places_lie_in_a_quarter_of_a_square_kilometre(demo: Community) -> None:
    places = [building for grid in demo.grids for building in grid.buildings]
    assert all(metres(places[0], place) < 700 for place in places)
    for place in places:
        assert 20 < min(metres(place, other) for other in places if other is not place) < demo.policy.similar_radius_m


def metres(one: Building, other: Building) -> float:
    """How far apart two places are; the earth is flat over a community."""
    assert one.lat and one.lon and other.lat and other.lon
    north = (one.lat - other.lat) * 111_320
    east = (one.lon - other.lon) * 111_320 * cos(radians(one.lat))
    return hypot(north, east)


def test_residents_live_in_grids_and_are_not_staff(demo: Community) -> None:
    residents = load_residents(demo_path() / "people.toml")
    assert [resident.user_id for resident in residents] == list(range(2001, 2001 + len(residents)))
    assert 6 <= len(residents) <= 8
    assert all(demo.grid(resident.grid) for resident in residents)
    assert not {one.name for one in residents} & {one.name for one in demo.staff}


def outcome(text: str) -> None:
    """Reads the text; whatever is wrong with it must be a ConfigError that can be printed."""
    last = text.count("\n") + 1
    found = problems(text)
    assert found is None or found.problems
    for problem in found.problems if found else ():
        assert 1 <= problem.line <= last
        assert problem.describe(*TEXTS)


def problems(text: str) -> ConfigError | None:
    """What is wrong with the text, if anything is."""
    try:
        read_community(text)
    except ConfigError as error:
        return error
    return None


LINES = TEXT.splitlines()
PLACES = st.integers(0, len(TEXT))
SIGNS = st.text(alphabet=st.sampled_from("\"'[]{}=,.#\\\n\r\t 0x-é“，网\x00\u3000\ud7ff"), max_size=4)
VALUES = st.sampled_from(
    [
        "1",
        "-1",
        "0.5",
        "nan",
        "inf",
        '""',
        '"x"',
        "[]",
        "[1]",
        "{}",
        "[[]]",
        "[{}]",
        "true",
        "07:30:00",
        "1979-05-27",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(PLACES, st.integers(0, 30), SIGNS), min_size=1, max_size=3))
def test_damaged_text_gives_problems_only(edits: list[tuple[int, int, str]]) -> None:
    text = TEXT
    for start, length, new in edits:
        text = text[:start] + new + text[start + length :]
    outcome(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(range(len(LINES))), VALUES), min_size=1, max_size=5))
def test_wrong_values_give_problems_only(edits: list[tuple[int, str]]) -> None:
    lines = list(LINES)
    for at, value in edits:
        if "=" in lines[at]:
            lines[at] = f"{lines[at].split('=', 1)[0]}= {value}"
    outcome("\n".join(lines))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(*[st.sampled_from(range(len(LINES)))] * 2), min_size=1, max_size=5))
def test_shuffled_and_lost_lines_give_problems_only(edits: list[tuple[int, int]]) -> None:
    lines = list(LINES)
    for one, other in edits:
        lines[one], lines[other] = lines[other], "" if one == other else lines[one]
    outcome("\n".join(lines))
