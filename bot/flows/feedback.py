"""The feedback dialog (反馈成果): the worker shows with photos that it is done.

Photos that a worker sends without answering a card are asked about first: which of the open cases, or something new.
Those that answer a card and may be a note as well (``unclear``) are asked about, too. Where both sides of a dispute
have ``agreed``, no photo is needed.
"""

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
    Taken,
    Words,
    World,
    also_photos,
)

NAME = "feedback"
MOST_NOTE = 500


def _ask_which(answers: Answers, _world: World) -> Question:
    rows = [(Option(f"case.{case['number']}", "which_case", data=case),) for case in answers["tasks"]]
    return Question("feedback/which", {"many": len(answers.get("photos", ()))}, (*rows, (Option("new", "which_new"),)))


def _take_which(answers: Answers, given: Input, world: World) -> Again | Taken | Done:
    known = {f"case.{case['number']}": case["number"] for case in answers["tasks"]}
    match given:
        case Choice(key) if key in known:
            return Taken({**answers, "case_id": known[key]})
        case Choice("new"):
            return Done("report", answers)
        case Files():
            return _add(answers, given, world)
    return Again(answers, "use_buttons")


def _ask_what(answers: Answers, _world: World) -> Question:
    """Whether the photos are the proof, or only to be written down."""
    rows = ((Option("done", "photos_done", style="primary"),), (Option("log", "photos_log"),))
    return Question("feedback/what", {"number": answers["case_id"], "many": len(answers.get("photos", ()))}, rows)


def _take_what(answers: Answers, given: Input, world: World) -> Again | Done:
    match given:
        case Choice("done"):
            return Done("submit", answers)
        case Choice("log"):
            return Done("log", answers)
        case Files():
            return _add(answers, given, world)
        case Words(text) if 0 < len(text.strip()) <= MOST_NOTE:
            return Again({**answers, "note": text.strip()})
        case Words(text) if text.strip():
            return Again(answers, "too_long", {"most": MOST_NOTE})
    return Again(answers, "use_buttons")


def _ask(answers: Answers, world: World) -> Question:
    many = len(answers.get("photos", ()))
    data = {
        "number": answers["case_id"],
        "many": many,
        "most": world.community.policy.max_photos,
        "note": answers.get("note", ""),
        "agreed": bool(answers.get("agreed")),
    }
    submit = (Option("submit", "feedback_submit", style="primary"),)
    clear = (Option("clear", "photos_clear"),)
    return Question("feedback/proof", data, (submit, clear) if many else (submit,) if answers.get("agreed") else ())


def _take(answers: Answers, given: Input, world: World) -> Again | Done:
    match given:
        case Choice("submit") if answers.get("photos") or answers.get("agreed"):
            return Done("submit", answers)
        case Choice("clear"):
            return Again({**answers, "photos": []})
        case Files():
            return _add(answers, given, world)
        case Words(text) if 0 < len(text.strip()) <= MOST_NOTE:
            noted = {**answers, "note": text.strip()}
            enough = answers.get("photos") or answers.get("agreed")
            return Again(noted) if enough else Again(noted, "photo_required")
        case Words(text) if text.strip():
            return Again(answers, "too_long", {"most": MOST_NOTE})
    return Again(answers, "photo_required")


def _add(answers: Answers, given: Files, world: World) -> Again:
    kept = also_photos(answers, given, world.community.policy.max_photos, "photo_required")
    note = given.caption.strip()
    if len(note) > MOST_NOTE:
        return Again(kept.answers, "too_long", {"most": MOST_NOTE})
    return replace(kept, answers={**kept.answers, "note": note}) if note else kept


FEEDBACK = Flow(
    NAME,
    (
        Step("which", lambda a, _: "tasks" in a, lambda a: "case_id" in a, _ask_which, _take_which),
        Step("what", lambda a, _: bool(a.get("unclear")), lambda _: False, _ask_what, _take_what),
        Step("proof", lambda _a, _w: True, lambda _: False, _ask, _take),
    ),
)
