"""The question "is it one of these": open cases of the same kind nearby, one at a time."""

from __future__ import annotations

from bot.domain.screen import Value
from bot.flows.engine import (
    Again,
    Answers,
    Choice,
    Done,
    Files,
    Input,
    Option,
    Question,
    Step,
    Taken,
    World,
    also_told,
)


def _ask(answers: Answers, world: World) -> Question:
    case = world.similar[answers["similar"][0]]
    data: dict[str, Value] = {
        "number": case.number,
        "category": case.category,
        "place": case.place,
        "state": case.state,
    }
    rows = (
        (Option(f"same.{case.number}", "same_case", style="primary"),),
        (Option(f"other.{case.number}", "other_case"),),
    )
    return Question("report/similar", data, rows, photo=case.photo)


def _take(answers: Answers, given: Input, world: World) -> Again | Taken | Done:
    number = answers["similar"][0]
    match given:
        case Choice(key) if key == f"same.{number}":
            return Done(f"follow.{number}", answers)
        case Choice(key) if key == f"other.{number}":
            return Taken({**answers, "similar": answers["similar"][1:]})
    if isinstance(given, Files):
        return also_told(answers, given, world, "kept")
    return Again(answers, "use_buttons")


SIMILAR = Step(
    "similar",
    lambda answers, world: bool(answers.get("similar")) and answers["similar"][0] in world.similar,
    lambda answers: not answers.get("similar"),
    _ask,
    _take,
)
