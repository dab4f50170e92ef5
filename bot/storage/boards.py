"""What the boards and digests count, the lists that a director works through, and what they have picked from them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.case import Case, State
from bot.storage.cases import BoardLine, as_case
from bot.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Waits:
    """For whom how many cases wait (a person id), how many of them to be accepted, and how many are late."""

    person: int
    many: int
    unaccepted: int
    overdue: int


async def due_between(tx: Tx, community: int, since: int, before: int) -> int:
    """How many open cases are due from one instant to the other."""
    row = await tx.row("board_today", community=community, since=since, before=before)
    return int(row["many"]) if row else 0


async def people(tx: Tx, community: int, now: int, most: int = 20) -> list[Waits]:
    """For whom cases wait, those with the most that are late first."""
    rows = await tx.rows("board_people", community=community, now=now, most=most)
    return [Waits(row["lead"], row["many"], row["unaccepted"], row["overdue"]) for row in rows]


async def of_grid(tx: Tx, community: int, grid: int, now: int) -> list[BoardLine]:
    """The open cases of a grid by state."""
    rows = await tx.rows("board_of_grid", community=community, grid=grid, now=now)
    found = {row["state"]: BoardLine(State(row["state"]), row["many"], row["overdue"]) for row in rows}
    return [found[state] for state in State if state in found]


async def overdue(tx: Tx, community: int, now: int, most: int, skip: int = 0) -> list[Case]:
    """The open cases past their deadline, the oldest deadline first; paused ones are not late."""
    rows = await tx.rows("cases_overdue", community=community, now=now, most=most, skip=skip)
    return [as_case(row) for row in rows]


async def unassigned(tx: Tx, community: int, most: int, skip: int = 0) -> list[Case]:
    """The open cases that nobody has yet, the most urgent first."""
    rows = await tx.rows("cases_unassigned", community=community, most=most, skip=skip)
    return [as_case(row) for row in rows]


async def how_many_overdue(tx: Tx, community: int, now: int) -> int:
    """How many open cases are past their deadline and not paused."""
    row = await tx.row("cases_overdue_many", community=community, now=now)
    return int(row["many"]) if row else 0


async def reported_between(tx: Tx, community: int, grid: int, since: int, until: int) -> int:
    """How many cases of a grid were reported from an instant on and before another."""
    row = await tx.row("digest_reported", community=community, grid=grid, since=since, until=until)
    return int(row["many"]) if row else 0


async def closed_between(tx: Tx, community: int, grid: int, since: int, until: int) -> int:
    """How many cases of a grid were closed from an instant on and before another."""
    row = await tx.row("digest_closed", community=community, grid=grid, since=since, until=until)
    return int(row["many"]) if row else 0


async def picked(tx: Tx, community: int, person: int) -> tuple[int, ...]:
    """The numbers of the cases that a director has picked."""
    return tuple(row["case_id"] for row in await tx.rows("bulk_picked", community=community, person=person))


async def pick(tx: Tx, community: int, person: int, case_id: int) -> None:
    """A director picks a case."""
    await tx.run("bulk_pick", community=community, person=person, case_id=case_id)


async def drop(tx: Tx, community: int, person: int, case_id: int) -> bool:
    """A director picks a case no more; False if they had not."""
    return await tx.run("bulk_drop", community=community, person=person, case_id=case_id) > 0


async def clear(tx: Tx, community: int, person: int) -> None:
    """A director has picked nothing any more."""
    await tx.run("bulk_clear", community=community, person=person)
