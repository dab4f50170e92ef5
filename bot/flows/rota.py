"""The dialog in which a post is manned by turns (排班): who, how long a shift is, from when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.rotation import MOST_PEOPLE, Days, Length, Pattern
from bot.flows.engine import Again, Answers, Choice, Done, Flow, Input, Option, Question, Step, Taken, World

NAME = "rota"
_A_PAGE = 8
_LENGTHS = {"l.whole": Length.WHOLE, "l.halves": Length.HALVES}
_BEGINS = {"b.0": 0, "b.1": 1, "b.m": None}


def _known(answers: Answers) -> dict[str, Any]:
    """What every question shows: the post, and who takes turns as far as that is chosen."""
    names = {one["id"]: one["name"] for one in answers.get("people", ())}
    return {
        "post": answers["post"],
        "chosen": [names[number] for number in answers.get("chosen", ()) if number in names],
    }


def _ask_people(answers: Answers, _world: World) -> Question:
    known, page = answers.get("people", ()), _page(answers)
    chosen = answers.get("chosen", ())
    rows = [
        (Option(f"p.{one['id']}", "rota_person", data={**one, "place": _place(chosen, one["id"])}),)
        for one in known[page * _A_PAGE : (page + 1) * _A_PAGE]
    ]
    turn = [Option(f"page.{page - 1}", "page_before")] if page else []
    if (page + 1) * _A_PAGE < len(known):
        turn.append(Option(f"page.{page + 1}", "page_after"))
    done = (Option("go", "rota_go", style="primary", data={"many": len(chosen)}),) if chosen else ()
    last = [row for row in (tuple(turn), done) if row]
    return Question("roster/rota_people", _known(answers), (*rows, *last))


def _place(chosen: tuple[int, ...] | list[int], number: int) -> int:
    return list(chosen).index(number) + 1 if number in chosen else 0


def _take_people(answers: Answers, given: Input, _world: World) -> Again | Taken:
    known = {f"p.{one['id']}": one["id"] for one in answers.get("people", ())}
    chosen = list(answers.get("chosen", ()))
    match given:
        case Choice("go") if chosen:
            return Taken({**answers, "ready": True})
        case Choice(key) if key in known:
            number = known[key]
            if number in chosen:
                chosen.remove(number)
            elif len(chosen) < MOST_PEOPLE:
                chosen.append(number)
            return Again({**answers, "chosen": chosen})
        case Choice(key) if key in {f"page.{n}" for n in range(len(known) // _A_PAGE + 1)}:
            return Again({**answers, "page": int(key.removeprefix("page."))})
    return Again(answers, "use_buttons")


def _page(answers: Answers) -> int:
    return min(int(answers.get("page", 0)), max(0, (len(answers.get("people", ())) - 1) // _A_PAGE))


def _ask_length(answers: Answers, _world: World) -> Question:
    rows = ((Option("l.whole", "rota_whole"),), (Option("l.halves", "rota_halves"),))
    return Question("roster/rota_length", _known(answers), rows)


def _take_length(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Choice(key) if key in _LENGTHS:
            return Taken({**answers, "length": _LENGTHS[key].value})
    return Again(answers, "use_buttons")


def _ask_begin(answers: Answers, world: World) -> Question:
    calendar = world.community.calendar
    begins = {key: calendar.instant(_day(key, world), 0) for key in _BEGINS}
    rows = tuple((Option(key, "rota_from", data={"at": at}),) for key, at in begins.items())
    return Question("roster/rota_from", _known(answers), rows)


def _day(key: str, world: World) -> date:
    """Today, tomorrow, or the next Monday."""
    today = datetime.fromtimestamp(world.now / 1000, world.community.timezone).date()
    days = _BEGINS[key]
    return today + timedelta(days=7 - today.weekday() if days is None else days)


def _take_begin(answers: Answers, given: Input, world: World) -> Again | Taken:
    match given:
        case Choice(key) if key in _BEGINS:
            return Taken({**answers, "since": _day(key, world).isoformat()})
    return Again(answers, "use_buttons")


def _ask_sure(answers: Answers, world: World) -> Question:
    since = date.fromisoformat(answers["since"])
    data = {**_known(answers), "length": answers["length"], "at": world.community.calendar.instant(since, 0)}
    return Question("roster/rota_sure", data, ((Option("do", "rota_do", style="primary"),),))


def _take_sure(answers: Answers, given: Input, _world: World) -> Again | Done:
    return Done("rota", answers) if given == Choice("do") else Again(answers, "use_buttons")


def pattern(answers: Answers) -> Pattern:
    """The pattern that a filled dialog describes."""
    return Pattern(
        0,
        answers["key"],
        tuple(answers["chosen"]),
        Length(answers["length"]),
        Days.ALL,
        date.fromisoformat(answers["since"]),
    )


ROTA = Flow(
    NAME,
    (
        Step("people", lambda _a, _w: True, lambda a: bool(a.get("ready")), _ask_people, _take_people),
        Step("length", lambda _a, _w: True, lambda a: "length" in a, _ask_length, _take_length),
        Step("from", lambda _a, _w: True, lambda a: "since" in a, _ask_begin, _take_begin),
        Step("sure", lambda _a, _w: True, lambda _: False, _ask_sure, _take_sure),
    ),
)
