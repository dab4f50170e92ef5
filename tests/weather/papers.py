"""Small documents of the weather services, written for these tests; and the collection of real ones, where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

import bot

#: Real answers lie beside a checkout on some machines; they are not part of the project.
SAMPLES = Path(bot.__file__).parents[2] / "shared" / "samples"
CAP12 = "urn:oasis:names:tc:emergency:cap:1.2"
SENDER = "晋城市气象台"
TITLE = "晋城市气象台发布暴雨红色预警信号[Ⅰ级/特别严重]"
COUNTY = "140502"


def sample(name: str) -> bytes:
    """A real answer; the test is skipped where there is none."""
    for root in (SAMPLES, *(parent / "shared" / "samples" for parent in Path(bot.__file__).parents)):
        if (root / name).is_file():
            return (root / name).read_bytes()
    pytest.skip("no samples beside the repository")


def info(
    title: str = TITLE, event: str = "暴雨", language: str = "zh-CN", more: str = "", code: str = f"{COUNTY}000000"
) -> str:
    """A block of one language or region; without a ``code`` its area has none."""
    place = f"<geocode><valueName>CPEAS Geographic Code</valueName><value>{code}</value></geocode>" if code else ""
    return f"""<info>
    <language>{language}</language><category>Met</category><event>{event}</event>
    <urgency>Unknown</urgency><severity>Extreme</severity><certainty>Unknown</certainty>
    <effective>2026-07-20T21:00:00+08:00</effective><expires>2026-07-21T03:00:00+08:00</expires>
    <senderName>某某</senderName><headline>{title}</headline>
    <description>预计未来3小时内降雨量将达100毫米以上。</description><instruction>不要涉水。</instruction>{more}
    <area><areaDesc>晋城市城区</areaDesc>{place}</area>
  </info>"""


def alert(
    *infos: str,
    identifier: str = "14050241600000_20260720210000",
    sent: str = "2026-07-20T21:00:00+08:00",
    status: str = "Actual",
    kind: str = "Alert",
    references: str = "",
    namespace: str | None = CAP12,
    sender: str = SENDER,
) -> str:
    """One alert without a declaration."""
    named = f' xmlns="{namespace}"' if namespace else ""
    refer = f"<references>{references}</references>" if references else ""
    return f"""<alert{named}>
  <identifier>{identifier}</identifier><sender>{sender}</sender><sent>{sent}</sent>
  <status>{status}</status><msgType>{kind}</msgType><scope>Public</scope>{refer}
  {"".join(infos)}
</alert>"""


def document(*alerts: str, encoding: str = "UTF-8", wrapper: str = "") -> bytes:
    """A whole document in an encoding; several alerts stand in a wrapper."""
    body = f"<{wrapper}>{''.join(alerts)}</{wrapper}>" if wrapper else "".join(alerts)
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{body}'.encode(encoding)


RAINSTORM = document(alert(info()))
FEED = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>China Meteorological Administration</title><link>https://w.test/rss.xml</link>
<item><title>{TITLE}</title><link>https://w.test/1.xml</link><category>Met</category>
<guid isPermaLink="false">14050241600000_20260720210000</guid></item>
<item><title>{TITLE}</title><link>2.xml</link><guid isPermaLink="false">37061441600000_20260720210000</guid></item>
</channel></rss>""".encode()
ATOM = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Warnings</title><id>urn:x</id>
<entry><title>{TITLE}</title><id>urn:uuid:1</id><link rel="self" href="https://w.test/entry"/>
<link type="text/html" href="https://w.test/page"/><link type="application/cap+xml" href="/cap/1.xml"/></entry>
</feed>""".encode()
ALERTS = """{
  "metadata": {"tag": "t", "zeroResult": false, "attributions": ["https://q.test/attribution.html", "以官方数据为准"]},
  "alerts": [{
    "id": "14050241600000_20260720210000", "senderName": "晋城市气象台", "issuedTime": "2026-07-20T21:00+08:00",
    "messageType": {"code": "update", "supersedes": ["14050241600000_20260720180000"]},
    "eventType": {"name": "暴雨", "code": "1003"}, "urgency": null, "severity": "extreme", "certainty": null,
    "color": {"code": "red", "red": 255, "green": 0, "blue": 0, "alpha": 1},
    "effectiveTime": "2026-07-20T21:00+08:00", "onsetTime": "2026-07-20T22:00+08:00", "expireTime": null,
    "headline": "晋城市气象台更新暴雨红色预警信号", "description": "预计", "criteria": "标准", "responseTypes": [],
    "instruction": "不要涉水。"
  }]
}""".encode()
NO_ALERTS = b'{"metadata": {"tag": "t", "zeroResult": true, "attributions": ["a"]}, "alerts": []}'
MINUTELY = """{
  "code": "200", "updateTime": "2026-07-20T21:00+08:00", "summary": "95分钟后雨就停了",
  "minutely": [
    {"fxTime": "2026-07-20T21:00+08:00", "precip": "0.15", "type": "rain"},
    {"fxTime": "2026-07-20T21:05+08:00", "precip": "1.25", "type": "rain"}
  ],
  "refer": {"sources": ["https://q.test/attribution.html"], "license": ["QWeather Developers License"]}
}""".encode()
FORECAST = b"""{
  "latitude": 35.5, "longitude": 112.875, "utc_offset_seconds": 28800, "timezone": "Asia/Shanghai", "elevation": 742.0,
  "hourly_units": {"time": "iso8601", "precipitation": "undefined"},
  "hourly": {"time": ["2026-07-20T21:00", "2026-07-20T22:00", "2026-07-20T23:00"], "precipitation": [1.0, null, 3.5]}
}"""
FLOOD = b"""[
  {"latitude": 35.5, "longitude": 112.9, "utc_offset_seconds": 0, "daily_units": {"river_discharge": "m\\u00b3/s"},
   "daily": {"time": ["2026-07-20", "2026-07-21"], "river_discharge": [12.5, null]}},
  {"latitude": 35.6, "longitude": 112.9, "utc_offset_seconds": 0,
   "daily": {"time": ["2026-07-20", "2026-07-21"], "river_discharge": [3.5, 4]}}
]"""
