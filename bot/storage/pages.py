"""Pages: who was called about what, on which rung, and who has answered."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from bot.domain.page import Call, Matter, Page, Rung, State, Step, Taken
from bot.domain.screen import Value
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx

Data = Mapping[str, Value]


async def about(tx: Tx, community: int, matter: Matter, subject: int) -> Page | None:
    """The page about something."""
    row = await tx.row("page_about", community=community, matter=matter.value, subject=subject)
    return _page(row) if row else None


async def by_id(tx: Tx, community: int, page: int) -> Page | None:
    """One page."""
    row = await tx.row("page_by_id", community=community, page=page)
    return _page(row) if row else None


async def waiting(tx: Tx, community: int) -> list[Page]:
    """The pages that wait for an answer."""
    return [_page(row) for row in await tx.rows("pages_open", community=community)]


async def begin(
    tx: Tx, community: int, known: Page | None, wanted: tuple[Matter, int], data: Data, now: int, *, how: Page
) -> Page:
    """A new page, or a new run of the ``known`` one; ``how`` has its grids and whether all must answer, and quickly."""
    values = {
        "data": orjson.dumps(dict(data)).decode(),
        "grids": orjson.dumps(how.grids).decode(),
        "must_all": how.must_all,
        "quick": how.quick,
        "now": now,
    }
    if known is None:
        number = await next_number(tx, community, "page")
        await tx.run("page_add", community=community, page=number, matter=wanted[0].value, subject=wanted[1], **values)
    else:
        number = known.page_id
        await tx.run("page_renew", community=community, page=number, **values)
    made = await by_id(tx, community, number)
    assert made is not None  # noqa: S101  # it was written a line above
    return made


async def data_of(tx: Tx, community: int, page: int) -> dict[str, Value]:
    """What the messages of a page say."""
    row = await tx.row("page_by_id", community=community, page=page)
    found: dict[str, Value] = orjson.loads(row["data"]) if row else {}
    return found


async def say(tx: Tx, community: int, page: int, data: Data) -> None:
    """The messages of a page say this from now on."""
    await tx.run("page_say", community=community, page=page, data=orjson.dumps(dict(data)).decode())


async def blank(tx: Tx, community: int, page: int) -> None:
    """What the messages of a page said is not kept."""
    await tx.run("page_blank", community=community, page=page)


async def settle(tx: Tx, community: int, page: int, state: State, now: int) -> bool:
    """A page is answered or over; False if it was before."""
    return await tx.run("page_settle", community=community, page=page, state=state.value, now=now) > 0


async def take(tx: Tx, community: int, page: Page, step: Step) -> bool:
    """Take a rung; False if it was taken before in this run."""
    run = page.run
    values = {"rung": step.rung.value, "nth": step.nth, "at": step.at}
    return await tx.run("page_rung_take", community=community, page=page.page_id, run=run, **values) > 0


async def taken(tx: Tx, community: int, page: Page) -> list[Taken]:
    """The rungs that were taken in the page's run, the earliest first."""
    rows = await tx.rows("page_rungs", community=community, page=page.page_id, run=page.run)
    return [Taken(Rung(row["rung"]), row["nth"], row["at"]) for row in rows]


async def call(tx: Tx, community: int, page: Page, person: int, rung: Rung, now: int, *, reachable: bool) -> bool:
    """Somebody is called; False if they were before in this run."""
    values = {"person": person, "rung": rung.value, "now": now, "reachable": reachable}
    return await tx.run("page_call", community=community, page=page.page_id, run=page.run, **values) > 0


async def calls(tx: Tx, community: int, page: Page) -> list[Call]:
    """Who was called in the page's run, in order."""
    rows = await tx.rows("page_calls", community=community, page=page.page_id, run=page.run)
    return [Call(r["person_id"], Rung(r["rung"]), r["called_at"], bool(r["reachable"]), r["answered_at"]) for r in rows]


async def answer(tx: Tx, community: int, page: Page, person: int, now: int) -> bool:
    """Somebody who was called answers; False if they had, or were not called."""
    values = {"person": person, "now": now, "yes": True}
    return await tx.run("page_answer", community=community, page=page.page_id, run=page.run, **values) > 0


async def lose(tx: Tx, community: int, page: Page, person: int) -> bool:
    """No message reaches somebody who was called; False if that was known, or they have answered."""
    values = {"person": person, "no": False}
    return await tx.run("page_lose", community=community, page=page.page_id, run=page.run, **values) > 0


async def prune(tx: Tx, community: int, before: int) -> None:
    """Forget pages that were settled before an instant."""
    for query in ("pages_prune", "pages_prune_rungs", "pages_prune_all"):
        await tx.run(query, community=community, before=before)


def _page(row: Row) -> Page:
    return Page(
        row["page_id"],
        Matter(row["matter"]),
        row["subject"],
        row["run"],
        tuple(orjson.loads(row["grids"])),
        bool(row["must_all"]),
        bool(row["quick"]),
        State(row["state"]),
        row["started_at"],
    )
