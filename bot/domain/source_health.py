"""How a weather source does: when it was last read, and from when on that is an alarm."""

from __future__ import annotations

from dataclasses import dataclass

_MINUTE_MS, _DAY_MS = 60_000, 86_400_000
_MOST_DOUBLINGS = 6


@dataclass(frozen=True, slots=True)
class Health:
    """Of one source (instants in ms UTC): the first and the last try, the last good answer, and what fails since when.

    ``told_at`` is when somebody was last told of it; ``etag`` and ``modified`` are what the source calls its answer.
    """

    source: str
    first_at: int
    tried_at: int
    read_at: int | None
    failures: int = 0
    failing_since: int | None = None
    told_at: int | None = None
    error: str = ""
    etag: str = ""
    modified: str = ""

    @property
    def is_failing(self) -> bool:
        """Whether the last try has failed."""
        return self.failures > 0

    def is_stale(self, stale_after_ms: int, now: int) -> bool:
        """Whether the last good answer is too old and the last try has failed.

        Age alone says nothing: while the program rests or the clock leaps nobody asks, and the next try comes first.
        """
        since = self.read_at if self.read_at is not None else self.first_at
        return self.is_failing and now - since >= stale_after_ms

    def is_due_to_tell(self, stale_after_ms: int, now: int) -> bool:
        """Whether somebody is to be told now: as soon as it is stale, and then every day."""
        return self.is_stale(stale_after_ms, now) and (self.told_at is None or now - self.told_at >= _DAY_MS)


def next_try_ms(every_ms: int, failures: int) -> int:
    """After how long a source is asked again: sooner than usual while it fails, and then less and less often."""
    return min(every_ms, _MINUTE_MS * 2 ** min(failures, _MOST_DOUBLINGS)) if failures else every_ms
