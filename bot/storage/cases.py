"""Cases and who follows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from bot.domain.case import Case, Outcome, Place, State
from bot.errors import Stale
from bot.storage import search
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says before it is a case; ``dialog`` files one case, however often it is submitted.

    ``anonymous``: the worker is not to know who reports; ``parent`` is the case that this is a part of; ``depth`` is
    how deep water stands there (:class:`bot.domain.distress.Depth`).
    """

    grid: int
    category: str
    text: str
    place: Place
    reporter: int
    dialog: int
    anonymous: bool = True
    parent: int | None = None
    depth: str | None = None


@dataclass(frozen=True, slots=True)
class BoardLine:
    """How many open cases stand in a state, and how many of them are past their deadline."""

    state: State
    many: int
    overdue: int


async def add(tx: Tx, community: int, report: Report, now: int) -> Case:
    """File a report as a case with the next number."""
    case_id = await next_number(tx, community, "case")
    place = report.place
    await tx.run(
        "case_add",
        community=community,
        case_id=case_id,
        grid=report.grid,
        category=report.category,
        text=report.text,
        building=place.building,
        place=place.words,
        lat=place.lat,
        lon=place.lon,
        reporter=report.reporter,
        dialog=report.dialog,
        anonymous=report.anonymous,
        parent=report.parent,
        now=now,
    )
    await search.wait(tx, community, case_id, now)
    return Case(
        case_id,
        report.grid,
        report.category,
        State.REPORTED,
        1,
        report.text,
        place,
        report.reporter,
        now,
        now,
        anonymous=report.anonymous,
        parent=report.parent,
        state_at=now,
    )


async def by_id(tx: Tx, community: int, case_id: int) -> Case | None:
    """A case of the community."""
    row = await tx.row("case_by_id", community=community, case_id=case_id)
    return as_case(row) if row else None


async def by_ids(tx: Tx, community: int, case_ids: Sequence[int]) -> list[Case]:
    """The cases of those numbers that there are, in the same order."""
    rows = await tx.rows("cases_by_ids", community=community, case_ids=orjson.dumps(case_ids).decode())
    found = {row["case_id"]: as_case(row) for row in rows}
    return [found[case_id] for case_id in case_ids if case_id in found]


async def of_dialog(tx: Tx, community: int, dialog: int) -> int | None:
    """The number of the case that a dialog filed."""
    row = await tx.row("case_of_dialog", community=community, dialog=dialog)
    return row["case_id"] if row else None


async def change(tx: Tx, community: int, before: Case, after: Case) -> Case:
    """Keep a case's next state; Stale if the database has moved on from ``before``."""
    changed = await tx.run(
        "case_change",
        community=community,
        case_id=before.case_id,
        expected=before.state.value,
        version=before.version,
        state=after.state.value,
        lead=after.lead,
        feedback=after.feedback,
        due_at=after.due_at,
        closed_at=after.closed_at,
        referred_to=after.referred_to,
        assigned_at=after.assigned_at,
        resumes=after.resumes.value if after.resumes else None,
        paused_at=after.paused_at,
        return_at=after.return_at,
        extensions=after.extensions,
        bounces=after.bounces,
        reopened=after.reopened,
        supervised_at=after.supervised_at,
        outcome=after.outcome.value if after.outcome else None,
        same_as=after.same_as,
        checker=after.checker,
        checked=after.checked,
        state_at=after.state_at,
        due_from=after.due_from,
        handled_by=after.handled_by,
        now=after.changed_at,
    )
    if changed != 1:
        raise Stale("case.moved_on", number=before.case_id, state=before.state)
    if after.helpers != before.helpers:
        await _set_helpers(tx, community, after)
    await search.wait(tx, community, before.case_id, after.changed_at)
    return after


async def _set_helpers(tx: Tx, community: int, case: Case) -> None:
    await tx.run("helpers_clear", community=community, case_id=case.case_id)
    for place, person in enumerate(case.helpers, start=1):
        await tx.run("helper_add", community=community, case_id=case.case_id, person=person, place=place)


async def set_text(tx: Tx, community: int, case_id: int, text: str) -> None:
    """What is known of the case, with what was added."""
    await tx.run("case_text", community=community, case_id=case_id, text=text)
    await search.wait(tx, community, case_id)


async def set_anonymous(tx: Tx, community: int, case_id: int, anonymous: bool) -> bool:
    """Whether the worker may know who reported from now on; False if that was so already."""
    return await tx.run("case_anonymous", community=community, case_id=case_id, anonymous=anonymous) > 0


async def referred(tx: Tx, community: int, unit: str, most: int = 20) -> list[Case]:
    """The open cases that a department has, the oldest first."""
    return [as_case(row) for row in await tx.rows("cases_referred", community=community, unit=unit, most=most)]


async def open_in_grid(tx: Tx, community: int, grid: int, since: int, most: int = 50) -> list[Case]:
    """The newest open cases of a grid that were reported since an instant."""
    rows = await tx.rows("cases_open_in_grid", community=community, grid=grid, since=since, most=most)
    return [as_case(row) for row in rows]


async def led_by(tx: Tx, community: int, person: int, most: int = 20) -> list[Case]:
    """The open cases of a worker, the most urgent first."""
    return [as_case(row) for row in await tx.rows("cases_led_by", community=community, person=person, most=most)]


async def helped_by(tx: Tx, community: int, person: int, most: int = 20) -> list[Case]:
    """The open cases at which a worker helps, the most urgent first."""
    return [as_case(row) for row in await tx.rows("cases_helped_by", community=community, person=person, most=most)]


async def checked_by(tx: Tx, community: int, person: int, most: int = 20) -> list[Case]:
    """The open cases that a worker is to look at on site."""
    return [as_case(row) for row in await tx.rows("cases_checked_by", community=community, person=person, most=most)]


async def parked(tx: Tx, community: int, skip: int = 0, most: int = 10) -> list[Case]:
    """The parked cases, those that are looked at next first, from a place in the list on."""
    return [as_case(row) for row in await tx.rows("cases_parked", community=community, skip=skip, most=most)]


async def count_parked(tx: Tx, community: int) -> int:
    """How many cases are parked."""
    row = await tx.row("cases_parked_many", community=community)
    return row["many"] if row else 0


async def merged_reporters(tx: Tx, community: int, case_id: int) -> frozenset[int]:
    """Who reported what was merged into a case, also by way of others, as person ids."""
    rows = await tx.rows("case_merged_reporters", community=community, case_id=case_id)
    return frozenset(row["reporter"] for row in rows)


async def split_from(tx: Tx, community: int, case_id: int) -> list[Case]:
    """The cases that carry the parts of one."""
    return [as_case(row) for row in await tx.rows("cases_split_from", community=community, case_id=case_id)]


async def merged_into(tx: Tx, community: int, case_id: int) -> list[Case]:
    """The cases that go on in another one."""
    return [as_case(row) for row in await tx.rows("cases_merged_into", community=community, case_id=case_id)]


async def move_followers(tx: Tx, community: int, case_id: int, target: int, now: int) -> None:
    """Who follows one case follows another too from now on."""
    await tx.run("followers_move", community=community, case_id=case_id, target=target, now=now)


async def undecided(tx: Tx, community: int, most: int = 20) -> list[Case]:
    """The newest open cases that wait for a secretary."""
    return [as_case(row) for row in await tx.rows("cases_undecided", community=community, most=most)]


async def in_state(tx: Tx, community: int, state: State, most: int = 5) -> list[Case]:
    """The open cases that stand in a state, the most urgent first."""
    return [as_case(row) for row in await tx.rows("cases_in_state", community=community, state=state.value, most=most)]


async def reported_by(tx: Tx, community: int, person: int, most: int = 10) -> list[Case]:
    """The newest cases that a person reported."""
    rows = await tx.rows("cases_reported_by", community=community, person=person, most=most)
    return [as_case(row) for row in rows]


async def sent_by(tx: Tx, community: int, person: int, since: int) -> list[tuple[str, int]]:
    """The categories (keys) of what a person reported since an instant, and when that was."""
    rows = await tx.rows("cases_sent_by", community=community, person=person, since=since)
    return [(row["category"], row["reported_at"]) for row in rows]


async def followed_by(tx: Tx, community: int, person: int, most: int = 10) -> list[Case]:
    """The newest cases that a person follows."""
    rows = await tx.rows("cases_followed_by", community=community, person=person, most=most)
    return [as_case(row) for row in rows]


async def load(tx: Tx, community: int) -> dict[int, int]:
    """How many open cases each worker leads, by person id."""
    return {row["lead"]: row["load"] for row in await tx.rows("cases_load", community=community)}


async def checks_load(tx: Tx, community: int) -> dict[int, int]:
    """How many cases each worker is still to look at on site, by person id."""
    return {row["checker"]: row["load"] for row in await tx.rows("cases_checks_load", community=community)}


async def board(tx: Tx, community: int, now: int) -> list[BoardLine]:
    """The open cases by state."""
    rows = await tx.rows("cases_board", community=community, now=now)
    found = {row["state"]: BoardLine(State(row["state"]), row["many"], row["overdue"]) for row in rows}
    return [found[state] for state in State if state in found]


async def follow(tx: Tx, community: int, case_id: int, person: int, now: int) -> bool:
    """A person follows a case; False if they did already."""
    added = await tx.run("follower_add", community=community, case_id=case_id, person=person, now=now)
    return added > 0


async def followers(tx: Tx, community: int, case_id: int) -> frozenset[int]:
    """Who follows a case, as person ids."""
    rows = await tx.rows("followers_of", community=community, case_id=case_id)
    return frozenset(row["person_id"] for row in rows)


async def closed_between(tx: Tx, community: int, since: int, until: int) -> list[int]:
    """The numbers of the cases that were closed from an instant on and before another."""
    rows = await tx.rows("cases_closed_between", community=community, since=since, until=until)
    return [row["case_id"] for row in rows]


async def is_anonymised(tx: Tx, community: int, case_id: int) -> bool:
    """Whether what people wrote in the case was deleted because its time was over."""
    return await tx.row("case_is_anonymised", community=community, case_id=case_id) is not None


def as_case(row: Row) -> Case:
    """A row of the view of cases as a value."""
    return Case(
        case_id=row["case_id"],
        grid=row["grid"],
        category=row["category"],
        state=State(row["state"]),
        version=row["version"],
        text=row["text"],
        place=Place(row["building"], row["place"], row["lat"], row["lon"]),
        reporter=row["reporter"],
        reported_at=row["reported_at"],
        changed_at=row["changed_at"],
        lead=row["lead"],
        feedback=row["feedback"],
        due_at=row["due_at"],
        closed_at=row["closed_at"],
        anonymous=bool(row["anonymous"]),
        referred_to=row["referred_to"],
        helpers=tuple(int(one) for one in (row["helpers"] or "").split(",") if one),
        assigned_at=row["assigned_at"],
        resumes=State(row["resumes"]) if row["resumes"] else None,
        paused_at=row["paused_at"],
        return_at=row["return_at"],
        extensions=row["extensions"],
        bounces=row["bounces"],
        reopened=row["reopened"],
        supervised_at=row["supervised_at"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        same_as=row["same_as"],
        parent=row["parent"],
        checker=row["checker"],
        checked=None if row["checked"] is None else bool(row["checked"]),
        state_at=row["state_at"],
        due_from=row["due_from"],
        handled_by=row["handled_by"],
    )
