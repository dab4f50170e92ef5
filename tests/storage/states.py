"""A good row of every table, and rows that no table may take."""

from __future__ import annotations

from tests.storage import (
    states_duty,
    states_finding,
    states_loop,
    states_response,
    states_warnings,
    states_weather,
    states_work,
)
from tests.storage import states_reporter as reporter

HASH = "f" * 64
RUNG: dict[str, object] = {"community_id": 1, "case_id": 1, "clock": "due", "run": 5, "rung": "head"}
REMINDER: dict[str, object] = {
    "community_id": 1,
    "person_id": 1,
    "case_id": 1,
    "clock": "due",
    "run": 5,
    "rung": "",
    "urgent": False,
    "set_at": 1,
}
#: A row of each table that is taken. What is refused below differs from it in what is named there only.
GOOD: dict[str, dict[str, object]] = {
    "communities": {"community_id": 5, "slug": "five", "created_at": 1},
    "counters": {"community_id": 1, "name": "x", "value": 1},
    "persons": {"community_id": 1, "person_id": 9, "user_id": 99, "name": "", "language": "zh", "met_at": 1},
    "appointments": {"community_id": 1, "person_id": 1, "role": "grid_head", "grid": 0},
    "grid_groups": {"community_id": 1, "grid": 1, "chat_id": -5, "bound_by": 1, "bound_at": 1},
    "dialogs": {
        "community_id": 1,
        "person_id": 1,
        "dialog_id": 1,
        "flow": "f",
        "step": "s",
        "version": 1,
        "answers": "{}",
        "updated_at": 1,
    },
    "listed_staff": {"community_id": 1, "user_id": 9, "role": "deputy", "grid": 0, "unit": ""},
    "invitations": {
        "community_id": 1,
        "invitation_id": 1,
        "digest": HASH,
        "role": "deputy",
        "most": 1,
        "made_by": None,
        "made_at": 1,
        "expires_at": 2,
    },
    "staff_places": {
        "community_id": 1,
        "place_id": 1,
        "name": "n",
        "phone": "1",
        "role": "deputy",
        "listed_by": 1,
        "listed_at": 1,
    },
    "staff_files": {"community_id": 1, "number": 1, "person_id": 1, "file_id": "f", "name": "", "sent_at": 1},
    "absences": {"community_id": 1, "person_id": 1, "deputy": 2, "from_at": 1, "until_at": 2},
    **states_loop.GOOD,
    **reporter.GOOD,
    "rungs": {**RUNG, "at": 5, "many": 1},
    "rung_people": {**RUNG, "person_id": 1},
    "reminders": {**REMINDER, "urgent": False, "set_at": 1},
    "bulk_picks": {"community_id": 1, "person_id": 1, "case_id": 1},
    "handovers": {
        "community_id": 1,
        "handover_id": 1,
        "case_id": 1,
        "receiver": 1,
        "asked_by": 1,
        "asked_at": 1,
        "state": "asked",
    },
    "blocks": {"community_id": 1, "block_id": 1, "person_id": 1, "reason": "r", "made_by": 1, "since": 1},
    "relays": {"community_id": 1, "relay_id": 1, "case_id": 1, "asker": 1, "question": "q", "asked_at": 1},
    "held_updates": {"community_id": 1, "person_id": 1, "number": 1, "raw": "{}", "held_at": 1},
    "drafts": {"community_id": 1, "person_id": 1, "answers": "{}", "kept_at": 1},
    "cases": {
        "community_id": 1,
        "case_id": 8,
        "grid": 1,
        "category": "c",
        "state": "opened",
        "version": 1,
        "text": "",
        "building": "b",
        "place": None,
        "lat": None,
        "lon": None,
        "reporter": 1,
        "lead": None,
        "reported_at": 5,
        "changed_at": 5,
        "due_at": 9,
        "closed_at": None,
        "dialog_id": 8,
    },
    "case_followers": {"community_id": 1, "case_id": 1, "person_id": 1, "since": 1},
    "media": {
        "community_id": 1,
        "media_id": 1,
        "case_id": 1,
        "owner": 1,
        "purpose": "report",
        "kind": "photo",
        "file_id": "f",
        "unique_id": "u",
        "state": "waiting",
        "sha256": None,
        "size": None,
        "taken_at": 1,
    },
    "audit_events": {
        "community_id": 1,
        "seq": 1,
        "at": 1,
        "act": "a",
        "facts": "{}",
        "previous": HASH,
        "hash": HASH,
    },
    "audit_heads": {"community_id": 1, "seq": 1, "hash": HASH},
    "inbox": {"bot_id": 1, "update_id": 1, "state": "waiting", "raw": "{}", "error": None, "received_at": 1},
    "outbox": {
        "community_id": 1,
        "chat_id": 1,
        "kind": "answer",
        "slot": "s",
        "screen": "{}",
        "priority": 1,
        "state": "waiting",
        "not_before": 0,
        "queued_at": 1,
        "settled_at": None,
    },
    "slots": {"community_id": 1, "chat_id": 1, "slot": "s", "message_id": 1, "shape": "text"},
    "timers": {"community_id": 1, "kind": "k", "subject": 1, "due_at": 1},
}
#: The same row once more, with what is changed; None of these may be taken.
TWICE: list[tuple[str, dict[str, object]]] = [
    *reporter.TWICE,
    ("communities", {"community_id": 6}),
    ("communities", {"slug": "six"}),
    ("counters", {"value": 2}),
    ("persons", {"person_id": 10}),
    ("persons", {"user_id": 100}),
    ("appointments", {}),
    ("grid_groups", {"chat_id": -6}),
    ("grid_groups", {"grid": 2}),  # a chat serves one grid
    ("dialogs", {"dialog_id": 2}),  # a person is in one dialog
    ("drafts", {}),
    ("cases", {"case_id": 9}),  # a dialog files one case
    ("cases", {"dialog_id": 9}),
    ("case_followers", {}),
    ("rungs", {"at": 6, "many": 0}),  # a rung is taken once in a run
    ("rung_people", {}),
    ("reminders", {"run": 6, "rung": "head"}),  # one line for each case and clock
    ("bulk_picks", {}),
    ("media", {"media_id": 2}),  # a file is a case's once
    ("media", {"unique_id": "v"}),
    ("audit_events", {}),
    ("inbox", {"raw": "{1}"}),  # Telegram repeats itself
    ("outbox", {"screen": "{1}"}),  # one look of a living message waits
    ("slots", {"message_id": 2}),
    ("timers", {"due_at": 2}),
    ("listed_staff", {}),
    ("invitations", {"invitation_id": 2}),  # one secret, one invitation
    ("invitations", {"digest": "e" * 64}),
    ("staff_places", {"place_id": 2}),
    ("staff_places", {"phone": "2"}),
    ("staff_files", {"name": "n"}),
    ("absences", {"until_at": 9}),
    ("handovers", {"handover_id": 2}),  # a case is offered to one at a time
    ("handovers", {"case_id": 8}),
    ("blocks", {"block_id": 2}),  # one that stands
    ("blocks", {"lifted_at": 2}),
    ("relays", {"question": "p"}),
    ("held_updates", {"raw": "{1}"}),
]
IMPOSSIBLE: list[tuple[str, dict[str, object]]] = [
    *reporter.IMPOSSIBLE,
    ("communities", {"community_id": 0}),
    ("communities", {"slug": ""}),
    ("counters", {"value": 0}),
    ("counters", {"community_id": 77}),
    ("persons", {"user_id": 0}),
    ("persons", {"user_id": -1}),
    ("persons", {"language": "de"}),
    ("persons", {"community_id": 77}),
    ("persons", {"user_id": None}),  # nobody's, and not forgotten
    ("persons", {"erased_at": 1}),
    ("persons", {"consent": 1}),  # when was that?
    ("persons", {"consented_at": 1}),
    ("persons", {"quiet_from": 1440}),
    ("persons", {"phone": ""}),
    ("appointments", {"role": "mayor"}),
    ("appointments", {"role": "resident"}),  # of the whole community
    ("appointments", {"role": "liaison"}),  # of no department
    ("appointments", {"person_id": 77}),
    ("appointments", {"grid": -1}),
    ("grid_groups", {"chat_id": 5}),
    ("grid_groups", {"grid": 0}),
    ("grid_groups", {"bound_by": 77}),
    ("dialogs", {"person_id": 77}),
    ("dialogs", {"version": 0}),
    ("drafts", {"person_id": 77}),
    ("cases", {"case_id": 0}),
    ("cases", {"grid": 0}),
    ("cases", {"state": "lost"}),
    ("cases", {"version": 0}),
    ("cases", {"building": None}),  # somewhere it must be
    ("cases", {"lat": 35.0}),
    ("cases", {"lat": 91.0, "lon": 0.0}),
    ("cases", {"lat": 0.0, "lon": 181.0}),
    ("cases", {"reporter": 77}),
    ("cases", {"lead": 77}),
    ("cases", {"changed_at": 4}),
    ("cases", {"closed_at": 9}),
    ("cases", {"state": "assigned"}),  # somebody has it from here on
    ("cases", {"state": "handling", "handled_by": "城管"}),  # a department never has it in hand
    ("cases", {"state": "fed_back", "handled_by": ""}),
    ("cases", {"state": "accepted"}),
    ("cases", {"state": "handling"}),
    ("cases", {"state": "fed_back"}),
    ("cases", {"state": "verified"}),
    ("cases", {"state": "closed", "closed_at": 9}),
    ("cases", {"state": "closed", "lead": 1}),
    ("cases", {"state": "archived", "lead": 1}),
    ("cases", {"state": "handling", "lead": 1, "closed_at": 9}),
    ("cases", {"state": "rejected"}),
    ("cases", {"state": "split"}),
    ("cases", {"state": "merged", "closed_at": 9}),  # into which?
    ("cases", {"state": "merged", "closed_at": 9, "same_as": 8}),  # not into itself
    ("cases", {"state": "merged", "closed_at": 9, "same_as": 77}),
    ("cases", {"parent": 8}),
    ("cases", {"parent": 77}),
    ("cases", {"state": "parked"}),  # paused from where, since when, until when?
    ("cases", {"state": "parked", "resumes": "opened", "paused_at": 1}),
    ("cases", {"state": "parked", "resumes": "opened", "return_at": 1}),
    ("cases", {"state": "parked", "resumes": "fed_back", "paused_at": 1, "return_at": 2}),
    ("cases", {"state": "parked", "resumes": "handling", "paused_at": 1, "return_at": 2}),  # nobody has it
    ("cases", {"state": "referred", "resumes": "opened", "paused_at": 1, "return_at": 2}),  # to whom?
    ("cases", {"resumes": "opened", "paused_at": 1, "return_at": 2}),
    ("cases", {"extensions": -1}),
    ("cases", {"bounces": -1}),
    ("cases", {"reopened": -1}),
    ("cases", {"outcome": "great"}),
    ("cases", {"checker": 77}),
    ("cases", {"checked": True}),  # by whom?
    ("rungs", {"case_id": 77}),
    ("rungs", {"clock": ""}),
    ("rungs", {"many": -1}),
    ("rung_people", {"person_id": 77}),
    ("rung_people", {"rung": "duty"}),  # nobody stands on a rung that was not taken
    ("reminders", {"case_id": 77}),
    ("reminders", {"person_id": 77}),
    ("reminders", {"clock": ""}),
    ("bulk_picks", {"case_id": 77}),
    ("case_followers", {"case_id": 77}),
    ("case_followers", {"person_id": 77}),
    ("media", {"case_id": 77}),
    ("media", {"owner": 77}),
    ("media", {"purpose": "fun"}),
    ("media", {"kind": "video"}),
    ("media", {"file_id": ""}),
    ("media", {"unique_id": ""}),
    ("media", {"state": "stored"}),
    ("media", {"sha256": HASH}),
    ("media", {"state": "stored", "sha256": "short"}),
    ("media", {"state": "lost", "sha256": HASH}),
    ("media", {"size": -1}),
    ("audit_events", {"seq": 0}),
    ("audit_events", {"hash": "short"}),
    ("audit_events", {"previous": ""}),
    ("audit_events", {"community_id": 77}),
    ("inbox", {"state": "somewhere"}),
    ("inbox", {"raw": None}),
    ("inbox", {"raw": None, "state": "failed", "error": "e"}),
    ("inbox", {"state": "failed"}),
    ("outbox", {"chat_id": 0}),
    ("outbox", {"priority": 10}),
    ("outbox", {"priority": -1}),
    ("outbox", {"state": "flying"}),
    ("outbox", {"screen": None}),
    ("outbox", {"screen": None, "state": "sending"}),
    ("outbox", {"screen": None, "state": "failed", "settled_at": 1}),
    ("outbox", {"settled_at": 1}),
    ("outbox", {"state": "sent"}),
    ("outbox", {"state": "failed"}),
    ("outbox", {"state": "dropped"}),
    ("outbox", {"community_id": 77}),
    ("slots", {"shape": "round"}),
    ("slots", {"community_id": 77}),
    ("timers", {"community_id": 77}),
    ("listed_staff", {"community_id": 77}),
    ("invitations", {"most": 0}),
    ("invitations", {"used": 2}),
    ("invitations", {"digest": "short"}),
    ("invitations", {"made_by": 77}),
    ("staff_places", {"name": ""}),
    ("staff_places", {"phone": ""}),
    ("staff_places", {"person_id": 77}),
    ("staff_files", {"state": "eaten"}),
    ("staff_files", {"state": "read", "file_id": ""}),
    ("staff_files", {"state": "read", "lines": "[]"}),  # it is read and still at Telegram
    ("staff_files", {"file_id": ""}),
    ("staff_files", {"lines": "[]"}),
    ("absences", {"deputy": 1}),
    ("absences", {"until_at": 1}),
    ("handovers", {"state": "lost"}),
    ("handovers", {"case_id": 77}),
    ("handovers", {"receiver": 77}),
    ("blocks", {"reason": ""}),
    ("blocks", {"made_by": 77}),
    ("relays", {"case_id": 77}),
    ("held_updates", {"person_id": 77}),
    ("held_updates", {"number": 0}),
    ("cases", {"referred_to": ""}),
    ("media", {"state": "deleted"}),
    ("media", {"deleted_at": 1}),
]
POSSIBLE: list[tuple[str, dict[str, object]]] = [
    *states_loop.POSSIBLE,
    *reporter.POSSIBLE,
    ("cases", {"case_id": 20, "dialog_id": 20, "state": "handling", "lead": 1}),
    ("cases", {"case_id": 21, "dialog_id": 21, "state": "closed", "lead": 1, "closed_at": 9}),
    ("cases", {"case_id": 24, "dialog_id": 24, "state": "rejected", "closed_at": 9}),
    ("cases", {"case_id": 25, "dialog_id": 25, "state": "archived", "closed_at": 9}),
    ("cases", {"case_id": 26, "dialog_id": 26, "state": "split", "closed_at": 9}),
    ("cases", {"case_id": 27, "dialog_id": 27, "state": "merged", "closed_at": 9, "same_as": 26}),
    ("cases", {"case_id": 28, "dialog_id": 28, "parent": 26}),
    ("cases", {"case_id": 29, "dialog_id": 29, "state": "parked", "resumes": "opened", "paused_at": 1, "return_at": 2}),
    ("cases", {"case_id": 22, "dialog_id": 22, "building": None, "lat": -90.0, "lon": 180.0}),
    ("cases", {"case_id": 23, "dialog_id": 23, "building": None, "place": "x"}),
    ("media", {"media_id": 20, "unique_id": "w", "state": "stored", "sha256": HASH, "size": 0}),
    ("inbox", {"update_id": 2, "state": "done", "raw": None}),
    ("outbox", {"slot": None}),
    ("outbox", {"slot": None}),
    ("outbox", {"state": "sending"}),
    ("outbox", {"state": "sent", "screen": None, "settled_at": 1}),
    ("slots", {"slot": "t"}),
    ("persons", {"person_id": 11, "user_id": None, "erased_at": 1}),
    ("persons", {"person_id": 12, "user_id": None, "erased_at": 2}),
    ("appointments", {"role": "liaison", "unit": "u"}),
    ("appointments", {"role": "resident", "grid": 3}),
    ("handovers", {"handover_id": 3, "state": "declined"}),
    ("blocks", {"block_id": 3, "lifted_at": 2}),
    ("media", {"media_id": 21, "unique_id": "x", "state": "deleted", "sha256": HASH, "file_id": "", "deleted_at": 1}),
]
GOOD |= states_work.GOOD
GOOD |= states_finding.GOOD
GOOD |= states_response.GOOD
GOOD |= states_duty.GOOD
GOOD |= states_warnings.GOOD
TWICE += states_loop.TWICE
TWICE += states_work.TWICE
TWICE += states_finding.TWICE
TWICE += states_response.TWICE
TWICE += states_duty.TWICE
TWICE += states_warnings.TWICE
IMPOSSIBLE += states_loop.IMPOSSIBLE
IMPOSSIBLE += states_work.IMPOSSIBLE
IMPOSSIBLE += states_finding.IMPOSSIBLE
IMPOSSIBLE += states_response.IMPOSSIBLE
IMPOSSIBLE += states_duty.IMPOSSIBLE
IMPOSSIBLE += states_warnings.IMPOSSIBLE
POSSIBLE += states_work.POSSIBLE
POSSIBLE += states_warnings.POSSIBLE
GOOD |= states_weather.GOOD
TWICE += states_weather.TWICE
IMPOSSIBLE += states_weather.IMPOSSIBLE
POSSIBLE += states_response.POSSIBLE
POSSIBLE += states_weather.POSSIBLE
