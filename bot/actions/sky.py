"""What there is to be seen of the weather: how the sources do, and what we reckon from the forecasts."""

from __future__ import annotations

from collections.abc import Mapping

from bot.actions import post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.estimate import Estimate, expected, rain_estimate, river_estimate
from bot.domain.notice import Kind
from bot.domain.permission import Look, allow
from bot.domain.person import Person
from bot.domain.screen import Screen, Tap, Value
from bot.domain.source_health import Health
from bot.domain.warning import Forecast
from bot.domain.weather_plan import Source
from bot.storage import weather
from bot.storage.weather import Kept

AGAIN, SLOT = "weather.again", "weather"
_HOURS = (3, 12, 24)


async def show(ctx: Context, person: Person, *, fresh: bool = False) -> None:
    """The sources and the forecasts, for the staff."""
    allow(person, Look.ROSTER)
    data = {**await told(ctx), "now": ctx.now}
    screen = Screen("weather/now", person.language, data, ((Tap("weather_again", Press(AGAIN)),),))
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen, fresh=fresh)


async def told(ctx: Context) -> dict[str, Value]:
    """``sources``, ``rain``, ``rivers``: the values of the part ``_weather.html``, for every screen that shows it."""
    known = await weather.every_health(ctx.tx, ctx.community_id)
    sources: list[Value] = [_source(ctx, one, known.get(one.key)) for one in ctx.community.weather.sources]
    rain: list[Value] = []
    rivers: list[Value] = []
    for source in ctx.community.weather.sources:
        kept = None if source.kind.warns else await weather.kept(ctx.tx, ctx.community_id, source.key)
        if kept is not None:
            (rain if isinstance(kept.what, Forecast) else rivers).append(_forecast(ctx, source, kept))
    return {"sources": sources, "rain": rain, "rivers": rivers}


def shown(estimate: Estimate | None) -> Mapping[str, Value] | None:
    """The values of an estimate for a view."""
    if estimate is None:
        return None
    return {"colour": estimate.colour.value, "at": estimate.at, "mm": estimate.mm, "hours": estimate.hours}


def _source(ctx: Context, source: Source, health: Health | None) -> Mapping[str, Value]:
    return {
        "kind": source.kind.value,
        "key": source.key,
        "read_at": health.read_at if health else None,
        "failing": bool(health and health.is_failing),
        "stale": bool(health and health.is_stale(source.stale_after_ms, ctx.now)),
    }


def _forecast(ctx: Context, source: Source, kept: Kept) -> Mapping[str, Value]:
    head: dict[str, Value] = {"kind": source.kind.value, "read_at": kept.read_at}
    if not isinstance(kept.what, Forecast):
        high = river_estimate(kept.what, ctx.now)
        return {**head, "at": high.at if high else None, "peak": high.peak if high else None}
    estimate = rain_estimate(kept.what, ctx.community.weather.thresholds, ctx.now)
    spans: list[Value] = [{"hours": hours, "mm": expected(kept.what, ctx.now, hours)} for hours in _HOURS]
    attributions: list[Value] = [*kept.what.attributions]
    return {
        **head,
        "spans": spans if kept.what.rain else [],
        "estimate": shown(estimate),
        "summary": kept.what.summary or None,
        "attributions": attributions,
    }
