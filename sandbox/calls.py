"""A log of the Bot API calls that were served, for tests."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from sandbox.jsontypes import Json

KEPT = 20_000


@dataclass(slots=True)
class CallLog:
    """The last 20,000 calls; off until switched on."""

    on: bool = False
    _calls: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))

    def note(self, time: float, method: str, chat_id: str, ok: bool, result: Any) -> None:
        """Write down one call; `result` is what was answered (a message gives its id)."""
        if not self.on:
            return
        first = result[0] if isinstance(result, list) and result else result
        message_id = first.get("message_id") if isinstance(first, dict) else None
        entry = {"time": time, "method": method, "chat_id": _number(chat_id), "ok": ok}
        self._calls.append({**entry, "message_id": message_id})

    def entries(self, method: str) -> list[Json]:
        """Return the calls of one method (all for an empty name), oldest first."""
        wanted = method.lower()
        return [call for call in self._calls if not wanted or call["method"].lower() == wanted]


def _number(chat_id: str) -> int | str | None:
    try:
        return int(chat_id)
    except ValueError:
        return chat_id or None
