"""What still stands in the chat of who has no part in it any more, besides cards: lists, notes, promises, offers."""

from __future__ import annotations

from bot.actions import post
from bot.actions.context import Context
from bot.domain.case import Case
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look, may
from bot.domain.person import Person
from bot.domain.screen import Screen
from bot.storage import cases, handovers, notes, promises, staff

#: The names of the lists of found cases, and of those that a director works through.
FOUND, BULK = "find", "bulk"


async def forget(ctx: Context, person: Person, case_id: int | None = None) -> None:
    """Nothing that the person may not see any more is left in their chat: of one case, or of all."""
    for slot, kind, number in await staff.work_in(ctx.tx, ctx.community_id, person.user_id):
        about, waits = await _about(ctx, kind, number)
        if about is None or case_id not in (None, about):
            continue
        case = await cases.by_id(ctx.tx, ctx.community_id, about)
        if case is not None and not _may_stay(person, kind, case, waits):
            await _blank(ctx, person, slot, offer=kind == "hand")
    # What a list says of cases is what could be seen when it was asked for; who directs still sees all of it.
    for name in (FOUND, BULK) if not may(person, Look.BOARD) else ():
        for slot in await staff.copies_of(ctx.tx, ctx.community_id, person.user_id, name):
            await _blank(ctx, person, slot)


async def _about(ctx: Context, kind: str, number: int) -> tuple[int | None, bool]:
    """The case of a note, a promise or an offer, and whether the offer waits for an answer."""
    if kind == "hand":
        asked = await handovers.by_id(ctx.tx, ctx.community_id, number)
        return (asked.case_id, asked.asked) if asked else (None, False)
    store = notes if kind == "note" else promises
    found = await store.by_id(ctx.tx, ctx.community_id, number)
    return (found.case_id if found else None), False


def _may_stay(person: Person, kind: str, case: Case, waits: bool) -> bool:
    if kind == "hand":
        return may(person, Look.SHEET, case) or (waits and person.is_worker)
    return may(person, Look.NOTES if kind == "note" else Deed.NOTE, case)


async def _blank(ctx: Context, person: Person, slot: str, *, offer: bool = False) -> None:
    await post.show(ctx, person, Kind.RECEIPT, slot, Screen("case/past", person.language, {"offer": offer}))
