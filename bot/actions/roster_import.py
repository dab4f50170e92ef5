"""The street's duty roster in the chat: a file comes, is shown as what it would change, and is taken whole or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.actions import post, rosters, shift_cards, staff_list
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, allow, may
from bot.domain.person import Person
from bot.domain.roster import Origin, Shift
from bot.domain.roster_list import RosterLine, RosterReading
from bot.domain.roster_plan import RosterPlan, plan
from bot.domain.screen import Buttons, Paper, Screen, Tap, Value
from bot.domain.sheet import Table
from bot.errors import Refused
from bot.storage import audit, covers, people, roster
from bot.storage import staff_list as files
from bot.storage.staff_list import StaffFile, State, What

TAKE, DROP = "roster.take", "roster.drop"
_MOST_PROBLEMS, _MOST_LINES, _MOST_MINE = 20, 12, 6


@dataclass(frozen=True, slots=True)
class FoundRoster:
    """What was read from a roster; ``complete`` are its problems in words, as a table to be sent."""

    reading: RosterReading
    complete: Table


async def found(ctx: Context, number: int, what: FoundRoster) -> None:
    """A roster was read: whoever sent it sees what it would change, or what is wrong with it."""
    file = await files.file(ctx.tx, ctx.community_id, number)
    person = await people.by_id(ctx.tx, ctx.community_id, file.person) if file else None
    if file is None or person is None or file.state is not State.WAITING:
        return  # a newer one came meanwhile
    if not may(person, Deed.PLAN_DUTY):
        refused = Screen("home/refused", person.language, {"code": "person.not_yours"})
        await staff_list.refuse(ctx, person, number, refused)
    elif what.reading.many:
        await _tell_problems(ctx, person, number, what)
    else:
        await files.keep_roster(ctx.tx, ctx.community_id, number, what.reading.lines)
        await _preview(ctx, person, number, await _plan(ctx, what.reading.lines))


async def _tell_problems(ctx: Context, person: Person, number: int, what: FoundRoster) -> None:
    problems, many = what.reading.problems, what.reading.many
    shown: list[Value] = [{"code": one.code, "values": one.values} for one in problems[:_MOST_PROBLEMS]]
    more = len(problems) > _MOST_PROBLEMS
    data: dict[str, Value] = {"many": many, "problems": shown, "file": more}
    await staff_list.refuse(ctx, person, number, Screen("roster/list_problems", person.language, data))
    if more:
        about = Screen("staff_list/complete", person.language, {"many": many, "listed": len(problems)})
        await post.send(ctx, person, Kind.ANSWER, Paper(about, "list_problems.xlsx", what.complete))


async def _preview(ctx: Context, person: Person, number: int, does: RosterPlan) -> None:
    lines = [*does.added, *(line for line, _ in does.changed), *does.same, *does.held, *does.past]
    names = await _names(ctx, [shift.person for _, shift in does.changed])
    changes: list[Value] = [
        {**_line(ctx, line), "before": names.get(shift.person, "")} for line, shift in does.changed[:_MOST_LINES]
    ]
    clashes: list[Value] = [
        {**_line(ctx, late), "other": _post(ctx, early.post)} for early, late in does.clashes[:_MOST_LINES]
    ]
    posts = dict.fromkeys(line.post for line in lines)
    data: dict[str, Value] = {
        "many": len(lines),
        "from_at": min(line.from_at for line in lines),
        "until_at": max(line.until_at for line in lines),
        "posts": [{"post": _post(ctx, key), "many": sum(line.post == key for line in lines)} for key in posts],
        "added": len(does.added),
        "same": len(does.same),
        "past": len(does.past),
        "held": len(does.held),
        "removed": len(does.removed),
        "changed": len(does.changed),
        "changes": changes,
        "clashes": clashes,
        "unreachable": await _unreachable(ctx, lines),
    }
    drop = (Tap("roster_drop_list", Press(DROP, number)),)
    take = (Tap("roster_take_list", Press(TAKE, number, does.mark), style="primary"),)
    does_any = does.added or does.changed or does.removed
    await _show(ctx, person, number, "roster/list_preview", data, (take, drop) if does_any else (drop,))


async def _unreachable(ctx: Context, lines: Iterable[RosterLine]) -> list[Value]:
    """Who stands on the list and cannot be reached by the bot."""
    found = [await people.by_id(ctx.tx, ctx.community_id, one) for one in dict.fromkeys(n.person for n in lines)]
    return [one.called for one in found if one is not None and not one.reachable]


async def take(ctx: Context, person: Person, number: int, mark: int) -> int:
    """Take the roster over, all of it, if it would still do what was shown; how many shifts are new or another's.

    Refused if it is not the person's to take, would do something else by now, or names somebody who has left.
    """
    file = await _theirs(ctx, person, number)
    does = await _plan(ctx, file.shifts)
    if does.mark != mark:
        await _preview(ctx, person, number, does)
        raise Refused("list.changed")
    for one in dict.fromkeys(line.person for line in file.shifts):
        stands = await people.by_id(ctx.tx, ctx.community_id, one)
        if stands is None or not may(stands, Deed.TAKE_SHIFT):
            raise Refused("roster.list_left")
    lost = await _write(ctx, does)
    await files.settle(ctx.tx, ctx.community_id, number, State.READ, State.TAKEN)
    facts = {"added": len(does.added), "changed": len(does.changed), "removed": len(does.removed)}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "roster.listed", None, **facts)
    gained = [*does.added, *(line for line, _ in does.changed)]
    told = await _tell(ctx, person, gained, lost)
    data: dict[str, Value] = {"added": len(does.added), "changed": len(does.changed), "told": told}
    await _show(ctx, person, number, "roster/list_taken", data)
    await rosters.changed(ctx)
    return len(gained)


async def _write(ctx: Context, does: RosterPlan) -> list[Shift]:
    """Do to the roster what the plan says; the shifts that somebody has lost by it."""
    for shift in does.removed:
        await roster.remove(ctx.tx, ctx.community_id, shift.shift_id)
    for line, shift in does.changed:
        await covers.settle(ctx.tx, ctx.community_id, shift.shift_id, covers.VOID)
        await roster.put(ctx.tx, ctx.community_id, shift.shift_id, line.person)
    for line in does.added:
        span = line.from_at, line.until_at
        await roster.add(ctx.tx, ctx.community_id, line.post, line.seat, line.person, span, Origin.LIST)
    return [*does.removed, *(shift for _, shift in does.changed)]


async def _tell(ctx: Context, actor: Person, gained: Sequence[RosterLine], lost: Sequence[Shift]) -> int:
    """Everybody who has other shifts now hears of it in one message; how many."""
    ahead = [one for one in lost if one.until_at > ctx.now]
    told = 0
    for number in dict.fromkeys([*(one.person for one in gained), *(one.person for one in ahead)]):
        person = await people.by_id(ctx.tx, ctx.community_id, number)
        if person is None or number == actor.person_id:
            continue
        mine = sorted((one for one in gained if one.person == number), key=lambda one: one.from_at)
        spans = {(one.post, one.from_at, one.until_at) for one in mine}
        gone = [one for one in ahead if one.person == number and (one.post, one.from_at, one.until_at) not in spans]
        data: dict[str, Value] = {
            "mine": [_span(ctx, one) for one in mine[:_MOST_MINE]],
            "more": max(0, len(mine) - _MOST_MINE),
            "gone": [_span(ctx, one) for one in sorted(gone, key=lambda one: one.from_at)[:_MOST_MINE]],
            "gone_more": max(0, len(gone) - _MOST_MINE),
        }
        await post.send(ctx, person, Kind.ASSIGNMENT, Screen("roster/list_told", person.language, data))
        told += 1
    return told


async def drop(ctx: Context, person: Person, number: int) -> None:
    """Throw the roster away; nothing of it is kept."""
    await _theirs(ctx, person, number)
    await files.settle(ctx.tx, ctx.community_id, number, State.READ, State.DROPPED)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "roster.list_dropped")
    await _show(ctx, person, number, "roster/list_dropped", {})


async def _theirs(ctx: Context, person: Person, number: int) -> StaffFile:
    """The roster that waits for the person's decision; Refused says what has become of it, or that it is not theirs."""
    allow(person, Deed.PLAN_DUTY)
    file = await files.file(ctx.tx, ctx.community_id, number)
    if file is None or file.person != person.person_id or file.kind is not What.ROSTER:
        raise Refused("person.not_yours")
    if file.state is State.TAKEN:
        raise Refused("list.taken")
    if file.state is not State.READ:
        raise Refused("list.dropped")
    return file


async def _plan(ctx: Context, lines: Sequence[RosterLine]) -> RosterPlan:
    span = min(one.from_at for one in lines), max(one.until_at for one in lines)
    return plan(lines, await roster.between(ctx.tx, ctx.community_id, *span), ctx.now)


async def _names(ctx: Context, numbers: Iterable[int]) -> dict[int, str]:
    found = [await people.by_id(ctx.tx, ctx.community_id, number) for number in dict.fromkeys(numbers)]
    return {one.person_id: one.called for one in found if one is not None}


def _post(ctx: Context, key: str) -> Value:
    known = ctx.community.post(key)
    return shift_cards.post_data(ctx, known) if known else None


def _span(ctx: Context, one: RosterLine | Shift) -> Value:
    return {"post": _post(ctx, one.post), "from_at": one.from_at, "until_at": one.until_at}


def _line(ctx: Context, line: RosterLine) -> dict[str, Value]:
    return {"post": _post(ctx, line.post), "from_at": line.from_at, "name": line.name}


async def _show(
    ctx: Context, person: Person, number: int, view: str, data: dict[str, Value], buttons: Buttons = ()
) -> None:
    screen = Screen(view, person.language, data, buttons)
    await post.show(ctx, person, Kind.ANSWER, staff_list.slot(number), screen)
