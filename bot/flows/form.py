"""Forms: what has to be said before something can be done to a case, one question at a time, as data.

A form is a row of :data:`FORMS`: it asks for a reason of a list (and what it is in words, if it is none of them), a
department, a colleague, another case's number, a day, the parts of a case, or words, in that order, and only for what
its row names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.domain.case import LEAST_PARTS, MOST_PARTS
from bot.domain.screen import Value
from bot.domain.spoken_date import find
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

NAME = "form"
MOST_WORDS = 500
OTHER = "other"
_A_PAGE = 8
_DAY_MS = 86_400_000
#: A case's number, with at most a sign or two around it.
_NUMBER = re.compile(r"[^0-9\n]{0,4}([0-9]{1,12})[^0-9\n]{0,2}")


@dataclass(frozen=True, slots=True)
class Form:
    """What a form asks for. ``days`` are offered for its day: working days, or days of the calendar where ``plain``.

    ``words`` may or must be said, or may be said where the reason is none of the list; ``photos`` may come with them.
    """

    reasons: tuple[str, ...] = ()
    unit: bool = False
    who: bool = False
    number: bool = False
    days: tuple[int, ...] = ()
    plain: bool = False
    parts: bool = False
    photos: bool = False
    words: Literal["no", "may", "must"] = "no"


#: Every form, by its name: that of the act or deed for which it is filled in.
FORMS: dict[str, Form] = {
    "bounce": Form(reasons=("not_my_grid", "not_my_trade", "department", "no_time", OTHER), who=True, words="may"),
    "send_back": Form(words="must"),
    "refer": Form(unit=True, days=(3, 7, 15, 30)),
    "return": Form(reasons=("done", "cannot", "not_theirs"), photos=True, words="must"),
    "park": Form(days=(30, 60, 90, 180), plain=True, words="must"),
    "reject": Form(reasons=("not_ours", "not_true", "no_detail", "private_matter", OTHER), words="may"),
    "merge": Form(number=True),
    "split": Form(parts=True),
    "extend": Form(days=(3, 7, 15, 30), words="must"),
    "more_time": Form(days=(3, 7, 15, 30), words="must"),
    "reopen": Form(words="must"),
    "object": Form(words="must"),
    "check_bad": Form(words="must"),
    "refuse": Form(words="must"),
    "due": Form(days=(1, 3, 7, 30)),
}


def _form(answers: Answers) -> Form:
    return FORMS[answers["form"]]


def _known(answers: Answers) -> dict[str, Value]:
    """What every question of a form says: which form, and about which case."""
    return {"form": answers["form"], "number": answers["case_id"]}


# --- a reason ---


def _ask_reason(answers: Answers, _world: World) -> Question:
    rows = [(Option(f"r.{key}", "form_reason", data={"key": key}),) for key in _form(answers).reasons]
    return Question("form/reason", _known(answers), tuple(rows))


def _take_reason(answers: Answers, given: Input, _world: World) -> Again | Taken:
    known = {f"r.{key}": key for key in _form(answers).reasons}
    match given:
        case Choice(key) if key in known:
            return Taken({**answers, "reason": known[key]})
    return Again(answers, "use_buttons")


# --- a department ---


def _ask_unit(answers: Answers, _world: World) -> Question:
    options = [Option(f"u.{n}", unit[:30], literal=True) for n, unit in enumerate(answers["units"])]
    rows = tuple(tuple(options[i : i + 2]) for i in range(0, len(options), 2))
    return Question("form/unit", _known(answers), rows)


def _take_unit(answers: Answers, given: Input, _world: World) -> Again | Taken:
    known = {f"u.{n}": unit for n, unit in enumerate(answers["units"])}
    match given:
        case Choice(key) if key in known:
            return Taken({**answers, "unit": known[key]})
    return Again(answers, "use_buttons")


# --- a colleague ---


def _ask_who(answers: Answers, _world: World) -> Question:
    known, page = answers.get("people", ()), _page(answers)
    shown = known[page * _A_PAGE : (page + 1) * _A_PAGE]
    rows = [(Option(f"w.{one['id']}", "worker", data=one),) for one in shown]
    turn = [Option(f"page.{page - 1}", "page_before")] if page else []
    if (page + 1) * _A_PAGE < len(known):
        turn.append(Option(f"page.{page + 1}", "page_after"))
    last = (Option("w.nobody", "form_nobody"),)
    return Question("form/who", _known(answers), (*rows, *([tuple(turn)] if turn else ()), last))


def _take_who(answers: Answers, given: Input, _world: World) -> Again | Taken:
    known = {f"w.{one['id']}": one["id"] for one in answers.get("people", ())}
    match given:
        case Choice("w.nobody"):
            return Taken({**answers, "who": None})
        case Choice(key) if key in known:
            return Taken({**answers, "who": known[key]})
        case Choice(key) if key in {f"page.{n}" for n in range(len(known) // _A_PAGE + 1)}:
            return Again({**answers, "page": int(key.removeprefix("page."))})
    return Again(answers, "use_buttons")


def _page(answers: Answers) -> int:
    """The page that is shown: the list may have become shorter."""
    return min(int(answers.get("page", 0)), max(0, (len(answers.get("people", ())) - 1) // _A_PAGE))


# --- another case ---


def _ask_number(answers: Answers, _world: World) -> Question:
    rows = [(Option(f"n.{one['number']}", "which_case", data=one),) for one in answers.get("like", ())]
    return Question("form/number", _known(answers), tuple(rows))


def _take_number(answers: Answers, given: Input, _world: World) -> Again | Taken:
    known = {f"n.{one['number']}": one["number"] for one in answers.get("like", ())}
    match given:
        case Choice(key) if key in known:
            return Taken({**answers, "target": known[key]})
        case Words(text):
            number = _NUMBER.fullmatch(text.strip())
            if number and int(number[1]) != answers["case_id"]:
                return Taken({**answers, "target": int(number[1])})
    return Again(answers, "number_please")


# --- a day ---


def _ask_day(answers: Answers, world: World) -> Question:
    form = _form(answers)
    options = [
        Option(f"d.{days}", "form_days_plain" if form.plain else "form_days", data={"days": days}) for days in form.days
    ]
    rows = tuple(tuple(options[i : i + 2]) for i in range(0, len(options), 2))
    return Question("form/day", {**_known(answers), "now": world.now, "due_at": answers.get("due_at")}, rows)


def _take_day(answers: Answers, given: Input, world: World) -> Again | Taken:
    known = {f"d.{days}": days for days in _form(answers).days}
    match given:
        case Choice(key) if key in known:
            return _later(answers, _in_days(known[key], _form(answers).plain, world))
        case Words(text):
            spoken = find(text, world.now, world.community.calendar)
            return _later(answers, spoken.at) if spoken else Again(answers, "form_day_how")
    return Again(answers, "form_day_how")


def _later(answers: Answers, day: int) -> Again | Taken:
    """The day, unless a deadline is put off to it that is not earlier: before somebody writes why in vain."""
    return Again(answers, "form_day_later") if day <= (answers.get("due_at") or 0) else Taken({**answers, "day": day})


def _in_days(days: int, plain: bool, world: World) -> int:
    """The end of service on the n-th working day from now; of n days of the calendar, on the next working day then."""
    calendar = world.community.calendar
    return calendar.after_days(world.now + days * _DAY_MS, 0) if plain else calendar.after_days(world.now, days)


# --- words ---


def _wants_words(answers: Answers, _world: World) -> bool:
    return _form(answers).words == "must"


def _wants_reason(answers: Answers, _world: World) -> bool:
    """The reason is none of the list: it is said in words before anything else."""
    return _form(answers).words == "may" and answers.get("reason") == OTHER


def _ask_words(answers: Answers, _world: World) -> Question:
    return Question("form/words", {**_known(answers), "most": MOST_WORDS, "photos": len(answers.get("photos", ()))})


def _take_words(answers: Answers, given: Input, world: World) -> Again | Taken:
    match given:
        case Files(caption=caption) if _form(answers).photos:
            kept = also_photos(answers, given, world.community.policy.max_photos, "words_please")
            fits = 0 < len(caption.strip()) <= MOST_WORDS and kept.problem is None
            return Taken({**kept.answers, "words": caption.strip()}) if fits else kept
        case Words(text) if len(text.strip()) > MOST_WORDS:
            return Again(answers, "too_long", {"most": MOST_WORDS})
        case Words(text) if text.strip():
            return Taken({**answers, "words": text.strip()})
    return Again(answers, "words_please")


# --- the parts of a case ---


def _ask_parts(answers: Answers, _world: World) -> Question:
    return Question("form/parts", {**_known(answers), "least": LEAST_PARTS, "most": MOST_PARTS})


def _take_parts(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Words(text):
            parts = [line.strip() for line in text.splitlines() if line.strip()]
            if not LEAST_PARTS <= len(parts) <= MOST_PARTS:
                return Again(answers, "parts_how", {"least": LEAST_PARTS, "most": MOST_PARTS})
            if any(len(part) > MOST_WORDS for part in parts):
                return Again(answers, "too_long", {"most": MOST_WORDS})
            return Taken({**answers, "parts": parts})
    return Again(answers, "parts_how", {"least": LEAST_PARTS, "most": MOST_PARTS})


# --- once more, before it is done ---


def _ask_sure(answers: Answers, _world: World) -> Question:
    told = {key: answers.get(key) for key in ("reason", "unit", "target", "day", "words", "parts")}
    named = next((one["name"] for one in answers.get("people", ()) if one["id"] == answers.get("who")), None)
    done = (Option("do", "form_do", style="primary", data={"form": answers["form"]}),)
    data = {**_known(answers), **told, "who": named, "photos": len(answers.get("photos", ()))}
    return Question("form/sure", data, (done,))


def _take_sure(answers: Answers, given: Input, world: World) -> Again | Done:
    if isinstance(given, Files) and _form(answers).photos:
        return also_photos(answers, given, world.community.policy.max_photos, "use_buttons")
    return Done("do", answers) if given == Choice("do") else Again(answers, "use_buttons")


def _step(
    name: str,
    key: str,
    wanted: Callable[[Answers, World], bool],
    ask: Callable[[Answers, World], Question],
    take: Callable[[Answers, Input, World], Again | Taken],
) -> Step:
    """A step that is done when its answer is there."""
    return Step(name, wanted, lambda answers: key in answers, ask, take)


FORM = Flow(
    NAME,
    (
        _step("reason", "reason", lambda a, _w: bool(_form(a).reasons), _ask_reason, _take_reason),
        _step("other", "words", _wants_reason, _ask_words, _take_words),
        _step("unit", "unit", lambda a, _w: _form(a).unit, _ask_unit, _take_unit),
        _step("who", "who", lambda a, _w: _form(a).who and bool(a.get("people")), _ask_who, _take_who),
        _step("number", "target", lambda a, _w: _form(a).number, _ask_number, _take_number),
        _step("day", "day", lambda a, _w: bool(_form(a).days), _ask_day, _take_day),
        _step("parts", "parts", lambda a, _w: _form(a).parts, _ask_parts, _take_parts),
        _step("words", "words", _wants_words, _ask_words, _take_words),
        Step("sure", lambda _a, _w: True, lambda _: False, _ask_sure, _take_sure),
    ),
)
