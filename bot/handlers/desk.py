"""What every handler is given: the context of the action, who it is, and where."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import people as people_actions
from bot.actions.context import Context
from bot.domain.person import Person
from bot.domain.screen import Courtesy, Toast, Value
from bot.handlers.incoming import Said, Sender, Tapped

Courtesies = tuple[Courtesy, ...]
NOTHING: Courtesies = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, and who said it."""

    ctx: Context
    person: Person
    said: Said


@dataclass(frozen=True, slots=True)
class Pressed:
    """A tap, and whose it was."""

    ctx: Context
    person: Person
    tapped: Tapped

    def toast(self, label: str | None = None, *, alert: bool = False, **data: Value) -> Courtesies:
        """The answer to the tap; none lets the button rest."""
        return (Toast(self.tapped.callback_id, label, self.person.language, data, alert),)

    def way_in(self, payload: str) -> Courtesies:
        """The answer to the tap that opens the private chat."""
        return (Toast(self.tapped.callback_id, link=payload),)


async def meet(ctx: Context, sender: Sender, private: bool) -> Person:
    """The person behind a sender."""
    return await people_actions.meet(ctx, sender.user_id, sender.name, sender.language, private)
