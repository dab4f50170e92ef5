"""The buttons of a case's cards, made from the table of the loop: what is due in its state and the viewer may do.

What is done most stands on the card itself; the rest behind "more". An act that needs nothing but the tap is done by
it; one that needs words, a day or a person opens a form (bot/flows/form.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.button import CaseButton, CaseMenu, Press
from bot.domain.case import IN_HAND, Act, Case, Outcome, State, can_change_hands, has_handled
from bot.domain.loop import due_acts
from bot.domain.note import Note, is_working, may_read
from bot.domain.permission import Deed, Look, may
from bot.domain.person import Person
from bot.domain.petition import Petition, can_reopen, has_objected, open_one
from bot.domain.screen import Buttons, Style, Tap, Value
from bot.domain.verdict import LEAST_RATING, MOST_RATING, Answer, Verdict, is_asked

Row = tuple[Tap, ...]
#: What opens a case's card, as a new message.
SHOW = "case.show"

#: What opens a menu of the card first.
_MENUS = {Act.ASSIGN: "workers", Act.FEED_BACK: "finish"}
#: What a form asks about first.
_FORMS = frozenset(
    {Act.SEND_BACK, Act.BOUNCE, Act.REFER, Act.RETURN, Act.PARK, Act.EXTEND, Act.REJECT, Act.MERGE, Act.SPLIT}
)
#: What stands on the card itself, in this order; the other acts that a director may do stand behind "more".
_FRONT = (
    Act.ASSIGN,
    Act.ACCEPT,
    Act.START,
    Act.FEED_BACK,
    Act.VERIFY,
    Act.SEND_BACK,
    Act.CLOSE,
    Act.RETURN,
    Act.UNPARK,
    Act.INFORM,
    Act.ARCHIVE,
    Act.BOUNCE,
)
_BEHIND = (Act.REFER, Act.PARK, Act.EXTEND, Act.SUPERVISE, Act.REJECT, Act.MERGE, Act.SPLIT)
#: A case that somebody has can be given to somebody else, but that is not what is done most.
_SELDOM = {(Act.ASSIGN, State.ASSIGNED)}
_OUTCOMES = (Outcome.PARTLY, Outcome.IMPOSSIBLE, Outcome.NOT_OURS)


@dataclass(frozen=True, slots=True)
class Around:
    """What the buttons depend on beside the case: whether it has files, and a pair of photos from before and after; its
    reporter, who can take a tap back, what was written down, whether there are two sides, what the reporter has said of
    it, what was asked for about it by whom (``speakers``, of the one that waits), who reported what was merged into it.
    """

    files: bool
    pair: bool
    reporter: Person
    undo_by: int | None = None
    notes: tuple[Note, ...] = ()
    dispute: bool = False
    now: int = 0
    verdict: Verdict | None = None
    petitions: tuple[Petition, ...] = ()
    speakers: frozenset[int] = frozenset()
    joined: frozenset[int] = frozenset()


def of_duty(case: Case, viewer: Person, around: Around) -> Buttons:
    """The buttons of those who handle and direct the case, of a department and of who checks it."""
    front = [act for act in _FRONT if _may(act, case, viewer) and (act, case.state) not in _SELDOM]
    rows = [(_tap(act, case, "primary" if act is front[0] else None),) for act in front if act is not Act.BOUNCE]
    return (
        *rows,
        *_check(case, viewer),
        *_park_longer(case, viewer),
        *_outcomes(case, viewer),
        *_mediation(case, viewer, around),
        *_lead(case, viewer, around),
        *_petition(case, viewer, around),
        *_log(case, viewer, around),
        *_photos(case, viewer, around),
        *_file(case, viewer),
        *_contact(case, viewer, around),
        *_undo(case, viewer, around),
        *_more(case, viewer, around),
    )


def behind(case: Case, viewer: Person, around: Around) -> Buttons:
    """The buttons behind "more", two in a row."""
    taps = [_tap(act, case, None) for act in _BEHIND if _may(act, case, viewer)]
    if case.due_at is not None and case.is_open:
        taps.append(why(case))
    taps += [_tap(act, case, None) for act, state in _SELDOM if case.state is state and _may(act, case, viewer)]
    if _can_block(case, viewer, around):
        taps.append(Tap("block_new", Press("block.new", case.case_id)))
    rows = [tuple(taps[i : i + 2]) for i in range(0, len(taps), 2)]
    return (*rows, (Tap("back", CaseMenu("back", case.case_id)),))


def outcomes(case: Case) -> Buttons:
    """What else can have come of a case than that it is solved."""
    numbers = {outcome: n for n, outcome in enumerate(Outcome)}
    rows: list[Row] = [
        (Tap("outcome", CaseButton(Act.CLOSE, case.case_id, case.version, numbers[one]), data={"outcome": one.value}),)
        for one in _OUTCOMES
    ]
    return (*rows, (Tap("back", CaseMenu("back", case.case_id)),))


def of_reporter(case: Case, viewer: Person, around: Around) -> Buttons:
    """What the reporter can see of before and after, say to a case that has ended, and whether they are known."""
    pair = _pair(case, around) if may(viewer, Look.SHEET, case) else ()
    asked = ((why(case),),) if case.is_open and case.due_at is not None else ()
    said = (*_verdict(case, viewer, around), *_objection(case, viewer, around))
    return (*((pair,) if pair else ()), *asked, *said, *_hide(case, viewer))


def why(case: Case) -> Tap:
    """The button that explains the deadline (为什么是这个时间)."""
    return Tap("why", Press("why", case.case_id))


def of_follower(case: Case, viewer: Person, around: Around) -> Buttons:
    """A follower can object to a case that was closed lately, once."""
    spoken = viewer.person_id in around.speakers
    if spoken or not can_reopen(case, around.now) or not may(viewer, Deed.OBJECT, case, joined=around.joined):
        return ()
    return ((Tap("object_closed", Press("form.reopen", case.case_id)),),)


def _verdict(case: Case, viewer: Person, around: Around) -> Buttons:
    """Solved, partly or not, and then a rating; the answer that was given is marked and can be changed."""
    if not is_asked(case, viewer, around.now) or not may(viewer, Deed.CONFIRM, case):
        return ()
    said = around.verdict.answer if around.verdict else None
    rating = around.verdict.rating if around.verdict else None

    def answer(number: int, one: Answer) -> Tap:
        data: dict[str, Value] = {"answer": one.value, "chosen": one is said}
        return Tap("verdict", Press("verdict", case.case_id, case.reopened, number), data=data)

    def rate(stars: int) -> Tap:
        data: dict[str, Value] = {"rating": stars, "chosen": stars == rating}
        return Tap("rate", Press("verdict.rate", case.case_id, case.reopened, stars), data=data)

    solved, partly, not_ = (answer(number, one) for number, one in enumerate(Answer))
    stars = (tuple(rate(stars) for stars in range(LEAST_RATING, MOST_RATING + 1)),) if said else ()
    return ((solved, partly), (not_,), *stars)


def _objection(case: Case, viewer: Person, around: Around) -> Buttons:
    """After the time to answer it can still be said for some days that it is not solved; a rejection bears one."""
    if not may(viewer, Deed.OBJECT, case) or viewer.person_id in around.speakers:
        return ()
    if case.state is State.REJECTED and not has_objected(around.petitions):
        return ((Tap("object", Press("form.object", case.case_id)),),)
    if can_reopen(case, around.now) and not is_asked(case, viewer, around.now):
        return ((Tap("reopen", Press("form.reopen", case.case_id)),),)
    return ()


def _hide(case: Case, viewer: Person) -> Buttons:
    """The reporter's button to hide from the worker or not; an ended case can still be hidden."""
    if not may(viewer, Deed.HIDE, case) or (case.anonymous and not case.is_open):
        return ()
    if case.anonymous:
        return ((Tap("who_show", Press("who.show", case.case_id)),),)
    return ((Tap("who_hide", Press("who.hide", case.case_id)),),)


def _may(act: Act, case: Case, viewer: Person) -> bool:
    """Whether the viewer can do that now. What is done already needs no "I have begun" first."""
    early = act is Act.FEED_BACK and case.state is State.ACCEPTED
    if not (early or act in due_acts(case.state)) or not may(viewer, act, case):
        return False
    if act in (Act.VERIFY, Act.SEND_BACK) and has_handled(case, viewer):
        return False
    waits = case.checker is not None and case.checked is None
    return not (act is Act.VERIFY and waits) and not (act is Act.SUPERVISE and case.supervised_at is not None)


def _tap(act: Act, case: Case, style: Style | None) -> Tap:
    if act in _MENUS:
        return Tap(act.value, CaseMenu(_MENUS[act], case.case_id), style=style)
    if act in _FORMS:
        return Tap(act.value, Press(f"form.{act}", case.case_id), style=style)
    return Tap(act.value, CaseButton(act, case.case_id, case.version), style=style)


def _check(case: Case, viewer: Person) -> Buttons:
    """Who was sent to look on site says what they found; a director may do without."""
    if case.state is not State.FED_BACK or case.checker is None or case.checked is not None:
        return ()
    if may(viewer, Deed.CHECK, case):
        good = Tap("check_good", Press("check.good", case.case_id, case.version), style="primary")
        return ((good, Tap("check_bad", Press("check.bad", case.case_id, case.version))),)
    if may(viewer, Act.VERIFY, case):
        return ((Tap("check_waive", Press("check.waive", case.case_id, case.version)),),)
    return ()


def _park_longer(case: Case, viewer: Person) -> Buttons:
    """A parked case can be looked at again on another day."""
    if case.state is not State.PARKED or not may(viewer, Act.PARK, case):
        return ()
    return ((Tap("park_longer", Press("form.park", case.case_id)),),)


def _outcomes(case: Case, viewer: Person) -> Buttons:
    if not _may(Act.CLOSE, case, viewer):
        return ()
    return ((Tap("outcomes", CaseMenu("outcomes", case.case_id)),),)


def _lead(case: Case, viewer: Person, around: Around) -> Buttons:
    """What the lead can do with a case that is not theirs, or not so soon."""
    if viewer.person_id != case.lead or not can_change_hands(case):
        return ()
    row = [Tap("hand_over", Press("hand.to", case.case_id))] if may(viewer, Deed.HAND_OVER, case) else []
    if _may(Act.BOUNCE, case, viewer):
        row.append(_tap(Act.BOUNCE, case, None))
    if case.state in IN_HAND and may(viewer, Deed.MORE_TIME, case) and open_one(around.petitions) is None:
        row.append(Tap("more_time", Press("form.more_time", case.case_id)))
    return (tuple(row),)


def _mediation(case: Case, viewer: Person, around: Around) -> Buttons:
    """Who has a dispute writes what both sides are to agree on."""
    if not around.dispute or not is_working(case) or not may(viewer, Deed.MEDIATE, case):
        return ()
    return ((Tap("agreement_new", Press("agreement.new", case.case_id)),),)


def _log(case: Case, viewer: Person, around: Around) -> Buttons:
    """The way to what was written down, as far as the viewer may read it."""
    many = sum(1 for note in around.notes if may_read(note, viewer, case))
    return ((Tap("note_log", Press("note.log", case.case_id), data={"many": many}),),) if many else ()


def _petition(case: Case, viewer: Person, around: Around) -> Buttons:
    """The way to what waits for a decision of the directors."""
    waiting = open_one(around.petitions)
    if waiting is None or not may(viewer, Act.REOPEN, case):
        return ()
    data: dict[str, Value] = {"kind": waiting.kind.value}
    return ((Tap("petition_show", Press("petition.show", waiting.petition_id), data=data),),)


def _photos(case: Case, viewer: Person, around: Around) -> Buttons:
    if not around.files or not may(viewer, Look.SHEET, case):
        return ()
    return ((Tap("photos", CaseMenu("photos", case.case_id)), *_pair(case, around)),)


def _pair(case: Case, around: Around) -> Row:
    """Before and after side by side."""
    return (Tap("pair", Press("file.pair", case.case_id)),) if around.pair else ()


def _file(case: Case, viewer: Person) -> Buttons:
    """The proof file of a case that has ended."""
    if case.is_open or not may(viewer, Deed.ARCHIVE_FILE, case):
        return ()
    return ((Tap("file_case", Press("file.case", case.case_id)),),)


def _contact(case: Case, viewer: Person, around: Around) -> Buttons:
    """The ways to the reporter: a question that is passed on, and the phone number where the viewer may see it."""
    reporter = around.reporter
    row, another = [], not reporter.is_gone and reporter.person_id != viewer.person_id
    if another and case.is_open and may(viewer, Deed.ASK, case):
        row.append(Tap("relay_ask", Press("relay.ask", case.case_id)))
    if reporter.phone and may(viewer, Look.PHONE, case):
        row.append(Tap("phone_show", Press("phone.show", case.case_id)))
    return (tuple(row),) if row else ()


def _undo(case: Case, viewer: Person, around: Around) -> Buttons:
    """For a minute, whoever tapped can take it back."""
    if around.undo_by != viewer.person_id or not may(viewer, Act.UNDO, case):
        return ()
    return ((_tap(Act.UNDO, case, None),),)


def _can_block(case: Case, viewer: Person, around: Around) -> bool:
    """Whether who reported this can be kept from reporting; the staff are not, their appointments are ended first."""
    return may(viewer, Deed.BLOCK, case) and not around.reporter.is_staff and not around.reporter.is_gone


def _more(case: Case, viewer: Person, around: Around) -> Buttons:
    if len(behind(case, viewer, around)) < 2:  # nothing but the way back
        return ()
    return ((Tap("more", CaseMenu("more", case.case_id)),),)
