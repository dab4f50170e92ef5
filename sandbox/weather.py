"""What the weather services will say: warnings, forecast, floods, or nothing at all."""

import re
from dataclasses import dataclass, field
from email.utils import formatdate
from xml.sax.saxutils import escape

from sandbox.jsontypes import Json


@dataclass(slots=True)
class WeatherDesk:
    """Answers that were ordered; `down` makes every service fail. `alerts` and `minutely` are QWeather's."""

    down: bool = False
    forecast: Json | list[Json] | None = None
    flood: Json | list[Json] | None = None
    alerts: Json | list[Json] | None = None
    minutely: Json | list[Json] | None = None
    warnings: list[bytes] = field(default_factory=list)

    def clear(self) -> None:
        """Forget all orders."""
        self.down, self.forecast, self.flood = False, None, None
        self.alerts = self.minutely = None
        self.warnings.clear()

    def feed(self, base: str, now: float) -> str:
        """Return the feed of warnings, newest first, as RSS; links begin with `base`."""
        numbered = reversed(list(enumerate(self.warnings)))
        items = "".join(_item(file, f"{base}/{number}.xml", now) for number, file in numbered)
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        title = "<title>China Meteorological Administration</title><language>zh</language>"
        return f"{head}{title}<link>{base}/rss.xml</link>{items}</channel></rss>"


def _item(file: bytes, link: str, now: float) -> str:
    identifier = _first(file, "identifier") or link
    title = _first(file, "headline") or identifier
    date = formatdate(now, usegmt=True)
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link><category>Met</category>"
        f'<pubDate>{date}</pubDate><guid isPermaLink="false">{escape(identifier)}</guid></item>'
    )


def _first(file: bytes, name: str) -> str:
    pattern = rf"<(?:\w+:)?{name}(?:\s[^>]*)?>\s*(.*?)\s*</"
    found = re.search(pattern, file.decode("utf-8", "replace"), re.DOTALL)
    return found[1] if found else ""
