"""The desk of the staff: who holds what, their numbers, and ending an appointment, which works at once."""

from __future__ import annotations

import zlib
from collections import Counter

from bot.actions import departures, handovers, invitations, leave, post, staff_list
from bot.actions import people as people_actions
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.case import category_name
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look, allow, may
from bot.domain.person import STAFF, Appointment, Person, Role
from bot.domain.phone import masked
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Refused, Stale
from bot.storage import audit, cases, people, staff

#: The message of the desk in a director's chat.
SLOT = "staff"
ALL = 0
_A_PAGE = 8
#: How much of a name a button shows.
_SHORT = 30


async def show(ctx: Context, person: Person, screen: Screen, *, fresh: bool = False) -> None:
    """Show a page of the desk; ``fresh``: as a new message below."""
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen, fresh=fresh)


async def desk(ctx: Context, actor: Person) -> Screen:
    """How many hold which role, and what can be done."""
    allow(actor, Look.STAFF)
    known = await people.staff(ctx.tx, ctx.community_id)
    held = Counter(role for one in known for role in {a.role for a in one.appointments})
    waiting = len(await handovers.waiting(ctx))
    data: dict[str, Value] = {
        "total": len(known),
        "roles": [{"role": role.value, "many": held[role]} for role in STAFF if held[role]],
        "unreachable": sum(1 for one in known if not one.reachable),
        "away": len(await leave.away(ctx)),
        "waiting": waiting,
    }
    return Screen("staff/desk", actor.language, data, _desk_buttons(actor, waiting))


def _desk_buttons(actor: Person, waiting: int) -> Buttons:
    rows: list[tuple[Tap, ...]] = [(Tap("staff_list", Press("staff.list")),)]
    if waiting:
        rows.append((Tap("staff_waiting", Press("hand.list"), data={"many": waiting}),))
    if may(actor, Deed.INVITE):
        rows.append((Tap("staff_invite", Press(invitations.NEW)),))
    if may(actor, Deed.TAKE_LIST):
        rows.append((Tap("staff_take", Press(staff_list.SHOW)), Tap("staff_give", Press(staff_list.GIVE))))
    return tuple(rows)


async def list_page(ctx: Context, actor: Person, page: int) -> Screen:
    """Who holds what, eight a page."""
    allow(actor, Look.STAFF)
    known = sorted(await people.staff(ctx.tx, ctx.community_id), key=_rank)
    away = await leave.away(ctx)
    here = min(page, max(0, (len(known) - 1) // _A_PAGE))
    shown = known[here * _A_PAGE : (here + 1) * _A_PAGE]
    taps = [Tap(one.name[:_SHORT], Press("staff.person", one.person_id, here), literal=True) for one in shown]
    rows: list[tuple[Tap, ...]] = [tuple(taps[i : i + 2]) for i in range(0, len(taps), 2)]
    turn = [Tap("back", Press("staff.desk"))]
    if here:
        turn.append(Tap("page_before", Press("staff.list", here - 1)))
    if (here + 1) * _A_PAGE < len(known):
        turn.append(Tap("page_after", Press("staff.list", here + 1)))
    people_: list[Value] = [{**_who(ctx, one), "away": one.person_id in away} for one in shown]
    data: dict[str, Value] = {"people": people_, "total": len(known), "page": here + 1}
    return Screen("staff/list", actor.language, data, (*rows, tuple(turn)))


async def person_page(ctx: Context, actor: Person, person_id: int, page: int = 0) -> Screen:
    """What a person holds and since when, whether they can be reached, and what can be ended."""
    allow(actor, Look.STAFF)
    one = await _member(ctx, person_id)
    held = await staff.held_by(ctx.tx, ctx.community_id, person_id)
    roles: list[Value] = [{**_post(ctx, h.appointment), "since": h.since or None} for h in held]
    absence = await leave.of(ctx, one)
    data: dict[str, Value] = {
        "name": one.name,
        "roles": roles,
        "reachable": one.reachable,
        "until": absence.until_at if absence else None,
        "load": (await cases.load(ctx.tx, ctx.community_id)).get(person_id, 0),
        "phone": masked(one.phone) if one.phone else None,
    }
    rows: list[tuple[Tap, ...]] = []
    if one.phone and may(actor, Look.STAFF_PHONE):
        rows.append((Tap("staff_phone", Press("staff.phone", person_id)),))
    if may(actor, Deed.REVOKE):
        rows += _ends(ctx, one, [h.appointment for h in held])
    rows.append((Tap("back", Press("staff.list", page)),))
    return Screen("staff/person", actor.language, data, tuple(rows))


def _ends(ctx: Context, one: Person, held: list[Appointment]) -> list[tuple[Tap, ...]]:
    rows: list[tuple[Tap, ...]] = [
        (Tap("staff_end", Press("staff.ask", one.person_id, mark(a)), data=_post(ctx, a)),) for a in held
    ]
    if len(held) > 1:
        rows.append((Tap("staff_end_all", Press("staff.ask", one.person_id, ALL)),))
    return rows


async def phone(ctx: Context, actor: Person, person_id: int) -> None:
    """Send the whole number to who asks for it; that they did is written down."""
    allow(actor, Look.STAFF_PHONE)
    one = await _member(ctx, person_id)
    if not one.phone:
        raise Refused("staff.no_phone")
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "phone.viewed", person=person_id)
    screen = Screen("staff/phone", actor.language, {"name": one.name, "phone": one.phone})
    await post.send(ctx, actor, Kind.ANSWER, screen)


async def ask_end(ctx: Context, actor: Person, person_id: int, which: int) -> Screen:
    """Ask once more before an appointment ends: whose, which, and how many open cases they have."""
    one, ended = await _to_end(ctx, actor, person_id, which)
    data: dict[str, Value] = {
        "name": one.name,
        "roles": [_post(ctx, a) for a in ended],
        "load": (await cases.load(ctx.tx, ctx.community_id)).get(person_id, 0),
    }
    sure = Tap("staff_sure", Press("staff.end", person_id, which), style="danger")
    return Screen("staff/confirm", actor.language, data, ((sure,), (Tap("back", Press("staff.person", person_id)),)))


async def end(ctx: Context, actor: Person, person_id: int, which: int) -> Screen:
    """End an appointment, or all of them; the cases that have nobody then are offered to be handed over."""
    one, ended = await _to_end(ctx, actor, person_id, which)
    for held in ended:
        await people_actions.dismiss(ctx, actor, one, held)
    now = await people.by_id(ctx.tx, ctx.community_id, person_id)
    assert now is not None  # noqa: S101  # it was just read in this transaction
    roles: list[Value] = [_post(ctx, a) for a in ended]
    if person_id != actor.person_id:
        told = Screen("staff/revoked", now.language, {"name": now.name, "roles": roles, "rest": now.is_staff})
        await post.send(ctx, now, Kind.RECEIPT, told)
    left = [] if now.is_worker else await handovers.of_lead(ctx, now)
    data: dict[str, Value] = {"name": now.name, "roles": roles, "many": len(left)}
    rows: list[tuple[Tap, ...]] = []
    if may(now if person_id == actor.person_id else actor, Look.STAFF):
        if left:
            rows.append((Tap("staff_waiting", Press("hand.list"), data={"many": len(left)}),))
        rows.append((Tap("back", Press("staff.list")),))
    return Screen("staff/ended", actor.language, data, tuple(rows))


async def waiting_page(ctx: Context, actor: Person, page: int) -> Screen:
    """The cases whose worker has left or is away without a deputy, each with the button to hand it over."""
    allow(actor, Look.STAFF)
    found = await handovers.waiting(ctx)
    here = min(page, max(0, (len(found) - 1) // _A_PAGE))
    shown = found[here * _A_PAGE : (here + 1) * _A_PAGE]
    lines: list[Value] = [
        {
            "number": one.case.case_id,
            "category": category_name(one.case, ctx.community, actor.language),
            "name": one.lead.name,
            "left": not one.lead.is_worker,
            "due_at": one.case.due_at,
            "asked": one.asked.name if one.asked else None,
        }
        for one in shown
    ]
    taps = [Tap("hand_to", Press("hand.to", one.case.case_id), data={"number": one.case.case_id}) for one in shown]
    rows: list[tuple[Tap, ...]] = [tuple(taps[i : i + 2]) for i in range(0, len(taps), 2)]
    turn = [Tap("back", Press("staff.desk"))]
    if here:
        turn.append(Tap("page_before", Press("hand.list", here - 1)))
    if (here + 1) * _A_PAGE < len(found):
        turn.append(Tap("page_after", Press("hand.list", here + 1)))
    data: dict[str, Value] = {"lines": lines, "total": len(found)}
    return Screen("staff/waiting", actor.language, data, (*rows, tuple(turn)))


async def _member(ctx: Context, person_id: int) -> Person:
    """Somebody who holds something; whoever does not answers as if there were nobody."""
    one = await people.by_id(ctx.tx, ctx.community_id, person_id)
    if one is None or one.is_gone or not one.is_staff:
        raise Refused("person.not_yours")
    return one


async def _to_end(ctx: Context, actor: Person, person_id: int, which: int) -> tuple[Person, list[Appointment]]:
    """Whose appointments end, and which: Stale if the person does not hold that any more."""
    allow(actor, Deed.REVOKE)
    one = await people.by_id(ctx.tx, ctx.community_id, person_id)
    held = [a for a in one.appointments if a.role is not Role.RESIDENT] if one is not None else []
    ended = [a for a in held if which in (ALL, mark(a))]
    if one is None or not ended:
        raise Stale("staff.not_held")
    if any(a.role is Role.SECRETARY for a in ended):
        await departures.keep_a_secretary(ctx, one)
    return one, ended


def mark(held: Appointment) -> int:
    """A number for an appointment, to go into a button: the same always, whatever else the person holds."""
    return zlib.crc32(f"{held.role}:{held.grid or 0}:{held.unit}".encode()) or 1


def _rank(person: Person) -> tuple[int, int, int]:
    first = person.appointments[0]
    return list(Role).index(person.title), first.grid or 0, person.person_id


def _post(ctx: Context, held: Appointment) -> dict[str, Value]:
    grid = ctx.community.grid(held.grid) if held.grid else None
    where = grid.name if grid else str(held.grid or "")
    return {"role": held.role.value, "grid": where, "unit": held.unit}


def _who(ctx: Context, person: Person) -> dict[str, Value]:
    posts: list[Value] = [_post(ctx, held) for held in person.appointments]
    return {"name": person.name, "posts": posts, "reachable": person.reachable}
