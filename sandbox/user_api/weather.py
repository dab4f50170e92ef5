"""The weather services: what they will say is ordered here, and served at their real paths."""

from datetime import UTC, datetime, timedelta

import orjson
from aiohttp import web

from sandbox.jsontypes import Json
from sandbox.keys import WORLD
from sandbox.user_api.requests import Answer, Refused, answer, body
from sandbox.world import World

UTC_OFFSET = 8 * 3600
BLOCKS = {"minutely_15": (900, 96), "hourly": (3600, 48), "daily": (86400, 7)}
"""Seconds a step and number of steps of each block of a forecast."""


async def add_warning(request: web.Request, world: World) -> Answer:
    """POST /api/weather/cap: one CAP file as the body; the feed lists it first."""
    file = await request.read()
    if not file.strip():
        raise Refused("bad_request", "the body is a CAP file")
    world.weather.warnings.append(file)
    return {"number": len(world.weather.warnings) - 1}


async def _json(request: web.Request) -> Answer:
    try:
        value: Answer = orjson.loads(await request.read())
    except orjson.JSONDecodeError as error:
        raise Refused("bad_json", "the body is not JSON") from error
    return value


async def set_forecast(request: web.Request, world: World) -> Answer:
    """POST /api/weather/forecast: what /v1/forecast will answer."""
    world.weather.forecast = await _json(request)
    return {"set": True}


async def set_flood(request: web.Request, world: World) -> Answer:
    """POST /api/weather/flood: what /v1/flood will answer."""
    world.weather.flood = await _json(request)
    return {"set": True}


async def set_alerts(request: web.Request, world: World) -> Answer:
    """POST /api/weather/alerts: what QWeather's /weatheralert/v1/current will answer."""
    world.weather.alerts = await _json(request)
    return {"set": True}


async def set_minutely(request: web.Request, world: World) -> Answer:
    """POST /api/weather/minutely: what QWeather's /v7/minutely/5m will answer."""
    world.weather.minutely = await _json(request)
    return {"set": True}


async def set_down(request: web.Request, world: World) -> Answer:
    """POST /api/weather/down {"down": bool}: every weather service fails, or works again."""
    world.weather.down = bool((await body(request)).get("down", True))
    return {"down": world.weather.down}


async def clear(request: web.Request, world: World) -> Answer:  # noqa: ARG001
    """DELETE /api/weather: no warnings, dry weather, services up."""
    world.weather.clear()
    return {"cleared": True}


def _down() -> web.Response:
    return web.Response(status=503, text="Service Unavailable")


async def forecast(request: web.Request) -> web.Response:
    """GET /v1/forecast: what was ordered, else dry weather in Open-Meteo's shape."""
    world = request.app[WORLD]
    return _open_meteo(request, world.weather.down, world.weather.forecast, world.clock.now())


async def flood(request: web.Request) -> web.Response:
    """GET /v1/flood: what was ordered, else a calm river."""
    world = request.app[WORLD]
    return _open_meteo(request, world.weather.down, world.weather.flood, world.clock.now())


def _open_meteo(request: web.Request, down: bool, ordered: Answer | None, now: float) -> web.Response:
    if down:
        return _down()
    if ordered is not None:
        return answer(ordered)
    try:
        lats, lons = ([float(text) for text in request.query[name].split(",")] for name in ("latitude", "longitude"))
        places = [_dry(request, now, lat, lon) for lat, lon in zip(lats, lons, strict=True)]
    except (KeyError, ValueError):
        return answer({"error": True, "reason": "Parameter 'latitude' and 'longitude' must be numbers"}, 400)
    return answer(places[0] if len(places) == 1 else [*places])


def _dry(request: web.Request, now: float, lat: float, lon: float) -> Json:
    json: Json = {"latitude": lat, "longitude": lon, "utc_offset_seconds": UTC_OFFSET, "timezone": "Asia/Shanghai"}
    json["elevation"] = 20.0
    for block, (step, count) in BLOCKS.items():
        if names := request.query.get(block):
            json[block] = {"time": _times(now, step, count)} | {name: [0.0] * count for name in names.split(",")}
    if names := request.query.get("current"):
        json["current"] = {"time": _times(now, 900, 1)[0], "interval": 900} | dict.fromkeys(names.split(","), 0.0)
    return json


def _times(now: float, step: int, count: int) -> list[str]:
    first = (int(now) + UTC_OFFSET) // step * step
    form = "%Y-%m-%d" if step == 86400 else "%Y-%m-%dT%H:%M"
    begin = datetime.fromtimestamp(first, UTC)
    return [(begin + timedelta(seconds=step * index)).strftime(form) for index in range(count)]


async def alerts(request: web.Request) -> web.Response:
    """GET /weatheralert/v1/current/<latitude>/<longitude>: what was ordered, else that there is none."""
    desk = request.app[WORLD].weather
    if desk.down:
        return _down()
    attributions = ["https://developer.qweather.com/attribution.html"]
    none: Json = {"metadata": {"tag": "none", "zeroResult": True, "attributions": attributions}, "alerts": []}
    return answer(none if desk.alerts is None else desk.alerts)


async def minutely(request: web.Request) -> web.Response:
    """GET /v7/minutely/5m: what was ordered, else two dry hours."""
    world = request.app[WORLD]
    if world.weather.down:
        return _down()
    times = _times(world.clock.now(), 300, 24)
    steps = [{"fxTime": f"{time}+08:00", "precip": "0.0", "type": "rain"} for time in times]
    dry: Json = {"code": "200", "summary": "", "minutely": [*steps]}
    return answer(dry if world.weather.minutely is None else world.weather.minutely)


async def feed(request: web.Request) -> web.Response:
    """GET /cap-alerts/cn-cma-xx/rss.xml: an item for each warning that was ordered."""
    world = request.app[WORLD]
    if world.weather.down:
        return _down()
    base = f"http://{request.host}{request.path.rpartition('/')[0]}"
    return web.Response(text=world.weather.feed(base, world.clock.now()), content_type="application/rss+xml")


async def warning(request: web.Request) -> web.Response:
    """GET /cap-alerts/cn-cma-xx/<number>.xml: the CAP file, byte by byte."""
    desk = request.app[WORLD].weather
    number = int(request.match_info["number"])
    if desk.down:
        return _down()
    if number >= len(desk.warnings):
        return web.Response(status=404, text="Not Found")
    return web.Response(body=desk.warnings[number], content_type="application/xml")
