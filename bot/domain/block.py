"""Keeping somebody from reporting for a while (限制上报): why, for how long, and one appeal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DAY_MS = 86_400_000


class Reason(StrEnum):
    """Why. ``OTHER`` is said in the director's own words."""

    FALSE = "false"  # 恶意上报
    ABUSE = "abuse"  # 辱骂骚扰
    FLOOD = "flood"  # 反复刷屏
    OTHER = "other"  # 其他


#: For how long, in days; 0: until it is lifted.
SPANS = (7, 30, 0)
MOST_WORDS = 200
MOST_APPEAL = 500


@dataclass(frozen=True, slots=True)
class Block:
    """Somebody may not report, follow or be asked; their own cases stay open to them.

    ``person`` and ``made_by`` are person ids, instants milliseconds UTC; ``until_at`` None: until it is lifted.
    ``words`` say more where the reason is ``OTHER``. There is one appeal (申诉) to a block; ``answered_at`` is when the
    directors turned it down.
    """

    block_id: int
    person: int
    reason: Reason
    words: str
    made_by: int
    since: int
    until_at: int | None
    appeal: str | None = None
    appealed_at: int | None = None
    answered_at: int | None = None
    lifted_at: int | None = None

    def stands(self, now: int) -> bool:
        """Whether it holds at an instant."""
        return self.lifted_at is None and (self.until_at is None or now < self.until_at)

    @property
    def awaits_answer(self) -> bool:
        """Whether there is an appeal that nobody has answered."""
        return self.appealed_at is not None and self.answered_at is None and self.lifted_at is None


def until(now: int, days: int) -> int | None:
    """When a block of so many days (one of :data:`SPANS`) ends by itself."""
    return now + days * DAY_MS if days else None
