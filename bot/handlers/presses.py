"""What the buttons of all rooms ask for, by the name in their payload."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.button import Press
from bot.handlers import (
    agreements,
    anonymity,
    binding,
    case_files,
    checks,
    clocks,
    finding,
    forms,
    gate,
    invitations,
    leave,
    mydata,
    notes,
    pages,
    parked,
    patrols,
    petitions,
    phones,
    relays,
    results,
    root_causes,
    roster,
    settings,
    shifts,
    staff,
    staff_list,
    verdicts,
    warnings,
    weather,
)
from bot.handlers import blocks as block_handlers
from bot.handlers import help as help_handlers
from bot.handlers.desk import Courtesies, Pressed

PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    **binding.PRESSES,
    **case_files.PRESSES,
    **block_handlers.PRESSES,
    **finding.PRESSES,
    **help_handlers.PRESSES,
    **gate.PRESSES,
    **anonymity.PRESSES,
    **mydata.PRESSES,
    **phones.PRESSES,
    **forms.PRESSES,
    **notes.PRESSES,
    **agreements.PRESSES,
    **checks.PRESSES,
    **clocks.PRESSES,
    **relays.PRESSES,
    **invitations.PRESSES,
    **settings.PRESSES,
    **staff_list.PRESSES,
    **leave.PRESSES,
    **staff.PRESSES,
    **verdicts.PRESSES,
    **petitions.PRESSES,
    **parked.PRESSES,
    **results.PRESSES,
    **root_causes.PRESSES,
    **warnings.PRESSES,
    **weather.PRESSES,
    **pages.PRESSES,
    **shifts.PRESSES,
    **patrols.PRESSES,
    **roster.PRESSES,
}
