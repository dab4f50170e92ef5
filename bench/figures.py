"""A figure is one line of the result: what was measured, and whether that reaches the goal."""

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from statistics import median

__all__ = ["Figure", "at_least", "at_most", "machine", "median", "percentile", "plain"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `goal` and `ok` are None where nothing was promised."""

    name: str
    value: float
    unit: str
    goal: str | None = None
    ok: bool | None = None

    def line(self) -> str:
        """The figure as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def plain(name: str, value: float, unit: str) -> Figure:
    """A figure without a goal."""
    return Figure(name, _short(value), unit)


def at_least(name: str, value: float, unit: str, goal: float) -> Figure:
    """A figure that should be `goal` or more."""
    return Figure(name, _short(value), unit, f">= {goal:g}", value >= goal)


def at_most(name: str, value: float, unit: str, goal: float) -> Figure:
    """A figure that should be `goal` or less."""
    return Figure(name, _short(value), unit, f"<= {goal:g}", value <= goal)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0–1) of the values lie; 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def machine() -> str:
    """One line of JSON that says where the figures come from."""
    return json.dumps(
        {
            "machine": platform.machine(),
            "cores": len(os.sched_getaffinity(0)),
            "load": round(os.getloadavg()[0], 2),
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "python-telegram-bot": version("python-telegram-bot"),
        }
    )


def _short(value: float) -> float:
    return round(value, 3 if abs(value) < 10 else 1)
