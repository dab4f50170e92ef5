"""Audit events: append-only, each with the hash of the one before it.

Facts hold numbers, states and hashes, never names or what somebody wrote: a person can be forgotten without breaking
the chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass

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


async def newest(tx: Tx, community: int) -> str:
    """The hash of the newest event."""
    head = await tx.row("audit_known_head", community=community)
    return str(head["hash"]) if head else GENESIS


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


async def head(tx: Tx, community: int) -> tuple[int, str]:
    """Where the chain ends: the number and the hash of the last event."""
    row = await tx.row("audit_known_head", community=community)
    return (row["seq"], row["hash"]) if row else (0, GENESIS)


async def by_seq(tx: Tx, community: int, seq: int) -> Event | None:
    """One event of the chain."""
    rows = await tx.rows("audit_page", community=community, after=seq - 1, most=1)
    return next((event for event in map(_event, rows) if event.seq == seq), None)


async def made_file(tx: Tx, community: int, sha256: str) -> Event | None:
    """The event that says that an archive file of that content was made."""
    row = await tx.row("audit_made_file", community=community, facts=f'%"sha256":"{sha256}"%')
    return _event(row) if row else None


def dump(event: Event) -> str:
    """An event as a line of JSON, with all that its hash is over."""
    return orjson.dumps(asdict(event)).decode()


def load(line: str | bytes) -> Event:
    """What :func:`dump` wrote; ValueError if it is something else."""
    value = orjson.loads(line)
    if not isinstance(value, dict) or value.keys() != _FIELDS.keys():
        raise ValueError("no audit event")
    if not all(isinstance(part, _FIELDS[name]) for name, part in value.items()):
        raise ValueError("no audit event")
    return Event(**value)


_FIELDS: dict[str, tuple[type, ...]] = {
    "seq": (int,),
    "at": (int,),
    "actor": (int, type(None)),
    "act": (str,),
    "case_id": (int, type(None)),
    "facts": (str,),
    "previous": (str,),
    "hash": (str,),
}


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
