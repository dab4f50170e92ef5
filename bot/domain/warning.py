"""A warning (预警, 预警信号) and a forecast as every source tells them: what the readers of bot/weather/ return.

A warning is what a weather service has issued and nothing else. What is computed from a forecast is an estimate (估算,
estimate.py) and never one of these. Instants are milliseconds UTC, places WGS-84 degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Hazard(StrEnum):
    """What a warning is about: the signals of the China Meteorological Administration, and waters besides."""

    RAINSTORM = "rainstorm"  # 暴雨
    FLOOD = "flood"  # 洪水
    FLASH_FLOOD = "flash_flood"  # 山洪
    WATERLOGGING = "waterlogging"  # 内涝，渍涝
    RESERVOIR = "reservoir"  # 水库泄洪
    GEOLOGY = "geology"  # 地质灾害
    TYPHOON = "typhoon"  # 台风
    THUNDERSTORM = "thunderstorm"  # 雷电，雷雨大风，强对流
    GALE = "gale"  # 大风
    HAIL = "hail"  # 冰雹
    SNOW = "snow"  # 暴雪
    COLD = "cold"  # 寒潮，低温
    FROST = "frost"  # 霜冻
    ICE = "ice"  # 道路结冰
    HEAT = "heat"  # 高温
    DROUGHT = "drought"  # 干旱
    FOG = "fog"  # 大雾
    HAZE = "haze"  # 霾
    SAND = "sand"  # 沙尘暴
    FIRE = "fire"  # 森林（草原）火险
    OTHER = "other"


class Colour(StrEnum):
    """How grave: the four colours of the warning signals, and what has none (UNKNOWN)."""

    UNKNOWN = "unknown"
    BLUE = "blue"  # 蓝 IV 一般
    YELLOW = "yellow"  # 黄 III 较重
    ORANGE = "orange"  # 橙 II 严重
    RED = "red"  # 红 I 特别严重

    @property
    def rank(self) -> int:
        """From 0 (unknown) to 4 (red)."""
        return list(Colour).index(self)


class Status(StrEnum):
    """CAP 1.2, alert/status: only ACTUAL ever reaches people as real."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class Message(StrEnum):
    """CAP 1.2, alert/msgType, as far as it is about a warning (Ack and Error are not)."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"  # a lift (解除), whether it came as Cancel or as a message whose title says so


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier message that this one takes up. Sources get ``sent`` wrong: match on the identifier."""

    sender: str
    identifier: str
    sent: int | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """Where: a name, codes of areas (GB/T 2260 and longer), polygons of (lat, lon), circles of (lat, lon, km)."""

    name: str = ""
    geocodes: tuple[str, ...] = ()
    polygons: tuple[tuple[tuple[float, float], ...], ...] = ()
    circles: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class WeatherWarning:
    """One message about a warning, from one source. ``source`` is the key under which the configuration has it.

    ``expires`` None: the source does not say. ``attributions`` must be shown where it is shown. A cancel may hold
    nothing but its identifier and its references.
    """

    source: str
    identifier: str
    sender: str
    sent: int
    status: Status
    message: Message
    hazard: Hazard
    colour: Colour
    references: tuple[Reference, ...] = ()
    event: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    onset: int | None = None
    expires: int | None = None
    areas: tuple[Area, ...] = ()
    attributions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rain:
    """One step of a forecast: ``mm`` fall between ``at`` and ``at + lasts`` (ms); None: the source does not say."""

    at: int
    lasts: int
    mm: float | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The rain that is expected at a place, the earliest step first. ``summary`` is the source's own sentence."""

    source: str
    lat: float
    lon: float
    rain: tuple[Rain, ...]
    summary: str = ""
    attributions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Discharge:
    """The water of a river by day (ms UTC of its midnight, m³/s): an estimate for a cell of 5 km, never a warning."""

    source: str
    lat: float
    lon: float
    days: tuple[tuple[int, float | None], ...]
