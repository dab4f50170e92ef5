"""Telegram's flood limits (telegram-errors row 41), off unless switched on."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from sandbox.clock import Clock

Window = tuple[int, float]
"""So many calls in so many seconds."""

PRIVATE: tuple[Window, ...] = ((5, 5.0),)
GROUP: tuple[Window, ...] = ((5, 5.0), (20, 60.0))
OVERALL: Window = (30, 1.0)
COUNTED = ("send", "edit", "copy", "forward")


@dataclass(slots=True)
class Limits:
    """Counts sends and edits by the sandbox's clock: 1/s a chat with a burst of 5, 20/min a group, 30/s."""

    clock: Clock
    on: bool = False
    _calls: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=64)))

    def wait(self, method: str, chat_id: str) -> int:
        """Count a call of `method` (lower case); return 0, or the seconds to wait when it is refused."""
        if not self.on or not chat_id or not method.startswith(COUNTED) or method == "sendchataction":
            return 0
        now = self.clock.now()
        windows = GROUP if chat_id.startswith(("-", "@")) else PRIVATE
        excess = [_excess(self._calls[chat_id], now, window) for window in windows]
        excess.append(_excess(self._calls[""], now, OVERALL))
        if (seconds := max(excess)) > 0:
            return math.ceil(seconds)
        self._calls[chat_id].append(now)
        self._calls[""].append(now)
        return 0


def _excess(calls: deque[float], now: float, window: Window) -> float:
    count, seconds = window
    if len(calls) < count:
        return 0.0
    return max(0.0, calls[-count] + seconds - now)
