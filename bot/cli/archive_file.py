"""Checking an archive file (ZIP) that the bot made: against itself, and against the database where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.delivery.spool import digest
from bot.papers.bundle_check import Checked, Flaw, check
from bot.storage import audit, counters, media
from bot.storage.audit import Event
from bot.storage.store import Tx

__all__ = ["Verdict", "compare", "digest", "examine"]


@dataclass(slots=True)
class Verdict:
    """What checking found. ``events`` of the file; ``compared``: with a database; ``made``: when, by the audit."""

    flaws: list[Flaw]
    cases: int = 0
    files: int = 0
    events: int = 0
    compared: bool = False
    made: str | None = None


def examine(path: Path) -> tuple[Verdict, Checked]:
    """The file against its own manifest, and each event against its own hash."""
    found = check(path)
    cases: Sequence[Mapping[str, Any]] = found.manifest.get("cases", ())
    for case in cases:
        _own_events(case, found)
    many = sum(map(len, found.events.values()))
    return Verdict(found.flaws, len(cases), found.files, many), found


async def compare(tx: Tx, verdict: Verdict, found: Checked, sha256: str) -> None:
    """The file against the community's database, if the database knows the community."""
    community = await counters.known_community(tx, found.manifest["community"])
    if community is None:
        return
    verdict.compared = True
    await _compare_head(tx, community, found)
    for case in found.manifest["cases"]:
        await _compare_events(tx, community, case, found)
        await _compare_photos(tx, community, case, found)
    event = await audit.made_file(tx, community, sha256)
    if event is None:
        found.wrong("not_made")
    else:
        verdict.made = f"{datetime.fromtimestamp(event.at / 1_000, UTC):%Y-%m-%d %H:%M} UTC (#{event.seq})"


def events_of(lines: Sequence[bytes], number: int, found: Checked) -> list[Event]:
    """The events in a file; what is none is noted."""
    events = []
    for place, line in enumerate(lines, start=1):
        try:
            events.append(audit.load(line))
        except ValueError:
            found.wrong("event_unreadable", f"case-{number}/events.jsonl:{place}")
    return events


def _own_events(case: Mapping[str, Any], found: Checked) -> None:
    """Each event has the hash of its content, and they are those that the manifest lists, in that order."""
    number = case["number"]
    if number not in found.events:
        return
    events = events_of(found.events[number], number, found)
    for event in events:
        if event.digest() != event.hash or event.case_id != number:
            found.wrong("event_changed", _named(number, event.seq))
    listed = {one["seq"]: one["hash"] for one in case["events"]}
    there = {event.seq: event.hash for event in events}
    _differences(number, listed, there, found, "event_changed")
    if len(events) != len(there) or list(there) != sorted(there):
        found.wrong("changed", f"case-{number}/events.jsonl")


async def _compare_events(tx: Tx, community: int, case: Mapping[str, Any], found: Checked) -> None:
    """Every event of the case up to the end of the chain is in the file, as it is in the database."""
    number, end = case["number"], found.manifest["chain"]["seq"]
    known = {event.seq: event.hash for event in await audit.of_case(tx, community, number)}
    listed = {one["seq"]: one["hash"] for one in case["events"]}
    wanted = {seq: digest for seq, digest in known.items() if seq <= end or seq in listed}
    _differences(number, wanted, listed, found, "event_other")


async def _compare_photos(tx: Tx, community: int, case: Mapping[str, Any], found: Checked) -> None:
    known = {kept.media_id: kept.sha256 for kept in await media.ever(tx, community, case["number"])}
    for piece in case["media"]:
        if piece["sha256"] is not None and known.get(piece.get("id")) != piece["sha256"]:
            found.wrong("photo_unknown", piece["path"] or piece["sha256"])


async def _compare_head(tx: Tx, community: int, found: Checked) -> None:
    chain = found.manifest["chain"]
    event = await audit.by_seq(tx, community, chain["seq"])
    if event is None or event.hash != chain["hash"]:
        found.wrong("chain_other", f"#{chain['seq']}")


def _differences(
    number: int, wanted: Mapping[int, str], there: Mapping[int, str], found: Checked, changed: str
) -> None:
    noted = set(found.flaws)
    for seq in sorted(wanted.keys() | there.keys()):
        if seq not in there:
            flaw = Flaw("event_missing", _named(number, seq))
        elif seq not in wanted:
            flaw = Flaw("event_added", _named(number, seq))
        elif wanted[seq] != there[seq]:
            flaw = Flaw(changed, _named(number, seq))
        else:
            continue
        if flaw not in noted:
            found.flaws.append(flaw)


def _named(number: int, seq: int) -> str:
    return f"case-{number} #{seq}"
