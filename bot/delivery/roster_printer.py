"""Makes a month of the roster as a picture or a table, beside the loop, and hands it to who asked for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot.actions import roster_papers
from bot.actions.context import Context
from bot.actions.duty_book import Made
from bot.delivery.spool import Spool, digest
from bot.domain.roster_sheet import MonthSheet, table
from bot.storage import timers
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer


class RosterPrinter:
    """Makes the files of one community; ``words`` are the renderer's, ``context`` makes that of an action."""

    def __init__(
        self, store: Store, community: int, spool: Spool, words: Callable[..., str], context: Callable[[Tx], Context]
    ) -> None:
        self._store = store
        self._community = community
        self._spool = spool
        self._words = words
        self._context = context

    async def draw(self, timer: Timer) -> None:
        """Make the picture of the month that the timer names."""
        await self._do(timer, self._drawn, is_picture=True)

    async def print(self, timer: Timer) -> None:
        """Make the table of the month that the timer names."""
        await self._do(timer, self._printed, is_picture=False)

    async def _do(self, timer: Timer, make: Callable[[MonthSheet], list[Made]], *, is_picture: bool) -> None:
        asked = await self._store.read(lambda tx: roster_papers.gather(self._context(tx), timer.subject))
        made = await asyncio.to_thread(make, asked[1]) if asked else []

        async def work(tx: Tx) -> bool:
            taken = await timers.take(tx, self._community, timer)
            if taken and asked:
                await roster_papers.hand_out(self._context(tx), *asked, made, is_picture)
            return taken

        if not await self._store.write(work):
            self._spool.drop(one.stored for one in made)

    def _drawn(self, sheet: MonthSheet) -> list[Made]:
        from bot.papers.month_picture import drawn  # Pillow takes megabytes: loaded when the first is asked for

        found = []
        for place, content in enumerate(drawn(sheet, partial(self._words, sheet.language)), start=1):
            out = self._spool.new(sheet.made_at, "jpg")
            out.write_bytes(content)
            found.append(self._made(sheet, out, f"-{place}" if place > 1 else ""))
        return found

    def _printed(self, sheet: MonthSheet) -> list[Made]:
        from bot.papers.writing import xlsx  # loaded when the first is asked for

        out = self._spool.new(sheet.made_at, "xlsx")
        out.write_bytes(xlsx(table(sheet, partial(self._words, sheet.language))))
        return [self._made(sheet, out)]

    def _made(self, sheet: MonthSheet, out: Path, tail: str = "") -> Made:
        return Made(f"roster-{sheet.first:%Y-%m}{tail}{out.suffix}", out.name, digest(out))
