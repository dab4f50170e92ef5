"""The phone number that somebody left for those who handle their reports: kept, deleted, shown to whom it is meant."""

from __future__ import annotations

from bot.actions import notices, post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.case import ENDED
from bot.domain.notice import Kind
from bot.domain.permission import Look, permit
from bot.domain.person import Person
from bot.domain.phone import masked
from bot.domain.screen import Screen, Tap
from bot.storage import audit, cases, people

ASK, DELETE = "phone.ask", "phone.delete"
_MOST_CASES = 50


async def show_own(ctx: Context, person: Person) -> None:
    """Show somebody that they have left a number, with the ways to change and to delete it."""
    buttons = ((Tap("phone_change", Press(ASK)), Tap("phone_delete", Press(DELETE))),)
    screen = Screen("phone/own", person.language, {"phone": masked(person.phone or "")}, buttons)
    await post.send(ctx, person, Kind.ANSWER, screen)


async def keep(ctx: Context, person: Person, phone: str) -> None:
    """Keep the person's own number."""
    await people.set_phone(ctx.tx, ctx.community_id, person.person_id, phone)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "phone.left")
    # The key below the text field goes away with this message; such a message has no other buttons.
    screen = Screen("phone/kept", person.language, {"phone": masked(phone)}, keys="remove")
    await post.send(ctx, person, Kind.ANSWER, screen)
    await _refresh(ctx, person)


async def delete(ctx: Context, person: Person) -> bool:
    """Delete the person's number; False if there is none."""
    if person.phone is None:
        return False
    await people.set_phone(ctx.tx, ctx.community_id, person.person_id, None)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "phone.deleted")
    await _refresh(ctx, person)
    return True


async def reveal(ctx: Context, actor: Person, case_id: int) -> bool:
    """Show the reporter's number to somebody who may see it, privately and on record; False if there is none."""
    case = permit(actor, Look.PHONE, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    reporter = await people.by_id(ctx.tx, ctx.community_id, case.reporter)
    if reporter is None or reporter.phone is None:
        return False
    who, seen = actor.person_id, case.reporter
    await audit.record(ctx.tx, ctx.community_id, ctx.now, who, "phone.viewed", case_id, person=seen)
    screen = Screen("phone/shown", actor.language, {"number": case_id, "phone": reporter.phone})
    await post.send(ctx, actor, Kind.ANSWER, screen)
    return True


async def _refresh(ctx: Context, person: Person) -> None:
    """Put right the cards of the person's open cases, which show the masked number."""
    for case in await cases.reported_by(ctx.tx, ctx.community_id, person.person_id, _MOST_CASES):
        if case.state not in ENDED:
            await notices.refresh(ctx, case)
