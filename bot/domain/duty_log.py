"""What is written into the log of the duty (值班日志) by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Event(StrEnum):
    """The kinds of entries; the messages have a sentence for each."""

    ACCEPTED = "accepted"  # somebody has taken over
    LATE = "late"  # nobody has taken over in time
    STOOD_IN = "stood_in"  # somebody else has
    SIGNED = "signed"  # what was handed over was signed for
    ENDED = "ended"  # a shift ended, and nobody follows
    RESPONSE = "response"  # a flood response level was started, changed or ended
    HELP = "help"  # a request for help was taken or settled
    PATROL = "patrol"  # a patrol round is over
    PROBLEM = "problem"  # something was found wrong on one
    WELL = "well"  # somebody has said that all is well
    TROUBLE = "trouble"  # or that it is not
    SILENT = "silent"  # or nothing, and the leader was told
    WARNING = "warning"  # people were told of a weather warning, or of its end
    PAGE = "page"  # somebody who was called has answered
    WORDS = "words"  # what somebody wrote down


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is read: when, at which post (its key), what, by whom, and what was written."""

    at: int
    post: str | None
    kind: str
    name: str
    words: str
    facts: Mapping[str, str | int | float | None]


@dataclass(frozen=True, slots=True)
class Stand:
    """Who stood on a post on a day: from when until when, and when they took over (ms UTC)."""

    post: str
    name: str
    from_at: int
    until_at: int
    accepted_at: int | None


@dataclass(frozen=True, slots=True)
class DaySheet:
    """The log of a day (值班日志) as it is printed."""

    community: str
    language: str
    timezone: ZoneInfo
    day: date
    made_at: int
    stands: tuple[Stand, ...]
    lines: tuple[Line, ...]
    grids: Mapping[str, str]

    def stamp(self, at: int) -> str:
        """An instant of the day on paper."""
        local = datetime.fromtimestamp(at / 1000, self.timezone)
        return f"{local:%H:%M}" if local.date() == self.day else f"{local:%m-%d %H:%M}"
