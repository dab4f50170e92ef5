"""Makes the files that people asked for: proof files of cases, a month's archive, before and after in one picture.

What goes in is read in one transaction; the file is made beside the loop and outside of any transaction, one at a time,
because it takes memory; then, in another transaction, it is handed to the outbox and noted in the audit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.actions import case_files
from bot.actions.case_files import Made, Pair, What
from bot.actions.context import Context
from bot.delivery.spool import Spool, digest
from bot.delivery.vault import Vault
from bot.domain import case_file as rules
from bot.domain.case_file import CaseFile, Share
from bot.domain.community import Policy
from bot.domain.person import Person
from bot.domain.retention import Kept, before
from bot.domain.sheet import Table
from bot.papers.bundle import Bundle, Scope
from bot.storage import timers
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer


def _printer() -> ModuleType:
    """What draws the files. It is loaded when the first is asked for: it takes 20 MB and a fifth of a second."""
    from bot.papers import case_file

    return case_file


class Archivist:
    """Makes files of one community; ``words`` are the renderer's, ``context`` makes that of an action."""

    def __init__(
        self,
        store: Store,
        community: int,
        spool: Spool,
        vault: Vault,
        words: Callable[..., str],
        context: Callable[[Tx], Context],
        policy: Policy,
    ) -> None:
        self._policy = policy
        self._store = store
        self._community = community
        self._spool = spool
        self._vault = vault
        self._words = words
        self._context = context
        self._turn = asyncio.Lock()

    # --- a case ---

    async def case(self, timer: Timer) -> None:
        """Make the file of a case, as PDF and as ZIP."""
        person, number = await self._asked(timer)
        if person is None:
            await self._store.write(partial(self._done, timer=timer))
            return
        async with self._turn:
            file = await self._read(case_files.gather, number, person.language)
            made = await asyncio.to_thread(self._make_case, file)
        await self._hand_out(timer, person, number, made)

    def _make_case(self, file: CaseFile) -> list[Made]:
        number = file.case.case_id
        pdf = self._spool.new(file.made_at, "pdf")
        _printer().pdf(file, self._words, self._original, pdf)
        made = [self._made("pdf", f"case_file-{number}.pdf", pdf)]
        parts = rules.parts([(number, file.pieces)])
        for place, shares in enumerate(parts, start=1):
            out = self._spool.new(file.made_at, "zip")
            scope = Scope("case", str(number), place, len(parts))
            with Bundle(out, scope, file.slug, _local(file), file.head) as bundle:
                for share in shares:
                    bundle.case(file, share, pdf, self._originals(file))
            made.append(self._made("zip", _part(f"case_file-{number}", place, len(parts)), out, place, len(parts)))
        return made

    # --- a month ---

    async def month(self, timer: Timer) -> None:
        """Make the archive of a month: every case that was closed in it, in as many files as it takes."""
        person, month = await self._asked(timer)
        found = await self._read(case_files.of_month, month) if person else []
        if person is None or not found:
            await self._store.write(partial(self._done, timer=timer, person=person, month=month))
            return
        parts = rules.parts(found)
        made: list[Made] = []
        async with self._turn:
            for place, shares in enumerate(parts, start=1):
                made.append(await self._month_part(person, month, shares, place, len(parts)))
        await self._hand_out(timer, person, month, made)

    async def _month_part(self, person: Person, month: int, shares: Sequence[Share], place: int, parts: int) -> Made:
        """One file, case by case, so that only one is in memory; all in it say where the chain ended at the first."""
        first: CaseFile = await self._read(case_files.gather, shares[0].number, person.language)
        name = f"{month // 100}-{month % 100:02}"
        out = self._spool.new(first.made_at, "zip")
        listed: list[CaseFile] = []
        with Bundle(out, Scope("month", name, place, parts), first.slug, _local(first), first.head) as bundle:
            for share in shares:
                file = await self._read(case_files.gather, share.number, person.language)
                await asyncio.to_thread(self._add, bundle, file, share)
                listed.append(file)
            bundle.add("index.xlsx", await asyncio.to_thread(self._index, listed, name))
        return self._made("month", _part(f"month_file-{name}", place, parts), out, place, parts)

    def _add(self, bundle: Bundle, file: CaseFile, share: Share) -> None:
        """A case; the PDF lies on the disk only until it is packed."""
        pdf = self._spool.new(file.made_at, "pdf")
        try:
            if share.whole:
                _printer().pdf(file, self._words, self._original, pdf)
            bundle.case(file, share, pdf if share.whole else None, self._originals(file))
        finally:
            pdf.unlink(missing_ok=True)

    def _index(self, files: Sequence[CaseFile], month: str) -> bytes:
        """The table of the cases in the file."""
        say = partial(self._words, files[0].language)
        names = ("number", "category", "place", "state", "lead", "reported", "closed", "photos", "folder")
        rows = tuple(self._row(file, say) for file in files)
        table = Table(
            say("case_file.index", community=files[0].community, month=month),
            tuple(say(f"case_file_index.{name}") for name in names),
            rows,
        )
        from bot.papers.writing import xlsx  # loaded when the first is asked for

        return xlsx(table)

    def _row(self, file: CaseFile, say: Callable[..., str]) -> tuple[str | int | None, ...]:
        case = file.case
        return (
            case.case_id,
            file.category,
            f"{file.grid} · {file.place}",
            say(f"state.{case.state}"),
            _printer().who(file.lead, say),
            file.stamp(case.reported_at),
            file.stamp(case.closed_at) if case.closed_at else "",
            sum(piece.is_picture for piece in file.pieces),
            f"case-{case.case_id}",
        )

    # --- before and after ---

    async def pair(self, timer: Timer) -> None:
        """Make the picture of before and after."""
        person, number = await self._asked(timer)
        found = await self._read(case_files.pair, person, number) if person else None
        name = None
        if person is not None and found is not None:
            async with self._turn:
                name = await asyncio.to_thread(self._make_pair, person.language, found)
        await self._store.write(partial(self._show_pair, timer=timer, person=person, number=number, name=name))

    def _make_pair(self, language: str, pair: Pair) -> str:
        from bot.papers.comparison import Side, compared  # as in _printer

        say = partial(self._words, language)
        missing = say("case_file_piece.lost")
        before, after = (
            Side(self._original(piece.sha256 or ""), say(f"comparison.{name}"), stamp, missing)
            for name, piece, stamp in zip(("before", "after"), (pair.before, pair.after), pair.stamps, strict=True)
        )
        out = self._spool.new(pair.made_at, "jpg")
        out.write_bytes(compared(say("comparison.title", number=pair.number), before, after))
        return out.name

    async def _show_pair(self, tx: Tx, timer: Timer, person: Person | None, number: int, name: str | None) -> None:
        if await timers.take(tx, self._community, timer) and person is not None:
            await case_files.show_pair(self._context(tx), person, number, name)
        elif name:
            self._spool.drop((name,))

    # --- what could not be sent ---

    def sweep(self, now: int) -> None:
        """Delete files that have waited long enough."""
        self._spool.sweep(before(Kept.FILES, self._policy, now))

    async def tidy(self, timer: Timer) -> None:
        """The same, when its time has come."""
        await asyncio.to_thread(self.sweep, timer.due_at)
        await self._store.write(partial(self._done, timer=timer))

    # --- what all of them need ---

    async def _asked(self, timer: Timer) -> tuple[Person | None, int]:
        asked: tuple[Person | None, int] = await self._read(case_files.wants, timer.subject)
        return asked

    async def _read(self, action: Callable[..., Any], *arguments: object) -> Any:
        async def work(tx: Tx) -> Any:
            return await action(self._context(tx), *arguments)

        return await self._store.read(work)

    def _original(self, sha256: str) -> Path | None:
        path = self._vault.path(sha256)
        return path if sha256 and path.is_file() else None

    def _originals(self, file: CaseFile) -> dict[str, Path]:
        found = {piece.sha256: self._original(piece.sha256) for piece in file.pieces if piece.is_there and piece.sha256}
        return {sha256: path for sha256, path in found.items() if path is not None}

    def _made(self, what: What, name: str, path: Path, part: int = 1, parts: int = 1) -> Made:
        return Made(what, name, path.name, digest(path), path.stat().st_size, part, parts)

    async def _hand_out(self, timer: Timer, person: Person, what: int, made: Sequence[Made]) -> None:
        async def work(tx: Tx) -> bool:
            taken = await timers.take(tx, self._community, timer)
            return taken and await case_files.hand_out(self._context(tx), person, what, made)

        if not await self._store.write(work):  # asked for anew meanwhile, or not theirs any more
            self._spool.drop(one.stored for one in made)

    async def _done(self, tx: Tx, timer: Timer, person: Person | None = None, month: int | None = None) -> None:
        if await timers.take(tx, self._community, timer) and person is not None and month is not None:
            await case_files.nothing(self._context(tx), person, month)


def _local(file: CaseFile) -> datetime:
    return datetime.fromtimestamp(file.made_at / 1_000, file.timezone)


def _part(stem: str, place: int, parts: int) -> str:
    return f"{stem}-{place}.zip" if parts > 1 else f"{stem}.zip"
