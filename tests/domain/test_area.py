"""Whether a warning concerns the community: by counties, by shapes, and where nobody knows."""

from __future__ import annotations

import pytest

from bot.domain.area import concerns, concerns_code, distance_km, inside, is_chinese_code
from bot.domain.warning import Area

HERE, COUNTIES = (35.49, 112.85), ("140502",)
SQUARE = ((35.0, 112.0), (36.0, 112.0), (36.0, 113.0), (35.0, 113.0), (35.0, 112.0))
FAR = tuple((lat - 5, lon) for lat, lon in SQUARE)


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("140502", True),  # the county
        ("140502000000", True),
        ("140502001000", True),  # a town of it
        ("14050241600000", True),
        ("140500", True),  # the city
        ("140500000000", True),
        ("140000", True),  # the province
        ("140000000000", True),
        ("140581", False),  # another county of the city
        ("140524000000", False),
        ("140100", False),  # another city
        ("410502", False),
        ("370614000000", False),
    ],
)
def test_codes(code: str, ours: bool) -> None:
    assert concerns_code(code, COUNTIES) is ours
    assert concerns((Area(geocodes=(code,)),), COUNTIES, HERE) is ours


def test_a_community_that_names_its_city_hears_of_all_its_counties() -> None:
    assert concerns_code("140581", ("140500",)) and not concerns_code("140100", ("140500",))
    assert concerns_code("441900003000", ("441900",)), "a city without counties has its towns"


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("140502", True),
        ("140502000000", True),
        ("072001", False),  # FIPS
        ("1000512", False),  # Taiwan
        ("NMZ501", False),
        ("100000", False),
        ("", False),
        ("14050a", False),
        ("１４０５０２", False),
    ],
)
def test_what_is_a_code_of_the_standard(code: str, known: bool) -> None:
    assert is_chinese_code(code) is known


@pytest.mark.parametrize(
    ("areas", "ours"),
    [
        ((), True),  # a cancel without a block, and what was asked for at a place
        ((Area("somewhere"),), True),
        ((Area("x", ("072001",)),), True),  # codes of another country say nothing of where it is
        ((Area(polygons=(SQUARE,)),), True),
        ((Area(polygons=(FAR,)),), False),
        ((Area(polygons=(FAR, SQUARE)),), True),
        ((Area(circles=((35.5, 112.9, 10.0),)),), True),
        ((Area(circles=((30.0, 112.9, 10.0),)),), False),
        ((Area(geocodes=("370614",), polygons=(SQUARE,)),), True),  # either is enough
        ((Area(geocodes=("370614",), polygons=(FAR,)),), False),
        ((Area(geocodes=("370614",)), Area("somewhere")), True),
        ((Area(geocodes=("370614",)), Area(geocodes=("140502",))), True),
    ],
)
def test_areas(areas: tuple[Area, ...], ours: bool) -> None:
    assert concerns(areas, COUNTIES, HERE) is ours


def test_a_community_that_has_not_said_where_it_is_hears_of_everything() -> None:
    assert concerns((Area(geocodes=("370614",), polygons=(FAR,)),), (), None)


@pytest.mark.parametrize(
    ("point", "within"),
    [
        ((35.5, 112.5), True),
        ((35.0, 112.5), True),  # on the edge
        ((36.0, 113.0), True),  # on a corner
        ((34.9, 112.5), False),
        ((35.5, 113.1), False),
    ],
)
def test_points_in_a_polygon(point: tuple[float, float], within: bool) -> None:
    assert inside(point, SQUARE) is within
    assert inside(point, SQUARE[:-1]) is within, "whether it is closed does not matter"


def test_a_polygon_with_a_bay() -> None:
    bay = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 1.0), (0.0, 4.0))
    assert inside((1.0, 1.0), bay) and not inside((2.0, 3.0), bay)


def test_distances() -> None:
    assert distance_km((35.49, 112.85), (39.90, 116.40)) == pytest.approx(584, rel=0.02)  # Jincheng to Beijing
    assert distance_km(HERE, HERE) == 0
    assert distance_km((0, 179.9), (0, -179.9)) == pytest.approx(22.2, rel=0.01)
