"""Reads ``[response]``: what each flood response level asks for, where it is not the usual."""

from __future__ import annotations

from collections.abc import Sequence

from bot.config.table import Table
from bot.domain.community import CategoryGroup
from bot.domain.response import LEVELS, USUAL_PLAN, Measures, Plan

_MOST_SEATS = 2
_LONGEST_MS = 86_400_000
_NAMES = {4: "level_4", 3: "level_3", 2: "level_2", 1: "level_1"}


def read_response(table: Table, groups: Sequence[CategoryGroup]) -> Plan:
    """The plan; what is not written is as usual. ``category`` must be one of those in ``groups``."""
    plan = Plan(
        measures={level: _measures(table.table(_NAMES[level]), USUAL_PLAN.measures[level]) for level in LEVELS},
        help_wait_ms=_span(table, "help_wait", USUAL_PLAN.help_wait_ms),
        help_remind_ms=_span(table, "help_remind", USUAL_PLAN.help_remind_ms),
        door_remind_ms=_span(table, "door_remind", USUAL_PLAN.door_remind_ms),
        category=_category(table, groups),
    )
    table.close()
    return plan


def _measures(table: Table, usual: Measures) -> Measures:
    seats = table.integer("seats", 1, _MOST_SEATS, required=False)
    found = Measures(
        seats=usual.seats if seats is None else seats,
        check_in_ms=_span(table, "check_in", usual.check_in_ms),
        all_well_ms=_all_well(table, usual.all_well_ms),
        situation=_flag(table, "situation", usual.situation),
        roll_call=_flag(table, "roll_call", usual.roll_call),
        door_calls=_flag(table, "door_calls", usual.door_calls),
    )
    table.close()
    return found


def _all_well(table: Table, usual: int | None) -> int | None:
    """How often; ``all_well = false`` is never."""
    if table.data.get("all_well") is False:
        table.flag("all_well")
        return None
    found = _span(table, "all_well", usual or _LONGEST_MS)
    return found if "all_well" in table.data else usual


def _flag(table: Table, key: str, usual: bool) -> bool:
    found = table.flag(key)
    return found if key in table.data else usual


def _span(table: Table, key: str, usual: int) -> int:
    found = table.duration(key, usual)
    if found > _LONGEST_MS:
        table.problem("clock_too_long", key, value=table.data[key], most=1)
    return found


def _category(table: Table, groups: Sequence[CategoryGroup]) -> str:
    """The key of the category of water: the usual one where there is such, else none unless it is written."""
    known = [category.key for group in groups for category in group.categories]
    key = table.text("category", required=False)
    if key and key not in known:
        table.problem("unknown_value", "category", value=key, allowed=", ".join(known))
    return key or (USUAL_PLAN.category if USUAL_PLAN.category in known else "")
