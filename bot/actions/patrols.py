"""Patrol rounds (巡查): who is on duty goes from checkpoint to checkpoint and says what they find."""

from __future__ import annotations

from bot.actions import duty, duty_log, post, shift_cards
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.duty_log import Event
from bot.domain.notice import Kind
from bot.domain.patrol import Checkpoint, Found, Round, Tick, missing, points_of, still_there
from bot.domain.permission import Deed
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Refused, Stale
from bot.flows.engine import Answers
from bot.storage import audit, patrols, people

POINT, FINISH = "patrol.point", "patrol.finish"
_MOST_NAMES, _BETWEEN = 300, " / "


async def walk(ctx: Context, person: Person) -> None:
    """Show the round on which the person is, or begin one. Refused to who is not on duty, or if nothing is listed."""
    await duty.allow(ctx, person, Deed.PATROL)
    found = await patrols.open_of(ctx.tx, ctx.community_id, person.person_id) or await _begin(ctx, person)
    await _show(ctx, person, found, fresh=True)


async def _begin(ctx: Context, person: Person) -> Round:
    posts = await duty.posts_of(ctx, person)
    points = points_of(ctx.community.checkpoints, posts)
    if not points:
        raise Refused("patrol.none")
    keys = [point.key for point in points]
    await patrols.begin(ctx.tx, ctx.community_id, person.person_id, posts[0].key, keys, ctx.now)
    found = await patrols.open_of(ctx.tx, ctx.community_id, person.person_id)
    assert found is not None  # noqa: S101  # it has begun a moment ago
    facts: dict[str, int | str] = {"round": found.round_id, "post": found.post}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "patrol.begun", None, **facts)
    return found


async def ask(ctx: Context, person: Person, number: int, place: int) -> Answers:
    """What is known of a checkpoint, by its place in the round, as the dialog about it begins."""
    found = await _mine(ctx, person, number)
    points = still_there(found, _known(ctx))
    if place >= len(points):
        raise Stale("patrol.over")
    return {"round": number, "point": points[place].key}


async def tick(ctx: Context, person: Person, number: int, told: Tick) -> Checkpoint:
    """The person says what they have found at a checkpoint. Stale if the round is over, Refused if it is not theirs."""
    found = await _mine(ctx, person, number)
    point = _known(ctx).get(told.point)
    if point is None or told.point not in found.points:
        raise Stale("patrol.over")
    await patrols.tick(ctx.tx, ctx.community_id, number, told)
    facts: dict[str, int | str] = {"round": number, "point": told.point, "found": told.found.value}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "patrol.ticked", None, **facts)
    if told.found is Found.BAD:
        where = ctx.community.post(found.post)
        await duty_log.note(ctx, Event.PROBLEM, post=where, person=person, point=point.name)
    if not await _left(ctx, found):
        await _end(ctx, found, person)
    # What was found wrong is reported next: the list comes again below when that is done.
    await _show(ctx, person, await _again(ctx, found), fresh=told.found is Found.GOOD)
    return point


async def reported(ctx: Context, person: Person, number: int, point: str, case_id: int) -> None:
    """What was found wrong is a case now; the list comes again below its card."""
    found = await patrols.by_id(ctx.tx, ctx.community_id, number)
    if found is not None and found.person == person.person_id:
        await patrols.reported(ctx.tx, ctx.community_id, number, point, case_id)
        await _show(ctx, person, found, fresh=True)


async def finish(ctx: Context, person: Person, number: int) -> None:
    """The person ends their round, whatever is missing. Stale if it is over."""
    found = await _mine(ctx, person, number)
    await _end(ctx, found, person)
    await _show(ctx, person, await _again(ctx, found))


async def close_left(ctx: Context) -> None:
    """Rounds of people who do not stand on that post any more are over."""
    for found in await patrols.every_open(ctx.tx, ctx.community_id):
        person = await people.by_id(ctx.tx, ctx.community_id, found.person)
        if person is None or found.post not in {one.key for one in await duty.posts_of(ctx, person)}:
            await _end(ctx, found, person)
            if person is not None:
                await _show(ctx, person, await _again(ctx, found))


async def _mine(ctx: Context, person: Person, number: int) -> Round:
    found = await patrols.by_id(ctx.tx, ctx.community_id, number)
    if found is None or found.person != person.person_id:
        raise Refused("person.not_yours")
    if not found.is_open:
        raise Stale("patrol.over")
    await duty.allow(ctx, person, Deed.PATROL)
    return found


async def _again(ctx: Context, found: Round) -> Round:
    return await patrols.by_id(ctx.tx, ctx.community_id, found.round_id) or found


async def _left(ctx: Context, found: Round) -> tuple[Checkpoint, ...]:
    ticks = await patrols.ticks(ctx.tx, ctx.community_id, found.round_id)
    return missing(still_there(found, _known(ctx)), {one.point for one in ticks})


async def _end(ctx: Context, found: Round, person: Person | None) -> None:
    await patrols.end(ctx.tx, ctx.community_id, found.round_id, ctx.now)
    actor = person.person_id if person else None
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor, "patrol.ended", None, round=found.round_id)
    ticks = await patrols.ticks(ctx.tx, ctx.community_id, found.round_id)
    left = _BETWEEN.join(point.name for point in await _left(ctx, found))
    await duty_log.note(
        ctx,
        Event.PATROL,
        post=ctx.community.post(found.post),
        person=person,
        done=len(ticks),
        bad=sum(one.found is Found.BAD for one in ticks),
        photos=sum(len(one.photos) for one in ticks),
        left=left[:_MOST_NAMES],
    )


def _known(ctx: Context) -> dict[str, Checkpoint]:
    return {point.key: point for point in ctx.community.checkpoints}


async def _show(ctx: Context, person: Person, found: Round, *, fresh: bool = False) -> None:
    ticks = {one.point: one for one in await patrols.ticks(ctx.tx, ctx.community_id, found.round_id)}
    points = still_there(found, _known(ctx))
    lines: list[Value] = [_line(point, ticks.get(point.key)) for point in points]
    where = ctx.community.post(found.post)
    data: dict[str, Value] = {
        "post": shift_cards.post_data(ctx, where) if where else {"kind": "grid", "grid": found.post},
        "started_at": found.started_at,
        "ended_at": found.ended_at,
        "lines": lines,
        "left": len(missing(points, ticks.keys())),
    }
    screen = Screen("patrol/round", person.language, data, _buttons(found, points, ticks))
    await post.show(ctx, person, Kind.ANSWER, f"patrol:{found.round_id}", screen, fresh=fresh)


def _line(point: Checkpoint, tick: Tick | None) -> Value:
    if tick is None:
        return {"name": point.name, "kind": point.kind.value, "found": ""}
    about: dict[str, Value] = {"found": tick.found.value, "at": tick.at, "photos": len(tick.photos)}
    return {"name": point.name, "kind": point.kind.value, **about, "spot": tick.lat is not None, "case": tick.case_id}


def _buttons(found: Round, points: tuple[Checkpoint, ...], ticks: dict[str, Tick]) -> Buttons:
    """A button for each checkpoint as long as the round goes on: what was mistapped can be put right."""
    if not found.is_open:
        return ()
    taps = []
    for place, point in enumerate(points):
        tick = ticks.get(point.key)
        data: dict[str, Value] = {"name": point.name, "found": tick.found.value if tick else ""}
        taps.append(Tap("patrol_point", Press(POINT, found.round_id, place), data=data))
    width = 1 if len(taps) <= 10 else 2
    rows = [tuple(taps[i : i + width]) for i in range(0, len(taps), width)]
    return (*rows, (Tap("patrol_finish", Press(FINISH, found.round_id)),))
