"""What somebody looks for: in their own words, or by one of the usual questions."""

from __future__ import annotations

from bot.domain.findable import own_grids
from bot.domain.finding import MOST_TEXT, USUAL
from bot.domain.permission import Look, may
from bot.domain.person import Person
from bot.flows.engine import Again, Answers, Choice, Done, Flow, Input, Option, Question, Step, Words, World

NAME = "find"
_PREFIX = "u."


def usual(person: Person) -> tuple[str, ...]:
    """The usual questions that are worth asking for the person, by their keys in USUAL and today's cases."""
    if not person.is_staff:
        return ("mine", "open", "today")
    shown = {"unassigned": may(person, Look.BOARD), "own_grid": bool(own_grids(person))}
    return tuple(key for key in ("overdue", "unassigned", "own_grid", "today", "mine") if shown.get(key, True))


def _ask(_answers: Answers, world: World) -> Question:
    options = [Option(f"{_PREFIX}{key}", "find_usual", data={"usual": key}) for key in usual(world.person)]
    rows = tuple(tuple(options[i : i + 2]) for i in range(0, len(options), 2))
    return Question("find/ask", {"staff": world.person.is_staff}, rows)


def _take(answers: Answers, given: Input, _world: World) -> Again | Done:
    match given:
        case Choice(key) if key.startswith(_PREFIX) and key.removeprefix(_PREFIX) in (*USUAL, "today"):
            return Done("usual", {**answers, "usual": key.removeprefix(_PREFIX)})
        case Words(text) if 0 < len(text.strip()) <= MOST_TEXT:
            return Done("words", {**answers, "sought": text.strip()})
        case Words(text) if text.strip():
            return Again(answers, "too_long", {"most": MOST_TEXT})
    return Again(answers, "find_words")


FIND = Flow(NAME, (Step("words", lambda _a, _w: True, lambda _: False, _ask, _take),))
