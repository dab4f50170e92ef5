"""Leave (请假): going, who stands in, coming back; and to whom work goes meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.actions import home, notices, post, tasks
from bot.actions.context import Context
from bot.domain import absence as rules
from bot.domain.absence import Absence
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, allow
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Refused, Stale
from bot.storage import absences, audit, people, timers
from bot.storage.timers import Timer

TIMER = "absence"


async def colleagues(ctx: Context, person: Person) -> list[dict[str, Any]]:
    """Who could stand in for the person, the most fitting first, and whom work would go round among then."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    known = await absences.standing(ctx.tx, ctx.community_id, ctx.now)
    gone, names = rules.away(known, ctx.now), {one.person_id: one.name for one in staff}
    return [
        {
            "id": other.person_id,
            "name": other.name,
            "title": other.title.value,
            "away": other.person_id in gone,
            "reachable": other.reachable,
            "circle": [names[n] for n in rules.circle(person.person_id, other.person_id, known, ctx.now)],
        }
        for other in rules.deputies(person, staff, known, ctx.now)
    ]


async def of(ctx: Context, person: Person) -> Absence | None:
    """The leave on which the person is."""
    found = await absences.of(ctx.tx, ctx.community_id, person.person_id)
    return found if found and found.holds(ctx.now) else None


async def view(ctx: Context, person: Person, absence: Absence) -> Screen:
    """The person's leave, and how to end it early."""
    deputy = await people.by_id(ctx.tx, ctx.community_id, absence.deputy) if absence.deputy else None
    buttons: Buttons = ((Tap("leave_back", Press("leave.back")), Tap("leave_again", Press("leave.again"))),)
    data = {"until": absence.until_at, "deputy": deputy.name if deputy else None}
    return Screen("leave/set", person.language, data, buttons)


async def show(ctx: Context, person: Person, absence: Absence) -> None:
    """Tell the person about their leave."""
    await home.answer(ctx, person, await view(ctx, person, absence))


async def go(ctx: Context, person: Person, until: int, deputy_id: int | None) -> Absence:
    """The person goes on leave until an instant; the deputy and who directs the cases are told."""
    allow(person, Deed.LEAVE)
    if not ctx.now < until <= ctx.now + (rules.MOST_DAYS + 1) * 86_400_000:
        raise Refused("leave.past")
    deputy = await _deputy(ctx, person, deputy_id) if deputy_id else None
    before, former = await notices.directors(ctx), await of(ctx, person)
    absence = Absence(person.person_id, deputy_id, former.from_at if former else ctx.now, until)
    await absences.keep(ctx.tx, ctx.community_id, absence)
    await timers.set_(ctx.tx, ctx.community_id, TIMER, person.person_id, until)
    await audit.record(
        ctx.tx, ctx.community_id, ctx.now, person.person_id, "leave.began", deputy=deputy_id, until=until
    )
    data: dict[str, Value] = {"name": person.name, "until": until, "deputy": deputy.name if deputy else None}
    await _tell_directors(ctx, (person, deputy), "leave/told", data)
    if deputy is not None and (former is None or former.deputy != deputy_id):
        decline = Tap("leave_no", Press("leave.no", person.person_id))
        await post.send(ctx, deputy, Kind.ASSIGNMENT, Screen("leave/asked", deputy.language, data, ((decline,),)))
    await notices.pass_on(ctx, before)
    return absence


async def come_back(ctx: Context, person: Person) -> None:
    """The person is back before the time."""
    absence = await of(ctx, person)
    if absence is None:
        raise Stale("leave.over")
    await _end(ctx, person, absence, person.person_id)


async def expire(ctx: Context, timer: Timer) -> None:
    """Somebody's leave ends because its time has come."""
    person = await people.by_id(ctx.tx, ctx.community_id, timer.subject)
    absence = await absences.of(ctx.tx, ctx.community_id, timer.subject)
    if person is not None and absence is not None and absence.until_at == timer.due_at:
        await _end(ctx, person, absence, None)


async def decline(ctx: Context, deputy: Person, absent_id: int) -> None:
    """The deputy cannot do it: nobody stands in then, and both are told."""
    absent = await people.by_id(ctx.tx, ctx.community_id, absent_id)
    absence = await absences.of(ctx.tx, ctx.community_id, absent_id)
    if absent is None or absence is None or absence.deputy != deputy.person_id:
        raise Stale("leave.over")
    await _drop_deputy(ctx, absent, deputy, deputy.person_id)
    await post.send(ctx, deputy, Kind.ANSWER, Screen("leave/declined", deputy.language, {"name": absent.name}))


async def put_right(ctx: Context, person: Person) -> None:
    """The person has lost a role: they stand in for nobody for whom they cannot any more, and need no leave."""
    for absence in await absences.standing(ctx.tx, ctx.community_id, ctx.now):
        absent = await people.by_id(ctx.tx, ctx.community_id, absence.person)
        if absent is not None and absence.deputy == person.person_id and not rules.can_stand_in(absent, person):
            await _drop_deputy(ctx, absent, person, None)
    if not person.is_staff and await absences.end(ctx.tx, ctx.community_id, person.person_id):
        await timers.clear(ctx.tx, ctx.community_id, TIMER, person.person_id)


async def away(ctx: Context) -> frozenset[int]:
    """Who is away now, as person ids."""
    return frozenset(rules.away(await absences.standing(ctx.tx, ctx.community_id, ctx.now), ctx.now))


async def stand_in(ctx: Context, worker: Person) -> Person:
    """Who gets what is meant for the worker: themselves, or the end of the chain of deputies; Refused if nobody."""
    end = await end_of(ctx, worker)
    if end is None:
        raise Refused("case.worker_away", name=worker.name)
    return end


async def end_of(ctx: Context, worker: Person) -> Person | None:
    """Who does the worker's work now: themselves, or the worker at the end of the chain of deputies; None if nobody."""
    known = await absences.standing(ctx.tx, ctx.community_id, ctx.now)
    end = rules.deputy_of(worker.person_id, known, ctx.now)
    if end == worker.person_id:
        return worker
    found = await people.by_id(ctx.tx, ctx.community_id, end) if end is not None else None
    return found if found is not None and found.is_worker else None


async def _deputy(ctx: Context, person: Person, deputy_id: int) -> Person:
    deputy = await people.by_id(ctx.tx, ctx.community_id, deputy_id)
    if deputy is None:
        raise Refused("leave.no_deputy")
    known = await absences.standing(ctx.tx, ctx.community_id, ctx.now)
    rules.check_deputy(person, deputy, known, ctx.now)
    return deputy


async def _end(ctx: Context, person: Person, absence: Absence, actor: int | None) -> None:
    await absences.end(ctx.tx, ctx.community_id, person.person_id)
    await timers.clear(ctx.tx, ctx.community_id, TIMER, person.person_id)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor, "leave.ended", person=person.person_id)
    kind = Kind.ANSWER if actor else Kind.RECEIPT
    await post.send(ctx, person, kind, Screen("leave/back", person.language, {"name": person.name}))
    deputy = await people.by_id(ctx.tx, ctx.community_id, absence.deputy) if absence.deputy else None
    if deputy is not None:
        await post.send(ctx, deputy, Kind.RECEIPT, Screen("leave/over", deputy.language, {"name": person.name}))
    await _tell_directors(ctx, (person, deputy), "leave/over", {"name": person.name})
    await _show_what_happened(ctx, person)


async def _show_what_happened(ctx: Context, person: Person) -> None:
    if person.is_gone:
        return
    if person.is_worker:
        await tasks.show(ctx, person)
    for case in await notices.awaiting(ctx, person):
        await notices.show_card(ctx, await notices.dossier(ctx, case), person)


async def _drop_deputy(ctx: Context, absent: Person, deputy: Person, actor: int | None) -> None:
    before = await notices.directors(ctx)
    await absences.without(ctx.tx, ctx.community_id, absent.person_id, deputy.person_id)
    facts = {"person": absent.person_id, "deputy": deputy.person_id}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor, "leave.alone", **facts)
    data = {"name": absent.name, "deputy": deputy.name}
    again = Tap("leave_again", Press("leave.again"))
    own = Screen("leave/alone", absent.language, {**data, "mine": True}, ((again,),))
    await post.send(ctx, absent, Kind.RECEIPT, own)
    await _tell_directors(ctx, (absent, deputy), "leave/alone", {**data, "mine": False})
    await notices.pass_on(ctx, before)


async def _tell_directors(ctx: Context, but: tuple[Person | None, ...], view: str, data: Mapping[str, Value]) -> None:
    told = {person.person_id for person in but if person is not None}
    for director in await notices.directors(ctx):
        if director.person_id not in told:
            await post.send(ctx, director, Kind.RECEIPT, Screen(view, director.language, data))
