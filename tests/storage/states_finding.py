"""The same as tests/storage/states.py for the tables of finding cases."""

from __future__ import annotations

GOOD: dict[str, dict[str, object]] = {
    "search_words": {"community_id": 1, "entry": "s:a", "block": 0, "cases": "001"},
    "search_cases": {"community_id": 1, "case_id": 8, "entries": "s:a"},
    "search_waiting": {"community_id": 1, "case_id": 8},
    "search_progress": {"community_id": 1, "made_of": "x", "below": 1},
    "finds": {
        "community_id": 1,
        "person_id": 1,
        "version": 1,
        "query": "{}",
        "starts": "[0]",
        "many": 0,
        "found_at": 1,
    },
}
TWICE: list[tuple[str, dict[str, object]]] = [
    ("search_words", {"cases": "002"}),
    ("search_cases", {"entries": "s:b"}),
    ("search_waiting", {}),
    ("search_progress", {"below": 2}),
    ("finds", {"version": 2}),
]
IMPOSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("search_words", {"cases": ""}),
    ("search_words", {"entry": ""}),
    ("search_words", {"block": -1}),
    ("search_words", {"community_id": 77}),
    ("search_cases", {"case_id": 77}),
    ("search_cases", {"entries": ""}),
    ("search_waiting", {"case_id": 77}),
    ("search_progress", {"below": 0}),
    ("finds", {"person_id": 77}),
    ("finds", {"version": 0}),
    ("finds", {"many": -1}),
]
