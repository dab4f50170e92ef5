"""Which open cases may be the same thing as a new report."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.domain.case import Case, Place
from bot.domain.community import Community

MOST = 3
_EARTH_M = 6_371_000


def similar(candidates: Sequence[Case], grid: int, category: str, place: Place, community: Community) -> list[Case]:
    """The candidates of the same category group at the same place, those of the same category first, at most 3."""
    wanted = community.category(category)
    if wanted is None:
        return []
    found = []
    for case in candidates:
        kind = community.category(case.category)
        if kind and kind.group == wanted.group and near(case.place, case.grid, place, grid, community):
            found.append(case)
    return sorted(found, key=lambda case: (case.category != category, -case.case_id))[:MOST]


def near(one: Place, one_grid: int, other: Place, other_grid: int, community: Community) -> bool:
    """Whether two places are the same building, the same words, or within the community's radius of each other."""
    if one_grid == other_grid and one.building is not None and one.building == other.building:
        return True
    if one_grid == other_grid and one.words is not None and one.words == other.words:
        return True
    here, there = position(one, one_grid, community), position(other, other_grid, community)
    both_buildings = one.building is not None and other.building is not None
    if here is None or there is None or both_buildings:
        return False
    return distance_m(here, there) <= community.policy.similar_radius_m


def position(place: Place, grid: int, community: Community) -> tuple[float, float] | None:
    """The degrees of a place, if they are known."""
    if place.lat is not None and place.lon is not None:
        return place.lat, place.lon
    building = community.building(grid, place.building) if place.building else None
    if building and building.lat is not None and building.lon is not None:
        return building.lat, building.lon
    return None


def distance_m(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Metres between two positions in degrees (haversine; good to half a percent)."""
    lat1, lat2 = math.radians(here[0]), math.radians(there[0])
    dlat, dlon = lat2 - lat1, math.radians(there[1] - here[1])
    a = math.sin(dlat / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(dlon / 2) ** 2
    return 2 * _EARTH_M * math.asin(math.sqrt(a))
