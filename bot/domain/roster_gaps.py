"""Where nobody stands on a post that is manned (缺班), cut into shifts that somebody can be given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.domain.roster import Shift
from bot.domain.roster_check import Flaw, faults
from bot.domain.workdays import Calendar

Span = tuple[int, int]


def open_spans(shifts: Iterable[Shift], post: str, within: Span, change: int, calendar: Calendar) -> list[Span]:
    """The stretches (ms UTC, half-open) within a time in which nobody has the first seat of the post.

    They are cut where shifts change (``change`` is a minute of the day). One that goes on at the beginning of the time
    keeps its own beginning, so that it is the same whenever it is looked at.
    """
    known = [one for one in shifts if one.post == post]
    everybody = {one.person for one in known}
    found = [one for one in faults(known, *within, (), (), everybody) if one.flaw is Flaw.GAP]
    return [
        piece for one in found for piece in _cut(one.from_at, one.until_at, change, calendar) if piece[1] > within[0]
    ]


def _cut(begin: int, end: int, change: int, calendar: Calendar) -> list[Span]:
    pieces, day = [], calendar.day_of(begin)
    while begin < end:
        following = calendar.instant(day, change)
        if following > begin:
            pieces.append((begin, min(following, end)))
            begin = following
        day += timedelta(days=1)
    return pieces
