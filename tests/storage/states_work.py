"""The same of work and proof: rows of files of notes, promises and agreements."""

from __future__ import annotations

HASH = "f" * 64
#: A row of each table that is taken; they point at rows of tests/storage/states.py.
GOOD: dict[str, dict[str, object]] = {
    "picture_parts": {"community_id": 1, "place": 0, "part": "0f0f", "media_id": 1},
    "promises": {
        "community_id": 1,
        "promise_id": 1,
        "case_id": 1,
        "note_id": 1,
        "person_id": 1,
        "due_at": 2,
        "made_at": 1,
    },
    "agreements": {
        "community_id": 1,
        "agreement_id": 1,
        "case_id": 1,
        "text": "t",
        "made_by": 1,
        "made_at": 1,
        "state": "open",
    },
    "agreement_sides": {
        "community_id": 1,
        "agreement_id": 1,
        "side": 1,
        "digest": None,
        "expires_at": None,
        "person_id": 1,
    },
}
TWICE: list[tuple[str, dict[str, object]]] = [
    ("picture_parts", {}),
    ("promises", {"promise_id": 2}),  # one note, one promise
    ("promises", {"note_id": 2}),
    ("agreements", {"agreement_id": 2}),  # one stands for a case
    ("agreements", {"agreement_id": 2, "state": "confirmed", "settled_at": 1}),
    ("agreement_sides", {"person_id": 2}),
    ("agreement_sides", {"side": 2}),  # nobody is both sides
]
IMPOSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("media", {"note_id": 1}),  # a photo of the report belongs to no note
    ("media", {"purpose": "visit"}),  # and one of a visit does
    ("media", {"purpose": "visit", "note_id": 77}),
    ("media", {"looks": "short"}),
    ("media", {"copy_of": 77}),
    ("picture_parts", {"place": 4}),
    ("picture_parts", {"part": "long one"}),
    ("picture_parts", {"media_id": 77}),
    ("promises", {"state": "broken"}),
    ("promises", {"note_id": 77}),
    ("promises", {"person_id": 77}),
    ("agreements", {"state": "confirmed"}),  # when?
    ("agreements", {"settled_at": 1}),
    ("agreements", {"made_by": 77}),
    ("agreement_sides", {"side": 3}),
    ("agreement_sides", {"agreed": True}),  # when?
    ("agreement_sides", {"digest": HASH}),  # a link ends
    ("agreement_sides", {"digest": "short", "expires_at": 1}),
    ("agreement_sides", {"person_id": 77}),
]
POSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("media", {"media_id": 22, "unique_id": "y", "purpose": "visit", "note_id": 1}),
    ("media", {"media_id": 23, "unique_id": "z", "looks": "0f" * 8, "copy_of": 1}),
    ("agreements", {"agreement_id": 3, "state": "void", "settled_at": 1}),
    ("agreement_sides", {"side": 2, "person_id": None, "digest": HASH, "expires_at": 1}),
]
