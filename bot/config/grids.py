"""``[[grid]]``: the grids and the places in them."""

from __future__ import annotations

import re
from hashlib import sha256

from bot.config.table import Table
from bot.config.unique import Unique
from bot.domain.community import Building, Grid

LARGEST_GRID = 999
KEY = re.compile(r"[a-z0-9_.]{1,16}")


def read_grids(top: Table) -> tuple[Grid, ...]:
    """All grids, in the order of the file."""
    numbers, names = Unique("duplicate_grid_number"), Unique("duplicate_grid_name")
    return tuple(_grid(table, numbers, names) for table in top.tables("grid"))


def building_key(name: str) -> str:
    """A short key made from the name, so that it survives any reordering of the list."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _grid(table: Table, numbers: Unique, names: Unique) -> Grid:
    number = table.integer("number", 1, LARGEST_GRID)
    name = table.text("name")
    numbers.add(number, table, "number")
    names.add(name, table, "name")
    keys, labels = Unique("duplicate_building_key"), Unique("duplicate_building")
    places = table.tables_or_names("buildings")
    buildings = tuple(_building(place, keys, labels) for place in places)
    table.close()
    return Grid(number or 0, name, buildings)


def _building(table: Table, keys: Unique, labels: Unique) -> Building:
    name = table.text("name")
    key = table.matching("key", KEY, "bad_key", required=False) or building_key(name)
    lat, lon = table.degrees("lat", 90), table.degrees("lon", 180)
    if ("lat" in table.data) != ("lon" in table.data):
        table.problem("half_coordinates")
    if name and labels.add(name, table, "name"):
        keys.add(key, table, "key")
    table.close()
    return Building(key, name, lat, lon)
