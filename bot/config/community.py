"""Reads ``community.toml`` into a checked Community, or says everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from bot.config.categories import read_groups
from bot.config.checkpoints import read_checkpoints
from bot.config.document import Document, open_document
from bot.config.duty import check_in, read_duty
from bot.config.grids import read_grids
from bot.config.response import read_response
from bot.config.staff import read_staff
from bot.config.table import Table, guess
from bot.config.warnings import read_matrix
from bot.config.weather import read_weather
from bot.config.workdays import read_calendar
from bot.domain.community import CaseKind, CategoryGroup, Community, Policy

USUAL_TIMEZONE = "Asia/Shanghai"
SLUG = re.compile(r"[a-z0-9_-]{1,32}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


#: The clocks of a case as the file calls them, and as the policy does.
_CLOCKS = {
    "assign_within": "assign_within_ms",
    "accept_within": "accept_within_ms",
    "ladder_step": "ladder_step_ms",
    "overdue_step": "overdue_step_ms",
    "emergency_accept_within": "emergency_accept_within_ms",
    "emergency_ladder_step": "emergency_ladder_step_ms",
}
_STEPS = ("verify", "close")
_LONGEST_CLOCK_MS = 14 * 86_400_000
#: A case is needed for a while after it was closed, and nothing is kept for ever.
_DAYS = (30, 3_650)


def load_community(path: Path) -> Community:
    """The community that the file describes. Raises ConfigError, which holds all problems of the file."""
    return _read(open_document(path))


def read_community(text: str, file: str = "community.toml") -> Community:
    """The same from a text; ``file`` is the name that problems carry."""
    return _read(Document(file, text))


def _read(document: Document) -> Community:
    top = Table(document, document.data)
    head = top.table("community")
    grids = read_grids(top)
    name = head.text("name")
    slug = head.matching("slug", SLUG, "bad_slug")
    groups = read_groups(top)
    timezone, duty = _timezone(head), top.table("duty")
    community = Community(
        slug=slug,
        name=name,
        name_en=head.text("name_en", required=False) or name,
        timezone=timezone,
        grids=grids,
        groups=groups,
        staff=read_staff(top, grids),
        calendar=read_calendar(top.table("calendar"), timezone),
        policy=_policy(top.table("policy"), top.table("retention"), duty, groups),
        duty=read_duty(duty),
        office=head.text("office", required=False),
        departments=head.texts("departments"),
        matrix=read_matrix(top),
        response=read_response(top.table("response"), groups),
        weather=read_weather(top.table("weather")),
        checkpoints=read_checkpoints(top, grids),
    )
    duty.close()
    head.close()
    top.close()
    document.finish()
    return community


def _timezone(head: Table) -> ZoneInfo:
    name = head.text("timezone", required=False) or USUAL_TIMEZONE
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        meant = guess(name, available_timezones()) or USUAL_TIMEZONE
        head.problem("unknown_timezone", "timezone", value=name, guess=meant)
        return ZoneInfo(USUAL_TIMEZONE)


def _policy(table: Table, retention: Table, duty: Table, groups: Sequence[CategoryGroup]) -> Policy:
    usual = Policy()
    policy = Policy(
        idle_dialog_ms=table.duration("idle_dialog", usual.idle_dialog_ms),
        archive_after_ms=table.duration("archive_after", usual.archive_after_ms),
        similar_radius_m=_number(table, "similar_radius_m", 10, 5_000, usual.similar_radius_m),
        similar_within_ms=table.duration("similar_within", usual.similar_within_ms),
        board_at=_time(table, "board_at", usual.board_at),
        digest_at=_time(table, "digest_at", usual.digest_at),
        overdue_morning_at=_time(table, "overdue_morning_at", usual.overdue_morning_at),
        overdue_evening_at=_time(table, "overdue_evening_at", usual.overdue_evening_at),
        check_in_within_ms=_check_in(table, duty, usual.check_in_within_ms),
        **_clocks(table, usual),
        max_photos=_number(table, "max_photos", 1, 50, usual.max_photos),
        max_text=_number(table, "max_text", 100, 4_000, usual.max_text),
        max_reports_per_hour=_number(table, "max_reports_per_hour", 1, 1_000, usual.max_reports_per_hour),
        max_reports_per_hour_staff=_number(
            table, "max_reports_per_hour_staff", 1, 1_000, usual.max_reports_per_hour_staff
        ),
        check_share=_number(table, "check_share", 0, 100, usual.check_share),
        plain_category=_plain_category(table, groups),
        root_cause_count=_number(table, "root_cause_count", 2, 100, usual.root_cause_count),
        root_cause_days=_number(table, "root_cause_days", 1, 365, usual.root_cause_days),
        keep_cases_days=_number(retention, "cases_days", *_DAYS, usual.keep_cases_days),
        keep_media_days=_number(retention, "media_days", *_DAYS, usual.keep_media_days),
    )
    table.close()
    retention.close()
    return policy


def _time(table: Table, key: str, usual: str) -> str:
    """A time of the day."""
    return table.matching(key, _TIME, "bad_time", required=False) or usual


def _clocks(table: Table, usual: Policy) -> dict[str, int]:
    """By when what must have been done, and how long each rung of the ladder waits; all of them within two weeks."""
    found = {field: table.duration(key, getattr(usual, field)) for key, field in _CLOCKS.items()}
    for key, field in _CLOCKS.items():
        if found[field] > _LONGEST_CLOCK_MS:
            table.problem("clock_too_long", key, value=table.data[key], most=_LONGEST_CLOCK_MS // 86_400_000)
    days = {f"{name}_days": _number(table, f"{name}_days", 1, 30, getattr(usual, f"{name}_days")) for name in _STEPS}
    return {**found, **days}


def _check_in(table: Table, duty: Table, usual: int) -> int:
    """It may stand in ``[duty]`` or, as before there was that, here; not in both."""
    found = check_in(table, "check_in_within", usual)
    if "check_in_within" in table.data and "check_in_within" in duty.data:
        duty.problem("check_in_twice", "check_in_within")
    return check_in(duty, "check_in_within", found)


def _plain_category(table: Table, groups: Sequence[CategoryGroup]) -> str:
    """The key of a category for what fits nowhere; not of an emergency, which wakes people."""
    key = table.text("plain_category", required=False)
    known = {category.key: category for group in groups for category in group.categories}
    if key and key not in known:
        table.problem("unknown_value", "plain_category", value=key, allowed=", ".join(known))
        return ""
    if key and known[key].kind is CaseKind.EMERGENCY:
        table.problem("plain_urgent", "plain_category", value=key)
    return key


def _number(table: Table, key: str, least: int, most: int, usual: int) -> int:
    value = table.integer(key, least, most, required=False)
    return usual if value is None else value
