"""Questions to the reporters of cases, and their answers."""

from __future__ import annotations

from bot.domain.relay import Relay
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def add(tx: Tx, community: int, case_id: int, asker: int, question: str, now: int) -> Relay:
    """Note a question of a person (``asker``) to the reporter of a case."""
    number = await next_number(tx, community, "relay")
    await tx.run(
        "relay_add", community=community, relay=number, case_id=case_id, asker=asker, question=question, now=now
    )
    return Relay(number, case_id, asker, question, now)


async def by_id(tx: Tx, community: int, relay: int) -> Relay | None:
    """One question."""
    row = await tx.row("relay_by_id", community=community, relay=relay)
    return _relay(row) if row else None


async def last_of(tx: Tx, community: int, case_id: int) -> Relay | None:
    """The newest question to the reporter of a case."""
    row = await tx.row("relays_of_case", community=community, case_id=case_id, most=1)
    return _relay(row) if row else None


async def open_of(tx: Tx, community: int, case_id: int) -> int:
    """How many questions to the reporter of a case wait for an answer."""
    row = await tx.row("relays_open", community=community, case_id=case_id)
    return int(row["many"]) if row else 0


async def answer(tx: Tx, community: int, relay: int, words: str | None, now: int) -> bool:
    """The reporter answers, or (``words`` None) would rather not; False if they had before."""
    return await tx.run("relay_answer", community=community, relay=relay, answer=words, now=now) > 0


def _relay(row: Row) -> Relay:
    return Relay(
        row["relay_id"],
        row["case_id"],
        row["asker"],
        row["question"],
        row["asked_at"],
        row["answer"],
        row["answered_at"],
    )
