"""Invitations: the secretary makes a link, somebody opens it and holds a role, and a link can be made void."""

from __future__ import annotations

import secrets

from bot.actions import home, notices, post
from bot.actions.context import Context
from bot.actions.people import appoint
from bot.domain import invitation as rules
from bot.domain.button import Press
from bot.domain.invitation import Invitation, Offer
from bot.domain.notice import Kind
from bot.domain.permission import Deed, allow, may
from bot.domain.person import Appointment, Person, Role
from bot.domain.screen import Screen, Tap, Value
from bot.errors import Refused
from bot.storage import audit, blocks, invitations, outbox, people

LIST = "invitations"
NEW, SHOW_LIST, REVOKE = "invite.new", "invite.list", "invite.revoke"
_PAGE = 8


def slot(number: int) -> str:
    """The name of the message that shows an invitation to who made it."""
    return f"invitation:{number}"


async def make(ctx: Context, actor: Person, offer: Offer) -> int:
    """Make a link and show it to the actor; its number. Only now its secret is known: the digest alone is kept."""
    allow(actor, Deed.INVITE)
    rules.check(offer, frozenset(grid.number for grid in ctx.community.grids))
    token = secrets.token_urlsafe(rules.SECRET_BYTES)
    number = await _keep(ctx, token, offer, actor.person_id)
    name = ctx.community.name if actor.language == "zh" else ctx.community.name_en
    made = {**_gives(ctx, offer.held), "community": name, "payload": rules.payload(token)}
    data = {**made, "most": offer.most, "until": ctx.now + offer.days * rules.DAY_MS}
    buttons = ((Tap("invite_revoke", Press(REVOKE, number), style="danger"), Tap("invite_list", Press(SHOW_LIST))),)
    await post.show(ctx, actor, Kind.ANSWER, slot(number), Screen("invite/made", actor.language, data, buttons))
    return number


async def make_for_setup(ctx: Context) -> str:
    """The payload of a link that makes a secretary, for who sets the community up; the earlier ones are void."""
    await invitations.revoke_of_setup(ctx.tx, ctx.community_id, ctx.now)
    token = secrets.token_urlsafe(rules.SECRET_BYTES)
    await _keep(ctx, token, Offer(Appointment(Role.SECRETARY, None), 1, rules.SETUP_DAYS), None)
    return rules.payload(token)


async def has_secretary(ctx: Context) -> bool:
    """Whether the community has a secretary, or will have when the program starts with its configuration."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    listed = any(line.role is Role.SECRETARY for line in ctx.community.staff)
    return listed or any(person.holds(Role.SECRETARY) for person in staff)


async def accept(ctx: Context, person: Person, payload: str) -> None:
    """The person opens a link: they hold the role at once, and whoever made the link hears of it."""
    found = rules.accept(await _of_payload(ctx, payload), person, ctx.now)
    if await blocks.standing(ctx.tx, ctx.community_id, person.person_id, ctx.now):
        raise Refused("invitation.blocked")
    maker = await people.by_id(ctx.tx, ctx.community_id, found.made_by) if found.made_by is not None else None
    if found.made_by is not None and (maker is None or not may(maker, Deed.INVITE)):
        raise Refused("invitation.revoked")  # who made it may not invite any more
    if await audit.was_dismissed(ctx.tx, ctx.community_id, person.person_id, found.made_at):
        raise Refused("invitation.revoked")  # who was dismissed does not come back by an older link
    if not await invitations.use(ctx.tx, ctx.community_id, found.invitation_id, ctx.now):
        raise Refused("invitation.used_up")
    await appoint(ctx, person, person, found.held, invitation=found.invitation_id)
    holder = await people.by_id(ctx.tx, ctx.community_id, person.person_id)
    assert holder is not None  # noqa: S101  # somebody who is there was appointed
    await _welcome(ctx, holder, found.held)
    await _tell_makers(ctx, holder, found, maker)


async def revoke(ctx: Context, actor: Person, number: int) -> None:
    """A link is void from now on; Refused if it is none that still stands."""
    allow(actor, Deed.INVITE)
    found = await invitations.by_id(ctx.tx, ctx.community_id, number)
    if found is None or not await invitations.revoke(ctx.tx, ctx.community_id, number, ctx.now):
        raise Refused("invitation.gone")
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "invitation.revoked", invitation=number)
    maker = await people.by_id(ctx.tx, ctx.community_id, found.made_by) if found.made_by is not None else None
    await _put_right(ctx, maker, found, "revoked")


async def any_stands(ctx: Context) -> bool:
    """Whether there is a link that somebody could still use."""
    return bool(await invitations.standing(ctx.tx, ctx.community_id, ctx.now, 0, 1))


async def show_list(ctx: Context, actor: Person, page: int = 0, *, fresh: bool = False) -> None:
    """The links that still stand, each with a button to make it void; ``fresh``: as a new message below."""
    allow(actor, Deed.INVITE)
    number = max(0, page)
    found = await invitations.standing(ctx.tx, ctx.community_id, ctx.now, number * _PAGE, _PAGE + 1)
    lines: list[Value] = [
        {
            **_gives(ctx, one.held),
            "number": one.invitation_id,
            "left": one.most - one.used,
            "until": one.expires_at,
            "setup": one.made_by is None,
        }
        for one in found[:_PAGE]
    ]
    rows = [
        (Tap("invite_revoke_one", Press(REVOKE, one.invitation_id, 1, number), data={"number": one.invitation_id}),)
        for one in found[:_PAGE]
    ]
    before = (Tap("page_before", Press(SHOW_LIST, number - 1, 1)),) if number else ()
    after = (Tap("page_after", Press(SHOW_LIST, number + 1, 1)),) if len(found) > _PAGE else ()
    buttons = (*rows, *([before + after] if before or after else []), (Tap("invite_new", Press(NEW), style="primary"),))
    screen = Screen("invite/list", actor.language, {"lines": lines}, tuple(buttons))
    await post.show(ctx, actor, Kind.ANSWER, LIST, screen, fresh=fresh)


async def _keep(ctx: Context, token: str, offer: Offer, made_by: int | None) -> int:
    digest = rules.digest(rules.payload(token))
    assert digest is not None  # noqa: S101  # it was just made
    until = ctx.now + offer.days * rules.DAY_MS
    number = await invitations.add(ctx.tx, ctx.community_id, digest, offer.held, offer.most, made_by, ctx.now, until)
    role, grid = offer.held.role.value, offer.held.grid
    await audit.record(
        ctx.tx, ctx.community_id, ctx.now, made_by, "invitation.made", invitation=number, role=role, grid=grid
    )
    return number


async def _of_payload(ctx: Context, payload: str) -> Invitation | None:
    """The invitation that a payload opens, where its grid is still there."""
    digest = rules.digest(payload)
    found = await invitations.by_digest(ctx.tx, ctx.community_id, digest) if digest else None
    gone = found is not None and found.held.grid is not None and ctx.community.grid(found.held.grid) is None
    return None if gone else found


async def _welcome(ctx: Context, person: Person, held: Appointment) -> None:
    """What the person can do now; who directs cases is shown those that wait for somebody to."""
    await home.show_menu(ctx, person, "invite/welcome", **_gives(ctx, held))
    if held.role in (Role.SECRETARY, Role.DEPUTY):
        for case in await notices.awaiting(ctx, person):
            await notices.show_card(ctx, await notices.dossier(ctx, case), person)


async def _tell_makers(ctx: Context, person: Person, found: Invitation, maker: Person | None) -> None:
    """Who made the link hears who came; of a link from the terminal, all other secretaries do."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    others = (one for one in staff if one.holds(Role.SECRETARY) and one.person_id != person.person_id)
    for one in (maker,) if maker else others:
        data = {**_gives(ctx, found.held), "name": person.name, "left": found.most - found.used - 1}
        await post.send(ctx, one, Kind.RECEIPT, Screen("invite/joined", one.language, data))
    if found.used + 1 >= found.most:
        await _put_right(ctx, maker, found, "used_up")


async def _put_right(ctx: Context, maker: Person | None, found: Invitation, why: str) -> None:
    """The message with the link says that it is void; the link is taken out of it."""
    if maker is None or await outbox.living(ctx.tx, ctx.community_id, maker.user_id, slot(found.invitation_id)) is None:
        return
    data = {**_gives(ctx, found.held), "why": why, "number": found.invitation_id}
    buttons = ((Tap("invite_list", Press(SHOW_LIST)), Tap("invite_new", Press(NEW))),)
    screen = Screen("invite/void", maker.language, data, buttons)
    await post.show(ctx, maker, Kind.ANSWER, slot(found.invitation_id), screen)


def _gives(ctx: Context, held: Appointment) -> dict[str, Value]:
    """What an invitation gives, for a view."""
    grid = ctx.community.grid(held.grid) if held.grid is not None else None
    return {"role": held.role.value, "place": grid.name if grid else None, "unit": held.unit}
