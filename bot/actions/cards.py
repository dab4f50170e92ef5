"""What each of those around a case is shown of it: one card each, with the buttons that they may press."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from bot.domain import permission
from bot.domain.button import CaseButton, CaseMenu
from bot.domain.case import (
    ENDED,
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
from bot.domain.permission import Look, may
from bot.domain.person import Person
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


def group_card(file: Dossier, community: Community, thread: int | None = None) -> Screen:
    """The living card in the grid's group, made from a type that cannot hold anything private."""
    public = public_view(file.case, community, file.lead, "zh")
    data: dict[str, Value] = {**asdict(public), "state": public.state.value}
    followed = _is_open(file.case) and is_public(file.case, community)
    return Screen("case/group", "zh", data, (_follow(file.case),) if followed else (), thread=thread)


def reporter_card(file: Dossier, viewer: Person, community: Community) -> Screen:
    """For the person who reported it."""
    return Screen("case/reporter", viewer.language, _sheet(file, viewer, community))


def follower_card(file: Dossier, viewer: Person, community: Community) -> Screen:
    """For a neighbour who follows it: no more than the group sees, in the neighbour's language."""
    public = public_view(file.case, community, file.lead, viewer.language)
    return Screen("case/follower", viewer.language, {**asdict(public), "state": public.state.value})


def duty_card(file: Dossier, viewer: Person, community: Community) -> Screen:
    """For the secretary and the worker who has it: the whole sheet, and what is theirs to do."""
    data = _sheet(file, viewer, community)
    if may(viewer, Look.REPORTER, file.case):
        data = {**data, "reporter": file.reporter.name}
    view = "case/secretary" if permission.may(viewer, Act.ASSIGN, file.case) else "case/worker"
    photo = _proof(file) if view == "case/secretary" else None
    return Screen(view, viewer.language, data, _buttons(file, viewer), photo=photo)


def workers_card(
    file: Dossier,
    viewer: Person,
    community: Community,
    workers: tuple[Person, ...],
    load: dict[int, int],
    page: int,
) -> Screen:
    """The secretary's card with the workers to whom the case may go, the most fitting first."""
    card = duty_card(file, viewer, community)
    first = min(page, max(0, (len(workers) - 1) // WORKERS_A_PAGE)) * WORKERS_A_PAGE
    shown = workers[first : first + WORKERS_A_PAGE]
    taps = [_worker(file.case, worker, load.get(worker.person_id, 0)) for worker in shown]
    rows = [tuple(taps[i : i + 2]) for i in range(0, len(taps), 2)]
    number, here = file.case.case_id, first // WORKERS_A_PAGE
    turn = [Tap("back", CaseMenu("back", number))]
    if first:
        turn.append(Tap("page_before", CaseMenu("workers", number, here - 1)))
    if first + WORKERS_A_PAGE < len(workers):
        turn.append(Tap("page_after", CaseMenu("workers", number, here + 1)))
    return Screen(card.view, card.language, card.data, (*rows, tuple(turn)))


def _worker(case: Case, worker: Person, load: int) -> Tap:
    data: dict[str, Value] = {
        "name": worker.name,
        "title": worker.title.value,
        "load": load,
        "reachable": worker.reachable,
    }
    return Tap("worker", CaseButton(Act.ASSIGN, case.case_id, case.version, worker.person_id), data=data)


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
        "holder": file.lead.name if file.lead else None,
        "title": file.lead.title.value if file.lead else None,
        "reported_at": case.reported_at,
        "due_at": case.due_at,
        "open": _is_open(case),
        "feedback": case.feedback,
        "closed_at": case.closed_at,
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
    rows = [(_tap(act, case, "primary" if act is offered[0] else None),) for act in offered]
    if may(viewer, Look.SHEET, case) and file.media:
        rows.append((Tap("photos", CaseMenu("photos", case.case_id)),))
    return tuple(rows)


def _offered(act: Act, viewer: Person, case: Case) -> bool:
    own_work = act is Act.VERIFY and viewer.person_id == case.lead
    return may(viewer, act, case) and not own_work


def _tap(act: Act, case: Case, style: Style | None) -> Tap:
    if act in _OFFERS:
        return Tap(act.value, CaseMenu(_OFFERS[act], case.case_id), style=style)
    return Tap(act.value, CaseButton(act, case.case_id, case.version), style=style)


def _follow(case: Case) -> tuple[Tap, ...]:
    return (Tap("follow", CaseMenu("follow", case.case_id)),)


def _proof(file: Dossier) -> str | None:
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
