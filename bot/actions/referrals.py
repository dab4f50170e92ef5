"""Referring a case to a department (转办) whose liaison sees what is needed of it, and taking it back."""

from __future__ import annotations

from zlib import crc32

from bot.actions import deadlines, moves, notices, post
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain.case import Act, Case
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.screen import Screen
from bot.errors import Refused
from bot.storage import outbox, people


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
    referred = rules.pause(case, Act.REFER, ctx.now, return_at, unit)
    kept = await moves.keep_quietly(ctx, actor, Act.REFER, case, referred, department=mark(unit))
    await moves.say_why(ctx, actor, Act.REFER, case_id, unit)
    await notices.tell(ctx, kept, Act.REFER, actor.person_id)
    return kept


async def come_back(ctx: Context, actor: Person, case_id: int, result: str, words: str) -> Case:
    """The department has answered: its liaison says so, or the worker or a director to whom it was said."""
    case = await moves.load(ctx, actor, Act.RETURN, case_id)
    unit = case.referred_to or ""
    due_at = deadlines.continued(ctx, case)
    back = rules.resume(case, Act.RETURN, ctx.now, due_at)
    kept = await moves.keep_quietly(ctx, actor, Act.RETURN, case, back, department=mark(unit))
    await moves.say_why(ctx, actor, Act.RETURN, case_id, words, result)
    await notices.tell(ctx, kept, Act.RETURN, actor.person_id)
    known = {person.person_id for person, _ in await notices.concerned(ctx, await notices.dossier(ctx, kept))}
    for person in await notices.liaisons(ctx, unit):
        if person.person_id not in known:
            await lose_sight(ctx, kept, person)
    return kept


async def lose_sight(ctx: Context, case: Case, person: Person) -> None:
    """Somebody has no part in the case any more: what their card showed of it goes away, if they have one."""
    if await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, notices.slot(case)):
        screen = Screen("refer/gone", person.language, {"number": case.case_id})
        await post.show(ctx, person, Kind.ASSIGNMENT, notices.slot(case), screen)
