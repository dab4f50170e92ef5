"""The dialog of somebody who asks for help in a flood: what, where, under which number. Three short questions."""

from __future__ import annotations

from bot.domain.distress import Need
from bot.domain.phone import any_phone
from bot.flows.engine import (
    Again,
    Answers,
    Choice,
    Done,
    Flow,
    Input,
    Option,
    Question,
    Spot,
    Step,
    Taken,
    Words,
    World,
)

NAME = "distress"
_MOST_PLACE = 100
_NEEDS = (Need.WATER, Need.TRAPPED, Need.POWER, Need.MOVE, Need.OTHER)


def _ask_need(_answers: Answers, _world: World) -> Question:
    options = [Option(f"n.{need}", "distress_need", data={"need": need.value}) for need in _NEEDS]
    return Question("distress/need", rows=tuple((option,) for option in options))


def _take_need(answers: Answers, given: Input, _world: World) -> Again | Taken:
    known = {f"n.{need}": need.value for need in _NEEDS}
    match given:
        case Choice(key) if key in known:
            return Taken({**answers, "need": known[key]})
        case Words(text) if 0 < len(text.strip()) <= _MOST_PLACE:  # they tell where at once
            return Taken({**answers, "need": Need.OTHER.value, "where": text.strip()})
    return Again(answers, "use_buttons")


def _ask_where(_answers: Answers, _world: World) -> Question:
    return Question("distress/where")


def _take_where(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Words(text) if len(text.strip()) > _MOST_PLACE:
            return Again(answers, "place_too_long", {"most": _MOST_PLACE})
        case Words(text) if text.strip():
            return Taken({**answers, "where": text.strip()})
        case Spot(lat, lon):
            return Taken({**answers, "where": f"{lat:.5f}, {lon:.5f}"})
    return Again(answers, "distress_where_how")


def _ask_phone(_answers: Answers, world: World) -> Question:
    rows = ((Option("same", "distress_own", style="primary"),),) if world.person.phone else ()
    return Question(
        "distress/phone", {"own": world.person.phone or ""}, (*rows, (Option("none", "distress_no_phone"),))
    )


def _take_phone(answers: Answers, given: Input, world: World) -> Again | Done:
    match given:
        case Choice("none"):
            return Done("help", {**answers, "phone": ""})
        case Choice("same") if world.person.phone:
            return Done("help", {**answers, "phone": world.person.phone})
        case Words(text) if (found := any_phone(text)) is not None:
            return Done("help", {**answers, "phone": found})
    return Again(answers, "distress_phone_how")


DISTRESS = Flow(
    NAME,
    (
        Step("need", lambda _a, _w: True, lambda a: "need" in a, _ask_need, _take_need),
        Step("where", lambda _a, _w: True, lambda a: "where" in a, _ask_where, _take_where),
        Step("phone", lambda _a, _w: True, lambda _: False, _ask_phone, _take_phone),
    ),
)
