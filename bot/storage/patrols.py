"""Patrol rounds: who is on one, and what was found at which checkpoint."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from bot.domain.patrol import Found, Round, Tick
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def begin(tx: Tx, community: int, person: int, post: str, points: Sequence[str], now: int) -> bool:
    """Somebody begins a round; False if they are on one."""
    number = await next_number(tx, community, "patrol")
    kept = orjson.dumps(list(points)).decode()
    values = {"round": number, "person": person, "post": post, "points": kept, "now": now}
    return await tx.run("patrol_add", community=community, **values) > 0


async def by_id(tx: Tx, community: int, number: int) -> Round | None:
    """A round."""
    row = await tx.row("patrol_by_id", community=community, round=number)
    return _round(row) if row else None


async def open_of(tx: Tx, community: int, person: int) -> Round | None:
    """The round on which somebody is."""
    row = await tx.row("patrol_open_of", community=community, person=person)
    return _round(row) if row else None


async def every_open(tx: Tx, community: int) -> list[Round]:
    """The rounds that go on."""
    return [_round(row) for row in await tx.rows("patrols_open", community=community)]


async def between(tx: Tx, community: int, after: int, before: int) -> list[Round]:
    """The rounds that began within a stretch of time (half-open), the earliest first."""
    return [_round(row) for row in await tx.rows("patrols_between", community=community, after=after, before=before)]


async def end(tx: Tx, community: int, number: int, now: int) -> bool:
    """A round is over; False if it was before."""
    return await tx.run("patrol_end", community=community, round=number, now=now) > 0


async def tick(tx: Tx, community: int, number: int, found: Tick) -> None:
    """What was found at a checkpoint; it takes the place of what was said of it before."""
    await tx.run(
        "patrol_tick",
        community=community,
        round=number,
        point=found.point,
        found=found.found.value,
        now=found.at,
        photos=orjson.dumps(list(found.photos)).decode(),
        lat=found.lat,
        lon=found.lon,
    )


async def reported(tx: Tx, community: int, number: int, point: str, case_id: int) -> None:
    """What was found at a checkpoint was reported."""
    await tx.run("patrol_reported", community=community, round=number, point=point, case_id=case_id)


async def ticks(tx: Tx, community: int, number: int) -> list[Tick]:
    """What was found on a round, in the order in which it was."""
    rows = await tx.rows("patrol_ticks", community=community, round=number)
    return [
        Tick(r["point"], Found(r["found"]), r["at"], tuple(orjson.loads(r["photos"])), r["lat"], r["lon"], r["case_id"])
        for r in rows
    ]


async def photos(tx: Tx, community: int, after: int, before: int) -> list[str]:
    """The photos taken within a stretch of time, by file_id, in the order in which they were taken."""
    rows = await tx.rows("patrol_photos", community=community, after=after, before=before)
    return [str(one) for row in rows for one in orjson.loads(row["photos"])]


async def prune(tx: Tx, community: int, before: int) -> None:
    """Forget rounds that began before an instant."""
    await tx.run("patrols_prune", community=community, before=before)


def _round(row: Row) -> Round:
    points = tuple(orjson.loads(row["points"]))
    return Round(row["round_id"], row["person_id"], row["post"], points, row["started_at"], row["ended_at"])
