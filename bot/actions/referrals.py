"""Referring a case to a department (转办) whose liaison sees what is needed of it, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from bot.actions import checks, deadlines, moves, notices, post
from bot.actions.cases import attach
from bot.actions.context import Context
from bot.domain import pause
from bot.domain.case import Act, Case
from bot.domain.media import Attachment, Purpose
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.screen import Screen
from bot.errors import Refused
from bot.storage import outbox, people

#: The answer of the list that says that the department has done it.
DONE = "done"


async def departments(ctx: Context) -> tuple[str, ...]:
    """The departments that have a liaison, by name."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    return tuple(sorted({unit for person in staff for unit in person.departments}))


def mark(unit: str) -> int:
    """The number that stands for a department in the record, which holds no words."""
    return crc32(unit.encode())


async def refer(ctx: Context, actor: Person, case_id: int, unit: str, return_at: int) -> Case:
    """The case goes to a department, which answers by a day; until then its clock stands still."""
    case = await moves.load(ctx, actor, Act.REFER, case_id)
    if unit not in await departments(ctx):
        raise Refused("refer.no_department", number=case_id)
    referred = pause.pause(case, Act.REFER, ctx.now, return_at, unit)
    kept = await moves.keep_quietly(ctx, actor, Act.REFER, case, referred, department=mark(unit))
    await moves.say_why(ctx, actor, Act.REFER, case_id, unit)
    await notices.tell(ctx, kept, Act.REFER, actor.person_id)
    return kept


async def come_back(
    ctx: Context, actor: Person, case_id: int, result: str, words: str, photos: Sequence[Attachment] = ()
) -> Case:
    """The department has answered: its liaison says so, or the worker or a director to whom it was said.

    What it has done itself, and no worker has, is to be verified now, and its photos are the proof; all else goes on
    where it was, and the photos belong to the answer.
    """
    case = await moves.load(ctx, actor, Act.RETURN, case_id)
    unit = case.referred_to or ""
    act = Act.DELIVER if result == DONE and case.lead is None else Act.RETURN
    kept = await (_deliver if act is Act.DELIVER else _return)(ctx, actor, case, len(photos))
    said = await moves.say_why(ctx, actor, act, case_id, words, result)
    if act is Act.DELIVER:
        await attach(ctx, kept, actor.person_id, Purpose.COMPLETION, photos)
    elif said is not None:
        await attach(ctx, kept, actor.person_id, Purpose.VISIT, photos, said.note_id)
    await notices.tell(ctx, kept, act, actor.person_id)
    known = {person.person_id for person, _ in await notices.concerned(ctx, await notices.dossier(ctx, kept))}
    for person in await notices.liaisons(ctx, unit):
        if person.person_id not in known:
            await lose_sight(ctx, kept, person)
    return kept


async def _return(ctx: Context, actor: Person, case: Case, files: int) -> Case:
    back = pause.resume(case, Act.RETURN, ctx.now, deadlines.continued(ctx, case))
    facts = {"department": mark(case.referred_to or ""), "files": files}
    return await moves.keep_quietly(ctx, actor, Act.RETURN, case, back, **facts)


async def _deliver(ctx: Context, actor: Person, case: Case, files: int) -> Case:
    wanted = await checks.is_wanted(ctx, case)
    checker = await checks.choose(ctx, case) if wanted else None
    looks = checker.person_id if checker else None
    done = pause.deliver(case, ctx.now, deadlines.continued(ctx, case), looks)
    facts = {"department": mark(case.referred_to or ""), "check": int(wanted), "checker": looks or 0, "files": files}
    kept = await moves.keep_quietly(ctx, actor, Act.DELIVER, case, done, **facts)
    await checks.begin(ctx, kept, wanted)
    return kept


async def lose_sight(ctx: Context, case: Case, person: Person) -> None:
    """Somebody has no part in the case any more: what their card showed of it goes away, if they have one."""
    if await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, notices.slot(case)):
        screen = Screen("refer/gone", person.language, {"number": case.case_id})
        await post.show(ctx, person, Kind.ASSIGNMENT, notices.slot(case), screen)
