"""What the buttons of all rooms ask for, by the name in their payload."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.button import Press
from bot.handlers import gate, settings
from bot.handlers.desk import Courtesies, Pressed

PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    **gate.PRESSES,
    **settings.PRESSES,
}
