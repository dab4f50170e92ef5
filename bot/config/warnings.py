"""``[[warning]]``: who is told of which warning, where a community wants it other than usual."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

from bot.config.table import Table
from bot.domain.matrix import USUAL, Call, Matrix, Measure
from bot.domain.warning import Colour, Hazard

_ALL_HAZARDS, _ALL_COLOURS = tuple(Hazard), tuple(Colour)


def read_matrix(top: Table) -> Matrix:
    """The table of measures. A later entry goes before an earlier one; what an entry leaves out stays as it was."""
    found = dict(USUAL)
    for table in top.tables("warning", some=False):
        hazards = table.choices("hazards", _ALL_HAZARDS, _ALL_HAZARDS)
        colours = table.choices("colours", _ALL_COLOURS, _ALL_COLOURS)
        change = _change(table)
        table.close()
        found |= {cell: replace(found[cell], **change) for cell in product(hazards, colours)}
    return found


def _change(table: Table) -> dict[str, Any]:
    """What the entry says; a response of 0 is none."""
    said: dict[str, Any] = {name: table.flag(name) for name in ("groups", "all_staff", "must_all")}
    said["call"] = table.choice("call", tuple(Call), Measure().call)
    said["response"] = table.integer("response", 0, 4, required=False) or None
    return {name: value for name, value in said.items() if name in table.data}
