"""Makes the log of a day's duty as PDF and XLSX, beside the loop, and hands both to who asked for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from bot.actions import duty_book
from bot.actions.context import Context
from bot.actions.duty_book import Made
from bot.delivery.spool import Spool, digest
from bot.domain.duty_log import DaySheet
from bot.storage import timers
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer


class DutyPrinter:
    """Makes the files of one community; ``words`` are the renderer's, ``context`` makes that of an action."""

    def __init__(
        self, store: Store, community: int, spool: Spool, words: Callable[..., str], context: Callable[[Tx], Context]
    ) -> None:
        self._store = store
        self._community = community
        self._spool = spool
        self._words = words
        self._context = context

    async def print_day(self, timer: Timer) -> None:
        """Make the files of the day that the timer names, and send them."""
        found = await self._store.read(partial(self._gather, subject=timer.subject))
        made = await asyncio.to_thread(self._make, found[1]) if found else []
        await self._store.write(partial(self._done, timer=timer, found=found, made=made))

    async def _gather(self, tx: Tx, subject: int) -> Any:
        return await duty_book.gather(self._context(tx), subject)

    def _make(self, sheet: DaySheet) -> list[Made]:
        from bot.papers import duty_log  # it takes 20 MB: loaded when the first is asked for
        from bot.papers.writing import xlsx

        day = sheet.day.isoformat()
        pdf, book = self._spool.new(sheet.made_at, "pdf"), self._spool.new(sheet.made_at, "xlsx")
        duty_log.pdf(sheet, self._words, pdf)
        book.write_bytes(xlsx(duty_log.table(sheet, self._words)))
        return [Made(f"duty_log-{day}.{path.suffix[1:]}", path.name, digest(path)) for path in (pdf, book)]

    async def _done(self, tx: Tx, timer: Timer, found: Any, made: list[Made]) -> None:
        if await timers.take(tx, self._community, timer) and found:
            await duty_book.hand_out(self._context(tx), found[0], found[1].day, made)
