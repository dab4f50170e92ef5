"""The same as in states.py for what reporters say, what is asked for with others, and root causes."""

from __future__ import annotations

GOOD: dict[str, dict[str, object]] = {
    "verdicts": {
        "community_id": 1,
        "case_id": 1,
        "closed_at": 5,
        "person_id": 1,
        "answer": "partly",
        "rating": 4,
        "at": 6,
    },
    "petition_voices": {"community_id": 1, "petition_id": 1, "person_id": 1, "text": "t", "at": 1},
    "root_causes": {
        "community_id": 1,
        "proposal_id": 1,
        "grid": 1,
        "category": "c",
        "building": "b",
        "proposed_at": 5,
        "since": 1,
        "decided_by": 1,
        "decided_at": 6,
        "case_id": None,
    },
}
TWICE: list[tuple[str, dict[str, object]]] = [
    ("verdicts", {"answer": "solved"}),  # a closing has one verdict
    ("petition_voices", {"text": "u"}),
    ("root_causes", {"building": "d"}),
]
IMPOSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("verdicts", {"answer": "perhaps"}),
    ("verdicts", {"rating": 0}),
    ("verdicts", {"rating": 6}),
    ("verdicts", {"answer": None}),  # stars for nothing
    ("verdicts", {"case_id": 77}),
    ("verdicts", {"person_id": 77}),
    ("petition_voices", {"petition_id": 77}),
    ("petition_voices", {"person_id": 77}),
    ("root_causes", {"proposal_id": 0}),
    ("root_causes", {"grid": 0}),
    ("root_causes", {"decided_by": None}),
    ("root_causes", {"decided_at": None}),
    ("root_causes", {"decided_by": 77}),
    ("root_causes", {"case_id": 77}),
]
POSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("verdicts", {"closed_at": 7, "answer": None, "rating": None}),  # another closing, and nobody said anything
    ("root_causes", {"proposal_id": 3, "decided_by": None, "decided_at": None}),
]
