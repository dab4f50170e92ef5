"""The dialog of a leave (请假): until when, and who stands in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.absence import MOST_DAYS
from bot.domain.spoken_date import written_day
from bot.flows.engine import (
    Again,
    Answers,
    Choice,
    Done,
    Flow,
    Input,
    Option,
    Question,
    Step,
    Taken,
    Words,
    World,
)

NAME = "leave"
_A_PAGE = 8
#: How many days, today among them.
_DAYS = {"day.1": 1, "day.3": 3, "day.7": 7}


def _ask_until(_answers: Answers, world: World) -> Question:
    options = [
        Option(key, "leave_today" if days == 1 else "leave_days", data={"days": days}) for key, days in _DAYS.items()
    ]
    return Question("leave/until", {"now": world.now, "most": MOST_DAYS}, (tuple(options),))


def _take_until(answers: Answers, given: Input, world: World) -> Again | Taken:
    timezone = world.community.timezone
    today = datetime.fromtimestamp(world.now / 1000, timezone).date()
    match given:
        case Choice(key) if key in _DAYS:
            return Taken({**answers, "until": last_moment(today + timedelta(days=_DAYS[key] - 1), timezone)})
        case Words(text):
            day = day_of(text, today)
            if day is None:
                return Again(answers, "leave_date_how")
            if day < today:
                return Again(answers, "leave_past")
            if day > today + timedelta(days=MOST_DAYS):
                return Again(answers, "leave_too_long", {"most": MOST_DAYS})
            return Taken({**answers, "until": last_moment(day, timezone)})
    return Again(answers, "leave_date_how")


def day_of(text: str, today: date) -> date | None:
    """The day that somebody means; without a year the next such day, unless that is too far away to be meant."""
    return written_day(text, today, MOST_DAYS)


def last_moment(day: date, timezone: ZoneInfo) -> int:
    """The last millisecond of a local day, in UTC."""
    after = day + timedelta(days=1)
    return int(datetime(after.year, after.month, after.day, tzinfo=timezone).timestamp() * 1000) - 1


def _ask_deputy(answers: Answers, _world: World) -> Question:
    known, page = answers.get("colleagues", ()), _page(answers)
    shown = known[page * _A_PAGE : (page + 1) * _A_PAGE]
    rows = [(Option(f"deputy.{one['id']}", "deputy_for", data=one),) for one in shown]
    turn = []
    if page:
        turn.append(Option(f"page.{page - 1}", "page_before"))
    if (page + 1) * _A_PAGE < len(known):
        turn.append(Option(f"page.{page + 1}", "page_after"))
    last = (Option("nobody", "deputy_nobody"),)
    data = {"until": answers["until"], "many": len(known)}
    return Question("leave/deputy", data, (*rows, *([tuple(turn)] if turn else ()), last))


def _take_deputy(answers: Answers, given: Input, _world: World) -> Again | Done:
    known = {f"deputy.{one['id']}": one for one in answers.get("colleagues", ())}
    match given:
        case Choice("nobody"):
            return Done("leave", {**answers, "deputy": None})
        case Choice(key) if key in known:
            if known[key]["circle"]:
                return Again(answers, "leave_cycle", {"names": known[key]["circle"]})
            return Done("leave", {**answers, "deputy": known[key]["id"]})
        case Choice(key) if key in ("page.0", *(f"page.{n}" for n in range(len(known) // _A_PAGE + 1))):
            return Again({**answers, "page": int(key.removeprefix("page."))})
    return Again(answers, "use_buttons")


def _page(answers: Answers) -> int:
    """The page that is shown: the list may have become shorter."""
    last = max(0, (len(answers.get("colleagues", ())) - 1) // _A_PAGE)
    return min(int(answers.get("page", 0)), last)


LEAVE = Flow(
    NAME,
    (
        Step("until", lambda _a, _w: True, lambda a: "until" in a, _ask_until, _take_until),
        Step("deputy", lambda _a, _w: True, lambda _: False, _ask_deputy, _take_deputy),
    ),
)
