"""Who has nothing to do with a case any more: what their cards of it still showed is taken back."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import cards, notices, past, post
from bot.actions.cards import Dossier
from bot.actions.context import Context
from bot.domain.notice import Kind
from bot.domain.permission import Look, may
from bot.domain.person import Person
from bot.domain.screen import Screen, Value
from bot.storage import agreements, cases, outbox, staff

#: Whoever directed for years has more cards than can be edited at once: the newest count.
_MOST_CARDS = 100


async def everything(ctx: Context, person: Person) -> None:
    """Put right all cards of cases in the person's chat, after they have lost a role."""
    if person.is_gone:
        return
    known = await staff.cards_in(ctx.tx, ctx.community_id, person.user_id)
    led = [case.case_id for case in await cases.led_by(ctx.tx, ctx.community_id, person.person_id, _MOST_CARDS)]
    await _take_back_questions(ctx, person)
    for number in sorted({*known, *led}, reverse=True)[:_MOST_CARDS]:
        case = await cases.by_id(ctx.tx, ctx.community_id, number)
        if case is not None:
            await _put_right(ctx, await notices.dossier(ctx, case), person, known.get(number, ()))
    await past.forget(ctx, person)


async def _take_back_questions(ctx: Context, person: Person) -> None:
    """What the directors are asked to decide is not shown to who directs no more."""
    for slot in await staff.questions_in(ctx.tx, ctx.community_id, person.user_id) if not person.is_director else ():
        await post.show(ctx, person, Kind.RECEIPT, slot, Screen("petition/gone", person.language))


async def from_case(
    ctx: Context, file: Dossier, person: Person, slots: list[str] | tuple[str, ...] = (), *, again: bool = False
) -> None:
    """The person's card of a case shows what they may still see of it; ``slots`` are it and its older copies.

    ``again``: the case was opened again, and has not gone to somebody else.
    """
    await _put_right(ctx, file, person, slots, again=again)
    await past.forget(ctx, person, file.case.case_id)


async def _put_right(
    ctx: Context, file: Dossier, person: Person, slots: list[str] | tuple[str, ...], *, again: bool = False
) -> None:
    main = notices.slot(file.case)
    if await _is_theirs(ctx, file, person):
        await notices.show_card(ctx, file, person)
    else:
        await _blank(ctx, file, person, main, again=again)
    await _forget_log(ctx, file, person)
    for old in (slot for slot in slots if slot != main):
        if may(person, Look.SHEET, file.case):
            await _redraw(ctx, file, person, old)
        else:
            await _blank(ctx, file, person, old, again=again)


async def _forget_log(ctx: Context, file: Dossier, person: Person) -> None:
    """What was written down, and what two sides agreed on, is not left with who may not read it any more."""
    shown = {notices.log_slot(file.case.case_id): Look.NOTES}
    for number in await agreements.numbers(ctx.tx, ctx.community_id, file.case.case_id):
        shown[notices.agreed_slot(number)] = Look.CONFIDENTIAL
    for slot in (slot for slot, what in shown.items() if not may(person, what, file.case)):
        for copy in await staff.copies_of(ctx.tx, ctx.community_id, person.user_id, slot):
            await _blank(ctx, file, person, copy)


async def old_copies(ctx: Context, file: Dossier, person: Person) -> None:
    """The older copies of the person's card say no more than the newest: they were sent when more was to be known."""
    known = await staff.cards_in(ctx.tx, ctx.community_id, person.user_id)
    for old in known.get(file.case.case_id, ()):
        if old != notices.slot(file.case):
            await _redraw(ctx, file, person, old)


async def _is_theirs(ctx: Context, file: Dossier, person: Person) -> bool:
    shown = {one.person_id for one, _ in await notices.concerned(ctx, file)}
    return person.is_director or person.person_id in shown


async def _redraw(ctx: Context, file: Dossier, person: Person, slot: str) -> None:
    """What the person may see of the case now; the buttons are on the newest copy alone."""
    await _edit(ctx, file, person, slot, replace(notices.card(ctx, file, person), buttons=()))


async def _blank(ctx: Context, file: Dossier, person: Person, slot: str, *, again: bool = False) -> None:
    """Instead of the sheet, that somebody else has the case, or that it was opened again."""
    data: dict[str, Value] = {"number": file.case.case_id, "again": again}
    await _edit(ctx, file, person, slot, Screen("case/handed", person.language, data))


async def _edit(ctx: Context, file: Dossier, person: Person, slot: str, screen: Screen) -> None:
    """A message with a picture keeps it, and one without gets none: else it could not be edited."""
    shown = await outbox.living(ctx.tx, ctx.community_id, person.user_id, slot)
    photo = cards.proof(file) if shown is not None and shown.shape == "photo" else None
    await post.show(ctx, person, Kind.RECEIPT, slot, replace(screen, photo=photo))
