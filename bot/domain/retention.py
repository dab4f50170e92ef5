"""How long what is kept, and what becomes of it then (个人信息保护法, article 19): a table, and nothing outside of it.

``liubu retention`` prints it. Only what names nobody is kept for good: numbers, states, dates, and the audit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.community import Policy

DAY_MS = 86_400_000


class Kept(StrEnum):
    """What is kept for a while."""

    CASES = "cases"  # who reported a case, and what they wrote
    MEDIA = "media"  # its photos and voice notes
    INVITATIONS = "invitations"
    BLOCKS = "blocks"
    LISTS = "lists"  # staff lists that were sent
    PLACES = "places"  # names and numbers on the staff list that nobody claimed
    DRAFTS = "drafts"
    FINDS = "finds"  # what somebody looked for last
    HELD = "held"  # what came before consent
    STRANGERS = "strangers"  # people who never agreed, hold nothing and reported nothing
    MESSAGES = "sent"  # what was sent, and what could not be
    UPDATES = "updates"  # that an update was handled
    SET_ASIDE = "set_aside"  # updates that could not be
    WARNINGS = "warnings"  # the words of weather warnings
    DISTRESS = "distress"  # who asked for help in a flood, where, and who was safe
    HOUSEHOLDS = "households"  # the list for door calls, counted from when a household was last used
    PAGES = "pages"  # who was called on duty, and who answered
    SHIFTS = "shifts"  # who stood on which post
    DUTY_LOG = "duty_log"  # what happened on duty, patrol rounds and all-well taps among it
    FILES = "files"  # archive files and pictures that were made and wait to be sent


class Since(StrEnum):
    """From when the time counts."""

    CLOSED = "closed"
    OVER = "over"  # expired, revoked, lifted
    CAME = "came"  # sent, kept, met
    SETTLED = "settled"


class Fate(StrEnum):
    """What happens when the time is over."""

    ANONYMISED = "anonymised"
    TOMBSTONE = "tombstone"  # the file is deleted; its hash and the time stay
    DELETED = "deleted"
    FORGOTTEN = "forgotten"  # as a person is who asks for it


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: what, so many days after what, and what happens then."""

    since: Since
    days: Callable[[Policy], int]
    fate: Fate


def _always(days: int) -> Callable[[Policy], int]:
    return lambda _: days


POLICY: dict[Kept, Rule] = {
    Kept.CASES: Rule(Since.CLOSED, lambda policy: policy.keep_cases_days, Fate.ANONYMISED),
    Kept.MEDIA: Rule(Since.CLOSED, lambda policy: policy.keep_media_days, Fate.TOMBSTONE),
    Kept.INVITATIONS: Rule(Since.OVER, _always(90), Fate.DELETED),
    Kept.BLOCKS: Rule(Since.OVER, _always(365), Fate.DELETED),
    Kept.LISTS: Rule(Since.CAME, _always(7), Fate.DELETED),
    Kept.PLACES: Rule(Since.CAME, _always(180), Fate.DELETED),
    Kept.DRAFTS: Rule(Since.CAME, _always(7), Fate.DELETED),
    Kept.FINDS: Rule(Since.CAME, _always(7), Fate.DELETED),
    Kept.HELD: Rule(Since.CAME, _always(1), Fate.DELETED),
    Kept.STRANGERS: Rule(Since.CAME, _always(90), Fate.FORGOTTEN),
    Kept.MESSAGES: Rule(Since.SETTLED, _always(30), Fate.DELETED),
    # Telegram keeps updates for 24 hours (telegram.md), so one that is older cannot come again.
    Kept.UPDATES: Rule(Since.SETTLED, _always(3), Fate.DELETED),
    Kept.SET_ASIDE: Rule(Since.SETTLED, _always(30), Fate.DELETED),
    Kept.WARNINGS: Rule(Since.OVER, _always(365), Fate.DELETED),
    Kept.PAGES: Rule(Since.SETTLED, _always(365), Fate.DELETED),
    Kept.DISTRESS: Rule(Since.SETTLED, _always(90), Fate.ANONYMISED),
    Kept.HOUSEHOLDS: Rule(Since.CAME, _always(400), Fate.DELETED),
    Kept.SHIFTS: Rule(Since.OVER, _always(1_095), Fate.DELETED),
    Kept.DUTY_LOG: Rule(Since.CAME, _always(1_095), Fate.DELETED),
    Kept.FILES: Rule(Since.CAME, _always(1), Fate.DELETED),
}


def before(kept: Kept, policy: Policy, now: int) -> int:
    """What is older than this instant has been kept long enough."""
    return now - POLICY[kept].days(policy) * DAY_MS
