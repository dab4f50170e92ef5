"""The dialog in which a lead writes what both sides of a dispute are to agree on (调解协议)."""

from __future__ import annotations

from bot.domain.agreement import MOST_TEXT
from bot.flows.engine import Again, Answers, Choice, Done, Flow, Input, Option, Question, Step, Taken, Words, World

NAME = "agreement"


def _ask_text(answers: Answers, _world: World) -> Question:
    return Question("agreement/write", {"number": answers["case_id"], "most": MOST_TEXT})


def _take_text(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Words(text) if len(text.strip()) > MOST_TEXT:
            return Again(answers, "too_long", {"most": MOST_TEXT})
        case Words(text) if text.strip():
            return Taken({**answers, "text": text.strip()})
    return Again(answers, "words_please")


def _ask_sides(answers: Answers, _world: World) -> Question:
    rows = ((Option("reporter", "sides_reporter"),), (Option("links", "sides_links"),))
    return Question("agreement/sides", {"number": answers["case_id"]}, rows)


def _take_sides(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Choice("reporter"):
            return Taken({**answers, "with_reporter": True})
        case Choice("links"):
            return Taken({**answers, "with_reporter": False})
    return Again(answers, "use_buttons")


def _ask_sure(answers: Answers, _world: World) -> Question:
    data = {
        "number": answers["case_id"],
        "text": answers.get("text", ""),
        "with_reporter": answers.get("with_reporter", False),
    }
    return Question("agreement/sure", data, ((Option("send", "agreement_send", style="primary"),),))


def _take_sure(answers: Answers, given: Input, _world: World) -> Again | Done:
    return Done("send", answers) if given == Choice("send") else Again(answers, "use_buttons")


AGREEMENT = Flow(
    NAME,
    (
        Step("text", lambda _a, _w: True, lambda a: "text" in a, _ask_text, _take_text),
        Step(
            "sides",
            lambda a, _w: bool(a.get("reporter_can")),
            lambda a: "with_reporter" in a,
            _ask_sides,
            _take_sides,
            lambda a: {key: value for key, value in a.items() if key != "with_reporter"},
        ),
        Step("sure", lambda _a, _w: True, lambda _: False, _ask_sure, _take_sure),
    ),
)
