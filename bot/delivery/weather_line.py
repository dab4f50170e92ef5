"""The line to the weather services: one request, with limits on time and size, and what the services' addresses are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

import aiohttp

from bot.domain.weather_plan import Source, SourceKind, WeatherPlan
from bot.weather.reading import LARGEST, Unreadable, Why

_REQUEST_SECONDS = 15.0
_PIECE = 1 << 16
_MOST_REDIRECTS = 3
_FOUND, _UNCHANGED = 200, 304
#: A flood model's cells are 5 km wide: the neighbours of the place's own are looked at as well.
_CELL_DEGREES = 0.05
#: The error answers of Open-Meteo are JSON that says what is wrong.
_SPEAKING = 400
_AGENT = "liubu"


@dataclass(frozen=True, slots=True)
class Services:
    """How the services are reached. ``base``: all of them at this address (the sandbox); ``key`` is QWeather's."""

    base: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: the document, None if it is unchanged, and what the service calls it."""

    document: bytes | None
    etag: str = ""
    modified: str = ""


def address(services: Services, plan: WeatherPlan, source: Source) -> str:
    """Where a source is asked, with what it is asked for."""
    lat, lon = plan.point or (0.0, 0.0)
    base = source.address.rstrip("/")
    if services.base is not None:
        at = urlsplit(services.base)
        base = urlunsplit(urlsplit(base)._replace(scheme=at.scheme, netloc=at.netloc))
    match source.kind:
        case SourceKind.OPEN_METEO:
            asked = {"latitude": lat, "longitude": lon, "hourly": "precipitation", "past_days": 1, "forecast_days": 3}
            return f"{base}?{urlencode({**asked, 'timezone': 'auto'})}"
        case SourceKind.OPEN_METEO_FLOOD:
            lats, lons = zip(*_cells(lat, lon), strict=True)
            asked = {"latitude": ",".join(lats), "longitude": ",".join(lons), "daily": "river_discharge"}
            return f"{base}?{urlencode({**asked, 'past_days': 92, 'forecast_days': 7}, safe=',')}"
        case SourceKind.QWEATHER:
            return f"{base}/weatheralert/v1/current/{lat:.2f}/{lon:.2f}?lang=zh"
        case SourceKind.MINUTELY:
            return f"{base}/v7/minutely/5m?location={lon:.2f},{lat:.2f}&lang=zh"
    return base


def _cells(lat: float, lon: float) -> list[tuple[str, str]]:
    steps = (0.0, -_CELL_DEGREES, _CELL_DEGREES)
    return [(f"{lat + north:.4f}", f"{lon + east:.4f}") for north in steps for east in steps]


def headers(services: Services, source: Source, etag: str, modified: str) -> dict[str, str]:
    """The headers of a request; Unreadable if the source wants a key and there is none."""
    found = {"User-Agent": _AGENT}
    if source.kind.needs_key:
        if not services.key and services.base is None:
            raise Unreadable("LIUBU_QWEATHER_KEY", Why.NO_KEY)
        found["X-QW-Api-Key"] = services.key
    if etag:
        found["If-None-Match"] = etag
    if modified:
        found["If-Modified-Since"] = modified
    return found


async def fetch(session: aiohttp.ClientSession, url: str, sent: Mapping[str, str]) -> Page:
    """Ask for a document; Unreadable if there is no good answer, or too much of it."""
    timeout = aiohttp.ClientTimeout(total=_REQUEST_SECONDS)
    try:
        async with session.get(url, headers=sent, timeout=timeout, max_redirects=_MOST_REDIRECTS) as response:
            if response.status == _UNCHANGED:
                return Page(None, sent.get("If-None-Match", ""), sent.get("If-Modified-Since", ""))
            if response.status not in (_FOUND, _SPEAKING):
                raise Unreadable("status", Why.REFUSED, response.status)
            document = await _body(response)
            if response.status == _SPEAKING and not document.lstrip().startswith(b"{"):
                raise Unreadable("status", Why.REFUSED, response.status)
            told = response.headers
            return Page(document, told.get("ETag", "")[:200], told.get("Last-Modified", "")[:100])
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise Unreadable("line", Why.UNREACHABLE, type(error).__name__) from None


async def _body(response: aiohttp.ClientResponse) -> bytes:
    """The body, as far as it is not too large; what is packed counts as it is unpacked."""
    pieces, many = list[bytes](), 0
    async for piece in response.content.iter_chunked(_PIECE):
        pieces.append(piece)
        many += len(piece)
        if many > LARGEST:
            raise Unreadable("document", Why.TOO_LARGE, many)
    return b"".join(pieces)
