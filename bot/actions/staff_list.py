"""The staff list (名册) in the chat: a list comes as a file, is shown as what it would change, and is taken or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.actions import people as people_actions
from bot.actions import post
from bot.actions.context import Context
from bot.domain import staff_plan
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, allow, may
from bot.domain.person import Appointment, Person
from bot.domain.screen import Buttons, Paper, Screen, Tap, Value
from bot.domain.sheet import Table
from bot.domain.staff_list import Line, Problem, Reading
from bot.domain.staff_plan import Listed, Member, Plan, SheetWords
from bot.errors import LiubuError, Refused
from bot.storage import audit, people, staff_list, timers
from bot.storage.staff_list import StaffFile, State, What

TAKE, DROP, GIVE, SHOW = "list.take", "list.drop", "list.give", "list.show"
#: The errand that fetches and reads a list, by its number; and the making of the file for a person.
READ, SHEET = "staff_list", "staff_sheet"
#: So many problems stand in a message; all of them are in a file beside it.
MOST_SHOWN = 20
_MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Found:
    """What was read from a list; ``complete`` are its problems in words, as a table to be sent."""

    reading: Reading
    complete: Table


# --- what the secretary can ask for ---


async def offer_import(ctx: Context, person: Person) -> None:
    """How the list stands, how to send a new one, how the staff claim their places; and the list as a file."""
    allow(person, Deed.TAKE_LIST)
    places = await staff_list.places(ctx.tx, ctx.community_id)
    waiting = list(dict.fromkeys(place.name for place in places if place.person is None))
    data: dict[str, Value] = {
        "listed": len({place.phone for place in places}),
        "places": len(places),
        "many": len({place.phone for place in places if place.person is None}),
        "waiting": list[Value](waiting[:_MOST_NAMED]),
    }
    buttons: Buttons = ((Tap("list_give", Press(GIVE)),),) if places and may(person, Deed.GIVE_LIST) else ()
    await post.send(ctx, person, Kind.ANSWER, Screen("staff_list/hub", person.language, data, buttons))


async def ask_sheet(ctx: Context, person: Person) -> None:
    """The person wants the list as a file; it is made at once, but where there are words for it."""
    allow(person, Deed.GIVE_LIST)
    if not await staff_list.places(ctx.tx, ctx.community_id):
        raise Refused("list.empty")
    await timers.set_(ctx.tx, ctx.community_id, SHEET, person.person_id, ctx.now)


async def give_sheet(ctx: Context, number: int, words: dict[str, SheetWords]) -> None:
    """Send the list to the person who asked for it, in their language, if they still may have it."""
    person = await people.by_id(ctx.tx, ctx.community_id, number)
    if person is None or not may(person, Deed.GIVE_LIST):
        return
    places = await staff_list.places(ctx.tx, ctx.community_id)
    listed = {place.person for place in places}
    staff = await people.staff(ctx.tx, ctx.community_id)
    data: dict[str, Value] = {
        "places": len(places),
        "claimed": sum(place.person is not None for place in places),
        "without": sum(one.person_id not in listed for one in staff),
    }
    table = staff_plan.sheet(places, ctx.community, words[person.language])
    about = Screen("staff_list/sheet", person.language, data)
    await post.send(ctx, person, Kind.ANSWER, Paper(about, "staff_list.xlsx", table))
    await _note(ctx, person, "list.given", places=len(places))


async def receive(ctx: Context, person: Person, file_id: str, name: str) -> None:
    """The person sent a list, of the staff or of the duty: it will be fetched and read, and what is in it decides.

    What they sent before and did not decide is void.
    """
    if not may(person, Deed.TAKE_LIST):
        allow(person, Deed.PLAN_DUTY)
    for old in await staff_list.undecided(ctx.tx, ctx.community_id, person.person_id):
        await timers.clear(ctx.tx, ctx.community_id, READ, old.number)
        await staff_list.settle(ctx.tx, ctx.community_id, old.number, old.state, State.DROPPED)
        await _show(ctx, person, old.number, "staff_list/dropped", {"newer": True})
    number = await staff_list.add_file(ctx.tx, ctx.community_id, person.person_id, file_id, name[:_MOST_NAME], ctx.now)
    await timers.set_(ctx.tx, ctx.community_id, READ, number, ctx.now)
    await _show(ctx, person, number, "staff_list/reading", {})


_MOST_NAME = 200


# --- what was found in a file ---


async def found(ctx: Context, number: int, what: Found | LiubuError | None) -> None:
    """A list was read, could not be read, or (None) is not to be had any more: tell whoever sent it."""
    file = await staff_list.file(ctx.tx, ctx.community_id, number)
    person = await people.by_id(ctx.tx, ctx.community_id, file.person) if file else None
    if file is None or person is None or file.state is not State.WAITING:
        return  # a newer one came meanwhile
    if not may(person, Deed.TAKE_LIST):
        await refuse(ctx, person, number, Screen("home/refused", person.language, {"code": "person.not_yours"}))
    elif what is None:
        await refuse(ctx, person, number, Screen("staff_list/lost", person.language))
    elif isinstance(what, LiubuError):
        problem: dict[str, Value] = {"code": what.code, "values": {k: _plain(v) for k, v in what.data.items()}}
        await refuse(ctx, person, number, Screen("staff_list/unreadable", person.language, problem))
    elif what.reading.problems:
        await _tell_problems(ctx, person, number, what)
    else:
        await staff_list.keep(ctx.tx, ctx.community_id, number, what.reading.lines)
        await _preview(ctx, person, number, what.reading.lines, await _plan(ctx, what.reading.lines))


async def refuse(ctx: Context, person: Person, number: int, screen: Screen) -> None:
    """A list is not taken: the screen says why."""
    await staff_list.settle(ctx.tx, ctx.community_id, number, State.WAITING, State.REFUSED)
    await post.show(ctx, person, Kind.ANSWER, slot(number), screen)


async def _tell_problems(ctx: Context, person: Person, number: int, what: Found) -> None:
    problems = what.reading.problems
    data: dict[str, Value] = {
        "many": what.reading.many,
        "listed": len(problems),
        "problems": [_problem(one) for one in problems[:MOST_SHOWN]],
        "file": len(problems) > MOST_SHOWN,
    }
    await refuse(ctx, person, number, Screen("staff_list/problems", person.language, data))
    if len(problems) > MOST_SHOWN:
        about = Screen("staff_list/complete", person.language, {"many": what.reading.many, "listed": len(problems)})
        await post.send(ctx, person, Kind.ANSWER, Paper(about, "list_problems.xlsx", what.complete))


async def _preview(ctx: Context, person: Person, number: int, lines: Sequence[Line], plan: Plan) -> None:
    roles, grids = staff_plan.count(lines)
    data: dict[str, Value] = {
        "many": plan.many,
        "places": len(lines),
        "roles": [{"role": role.value, "many": many} for role, many in roles.items()],
        "grids": [{"grid": _grid(ctx, grid), "many": many} for grid, many in grids.items()],
        "same": len(plan.same),
        "groups": [_group(ctx, name, getattr(plan, name)) for name in staff_plan.SHOWN if getattr(plan, name)],
    }
    buttons = (
        (Tap("list_take", Press(TAKE, number, plan.mark), style="primary"),),
        (Tap("list_drop", Press(DROP, number)),),
    )
    await _show(ctx, person, number, "staff_list/preview", data, buttons)


def _group(ctx: Context, name: str, members: Sequence[Member]) -> dict[str, Value]:
    return {
        "name": name,
        "many": len(members),
        "members": [
            {"name": one.name, "before": one.before, "posts": posts(ctx, one.posts)} for one in members[:_MOST_NAMED]
        ],
    }


def _problem(problem: Problem) -> Value:
    return {"code": problem.code, "values": problem.values}


def _plain(value: object) -> Value:
    return value if isinstance(value, str | int) else str(value)


# --- the decision ---


async def take(ctx: Context, person: Person, number: int, mark: int) -> int:
    """Take the list over, all of it, if it would still do what was shown; how many persons it names."""
    file = await _theirs(ctx, person, number)
    plan = await _plan(ctx, file.lines)
    if plan.mark != mark:
        await _preview(ctx, person, number, file.lines, plan)
        raise Refused("list.changed")
    added = [await staff_list.add(ctx.tx, ctx.community_id, line, person.person_id, ctx.now) for line in file.lines]
    for member in plan.renamed:
        await _rename(ctx, member)
    appointed = await _give_at_once(ctx, person)
    await staff_list.settle(ctx.tx, ctx.community_id, number, State.READ, State.TAKEN)
    await _note(ctx, person, "list.taken", lines=len(added), added=sum(added), appointed=appointed)
    waiting = {place.phone for place in await staff_list.places(ctx.tx, ctx.community_id) if place.person is None}
    data: dict[str, Value] = {"many": plan.many, "added": sum(added), "appointed": appointed, "waiting": len(waiting)}
    await _show(ctx, person, number, "staff_list/taken", data)
    return plan.many


async def drop(ctx: Context, person: Person, number: int) -> None:
    """Throw the list away; nothing of it is kept."""
    await _theirs(ctx, person, number)
    await staff_list.settle(ctx.tx, ctx.community_id, number, State.READ, State.DROPPED)
    await _note(ctx, person, "list.dropped")
    await _show(ctx, person, number, "staff_list/dropped", {"newer": False})


async def give_place(ctx: Context, by: Person, person: Person, places: Sequence[Listed]) -> list[Appointment]:
    """Somebody gets their places on the list and what belongs to them; what of it is new. They are called as listed."""
    await people.rename(ctx.tx, ctx.community_id, person.person_id, places[-1].name)
    given = []
    for place in places:
        if await people_actions.appoint(ctx, by, person, place.held):
            given.append(place.held)
        await staff_list.claim(ctx.tx, ctx.community_id, place.place_id, person.person_id)
    return given


def posts(ctx: Context, held: Iterable[Appointment]) -> list[Value]:
    """What somebody holds, as the messages want it."""
    return [{"role": one.role.value, "grid": _grid(ctx, one.grid), "unit": one.unit} for one in held]


async def _theirs(ctx: Context, person: Person, number: int) -> StaffFile:
    """The list that waits for the person's decision; Refused says what has become of it, or that it is not theirs."""
    allow(person, Deed.TAKE_LIST)
    file = await staff_list.file(ctx.tx, ctx.community_id, number)
    if file is None or file.person != person.person_id or file.kind is not What.STAFF:
        raise Refused("person.not_yours")
    if file.state is State.TAKEN:
        raise Refused("list.taken")
    if file.state is not State.READ:
        raise Refused("list.dropped")
    return file


async def _plan(ctx: Context, lines: Sequence[Line]) -> Plan:
    present = await staff_list.places(ctx.tx, ctx.community_id)
    return staff_plan.plan(lines, present, await staff_list.owners(ctx.tx, ctx.community_id))


async def _rename(ctx: Context, member: Member) -> None:
    await staff_list.rename(ctx.tx, ctx.community_id, member.phone, member.name)
    for place in await staff_list.places_of(ctx.tx, ctx.community_id, member.phone):
        if place.person is not None:
            await people.rename(ctx.tx, ctx.community_id, place.person, member.name)


async def _give_at_once(ctx: Context, by: Person) -> int:
    """Whoever has shown their number before gets the new places that go with it, and is told; how many persons."""
    places = await staff_list.places(ctx.tx, ctx.community_id)
    owners = await staff_list.owners(ctx.tx, ctx.community_id)
    owners |= {place.phone: place.person for place in places if place.person is not None}
    theirs: dict[int, list[Listed]] = {}
    for place in places:
        if place.person is None and place.phone in owners:
            theirs.setdefault(owners[place.phone], []).append(place)
    for number, open_ in theirs.items():
        person = await people.by_id(ctx.tx, ctx.community_id, number)
        assert person is not None  # noqa: S101  # a foreign key holds the person
        given = await give_place(ctx, by, person, open_)
        if given:
            data: dict[str, Value] = {"name": open_[-1].name, "posts": posts(ctx, given)}
            await post.send(ctx, person, Kind.ASSIGNMENT, Screen("staff_list/appointed", person.language, data))
    return len(theirs)


# --- showing ---


async def _show(
    ctx: Context, person: Person, number: int, view: str, data: dict[str, Value], buttons: Buttons = ()
) -> None:
    await post.show(ctx, person, Kind.ANSWER, slot(number), Screen(view, person.language, data, buttons))


def slot(number: int) -> str:
    """The living message of a list that was sent."""
    return f"list:{number}"


def _grid(ctx: Context, number: int | None) -> str | None:
    grid = ctx.community.grid(number) if number else None
    return grid.name if grid else str(number) if number else None


async def _note(ctx: Context, person: Person, act: str, **facts: int) -> None:
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, act, **facts)
