"""The dialog in which a director lists a household: its name, grid and building, what to mind, a phone."""

from __future__ import annotations

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
    Step,
    Taken,
    Words,
    World,
)

NAME = "household"
MOST_LABEL, MOST_MIND = 40, 120
_MOST_BUILDINGS = 60


def _ask_label(_answers: Answers, _world: World) -> Question:
    return Question("household/label", {"most": MOST_LABEL})


def _take_label(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Words(text) if len(text.strip()) > MOST_LABEL:
            return Again(answers, "too_long", {"most": MOST_LABEL})
        case Words(text) if text.strip():
            return Taken({**answers, "label": " ".join(text.split())})
    return Again(answers, "words_please")


def _ask_grid(_answers: Answers, world: World) -> Question:
    options = [Option(f"g.{grid.number}", grid.name, literal=True) for grid in world.community.grids]
    return Question("household/grid", rows=tuple(tuple(options[i : i + 2]) for i in range(0, len(options), 2)))


def _take_grid(answers: Answers, given: Input, world: World) -> Again | Taken:
    match given:
        case Choice(key) if key in {f"g.{grid.number}" for grid in world.community.grids}:
            return Taken({**answers, "grid": int(key.removeprefix("g."))})
    return Again(answers, "use_buttons")


def _ask_building(answers: Answers, world: World) -> Question:
    grid = world.community.grid(answers["grid"])
    known = grid.buildings[:_MOST_BUILDINGS] if grid else ()
    options = [Option(f"b.{building.key}", building.name, literal=True) for building in known]
    rows = tuple(tuple(options[i : i + 3]) for i in range(0, len(options), 3))
    return Question("household/building", rows=(*rows, (Option("none", "household_skip"),)))


def _take_building(answers: Answers, given: Input, world: World) -> Again | Taken:
    match given:
        case Choice("none"):
            return Taken({**answers, "building": None})
        case Choice(key) if key.startswith("b.") and world.community.building(answers["grid"], key[2:]):
            return Taken({**answers, "building": key[2:]})
    return Again(answers, "use_buttons")


def _ask_mind(_answers: Answers, _world: World) -> Question:
    return Question("household/mind", {"most": MOST_MIND}, ((Option("none", "household_skip"),),))


def _take_mind(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Choice("none"):
            return Taken({**answers, "mind": ""})
        case Words(text) if len(text.strip()) > MOST_MIND:
            return Again(answers, "too_long", {"most": MOST_MIND})
        case Words(text) if text.strip():
            return Taken({**answers, "mind": " ".join(text.split())})
    return Again(answers, "words_please")


def _ask_phone(_answers: Answers, _world: World) -> Question:
    return Question("household/phone", rows=((Option("none", "household_skip"),),))


def _take_phone(answers: Answers, given: Input, _world: World) -> Again | Done:
    match given:
        case Choice("none"):
            return Done("household", {**answers, "phone": ""})
        case Words(text) if (found := any_phone(text)) is not None:
            return Done("household", {**answers, "phone": found})
    return Again(answers, "distress_phone_how")


HOUSEHOLD = Flow(
    NAME,
    (
        Step("label", lambda _a, _w: True, lambda a: "label" in a, _ask_label, _take_label),
        Step("grid", lambda _a, _w: True, lambda a: "grid" in a, _ask_grid, _take_grid),
        Step("building", lambda _a, _w: True, lambda a: "building" in a, _ask_building, _take_building),
        Step("mind", lambda _a, _w: True, lambda a: "mind" in a, _ask_mind, _take_mind),
        Step("phone", lambda _a, _w: True, lambda _: False, _ask_phone, _take_phone),
    ),
)
