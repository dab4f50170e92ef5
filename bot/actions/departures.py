"""Somebody has lost a role: what it gave beside rights goes with it, and there is always a secretary."""

from __future__ import annotations

from bot.actions import flood_release, groups, handovers, leave, notices, release, roster_gone
from bot.actions.context import Context
from bot.domain.person import Appointment, Person, Role
from bot.errors import Refused
from bot.storage import people


async def keep_a_secretary(ctx: Context, person: Person) -> None:
    """Raise Refused if the person is the only secretary: a community without one could do nothing any more."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    others = [one for one in staff if one.holds(Role.SECRETARY) and one.person_id != person.person_id]
    if person.holds(Role.SECRETARY) and not [one for one in others if not one.is_gone]:
        raise Refused("staff.last_secretary")


async def put_right(ctx: Context, person: Person, lost: Appointment, before: tuple[Person, ...]) -> None:
    """The person, as they are now, has ``lost`` that role; ``before`` are those who directed the cases until then.

    Their cards of cases, questions whether they take one, standing in for others, shifts, and the groups' tops follow.
    """
    if not person.is_worker:
        await handovers.withdraw_all(ctx, person)
    await release.everything(ctx, person)
    await roster_gone.left(ctx, person, lost)
    await flood_release.left(ctx, person)
    await leave.put_right(ctx, person)
    await notices.pass_on(ctx, before)
    await groups.refresh_tops(ctx, {lost.grid})
