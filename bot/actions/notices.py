"""Who is told what when a case has moved: the table of those concerned, and a card for each."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.actions import cards, post
from bot.actions.cards import Afterwards, Dossier
from bot.actions.context import Context
from bot.domain import absence
from bot.domain.agreement import is_dispute
from bot.domain.case import Act, Case
from bot.domain.community import CaseKind
from bot.domain.note import Note
from bot.domain.notice import Kind
from bot.domain.permission import Look, may
from bot.domain.person import Person
from bot.domain.petition import open_one
from bot.domain.screen import Screen, Value
from bot.storage import (
    absences,
    agreements,
    cases,
    groups,
    media,
    notes,
    outbox,
    people,
    petitions,
    relays,
    responses,
    undos,
    verdicts,
)
from bot.storage import root_causes as causes


class Standing(StrEnum):
    """As what somebody is shown a case."""

    DIRECTOR = "director"  # the secretary, or who stands in
    LEAD = "lead"
    HELPER = "helper"
    CHECKER = "checker"
    LIAISON = "liaison"
    REPORTER = "reporter"
    FOLLOWER = "follower"


_TEAM = frozenset({Standing.LEAD, Standing.HELPER})
_DIRECTOR, _LEAD = frozenset({Standing.DIRECTOR}), frozenset({Standing.LEAD})
#: The acts after which somebody has something to do: their card comes as a new message, so that the phone sounds.
_SOUNDS: dict[Act, frozenset[Standing]] = {
    Act.OPEN: _DIRECTOR,
    Act.ASSIGN: _TEAM,
    Act.FEED_BACK: frozenset({Standing.DIRECTOR, Standing.CHECKER}),
    Act.SEND_BACK: _LEAD,
    Act.BOUNCE: _DIRECTOR,
    Act.REFER: frozenset({Standing.LIAISON}),
    Act.RETURN: frozenset({Standing.DIRECTOR, Standing.LEAD}),
    Act.DELIVER: frozenset({Standing.DIRECTOR, Standing.CHECKER}),
    Act.UNPARK: _TEAM,
    Act.EXTEND: _LEAD,
    Act.SUPERVISE: _TEAM,
    Act.REOPEN: _DIRECTOR,
    # Their card asks them something: it comes as a new message, instead of a message that says so.
    Act.CLOSE: frozenset({Standing.REPORTER, Standing.FOLLOWER}),
    Act.REJECT: frozenset({Standing.REPORTER}),
}
#: The acts of which the reporter and the followers are told by a short message besides their card.
_NEWS = frozenset(
    {
        Act.ACCEPT,
        Act.CLOSE,
        Act.REFER,
        Act.RETURN,
        Act.DELIVER,
        Act.PARK,
        Act.UNPARK,
        Act.EXTEND,
        Act.REJECT,
        Act.MERGE,
        Act.SPLIT,
        Act.REOPEN,
    }
)


async def dossier(ctx: Context, case: Case) -> Dossier:
    """A case with the people and files around it."""
    reporter = await people.by_id(ctx.tx, ctx.community_id, case.reporter)
    assert reporter is not None  # noqa: S101  # a foreign key holds the reporter
    lead = await people.by_id(ctx.tx, ctx.community_id, case.lead) if case.lead else None
    files = tuple(await media.of_case(ctx.tx, ctx.community_id, case.case_id))
    asked = await relays.last_of(ctx.tx, ctx.community_id, case.case_id)
    said = tuple(await notes.of_case(ctx.tx, ctx.community_id, case.case_id))
    helpers = [await people.by_id(ctx.tx, ctx.community_id, number) for number in case.helpers]
    checker = await people.by_id(ctx.tx, ctx.community_id, case.checker) if case.checker else None
    return Dossier(
        case,
        reporter,
        lead,
        files,
        asked,
        tuple(one for one in helpers if one),
        checker,
        said,
        await _names(ctx, said),
        await _undo_by(ctx, case),
        dispute := is_dispute(case, ctx.community),
        await agreements.newest(ctx.tx, ctx.community_id, case.case_id) if dispute else None,
        await responses.depth(ctx.tx, ctx.community_id, case.case_id),
        await _afterwards(ctx, case),
    )


async def _afterwards(ctx: Context, case: Case) -> Afterwards:
    """What was said and asked for about the case, and the cases that belong to it."""
    tx, community, number = ctx.tx, ctx.community_id, case.case_id
    closed_at = case.closed_at
    asked = tuple(await petitions.of_case(tx, community, number))
    waiting = open_one(asked)
    voices = await petitions.voices(tx, community, waiting.petition_id) if waiting else []
    cause = await causes.of_case(tx, community, number)
    alike = await causes.alike(tx, community, cause.spot, cause.since) if cause else []
    return Afterwards(
        now=ctx.now,
        verdict=await verdicts.of_closing(tx, community, number, closed_at) if closed_at is not None else None,
        petitions=asked,
        speakers=frozenset({waiting.asked_by, *(one.person for one in voices)}) if waiting else frozenset(),
        into=await cases.by_id(tx, community, case.same_as) if case.same_as else None,
        parts=tuple(await cases.split_from(tx, community, number)),
        merged=tuple(await cases.merged_into(tx, community, number)),
        joined=await cases.merged_reporters(tx, community, number),
        former=tuple(one.case_id for one in alike if not one.is_open and one.case_id != number),
    )


async def _undo_by(ctx: Context, case: Case) -> int | None:
    """Who can still take back their last tap on the case."""
    last = await undos.of_case(ctx.tx, ctx.community_id, case.case_id)
    return last.actor if last and last.version == case.version and ctx.now <= last.until_at else None


async def _names(ctx: Context, said: Sequence[Note]) -> dict[int, Person]:
    """Who said it, by person id."""
    found = [await people.by_id(ctx.tx, ctx.community_id, number) for number in {one.author for one in said} if number]
    return {one.person_id: one for one in found if one is not None}


async def tell(ctx: Context, case: Case, act: Act, doer: int | None, *, told: int | None = None) -> None:
    """Bring every card of the case up to date, and sound where somebody has something to do.

    The ``doer`` is the person who has just tapped or said something: their own card is the answer to that. Who was
    ``told`` by a message of its own has no card as a new message besides.
    """
    file = await dossier(ctx, case)
    await show_in_group(ctx, file)
    for person, standing in await concerned(ctx, file):
        asked, fresh = person.person_id == doer, standing in _SOUNDS.get(act, ()) and person.person_id != told
        await show_card(ctx, file, person, fresh=fresh, asked=asked)
        if act in _NEWS and standing in (Standing.REPORTER, Standing.FOLLOWER) and not (asked or fresh):
            await _news(ctx, file, person, act)
    await _refresh_parent(ctx, case)


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


async def refresh_for(ctx: Context, case: Case, person: Person, *, asked: bool = False) -> None:
    """Bring one person's card of a case up to date, if they have one."""
    if not person.is_gone and await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, slot(case)):
        await show_card(ctx, await dossier(ctx, case), person, asked=asked)


async def refresh_those(ctx: Context, case: Case, standings: frozenset[Standing], *, but: int = 0) -> None:
    """Bring the cards of some of those concerned up to date, where they have one; ``but`` has seen it already."""
    file = await dossier(ctx, case)
    for person, standing in await concerned(ctx, file):
        if standing not in standings or person.person_id == but:
            continue
        if await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, slot(case)):
            await show_card(ctx, file, person)


async def _refresh_parent(ctx: Context, case: Case) -> None:
    """The directors' cards of a case that was split say how its parts stand."""
    parent = await cases.by_id(ctx.tx, ctx.community_id, case.parent) if case.parent else None
    if parent is not None:
        await refresh_those(ctx, parent, _DIRECTOR)


async def awaiting(ctx: Context, person: Person) -> list[Case]:
    """The open cases in which the person has something to do or has asked for something."""
    found = {case.case_id: case for case in await cases.reported_by(ctx.tx, ctx.community_id, person.person_id)}
    for theirs in (cases.led_by, cases.helped_by, cases.checked_by):
        found |= {case.case_id: case for case in await theirs(ctx.tx, ctx.community_id, person.person_id)}
    for unit in person.departments:
        found |= {case.case_id: case for case in await cases.referred(ctx.tx, ctx.community_id, unit)}
    if person.is_director:
        found |= {case.case_id: case for case in await cases.undecided(ctx.tx, ctx.community_id)}
    return [case for _, case in sorted(found.items()) if case.is_open]


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


def log_slot(case_id: int) -> str:
    """The name of the message that shows what was written down about a case."""
    return f"log:{case_id}"


def agreed_slot(agreement_id: int) -> str:
    """The name of the message that shows the handlers who has agreed to what."""
    return f"agreed:{agreement_id}"


def card(ctx: Context, file: Dossier, person: Person) -> Screen:
    """A person's card of a case, by the highest thing that they are to it."""
    return _card(ctx, file, person)[0]


def _card(ctx: Context, file: Dossier, person: Person) -> tuple[Screen, Kind]:
    standing = _highest(person, file.case)
    if standing not in (Standing.REPORTER, Standing.FOLLOWER):
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
        *(one for one in (file.lead, *file.helpers, file.checker) if one and one.is_worker),
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
    # Whose own report was merged into it hears of it wherever they live: it is their report that goes on here.
    merged = await cases.merged_reporters(ctx.tx, ctx.community_id, case.case_id) if numbers else frozenset()
    return [one for one in known if one and may(one, Look.PUBLIC, case, joined=merged)]


def _highest(person: Person, case: Case) -> Standing:
    if person.is_director:
        return Standing.DIRECTOR
    if person.is_worker and case.lead == person.person_id:
        return Standing.LEAD
    if person.is_worker and person.person_id in case.helpers:
        return Standing.HELPER
    if person.is_worker and person.person_id == case.checker:
        return Standing.CHECKER
    if case.reporter == person.person_id:
        return Standing.REPORTER
    return Standing.LIAISON if may(person, Look.SHEET, case) else Standing.FOLLOWER


async def _news(ctx: Context, file: Dossier, person: Person, act: Act) -> None:
    case = file.case
    mine = person.person_id == case.reporter
    data: dict[str, Value] = {
        "number": case.case_id,
        "act": act.value,
        "holder": file.lead.called if file.lead else "",
        "title": file.lead.title.value if file.lead else "",
        "mine": mine,
        "due_at": case.due_at,
        "paused": case.is_paused,
        "return_at": case.return_at,
        "department": case.referred_to or case.handled_by,
        "same_as": case.same_as,
        "outcome": case.outcome.value if case.outcome else None,
        "why": cards.why(file, act, mine),
        "result": cards.result(file) if act is Act.RETURN else None,
    }
    screen = Screen("notice/moved", person.language, data)
    await post.send(ctx, person, Kind.RECEIPT, screen, urgent=is_urgent(ctx, case))
