"""The invitation dialog (邀请): which role, where, how many people, for how long; for a secretary, whether really."""

from __future__ import annotations

from bot.domain.invitation import DAYS, MOST, UNIT_ROLES, Offer
from bot.domain.person import COMMUNITY_ROLES, GRID_ROLES, STAFF, Appointment, Role
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

NAME = "invite"
#: Most characters of a department's or a party group's name.
MOST_UNIT = 40
_PAGE = 24
_MOST_BUTTONS = 60
_WHOLE = "whole"
_NO_GROUP = "none"
_ALONE = frozenset({Role.SECRETARY, Role.DEPUTY})  # a link for these is for one person only


def offer(answers: Answers) -> Offer:
    """What the answers ask for."""
    held = Appointment(Role(answers["role"]), answers.get("grid") or None, answers.get("unit", ""))
    return Offer(held, answers.get("most", 1), answers["days"])


# --- which role ---


def _ask_role(_answers: Answers, _world: World) -> Question:
    options = [Option(role.value, "invite_role", data={"role": role.value}) for role in STAFF]
    return Question("invite/role", rows=_rows(options, 2))


def _take_role(answers: Answers, given: Input, _world: World) -> Again | Taken:
    if isinstance(given, Choice) and given.key in STAFF:
        return Taken({"role": Role(given.key).value})
    return Again(answers, "use_buttons")


# --- in which grid ---


def _wants_grid(answers: Answers, _world: World) -> bool:
    return answers.get("role") not in COMMUNITY_ROLES


def _ask_grid(answers: Answers, world: World) -> Question:
    grids = world.community.grids
    page = min(answers.get("page", 0), (len(grids) - 1) // _PAGE)
    shown = grids[page * _PAGE : (page + 1) * _PAGE]
    rows = list(_rows([Option(str(grid.number), grid.name, literal=True) for grid in shown], 2))
    if answers["role"] not in GRID_ROLES:
        rows.append((Option(_WHOLE, "invite_whole"),))
    turn = []
    if page > 0:
        turn.append(Option(f"p.{page - 1}", "page_before"))
    if (page + 1) * _PAGE < len(grids):
        turn.append(Option(f"p.{page + 1}", "page_after"))
    return Question("invite/grid", {"role": answers["role"]}, (*rows, tuple(turn)) if turn else tuple(rows))


def _take_grid(answers: Answers, given: Input, world: World) -> Again | Taken:
    match given:
        case Choice(key) if key.isdecimal() and world.community.grid(int(key)):
            return Taken({**answers, "grid": int(key)})
        case Choice(key) if key == _WHOLE and answers["role"] not in GRID_ROLES:
            return Taken({**answers, "grid": 0})
        case Choice(key) if key.startswith("p.") and key[2:].isdecimal() and len(key) < 6:
            return Again({**answers, "page": int(key[2:])})
    return Again(answers, "use_buttons")


# --- of which department or party group ---


def _wants_unit(answers: Answers, _world: World) -> bool:
    return answers.get("role") in UNIT_ROLES


def _ask_unit(answers: Answers, world: World) -> Question:
    rows: tuple[tuple[Option, ...], ...] = ((Option(_NO_GROUP, "invite_no_group"),),)
    if answers["role"] == Role.LIAISON:
        known = world.community.departments[:_MOST_BUTTONS]
        rows = _rows([Option(f"d.{n}", name, literal=True) for n, name in enumerate(known)], 3)
    return Question("invite/unit", {"role": answers["role"]}, rows)


def _take_unit(answers: Answers, given: Input, world: World) -> Again | Taken:
    known = {f"d.{n}": name for n, name in enumerate(world.community.departments)}
    liaison = answers["role"] == Role.LIAISON
    match given:
        case Choice(key) if liaison and key in known:
            return Taken({**answers, "unit": known[key]})
        case Choice(key) if key == _NO_GROUP and not liaison:
            return Taken({**answers, "unit": ""})
        case Words(text) if 0 < len(" ".join(text.split())) <= MOST_UNIT:
            return Taken({**answers, "unit": " ".join(text.split())})
        case Words():
            return Again(answers, "unit_too_long", {"most": MOST_UNIT})
    return Again(answers, "unit_how")


# --- how many, how long ---


def _ask_most(_answers: Answers, _world: World) -> Question:
    options = tuple(Option(str(many), "invite_most", data={"many": many}) for many in MOST)
    return Question("invite/most", rows=(options,))


def _take_most(answers: Answers, given: Input, _world: World) -> Again | Taken:
    known = {str(many): many for many in MOST}
    if isinstance(given, Choice) and given.key in known:
        return Taken({**answers, "most": known[given.key]})
    return Again(answers, "use_buttons")


def _ask_days(_answers: Answers, _world: World) -> Question:
    options = tuple(Option(str(days), "invite_days", data={"days": days}) for days in DAYS)
    return Question("invite/days", rows=(options,))


def _take_days(answers: Answers, given: Input, _world: World) -> Again | Taken | Done:
    known = {str(days): days for days in DAYS}
    if not isinstance(given, Choice) or given.key not in known:
        return Again(answers, "use_buttons")
    told = {**answers, "days": known[given.key]}
    return Taken(told) if answers["role"] == Role.SECRETARY else Done("make", told)


# --- a secretary: really? ---


def _ask_sure(answers: Answers, _world: World) -> Question:
    rows = ((Option("yes", "invite_sure", style="danger"),),)
    return Question("invite/sure", {"days": answers["days"]}, rows)


def _take_sure(answers: Answers, given: Input, _world: World) -> Again | Done:
    return Done("make", answers) if given == Choice("yes") else Again(answers, "use_buttons")


def _rows(options: list[Option], wide: int) -> tuple[tuple[Option, ...], ...]:
    return tuple(tuple(options[i : i + wide]) for i in range(0, len(options), wide))


def _always(_answers: Answers, _world: World) -> bool:
    return True


INVITE = Flow(
    NAME,
    (
        Step("role", _always, lambda a: "role" in a, _ask_role, _take_role),
        Step("grid", _wants_grid, lambda a: "grid" in a, _ask_grid, _take_grid),
        Step("unit", _wants_unit, lambda a: "unit" in a, _ask_unit, _take_unit),
        Step("most", lambda a, _: a.get("role") not in _ALONE, lambda a: "most" in a, _ask_most, _take_most),
        Step("days", _always, lambda a: "days" in a, _ask_days, _take_days),
        Step("sure", _always, lambda _: False, _ask_sure, _take_sure),
    ),
)
