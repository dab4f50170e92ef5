"""The roster as people see it: who is on duty now and next (/duty), and the days of a week, which directors change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.actions import duty, groups, home, notices, post, roster_check, shift_cards
from bot.actions.context import Context
from bot.domain.absence import away
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look, allow, may
from bot.domain.person import Person
from bot.domain.roster import Origin, Post, Shift
from bot.domain.roster_gaps import open_spans
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.domain.swap import is_free
from bot.errors import Refused, Stale
from bot.storage import absences, audit, covers, outbox, people, roster

#: The living messages of the two screens.
DUTY_SLOT, WEEK_SLOT = "duty", "roster"
WEEK, SHIFT, GIVE, PLAN = roster_check.WEEK, "roster.shift", "roster.give", "roster.plan"
PAPERS = "roster.papers"
NOW, ASK, TAKE_OVER = "duty.now", "cover.ask", "duty.take"
SWAP, FILL = "swap.offer", "roster.fill"
_DAYS, _MOST_MINE, _MOST_POSTS, _A_PAGE = 7, 3, 24, 8
_MINUTE_MS, _BEHIND_MS = 60_000, 3 * 86_400_000
#: So far ahead shifts are looked at.
AHEAD_MS = 35 * 86_400_000


# --- who is on duty ---


async def show(ctx: Context, person: Person) -> None:
    """Answer with who is on duty now: for the staff at every post, for a resident in their grid."""
    if not may(person, Look.ROSTER):
        await home.answer(ctx, person, await _for_resident(ctx, person))
        return
    await post.show(ctx, person, Kind.ANSWER, DUTY_SLOT, await _for_staff(ctx, person), fresh=True)


async def _for_resident(ctx: Context, person: Person) -> Screen:
    found = await duty.on_duty(ctx, person.grid) if person.grid else ()
    data: dict[str, Value] = {"names": [one.called for one in found], "office": ctx.community.office}
    return Screen("roster/resident", person.language, data, home.menu(person, ctx.community.office))


async def _for_staff(ctx: Context, person: Person) -> Screen:
    standing, coming = await duty.now(ctx), await duty.coming(ctx)
    lines: list[Value] = [_line(ctx, one, coming.get(one.post.key, [])) for one in standing[:_MOST_POSTS]]
    mine = await roster.of_person(ctx.tx, ctx.community_id, person.person_id, ctx.now)
    told: list[Value] = [_shift(ctx, one) for one in mine[:_MOST_MINE]]
    rows = [mine_taps(one) for one in mine[:_MOST_MINE] if one.accepted_at is None and one.from_at > ctx.now]
    last = [Tap("roster_week", Press(WEEK))]
    if may(person, Deed.TAKE_SHIFT) and standing:
        last.append(Tap("duty_take", Press(TAKE_OVER)))
    buttons: Buttons = (*rows, tuple(last))
    data: dict[str, Value] = {"lines": lines, "mine": told, "now": ctx.now, "more": max(0, len(standing) - _MOST_POSTS)}
    return Screen("roster/duty", person.language, data, buttons)


def _line(ctx: Context, one: duty.Standing, coming: Sequence[tuple[Shift, str]]) -> Value:
    """Who answers for a seat now, and, of the first one, who comes next."""
    follows = coming[0] if coming and one.due.seat == 1 else None
    return {
        "post": shift_cards.post_data(ctx, one.post),
        "name": one.person.called,
        "until_at": one.due.until_at,
        "late": one.due is not one.shift,
        "next": follows[1] if follows else "",
        "next_at": follows[0].from_at if follows else 0,
    }


def mine_taps(shift: Shift) -> tuple[Tap, ...]:
    """What can be done about one's own coming shift; a second seat is no roster's, and is not swapped."""
    taps = [Tap("cover_ask", Press(ASK, shift.shift_id), data={"at": shift.from_at})]
    if shift.origin is not Origin.RESPONSE:
        taps.append(Tap("swap_offer", Press(SWAP, shift.shift_id), data={"at": shift.from_at}))
    return tuple(taps)


def _shift(ctx: Context, shift: Shift) -> Value:
    return {"post": shift_cards.post_of(ctx, shift), "from_at": shift.from_at, "until_at": shift.until_at}


# --- the days of a week ---


async def show_week(ctx: Context, person: Person, number: int = 0, week: int = 0, *, fresh: bool = False) -> None:
    """A week of one post: ``number`` is its place among the posts, ``week`` how many weeks ahead (at most four)."""
    allow(person, Look.ROSTER)
    posts = ctx.community.posts
    number, week = number % len(posts), min(week, 4)
    calendar = ctx.community.calendar
    first = calendar.day_of(ctx.now) + timedelta(days=_DAYS * week)
    span = calendar.instant(first, 0), calendar.instant(first + timedelta(days=_DAYS), 0)
    known = [one for one in await roster.between(ctx.tx, ctx.community_id, *span) if one.post == posts[number].key]
    lines = [await _named(ctx, one) for one in known]
    gaps = await _gaps(ctx, posts[number], span) if may(person, Deed.PLAN_DUTY) else []
    data: dict[str, Value] = {
        "post": shift_cards.post_data(ctx, posts[number]),
        "lines": lines,
        "first": span[0],
        "season": _season(ctx),
    }
    fill = [Tap("roster_fill", Press(FILL, number, at // _MINUTE_MS), data={"at": at}) for at, _ in gaps]
    buttons = (*((tap,) for tap in fill), *_week_buttons(ctx, person, known, number, week))
    screen = Screen("roster/week", person.language, data, buttons)
    await post.show(ctx, person, Kind.ANSWER, WEEK_SLOT, screen, fresh=fresh)


async def _gaps(ctx: Context, found: Post, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Where nobody stands on the post in a stretch of time, as far as that is to come."""
    first, end = max(ctx.now, span[0]), span[1]
    known = await roster.between(ctx.tx, ctx.community_id, first - _BEHIND_MS, end)
    return open_spans(known, found.key, (first, end), ctx.community.duty.change, ctx.community.calendar)


def _season(ctx: Context) -> Value:
    """The flood season that is now, or the next one; None where there is none."""
    season, calendar = ctx.community.duty.season, ctx.community.calendar
    if season is None:
        return None
    today = calendar.day_of(ctx.now)
    first, end = season.span(today)
    last = end - timedelta(days=1)
    return {"first": calendar.instant(first, 0), "last": calendar.instant(last, 0), "now": season.holds(today)}


def _week_buttons(ctx: Context, person: Person, known: Sequence[Shift], number: int, week: int) -> Buttons:
    rows: list[tuple[Tap, ...]] = []
    if may(person, Deed.PLAN_DUTY):
        taps = [Tap("roster_shift", Press(SHIFT, one.shift_id), data={"at": one.from_at}) for one in known]
        rows += [tuple(taps[i : i + 2]) for i in range(0, len(taps), 2)]
        rows.append((Tap("roster_plan", Press(PLAN, number)),))
    many = len(ctx.community.posts)
    rows.append(
        (
            Tap("roster_post_before", Press(WEEK, (number - 1) % many, week)),
            Tap("roster_post_next", Press(WEEK, (number + 1) % many, week)),
        )
    )
    turn = [Tap("roster_week_before", Press(WEEK, number, week - 1))] if week else []
    turn += [Tap("roster_week_next", Press(WEEK, number, week + 1))] if week < 4 else []
    return (*rows, *([tuple(turn)] if turn else []), (Tap("roster_papers", Press(PAPERS)),))


async def _named(ctx: Context, shift: Shift) -> Value:
    person = await people.by_id(ctx.tx, ctx.community_id, shift.person)
    planned = await people.by_id(ctx.tx, ctx.community_id, shift.planned)
    changed = planned.called if planned and shift.planned != shift.person else ""
    return {
        "from_at": shift.from_at,
        "until_at": shift.until_at,
        "name": person.called if person else "",
        "planned": changed,
        "taken": shift.accepted_at is not None,
    }


# --- another person ---


async def show_shift(ctx: Context, person: Person, number: int, page: int = 0, *, fresh: bool = False) -> None:
    """Whom a shift can be given to, who fits best first; ``fresh``: in a message of its own."""
    allow(person, Deed.PLAN_DUTY)
    shift = await _changeable(ctx, number)
    found = [one for one in await suitable(ctx, shift) if one.person_id != shift.person]
    shown = found[page * _A_PAGE : (page + 1) * _A_PAGE]
    rows: list[tuple[Tap, ...]] = [
        (Tap("roster_person", Press(GIVE, number, one.person_id), data=candidate(one)),) for one in shown
    ]
    turn = [Tap("page_before", Press(SHIFT, number, page - 1))] if page else []
    turn += [Tap("page_after", Press(SHIFT, number, page + 1))] if (page + 1) * _A_PAGE < len(found) else []
    place = next(n for n, one in enumerate(ctx.community.posts) if one.key == shift.post)
    back = (Tap("back", Press(WEEK, place)),)
    buttons: Buttons = (*rows, *([tuple(turn)] if turn else []), back)
    line = await _named(ctx, shift)
    data: dict[str, Value] = {"post": shift_cards.post_of(ctx, shift), "line": line}
    screen = Screen("roster/shift", person.language, data, buttons)
    await post.show(ctx, person, Kind.ANSWER, WEEK_SLOT, screen, fresh=fresh)


def candidate(person: Person) -> dict[str, Value]:
    """Somebody who can be chosen, as their button names them."""
    return {"name": person.called, "title": person.title.value}


async def suitable(ctx: Context, shift: Shift) -> list[Person]:
    """Who could stand a shift: those of the post's grid first, then who stands least; nobody who cannot."""
    found = ctx.community.post(shift.post)
    grid = found.grid if found else None
    known = await roster.between(ctx.tx, ctx.community_id, ctx.now, ctx.now + AHEAD_MS)
    many: dict[int, int] = {}
    for one in known:
        many[one.person] = many.get(one.person, 0) + 1
    leaves = await absences.standing(ctx.tx, ctx.community_id, ctx.now)
    gone = away(leaves, ctx.now)

    def rank(person: Person) -> tuple[bool, int, int]:
        there = any(held.grid == grid for held in person.appointments) if grid else not person.is_director
        return not there, many.get(person.person_id, 0), person.person_id

    fit = [
        one
        for one in await people.staff(ctx.tx, ctx.community_id)
        if may(one, Deed.TAKE_SHIFT)
        and one.reachable
        and one.person_id not in gone
        and is_free(one.person_id, shift, known, leaves)
    ]
    return sorted(fit, key=rank)


async def give(ctx: Context, actor: Person, number: int, taker_id: int) -> Shift:
    """A director puts somebody else on a shift; both are told. Refused if they cannot stand it."""
    allow(actor, Deed.PLAN_DUTY)
    shift = await _changeable(ctx, number)
    taker = await people.by_id(ctx.tx, ctx.community_id, taker_id)
    if taker is None or not may(taker, Deed.TAKE_SHIFT):
        raise Refused("roster.not_staff")
    if taker_id == shift.person:
        raise Stale("roster.same")
    await hand(ctx, actor, shift, taker)
    place = next(n for n, one in enumerate(ctx.community.posts) if one.key == shift.post)
    await show_week(ctx, actor, place)
    return shift


async def hand(ctx: Context, actor: Person, shift: Shift, taker: Person) -> None:
    """The shift is the taker's now: written down, and told to both."""
    giver = await people.by_id(ctx.tx, ctx.community_id, shift.person)
    if not await roster.give(ctx.tx, ctx.community_id, shift.shift_id, shift.person, taker.person_id):
        raise Stale("shift.accepted")
    await covers.settle(ctx.tx, ctx.community_id, shift.shift_id, covers.VOID)
    facts: dict[str, int | str] = {"shift": shift.shift_id, "post": shift.post, "to": taker.person_id}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "roster.given", None, **facts)
    for person, given in ((taker, True), (giver, False)):
        if person is not None and person.person_id != actor.person_id:
            told: dict[str, Value] = {
                "given": given,
                "name": taker.called,
                "post": shift_cards.post_of(ctx, shift),
                "from_at": shift.from_at,
                "until_at": shift.until_at,
            }
            await post.send(ctx, person, Kind.ASSIGNMENT, Screen("roster/given", person.language, told))
    await changed(ctx)


async def changed(ctx: Context) -> None:
    """The roster is another one: clocks, checks and the groups' cards follow."""
    await duty.changed(ctx)
    await roster_check.begin(ctx)
    await groups.refresh_tops(ctx, [None])


async def _changeable(ctx: Context, number: int) -> Shift:
    shift = await roster.by_id(ctx.tx, ctx.community_id, number)
    if shift is None:
        raise Refused("roster.no_shift")
    if shift.until_at <= ctx.now:
        raise Stale("shift.over")
    return shift


# --- taking over now ---


async def offer_posts(ctx: Context, person: Person) -> None:
    """Which post the person wants to take over now."""
    allow(person, Deed.TAKE_SHIFT)
    taps = [
        Tap("duty_post", Press(TAKE_OVER, one.due.shift_id), data={"post": shift_cards.post_data(ctx, one.post)})
        for one in await duty.now(ctx)
        if one.person.person_id != person.person_id
    ]
    screen = Screen("roster/take", person.language, {}, (*((tap,) for tap in taps), (Tap("back", Press(NOW)),)))
    await post.show(ctx, person, Kind.ANSWER, DUTY_SLOT, screen)


async def take_over(ctx: Context, person: Person, number: int) -> None:
    """The person takes over a shift that is going on; who had it and the directors are told.

    Refused if there is none or they may not; Stale if it is past, or theirs.
    """
    allow(person, Deed.TAKE_SHIFT)
    shift = await _changeable(ctx, number)
    if shift.person == person.person_id:
        raise Stale("roster.same")
    if not shift.covers(ctx.now):
        raise Refused("shift.early")
    giver = await people.by_id(ctx.tx, ctx.community_id, shift.person)
    await roster.give(ctx.tx, ctx.community_id, number, shift.person, person.person_id)
    await roster.accept(ctx.tx, ctx.community_id, number, person.person_id, ctx.now)
    facts: dict[str, int | str] = {"shift": number, "post": shift.post}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "roster.taken_over", None, **facts)
    told = [*([giver] if giver else []), *await notices.directors(ctx)]
    for other in {one.person_id: one for one in told if one.person_id != person.person_id}.values():
        data: dict[str, Value] = {
            "name": person.called,
            "missing": giver.called if giver else "",
            "until_at": shift.until_at,
            "post": shift_cards.post_of(ctx, shift),
        }
        await post.send(ctx, other, Kind.ASSIGNMENT, Screen("duty/stood_in", other.language, data))
    await changed(ctx)
    await back(ctx, person)


async def back(ctx: Context, person: Person) -> None:
    """The message of /duty shows who is on duty again."""
    if await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, DUTY_SLOT):
        await post.show(ctx, person, Kind.ANSWER, DUTY_SLOT, await _for_staff(ctx, person))


def post_at(ctx: Context, number: int) -> Post:
    """The post at a place among the posts; Refused if there is none."""
    if number >= len(ctx.community.posts):
        raise Refused("roster.no_shift")
    return ctx.community.posts[number]
