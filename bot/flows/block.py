"""The director keeps somebody from reporting: why, for how long, and whether really."""

from __future__ import annotations

from bot.domain.block import MOST_WORDS, SPANS, Reason
from bot.domain.screen import Value
from bot.flows.engine import Again, Answers, Choice, Done, Flow, Input, Option, Question, Step, Taken, Words, World

NAME = "block"


def _always(_answers: Answers, _world: World) -> bool:
    return True


def _ask_reason(answers: Answers, _world: World) -> Question:
    rows = (
        (Option("r.false", "block_false"), Option("r.abuse", "block_abuse")),
        (Option("r.flood", "block_flood"), Option("r.other", "block_other")),
    )
    return Question("block/reason", _who(answers), rows)


def _take_reason(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Choice(key) if key.startswith("r.") and key[2:] in set(Reason):
            kept = {name: value for name, value in answers.items() if name != "words"}
            return Taken({**kept, "reason": Reason(key[2:]).value})
        case Words():
            return _take_words({**answers, "reason": Reason.OTHER.value}, given, _world)
    return Again(answers, "use_buttons")


def _ask_words(answers: Answers, _world: World) -> Question:
    return Question("block/words", _who(answers))


def _take_words(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Words(text) if 0 < len(text.strip()) <= MOST_WORDS:
            return Taken({**answers, "words": text.strip()})
        case Words(text) if text.strip():
            return Again(answers, "too_long", {"most": MOST_WORDS})
    return Again(answers, "block_words")


def _ask_span(answers: Answers, _world: World) -> Question:
    options = [(Option(f"s.{days}", "block_days", data={"days": days}),) for days in SPANS]
    return Question("block/span", _who(answers), tuple(options))


def _take_span(answers: Answers, given: Input, _world: World) -> Again | Taken:
    known = {f"s.{days}": days for days in SPANS}
    match given:
        case Choice(key) if key in known:
            return Taken({**answers, "days": known[key]})
    return Again(answers, "use_buttons")


def _ask_sure(answers: Answers, _world: World) -> Question:
    data: dict[str, Value] = {
        **_who(answers),
        "reason": answers["reason"],
        "words": answers.get("words", ""),
        "days": answers["days"],
    }
    return Question("block/sure", data, ((Option("submit", "block_submit", style="danger"),),))


def _take_sure(answers: Answers, given: Input, _world: World) -> Again | Done:
    return Done("submit", answers) if given == Choice("submit") else Again(answers, "use_buttons")


def _who(answers: Answers) -> dict[str, Value]:
    return {"name": answers["name"], "number": answers["number"]}


BLOCK = Flow(
    NAME,
    (
        Step("reason", _always, lambda a: "reason" in a, _ask_reason, _take_reason),
        Step(
            "words",
            lambda a, _: a.get("reason") == Reason.OTHER,
            lambda a: "words" in a,
            _ask_words,
            _take_words,
            lambda a: {key: value for key, value in a.items() if key not in ("reason", "words")},
        ),
        Step("span", _always, lambda a: "days" in a, _ask_span, _take_span),
        Step("sure", _always, lambda _: False, _ask_sure, _take_sure),
    ),
)
