"""Patterns of the roster (排班): made by the directors; the shifts of the next weeks are made of them as rows."""

from __future__ import annotations

from datetime import timedelta

from bot.actions import duty, groups, roster_check
from bot.actions.context import Context
from bot.domain.permission import Deed, allow, may
from bot.domain.person import Person
from bot.domain.roster import Origin
from bot.domain.rotation import MOST_PEOPLE, Pattern, contradict, left_over, spans
from bot.errors import Refused
from bot.storage import audit, people, roster, rotations

#: So many days ahead the shifts are rows.
AHEAD_DAYS = 35
_A_DAY = timedelta(days=1)


async def make(ctx: Context, actor: Person | None, pattern: Pattern) -> Pattern:
    """A pattern stands from its first day on; one of the post that it contradicts goes on where it leaves room.

    Refused if the actor may not, or if somebody cannot stand on a post. The actor None is the program.
    """
    if actor is not None:
        allow(actor, Deed.PLAN_DUTY)
    if not 1 <= len(pattern.people) <= MOST_PEOPLE or ctx.community.post(pattern.post) is None:
        raise Refused("roster.nobody")
    for number in pattern.people:
        person = await people.by_id(ctx.tx, ctx.community_id, number)
        if person is None or not may(person, Deed.TAKE_SHIFT):
            raise Refused("roster.not_staff")
    first = ctx.community.calendar.instant(pattern.since, pattern.change)
    maker = actor.person_id if actor else None
    for other in await rotations.standing(ctx.tx, ctx.community_id, pattern.since):
        if contradict(other, pattern):
            await rotations.end(ctx.tx, ctx.community_id, other.pattern_id, pattern.since)
            for kept in left_over(other, pattern, ctx.community.calendar):
                await rotations.add(ctx.tx, ctx.community_id, kept, maker, ctx.now)
    await roster.clear_pattern(ctx.tx, ctx.community_id, pattern.post, max(first, ctx.now))
    made = await rotations.add(ctx.tx, ctx.community_id, pattern, maker, ctx.now)
    facts: dict[str, int | str] = {"pattern": made.pattern_id, "post": made.post, "people": len(made.people)}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, maker, "roster.made", None, **facts)
    await fill(ctx)
    return made


async def fill(ctx: Context) -> int:
    """Make the shifts of the next weeks that are lacking; how many. What a person has set stays as it is."""
    today = ctx.community.calendar.day_of(ctx.now)
    many = 0
    for pattern in await rotations.standing(ctx.tx, ctx.community_id, today):
        # In the small hours yesterday's shift goes on.
        for span in spans(pattern, today - _A_DAY, today + timedelta(days=AHEAD_DAYS), ctx.community.calendar):
            where = (span.from_at, span.until_at)
            if span.until_at <= ctx.now or await roster.is_manned(ctx.tx, ctx.community_id, pattern.post, 1, where):
                continue
            person = await people.by_id(ctx.tx, ctx.community_id, span.person)
            if person is not None and may(person, Deed.TAKE_SHIFT):  # who has left leaves a gap, and that is told
                origin = Origin.PATTERN
                added = await roster.add(ctx.tx, ctx.community_id, pattern.post, 1, person.person_id, where, origin)
                many += added is not None
    if many:
        await duty.changed(ctx)
        await roster_check.begin(ctx)
        await groups.refresh_tops(ctx, [None])
    return many
