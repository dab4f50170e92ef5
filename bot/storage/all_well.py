"""Who on duty says how often that all is well, and who has not."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.all_well import Asked, Word
from bot.storage.counters import next_number
from bot.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Plan:
    """How often (ms) who is on duty is asked, and the newest round."""

    every_ms: int
    round_id: int | None


async def plan(tx: Tx, community: int) -> Plan | None:
    """How often who is on duty is asked; None: never."""
    row = await tx.row("all_well_plan", community=community)
    return Plan(row["every_ms"], row["round_id"]) if row else None


async def set_plan(tx: Tx, community: int, every_ms: int | None) -> None:
    """From now on they are asked so often; None: not any more."""
    if every_ms is None:
        await tx.run("all_well_plan_clear", community=community)
    else:
        await tx.run("all_well_plan_set", community=community, every=every_ms)


async def begin(tx: Tx, community: int, people: tuple[int, ...], now: int) -> int:
    """People are asked in a new round; its number."""
    number = await next_number(tx, community, "all_well")
    await tx.run("all_well_round", community=community, round=number)
    for person in people:
        await tx.run("all_well_ask", community=community, round=number, person=person, now=now)
    return number


async def asked(tx: Tx, community: int, number: int) -> list[Asked]:
    """Who was asked in a round."""
    rows = await tx.rows("all_well_of_round", community=community, round=number)
    return [
        Asked(
            r["round_id"],
            r["person_id"],
            r["asked_at"],
            r["again_at"],
            r["told_at"],
            r["answered_at"],
            Word(r["word"]) if r["word"] else None,
        )
        for r in rows
    ]


async def again(tx: Tx, community: int, one: Asked, now: int) -> bool:
    """Somebody was asked once more; False if they were before."""
    return await tx.run("all_well_again", community=community, round=one.round_id, person=one.person, now=now) > 0


async def told(tx: Tx, community: int, one: Asked, now: int) -> bool:
    """The leader was told of somebody; False if they were before."""
    return await tx.run("all_well_told", community=community, round=one.round_id, person=one.person, now=now) > 0


async def answer(tx: Tx, community: int, number: int, person: int, word: Word, now: int) -> bool:
    """Somebody answers; False if they were not asked, or have answered."""
    values = {"round": number, "person": person, "word": word.value, "now": now}
    return await tx.run("all_well_answer", community=community, **values) > 0


async def prune(tx: Tx, community: int, before: int) -> None:
    """Forget rounds of before an instant."""
    await tx.run("all_well_prune", community=community, before=before)
