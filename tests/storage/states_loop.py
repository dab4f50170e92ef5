"""The same of the loop's side roads: rows of helpers, notes, petitions, and of what waits for a moment."""

from __future__ import annotations

#: A row of each table that is taken; they point at rows of tests/storage/states.py.
GOOD: dict[str, dict[str, object]] = {
    "case_helpers": {"community_id": 1, "case_id": 1, "person_id": 1, "place": 1},
    "case_notes": {
        "community_id": 1,
        "note_id": 1,
        "case_id": 1,
        "author": 1,
        "kind": "visit",
        "act": "",
        "reason": "",
        "text": "t",
        "at": 1,
    },
    "petitions": {
        "community_id": 1,
        "petition_id": 1,
        "case_id": 1,
        "kind": "reopen",
        "asked_by": 1,
        "text": "t",
        "wish_at": None,
        "asked_at": 1,
    },
    "undos": {
        "community_id": 1,
        "case_id": 1,
        "actor": 1,
        "act": "close",
        "version": 1,
        "before": "{}",
        "until_at": 1,
    },
    "picks": {"community_id": 1, "case_id": 1, "person_id": 1, "version": 1, "chosen": "[]"},
}
TWICE: list[tuple[str, dict[str, object]]] = [
    ("case_helpers", {"place": 2}),
    ("case_notes", {}),
    ("petitions", {}),
    ("petitions", {"petition_id": 2}),  # one wish of a kind waits
    ("undos", {"actor": 2}),  # one tap can be taken back
    ("picks", {"chosen": "[1]"}),
]
IMPOSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("case_helpers", {"case_id": 77}),
    ("case_helpers", {"person_id": 77}),
    ("case_helpers", {"place": 0}),
    ("case_notes", {"note_id": 0}),
    ("case_notes", {"case_id": 77}),
    ("case_notes", {"author": 77}),
    ("case_notes", {"kind": ""}),
    ("petitions", {"petition_id": 0}),
    ("petitions", {"case_id": 77}),
    ("petitions", {"kind": "more"}),
    ("petitions", {"asked_by": 77}),
    ("petitions", {"kind": "extend"}),  # until when?
    ("petitions", {"wish_at": 5}),
    ("petitions", {"granted": True}),
    ("petitions", {"decided_at": 5}),
    ("petitions", {"decided_by": 1}),
    ("petitions", {"decided_by": 77, "decided_at": 5, "granted": True}),
    ("undos", {"case_id": 77}),
    ("undos", {"actor": 77}),
    ("picks", {"case_id": 77}),
    ("picks", {"person_id": 77}),
]
POSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("case_notes", {"note_id": 20, "author": None}),
    ("petitions", {"petition_id": 20, "kind": "extend", "wish_at": 5}),
    ("petitions", {"petition_id": 21, "decided_at": 5, "granted": False}),
]
