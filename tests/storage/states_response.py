"""The same of flood responses: levels, seats, water, the roll call, requests for help, households and their doors."""

from __future__ import annotations

#: A row of each table that is taken; they point at rows of tests/storage/states.py, and at each other.
GOOD: dict[str, dict[str, object]] = {
    "responses": {"community_id": 1, "response_id": 1, "level": 3, "started_at": 1},
    "response_phases": {
        "community_id": 1,
        "phase_id": 1,
        "response_id": 1,
        "move": "start",
        "level": 3,
        "at": 1,
    },
    "response_proposals": {"community_id": 1, "proposal_id": 1, "level": 3, "proposed_at": 1},
    "response_asked": {"community_id": 1, "response_id": 1, "post": "g1", "person_id": 1, "asked_at": 1},
    "water_points": {"community_id": 1, "response_id": 1, "case_id": 1},
    "roll_calls": {"community_id": 1, "roll_call_id": 1, "response_id": 1, "started_at": 1},
    "roll_answers": {"community_id": 1, "roll_call_id": 1, "person_id": 1, "grid": 1, "safe": True, "at": 1},
    "households": {
        "community_id": 1,
        "household_id": 1,
        "label": "l",
        "grid": 1,
        "mind": "",
        "phone": "",
        "used_at": 1,
    },
    "door_calls": {
        "community_id": 1,
        "response_id": 1,
        "household_id": 1,
        "person_id": 1,
        "assigned_at": 1,
    },
    "help_requests": {
        "community_id": 1,
        "help_id": 1,
        "response_id": 1,
        "grid": 1,
        "person_id": 1,
        "need": "water",
        "place": "",
        "phone": "",
        "asked_at": 1,
        "state": "taken",
        "taken_by": 1,
        "taken_at": 1,
    },
}
TWICE: list[tuple[str, dict[str, object]]] = [
    ("responses", {"response_id": 2}),  # one holds at a time
    ("responses", {"ended_at": 1}),
    ("response_phases", {"level": 2, "move": "raise"}),
    ("response_proposals", {"proposal_id": 2}),  # one waits at a time
    ("response_asked", {"asked_at": 2}),
    ("water_points", {"depth": "knee"}),
    ("roll_calls", {"roll_call_id": 2}),  # one round at a time
    ("roll_answers", {"safe": False}),
    ("households", {"label": "m"}),
    ("door_calls", {"person_id": 2}),
    ("help_requests", {"need": "other"}),
]
IMPOSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("responses", {"level": 5}),
    ("responses", {"level": 0}),
    ("responses", {"ended_at": 0}),  # before it began
    ("response_phases", {"move": "stop"}),
    ("response_phases", {"level": 0}),  # only the end leads to none
    ("response_phases", {"move": "end"}),
    ("response_phases", {"response_id": 77}),
    ("response_proposals", {"outcome": "taken"}),  # when?
    ("response_proposals", {"settled_at": 1}),
    ("response_proposals", {"outcome": "lost", "settled_at": 1}),
    ("response_asked", {"post": ""}),
    ("response_asked", {"person_id": 77}),
    ("response_asked", {"response_id": 77}),
    ("water_points", {"depth": "ocean"}),
    ("water_points", {"case_id": 77}),
    ("water_points", {"response_id": 77}),
    ("roll_calls", {"response_id": 77}),
    ("roll_calls", {"ended_at": 0}),
    ("roll_answers", {"roll_call_id": 77}),
    ("roll_answers", {"person_id": 77}),
    ("households", {"label": ""}),
    ("door_calls", {"found": "safe"}),  # when?
    ("door_calls", {"found": "lost", "at": 1}),
    ("door_calls", {"household_id": 77}),
    ("door_calls", {"person_id": 77}),
    ("door_calls", {"reminded": 4}),
    ("help_requests", {"need": "money"}),
    ("help_requests", {"state": "open"}),  # somebody has it
    ("help_requests", {"taken_by": None, "taken_at": None}),  # nobody has it
    ("help_requests", {"state": "done"}),  # when?
    ("help_requests", {"settled_at": 1}),
    ("help_requests", {"person_id": 77}),
    ("help_requests", {"household_id": 77}),
    ("help_requests", {"taken_by": 77}),
]
POSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("responses", {"response_id": 2, "ended_at": 1}),
    ("response_proposals", {"proposal_id": 2, "outcome": "declined", "settled_at": 1}),
    ("roll_calls", {"roll_call_id": 2, "ended_at": 1}),
    ("help_requests", {"help_id": 2, "state": "done", "settled_at": 2}),
    ("help_requests", {"help_id": 3, "person_id": None, "household_id": 1}),
]
