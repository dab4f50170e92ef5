"""Rows of the duty roster and of pages that the database takes, and such that it refuses."""

from __future__ import annotations

_SHIFT: dict[str, object] = {
    "community_id": 1,
    "shift_id": 1,
    "post": "leader",
    "seat": 1,
    "person_id": 1,
    "planned": 1,
    "from_at": 1,
    "until_at": 2,
    "origin": "hand",
}
_PAGE: dict[str, object] = {
    "community_id": 1,
    "page_id": 1,
    "matter": "warning",
    "subject": 1,
    "run": 1,
    "data": "{}",
    "grids": "[]",
    "posts": "[]",
    "manned": True,
    "must_all": False,
    "quick": True,
    "state": "open",
    "started_at": 1,
}
_RUNG: dict[str, object] = {
    "community_id": 1,
    "page_id": 1,
    "run": 1,
    "post": "g1",
    "rung": "duty",
    "nth": 1,
    "at": 1,
}
_CALL: dict[str, object] = {
    "community_id": 1,
    "page_id": 1,
    "run": 1,
    "person_id": 1,
    "rung": "duty",
    "posts": "[]",
    "whole": False,
    "called_at": 1,
}
GOOD: dict[str, dict[str, object]] = {"shifts": _SHIFT, "pages": _PAGE, "page_rungs": _RUNG, "page_calls": _CALL}
TWICE: list[tuple[str, dict[str, object]]] = [
    ("shifts", {"post": "g1"}),
    ("shifts", {"shift_id": 2, "until_at": 9}),  # a seat has one shift from an instant
    ("pages", {"subject": 2}),
    ("pages", {"page_id": 2}),  # of one thing there is one page
    ("page_rungs", {"at": 2}),
    ("page_calls", {"called_at": 2}),  # on a rung somebody is called once
]
IMPOSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("shifts", {"shift_id": 3, "from_at": 5, "until_at": 5}),
    ("shifts", {"shift_id": 3, "from_at": 3, "until_at": 4, "seat": 0}),
    ("shifts", {"shift_id": 3, "from_at": 3, "until_at": 4, "origin": "dream"}),
    ("shifts", {"shift_id": 3, "from_at": 3, "until_at": 4, "person_id": 77}),
    ("pages", {"page_id": 3, "subject": 3, "state": "answered"}),
    ("pages", {"page_id": 3, "subject": 3, "settled_at": 3}),
    ("pages", {"page_id": 3, "subject": 3, "run": 0}),
    ("page_rungs", {"nth": 0}),
    ("page_rungs", {"rung": ""}),
    ("page_rungs", {"post": ""}),
    ("pages", {"page_id": 3, "subject": 3, "state": "unanswered"}),
    ("page_rungs", {"page_id": 77}),
    ("page_calls", {"person_id": 77}),
]
