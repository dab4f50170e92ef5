"""How fast we may send: the platform's numbers as one table (telegram.md, Limits), and a bucket that keeps one.

The numbers are a guess that saves round trips; what counts is the 429 that Telegram answers, and that is obeyed per
chat (sender.py).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """``burst`` at once, and one more every ``every_ms``."""

    burst: int
    every_ms: int


@dataclass(frozen=True, slots=True)
class Quota:
    """At most ``most`` in any stretch of ``per_ms``."""

    most: int
    per_ms: int


PRIVATE = Limit(burst=20, every_ms=1_000)  # about one a second in a chat, short bursts pass
GROUP = Quota(most=20, per_ms=60_000)  # 20 a minute in a group, edits included
BULK = Limit(burst=30, every_ms=33)  # 30 a second over all chats; answers do not count


class Bucket:
    """Keeps a limit. A bucket that was full long enough ago is as good as new and can be thrown away."""

    __slots__ = ("_full_at", "limit")

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self._full_at = 0

    def ready_at(self, now: int) -> int:
        """When the next one may pass: ``now`` or later."""
        return max(now, self._full_at - (self.limit.burst - 1) * self.limit.every_ms)

    def take(self, now: int) -> None:
        """One passes."""
        self._full_at = max(self._full_at, now) + self.limit.every_ms

    def is_full(self, now: int) -> bool:
        """Whether nothing is owed any more."""
        return self._full_at <= now


class Window:
    """Keeps a quota, by the times of the last that passed."""

    __slots__ = ("_passed", "quota")

    def __init__(self, quota: Quota) -> None:
        self.quota = quota
        self._passed: deque[int] = deque(maxlen=quota.most)

    def ready_at(self, now: int) -> int:
        """When the next one may pass: ``now`` or later."""
        if len(self._passed) < self.quota.most:
            return now
        return max(now, self._passed[0] + self.quota.per_ms)

    def take(self, now: int) -> None:
        """One passes."""
        self._passed.append(now)

    def is_full(self, now: int) -> bool:
        """Whether nothing is owed any more."""
        return not self._passed or self._passed[-1] + self.quota.per_ms <= now


def meter(chat_id: int) -> Bucket | Window:
    """What keeps the limit of a chat: groups have negative ids."""
    return Window(GROUP) if chat_id < 0 else Bucket(PRIVATE)
