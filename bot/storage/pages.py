"""Pages: who was called about what, on which rung, and who has answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import orjson

from bot.domain.page import Call, Matter, Page, Rung, State, Taken
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
    """The pages that wait for an answer, also those about which everybody was called in vain."""
    return [_page(row) for row in await tx.rows("pages_waiting", community=community)]


async def begin(tx: Tx, community: int, known: Page | None, how: Page, data: Data) -> Page:
    """A new page as ``how`` says, or a new run of the ``known`` one; ``how`` has no number and no run yet."""
    values = {
        "data": orjson.dumps(dict(data)).decode(),
        "grids": orjson.dumps(how.grids).decode(),
        "posts": orjson.dumps(how.posts).decode(),
        "manned": how.manned,
        "must_all": how.must_all,
        "quick": how.quick,
        "now": how.started_at,
    }
    if known is not None:
        await tx.run("page_renew", community=community, page=known.page_id, **values)
        return replace(how, page_id=known.page_id, run=known.run + 1)
    number = await next_number(tx, community, "page")
    about = {"matter": how.matter.value, "subject": how.subject}
    await tx.run("page_add", community=community, page=number, **about, **values)
    return replace(how, page_id=number, run=1)


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


async def take(tx: Tx, community: int, page: Page, one: Taken) -> bool:
    """Take a rung for a post; False if it was taken before in this run."""
    values = {"post": one.post, "rung": one.rung.value, "nth": one.nth, "at": one.at}
    return await tx.run("page_rung_take", community=community, page=page.page_id, run=page.run, **values) > 0


async def taken(tx: Tx, community: int, page: Page) -> list[Taken]:
    """The rungs that were taken in the page's run, the earliest first."""
    rows = await tx.rows("page_rungs", community=community, page=page.page_id, run=page.run)
    return [Taken(row["post"], Rung(row["rung"]), row["nth"], row["at"]) for row in rows]


async def call(tx: Tx, community: int, page: Page, one: Call) -> bool:
    """Somebody is called on a rung; False if they were before in this run."""
    values = {"posts": orjson.dumps(one.posts).decode(), "whole": one.whole, "lost_at": one.lost_at}
    key = {"page": page.page_id, "run": page.run, "person": one.person, "rung": one.rung.value}
    return await tx.run("page_call", community=community, **key, **values, now=one.called_at) > 0


async def widen(tx: Tx, community: int, page: Page, one: Call, posts: tuple[str, ...]) -> None:
    """Who was called on a rung and has not answered is called there for these posts now."""
    key = {"page": page.page_id, "run": page.run, "person": one.person, "rung": one.rung.value}
    await tx.run("page_widen", community=community, **key, posts=orjson.dumps(posts).decode())


async def calls(tx: Tx, community: int, page: Page) -> list[Call]:
    """Who was called in the page's run, in order."""
    rows = await tx.rows("page_calls", community=community, page=page.page_id, run=page.run)
    return [_call(row) for row in rows]


async def called_ever(tx: Tx, community: int, page: int) -> list[int]:
    """Who was called in any run of the page, as person ids, in order."""
    return [row["person_id"] for row in await tx.rows("page_called_ever", community=community, page=page)]


async def answer(tx: Tx, community: int, page: Page, person: int, now: int) -> bool:
    """Somebody who was called answers; False if they had, were relieved, or were not called."""
    key = {"page": page.page_id, "run": page.run, "person": person}
    return await tx.run("page_answer", community=community, **key, now=now) > 0


async def lose(tx: Tx, community: int, page: Page, person: int, now: int) -> bool:
    """No message reaches somebody who was called; False if that was known, or their answer is not waited for."""
    key = {"page": page.page_id, "run": page.run, "person": person}
    return await tx.run("page_lose", community=community, **key, now=now) > 0


async def find(tx: Tx, community: int, page: Page, person: int) -> bool:
    """Messages reach somebody again who was called; False if they did before, or no answer is waited for."""
    key = {"page": page.page_id, "run": page.run, "person": person}
    return await tx.run("page_find", community=community, **key) > 0


async def relieve(tx: Tx, community: int, page: Page, one: Call, now: int) -> None:
    """Somebody came on duty in the place of one who was called."""
    key = {"page": page.page_id, "run": page.run, "person": one.person, "rung": one.rung.value}
    await tx.run("page_relieve", community=community, **key, now=now)


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
        tuple(orjson.loads(row["posts"])),
        bool(row["manned"]),
    )


def _call(row: Row) -> Call:
    return Call(
        row["person_id"],
        Rung(row["rung"]),
        tuple(orjson.loads(row["posts"])),
        row["called_at"],
        bool(row["whole"]),
        row["answered_at"],
        row["lost_at"],
        row["relieved_at"],
    )
