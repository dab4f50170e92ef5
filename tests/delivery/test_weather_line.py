"""The line to the weather services: addresses, keys, limits, and what is asked again only when it has changed."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp import web

from bot.delivery.weather_line import Services, address, fetch, headers
from bot.domain.weather_plan import Source, SourceKind, WeatherPlan
from bot.weather.reading import LARGEST, Unreadable, Why

PLAN = WeatherPlan(35.49, 112.85, ("140502",))
SANDBOX = Services("http://127.0.0.1:8080")


def source(kind: SourceKind, at: str = "https://w.test/v2/cap-alerts/cn-cma-xx/rss.xml") -> Source:
    """A source of a kind."""
    return Source("s", kind, at, 60_000, 900_000)


@pytest.mark.parametrize(
    ("kind", "at", "asked"),
    [
        (SourceKind.CAP_FEED, "https://w.test/a/rss.xml", "https://w.test/a/rss.xml"),
        (SourceKind.CAP_URL, "https://w.test/a.xml?key=1", "https://w.test/a.xml?key=1"),
        (SourceKind.QWEATHER, "https://q.test/", "https://q.test/weatheralert/v1/current/35.49/112.85?lang=zh"),
        (SourceKind.MINUTELY, "https://q.test", "https://q.test/v7/minutely/5m?location=112.85,35.49&lang=zh"),
    ],
)
def test_addresses(kind: SourceKind, at: str, asked: str) -> None:
    assert address(Services(), PLAN, source(kind, at)) == asked


def test_what_open_meteo_is_asked() -> None:
    rain = parse_qs(
        urlsplit(address(Services(), PLAN, source(SourceKind.OPEN_METEO, "https://o.test/v1/forecast"))).query
    )
    assert rain["latitude"] == ["35.49"] and rain["hourly"] == ["precipitation"] and rain["timezone"] == ["auto"]
    flood = address(Services(), PLAN, source(SourceKind.OPEN_METEO_FLOOD, "https://f.test/v1/flood"))
    river = parse_qs(urlsplit(flood).query)
    assert len(river["latitude"][0].split(",")) == len(river["longitude"][0].split(",")) == 9, "the cells around"
    assert river["latitude"][0].startswith("35.4900,") and river["past_days"] == ["92"]


@pytest.mark.parametrize("kind", [kind for kind in SourceKind if kind is not SourceKind.CAP_FOLDER])
def test_in_the_sandbox_every_source_is_the_sandbox(kind: SourceKind) -> None:
    at = urlsplit(address(SANDBOX, PLAN, source(kind)))
    assert (at.scheme, at.netloc) == ("http", "127.0.0.1:8080")
    assert at.path.startswith("/v2/cap-alerts/cn-cma-xx/rss.xml"), "at its own path"


def test_a_key_goes_to_who_needs_it_only() -> None:
    known = Services(None, "secret")
    assert headers(known, source(SourceKind.QWEATHER), "", "")["X-QW-Api-Key"] == "secret"
    assert "secret" not in str(headers(known, source(SourceKind.CAP_FEED), "", ""))
    with pytest.raises(Unreadable) as lacking:
        headers(Services(), source(SourceKind.MINUTELY), "", "")
    assert lacking.value.problem.why is Why.NO_KEY
    assert headers(SANDBOX, source(SourceKind.QWEATHER), "", ""), "the sandbox asks for none"


async def _serve(request: web.Request) -> web.Response:
    match request.path:
        case "/good":
            if request.headers.get("If-None-Match") == '"1"':
                return web.Response(status=304)
            return web.Response(body=b"<a/>", headers={"ETag": '"1"', "Last-Modified": "Mon, 20 Jul 2026 13:00:00 GMT"})
        case "/large":
            return web.Response(body=b" " * (LARGEST + 1))
        case "/bomb":
            return web.Response(body=gzip.compress(b" " * (20 * LARGEST)), headers={"Content-Encoding": "gzip"})
        case "/speaks":
            return web.json_response({"error": True, "reason": "no"}, status=400)
        case "/round":
            raise web.HTTPFound("/round")
    return web.Response(status=int(request.path[1:]), text="<html>no</html>")


@pytest.fixture
async def server() -> AsyncIterator[str]:
    """A weather service with its moods; its address."""
    app = web.Application()
    app.router.add_get("/{tail:.*}", _serve)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_what_has_not_changed_is_not_sent_again(server: str) -> None:
    async with aiohttp.ClientSession() as session:
        page = await fetch(session, f"{server}/good", {})
        assert (page.document, page.etag) == (b"<a/>", '"1"') and page.modified.startswith("Mon")
        again = await fetch(session, f"{server}/good", headers(Services(), source(SourceKind.CAP_URL), page.etag, "x"))
        assert (again.document, again.etag, again.modified) == (None, '"1"', "x")


async def test_an_error_that_says_what_is_wrong_is_read(server: str) -> None:
    async with aiohttp.ClientSession() as session:
        assert b"reason" in ((await fetch(session, f"{server}/speaks", {})).document or b"")


@pytest.mark.parametrize(
    ("path", "why", "detail"),
    [
        ("large", Why.TOO_LARGE, ""),
        ("bomb", Why.TOO_LARGE, ""),
        ("400", Why.REFUSED, "400"),
        ("401", Why.REFUSED, "401"),
        ("404", Why.REFUSED, "404"),
        ("503", Why.REFUSED, "503"),
        ("204", Why.REFUSED, "204"),
        ("round", Why.UNREACHABLE, "TooManyRedirects"),
    ],
)
async def test_what_is_no_good_answer(server: str, path: str, why: Why, detail: str) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(Unreadable) as told:
            await fetch(session, f"{server}/{path}", {})
        assert told.value.problem.why is why and detail in told.value.problem.detail


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://no.such.host.invalid/", "ftp://127.0.0.1/", "http://["])
async def test_a_line_that_is_dead(url: str) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(Unreadable) as told:
            await fetch(session, url, {})
        assert told.value.problem.why is Why.UNREACHABLE
