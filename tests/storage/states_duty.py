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
_MARK: dict[str, object] = {"community_id": 1, "shift_id": 1, "person_id": 1, "mark": "hour", "at": 1}
_NOTE: dict[str, object] = {"community_id": 1, "shift_id": 1, "words": "w", "signed_by": 1, "signed_at": 1}
_ENTRY: dict[str, object] = {"community_id": 1, "entry_id": 1, "at": 1, "kind": "words", "person_id": 1}
_LINK: dict[str, object] = {
    "community_id": 1,
    "link_id": 1,
    "person_id": 1,
    "scope": "own",
    "digest": "a" * 64,
    "made_at": 1,
}
_PATTERN: dict[str, object] = {
    "community_id": 1,
    "pattern_id": 1,
    "post": "leader",
    "length": "whole",
    "days": "all",
    "since": "2026-07-01",
    "change": 480,
    "night": 1200,
    "made_by": 1,
    "made_at": 1,
}
_TURN: dict[str, object] = {"community_id": 1, "pattern_id": 1, "place": 1, "person_id": 1}
_TOLD: dict[str, object] = {"community_id": 1, "flaw": "gap:0", "post": "g1", "at": 1, "ahead": "day", "told_at": 1}
_COVER: dict[str, object] = {
    "community_id": 1,
    "shift_id": 1,
    "asked_by": 1,
    "asked_at": 1,
    "state": "taken",
    "taken_by": 1,
}
_ASKED: dict[str, object] = {"community_id": 1, "shift_id": 1, "person_id": 1, "asked_at": 1}
_SWAP: dict[str, object] = {
    "community_id": 1,
    "shift_id": 1,
    "other_id": 2,
    "asked_by": 1,
    "asked_of": 1,
    "asked_at": 1,
    "state": "open",
}
_ROUND: dict[str, object] = {
    "community_id": 1,
    "round_id": 1,
    "person_id": 1,
    "post": "leader",
    "points": "[]",
    "started_at": 1,
}
_TICK: dict[str, object] = {"community_id": 1, "round_id": 1, "point": "a", "found": "bad", "at": 1, "case_id": 8}
_PLAN: dict[str, object] = {"community_id": 1, "every_ms": 1}
_WELL: dict[str, object] = {"community_id": 1, "round_id": 1, "person_id": 1, "asked_at": 1}
GOOD: dict[str, dict[str, object]] = {
    "shifts": _SHIFT,
    "duty_patterns": _PATTERN,
    "duty_turns": _TURN,
    "roster_links": _LINK,
    "roster_told": _TOLD,
    "shift_covers": _COVER,
    "shift_cover_asked": _ASKED,
    "shift_swaps": _SWAP,
    "shift_marks": _MARK,
    "shift_notes": _NOTE,
    "duty_log": _ENTRY,
    "patrol_rounds": _ROUND,
    "patrol_ticks": _TICK,
    "all_well_plan": _PLAN,
    "all_well_asked": _WELL,
    "pages": _PAGE,
    "page_rungs": _RUNG,
    "page_calls": _CALL,
}
TWICE: list[tuple[str, dict[str, object]]] = [
    ("shifts", {"post": "g1"}),
    ("shifts", {"shift_id": 2, "until_at": 9}),  # a seat has one shift from an instant
    ("duty_patterns", {"post": "g1"}),
    ("duty_turns", {"person_id": 2}),
    ("roster_links", {"link_id": 3, "digest": "b" * 64}),  # one of each scope
    ("roster_links", {"link_id": 3, "person_id": 2}),  # the same secret
    ("roster_links", {"made_at": 2}),
    ("roster_told", {"told_at": 2}),
    ("shift_covers", {"asked_at": 2}),
    ("shift_cover_asked", {"asked_at": 2}),
    ("shift_swaps", {"asked_at": 2}),  # of a shift one offer stands
    ("shift_marks", {"at": 2}),
    ("shift_notes", {"words": "v"}),
    ("duty_log", {"at": 2}),
    ("patrol_rounds", {"person_id": 2}),
    ("patrol_rounds", {"round_id": 2}),  # somebody is on one round at a time
    ("patrol_ticks", {"found": "good"}),
    ("all_well_plan", {"every_ms": 2}),
    ("all_well_asked", {"asked_at": 2}),
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
    ("duty_patterns", {"pattern_id": 3, "length": "week"}),
    ("duty_patterns", {"pattern_id": 3, "days": "some"}),
    ("duty_patterns", {"pattern_id": 3, "night": 400}),
    ("duty_turns", {"place": 2, "person_id": 77}),
    ("duty_turns", {"place": 0}),
    ("roster_links", {"link_id": 3, "scope": "some"}),
    ("roster_links", {"link_id": 3, "person_id": 77, "digest": "b" * 64}),
    ("roster_links", {"link_id": 3, "scope": "all", "digest": "short"}),
    ("roster_links", {"link_id": 0, "scope": "all", "digest": "b" * 64}),
    ("roster_links", {"link_id": 3, "scope": "all", "digest": "b" * 64, "read_at": 0}),
    ("staff_files", {"number": 3, "kind": "other"}),
    ("roster_told", {"ahead": "year"}),
    ("shift_covers", {"shift_id": 77}),
    ("shift_covers", {"state": "open"}),
    ("shift_cover_asked", {"person_id": 77}),
    ("shift_swaps", {"shift_id": 77}),
    ("shift_swaps", {"other_id": 1}),
    ("shift_swaps", {"state": "taken"}),
    ("shift_marks", {"mark": ""}),
    ("shift_marks", {"shift_id": 77}),
    ("shift_notes", {"shift_id": 77}),
    ("shift_notes", {"signed_at": None}),
    ("duty_log", {"entry_id": 3, "kind": ""}),
    ("duty_log", {"entry_id": 3, "person_id": 77}),
    ("patrol_rounds", {"round_id": 3, "person_id": 77}),
    ("patrol_rounds", {"round_id": 3, "person_id": 2, "ended_at": 0}),
    ("patrol_ticks", {"point": ""}),
    ("patrol_ticks", {"point": "b", "found": "maybe"}),
    ("patrol_ticks", {"point": "b", "lat": 1.5}),
    ("patrol_ticks", {"point": "b", "round_id": 77}),
    ("patrol_ticks", {"point": "b", "case_id": 77}),
    ("all_well_plan", {"every_ms": 0}),
    ("all_well_asked", {"person_id": 77}),
    ("all_well_asked", {"round_id": 2, "word": "well"}),
    ("all_well_asked", {"round_id": 2, "word": "maybe", "answered_at": 1}),
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
