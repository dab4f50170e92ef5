"""What each of those around a case is shown of it: one card each; offers.py says with which buttons."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass, field

from bot.actions import offers
from bot.domain.agreement import Agreement
from bot.domain.button import CaseMenu
from bot.domain.case import Act, Case, PublicCase, State, category_name, is_public, public_view
from bot.domain.community import Community
from bot.domain.loop import UNDER_WAY
from bot.domain.media import MediaKind, Medium, Purpose
from bot.domain.note import WORK, Note, NoteKind, may_read
from bot.domain.permission import Look, may
from bot.domain.person import Person
from bot.domain.petition import Petition, Wish, open_one, opened_again_at
from bot.domain.phone import masked
from bot.domain.relay import Relay
from bot.domain.screen import Screen, Tap, Value
from bot.domain.verdict import Verdict, is_asked
from bot.flows.where import say

#: So many of the last notes stand on a card.
_LAST_LINES = 2
#: So many cases are named whose pictures a proof repeats.
_MOST_COPIES = 2
#: So many cases are named on the card of another one.
_MOST_NAMED = 10
#: What was said at these acts is told to the reporter and to all who follow the case; all else stays with the staff.
_TOLD = frozenset({Act.REJECT, Act.PARK, Act.REOPEN})


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What was said of a case and asked for about it, and the cases that belong to it.

    ``speakers`` have asked for what waits (person ids); ``into`` goes on for this one, ``parts`` carry what it was
    split into, ``merged`` go on in it (``joined`` reported them: person ids); of ``former`` ones (numbers) it
    looks for the common cause.
    """

    now: int = 0
    verdict: Verdict | None = None
    petitions: tuple[Petition, ...] = ()
    speakers: frozenset[int] = frozenset()
    into: Case | None = None
    parts: tuple[Case, ...] = ()
    merged: tuple[Case, ...] = ()
    former: tuple[int, ...] = ()
    joined: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case with all that its cards may need; each card takes from it what its viewer may know."""

    case: Case
    reporter: Person
    lead: Person | None
    media: tuple[Medium, ...] = ()
    asked: Relay | None = None
    helpers: tuple[Person, ...] = ()
    checker: Person | None = None
    notes: tuple[Note, ...] = ()
    authors: Mapping[int, Person] = field(default_factory=dict)
    undo_by: int | None = None
    dispute: bool = False
    agreement: Agreement | None = None
    depth: str | None = None
    afterwards: Afterwards = field(default_factory=Afterwards)


def group_card(file: Dossier, community: Community, thread: int | None = None) -> Screen:
    """The living card in the grid's group, made from a type that cannot hold anything private."""
    public = public_view(file.case, community, file.lead, "zh")
    data = _shown(public)
    followed = file.case.is_open and is_public(file.case, community)
    buttons = ((Tap("follow", CaseMenu("follow", file.case.case_id)),),) if followed else ()
    return Screen("case/group", "zh", data, buttons, thread=thread)


def reporter_card(file: Dossier, viewer: Person, community: Community) -> Screen:
    """For the person who reported it."""
    told = {"anonymous": file.case.anonymous, "phone": viewer.phone is not None, "why": why(file, None, mine=True)}
    data = {**_sheet(file, viewer, community), **told, **_said(file, viewer, community)}
    return Screen("case/reporter", viewer.language, data, offers.of_reporter(file.case, viewer, around(file)))


def follower_card(file: Dossier, viewer: Person, community: Community) -> Screen:
    """For a neighbour who follows it: no more than the group sees, in the neighbour's language."""
    public = public_view(file.case, community, file.lead, viewer.language)
    data = {**_shown(public), "petition": _own_petition(file, viewer)}
    return Screen("case/follower", viewer.language, data, offers.of_follower(file.case, viewer, around(file)))


def duty_card(file: Dossier, viewer: Person, community: Community) -> Screen:
    """For the secretary, the worker and the department who have it: the sheet, and what is theirs to do."""
    data = {**_sheet(file, viewer, community), **_work(file, viewer), "asked": _asked(file), **_family(file)}
    answers = file.case.state is State.REFERRED and may(viewer, Act.RETURN, file.case)
    data = {**data, "hidden": file.case.anonymous, "answers": answers}
    if may(viewer, Look.REPORTER, file.case):
        data = {**data, "reporter": file.reporter.called}
    if may(viewer, Look.PHONE, file.case):
        data = {**data, "phone": masked(file.reporter.phone) if file.reporter.phone else None}
    view = _view(viewer, file.case)
    photo = proof(file) if view == "case/secretary" else None
    buttons = offers.of_duty(file.case, viewer, around(file))
    return Screen(view, viewer.language, data, buttons, photo=photo)


def around(file: Dossier) -> offers.Around:
    """What the buttons of the case's cards depend on."""
    shown = {medium.purpose for medium in file.media if medium.attachment.kind is not MediaKind.VOICE}
    after = file.afterwards
    return offers.Around(
        files=bool(file.media),
        pair=shown >= {Purpose.REPORT, Purpose.COMPLETION},
        reporter=file.reporter,
        undo_by=file.undo_by,
        notes=file.notes,
        dispute=file.dispute,
        now=after.now,
        verdict=after.verdict,
        petitions=after.petitions,
        speakers=after.speakers,
        joined=after.joined,
    )


def _view(viewer: Person, case: Case) -> str:
    if may(viewer, Act.ASSIGN, case):
        return "case/secretary"
    return "case/worker" if viewer.person_id in (*case.team, case.checker) else "case/liaison"


def _shown(public: PublicCase) -> dict[str, Value]:
    """A public view as a card's values."""
    outcome = public.outcome.value if public.outcome else None
    return {**asdict(public), "state": public.state.value, "outcome": outcome}


def _own_petition(file: Dossier, viewer: Person) -> str | None:
    """What the viewer has asked for, alone or with others, and waits for."""
    waiting = open_one(file.afterwards.petitions)
    return waiting.kind.value if waiting and viewer.person_id in file.afterwards.speakers else None


def _verdict(file: Dossier) -> dict[str, Value] | None:
    verdict = file.afterwards.verdict
    if verdict is None:
        return None
    return {"answer": verdict.answer.value if verdict.answer else None, "rating": verdict.rating}


def _said(file: Dossier, viewer: Person, community: Community) -> dict[str, Value]:
    """What the reporter has said of the closed case, and where a merged one goes on: as a neighbour may know that."""
    into = file.afterwards.into
    return {
        "verdict": _verdict(file),
        "judged": is_asked(file.case, viewer, file.afterwards.now),
        "petition": _own_petition(file, viewer),
        "into": _shown(public_view(into, community, None, viewer.language)) if into else None,
    }


def _family(file: Dossier) -> dict[str, Value]:
    """What those who handle and direct the case see of what was said of it, and of the cases that belong to it."""
    after = file.afterwards
    waiting = open_one(after.petitions)
    return {
        "verdict": _verdict(file),
        "petition": waiting.kind.value if waiting else None,
        "again": _asked_again(file),
        "standing": [{"number": one.case_id, "state": one.state.value} for one in after.parts],
        "merged": [one.case_id for one in after.merged[:_MOST_NAMED]],
        "merged_more": max(0, len(after.merged) - _MOST_NAMED),
        "former": list(after.former[:_MOST_NAMED]),
    }


def _asked_again(file: Dossier) -> str | None:
    """For what the open case was taken up again: the words of whoever asked, and nothing of who that is."""
    granted = [one for one in file.afterwards.petitions if one.granted and one.kind is not Wish.EXTEND]
    return granted[-1].text if granted and file.case.is_open else None


def _asked(file: Dossier) -> dict[str, Value] | None:
    """The last question to the reporter, and the answer."""
    asked = file.asked
    return {"question": asked.question, "answer": asked.answer, "outcome": asked.outcome.value} if asked else None


def _lately(file: Dossier) -> tuple[Note, ...]:
    """What was said since the case was opened again: what was before is past, and stays in the log and in the file."""
    since = opened_again_at(file.afterwards.petitions)
    return tuple(one for one in file.notes if one.at >= since)


def _feedback(file: Dossier) -> str | None:
    """What was fed back, unless that was before the case was opened again."""
    under_way = file.case.state in UNDER_WAY or file.case.is_paused
    sent_back = any(one.act == Act.SEND_BACK for one in _lately(file))
    return None if file.case.reopened and under_way and not sent_back else file.case.feedback


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
        "depth": file.depth,
        "photos": sum(1 for medium in file.media if medium.attachment.kind is not MediaKind.VOICE),
        "voices": sum(1 for medium in file.media if medium.attachment.kind is MediaKind.VOICE),
        "state": case.state.value,
        "step": case.step,
        "holder": file.lead.called if file.lead else None,
        "title": file.lead.title.value if file.lead else None,
        "reported_at": case.reported_at,
        "due_at": case.due_at,
        "open": case.is_open,
        "feedback": _feedback(file),
        "closed_at": case.closed_at,
        "department": case.referred_to,
        "handled_by": case.handled_by,
        "resumes": case.resumes.value if case.resumes else None,
        "return_at": case.return_at,
        "extensions": case.extensions,
        "reopened": case.reopened,
        "outcome": case.outcome.value if case.outcome else None,
        "same_as": case.same_as,
        "parts": [one.case_id for one in file.afterwards.parts],
    }


def _work(file: Dossier, viewer: Person) -> dict[str, Value]:
    """What only those who handle and direct the case see of it."""
    case = file.case
    return {
        "helpers": [one.called for one in file.helpers if one.called],
        "helping": viewer.person_id in case.helpers,
        "checking": viewer.person_id == case.checker and case.checked is None,
        "checker": file.checker.called if file.checker else None,
        "checked": case.checked,
        "supervised": case.supervised_at is not None,
        "bounces": case.bounces,
        "said": _last_said(file),
        "log": _log(file, viewer),
        "copies": _copies(file) if may(viewer, Act.VERIFY, case) else [],
        "agreement": _agreement(file) if may(viewer, Look.CONFIDENTIAL, case) else None,
    }


def _log(file: Dossier, viewer: Person) -> list[Value]:
    """The last lines of what was written down, as far as the viewer may read it."""
    # Under the picture of the proof there is room for what was found on site alone.
    below = may(viewer, Act.VERIFY, file.case) and proof(file) is not None
    kinds = (NoteKind.CHECK,) if below else (*WORK, NoteKind.CHECK)
    known = [one for one in _lately(file) if one.kind in kinds and may_read(one, viewer, file.case)]
    shown = known[-1:] if below else known[-_LAST_LINES:]
    return [
        {
            "kind": one.kind.value,
            "at": one.at,
            "name": author.called if (author := file.authors.get(one.author or 0)) else "",
            "text": one.text,
            "confidential": one.confidential,
        }
        for one in shown
    ]


def _copies(file: Dossier) -> list[Value]:
    """The cases for which pictures of the proof were sent before."""
    return [*sorted({medium.copy_of for medium in file.media if medium.copy_of is not None})[:_MOST_COPIES]]


def _agreement(file: Dossier) -> str | None:
    return file.agreement.state.value if file.agreement else None


def _last_said(file: Dossier) -> dict[str, Value] | None:
    """The last reason that was given, by whom and when."""
    last = next((one for one in reversed(_lately(file)) if one.kind is NoteKind.REASON and not one.confidential), None)
    if last is None:
        return None
    author = file.authors.get(last.author or 0)
    return {
        "act": last.act,
        "reason": last.reason,
        "text": last.text,
        "name": author.called if author else "",
        "at": last.at,
    }


def result(file: Dossier) -> str | None:
    """What the department has answered last, by the key of the list; its words stay with the staff."""
    return next((one.reason for one in reversed(_lately(file)) if one.act == Act.RETURN and one.reason), None)


def why(file: Dossier, act: Act | None, mine: bool) -> dict[str, Value] | None:
    """The reason of an act (None: of any) that concerns the reporter, as far as they, or who follows, may know it.

    The words are the reporter's alone: they may tell what happened where.
    """
    said = (one for one in reversed(_lately(file)) if one.kind is NoteKind.REASON and one.act in _TOLD)
    last = next((one for one in said if act is None or one.act == act), None)
    if last is None:
        return None
    return {"act": last.act, "reason": last.reason, "text": last.text if mine else ""}


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
