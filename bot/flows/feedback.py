"""The feedback dialog (反馈成果): the worker shows with photos that it is done."""

from __future__ import annotations

from dataclasses import replace

from bot.flows.engine import (
    Again,
    Answers,
    Choice,
    Done,
    Files,
    Flow,
    Input,
    Option,
    Question,
    Step,
    Words,
    World,
    also_photos,
)

NAME = "feedback"
_MOST_NOTE = 500


def _ask(answers: Answers, world: World) -> Question:
    many = len(answers.get("photos", ()))
    data = {
        "number": answers["case_id"],
        "many": many,
        "most": world.community.policy.max_photos,
        "note": answers.get("note", ""),
    }
    rows = ((Option("submit", "feedback_submit", style="primary"),), (Option("clear", "photos_clear"),))
    return Question("feedback/proof", data, rows if many else ())


def _take(answers: Answers, given: Input, world: World) -> Again | Done:
    match given:
        case Choice("submit") if answers.get("photos"):
            return Done("submit", answers)
        case Choice("clear"):
            return Again({**answers, "photos": []})
        case Files():
            return _add(answers, given, world)
        case Words(text) if 0 < len(text.strip()) <= _MOST_NOTE:
            noted = {**answers, "note": text.strip()}
            return Again(noted) if answers.get("photos") else Again(noted, "photo_required")
        case Words(text) if text.strip():
            return Again(answers, "too_long", {"most": _MOST_NOTE})
    return Again(answers, "photo_required")


def _add(answers: Answers, given: Files, world: World) -> Again:
    kept = also_photos(answers, given, world.community.policy.max_photos, "photo_required")
    note = given.caption.strip()
    if len(note) > _MOST_NOTE:
        return Again(kept.answers, "too_long", {"most": _MOST_NOTE})
    return replace(kept, answers={**kept.answers, "note": note}) if note else kept


FEEDBACK = Flow(NAME, (Step("proof", lambda _a, _w: True, lambda _: False, _ask, _take),))
