"""Entering a warning of which somebody was told by telephone: of what, which colour, until when, in whose words."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.matrix import advice
from bot.domain.screen import Value
from bot.domain.warning import Colour, Hazard
from bot.flows.engine import Again, Answers, Choice, Done, Flow, Input, Option, Question, Step, Taken, Words, World

NAME = "warn"
#: What is told by telephone, the most usual first.
HAZARDS = (
    Hazard.RAINSTORM,
    Hazard.WATERLOGGING,
    Hazard.FLOOD,
    Hazard.RESERVOIR,
    Hazard.FLASH_FLOOD,
    Hazard.GEOLOGY,
    Hazard.TYPHOON,
    Hazard.THUNDERSTORM,
    Hazard.GALE,
    Hazard.HAIL,
    Hazard.SNOW,
    Hazard.ICE,
    Hazard.COLD,
    Hazard.HEAT,
    Hazard.FOG,
    Hazard.OTHER,
)
COLOURS = (Colour.BLUE, Colour.YELLOW, Colour.ORANGE, Colour.RED)
#: For how many hours.
HOURS = (3, 6, 12, 24)
_HOUR_MS = 3_600_000


def _always(_answers: Answers, _world: World) -> bool:
    return True


def _ask_hazard(_answers: Answers, _world: World) -> Question:
    options = [Option(f"h.{hazard}", "warn_hazard", data={"hazard": hazard.value}) for hazard in HAZARDS]
    return Question("warn/hazard", rows=tuple(tuple(options[n : n + 3]) for n in range(0, len(options), 3)))


def _take_hazard(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Choice(key) if key in {f"h.{hazard}" for hazard in HAZARDS}:
            return Taken({**answers, "hazard": key.removeprefix("h.")})
    return Again(answers, "use_buttons")


def _ask_colour(answers: Answers, _world: World) -> Question:
    options = [Option(f"c.{colour}", "warn_colour", data={"colour": colour.value}) for colour in COLOURS]
    return Question("warn/colour", {"hazard": answers["hazard"]}, (tuple(options[:2]), tuple(options[2:])))


def _take_colour(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Choice(key) if key in {f"c.{colour}" for colour in COLOURS}:
            return Taken({**answers, "colour": key.removeprefix("c.")})
    return Again(answers, "use_buttons")


def _ask_until(answers: Answers, world: World) -> Question:
    options = [
        Option(f"u.{hours}", "warn_until", data={"hours": hours, "until": world.now + hours * _HOUR_MS})
        for hours in HOURS
    ]
    return Question("warn/until", _what(answers), (tuple(options[:2]), tuple(options[2:])))


def _take_until(answers: Answers, given: Input, world: World) -> Again | Taken:
    known = {f"u.{hours}": hours for hours in HOURS}
    match given:
        case Choice(key) if key in known:
            return Taken({**answers, "until": world.now + known[key] * _HOUR_MS})
    return Again(answers, "use_buttons")


def _ask_words(answers: Answers, _world: World) -> Question:
    return Question("warn/words", _what(answers), ((Option("skip", "warn_no_words"),),))


def _take_words(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Choice("skip"):
            return Taken({**answers, "note": ""})
        case Words(text) if text.strip():
            return Taken({**answers, "note": text.strip()})
    return Again(answers, "warn_words")


def _ask_sure(answers: Answers, _world: World) -> Question:
    values: dict[str, Value] = {
        **_what(answers),
        "until": answers["until"],
        "text": answers["note"],
        "advice": advice(Hazard(answers["hazard"]), Colour(answers["colour"])),
    }
    return Question("warn/sure", values, ((Option("submit", "warn_submit", style="danger"),),))


def _take_sure(answers: Answers, given: Input, _world: World) -> Again | Done:
    return Done("submit", answers) if given == Choice("submit") else Again(answers, "use_buttons")


def _what(answers: Answers) -> dict[str, Value]:
    return {"hazard": answers["hazard"], "colour": answers["colour"]}


def _drop(name: str) -> Callable[[Answers], Answers]:
    """Going back from a step asks again what was answered before it."""
    return lambda answers: {key: value for key, value in answers.items() if key != name}


def _drop_hazard(answers: Answers) -> Answers:
    return answers if "replaces" in answers else _drop("hazard")(answers)


WARN = Flow(
    NAME,
    (
        Step("hazard", lambda a, _: "replaces" not in a, lambda a: "hazard" in a, _ask_hazard, _take_hazard),
        Step("colour", _always, lambda a: "colour" in a, _ask_colour, _take_colour, _drop_hazard),
        Step("until", _always, lambda a: "until" in a, _ask_until, _take_until, _drop("colour")),
        Step("words", _always, lambda a: "note" in a, _ask_words, _take_words, _drop("until")),
        Step("sure", _always, lambda _: False, _ask_sure, _take_sure, _drop("note")),
    ),
)
