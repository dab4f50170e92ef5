"""Somebody who may not report objects, in their own words, once."""

from __future__ import annotations

from bot.domain.block import MOST_APPEAL
from bot.flows.engine import Again, Answers, Done, Flow, Input, Question, Step, Words, World

NAME = "appeal"


def _ask(_answers: Answers, _world: World) -> Question:
    return Question("block/appeal")


def _take(answers: Answers, given: Input, _world: World) -> Again | Done:
    match given:
        case Words(text) if 0 < len(text.strip()) <= MOST_APPEAL:
            return Done("submit", {**answers, "text": text.strip()})
        case Words(text) if text.strip():
            return Again(answers, "too_long", {"most": MOST_APPEAL})
    return Again(answers, "appeal_words")


APPEAL = Flow(NAME, (Step("words", lambda _a, _w: True, lambda _: False, _ask, _take),))
