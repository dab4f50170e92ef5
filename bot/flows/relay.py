"""Two short dialogs of one step each: what somebody wants to ask the reporter, and what the reporter answers.

Words only: a voice tells who speaks, and a photo would come without its case; both can be added to the case itself.
"""

from __future__ import annotations

from bot.domain.relay import MOST_TEXT
from bot.flows.engine import Again, Answers, Done, Files, Flow, Input, Question, Step, Words, World

ASK, ANSWER = "ask", "answer"


def _ask(answers: Answers, _world: World) -> Question:
    return Question("relay/ask", {"number": answers["case_id"], "most": MOST_TEXT})


def _answer(answers: Answers, _world: World) -> Question:
    known = {"number": answers["case_id"], "question": answers["question"], "most": MOST_TEXT}
    return Question("relay/answer", known)


def _take(answers: Answers, given: Input, _world: World) -> Again | Done:
    match given:
        case Words(text) if len(text.strip()) > MOST_TEXT:
            return Again(answers, "too_long", {"most": MOST_TEXT})
        case Words(text) if text.strip():
            return Done("said", {**answers, "words": text.strip()})
        case Files():
            return Again(answers, "words_only")
    return Again(answers, "words_please")


def _flow(name: str, step: Step) -> Flow:
    return Flow(name, (step,))


QUESTION = _flow(ASK, Step("question", lambda _a, _w: True, lambda _: False, _ask, _take))
REPLY = _flow(ANSWER, Step("reply", lambda _a, _w: True, lambda _: False, _answer, _take))
