"""What comes of asking the weather sources: warnings are handed over, estimates told, and a silent source is an alarm.

A source that fails is never "no warnings": it is told to the duty leader when the last good answer is too old, again
every day, and once when it works again. What could not be read of an answer is told at once, and once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.actions import duty, notices, post, sky, warnings
from bot.actions.context import Context
from bot.domain.area import concerns
from bot.domain.estimate import Told, rain_estimate, risen, river_estimate
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.roster import PostKind
from bot.domain.screen import Screen, Value
from bot.domain.source_health import next_try_ms
from bot.domain.warning import Colour, Discharge, Forecast, WeatherWarning
from bot.domain.weather_plan import Source
from bot.storage import audit, timers, weather
from bot.weather.reading import Problem

#: Asks a source; the subject is its place in the configuration.
POLL = "weather.poll"
_ITEMS_KEPT_MS = 7 * 86_400_000
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking a source has brought.

    ``failure``: the source could not be read, or not all of it. ``unread`` is lost, whatever is done. ``items`` were
    taken now, ``present`` are in the source (None: not known). ``complete``: the warnings are all that is in force.
    """

    warnings: tuple[WeatherWarning, ...] = ()
    forecast: Forecast | Discharge | None = None
    failure: Problem | None = None
    unread: tuple[Problem, ...] = ()
    items: tuple[str, ...] = ()
    present: frozenset[str] | None = None
    complete: bool = False
    etag: str = ""
    modified: str = ""


async def plan(ctx: Context) -> None:
    """See that every source is asked; one that has its time keeps it."""
    for number in range(len(ctx.community.weather.sources)):
        await timers.set_once(ctx.tx, ctx.community_id, POLL, number, ctx.now)


async def take(ctx: Context, number: int, source: Source, answer: Answer) -> None:
    """Take what a source has answered, and set when it is asked again."""
    tx, community = ctx.tx, ctx.community_id
    if answer.failure is None:
        await _works(ctx, source, answer)
    else:
        await _fails(ctx, source, answer.failure)
    for guid in answer.items:
        await weather.see(tx, community, source.key, guid, ctx.now)
    if answer.present is not None:
        await _tidy(ctx, source, answer.present)
    await _tell_unread(ctx, source, answer.unread)
    if source.kind.warns and (answer.failure is None or answer.warnings):
        await _hand_over(ctx, source, answer)
    if answer.forecast is not None:
        await _reckon(ctx, answer.forecast)
    health = await weather.health(tx, community, source.key)
    wait = next_try_ms(source.every_ms, health.failures if health else 0)
    await timers.set_(tx, community, POLL, number, ctx.now + wait)


async def _hand_over(ctx: Context, source: Source, answer: Answer) -> None:
    place = ctx.community.weather
    ours = [one for one in answer.warnings if concerns(one.areas, place.counties, place.point)]
    complete = answer.complete and answer.failure is None and not answer.unread
    await warnings.take(ctx, source.key, ours, complete=complete)


async def _tidy(ctx: Context, source: Source, present: frozenset[str]) -> None:
    """Forget what is not in the source any more; for a while it may come back."""
    for guid, seen_at in (await weather.seen(ctx.tx, ctx.community_id, source.key)).items():
        if guid not in present and ctx.now - seen_at > _ITEMS_KEPT_MS:
            await weather.forget(ctx.tx, ctx.community_id, source.key, guid)


# --- the health of a source ---


async def _works(ctx: Context, source: Source, answer: Answer) -> None:
    before = await weather.health(ctx.tx, ctx.community_id, source.key)
    await weather.read(ctx.tx, ctx.community_id, source.key, ctx.now, answer.etag, answer.modified)
    if before is not None and before.told_at is not None:
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "weather.back", None, source=source.key)
        await _tell(ctx, "weather/back", {**_named(source), "since": before.read_at})


async def _fails(ctx: Context, source: Source, failure: Problem) -> None:
    await weather.failed(ctx.tx, ctx.community_id, source.key, ctx.now, _error(failure))
    health = await weather.health(ctx.tx, ctx.community_id, source.key)
    if health is None or not health.is_due_to_tell(source.stale_after_ms, ctx.now):
        return
    if health.told_at is None:
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "weather.stale", None, source=source.key)
    await weather.told(ctx.tx, ctx.community_id, source.key, ctx.now)
    data = {**_named(source), "warns": source.kind.warns, "read_at": health.read_at, "why": failure.why.value}
    await _tell(ctx, "weather/stale", {**data, "item": failure.item or None})


async def _tell_unread(ctx: Context, source: Source, unread: Sequence[Problem]) -> None:
    """Each fault is told once: the source says the same again at every asking."""
    fresh = []
    for one in unread:
        mark = "fault:" + sha256(f"{_error(one)} {one.link}".encode("utf-8", "replace")).hexdigest()
        if await weather.see(ctx.tx, ctx.community_id, source.key, mark, ctx.now):
            fresh.append(one)
    if fresh:
        lines: list[Value] = [_line(one) for one in fresh[:_MOST_TOLD]]
        await _tell(ctx, "weather/unread", {**_named(source), "lines": lines, "more": len(fresh) - len(lines)})


def _error(one: Problem) -> str:
    """The fault in a line, as it is kept for the operator."""
    return " ".join(part for part in (f"{one.field}: {one.why}", one.detail, one.item) if part)[:300]


def _line(one: Problem) -> Mapping[str, Value]:
    return {"item": one.item or None, "field": one.field, "why": one.why.value, "link": one.link or None}


def _named(source: Source) -> dict[str, Value]:
    return {"kind": source.kind.value, "key": source.key}


# --- estimates ---


async def _reckon(ctx: Context, forecast: Forecast | Discharge) -> None:
    """Keep the forecast, and tell what we reckon from it when that has risen."""
    before = await weather.kept(ctx.tx, ctx.community_id, forecast.source)
    told = before.told if before else Told()
    if isinstance(forecast, Discharge):
        high = river_estimate(forecast, ctx.now)
        rank = Colour.BLUE.rank if high else 0
        data: dict[str, Value] = {"at": high.at, "peak": high.peak, "usual": high.usual} if high else {}
        view = "weather/river"
    else:
        estimate = rain_estimate(forecast, ctx.community.weather.thresholds, ctx.now)
        rank = estimate.colour.rank if estimate else 0
        data = {"estimate": sky.shown(estimate)}
        view = "weather/estimate"
    rises, known = risen(told, rank, ctx.now)
    await weather.keep(ctx.tx, ctx.community_id, forecast, ctx.now, known)
    if rises:
        await _tell(ctx, view, data)


# --- who is told ---


async def _tell(ctx: Context, view: str, data: Mapping[str, Value]) -> None:
    """Tell the duty leader, with a sound; where none can be reached, the directors, in their quiet hours without."""
    leaders = [one for one in await duty.officers(ctx, kinds=(PostKind.LEADER,)) if one.reachable]
    for person in leaders or await notices.directors(ctx):
        await _send(ctx, person, view, data, urgent=bool(leaders))


async def _send(ctx: Context, person: Person, view: str, data: Mapping[str, Value], *, urgent: bool) -> None:
    await post.send(ctx, person, Kind.TROUBLE, Screen(view, person.language, data), urgent=urgent)
