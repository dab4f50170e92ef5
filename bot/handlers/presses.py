"""What the buttons of all rooms ask for, by the name in their payload."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.button import Press
from bot.handlers import anonymity, binding, gate, invitations, phones, referrals, relays, settings, staff_list
from bot.handlers.desk import Courtesies, Pressed

PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    **binding.PRESSES,
    **gate.PRESSES,
    **anonymity.PRESSES,
    **phones.PRESSES,
    **referrals.PRESSES,
    **relays.PRESSES,
    **invitations.PRESSES,
    **settings.PRESSES,
    **staff_list.PRESSES,
}
