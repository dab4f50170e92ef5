"""Fetches the lists that people sent, reads them, and hands on what was found; the file itself is not kept.

What is in a file decides what it is: a duty roster has days and posts, everything else is taken for a staff list.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import structlog
from telegram.error import BadRequest

from bot.actions.roster_import import FoundRoster
from bot.actions.staff_list import Found
from bot.delivery.gateway import Gateway
from bot.domain import roster_list
from bot.domain import staff_list as rules
from bot.domain.community import Community
from bot.domain.permission import Deed, may
from bot.domain.roster_list import Hours, Member
from bot.domain.roster_words import RosterWords
from bot.domain.sheet import Table
from bot.domain.staff_list import Problem
from bot.domain.vocabulary import Vocabulary
from bot.papers.unreadable import Unreadable
from bot.storage import people, staff_list, timers
from bot.storage.staff_list import StaffFile, State
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer

log = structlog.get_logger()

#: Words for a label in a language, filled with values (:meth:`bot.render.Renderer.words`).
Words = Callable[..., str]
#: Does with the list of that number what follows from what was found in it; None: it is not to be had any more.
Tell = Callable[[Tx, int, Found | FoundRoster | Unreadable | None], Awaitable[None]]


class ListReader:
    """Reads the lists of one community (its ``number``) by its words."""

    def __init__(
        self,
        store: Store,
        number: int,
        gateway: Gateway,
        community: Community,
        vocabulary: Vocabulary,
        roster_words: RosterWords,
        words: Words,
        tell: Tell,
    ) -> None:
        self._store = store
        self._number = number
        self._gateway = gateway
        self._community = community
        self._vocabulary = vocabulary
        self._roster_words = roster_words
        self._hours = Hours(community.duty.change, community.duty.night)
        self._words = words
        self._tell = tell

    async def read(self, timer: Timer) -> None:
        """Fetch and read the list that the timer names; raises what the line does, to be tried again."""
        file, language, staff = await self._store.read(partial(self._look_up, number=timer.subject))
        if file is None or file.state is not State.WAITING:
            await self._store.write(partial(self._done, timer=timer))
            return
        found: Found | FoundRoster | Unreadable | None = None
        try:
            content = await self._gateway.file(file.file_id)
        except BadRequest as error:
            log.warning("staff_list.lost", number=file.number, error=str(error))
        else:
            about = file.name, language, staff, file.sent_at
            found = await asyncio.to_thread(self._read, content, *about)
        await self._store.write(partial(self._finish, timer=timer, found=found))

    async def _look_up(self, tx: Tx, number: int) -> tuple[StaffFile | None, str, tuple[Member, ...]]:
        """The list, the language of whoever sent it, and who can stand a shift."""
        file = await staff_list.file(tx, self._number, number)
        person = await people.by_id(tx, self._number, file.person) if file else None
        staff = await people.staff(tx, self._number)
        fit = (Member(one.person_id, one.called, one.phone) for one in staff if may(one, Deed.TAKE_SHIFT))
        return file, person.language if person else "zh", tuple(fit)

    def _read(
        self, content: bytes, name: str, language: str, staff: Sequence[Member], sent_at: int
    ) -> Found | FoundRoster | Unreadable:
        from bot.papers.reading import rows  # loaded when the first list comes

        try:
            sheet = rows(content, name)
        except Unreadable as error:
            return error
        today = self._community.calendar.day_of(sent_at)
        if roster := roster_list.read(sheet, self._community, self._roster_words, staff, self._hours, today):
            return FoundRoster(roster, self._complete(roster.problems, language, "roster_problem"))
        reading = rules.read(sheet, self._community, self._vocabulary)
        return Found(reading, self._complete(reading.problems, language, "list_problem"))

    def _complete(self, problems: tuple[Problem, ...], language: str, group: str) -> Table:
        """All problems in words, a row each."""
        words = partial(self._words, language)
        said = ((one.row, one.letter, words(f"{group}.{one.code}", **one.values)) for one in problems)
        headings = tuple(words(f"list_sheet.{name}") for name in ("row", "column", "problem"))
        return Table(words("list_sheet.problems"), headings, tuple(said))

    async def _finish(self, tx: Tx, timer: Timer, found: Found | FoundRoster | Unreadable | None) -> None:
        if await timers.take(tx, self._number, timer):
            await self._tell(tx, timer.subject, found)

    async def _done(self, tx: Tx, timer: Timer) -> None:
        await timers.take(tx, self._number, timer)
