"""``[duty]``: when shifts change, the flood season, and how long a successor has to take over."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from bot.config.table import Table
from bot.domain.duty_plan import DutyPlan, Season, clock

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
#: No leap year: what every year has.
_ANY_YEAR = 2001
_LONGEST_CHECK_IN_MS = 4 * 3_600_000


def read_duty(table: Table) -> DutyPlan:
    """The plan; what is not written is as usual. ``check_in_within`` is the policy's: ``check_in``."""
    usual = DutyPlan()
    change, night = _minute(table, "change_at", usual.change), _minute(table, "night_at", usual.night)
    if night <= change:
        key = "night_at" if "night_at" in table.data else "change_at"
        table.problem("night_before_change", key, night=clock(night), change=clock(change))
        change, night = usual.change, usual.night
    return DutyPlan(change, night, _season(table))


def check_in(table: Table, key: str, usual: int) -> int:
    """Within which time (ms) a successor has to take over: a few hours at most, or nobody would be told in time."""
    found = table.duration(key, usual)
    if key in table.data and found > _LONGEST_CHECK_IN_MS:
        most = f"{_LONGEST_CHECK_IN_MS // 3_600_000}h"
        table.problem("check_in_too_long", key, value=table.data[key], most=most)
    return found


def _minute(table: Table, key: str, usual: int) -> int:
    written = table.matching(key, _TIME, "bad_time", required=False)
    return int(written[:2]) * 60 + int(written[3:]) if written else usual


def _season(table: Table) -> Season | None:
    """Both ends of it, or none."""
    first, last = _month_day(table, "season_from"), _month_day(table, "season_until")
    if ("season_from" in table.data) != ("season_until" in table.data):
        table.problem("half_season", "season_from" if "season_from" in table.data else "season_until")
    return Season(first, last) if first and last else None


def _month_day(table: Table, key: str) -> tuple[int, int] | None:
    written = table.text(key, required=False)
    if not written:
        return None
    if _MONTH_DAY.fullmatch(written):
        with suppress(ValueError):
            day = date(_ANY_YEAR, int(written[:2]), int(written[3:]))
            return day.month, day.day
    table.problem("bad_month_day", key, value=written)
    return None
