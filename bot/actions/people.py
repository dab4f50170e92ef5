"""Meeting people, and keeping the staff as the configuration lists it."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import departures, groups, menus, notices, page_climb, release, warning_cards
from bot.actions.context import Context
from bot.domain import consent
from bot.domain.community import Staff
from bot.domain.person import WORKERS, Appointment, Person, Role
from bot.errors import Refused
from bot.storage import audit, people

#: The roles that change what somebody sees of cases: also of those that are theirs already, or still.
_CASES = frozenset({Role.SECRETARY, Role.DEPUTY, Role.LIAISON, *WORKERS})


async def meet(ctx: Context, user_id: int, name: str, language: str, private: bool) -> Person:
    """The person behind a user, met now if need be; whoever writes privately can be reached."""
    person = await people.by_user(ctx.tx, ctx.community_id, user_id)
    if person is None:
        person = await people.add(ctx.tx, ctx.community_id, user_id, name, language, ctx.now)
        await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "person.met")
    if not person.is_staff and person.name != name:  # the staff are called as the configuration lists them
        await people.rename(ctx.tx, ctx.community_id, person.person_id, name)
        person = replace(person, name=name)
    return await _reached(ctx, person) if private and not person.reachable else person


async def reached(ctx: Context, user_id: int) -> None:
    """Telegram says that somebody let the bot in again."""
    person = await people.by_user(ctx.tx, ctx.community_id, user_id)
    if person is not None and not person.reachable:
        await _reached(ctx, person)


async def _reached(ctx: Context, person: Person) -> Person:
    """Somebody can be reached from now on: they are shown what they have missed of cases and pages."""
    await people.set_reachable(ctx.tx, ctx.community_id, person.user_id, reachable=True)
    reachable = replace(person, reachable=True)
    if person.is_staff:  # their commands could not be put up before
        await menus.refresh(ctx, reachable)
    for case in await notices.awaiting(ctx, reachable):
        await notices.show_card(ctx, await notices.dossier(ctx, case), reachable)
    await page_climb.found(ctx, reachable)
    await warning_cards.catch_up_person(ctx, reachable)
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
    await menus.refresh(ctx, person)
    return replace(person, language=language)


async def agree(ctx: Context, person: Person) -> Person:
    """The person agrees to the notice on data as it is now."""
    await people.set_consent(ctx.tx, ctx.community_id, person.person_id, consent.VERSION, ctx.now)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "person.agreed", version=consent.VERSION)
    return replace(person, consent=consent.VERSION)


async def seen_in(ctx: Context, person: Person, grid: int) -> Person:
    """The person was seen in the group of a grid: that makes a resident of it."""
    held = Appointment(Role.RESIDENT, grid)
    if held in person.appointments:
        return person
    await people.appoint(ctx.tx, ctx.community_id, person.person_id, held, ctx.now)
    return replace(person, appointments=(*person.appointments, held))


async def gone_from(ctx: Context, user_id: int, grid: int) -> None:
    """Somebody left the group of a grid."""
    person = await people.by_user(ctx.tx, ctx.community_id, user_id)
    if person is not None:
        await people.dismiss(ctx.tx, ctx.community_id, person.person_id, Appointment(Role.RESIDENT, grid))


async def appoint(ctx: Context, by: Person | None, person: Person, held: Appointment, **how: int) -> bool:
    """Give somebody a role; it is in the audit, and their commands follow. False if they hold it there already.

    ``how`` are further facts for the audit, such as the number of the invitation.

    Whether ``by`` (None: the program) may do that is the caller's to ask.
    """
    if not await people.appoint(ctx.tx, ctx.community_id, person.person_id, held, ctx.now):
        return False
    await note(ctx, by.person_id if by else None, "staff.appointed", person.person_id, held, **how)
    await menus.refresh(ctx, person)
    await groups.refresh_tops(ctx, {held.grid})
    now = await people.by_id(ctx.tx, ctx.community_id, person.person_id) or person
    if held.role in _CASES and now.reachable:
        await release.everything(ctx, now)
        await notices.catch_up(ctx, now)
    return True


async def dismiss(ctx: Context, by: Person | None, person: Person, held: Appointment) -> bool:
    """Take a role from somebody, with all that it gave; as :func:`appoint`. False if they do not hold it.

    Refused ("staff.last_secretary") if no secretary would be left.
    """
    if held.role is Role.SECRETARY and held in person.appointments:
        await departures.keep_a_secretary(ctx, person)
    before = await notices.directors(ctx)
    if not await people.dismiss(ctx.tx, ctx.community_id, person.person_id, held):
        return False
    await note(ctx, by.person_id if by else None, "staff.dismissed", person.person_id, held)
    now = await people.by_id(ctx.tx, ctx.community_id, person.person_id)
    await (menus.refresh if now and now.is_staff else menus.take_down)(ctx, person)
    await departures.put_right(ctx, now or person, held, before)
    return True


async def sync_staff(ctx: Context) -> None:
    """Bring into the appointments what has changed in the configuration's list since the last start.

    What was given or taken in the chat meanwhile stays as it is. What changes is an audit event each.
    """
    listed = {(line.user_id, Appointment(line.role, line.grid, line.unit)): line for line in ctx.community.staff}
    known = await people.listed(ctx.tx, ctx.community_id)
    before = {user_id for user_id, _ in known}
    for line in ctx.community.staff:
        await _staff_person(ctx, line, news=line.user_id not in before)
    for user_id, held in sorted(listed.keys() - known, key=str):
        await _sync(ctx, user_id, held, there=True)
    for user_id, held in sorted(known - listed.keys(), key=str):
        await _sync(ctx, user_id, held, there=False)


async def _sync(ctx: Context, user_id: int, held: Appointment, there: bool) -> None:
    person = await people.by_user(ctx.tx, ctx.community_id, user_id)
    if person is not None:  # else: forgotten since
        try:
            await (appoint if there else dismiss)(ctx, None, person, held)
        except Refused:  # the only secretary stays, until the list names another; it counts as listed until then
            await note(ctx, None, "staff.kept", person.person_id, held)
            return
    await people.set_listed(ctx.tx, ctx.community_id, user_id, held, there)


async def note(ctx: Context, actor: int | None, act: str, person: int, held: Appointment, **how: int) -> None:
    """Write into the audit who was given or lost a role."""
    role, grid = held.role.value, held.grid
    facts: dict[str, str | int | None] = {"person": person, "role": role, "grid": grid, **how}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor, act, None, **facts)


async def _staff_person(ctx: Context, line: Staff, *, news: bool) -> None:
    """Know who is listed, and by what name; who was listed before and is not known was forgotten, and stays so."""
    person = await people.by_user(ctx.tx, ctx.community_id, line.user_id)
    if person is None and news:
        await people.add(ctx.tx, ctx.community_id, line.user_id, line.name, "zh", ctx.now)
    elif person is not None and person.name != line.name:
        await people.rename(ctx.tx, ctx.community_id, person.person_id, line.name)
