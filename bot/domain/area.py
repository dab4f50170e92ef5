"""Whether a warning concerns the community: by the codes of counties, or because a shape holds its place.

Codes are those of GB/T 2260 (two digits each for the province, the city and the county), also longer ones that begin
with them (towns, GB/T 10114). What is not known concerns everybody: a warning too many is a nuisance, one too few a
danger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import asin, cos, radians, sin, sqrt

from bot.domain.warning import Area

_EARTH_KM = 6_371.0
#: The provinces, autonomous regions, municipalities and special regions of GB/T 2260.
_PROVINCES = frozenset(
    str(province)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
    for province in range(first, last + 1)
)
_LENGTHS = frozenset({6, 9, 12, 14})


def is_chinese_code(code: str) -> bool:
    """Whether it is a code of GB/T 2260 or begins with one, and no other service's number."""
    return len(code) in _LENGTHS and code.isascii() and code.isdecimal() and code[:2] in _PROVINCES


def concerns_code(code: str, counties: Iterable[str]) -> bool:
    """Whether an area code concerns one of the counties: it is the county, lies in it, or holds it (city, province)."""
    wide = _significant(code)
    return any(wide.startswith(own) or own.startswith(wide) for own in map(_significant, counties))


def concerns(areas: Sequence[Area], counties: Sequence[str], point: tuple[float, float] | None) -> bool:
    """Whether a warning for these areas concerns the community with those counties at that point (lat, lon)."""
    return not areas or any(_concerns(area, counties, point) for area in areas)


def _concerns(area: Area, counties: Sequence[str], point: tuple[float, float] | None) -> bool:
    codes = [code for code in area.geocodes if is_chinese_code(code)]
    by_code = [concerns_code(code, counties) for code in codes] if counties else []
    by_shape = [
        *(inside(point, polygon) for polygon in area.polygons if point),
        *(distance_km(point, (lat, lon)) <= km for lat, lon, km in area.circles if point),
    ]
    return any(by_code) or any(by_shape) or not (by_code or by_shape)


def inside(point: tuple[float, float], polygon: Sequence[tuple[float, float]]) -> bool:
    """Whether the point lies in the polygon or on its edge, by the even-odd rule. Degrees are taken as flat."""
    lat, lon = point
    odd = False
    for at, (lat2, lon2) in enumerate(polygon):
        lat1, lon1 = polygon[at - 1]
        if _on_edge(point, (lat1, lon1), (lat2, lon2)):
            return True
        if (lat1 > lat) != (lat2 > lat) and lon < lon1 + (lat - lat1) / (lat2 - lat1) * (lon2 - lon1):
            odd = not odd
    return odd


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance over the ground in kilometres (haversine)."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, h)))


def _on_edge(point: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> bool:
    (y, x), (y1, x1), (y2, x2) = point, one, other
    across = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
    between = min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)
    return between and abs(across) < 1e-12


def _significant(code: str) -> str:
    """The digits that say something: "140500" is the city 1405, "140000" the province 14; of longer codes as well."""
    county, town = code[:6], code[6:].rstrip("0")
    if town:
        return code[: 6 + len(town)]
    while len(county) > 2 and county.endswith("00"):
        county = county[:-2]
    return county
