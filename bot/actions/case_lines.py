"""The lines of a case's proof file: everything that happened, in order.

Whatever else belongs into the file (a note of a visit, a reason) becomes a :class:`bot.domain.case_file.Line` in
:func:`lines_of`, with its author and its time; nothing else needs to be changed for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson

from bot.actions.context import Context
from bot.domain.case import Act, Case
from bot.domain.case_file import Line, actor_of, staff_of
from bot.domain.person import Person
from bot.storage import people
from bot.storage.audit import Event

#: The facts that name somebody else by number: to whom a case was given or offered.
_OTHERS = ("worker", "receiver")


async def people_of(ctx: Context, case: Case, events: Sequence[Event]) -> dict[int, Person]:
    """All who stand in the file, by number."""
    numbers = {case.reporter, case.lead, *(event.actor for event in events), *(_other(_facts(e)) for e in events)}
    found = [await people.by_id(ctx.tx, ctx.community_id, number) for number in numbers if number is not None]
    return {person.person_id: person for person in found if person is not None}


def lines_of(case: Case, events: Sequence[Event], known: Mapping[int, Person]) -> tuple[Line, ...]:
    """Everything that happened to the case, in the order of time."""
    lines = [_line(case, event, known) for event in events]
    return tuple(sorted(lines, key=lambda line: line.at))


def _line(case: Case, event: Event, known: Mapping[int, Person]) -> Line:
    facts = _facts(event)
    other = _other(facts)
    return Line(
        at=event.at,
        actor=actor_of(case, known.get(event.actor) if event.actor else None, event.act),
        act=event.act,
        other=staff_of(known.get(other)) if other else None,
        data={name: value for name, value in facts.items() if isinstance(value, str | int)},
        text=case.feedback if event.act == f"case.{Act.FEED_BACK}" else None,
        seq=event.seq,
        hash=event.hash,
    )


def _facts(event: Event) -> dict[str, object]:
    facts = orjson.loads(event.facts)
    return facts if isinstance(facts, dict) else {}


def _other(facts: Mapping[str, object]) -> int | None:
    return next((value for name in _OTHERS if isinstance(value := facts.get(name), int)), None)
