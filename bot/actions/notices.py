"""Who is told what when a case has moved: the table of those concerned, and a card for each."""

from __future__ import annotations

from enum import StrEnum

from bot.actions import cards, post
from bot.actions.cards import Dossier
from bot.actions.context import Context
from bot.domain.case import ENDED, Act, Case
from bot.domain.community import CaseKind
from bot.domain.notice import Kind
from bot.domain.permission import Look, may
from bot.domain.person import Person, Role
from bot.domain.screen import Screen, Value
from bot.storage import cases, media, outbox, people


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
    return Dossier(case, reporter, lead, files)


async def tell(ctx: Context, case: Case, act: Act, doer: int | None) -> None:
    """Bring every card of the case up to date, and sound where somebody has something to do.

    The ``doer`` is the person who has just tapped or said something: their own card is the answer to that.
    """
    file = await dossier(ctx, case)
    await show_in_group(ctx, file)
    for person, standing in await _concerned(ctx, file):
        asked = person.person_id == doer
        await show_card(ctx, file, person, fresh=_SOUNDS.get(act) is standing, asked=asked)
        if act in _NEWS and standing in (Standing.REPORTER, Standing.FOLLOWER):
            await _news(ctx, file, person, _NEWS[act])


async def refresh(ctx: Context, case: Case) -> None:
    """Bring the private cards of the case up to date, silently: something was added to it."""
    file = await dossier(ctx, case)
    for person, _ in await _concerned(ctx, file):
        await show_card(ctx, file, person)


async def awaiting(ctx: Context, person: Person) -> list[Case]:
    """The open cases in which the person has something to do or has asked for something."""
    found = {case.case_id: case for case in await cases.reported_by(ctx.tx, ctx.community_id, person.person_id)}
    for case in await cases.led_by(ctx.tx, ctx.community_id, person.person_id):
        found[case.case_id] = case
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
    group = await people.group_of(ctx.tx, ctx.community_id, file.case.grid)
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


def _card(ctx: Context, file: Dossier, person: Person) -> tuple[Screen, Kind]:
    standing = _highest(person, file.case)
    if standing in (Standing.DIRECTOR, Standing.LEAD, Standing.LIAISON):
        return cards.duty_card(file, person, ctx.community), Kind.ASSIGNMENT
    if standing is Standing.REPORTER:
        return cards.reporter_card(file, person, ctx.community), Kind.RECEIPT
    return cards.follower_card(file, person, ctx.community), Kind.RECEIPT


async def directors(ctx: Context) -> tuple[Person, ...]:
    """Who decides about cases now: the secretaries, or the deputies where there is none."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    secretaries = tuple(person for person in staff if person.holds(Role.SECRETARY))
    return secretaries or tuple(person for person in staff if person.holds(Role.DEPUTY))


async def _concerned(ctx: Context, file: Dossier) -> list[tuple[Person, Standing]]:
    """Everybody who has a card of the case, once each, by the highest thing that they are to it."""
    followers = await cases.followers(ctx.tx, ctx.community_id, file.case.case_id)
    found = {person.person_id: person for person in await directors(ctx)}
    for person in (
        file.lead,
        file.reporter,
        *[await people.by_id(ctx.tx, ctx.community_id, f) for f in followers],
    ):
        if person is not None and not person.is_gone:
            found.setdefault(person.person_id, person)
    return [(person, _highest(person, file.case)) for person in found.values()]


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
        "holder": file.lead.name if file.lead else "",
        "title": file.lead.title.value if file.lead else "",
        "mine": person.person_id == file.case.reporter,
    }
    screen = Screen(view, person.language, data)
    await post.send(ctx, person, Kind.RECEIPT, screen, urgent=is_urgent(ctx, file.case))
