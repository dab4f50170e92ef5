"""How long the readers of the weather take with the largest documents that they read: 5 MB, in seconds of this process.

What is measured is the time of the processor, the median of some rounds: other programs on the machine do not count.
"""

import time
from collections.abc import Callable
from functools import partial

from bench.figures import Figure, at_most, median
from bot.weather import cap, feed, open_meteo, qweather
from bot.weather.reading import LARGEST

GOAL_MS = 200
ROUNDS, QUICK_ROUNDS = 15, 3

INFO = """<info><language>{language}</language><category>Met</category><event>暴雨</event><urgency>Unknown</urgency>
<severity>Extreme</severity><certainty>Unknown</certainty><effective>2026-07-20T21:00:00+08:00</effective>
<expires>2026-07-21T03:00:00+08:00</expires><senderName>某某</senderName>
<headline>晋城市气象台发布暴雨红色预警信号[Ⅰ级/特别严重]</headline>
<description>预计未来3小时内降雨量将达100毫米以上，并伴有雷电、大风，局地可能出现内涝，请注意防范。{more}</description>
<instruction>低洼处和地下空间的居民做好转移准备，不要涉水行走。</instruction>
<area><areaDesc>晋城市城区</areaDesc>{codes}</area></info>"""
CODE = "<geocode><valueName>CPEAS Geographic Code</valueName><value>140502000000</value></geocode>"
ALERT = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>14050241600000_{number}</identifier>
<sender>晋城市气象台</sender><sent>2026-07-20T21:00:00+08:00</sent><status>Actual</status><msgType>Update</msgType>
<scope>Public</scope><references>晋城市气象台,14050241600000_0,2026-07-20T18:00:00+08:00</references>{infos}</alert>"""
ITEM = """<item><title>晋城市气象台发布暴雨红色预警信号</title><link>https://w.example/{number}.xml</link>
<category>Met</category><guid isPermaLink="false">14050241600000_{number}</guid></item>"""
WARNING = """{{"id": "14050241600000_{number}", "senderName": "晋城市气象台", "issuedTime": "2026-07-20T21:00+08:00",
"messageType": {{"code": "alert", "supersedes": []}}, "eventType": {{"name": "暴雨", "code": "1003"}},
"severity": "extreme", "color": {{"code": "red"}}, "onsetTime": "2026-07-20T21:00+08:00", "expireTime": null,
"headline": "晋城市气象台发布暴雨红色预警信号", "description": "{text}", "instruction": "{text}"}}"""


def _filled(head: str, piece: Callable[[int], str], tail: str, between: str = "") -> bytes:
    """A document that is almost as large as what is read: the same piece again and again, each with its number."""
    room = LARGEST - len((head + tail).encode()) - 1_000
    many = room // len((piece(99_999) + between).encode())
    return (head + between.join(map(piece, range(10_000, 10_000 + many))) + tail).encode()


def _alert(number: int, codes: int = 1, more: str = "") -> str:
    infos = "".join(INFO.format(language=one, codes=CODE * codes, more=more) for one in ("en-US", "zh-CN"))
    return ALERT.format(number=number, infos=infos)


def _hours(many: int) -> bytes:
    """A forecast of so many hours at 500 places."""
    times = ",".join(f'"2026-{1 + n // 672:02}-{1 + n % 672 // 24:02}T{n % 24:02}:00"' for n in range(many))
    rain = ",".join(["12.25"] * many)
    where = '"latitude": 35.5, "longitude": 112.9, "utc_offset_seconds": 28800'
    place = f'{{{where}, "hourly": {{"time": [{times}], "precipitation": [{rain}]}}}}'
    return f"[{','.join([place] * (LARGEST // (len(place) + 1)))}]".encode()


def _documents() -> dict[str, tuple[Callable[[bytes], object], bytes]]:
    read_cap, read_alerts = partial(cap.read, "s"), partial(qweather.read_alerts, "s")
    metadata = '{"metadata": {"zeroResult": false, "attributions": ["a"]}, "alerts": ['
    channel = "<rss version='2.0'><channel><title>x</title>"
    text = "低洼处和地下空间的居民做好转移准备。" * 120
    return {
        "CAP, many warnings": (read_cap, _filled("<feed>", _alert, "</feed>")),
        "CAP, many codes": (read_cap, _filled("<feed>", partial(_alert, codes=50), "</feed>")),
        "CAP, one long warning": (read_cap, _alert(1, more="雨" * 800_000).encode()),
        "CAP, an undeclared prefix": (read_cap, b"<a:b" + b" " * 5_000_000 + b"></a:b>"),
        "CAP, elements without end": (read_cap, _filled("<a>", lambda _: "<b/>", "</a>")),
        "feed, many items": (
            partial(feed.read, address="https://w.example/"),
            _filled(channel, lambda n: ITEM.format(number=n), "</channel></rss>"),
        ),
        "QWeather, many warnings": (
            read_alerts,
            _filled(metadata, lambda n: WARNING.format(number=n, text=text), "]}", ","),
        ),
        "Open-Meteo, many places": (partial(open_meteo.read_forecast, "s"), _hours(1_000)),
    }


async def run(quick: bool) -> list[Figure]:
    """The median time of each reader with its largest document."""
    figures = []
    for name, (read, document) in _documents().items():
        times = []
        for _ in range(QUICK_ROUNDS if quick else ROUNDS):
            begun = time.process_time()
            read(document)
            times.append((time.process_time() - begun) * 1_000)
        figures.append(at_most(f"weather: {name}, {len(document) / 1e6:.1f} MB", median(times), "ms", GOAL_MS))
    return figures
