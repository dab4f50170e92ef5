"""Meeting people, and keeping the staff as the configuration lists it."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import notices
from bot.actions.context import Context
from bot.domain.community import Staff
from bot.domain.person import Person
from bot.storage import audit, people


async def meet(ctx: Context, user_id: int, name: str, language: str, private: bool) -> Person:
    """The person behind a user, met now if need be; whoever writes privately can be reached."""
    person = await people.by_user(ctx.tx, ctx.community_id, user_id)
    if person is None:
        person = await people.add(ctx.tx, ctx.community_id, user_id, name, language, ctx.now)
        await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "person.met")
    if not person.appointments and person.name != name:  # the staff are called as the configuration lists them
        await people.rename(ctx.tx, ctx.community_id, person.person_id, name)
        person = replace(person, name=name)
    return await _reached(ctx, person) if private and not person.reachable else person


async def reached(ctx: Context, user_id: int) -> None:
    """Telegram says that somebody let the bot in again."""
    person = await people.by_user(ctx.tx, ctx.community_id, user_id)
    if person is not None and not person.reachable:
        await _reached(ctx, person)


async def _reached(ctx: Context, person: Person) -> Person:
    """Somebody can be reached from now on: they are shown the cards of open cases that they have missed."""
    await people.set_reachable(ctx.tx, ctx.community_id, person.user_id, reachable=True)
    reachable = replace(person, reachable=True)
    for case in await notices.awaiting(ctx, reachable):
        await notices.show_card(ctx, await notices.dossier(ctx, case), reachable)
    return reachable


async def come_from(ctx: Context, person: Person, grid: int) -> Person:
    """The person came through a grid's button: that is their grid now."""
    if person.grid == grid or ctx.community.grid(grid) is None:
        return person
    await people.set_home(ctx.tx, ctx.community_id, person.person_id, grid)
    return replace(person, grid=grid, building=None)


async def speak(ctx: Context, person: Person, language: str) -> Person:
    """Speak another language with the person."""
    await people.set_language(ctx.tx, ctx.community_id, person.person_id, language)
    return replace(person, language=language)


async def sync_staff(ctx: Context) -> None:
    """Make the appointments in the database those of the configuration; what changed is an audit event each."""
    listed = {}
    for line in ctx.community.staff:
        person = await _staff_person(ctx, line)
        listed[(person.person_id, line.role, line.grid)] = line
    held = await people.appointments(ctx.tx, ctx.community_id)
    for person_id, role, grid in sorted(listed.keys() - held, key=str):
        await people.appoint(ctx.tx, ctx.community_id, person_id, role, grid)
        await _note(ctx, "staff.appointed", person_id, role.value, grid)
    for person_id, role, grid in sorted(held - listed.keys(), key=str):
        await people.dismiss(ctx.tx, ctx.community_id, person_id, role, grid)
        await _note(ctx, "staff.dismissed", person_id, role.value, grid)


async def _staff_person(ctx: Context, line: Staff) -> Person:
    person = await people.by_user(ctx.tx, ctx.community_id, line.user_id)
    if person is None:
        return await people.add(ctx.tx, ctx.community_id, line.user_id, line.name, "zh", ctx.now)
    if person.name != line.name:
        await people.rename(ctx.tx, ctx.community_id, person.person_id, line.name)
    return person


async def _note(ctx: Context, act: str, person_id: int, role: str, grid: int | None) -> None:
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, act, person=person_id, role=role, grid=grid)
