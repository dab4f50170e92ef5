"""Referring a case to a department (转办) whose liaison sees what is needed of it, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from zlib import crc32

from bot.actions import cards, notices, post
from bot.actions.context import Context
from bot.actions.notices import Standing
from bot.domain import case as rules
from bot.domain.button import CaseMenu, Press
from bot.domain.case import Case
from bot.domain.notice import Kind
from bot.domain.permission import Deed, permit
from bot.domain.person import Person
from bot.domain.screen import Screen, Tap, Value
from bot.errors import Refused, Stale
from bot.storage import audit, cases, outbox, people

TO = "refer.to"
_MOST = 40  # departments on a card
_LONGEST = 30  # characters of a department's button


async def departments(ctx: Context) -> tuple[str, ...]:
    """The departments that have a liaison, by name."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    return tuple(sorted({unit for person in staff for unit in person.departments}))


def mark(unit: str) -> int:
    """The number that stands for a department in a button."""
    return crc32(unit.encode())


async def show_choice(ctx: Context, actor: Person, case_id: int) -> None:
    """Show on the actor's card to which departments the case can go; Refused if there is none."""
    case = permit(actor, Deed.REFER, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    rules.check_open(case)
    units = [unit for unit in await departments(ctx) if unit != case.referred_to][:_MOST]
    if not units:
        raise Refused("refer.no_department", number=case_id)
    taps = [Tap(u[:_LONGEST], Press(TO, case_id, case.version, mark(u)), literal=True) for u in units]
    rows = [tuple(taps[i : i + 2]) for i in range(0, len(taps), 2)]
    card = cards.duty_card(await notices.dossier(ctx, case), actor, ctx.community)
    screen = replace(card, photo=None, buttons=(*rows, (Tap("back", CaseMenu("back", case_id)),)))
    await post.show(ctx, actor, Kind.ANSWER, notices.slot(case), screen)


async def refer(ctx: Context, actor: Person, case_id: int, version: int, chosen: int) -> Case:
    """The case goes to a department, by its :func:`mark`."""
    case = await _seen(ctx, actor, case_id, version)
    unit = next((unit for unit in await departments(ctx) if mark(unit) == chosen), None)
    if unit is None:
        raise Refused("refer.no_department", number=case_id)
    return await _keep(ctx, actor, case, rules.refer(case, unit, ctx.now))


async def take_back(ctx: Context, actor: Person, case_id: int, version: int) -> Case:
    """The case comes back from the department that has it."""
    case = await _seen(ctx, actor, case_id, version)
    return await _keep(ctx, actor, case, rules.refer(case, None, ctx.now))


async def lose_sight(ctx: Context, case: Case, person: Person) -> None:
    """Somebody has no part in the case any more: what their card showed of it goes away, if they have one."""
    if await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, notices.slot(case)):
        screen = Screen("refer/gone", person.language, {"number": case.case_id})
        await post.show(ctx, person, Kind.ASSIGNMENT, notices.slot(case), screen)


async def _seen(ctx: Context, actor: Person, case_id: int, version: int) -> Case:
    case = permit(actor, Deed.REFER, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    if case.version != version:
        raise Stale("refer.moved_on", number=case_id)
    return case


async def _keep(ctx: Context, actor: Person, before: Case, after: Case) -> Case:
    case = await cases.change(ctx.tx, ctx.community_id, before, after)
    act = "case.referred" if case.referred_to else "case.taken_back"
    unit = mark(case.referred_to or before.referred_to or "")
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, act, case.case_id, department=unit)
    sounds = Standing.LIAISON if case.referred_to else None
    concerned = {
        person.person_id for person, _ in await notices.refresh(ctx, case, sounds=sounds, doer=actor.person_id)
    }
    for person in await notices.liaisons(ctx, before.referred_to):
        if person.person_id not in concerned:
            await lose_sight(ctx, case, person)
    await _tell_reporter(ctx, case, actor)
    return case


async def _tell_reporter(ctx: Context, case: Case, actor: Person) -> None:
    reporter = await people.by_id(ctx.tx, ctx.community_id, case.reporter)
    if reporter is None or reporter.person_id == actor.person_id:
        return
    data: dict[str, Value] = {"number": case.case_id, "department": case.referred_to}
    screen = Screen("refer/told", reporter.language, data)
    await post.send(ctx, reporter, Kind.RECEIPT, screen, urgent=notices.is_urgent(ctx, case))
