"""Audit events: append-only, each with the hash of the one before it.

Facts hold numbers, states and hashes, never names or what somebody wrote: a person can be forgotten without breaking
the chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from bot.storage.store import Row, Tx

GENESIS = "0" * 64
_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Event:
    """What happened. ``actor`` is a person id, or None for the program; ``facts`` is JSON with sorted keys."""

    seq: int
    at: int
    actor: int | None
    act: str
    case_id: int | None
    facts: str
    previous: str
    hash: str

    def digest(self) -> str:
        """The hash that the event must have: SHA-256 over all else as a JSON list."""
        return _digest(self.seq, self.at, self.actor, self.act, self.case_id, self.facts, self.previous)


@dataclass(frozen=True, slots=True)
class Finding:
    """What checking a chain found: how many events hold, and the first that does not."""

    good: int
    broken_at: int | None
    reason: str | None


async def record(
    tx: Tx,
    community: int,
    at: int,
    actor: int | None,
    act: str,
    case_id: int | None = None,
    **facts: str | int | float | None,
) -> int:
    """Write an event at the end of the community's chain; its number."""
    head = await tx.row("audit_head", community=community, genesis=GENESIS)
    assert head is not None  # noqa: S101  # the query makes the row where it is missing
    seq, text = head["seq"] + 1, _canonical(facts)
    digest = _digest(seq, at, actor, act, case_id, text, head["hash"])
    await tx.run(
        "audit_add",
        community=community,
        seq=seq,
        at=at,
        actor=actor,
        act=act,
        case_id=case_id,
        facts=text,
        previous=head["hash"],
        hash=digest,
    )
    await tx.run("audit_advance", community=community, seq=seq, hash=digest)
    return int(seq)


async def of_case(tx: Tx, community: int, case_id: int) -> list[Event]:
    """What happened to a case, in order."""
    return [_event(row) for row in await tx.rows("audit_of_case", community=community, case_id=case_id)]


async def was_dismissed(tx: Tx, community: int, person: int, since: int) -> bool:
    """Whether somebody has lost a role after an instant."""
    facts = {"first": f'%"person":{person},%', "last": f'%"person":{person}}}%'}
    return await tx.row("audit_dismissed", community=community, since=since, **facts) is not None


async def verify(tx: Tx, community: int) -> Finding:
    """Walk the whole chain; every event must follow the one before it and have the hash of its content."""
    seq, last = 0, GENESIS
    while rows := await tx.rows("audit_page", community=community, after=seq, most=_PAGE):
        for event in map(_event, rows):
            reason = _flaw(event, seq, last)
            if reason:
                return Finding(seq, event.seq, reason)
            seq, last = event.seq, event.hash
    head = await tx.row("audit_known_head", community=community)
    if (head["seq"], head["hash"]) != (seq, last) if head else seq != 0:
        return Finding(seq, seq + 1, "cut")
    return Finding(seq, None, None)


def _flaw(event: Event, seq: int, last: str) -> str | None:
    if event.seq != seq + 1:
        return "gap"
    if event.previous != last:
        return "chain"
    return "content" if event.digest() != event.hash else None


def _canonical(facts: Mapping[str, object]) -> str:
    return orjson.dumps(facts, option=orjson.OPT_SORT_KEYS).decode()


def _digest(*parts: object) -> str:
    return hashlib.sha256(orjson.dumps(list(parts))).hexdigest()


def _event(row: Row) -> Event:
    return Event(
        row["seq"],
        row["at"],
        row["actor"],
        row["act"],
        row["case_id"],
        row["facts"],
        row["previous"],
        row["hash"],
    )
