"""Asks the weather sources, one errand each: fetches, reads, and hands over what was read in one transaction."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import aiohttp
import structlog

from bot.actions import weather as actions
from bot.actions.context import Context
from bot.actions.weather import Answer
from bot.delivery.weather_line import Page, Services, address, fetch, headers
from bot.domain.area import concerns_code
from bot.domain.estimate import largest
from bot.domain.source_health import Health
from bot.domain.warning import Discharge, Forecast, WeatherWarning
from bot.domain.weather_plan import Source, SourceKind, WeatherPlan
from bot.errors import StorageDown
from bot.storage import timers, weather
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer
from bot.weather import cap, feed, open_meteo, qweather
from bot.weather.feed import Item, Listing
from bot.weather.reading import LARGEST, Problem, Reading, Unreadable, Why

log = structlog.get_logger()

#: So much of a feed or a folder is fetched at one asking, the newest first; the rest is at the next.
_MOST_ITEMS = 60
_POLL_SECONDS = 45.0
#: What is larger is read beside the loop.
_LARGE = 200_000
_CAP_FILES = (".xml", ".cap")
T = TypeVar("T")


class Weatherman:
    """Asks the sources of one community. ``context`` makes the context of an action."""

    def __init__(
        self, store: Store, community: int, plan: WeatherPlan, services: Services, context: Callable[[Tx], Context]
    ) -> None:
        self._store = store
        self._community = community
        self._plan = plan
        self._services = services
        self._context = context

    async def poll(self, timer: Timer) -> None:
        """Ask the source that the timer names. Whatever goes wrong is a failure of the source; nothing is raised."""
        if timer.subject >= len(self._plan.sources):
            await self._store.write(lambda tx: timers.take(tx, self._community, timer))
            return
        source = self._plan.sources[timer.subject]
        try:
            async with asyncio.timeout(_POLL_SECONDS):
                answer = await self._ask(source)
        except Unreadable as error:
            answer = Answer(failure=error.problem)
        except TimeoutError:
            answer = Answer(failure=Problem("line", Why.UNREACHABLE, "timeout"))
        except StorageDown:
            raise
        except Exception:  # a fault of ours must not silence a source: it is told like any other
            log.error("weather.failed", source=source.key, error=traceback.format_exc(limit=-8))
            answer = Answer(failure=Problem("program", Why.BROKEN))
        await self._take(timer, source, answer)

    async def _take(self, timer: Timer, source: Source, answer: Answer) -> None:
        try:
            await self._store.write(partial(self._work, timer=timer, source=source, answer=answer))
        except StorageDown:
            raise
        except Exception:
            log.error("weather.not_taken", source=source.key, error=traceback.format_exc(limit=-8))
            failed = Answer(failure=Problem("program", Why.BROKEN))
            await self._store.write(partial(self._work, timer=timer, source=source, answer=failed))

    async def _work(self, tx: Tx, timer: Timer, source: Source, answer: Answer) -> None:
        await timers.take(tx, self._community, timer)
        await actions.take(self._context(tx), timer.subject, source, answer)

    async def _ask(self, source: Source) -> Answer:
        if source.kind is SourceKind.CAP_FOLDER:
            return await self._folder(source)
        health = await self._store.read(partial(weather.health, community=self._community, source=source.key))
        etag, modified = _known(health)
        async with aiohttp.ClientSession() as session:
            url = address(self._services, self._plan, source)
            page = await fetch(session, url, headers(self._services, source, etag, modified))
            if page.document is None:
                return Answer(etag=page.etag, modified=page.modified)
            if source.kind is SourceKind.CAP_FEED:
                return await self._feed(source, session, page, url)
        return await _read(source, self._plan, page.document, page)

    # --- many messages: a feed, a folder ---

    async def _feed(self, source: Source, session: aiohttp.ClientSession, page: Page, url: str) -> Answer:
        """Fetch what is new in the feed and may be of ours. What cannot be fetched is tried at the next asking."""
        listing = await _beside(page.document or b"", partial(feed.read, address=url))
        if not listing.items and listing.problems:
            raise Unreadable(listing.problems[0].field, listing.problems[0].why, listing.problems[0].detail)
        ours = [item for item in listing.items if not item.code or concerns_code(item.code, self._plan.counties)]
        known = await self._seen(source)
        fresh = [item for item in ours if item.guid not in known]
        readings, missed = list[tuple[Item, Reading]](), list[Problem]()
        for item in fresh[:_MOST_ITEMS]:
            try:
                fetched = await fetch(session, item.link, {})
                reading = await _beside(fetched.document or b"", partial(cap.read, source.key))
            except Unreadable as error:
                missed.append(_unread(error.problem, item))
            else:
                readings.append((item, reading))
        return _gathered(listing, readings, missed, page if len(fresh) <= _MOST_ITEMS else Page(None))

    async def _folder(self, source: Source) -> Answer:
        """Read what is new in the folder; a file that was changed is new."""
        known = await self._seen(source)
        found = await asyncio.to_thread(_files, Path(source.address))
        fresh = [name for name in found if name not in known][:_MOST_ITEMS]
        warnings, unread = list[WeatherWarning](), list[Problem]()
        for name in fresh:
            item = Item(name, "", found[name].name)
            reading = cap.read(source.key, await asyncio.to_thread(_content, found[name]))
            warnings += reading.warnings
            unread += [_unread(problem, item) for problem in reading.problems]
        return Answer(tuple(warnings), unread=tuple(unread), items=tuple(fresh), present=frozenset(found))

    async def _seen(self, source: Source) -> dict[str, int]:
        return await self._store.read(partial(weather.seen, community=self._community, source=source.key))


def _gathered(
    listing: Listing, readings: Sequence[tuple[Item, Reading]], missed: Sequence[Problem], page: Page
) -> Answer:
    """What a feed has brought; a feed of which something is missing has failed, and is asked anew as a whole."""
    unread = [_unread(problem, item) for item, reading in readings for problem in reading.problems]
    unread += listing.problems
    # The newest stand first in a feed, and are handed over last.
    warnings = [warning for _, reading in reversed(readings) for warning in reading.warnings]
    return Answer(
        tuple(warnings),
        failure=missed[0] if missed else None,
        unread=tuple(unread),
        items=tuple(item.guid for item, _ in readings),
        present=frozenset(item.guid for item in listing.items),
        etag="" if missed else page.etag,
        modified="" if missed else page.modified,
    )


async def _read(source: Source, plan: WeatherPlan, document: bytes, page: Page) -> Answer:
    """What one document says."""
    match source.kind:
        case SourceKind.OPEN_METEO:
            outlook = await _beside(document, partial(open_meteo.read_forecast, source.key))
            return _forecast(outlook.forecasts[0] if outlook.forecasts else None, outlook.problems)
        case SourceKind.MINUTELY:
            outlook = await _beside(document, partial(qweather.read_minutely, source.key, place=plan.point or (0, 0)))
            return _forecast(outlook.forecasts[0] if outlook.forecasts else None, outlook.problems)
        case SourceKind.OPEN_METEO_FLOOD:
            waters = await _beside(document, partial(open_meteo.read_flood, source.key))
            return _forecast(largest(waters.discharges), waters.problems)
    whole = source.kind is SourceKind.QWEATHER
    reading = await _beside(document, partial((qweather.read_alerts if whole else cap.read), source.key))
    if not reading.warnings and reading.problems:
        return Answer(failure=reading.problems[0])
    return Answer(reading.warnings, unread=reading.problems, complete=whole, etag=page.etag, modified=page.modified)


def _forecast(found: Forecast | Discharge | None, problems: Sequence[Problem]) -> Answer:
    if found is None:
        return Answer(failure=problems[0] if problems else Problem("document", Why.MISSING))
    return Answer(forecast=found)


def _unread(problem: Problem, item: Item) -> Problem:
    """The problem of a message, with what the feed calls it and where it is."""
    return replace(problem, item=problem.item or item.title, link=item.link)


def _known(health: Health | None) -> tuple[str, str]:
    """What the source called its last answer; after a failure it is asked as a whole."""
    return (health.etag, health.modified) if health and not health.is_failing else ("", "")


async def _beside(document: bytes, read: Callable[[bytes], T]) -> T:
    """Read a large document beside the loop."""
    return await asyncio.to_thread(read, document) if len(document) > _LARGE else read(document)


def _files(folder: Path) -> dict[str, Path]:
    """The CAP files of a folder by what names them and their state, the newest first; Unreadable if it is none."""
    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() in _CAP_FILES and path.is_file()]
        known = [(path.stat(), path) for path in found]
    except OSError as error:
        raise Unreadable("folder", Why.UNREACHABLE, type(error).__name__) from None
    known.sort(key=lambda one: (one[0].st_mtime_ns, one[1].name), reverse=True)
    return {f"{path.name[:200]}:{stat.st_mtime_ns}:{stat.st_size}": path for stat, path in known}


def _content(path: Path) -> bytes:
    """The beginning of a file, one byte more than is read; nothing of one that is gone."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        return b""
