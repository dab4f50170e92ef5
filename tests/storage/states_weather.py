"""The same of the weather: how sources do, what of them was taken, and their last forecasts."""

from __future__ import annotations

GOOD: dict[str, dict[str, object]] = {
    "weather_sources": {"community_id": 1, "source": "cma", "first_at": 1, "tried_at": 2, "read_at": 2},
    "weather_items": {"community_id": 1, "source": "cma", "guid": "g", "seen_at": 2},
    "weather_forecasts": {"community_id": 1, "source": "cma", "read_at": 2, "body": "{}"},
}
TWICE: list[tuple[str, dict[str, object]]] = [
    ("weather_sources", {"tried_at": 3}),
    ("weather_items", {"seen_at": 3}),
    ("weather_forecasts", {"read_at": 3}),
]
IMPOSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("weather_sources", {"source": ""}),
    ("weather_sources", {"tried_at": 0}),
    ("weather_sources", {"read_at": 3}),  # read later than it was tried
    ("weather_sources", {"read_at": 0}),
    ("weather_sources", {"read_at": None}),  # neither read nor failing
    ("weather_sources", {"failures": 1}),  # since when?
    ("weather_sources", {"failing_since": 2}),
    ("weather_sources", {"failures": -1, "failing_since": 2}),
    ("weather_sources", {"told_at": 2}),  # of what?
    ("weather_items", {"guid": ""}),
    ("weather_items", {"source": "other"}),
    ("weather_forecasts", {"source": "other"}),
    ("weather_forecasts", {"body": ""}),
    ("weather_forecasts", {"told_rank": 5}),
    ("weather_forecasts", {"lower_since": 2}),  # lower than what?
]
POSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("weather_sources", {"source": "b", "read_at": None, "failures": 1, "failing_since": 1}),
    ("weather_sources", {"source": "c", "failures": 3, "failing_since": 2, "told_at": 2, "error": "line"}),
    ("weather_items", {"guid": "h"}),
]
