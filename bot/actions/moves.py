"""How a case moves: permit, decide, save, tell. Every act on a case goes through here."""

from __future__ import annotations

from bot.actions import notices, petition_cards, release, root_cards, watch
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain.case import Act, Case
from bot.domain.loop import UNDO_MS, UNDOABLE
from bot.domain.note import Note, NoteKind
from bot.domain.permission import Look, may, permit
from bot.domain.person import Person
from bot.storage import audit, cases, notes, people, staff, timers, undos

#: When a tap can be taken back no more: whose card shows the button is brought up to date.
UNDO_TIMER = "undo"


async def load(ctx: Context, actor: Person | None, act: Act, case_id: int, version: int | None = None) -> Case:
    """The case, if the actor may do that to it now; Refused, or Stale where it has moved on."""
    case = permit(actor, act, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    rules.check(case, act, version)
    return case


async def keep(ctx: Context, actor: Person | None, act: Act, before: Case, after: Case, **facts: str | int) -> Case:
    """Save what an act has made of a case, and tell everybody concerned."""
    case = await keep_quietly(ctx, actor, act, before, after, **facts)
    await notices.tell(ctx, case, act, actor.person_id if actor else None)
    await let_go(ctx, before, case)
    return case


async def let_go(ctx: Context, before: Case, after: Case) -> None:
    """Who had a part in the case and has none any more is shown no more of it, on older copies of its card either."""
    gone = {*before.team, before.checker} - {*after.team, after.checker, None}
    file = await notices.dossier(ctx, after) if gone else None
    for number in sorted(one for one in gone if one is not None):
        person = await people.by_id(ctx.tx, ctx.community_id, number)
        # Who had lost the role before was shown no more of it then.
        if file is not None and person is not None and may(person, Look.SHEET, before):
            slots = (await staff.cards_in(ctx.tx, ctx.community_id, person.user_id)).get(after.case_id, [])
            await release.from_case(ctx, file, person, slots, again=after.reopened > before.reopened)


async def keep_quietly(
    ctx: Context, actor: Person | None, act: Act, before: Case, after: Case, **facts: str | int
) -> Case:
    """Save what an act has made of a case, with its place in the record and its due times."""
    case = await cases.change(ctx.tx, ctx.community_id, before, after)
    who = actor.person_id if actor else None
    dated = {"due_at": case.due_at or 0} if case.due_at != before.due_at else {}
    moved = {**facts, **dated, "to": case.state.value, "version": case.version}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, who, f"case.{act}", case.case_id, **moved)
    await watch.over(ctx, case)
    await petition_cards.void_if_moot(ctx, case)
    await petition_cards.move_along(ctx, before, case)
    await root_cards.follow(ctx, before, case)
    if actor is not None and act in UNDOABLE:
        until = ctx.now + UNDO_MS
        await undos.keep(ctx.tx, ctx.community_id, before, case, actor.person_id, act, until)
        await timers.set_(ctx.tx, ctx.community_id, UNDO_TIMER, case.case_id, until)
    return case


async def say_why(
    ctx: Context, actor: Person | None, act: Act, case_id: int, words: str, reason: str = ""
) -> Note | None:
    """Keep what was said when something was done; nothing if nothing was."""
    if not words and not reason:
        return None
    who, kind = actor.person_id if actor else None, NoteKind.REASON
    return await notes.add(ctx.tx, ctx.community_id, case_id, who, kind, words, ctx.now, act=act.value, reason=reason)
