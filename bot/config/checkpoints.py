"""``[[checkpoint]]``: the places that are looked at on a patrol round."""

from __future__ import annotations

from collections.abc import Sequence

from bot.config.grids import KEY, LARGEST_GRID, building_key
from bot.config.table import Table
from bot.config.unique import Unique
from bot.domain.community import Grid
from bot.domain.patrol import MOST_CHECKPOINTS, Checkpoint, PointKind


def read_checkpoints(top: Table, grids: Sequence[Grid]) -> tuple[Checkpoint, ...]:
    """All checkpoints in the order of the file, possibly none; the grids must have been read before."""
    known = [grid.number for grid in grids]
    names, keys = Unique("duplicate_checkpoint"), Unique("duplicate_checkpoint_key")
    tables = top.tables("checkpoint", some=False)
    if len(tables) > MOST_CHECKPOINTS:
        top.problem("too_many_checkpoints", "checkpoint", many=len(tables), most=MOST_CHECKPOINTS)
    return tuple(_checkpoint(table, known, names, keys) for table in tables)


def _checkpoint(table: Table, known: Sequence[int], names: Unique, keys: Unique) -> Checkpoint:
    name, grid = table.text("name"), table.integer("grid", 1, LARGEST_GRID)
    key = table.matching("key", KEY, "bad_key", required=False) or building_key(f"{grid} {name}")
    kind = table.choice("kind", tuple(PointKind), PointKind.OTHER)
    lat, lon = table.degrees("lat", 90), table.degrees("lon", 180)
    if ("lat" in table.data) != ("lon" in table.data):
        table.problem("half_coordinates")
    if grid and known and 0 not in known and grid not in known:
        table.problem("unknown_grid", "grid", grid=grid, known=", ".join(map(str, sorted(known))))
    if name and names.add(f"{grid} {name}", table, "name"):
        keys.add(key, table, "key")
    table.close()
    return Checkpoint(key, name, kind, grid or 0, lat, lon)
