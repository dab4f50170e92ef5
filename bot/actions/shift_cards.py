"""The messages of a shift: one living message for who stands it, and others for those who are told of it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions import handover_note, post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.roster import Post, PostKind, Shift
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.domain.shift_clock import can_accept
from bot.storage import duty as store
from bot.storage import outbox, people

ACCEPT, STAND_IN = "shift.accept", "shift.stand_in"


def slot(shift: Shift) -> str:
    """The message of who stands the shift."""
    return f"shift:{shift.shift_id}"


def late_slot(shift: Shift) -> str:
    """The message of those who are told that nobody has taken over."""
    return f"late:{shift.shift_id}"


def note_slot(shift: Shift) -> str:
    """The message that shows what the shift hands over."""
    return f"shiftnote:{shift.shift_id}"


def post_data(ctx: Context, found: Post) -> dict[str, Value]:
    """A post as the messages name it."""
    grid = ctx.community.grid(found.grid) if found.grid else None
    return {"kind": found.kind.value, "grid": grid.name if grid else ""}


def post_of(ctx: Context, shift: Shift) -> Value:
    """The post of a shift as the messages name it."""
    found = ctx.community.post(shift.post)
    return post_data(ctx, found) if found else {"kind": PostKind.GRID.value, "grid": shift.post}


def _data(ctx: Context, shift: Shift) -> dict[str, Value]:
    return {
        "post": post_of(ctx, shift),
        "from_at": shift.from_at,
        "until_at": shift.until_at,
        "now": ctx.now,
    }


async def show(ctx: Context, shift: Shift, person: Person, state: str, *, fresh: bool = False) -> None:
    """The message of who stands the shift; ``state`` says at which point it is."""
    before = await before_of(ctx, shift) if state in ("hour", "begin", "late", "on") else None
    known = await store.note(ctx.tx, ctx.community_id, before.shift_id) if before else None
    data: dict[str, Value] = {
        **_data(ctx, shift),
        "state": state,
        "before": await _name(ctx, before) if before else "",
        "lines": await handover_note.lines(ctx, before) if before and can_accept(shift, ctx.now) else [],
        "words": known.words if known else "",
    }
    buttons: Buttons = ()
    if can_accept(shift, ctx.now):
        buttons = ((Tap("shift_accept", Press(ACCEPT, shift.shift_id), style="primary"),),)
    screen = Screen("duty/shift", person.language, data, buttons)
    kind = Kind.REMINDER if state == "evening" else Kind.ASSIGNMENT
    await post.show(ctx, person, kind, slot(shift), screen, fresh=fresh, urgent=state in ("hour", "begin", "late"))


async def show_late(ctx: Context, shift: Shift, people_: Iterable[Person], why: str, *, done: str = "") -> None:
    """Tell some people that nobody has taken over, or (``done``) who has by now."""
    missing = await people.by_id(ctx.tx, ctx.community_id, shift.planned if done else shift.person)
    data = {**_data(ctx, shift), "name": missing.called if missing else "", "why": why, "done": done}
    for person in people_:
        if done and not await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, late_slot(shift)):
            continue
        tap = Tap("shift_stand_in", Press(STAND_IN, shift.shift_id), style="primary")
        buttons: Buttons = () if done or why == "predecessor" else ((tap,),)
        screen = Screen("duty/late", person.language, data, buttons)
        kind = Kind.CARD if done else Kind.PAGE
        await post.show(ctx, person, kind, late_slot(shift), screen, fresh=not done, urgent=not done)


async def show_note(ctx: Context, shift: Shift, person: Person, *, fresh: bool = False) -> None:
    """What the person hands over: they may add words by answering the message."""
    known = await store.note(ctx.tx, ctx.community_id, shift.shift_id)
    signer = await people.by_id(ctx.tx, ctx.community_id, known.signed_by) if known and known.signed_by else None
    data: dict[str, Value] = {
        **_data(ctx, shift),
        "lines": known.facts if known and known.signed_at else await handover_note.lines(ctx, shift),
        "words": known.words if known else "",
        "signed_at": known.signed_at if known else None,
        "name": signer.called if signer else "",
    }
    screen = Screen("duty/note", person.language, data)
    await post.show(ctx, person, Kind.ASSIGNMENT, note_slot(shift), screen, fresh=fresh)


async def before_of(ctx: Context, shift: Shift) -> Shift | None:
    """The shift of the same seat that this one takes over from: taken over by somebody, and not long ago."""
    span = (shift.from_at - 2 * 86_400_000, shift.from_at)
    known = await store.ahead(ctx.tx, ctx.community_id, *span)
    mine = [one for one in known if (one.post, one.seat) == (shift.post, shift.seat) and one.accepted_at is not None]
    return max((one for one in mine if one.from_at < shift.from_at), key=lambda one: one.from_at, default=None)


async def _name(ctx: Context, shift: Shift) -> str:
    person = await people.by_id(ctx.tx, ctx.community_id, shift.person)
    return person.called if person else ""
