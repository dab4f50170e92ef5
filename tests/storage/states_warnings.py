"""The same of weather warnings: rows of messages, of how warnings stand, and of what people were told."""

from __future__ import annotations

#: A row of each table that is taken; they point at rows of tests/storage/states.py.
GOOD: dict[str, dict[str, object]] = {
    "warnings": {
        "community_id": 1,
        "warning_id": 1,
        "hazard": "rainstorm",
        "colour": "red",
        "state": "in_force",
        "begun_at": 1,
        "ends_at": 2,
        "changed_at": 1,
    },
    "warning_messages": {
        "community_id": 1,
        "source": "cap",
        "sender": "",
        "identifier": "a",
        "warning_id": 1,
        "status": "Actual",
        "hazard": "rainstorm",
        "sent_at": 1,
        "content": "{}",
        "seen_at": 1,
        "listed": False,
        "ended_at": None,
    },
    "warning_told": {
        "community_id": 1,
        "warning_id": 1,
        "is_over": False,
        "colour": "red",
        "ends_at": 2,
        "source": "cap",
        "identifier": "a",
        "words": "0f",
        "rose_at": 1,
        "told_at": 1,
    },
}
TWICE: list[tuple[str, dict[str, object]]] = [
    ("warnings", {"state": "expired"}),
    ("warning_messages", {"warning_id": None, "status": "Test"}),
    ("warning_told", {"is_over": True}),
]
IMPOSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("warnings", {"colour": "green"}),
    ("warnings", {"state": "over"}),
    ("warnings", {"hazard": ""}),
    ("warnings", {"version": 0}),
    ("warnings", {"state": "joined"}),  # with which?
    ("warnings", {"into_id": 1}),  # it is in force
    ("warnings", {"state": "joined", "into_id": 77}),
    ("warning_messages", {"warning_id": 77}),
    ("warning_messages", {"status": "Test"}),  # a test is of no warning
    ("warning_messages", {"status": "Real"}),
    ("warning_messages", {"source": ""}),
    ("warning_messages", {"identifier": ""}),
    ("warning_messages", {"content": ""}),
    ("warning_messages", {"listed": True, "ended_at": 5}),
    ("warning_told", {"warning_id": 77}),
    ("warning_told", {"colour": "green"}),
]
POSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("warnings", {"warning_id": 2, "state": "joined", "into_id": 1}),
    ("warning_messages", {"source": "hand", "warning_id": None, "status": "Exercise"}),
    ("warning_messages", {"identifier": "b", "ended_at": 5}),
]
