"""The lines of a case's proof file: everything that happened, and what was said about it, in order.

A reason stands with the act that it was given for; visits and answers are lines of their own. What is confidential is
mentioned and not told: the file goes to the street office.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson

from bot.actions.context import Context
from bot.domain.case import Act, Case
from bot.domain.case_file import Line, actor_of, staff_of
from bot.domain.note import Note, NoteKind
from bot.domain.person import Person
from bot.storage import people
from bot.storage.audit import Event

#: The facts that name somebody else by number: to whom a case was given or offered.
_OTHERS = ("worker", "receiver")


async def people_of(ctx: Context, case: Case, events: Sequence[Event], said: Sequence[Note]) -> dict[int, Person]:
    """All who stand in the file, by number."""
    numbers = {case.reporter, case.lead, *(event.actor for event in events), *(_other(_facts(e)) for e in events)}
    numbers |= {*case.helpers, *(note.author for note in said)}
    found = [await people.by_id(ctx.tx, ctx.community_id, number) for number in numbers if number is not None]
    return {person.person_id: person for person in found if person is not None}


def lines_of(
    case: Case, events: Sequence[Event], known: Mapping[int, Person], said: Sequence[Note] = ()
) -> tuple[Line, ...]:
    """Everything that happened to the case, in the order of time. A note stands with the event that it belongs to."""
    with_events = {event.seq: note for event in events if (note := _said_at(event, said)) is not None}
    lines = [_line(case, event, known, with_events.get(event.seq)) for event in events]
    told = {note.note_id for note in with_events.values()}
    lines += [_alone(case, note, known) for note in said if note.note_id not in told]
    return tuple(sorted(lines, key=lambda line: line.at))


def _said_at(event: Event, said: Sequence[Note]) -> Note | None:
    """What was said in an event: the note that it added, or the reason of the act, whoever gave it."""
    number, act = _facts(event).get("note"), event.act.removeprefix("case.")
    for note in said:
        if event.act == "note.added" and note.note_id == number:
            return note
        if note.kind is NoteKind.REASON and (note.act, note.at) == (act, event.at):
            return note
    return None


def _alone(case: Case, note: Note, known: Mapping[int, Person]) -> Line:
    """A note that has no event of its own."""
    actor = actor_of(case, known.get(note.author) if note.author else None, _act(note))
    return Line(note.at, actor, _act(note), text=_text(note))


def _act(note: Note) -> str:
    return "note.confidential" if note.confidential else f"note.{note.kind}"


def _text(note: Note) -> str | None:
    return None if note.confidential else note.text or None


def _line(case: Case, event: Event, known: Mapping[int, Person], note: Note | None) -> Line:
    facts = _facts(event)
    if note is not None and note.reason:
        facts = {**facts, "reason": note.reason}
    other = _other(facts)
    told = case.feedback if event.act == f"case.{Act.FEED_BACK}" else None
    return Line(
        at=event.at,
        actor=actor_of(case, known.get(event.actor) if event.actor else None, event.act),
        act=_act(note) if note is not None and event.act == "note.added" else event.act,
        other=staff_of(known.get(other)) if other else None,
        data={name: value for name, value in facts.items() if isinstance(value, str | int)},
        text=_text(note) if note is not None else told,
        seq=event.seq,
        hash=event.hash,
    )


def _facts(event: Event) -> dict[str, object]:
    facts = orjson.loads(event.facts)
    return facts if isinstance(facts, dict) else {}


def _other(facts: Mapping[str, object]) -> int | None:
    return next((value for name in _OTHERS if isinstance(value := facts.get(name), int)), None)
