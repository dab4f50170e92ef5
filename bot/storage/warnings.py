"""Weather warnings: the messages as the sources told them, how each warning stands, and what people were told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from enum import StrEnum
from typing import Any

import orjson

from bot.domain.warning import Area, Colour, Hazard, Message, Reference, Status, WeatherWarning
from bot.domain.warning_chains import Chain, Seen
from bot.domain.warning_facts import Told
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


class Kept(StrEnum):
    """What was known of a message before it came."""

    NEW = "new"  # nothing
    CHANGED = "changed"  # something else, or it was not listed any more
    KNOWN = "known"  # the same


async def put(tx: Tx, community: int, message: WeatherWarning, *, listed: bool, now: int) -> Kept:
    """Keep a message as its source tells it now. ``listed``: the source lists all that is in force this time.

    An older text of the same message does not replace a newer one, and what was real is not made an exercise.
    """
    key = {"source": message.source, "sender": message.sender, "identifier": message.identifier}
    known = await tx.row("warning_message_known", community=community, **key)
    content = _dump(message)
    if known is not None:
        # Of two texts sent at the same time the one is kept that compares greater, whichever came first.
        newer = (message.sent, content) > (known["sent_at"], known["content"])
        unreal = known["status"] == Status.ACTUAL and message.status is not Status.ACTUAL
        listed = listed or bool(known["listed"])  # what is not told in full takes nothing off the list
        if unreal or (not newer and bool(known["listed"]) == listed):
            return Kept.KNOWN
        content = content if newer else known["content"]
    await tx.run(
        "warning_message_put",
        community=community,
        **key,
        status=message.status.value,
        hazard=message.hazard.value,
        sent_at=message.sent if known is None else max(message.sent, known["sent_at"]),
        content=content,
        listed=listed,
        now=now,
    )
    return Kept.NEW if known is None else Kept.CHANGED


async def end_missing(tx: Tx, community: int, source: str, there: Iterable[tuple[str, str]], now: int) -> int:
    """The source lists only these messages (sender, identifier) now: the others have ended. How many those are."""
    kept = set(there)
    rows = await tx.rows("warning_messages_listed", community=community, source=source)
    gone = [(row["sender"], row["identifier"]) for row in rows if (row["sender"], row["identifier"]) not in kept]
    for sender, identifier in gone:
        await tx.run(
            "warning_message_end", community=community, source=source, sender=sender, identifier=identifier, now=now
        )
    return len(gone)


async def live(tx: Tx, community: int, since: int) -> list[Seen]:
    """The real messages about the warnings that are in force, or have changed since an instant."""
    rows = await tx.rows("warning_messages_live", community=community, since=since)
    return [Seen(_load(r["content"]), bool(r["listed"]), r["ended_at"], r["warning_id"]) for r in rows]


async def assign(tx: Tx, community: int, seen: Seen, warning: int) -> None:
    """The message is about that warning."""
    message = seen.message
    await tx.run(
        "warning_message_of",
        community=community,
        source=message.source,
        sender=message.sender,
        identifier=message.identifier,
        warning=warning,
    )


async def add(tx: Tx, community: int, chain: Chain, now: int) -> int:
    """A new warning; its number."""
    number = await next_number(tx, community, "warning")
    await tx.run("warning_add", community=community, warning=number, **_standing(chain, now), now=now)
    return number


async def set_(tx: Tx, community: int, number: int, chain: Chain, now: int) -> bool:
    """Keep how a warning stands; False if it stood like that before."""
    standing = _standing(chain, now)
    return await tx.run("warning_set", community=community, warning=number, **standing, now=now) > 0


async def join(tx: Tx, community: int, number: int, into: int, now: int) -> bool:
    """A warning is the same as another one; False if that was known."""
    return await tx.run("warning_join", community=community, warning=number, into_id=into, now=now) > 0


async def same_lately(tx: Tx, community: int, message: WeatherWarning, since: int) -> int:
    """How many messages of that sender about that hazard, as real as this one, came since an instant."""
    row = await tx.row(
        "warning_messages_other",
        community=community,
        since=since,
        sender=message.sender,
        hazard=message.hazard.value,
        status=message.status.value,
    )
    return int(row["many"]) if row else 0


async def told(tx: Tx, community: int, since: int) -> dict[int, Told]:
    """What people were told last, by the number of the warning."""
    rows = await tx.rows("warning_told_all", community=community, since=since)
    return {row["warning_id"]: _told(row) for row in rows}


async def tell(tx: Tx, community: int, number: int, what: Told, now: int) -> None:
    """People have been told that of a warning."""
    await tx.run(
        "warning_told_put",
        community=community,
        warning=number,
        is_over=what.over,
        colour=what.colour.value,
        ends_at=what.ends_at,
        source=what.source,
        identifier=what.identifier,
        words=what.words,
        rose_at=what.rose_at,
        now=now,
    )


async def forget(tx: Tx, community: int, before: int) -> None:
    """Forget the words of warnings that ended before an instant, and what people were told of them."""
    await tx.run("warning_told_over", community=community, before=before)
    await tx.run("warning_messages_over", community=community, before=before)


def _standing(chain: Chain, now: int) -> dict[str, object]:
    return {
        "hazard": chain.hazard.value,
        "colour": chain.colour.value,
        "state": chain.state(now).value,
        "begun_at": chain.begun_at,
        "ends_at": chain.ends_at,
    }


def _told(row: Row) -> Told:
    return Told(
        bool(row["is_over"]),
        Colour(row["colour"]),
        row["ends_at"],
        row["source"],
        row["identifier"],
        row["words"],
        row["rose_at"],
    )


def _dump(message: WeatherWarning) -> str:
    return orjson.dumps(asdict(message), option=orjson.OPT_SORT_KEYS).decode()


def _load(text: str) -> WeatherWarning:
    value: dict[str, Any] = orjson.loads(text)
    enums = {"status": Status, "message": Message, "hazard": Hazard, "colour": Colour}
    lists = {
        "references": tuple(Reference(**one) for one in value["references"]),
        "areas": tuple(_area(one) for one in value["areas"]),
        "attributions": tuple(value["attributions"]),
    }
    return WeatherWarning(**{**value, **{key: kind(value[key]) for key, kind in enums.items()}, **lists})


def _area(value: dict[str, Any]) -> Area:
    polygons = tuple(tuple((lat, lon) for lat, lon in polygon) for polygon in value["polygons"])
    circles = tuple((lat, lon, km) for lat, lon, km in value["circles"])
    return Area(value["name"], tuple(value["geocodes"]), polygons, circles)
