"""What each of those around a case is shown of it: one card each, with the buttons that they may press."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import asdict, dataclass

from bot.domain.button import CaseButton, CaseMenu, Press
from bot.domain.case import (
    ENDED,
    IN_HAND,
    TRANSITIONS,
    Act,
    Case,
    State,
    category_name,
    is_public,
    public_view,
)
from bot.domain.community import Community
from bot.domain.media import MediaKind, Medium, Purpose
from bot.domain.permission import Deed, Look, may
from bot.domain.person import Person
from bot.domain.phone import masked
from bot.domain.relay import Relay
from bot.domain.screen import Buttons, Screen, Style, Tap, Value
from bot.flows.where import say

WORKERS_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case with all that its cards may need; each card takes from it what its viewer may know."""

    case: Case
    reporter: Person
    lead: Person | None
    media: tuple[Medium, ...] = ()
    asked: Relay | None = None


def group_card(file: Dossier, community: Community, thread: int | None = None) -> Screen:
    """The living card in the grid's group, made from a type that cannot hold anything private."""
    public = public_view(file.case, community, file.lead, "zh")
    data: dict[str, Value] = {**asdict(public), "state": public.state.value}
    followed = _is_open(file.case) and is_public(file.case, community)
    return Screen("case/group", "zh", data, (_follow(file.case),) if followed else (), thread=thread)


def reporter_card(file: Dossier, viewer: Person, community: Community) -> Screen:
    """For the person who reported it."""
    data = {**_sheet(file, viewer, community), "anonymous": file.case.anonymous, "phone": viewer.phone is not None}
    pair = (_pair(file),) if _pair(file) and may(viewer, Look.SHEET, file.case) else ()
    return Screen("case/reporter", viewer.language, data, (*pair, *_choice(file.case, viewer)))


def follower_card(file: Dossier, viewer: Person, community: Community) -> Screen:
    """For a neighbour who follows it: no more than the group sees, in the neighbour's language."""
    public = public_view(file.case, community, file.lead, viewer.language)
    return Screen("case/follower", viewer.language, {**asdict(public), "state": public.state.value})


def duty_card(file: Dossier, viewer: Person, community: Community) -> Screen:
    """For the secretary, the worker and the department who have it: the sheet, and what is theirs to do."""
    data = {**_sheet(file, viewer, community), "asked": _asked(file), "hidden": file.case.anonymous}
    if may(viewer, Look.REPORTER, file.case):
        data = {**data, "reporter": file.reporter.called}
    if may(viewer, Look.PHONE, file.case):
        data = {**data, "phone": masked(file.reporter.phone) if file.reporter.phone else None}
    view = _view(viewer, file.case)
    photo = proof(file) if view == "case/secretary" else None
    return Screen(view, viewer.language, data, _buttons(file, viewer), photo=photo)


def workers_card(
    file: Dossier,
    viewer: Person,
    community: Community,
    workers: tuple[Person, ...],
    load: dict[int, int],
    page: int,
    away: Container[int] = frozenset(),
) -> Screen:
    """The secretary's card with the workers to whom the case may go, the most fitting first."""
    card = duty_card(file, viewer, community)
    first = min(page, max(0, (len(workers) - 1) // WORKERS_A_PAGE)) * WORKERS_A_PAGE
    shown = workers[first : first + WORKERS_A_PAGE]
    taps = [
        Tap(
            "worker",
            CaseButton(Act.ASSIGN, file.case.case_id, file.case.version, worker.person_id),
            data=worker_data(worker, load, away),
        )
        for worker in shown
    ]
    rows = [tuple(taps[i : i + 2]) for i in range(0, len(taps), 2)]
    number, here = file.case.case_id, first // WORKERS_A_PAGE
    turn = [Tap("back", CaseMenu("back", number))]
    if first:
        turn.append(Tap("page_before", CaseMenu("workers", number, here - 1)))
    if first + WORKERS_A_PAGE < len(workers):
        turn.append(Tap("page_after", CaseMenu("workers", number, here + 1)))
    return Screen(card.view, card.language, card.data, (*rows, tuple(turn)))


def _view(viewer: Person, case: Case) -> str:
    if may(viewer, Act.ASSIGN, case):
        return "case/secretary"
    return "case/worker" if viewer.person_id == case.lead else "case/liaison"


def _asked(file: Dossier) -> dict[str, Value] | None:
    """The last question to the reporter, and the answer."""
    asked = file.asked
    return {"question": asked.question, "answer": asked.answer, "outcome": asked.outcome.value} if asked else None


def worker_data(worker: Person, load: dict[int, int], away: Container[int]) -> dict[str, Value]:
    """What the button of a worker says who is offered a case."""
    return {
        "name": worker.name,
        "title": worker.title.value,
        "load": load.get(worker.person_id, 0),
        "reachable": worker.reachable,
        "away": worker.person_id in away,
    }


def _sheet(file: Dossier, viewer: Person, community: Community) -> dict[str, Value]:
    case = file.case
    grid = community.grid(case.grid)
    return {
        "number": case.case_id,
        "category": category_name(case, community, viewer.language),
        "private": not is_public(case, community),
        "grid": grid.name if grid else str(case.grid),
        "place": say(case.place, case.grid, community),
        "text": case.text,
        "photos": sum(1 for medium in file.media if medium.attachment.kind is not MediaKind.VOICE),
        "voices": sum(1 for medium in file.media if medium.attachment.kind is MediaKind.VOICE),
        "state": case.state.value,
        "step": case.step,
        "holder": file.lead.called if file.lead else None,
        "title": file.lead.title.value if file.lead else None,
        "reported_at": case.reported_at,
        "due_at": case.due_at,
        "open": _is_open(case),
        "feedback": case.feedback,
        "closed_at": case.closed_at,
        "department": case.referred_to,
    }


#: How each act that is due is offered; what needs a choice or a photo first opens a menu or a dialog.
_OFFERS = {
    Act.ASSIGN: "workers",
    Act.FEED_BACK: "finish",
}


def _buttons(file: Dossier, viewer: Person) -> Buttons:
    case = file.case
    due = [act for act, (before, _) in TRANSITIONS.items() if before is case.state]
    if case.state is State.ACCEPTED:
        due.append(Act.FEED_BACK)  # what is done already needs no "I have begun" first
    offered = [act for act in due if _offered(act, viewer, case)]
    rows: list[tuple[Tap, ...]] = [(_tap(act, case, "primary" if act is offered[0] else None),) for act in offered]
    if viewer.person_id == case.lead and case.state in IN_HAND and may(viewer, Deed.HAND_OVER, case):
        rows.append((Tap("hand_over", Press("hand.to", case.case_id)),))
    if may(viewer, Look.SHEET, case) and file.media:
        rows.append((Tap("photos", CaseMenu("photos", case.case_id)), *_pair(file)))
    return (*rows, *_archive(viewer, case), *_contact(file, viewer), *_refer(viewer, case), *_block(file, viewer))


def _pair(file: Dossier) -> tuple[Tap, ...]:
    """Before and after side by side, where there are photos of both."""
    shown = {medium.purpose for medium in file.media if medium.attachment.kind is not MediaKind.VOICE}
    return (
        (Tap("pair", Press("file.pair", file.case.case_id)),) if shown >= {Purpose.REPORT, Purpose.COMPLETION} else ()
    )


def _archive(viewer: Person, case: Case) -> Buttons:
    """The proof file of a case that has ended."""
    if _is_open(case) or not may(viewer, Deed.ARCHIVE_FILE, case):
        return ()
    return ((Tap("file_case", Press("file.case", case.case_id)),),)


def _choice(case: Case, viewer: Person) -> Buttons:
    """The reporter's button to hide from the worker or not; an ended case can still be hidden."""
    if not may(viewer, Deed.HIDE, case) or (case.anonymous and not _is_open(case)):
        return ()
    if case.anonymous:
        return ((Tap("who_show", Press("who.show", case.case_id)),),)
    return ((Tap("who_hide", Press("who.hide", case.case_id)),),)


def _contact(file: Dossier, viewer: Person) -> Buttons:
    """The ways to the reporter: a question that is passed on, and the phone number where the viewer may see it."""
    case, reporter = file.case, file.reporter
    row, another = [], not reporter.is_gone and reporter.person_id != viewer.person_id
    if another and _is_open(case) and may(viewer, Deed.ASK, case):
        row.append(Tap("relay_ask", Press("relay.ask", case.case_id)))
    if reporter.phone and may(viewer, Look.PHONE, case):
        row.append(Tap("phone_show", Press("phone.show", case.case_id)))
    return (tuple(row),) if row else ()


def _block(file: Dossier, viewer: Person) -> Buttons:
    """To keep from reporting who reported this; the staff are not, their appointments are ended first."""
    if not may(viewer, Deed.BLOCK, file.case) or file.reporter.is_staff or file.reporter.is_gone:
        return ()
    return ((Tap("block_new", Press("block.new", file.case.case_id)),),)


def _refer(viewer: Person, case: Case) -> Buttons:
    """To which department the case goes, and back."""
    if not _is_open(case) or not may(viewer, Deed.REFER, case):
        return ()
    row = [Tap("refer", Press("refer.open", case.case_id))]
    if case.referred_to:
        row.append(Tap("refer_back", Press("refer.back", case.case_id, case.version)))
    return (tuple(row),)


def _offered(act: Act, viewer: Person, case: Case) -> bool:
    own_work = act is Act.VERIFY and viewer.person_id == case.lead
    return may(viewer, act, case) and not own_work


def _tap(act: Act, case: Case, style: Style | None) -> Tap:
    if act in _OFFERS:
        return Tap(act.value, CaseMenu(_OFFERS[act], case.case_id), style=style)
    return Tap(act.value, CaseButton(act, case.case_id, case.version), style=style)


def _follow(case: Case) -> tuple[Tap, ...]:
    return (Tap("follow", CaseMenu("follow", case.case_id)),)


def proof(file: Dossier) -> str | None:
    """The first completion photo that can be shown as one."""
    return next(
        (
            medium.attachment.file_id
            for medium in file.media
            if medium.purpose is Purpose.COMPLETION and medium.attachment.kind is MediaKind.PHOTO
        ),
        None,
    )


def _is_open(case: Case) -> bool:
    return case.state not in ENDED
