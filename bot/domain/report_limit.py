"""How many reports somebody may send in an hour, so that one person cannot bury the others' reports."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.community import CaseKind, Community, Policy
from bot.domain.person import Person

HOUR_MS = 3_600_000
#: Emergencies do not count against the others, and so many times as many of them may come.
EMERGENCY_TIMES = 3


def most(person: Person, policy: Policy, *, emergency: bool) -> int:
    """How many reports of that sort the person may send in an hour."""
    usual = policy.max_reports_per_hour_staff if person.is_staff else policy.max_reports_per_hour
    return usual * EMERGENCY_TIMES if emergency else usual


def is_emergency(category: str, community: Community) -> bool:
    """Whether a category (its key) is of an emergency (突发事件)."""
    known = community.category(category)
    return known is not None and known.kind is CaseKind.EMERGENCY


def free_at(sent: Sequence[int], many: int, now: int) -> int | None:
    """When the next report can be sent, given when the last ones were (milliseconds UTC); None: now."""
    recent = sorted(at for at in sent if at > now - HOUR_MS)
    return recent[-many] + HOUR_MS if len(recent) >= many else None
