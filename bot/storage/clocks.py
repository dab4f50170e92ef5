"""What was told by the clocks of cases, what waits to be told, and which cases no timer watches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.case import Case
from bot.domain.clocks import Clock, run
from bot.domain.ladder import Rung, Taken
from bot.storage.cases import as_case
from bot.storage.store import Row, Tx

#: On no rung: they have it to do; and what somebody has asked for.
OWN, ASKED = "", "asked"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A line of somebody's next reminder: the clock and its run; ``rung`` is "" for who has it to do, or "asked"."""

    case_id: int
    clock: Clock
    run: int
    rung: str
    urgent: bool
    set_at: int


async def taken(tx: Tx, community: int, case: Case) -> dict[Clock, list[Taken]]:
    """The rungs that were taken in the present runs of the case's clocks."""
    found: dict[Clock, list[Taken]] = {}
    for row in await tx.rows("rungs_of", community=community, case_id=case.case_id):
        clock = Clock(row["clock"])
        if row["run"] == run(case, clock):
            found.setdefault(clock, []).append(Taken(Rung(row["rung"]), row["at"], row["many"]))
    return found


async def take(tx: Tx, community: int, case: Case, clock: Clock, rung: Taken, people: Iterable[int]) -> bool:
    """A rung is taken, and these people (by number) stand on it; False if it was taken in this run before."""
    where = {"community": community, "case_id": case.case_id, "clock": clock.value, "run": run(case, clock)}
    if not await tx.run("rung_take", **where, rung=rung.rung.value, at=rung.at, many=rung.many):
        return False
    for person in people:
        await tx.run("rung_person_add", **where, rung=rung.rung.value, person=person)
    return True


async def told(tx: Tx, community: int, case: Case, clock: Clock) -> frozenset[int]:
    """Who was told in the present run of a clock, as person ids."""
    where = {"community": community, "case_id": case.case_id, "clock": clock.value, "run": run(case, clock)}
    return frozenset(row["person_id"] for row in await tx.rows("rung_people_of", **where))


async def forget(tx: Tx, community: int, case_id: int) -> None:
    """What was told about a case, and what was to be, is not kept any more."""
    await tx.run("rung_people_forget", community=community, case_id=case_id)
    await tx.run("rungs_forget", community=community, case_id=case_id)
    await tx.run("reminders_forget", community=community, case_id=case_id)
    await tx.run("bulk_forget", community=community, case_id=case_id)


async def remember(tx: Tx, community: int, person: int, line: Reminder) -> None:
    """Something is to be told to somebody in their next reminder."""
    await tx.run(
        "reminder_set",
        community=community,
        person=person,
        case_id=line.case_id,
        clock=line.clock.value,
        run=line.run,
        rung=line.rung,
        urgent=line.urgent,
        now=line.set_at,
    )


async def waiting(tx: Tx, community: int, person: int, *, urgent: bool = False, most: int = 500) -> list[Reminder]:
    """What waits to be told to somebody, what is urgent first; ``urgent``: nothing else."""
    if urgent:
        rows = await tx.rows("reminders_urgent_of", community=community, person=person, most=most)
    else:
        rows = await tx.rows("reminders_of", community=community, person=person, most=most)
    return [_reminder(row) for row in rows]


async def done(tx: Tx, community: int, person: int, line: Reminder) -> None:
    """It was told to them, or need not be any more."""
    await tx.run("reminder_done", community=community, person=person, case_id=line.case_id, clock=line.clock.value)


async def unwatched(tx: Tx, community: int, after: int = 0, most: int = 500) -> list[int]:
    """The numbers of open cases that no timer watches."""
    rows = await tx.rows("cases_unwatched", community=community, after=after, most=most)
    return [row["case_id"] for row in rows]


async def unarchived(tx: Tx, community: int, after: int = 0, most: int = 500) -> list[int]:
    """The numbers of cases that have ended and would never go to the archive."""
    rows = await tx.rows("cases_unarchived", community=community, after=after, most=most)
    return [row["case_id"] for row in rows]


async def open_after(tx: Tx, community: int, after: int, most: int = 200) -> list[Case]:
    """The open cases with greater numbers than one, in order."""
    return [as_case(row) for row in await tx.rows("cases_open_after", community=community, after=after, most=most)]


async def timers_of(tx: Tx, community: int, case_id: int) -> frozenset[str]:
    """The kinds of timers that a case has."""
    rows = await tx.rows("timers_of_case", community=community, case_id=case_id)
    return frozenset(row["kind"] for row in rows)


async def any_due(tx: Tx, community: int, now: int) -> bool:
    """Whether a clock of any case is due by an instant."""
    return await tx.row("case_timers_due", community=community, now=now) is not None


async def late_returns(tx: Tx, community: int, before: int, most: int = 50) -> list[int]:
    """The numbers of paused cases whose day of return passed before an instant."""
    rows = await tx.rows("cases_late", community=community, before=before, most=most)
    return [row["case_id"] for row in rows]


def _reminder(row: Row) -> Reminder:
    clock = Clock(row["clock"])
    return Reminder(row["case_id"], clock, row["run"], row["rung"], bool(row["urgent"]), row["set_at"])
