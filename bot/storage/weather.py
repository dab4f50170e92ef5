"""What the weather sources said last, and how each of them does."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from bot.domain.estimate import Told
from bot.domain.source_health import Health
from bot.domain.warning import Discharge, Forecast, Rain
from bot.storage.store import Row, Tx


@dataclass(frozen=True, slots=True)
class Kept:
    """The last forecast of a source (or the discharge of a river), when it was read, and what of it was told."""

    what: Forecast | Discharge
    read_at: int
    told: Told


async def read(tx: Tx, community: int, source: str, now: int, etag: str = "", modified: str = "") -> None:
    """The source was read; what it calls its answer is remembered."""
    await tx.run("weather_read", community=community, source=source, now=now, etag=etag, modified=modified)


async def failed(tx: Tx, community: int, source: str, now: int, error: str) -> None:
    """The source could not be read."""
    await tx.run("weather_failed", community=community, source=source, now=now, error=error)


async def told(tx: Tx, community: int, source: str, now: int) -> None:
    """Somebody was told that it cannot be read."""
    await tx.run("weather_told", community=community, source=source, now=now)


async def health(tx: Tx, community: int, source: str) -> Health | None:
    """How the source does; None if it was never tried."""
    row = await tx.row("weather_source", community=community, source=source)
    return _health(row) if row else None


async def every_health(tx: Tx, community: int) -> dict[str, Health]:
    """How every source does that was ever tried, by its key."""
    return {row["source"]: _health(row) for row in await tx.rows("weather_sources", community=community)}


async def see(tx: Tx, community: int, source: str, guid: str, now: int) -> bool:
    """Something of the source was taken or told; False if it was before."""
    return await tx.run("weather_item_seen", community=community, source=source, guid=guid, now=now) > 0


async def seen(tx: Tx, community: int, source: str) -> dict[str, int]:
    """What of the source was taken, and when (ms)."""
    return {row["guid"]: row["seen_at"] for row in await tx.rows("weather_items", community=community, source=source)}


async def forget(tx: Tx, community: int, source: str, guid: str) -> None:
    """It is not in the source any more."""
    await tx.run("weather_item_forget", community=community, source=source, guid=guid)


async def keep(tx: Tx, community: int, what: Forecast | Discharge, now: int, known: Told) -> None:
    """Keep the newest forecast of its source, and what of it was told."""
    await tx.run(
        "weather_forecast_keep",
        community=community,
        source=what.source,
        now=now,
        body=orjson.dumps(_body(what)).decode(),
        told_rank=known.rank,
        lower_since=known.lower_since,
    )


async def kept(tx: Tx, community: int, source: str) -> Kept | None:
    """The last forecast of the source; None if there is none."""
    row = await tx.row("weather_forecast", community=community, source=source)
    if row is None:
        return None
    return Kept(_what(source, row["body"]), row["read_at"], Told(row["told_rank"], row["lower_since"]))


def _body(what: Forecast | Discharge) -> dict[str, object]:
    place = {"lat": what.lat, "lon": what.lon}
    if isinstance(what, Discharge):
        return {**place, "days": what.days}
    rain = [(one.at, one.lasts, one.mm) for one in what.rain]
    return {**place, "rain": rain, "summary": what.summary, "attributions": what.attributions}


def _what(source: str, body: str) -> Forecast | Discharge:
    found = orjson.loads(body)
    if "days" in found:
        return Discharge(source, found["lat"], found["lon"], tuple((at, value) for at, value in found["days"]))
    rain = tuple(Rain(at, lasts, mm) for at, lasts, mm in found["rain"])
    return Forecast(source, found["lat"], found["lon"], rain, found["summary"], tuple(found["attributions"]))


def _health(row: Row) -> Health:
    return Health(
        row["source"],
        row["first_at"],
        row["tried_at"],
        row["read_at"],
        row["failures"],
        row["failing_since"],
        row["told_at"],
        row["error"],
        row["etag"],
        row["modified"],
    )
