"""What must be true after every step, whatever happened in it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from bot.actions import watch as watch_action
from bot.actions.context import Context
from bot.domain import watch
from bot.domain.case import Case
from bot.storage import audit
from bot.storage.store import Tx
from tests.conftest import Database
from tests.storm import cards
from tests.storm.cast import Cast
from tests.storm.peek import Known, Peek
from tests.storm.record import Record, once
from tests.storm.rights import Rights


class _Enough(Exception):
    """What was tried out is undone."""


@dataclass
class Truths:
    """Looks at the database and listens to what is said, after each step."""

    cast: Cast
    peek: Peek
    rights: Rights
    before: Known
    record: Record = field(default_factory=Record)
    heard: int = 0
    told: int = 0

    @classmethod
    async def of(cls, cast: Cast, database: Database) -> Truths:
        """The truths about a town, from now on."""
        peek = Peek(database)
        residents = {one.user_id: one.name for one in cast.residents.values()}
        found = cls(cast, peek, Rights(peek, cast.town.community, residents), await peek.known())
        found.heard = len(cast.town.ears.heard)
        found.record.seq = (await peek.events(0))[-1].seq
        return found

    async def check(self, *, one_tap: bool = False) -> None:
        """AssertionError with all that is not true any more."""
        after = await self.peek.known()
        events = await self.peek.events(self.record.seq)
        flaws = self.record.follow(events, self.before)
        flaws += once(events) if one_tap else []
        flaws += self._cases(after)
        heard = self.cast.town.ears.heard
        fresh, self.heard = heard[self.heard :], len(heard)
        flaws += await self.rights.flaws(fresh, self.before, after)
        touched = {one.case_id for one in events if one.case_id}
        flaws += await self._watched([case for number, case in after.cases.items() if number in touched])
        troubles = self.cast.troubles()
        flaws += [f"the log: {one}" for one in troubles[self.told :]]
        self.told = len(troubles)
        self.before = after
        assert not flaws, "\n".join(flaws)

    async def check_all(self) -> None:
        """The same, and what takes longer: every timer, the whole chain, what still waits to be sent."""
        await self.check()
        flaws = await self._watched(list(self.before.cases.values()))
        app = self.cast.town.app
        found = await app.store.read(partial(audit.verify, community=app.community_id))
        flaws += [f"the chain is broken: {found}"] if found.broken_at else []
        assert not flaws, "\n".join(flaws)

    async def check_end(self, away: set[int]) -> None:
        """When all has come to rest: every card is right, in the groups too, and nothing waits any more."""
        for _ in range(60):
            if not await self.peek.rows("SELECT 1 AS one FROM outbox WHERE state = 'waiting' OR state = 'sending'"):
                break
            await self.cast.town.wind(seconds=61)
        else:
            raise AssertionError("what waits to be sent does not become less")
        await self.check_all()
        flaws = await cards.wrong(self.cast, self.before, self.rights.authors, away)
        assert not flaws, "\n".join(flaws)

    def _cases(self, after: Known) -> list[str]:
        """Every case is where the record says, none is lost, and no number is left out."""
        told = self.record.cases
        flaws = [f"cases {set(after.cases) ^ set(told)} are not in both"] if set(after.cases) != set(told) else []
        if sorted(after.cases) != list(range(1, len(after.cases) + 1)):
            flaws.append(f"numbers are missing: {sorted(after.cases)}")
        for number, case in after.cases.items():
            replay, former = told.get(number), self.before.cases.get(number)
            if replay and (replay.state is not case.state or replay.version > case.version):
                flaws.append(f"the record says {replay} of {case}")
            if former and former != case and former.version == case.version and former.state is not case.state:
                flaws.append(f"{former} became {case} without a new version")
            if former and former.version > case.version:
                flaws.append(f"the version went back: {former}, {case}")
        return flaws

    async def _watched(self, cases: list[Case]) -> list[str]:
        """Every open case has a due time, and all have what they need; one that has passed may have been set anew."""
        found: list[str] = []

        async def compare(tx: Tx) -> None:
            app = self.cast.town.app
            ctx = Context(tx, app.community, app.community_id, app.clock.now())
            for case in cases:
                there = await _timers(tx, app.community_id, case.case_id)
                await watch_action.over(ctx, case)
                wanted = await _timers(tx, app.community_id, case.case_id)
                found.extend(_unwatched(case, there, wanted, ctx.now))
            raise _Enough

        with suppress(_Enough):
            await self.cast.town.app.store.write(compare)
        return found


async def _timers(tx: Tx, community: int, number: int) -> dict[str, int]:
    rows = await tx.rows("timers_due", community=community, now=2**62, most=1_000_000)
    return {row["kind"]: row["due_at"] for row in rows if row["subject"] == number and row["kind"] in watch.KINDS}


def _unwatched(case: Case, there: dict[str, int], wanted: dict[str, int], now: int) -> list[str]:
    flaws = [f"nothing watches over it: {case}"] if case.is_open and not there else []
    for kind in there.keys() | wanted.keys():
        at, due = there.get(kind), wanted.get(kind)
        fired = due is not None and due <= now
        if at != due and not fired:
            flaws.append(f"the timer {kind} is {at} and should be {due}: {case}")
    return flaws
