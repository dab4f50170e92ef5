"""All that is held about a person, and what becomes of it when they are to be forgotten.

Two tables say it column by column; a test walks the schema, so that a column that leads to a person is in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson

from bot.domain.person import Person
from bot.storage.store import Tx


class Fate(StrEnum):
    """What becomes of a row that leads to a person who is forgotten."""

    GONE = "gone"  # it is deleted, or leads nowhere any more
    NAMELESS = "nameless"  # it stays, and leads to somebody without a name
    LISTED = "listed"  # it stays as long as the community's own file lists them: it repeats what stands there


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what is held: the query that gives its rows, and the columns by which it leads to the person."""

    name: str
    query: str
    covers: tuple[str, ...]


SECTIONS: tuple[Section, ...] = (
    Section("person", "mydata_person", ("persons.user_id",)),
    Section("roles", "mydata_roles", ("appointments.person_id",)),
    Section("reports", "mydata_reports", ("cases.reporter",)),
    Section("media", "mydata_media", ("media.owner",)),
    Section("relays", "mydata_relays", ("relays.asker",)),
    Section("follows", "mydata_follows", ("case_followers.person_id",)),
    Section("blocks", "mydata_blocks", ("blocks.person_id",)),
    Section("dialogs", "mydata_dialogs", ("dialogs.person_id",)),
    Section("drafts", "mydata_drafts", ("drafts.person_id",)),
    Section("finds", "mydata_finds", ("finds.person_id",)),
    Section("held", "mydata_held", ("held_updates.person_id",)),
    Section("set_aside", "mydata_set_aside", ("inbox.raw",)),
    Section("places", "mydata_places", ("staff_places.person_id",)),
    Section("listed", "mydata_listed", ("listed_staff.user_id",)),
    Section("work", "mydata_work", ("cases.lead",)),
    Section("helps", "mydata_helps", ("case_helpers.person_id",)),
    Section("checks", "mydata_checks", ("cases.checker",)),
    Section("notes", "mydata_notes", ("case_notes.author",)),
    Section("promises", "mydata_promises", ("promises.person_id",)),
    Section("agreements", "mydata_agreements", ("agreement_sides.person_id",)),
    Section("agreements_made", "mydata_agreements_made", ("agreements.made_by",)),
    Section("petitions", "mydata_petitions", ("petitions.asked_by",)),
    Section("voices", "mydata_voices", ("petition_voices.person_id",)),
    Section("verdicts", "mydata_verdicts", ("verdicts.person_id",)),
    Section("proposals", "mydata_proposals", ("root_causes.decided_by",)),
    Section("decisions", "mydata_decisions", ("petitions.decided_by",)),
    Section("undos", "mydata_undos", ("undos.actor",)),
    Section("picks", "mydata_picks", ("picks.person_id",)),
    Section("shifts", "mydata_shifts", ("shifts.person_id", "shifts.planned")),
    Section("patterns", "mydata_patterns", ("duty_patterns.made_by",)),
    Section("turns", "mydata_turns", ("duty_turns.person_id",)),
    Section("covers", "mydata_covers", ("shift_covers.asked_by", "shift_covers.taken_by")),
    Section("cover_asked", "mydata_cover_asked", ("shift_cover_asked.person_id",)),
    Section("swaps", "mydata_swaps", ("shift_swaps.asked_by", "shift_swaps.asked_of")),
    Section("shift_marks", "mydata_shift_marks", ("shift_marks.person_id",)),
    Section("shift_notes", "mydata_shift_notes", ("shift_notes.signed_by",)),
    Section("patrols", "mydata_patrols", ("patrol_rounds.person_id",)),
    Section("all_well", "mydata_all_well", ("all_well_asked.person_id",)),
    Section("roster_links", "mydata_roster_links", ("roster_links.person_id",)),
    Section("duty_log", "mydata_duty_log", ("duty_log.person_id",)),
    Section("pages", "mydata_pages", ("page_calls.person_id",)),
    Section("absences", "mydata_absences", ("absences.person_id", "absences.deputy")),
    Section("handovers", "mydata_handovers", ("handovers.receiver", "handovers.asked_by")),
    Section("invitations", "mydata_invitations", ("invitations.made_by",)),
    Section("files", "mydata_files", ("staff_files.person_id",)),
    Section("groups", "mydata_groups", ("grid_groups.bound_by",)),
    Section("listings", "mydata_listings", ("staff_places.listed_by",)),
    Section("blocks_made", "mydata_blocks_made", ("blocks.made_by",)),
    Section("rungs", "mydata_rungs", ("rung_people.person_id",)),
    Section("reminders", "mydata_reminders", ("reminders.person_id",)),
    Section("bulk", "mydata_bulk", ("bulk_picks.person_id",)),
    Section("safe", "mydata_safe", ("roll_answers.person_id",)),
    Section("help", "mydata_help", ("help_requests.person_id",)),
    Section("help_given", "mydata_help_given", ("help_requests.taken_by",)),
    Section("doors", "mydata_doors", ("door_calls.person_id",)),
    Section("seats", "mydata_seats", ("response_asked.person_id",)),
    Section("outbox", "mydata_outbox", ("outbox.chat_id",)),
    Section("slots", "mydata_slots", ("slots.chat_id",)),
    Section("audit", "mydata_audit", ("audit_events.actor",)),
)

FATES: Mapping[str, Fate] = {
    "persons.user_id": Fate.GONE,
    "appointments.person_id": Fate.GONE,
    "staff_places.person_id": Fate.GONE,
    "case_followers.person_id": Fate.GONE,
    "blocks.person_id": Fate.GONE,
    "absences.person_id": Fate.GONE,
    "absences.deputy": Fate.GONE,
    "staff_files.person_id": Fate.GONE,
    "roster_links.person_id": Fate.GONE,
    "dialogs.person_id": Fate.GONE,
    "drafts.person_id": Fate.GONE,
    "held_updates.person_id": Fate.GONE,
    "finds.person_id": Fate.GONE,
    "inbox.raw": Fate.GONE,
    "undos.actor": Fate.GONE,
    "picks.person_id": Fate.GONE,
    "slots.chat_id": Fate.GONE,
    "outbox.chat_id": Fate.GONE,
    "rung_people.person_id": Fate.GONE,
    "reminders.person_id": Fate.GONE,
    "bulk_picks.person_id": Fate.GONE,
    "roll_answers.person_id": Fate.GONE,
    "response_asked.person_id": Fate.GONE,
    "help_requests.person_id": Fate.GONE,
    "help_requests.taken_by": Fate.NAMELESS,
    "door_calls.person_id": Fate.NAMELESS,
    "cases.reporter": Fate.NAMELESS,
    "shifts.person_id": Fate.NAMELESS,
    "shifts.planned": Fate.NAMELESS,
    "page_calls.person_id": Fate.NAMELESS,
    "duty_patterns.made_by": Fate.NAMELESS,
    "duty_turns.person_id": Fate.NAMELESS,
    "shift_covers.asked_by": Fate.NAMELESS,
    "shift_covers.taken_by": Fate.NAMELESS,
    "shift_cover_asked.person_id": Fate.NAMELESS,
    "shift_swaps.asked_by": Fate.NAMELESS,
    "shift_swaps.asked_of": Fate.NAMELESS,
    "shift_marks.person_id": Fate.NAMELESS,
    "shift_notes.signed_by": Fate.NAMELESS,
    "duty_log.person_id": Fate.NAMELESS,
    "patrol_rounds.person_id": Fate.NAMELESS,
    "all_well_asked.person_id": Fate.NAMELESS,
    "cases.lead": Fate.NAMELESS,
    "cases.checker": Fate.NAMELESS,
    "case_helpers.person_id": Fate.NAMELESS,
    "case_notes.author": Fate.NAMELESS,
    "promises.person_id": Fate.NAMELESS,
    "agreement_sides.person_id": Fate.NAMELESS,
    "agreements.made_by": Fate.NAMELESS,
    "petitions.asked_by": Fate.NAMELESS,
    "petition_voices.person_id": Fate.GONE,
    "verdicts.person_id": Fate.NAMELESS,
    "root_causes.decided_by": Fate.NAMELESS,
    "petitions.decided_by": Fate.NAMELESS,
    "media.owner": Fate.NAMELESS,
    "relays.asker": Fate.NAMELESS,
    "handovers.receiver": Fate.NAMELESS,
    "handovers.asked_by": Fate.NAMELESS,
    "invitations.made_by": Fate.NAMELESS,
    "staff_places.listed_by": Fate.NAMELESS,
    "blocks.made_by": Fate.NAMELESS,
    "grid_groups.bound_by": Fate.NAMELESS,
    "audit_events.actor": Fate.NAMELESS,
    "listed_staff.user_id": Fate.LISTED,
}

#: What is deleted, by the names that the audit has for it; the person's own row comes last.
_ERASED = {
    "roles": "erase_roles",
    "places": "erase_places",
    "follows": "erase_follows",
    "blocks": "erase_blocks",
    "absences": "erase_absences",
    "voices": "erase_voices",
    "deputies": "erase_deputies",
    "files": "erase_files",
    "links": "erase_links",
    "dialogs": "erase_dialogs",
    "drafts": "erase_drafts",
    "held": "erase_held",
    "finds": "erase_finds",
    "set_aside": "erase_set_aside",
    "undos": "erase_undos",
    "picks": "erase_picks",
    "rungs": "erase_rungs",
    "reminders": "erase_reminders",
    "bulk": "erase_bulk",
    "safe": "erase_safe",
    "help": "erase_help",
    "seats": "erase_seats",
    "slots": "erase_slots",
    "outbox": "erase_outbox",
}


async def of(tx: Tx, community: int, person: Person) -> dict[str, list[dict[str, Any]]]:
    """All that is held about a person: for each section its rows, each a value by column."""
    values = _values(community, person)
    held = {section.name: [dict(row) for row in await tx.rows(section.query, **values)] for section in SECTIONS}  # type: ignore[call-overload]
    return {**held, "set_aside": [row for row in held["set_aside"] if _is_from(row["raw"], person)]}


async def erase(tx: Tx, community: int, person: Person, now: int) -> dict[str, int]:
    """Forget a person: how much of what was deleted."""
    values = _values(community, person)
    erased = {name: await tx.run(query, **values) for name, query in _ERASED.items()}
    await tx.run("erase_person", community=community, person=person.person_id, now=now)
    return erased


async def sweep(tx: Tx, community: int) -> int:
    """Delete what a message that was on its way left behind of people who were forgotten; how many rows."""
    sent = await tx.run("strangers_outbox", community=community)
    return sent + await tx.run("strangers_slots", community=community)


def _is_from(raw: str, person: Person) -> bool:
    """Whether it was the person who sent it: somebody else's answer to what they said names them as well."""
    parts = (part for part in orjson.loads(raw).values() if isinstance(part, dict))
    return any(part.get("from", {}).get("id") == person.user_id for part in parts)


def _values(community: int, person: Person) -> dict[str, object]:
    """What all the queries ask for. A raw update names its sender by id, a fact a person by number, both as JSON."""
    return {
        "community": community,
        "person": person.person_id,
        "user_id": person.user_id,
        "sender_first": f'%"id":{person.user_id},%',
        "sender_last": f'%"id":{person.user_id}}}%',
        "fact_first": f'%"person":{person.person_id},%',
        "fact_last": f'%"person":{person.person_id}}}%',
    }
