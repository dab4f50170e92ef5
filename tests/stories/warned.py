"""Weather warnings in stories: what a source tells now, and what groups and people see of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.actions import warning_cards, warnings
from bot.actions.context import Context
from bot.actions.warning_state import Known
from bot.domain.screen import Value
from bot.domain.warning import Colour, WeatherWarning
from bot.domain.warning_chains import Seen, chains
from bot.storage.store import Tx
from tests.domain.warning_made import lifted, told
from tests.made import NOW
from tests.stories.clocks import now_in
from tests.town import Message, Neighbour, Town, said

GRIDS = range(1, 8)


def issued(town: Town, number: int, colour: Colour = Colour.BLUE, *, ago: float = 0, **more: Any) -> WeatherWarning:
    """A message that was sent just now, or so many minutes ago."""
    return _now(town, told(number, colour, -ago, **more))


def withdrawn(town: Town, number: int, **more: Any) -> WeatherWarning:
    """A message that lifts, sent just now."""
    return _now(town, lifted(number, 0, **more))


def _now(town: Town, message: WeatherWarning) -> WeatherWarning:
    shift = now_in(town) - NOW
    ends = None if message.expires is None else message.expires + shift
    return replace(message, sent=message.sent + shift, onset=message.sent + shift, expires=ends)


async def tells(town: Town, *messages: WeatherWarning, source: str = "cap", complete: bool = False) -> None:
    """A source tells that now."""

    async def work(tx: Tx) -> None:
        ctx = Context(tx, town.community, town.app.community_id, town.app.clock.now())
        await warnings.take(ctx, source, messages, complete=complete)

    await town.app.store.write(work)
    await all_out(town)


async def all_out(town: Town) -> None:
    """Wait until everybody has been told: Telegram takes fewer messages in a second than there are on the staff."""
    for _ in range(4):
        await town.wind(seconds=1)


def red(ctx: Context, number: int) -> dict[str, Value]:
    """What a page says of a red warning of that number."""
    (chain,) = chains([Seen(told(1, Colour.RED))])
    return warning_cards.data(ctx, Known(number, chain, None))


class Watch:
    """What chats see from now on: how many new messages, and how their newest one about a warning reads."""

    def __init__(self, town: Town, *people_: Neighbour) -> None:
        self.town = town
        self.people = people_
        self.before: dict[int, set[int]] = {}

    async def __aenter__(self) -> Watch:
        for chat, viewer in self._chats():
            self.before[chat] = {m["message_id"] for m in await self.town.from_bot(chat, viewer)}
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    def _chats(self) -> list[tuple[int, int]]:
        groups = [(chat, self.town.secretary.user_id) for chat in self.town.groups.values()]
        return [*groups, *((one.user_id, one.user_id) for one in self.people)]

    async def fresh(self, chat: int) -> list[str]:
        """The new messages of a chat."""
        viewer = chat if chat > 0 else self.town.secretary.user_id
        found = await self.town.from_bot(chat, viewer)
        return [said(m) for m in found if m["message_id"] not in self.before[chat]]

    async def groups(self) -> set[tuple[str, ...]]:
        """The new messages of the groups: the same in all, so that there is one element."""
        return {tuple(await self.fresh(chat)) for chat in self.town.groups.values()}

    async def of(self, person: Neighbour) -> list[str]:
        """The new messages of somebody that are about warnings."""
        return [text for text in await self.fresh(person.user_id) if "预警" in text.partition("\n")[0]]


async def cards(town: Town, grid: int = 1) -> list[str]:
    """All messages about warnings in a group, oldest first."""
    texts: list[str] = [said(m) for m in await in_group(town, grid)]
    return [text for text in texts if "预警" in text.partition("\n")[0]]


async def in_group(town: Town, grid: int = 1) -> list[Message]:
    """The bot's messages in a group."""
    return await town.from_bot(town.groups[grid], town.secretary.user_id)
