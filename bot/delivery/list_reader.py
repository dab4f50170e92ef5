"""Fetches the staff lists that people sent, reads them, and hands on what was found; the file itself is not kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from telegram.error import BadRequest

from bot.actions.staff_list import Found
from bot.delivery.gateway import Gateway
from bot.domain import staff_list as rules
from bot.domain.community import Community
from bot.domain.sheet import Table
from bot.domain.staff_list import Problem
from bot.domain.vocabulary import Vocabulary
from bot.papers.reading import rows
from bot.papers.unreadable import Unreadable
from bot.storage import people, staff_list, timers
from bot.storage.staff_list import StaffFile, State
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer

log = structlog.get_logger()

#: Words for a label in a language, filled with values (:meth:`bot.render.Renderer.words`).
Words = Callable[..., str]
#: Does with the list of that number what follows from what was found in it; None: it is not to be had any more.
Tell = Callable[[Tx, int, Found | Unreadable | None], Awaitable[None]]


class ListReader:
    """Reads the staff lists of one community (its ``number``) by its ``vocabulary``."""

    def __init__(
        self,
        store: Store,
        number: int,
        gateway: Gateway,
        community: Community,
        vocabulary: Vocabulary,
        words: Words,
        tell: Tell,
    ) -> None:
        self._store = store
        self._number = number
        self._gateway = gateway
        self._community = community
        self._vocabulary = vocabulary
        self._words = words
        self._tell = tell

    async def read(self, timer: Timer) -> None:
        """Fetch and read the list that the timer names; raises what the line does, to be tried again."""
        file, language = await self._store.read(partial(self._look_up, number=timer.subject))
        if file is None or file.state is not State.WAITING:
            await self._store.write(partial(self._done, timer=timer))
            return
        found: Found | Unreadable | None = None
        try:
            content = await self._gateway.file(file.file_id)
        except BadRequest as error:
            log.warning("staff_list.lost", number=file.number, error=str(error))
        else:
            found = await asyncio.to_thread(self._read, content, file.name, language)
        await self._store.write(partial(self._finish, timer=timer, found=found))

    async def _look_up(self, tx: Tx, number: int) -> tuple[StaffFile | None, str]:
        """The list, and the language of whoever sent it."""
        file = await staff_list.file(tx, self._number, number)
        person = await people.by_id(tx, self._number, file.person) if file else None
        return file, person.language if person else "zh"

    def _read(self, content: bytes, name: str, language: str) -> Found | Unreadable:
        try:
            sheet = rows(content, name)
        except Unreadable as error:
            return error
        reading = rules.read(sheet, self._community, self._vocabulary)
        return Found(reading, self._complete(reading.problems, language))

    def _complete(self, problems: tuple[Problem, ...], language: str) -> Table:
        """All problems in words, a row each."""
        words = partial(self._words, language)
        said = ((one.row, one.letter, words(f"list_problem.{one.code}", **one.values)) for one in problems)
        headings = tuple(words(f"list_sheet.{name}") for name in ("row", "column", "problem"))
        return Table(words("list_sheet.problems"), headings, tuple(said))

    async def _finish(self, tx: Tx, timer: Timer, found: Found | Unreadable | None) -> None:
        if await timers.take(tx, self._number, timer):
            await self._tell(tx, timer.subject, found)

    async def _done(self, tx: Tx, timer: Timer) -> None:
        await timers.take(tx, self._number, timer)
