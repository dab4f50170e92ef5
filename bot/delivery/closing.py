"""Makes the closing report of a flood response, beside the loop, in the languages of those who are sent it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.actions import closing_report
from bot.actions.closing_report import Made
from bot.actions.context import Context
from bot.delivery.spool import Spool, digest
from bot.domain.closing_report import ClosingReport
from bot.storage import timers
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer


class Closing:
    """The reports of one community; ``words`` are the renderer's, ``context`` makes that of an action."""

    def __init__(
        self,
        store: Store,
        community: int,
        spool: Spool,
        words: Callable[..., str],
        context: Callable[[Tx], Context],
    ) -> None:
        self._store = store
        self._community = community
        self._spool = spool
        self._words = words
        self._context = context

    async def make(self, timer: Timer) -> None:
        """Make the report of the response that the timer names, a file for each of the directors, and send them."""
        asked = await self._store.read(lambda tx: self._gather(tx, timer.subject))
        made = [await asyncio.to_thread(self._write, person, report) for person, report in asked]

        async def work(tx: Tx) -> bool:
            taken = await timers.take(tx, self._community, timer)
            if taken:
                await closing_report.hand_out(self._context(tx), timer.subject, made)
            return taken

        if not await self._store.write(work):
            self._spool.drop(one.stored for one in made)

    async def _gather(self, tx: Tx, number: int) -> list[tuple[int, ClosingReport]]:
        ctx = self._context(tx)
        found = []
        for person in await closing_report.recipients(ctx):
            if (report := await closing_report.gather(ctx, number, person.language)) is not None:
                found.append((person.person_id, report))
        return found

    def _write(self, person: int, report: ClosingReport) -> Made:
        from bot.papers import closing_report as printer  # loaded when the first is made, as by the archivist

        out = self._spool.new(report.made_at, "pdf")
        printer.pdf(report, self._words, out)
        return Made(person, report, out.name, digest(out))
