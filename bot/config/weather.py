"""``[weather]``: where the community lies, whom it asks about the weather, and from when on rain is much rain."""

from __future__ import annotations

import re

from bot.config.table import Table
from bot.config.unique import Unique
from bot.domain.area import is_chinese_code
from bot.domain.warning import Colour
from bot.domain.weather_plan import (
    NATIONAL,
    USUAL_EVERY_MS,
    USUAL_STALE_MS,
    Source,
    SourceKind,
    Threshold,
    WeatherPlan,
)

_KEY = re.compile(r"[a-z0-9_]{1,16}")
_URL = re.compile(r"https?://[^\s/?#]+\S*")
_LONGEST_ADDRESS = 500
_MOST_MM, _MOST_HOURS = 1_000, 72
_COLOURS = tuple(colour for colour in Colour if colour is not Colour.UNKNOWN)
#: Services with one address for everybody.
_USUAL_ADDRESS = {
    SourceKind.OPEN_METEO: "https://api.open-meteo.com/v1/forecast",
    SourceKind.OPEN_METEO_FLOOD: "https://flood-api.open-meteo.com/v1/flood",
}


def read_weather(table: Table) -> WeatherPlan:
    """What the file says of the weather; a community may say nothing of it."""
    lat, lon = table.degrees("lat", 90), table.degrees("lon", 180)
    counties = _counties(table)
    keys = Unique("duplicate_source_key")
    sources = tuple(_source(one, keys) for one in table.tables("source", some=False))
    colours = Unique("duplicate_threshold")
    thresholds = tuple(_threshold(one, colours) for one in table.tables("threshold", some=False))
    if sources:
        for key in ("lat", "lon", "counties"):
            if key not in table.data:
                table.problem("weather_nowhere", key=key)
    elif ("lat" in table.data) != ("lon" in table.data):
        table.problem("half_coordinates")
    table.close()
    return WeatherPlan(lat, lon, counties, sources, thresholds or NATIONAL)


def _counties(table: Table) -> tuple[str, ...]:
    codes = table.texts("counties")
    for at, code in enumerate(codes):
        if code and not (len(code) == 6 and is_chinese_code(code)):
            table.problem("bad_county", "counties", at, value=code)
    return codes


def _source(table: Table, keys: Unique) -> Source:
    key = table.matching("key", _KEY, "bad_source_key")
    keys.add(key, table, "key")
    kind = table.choice("kind", tuple(SourceKind))
    every = table.duration("every", USUAL_EVERY_MS[kind.warns])
    stale = table.duration("stale_after", max(USUAL_STALE_MS[kind.warns], 2 * every))
    if 0 < stale <= every:
        table.problem("stale_too_soon", "stale_after" if "stale_after" in table.data else "every", key=key)
    found = Source(key, kind, _address(table, kind), every, stale)
    table.close()
    return found


def _address(table: Table, kind: SourceKind) -> str:
    if kind is SourceKind.CAP_FOLDER:
        return table.text("folder", most=_LONGEST_ADDRESS)
    url = table.text("url", required=kind not in _USUAL_ADDRESS, most=_LONGEST_ADDRESS)
    if url and not _URL.fullmatch(url):
        table.problem("bad_url", "url", value=url)
    return url or _USUAL_ADDRESS.get(kind, "")


def _threshold(table: Table, colours: Unique) -> Threshold:
    colour = table.choice("colour", _COLOURS)
    colours.add(colour, table, "colour")
    mm, hours = table.integer("mm", 1, _MOST_MM), table.integer("hours", 1, _MOST_HOURS)
    table.close()
    return Threshold(colour, mm or 0, hours or 1)
