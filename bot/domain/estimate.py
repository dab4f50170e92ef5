"""What we reckon ourselves from forecasts: an estimate (估算), never a warning (预警), and never called one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.warning import Colour, Discharge, Forecast, Rain
from bot.domain.weather_plan import Threshold

_HOUR_MS, _DAY_MS = 3_600_000, 86_400_000
#: Sums of floats: 50 mm are reached by 49.9999.
_EPSILON = 1e-6
#: A river is compared with its own past only if so many days of it are known.
_FEWEST_DAYS = 30
#: Unusually high: more than this share of the past days had, and so many times what is high for it.
_SHARE, _TIMES, _HIGH_SHARE = 0.98, 1.5, 0.90
#: Less than that in m³/s is no river whose height says anything.
_LEAST_DISCHARGE = 1.0
#: An estimate that was lower for so long is over: the next rise is a new one. A forecast swings from run to run.
SETTLED_MS = 6 * _HOUR_MS


@dataclass(frozen=True, slots=True)
class Estimate:
    """So much rain (``mm``) within ``hours`` from ``at`` (ms): what a warning of that colour would be issued for."""

    colour: Colour
    at: int
    mm: float
    hours: int


@dataclass(frozen=True, slots=True)
class High:
    """A river that will be unusually high: the peak and its day (ms), and what it passes on 2 of 100 days (m³/s)."""

    at: int
    peak: float
    usual: float


def rain_estimate(forecast: Forecast, thresholds: Iterable[Threshold], now: int) -> Estimate | None:
    """The gravest threshold that the rain reaches in a stretch in which more rain is to come, and where it does first.

    What is not known counts as no rain; a step that lies partly in the stretch counts with that part.
    """
    steps = [step for step in forecast.rain if step.mm]
    ahead = [step for step in steps if step.at + step.lasts > now]
    for threshold in sorted(thresholds, key=lambda one: (-one.colour.rank, one.hours)):
        length = threshold.hours * _HOUR_MS
        for start in sorted(_starts(steps, length)):
            if not any(_within(step, start, start + length) for step in ahead):
                continue
            mm = sum(_within(step, start, start + length) for step in steps)
            if mm >= threshold.mm - _EPSILON:
                return Estimate(threshold.colour, start, round(mm, 1), threshold.hours)
    return None


def _starts(steps: Sequence[Rain], length: int) -> set[int]:
    """Where a stretch holds the most: it begins with a step, or ends with one."""
    return {at for step in steps for at in (step.at, step.at + step.lasts - length)}


def _within(step: Rain, start: int, end: int) -> float:
    share = min(step.at + step.lasts, end) - max(step.at, start)
    return (step.mm or 0.0) * share / step.lasts if share > 0 else 0.0


def expected(forecast: Forecast, now: int, hours: int) -> float | None:
    """The millimetres of the next hours; None if the forecast does not say."""
    known = [step for step in forecast.rain if step.at + step.lasts > now and step.mm is not None]
    if not known:
        return None
    return round(sum(_within(step, now, now + hours * _HOUR_MS) for step in known), 1)


def largest(cells: Sequence[Discharge]) -> Discharge | None:
    """Of the cells around a place the one with the most water: the cell of the place itself may miss the river."""
    return max(cells, key=lambda cell: sum(value or 0.0 for _, value in cell.days), default=None)


def river_estimate(river: Discharge, now: int) -> High | None:
    """Whether the river will be unusually high, compared with its own past days."""
    past = sorted(value for at, value in river.days if value is not None and at + _DAY_MS <= now)
    ahead = [(value, at) for at, value in river.days if value is not None and at + _DAY_MS > now]
    if len(past) < _FEWEST_DAYS or not ahead:
        return None
    peak, at = max(ahead, key=lambda one: (one[0], -one[1]))
    usual = _quantile(past, _SHARE)
    high = peak > usual and peak >= _TIMES * _quantile(past, _HIGH_SHARE) and peak >= _LEAST_DISCHARGE
    return High(at, peak, usual) if high else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a source's estimates: the highest rank, and since when (ms) it is lower than that."""

    rank: int = 0
    lower_since: int | None = None


def risen(told: Told, rank: int, now: int) -> tuple[bool, Told]:
    """Whether a rank (0: nothing) is a rise that is to be told, and what is to be remembered."""
    if told.rank and told.lower_since is not None and now - told.lower_since >= SETTLED_MS:
        told = Told(min(told.rank, rank))
    if rank > told.rank:
        return True, Told(rank)
    if rank == told.rank:
        return False, Told(rank)
    return False, Told(told.rank, told.lower_since if told.lower_since is not None else now)
