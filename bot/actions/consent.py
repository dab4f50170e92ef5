"""The notice on data at the first contact: what is kept until somebody agrees, and what follows then."""

from __future__ import annotations

from typing import Any

from bot.actions import people, post
from bot.actions.context import Context
from bot.domain import consent as rules
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.storage import audit, dialogs, held_updates

SLOT = "notice"
AGREE, DECLINE, FULL = "consent.agree", "consent.decline", "consent.full"


async def hold(ctx: Context, person: Person, raw: dict[str, Any], *, fresh: bool) -> None:
    """Keep what somebody sent, and show the notice; ``fresh``: as a new message below."""
    many = await held_updates.keep(ctx.tx, ctx.community_id, person.person_id, raw, ctx.now, rules.MOST_HELD)
    await _show(ctx, person, "privacy/notice", _choice(), fresh=fresh or many == 1)


async def full(ctx: Context, person: Person, *, fresh: bool) -> None:
    """The whole notice, with the choice where it is still open; ``fresh``: as a new message below."""
    buttons = () if rules.has_agreed(person) else _choice(read=True)
    await _show(ctx, person, "privacy/full", buttons, fresh=fresh)


async def agree(ctx: Context, person: Person) -> list[dict[str, Any]]:
    """The person agrees; what they had sent before, to be handled now. Nothing if they had agreed already."""
    if rules.has_agreed(person):
        return []
    await people.agree(ctx, person)
    await _show(ctx, person, "privacy/agreed", (), fresh=False)
    return await held_updates.take(ctx.tx, ctx.community_id, person.person_id, ctx.now - rules.HELD_MS)


async def decline(ctx: Context, person: Person) -> None:
    """The person does not agree: what they sent is not kept."""
    if rules.has_agreed(person):
        return
    await held_updates.take(ctx.tx, ctx.community_id, person.person_id, ctx.now)
    await dialogs.take_draft(ctx.tx, ctx.community_id, person.person_id)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "person.declined")
    await _show(ctx, person, "privacy/declined", ((Tap("consent_read", Press(FULL)),),), fresh=False)


def _choice(*, read: bool = False) -> Buttons:
    agree = Tap("consent_agree", Press(AGREE, rules.VERSION), style="primary")
    decline = Tap("consent_decline", Press(DECLINE))
    return ((agree,), (decline,) if read else (Tap("consent_read", Press(FULL)), decline))


async def _show(ctx: Context, person: Person, view: str, buttons: Buttons, *, fresh: bool) -> None:
    community = ctx.community.name if person.language == "zh" else ctx.community.name_en
    data: dict[str, Value] = {
        "community": community,
        "office": ctx.community.office,
        "version": rules.VERSION,
        "cases_days": ctx.community.policy.keep_cases_days,
        "media_days": ctx.community.policy.keep_media_days,
        "at": ctx.now,
    }
    screen = Screen(view, person.language, data, buttons)
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen, fresh=fresh)
