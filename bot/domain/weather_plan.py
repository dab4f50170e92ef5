"""What a community has set about the weather: where it lies, whom it asks how often, and from when on rain is much."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.warning import Colour

_MINUTE_MS, _HOUR_MS = 60_000, 3_600_000


class SourceKind(StrEnum):
    """How a source is read."""

    CAP_FEED = "cap_feed"  # RSS or Atom with links to CAP
    CAP_URL = "cap_url"  # one CAP document at an address
    CAP_FOLDER = "cap_folder"  # a folder into which somebody puts CAP files
    QWEATHER = "qweather"  # QWeather's Weather Alert v1 (key)
    OPEN_METEO = "open_meteo"  # the forecast of the rain
    OPEN_METEO_FLOOD = "open_meteo_flood"  # the discharge of the river
    MINUTELY = "minutely"  # QWeather's rain of the next two hours (key)

    @property
    def warns(self) -> bool:
        """Whether it tells official warnings; the others tell what may come, from which we estimate."""
        return self in _WARN

    @property
    def needs_key(self) -> bool:
        """Whether it answers only to who has a key."""
        return self in (SourceKind.QWEATHER, SourceKind.MINUTELY)


_WARN = frozenset({SourceKind.CAP_FEED, SourceKind.CAP_URL, SourceKind.CAP_FOLDER, SourceKind.QWEATHER})

#: How often a source is asked, and after how long without a good answer that is an alarm.
USUAL_EVERY_MS = {True: _MINUTE_MS, False: 15 * _MINUTE_MS}
USUAL_STALE_MS = {True: 15 * _MINUTE_MS, False: 3 * _HOUR_MS}


@dataclass(frozen=True, slots=True)
class Source:
    """Whom the community asks. ``address`` is a URL, or of a folder its path; durations are in milliseconds."""

    key: str
    kind: SourceKind
    address: str
    every_ms: int
    stale_after_ms: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """So many millimetres within so many hours are what a warning of that colour is issued for."""

    colour: Colour
    mm: float
    hours: int


#: The national definition of the rainstorm warning signals (暴雨预警信号).
NATIONAL = (
    Threshold(Colour.BLUE, 50, 12),
    Threshold(Colour.YELLOW, 50, 6),
    Threshold(Colour.ORANGE, 50, 3),
    Threshold(Colour.RED, 100, 3),
)


@dataclass(frozen=True, slots=True)
class WeatherPlan:
    """Where the community lies (WGS-84 degrees, codes of GB/T 2260), its sources, and its thresholds."""

    lat: float | None = None
    lon: float | None = None
    counties: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    thresholds: tuple[Threshold, ...] = NATIONAL

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, where they are known."""
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None

    def source(self, key: str) -> Source | None:
        """The source of that key, or None."""
        return next((source for source in self.sources if source.key == key), None)
