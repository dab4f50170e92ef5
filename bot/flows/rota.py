"""The dialog in which a post is manned by turns (排班): who, on which days, how long, from when until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.domain.duty_plan import DutyPlan, clock
from bot.domain.rotation import MOST_PEOPLE, Days, Length, Pattern
from bot.flows.engine import Again, Answers, Choice, Done, Flow, Input, Option, Question, Step, Taken, World

NAME = "rota"
_A_PAGE = 8
_A_DAY = timedelta(days=1)
_LENGTHS = {"l.whole": Length.WHOLE, "l.halves": Length.HALVES}
_DAYS = {"d.all": Days.ALL, "d.work": Days.WORK, "d.off": Days.OFF}
_TODAY, _TOMORROW, _MONDAY, _SEASON = "b.0", "b.1", "b.m", "b.s"
_FOR_GOOD, _BEFORE, _AFTER = "u.no", "u.before", "u.season"


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


def _ask_days(answers: Answers, _world: World) -> Question:
    rows = ((Option("d.all", "rota_all"),), (Option("d.work", "rota_work"),), (Option("d.off", "rota_off"),))
    return Question("roster/rota_days", _known(answers), rows)


def _take_days(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Choice(key) if key in _DAYS:
            return Taken({**answers, "on": _DAYS[key].value})
    return Again(answers, "use_buttons")


def _ask_length(answers: Answers, world: World) -> Question:
    rows = ((Option("l.whole", "rota_whole"),), (Option("l.halves", "rota_halves"),))
    plan = world.community.duty
    data = {**_known(answers), "change": clock(plan.change), "night": clock(plan.night)}
    return Question("roster/rota_length", data, rows)


def _take_length(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Choice(key) if key in _LENGTHS:
            return Taken({**answers, "length": _LENGTHS[key].value})
    return Again(answers, "use_buttons")


def _ask_begin(answers: Answers, world: World) -> Question:
    calendar = world.community.calendar
    rows = tuple(
        (Option(key, "rota_season_from" if key == _SEASON else "rota_from", data={"at": calendar.instant(day, 0)}),)
        for key, day in _begins(world).items()
    )
    return Question("roster/rota_from", _known(answers), rows)


def _begins(world: World) -> dict[str, date]:
    """Today, tomorrow, the next Monday, and the first day of the next flood season."""
    today = world.community.calendar.day_of(world.now)
    days = {_TODAY: today, _TOMORROW: today + _A_DAY, _MONDAY: today + timedelta(days=7 - today.weekday())}
    season = world.community.duty.season
    first = season.span(today)[0] if season else today
    return days if first <= today else {**days, _SEASON: first}


def _take_begin(answers: Answers, given: Input, world: World) -> Again | Taken:
    match given:
        case Choice(key) if key in _begins(world):
            kept = {name: value for name, value in answers.items() if name != "ends"}
            return Taken({**kept, "since": _begins(world)[key].isoformat()})
    return Again(answers, "use_buttons")


def _ends(answers: Answers, world: World) -> dict[str, date | None]:
    """The first day on which it does not stand any more: none, or before or after the flood season."""
    season = world.community.duty.season
    if season is None or "since" not in answers:
        return {}
    since = date.fromisoformat(answers["since"])
    first, end = season.span(since)
    before: dict[str, date | None] = {_BEFORE: first} if since < first else {}
    return {_FOR_GOOD: None, **before, _AFTER: end}


def _last(end: date, world: World) -> int:
    """The day before the first on which it does not stand any more."""
    return world.community.calendar.instant(end - _A_DAY, 0)


def _ask_end(answers: Answers, world: World) -> Question:
    rows = tuple(
        (
            Option(key, "rota_until_before" if key == _BEFORE else "rota_until_season", data={"at": _last(end, world)})
            if end
            else Option(key, "rota_until_no"),
        )
        for key, end in _ends(answers, world).items()
    )
    return Question("roster/rota_until", _known(answers), rows)


def _take_end(answers: Answers, given: Input, world: World) -> Again | Taken:
    ends = _ends(answers, world)
    match given:
        case Choice(key) if key in ends:
            end = ends[key]
            return Taken({**answers, "ends": end.isoformat() if end else ""})
    return Again(answers, "use_buttons")


def _ask_sure(answers: Answers, world: World) -> Question:
    calendar = world.community.calendar
    end = _end(answers)
    data = {
        **_known(answers),
        "on": answers["on"],
        "length": answers["length"],
        "at": calendar.instant(date.fromisoformat(answers["since"]), 0),
        "until": _last(end, world) if end else None,
    }
    return Question("roster/rota_sure", data, ((Option("do", "rota_do", style="primary"),),))


def _take_sure(answers: Answers, given: Input, _world: World) -> Again | Done:
    return Done("rota", answers) if given == Choice("do") else Again(answers, "use_buttons")


def _end(answers: Answers) -> date | None:
    return date.fromisoformat(answers["ends"]) if answers.get("ends") else None


def pattern(answers: Answers, plan: DutyPlan) -> Pattern:
    """The pattern that a filled dialog describes; shifts change as the community plans it."""
    return Pattern(
        0,
        answers["key"],
        tuple(answers["chosen"]),
        Length(answers["length"]),
        Days(answers["on"]),
        date.fromisoformat(answers["since"]),
        _end(answers),
        plan.change,
        plan.night,
    )


ROTA = Flow(
    NAME,
    (
        Step("people", lambda _a, _w: True, lambda a: bool(a.get("ready")), _ask_people, _take_people),
        Step("days", lambda _a, _w: True, lambda a: "on" in a, _ask_days, _take_days),
        Step("length", lambda _a, _w: True, lambda a: "length" in a, _ask_length, _take_length),
        Step("from", lambda _a, _w: True, lambda a: "since" in a, _ask_begin, _take_begin),
        Step("until", lambda a, w: bool(_ends(a, w)), lambda a: "ends" in a, _ask_end, _take_end),
        Step("sure", lambda _a, _w: True, lambda _: False, _ask_sure, _take_sure),
    ),
)
