"""Who is told what when a case has moved: the table of those concerned, and a card for each."""

from __future__ import annotations

from enum import StrEnum

from bot.actions import cards, post
from bot.actions.cards import Dossier
from bot.actions.context import Context
from bot.domain import absence
from bot.domain.case import ENDED, Act, Case
from bot.domain.community import CaseKind
from bot.domain.notice import Kind
from bot.domain.permission import Look, may
from bot.domain.person import Person
from bot.domain.screen import Screen, Value
from bot.storage import absences, cases, groups, media, outbox, people, relays


class Standing(StrEnum):
    """As what somebody is shown a case."""

    DIRECTOR = "director"  # the secretary, or who stands in
    LEAD = "lead"
    LIAISON = "liaison"
    REPORTER = "reporter"
    FOLLOWER = "follower"


#: The acts after which somebody has something to do: their card comes as a new message, so that the phone sounds.
_SOUNDS = {
    Act.OPEN: Standing.DIRECTOR,
    Act.ASSIGN: Standing.LEAD,
    Act.FEED_BACK: Standing.DIRECTOR,
}
#: The acts of which the reporter and the followers are told by a short message besides their card.
_NEWS = {Act.ACCEPT: "notice/accepted", Act.CLOSE: "notice/closed"}


async def dossier(ctx: Context, case: Case) -> Dossier:
    """A case with the people and files around it."""
    reporter = await people.by_id(ctx.tx, ctx.community_id, case.reporter)
    assert reporter is not None  # noqa: S101  # a foreign key holds the reporter
    lead = await people.by_id(ctx.tx, ctx.community_id, case.lead) if case.lead else None
    files = tuple(await media.of_case(ctx.tx, ctx.community_id, case.case_id))
    asked = await relays.last_of(ctx.tx, ctx.community_id, case.case_id)
    return Dossier(case, reporter, lead, files, asked)


async def tell(ctx: Context, case: Case, act: Act, doer: int | None) -> None:
    """Bring every card of the case up to date, and sound where somebody has something to do.

    The ``doer`` is the person who has just tapped or said something: their own card is the answer to that.
    """
    file = await dossier(ctx, case)
    await show_in_group(ctx, file)
    for person, standing in await concerned(ctx, file):
        asked = person.person_id == doer
        await show_card(ctx, file, person, fresh=_SOUNDS.get(act) is standing, asked=asked)
        if act in _NEWS and standing in (Standing.REPORTER, Standing.FOLLOWER):
            await _news(ctx, file, person, _NEWS[act])


async def tell_handed(ctx: Context, case: Case) -> None:
    """Bring every card up to date after the case has gone to another worker, whose phone sounds."""
    file = await dossier(ctx, case)
    await show_in_group(ctx, file)
    for person, _ in await concerned(ctx, file):
        await show_card(ctx, file, person, fresh=person.person_id == case.lead)


async def refresh(
    ctx: Context, case: Case, *, sounds: Standing | None = None, doer: int | None = None
) -> list[tuple[Person, Standing]]:
    """Bring the private cards of the case up to date, silently: something was added to it. Whose they are.

    The card of who is shown it as ``sounds`` comes as a new message; the ``doer``'s is the answer to their tap.
    """
    file = await dossier(ctx, case)
    found = await concerned(ctx, file)
    for person, standing in found:
        await show_card(ctx, file, person, fresh=standing is sounds, asked=person.person_id == doer)
    return found


async def awaiting(ctx: Context, person: Person) -> list[Case]:
    """The open cases in which the person has something to do or has asked for something."""
    found = {case.case_id: case for case in await cases.reported_by(ctx.tx, ctx.community_id, person.person_id)}
    for case in await cases.led_by(ctx.tx, ctx.community_id, person.person_id):
        found[case.case_id] = case
    for unit in person.departments:
        found |= {case.case_id: case for case in await cases.referred(ctx.tx, ctx.community_id, unit)}
    if person.is_director:
        found |= {case.case_id: case for case in await cases.undecided(ctx.tx, ctx.community_id)}
    return [case for _, case in sorted(found.items()) if case.state not in ENDED]


async def show_card(ctx: Context, file: Dossier, person: Person, *, fresh: bool = False, asked: bool = False) -> None:
    """Show a person their card of a case; ``fresh``: as a new message; ``asked``: it answers what they just did."""
    screen, kind = _card(ctx, file, person)
    kind = Kind.ANSWER if asked else kind
    await post.show(ctx, person, kind, slot(file.case), screen, fresh=fresh, urgent=is_urgent(ctx, file.case))


async def show_in_group(ctx: Context, file: Dossier) -> None:
    """Bring the case's card in the group of its grid up to date, if there is one that can be reached."""
    group = await groups.of_grid(ctx.tx, ctx.community_id, file.case.grid)
    if group is None or not group.reachable:
        return
    screen = cards.group_card(file, ctx.community, group.thread)
    await outbox.show(ctx.tx, ctx.community_id, group.chat_id, Kind.CARD, slot(file.case), screen, ctx.now)


def is_urgent(ctx: Context, case: Case) -> bool:
    """Whether news of the case may wake somebody: it is an emergency (突发事件)."""
    category = ctx.community.category(case.category)
    return category is not None and category.kind is CaseKind.EMERGENCY


def slot(case: Case) -> str:
    """The name of a case's card in any chat."""
    return f"case:{case.case_id}"


def card(ctx: Context, file: Dossier, person: Person) -> Screen:
    """A person's card of a case, by the highest thing that they are to it."""
    return _card(ctx, file, person)[0]


def _card(ctx: Context, file: Dossier, person: Person) -> tuple[Screen, Kind]:
    standing = _highest(person, file.case)
    if standing in (Standing.DIRECTOR, Standing.LEAD, Standing.LIAISON):
        return cards.duty_card(file, person, ctx.community), Kind.ASSIGNMENT
    if standing is Standing.REPORTER:
        return cards.reporter_card(file, person, ctx.community), Kind.RECEIPT
    return cards.follower_card(file, person, ctx.community), Kind.RECEIPT


async def directors(ctx: Context) -> tuple[Person, ...]:
    """Who decides about cases now: the secretaries, or who stands in for them (:func:`bot.domain.absence.deciding`)."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    away = await absences.standing(ctx.tx, ctx.community_id, ctx.now)
    return absence.deciding(staff, away, ctx.now)


async def pass_on(ctx: Context, before: tuple[Person, ...]) -> None:
    """Whoever directs the cases now and was not among those ``before`` is shown the cases that wait for them."""
    known = {person.person_id for person in before}
    for director in await directors(ctx):
        if director.person_id not in known:
            for case in await awaiting(ctx, director):
                await show_card(ctx, await dossier(ctx, case), director)


async def catch_up(ctx: Context, person: Person) -> None:
    """Somebody has a new role: the cards of open cases that are theirs by it now."""
    for case in await awaiting(ctx, person) if person.reachable else []:
        file = await dossier(ctx, case)
        if person.person_id in {one.person_id for one, _ in await concerned(ctx, file)}:
            await show_card(ctx, file, person)


async def liaisons(ctx: Context, unit: str | None) -> tuple[Person, ...]:
    """Who speaks for a department; nobody for none."""
    staff = await people.staff(ctx.tx, ctx.community_id) if unit else ()
    return tuple(person for person in staff if unit in person.departments)


async def concerned(ctx: Context, file: Dossier) -> list[tuple[Person, Standing]]:
    """Everybody who has a card of the case, once each, by the highest thing that they are to it."""
    found = {person.person_id: person for person in await directors(ctx)}
    for person in (
        file.lead if file.lead and file.lead.is_worker else None,
        file.reporter,
        *await liaisons(ctx, file.case.referred_to),
        *await _followers(ctx, file.case),
    ):
        if person is not None and not person.is_gone:
            found.setdefault(person.person_id, person)
    return [(person, _highest(person, file.case)) for person in found.values()]


async def _followers(ctx: Context, case: Case) -> list[Person]:
    """Who follows the case and is still a neighbour of it: whoever has left the group is told nothing more."""
    numbers = await cases.followers(ctx.tx, ctx.community_id, case.case_id)
    known = [await people.by_id(ctx.tx, ctx.community_id, number) for number in sorted(numbers)]
    return [person for person in known if person is not None and may(person, Look.PUBLIC, case)]


def _highest(person: Person, case: Case) -> Standing:
    if person.is_director:
        return Standing.DIRECTOR
    if person.is_worker and case.lead == person.person_id:
        return Standing.LEAD
    if case.reporter == person.person_id:
        return Standing.REPORTER
    return Standing.LIAISON if may(person, Look.SHEET, case) else Standing.FOLLOWER


async def _news(ctx: Context, file: Dossier, person: Person, view: str) -> None:
    data: dict[str, Value] = {
        "number": file.case.case_id,
        "holder": file.lead.called if file.lead else "",
        "title": file.lead.title.value if file.lead else "",
        "mine": person.person_id == file.case.reporter,
    }
    screen = Screen(view, person.language, data)
    await post.send(ctx, person, Kind.RECEIPT, screen, urgent=is_urgent(ctx, file.case))
