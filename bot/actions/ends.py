"""What follows when a dialog is over: for each flow the function that does what the dialog was for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.actions import (
    additions,
    agreements,
    drafts,
    finding,
    forms,
    help_requests,
    households,
    invitations,
    notes,
    notices,
    patrols,
    petitions,
    phones,
    relays,
    roster_gone,
    rosters,
    rotations,
    warning_desk,
)
from bot.actions import blocks as block_actions
from bot.actions import cases as case_actions
from bot.actions import leave as leave_actions
from bot.actions.context import Context
from bot.domain.block import Reason
from bot.domain.distress import Need
from bot.domain.media import Attachment
from bot.domain.patrol import Found
from bot.domain.person import Person
from bot.domain.screen import Screen, Value
from bot.domain.warning import Colour, Hazard
from bot.errors import Refused, Stale
from bot.flows import (
    agreement,
    appeal,
    block,
    distress,
    engine,
    feedback,
    find,
    form,
    household,
    invite,
    leave,
    patrol,
    phone,
    plain,
    relay,
    report,
    rota,
    warn,
)
from bot.flows.engine import Answers, Done, Flow
from bot.storage import outbox, people
from bot.storage.cases import Report
from bot.storage.dialogs import Dialog

SLOT = "dialog"


@dataclass(frozen=True, slots=True)
class Begin:
    """Another dialog follows."""

    flow: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Stay:
    """It cannot be done now: the dialog stays where it is, nothing is lost; ``problem`` says why."""

    problem: str
    details: Mapping[str, Value]


#: What a dialog's last message shows then; None: it has become something else (a case's card).
After = Screen | Begin | Stay | None
End = Callable[[Context, Person, Dialog, Done], Awaitable[After]]


async def _report(ctx: Context, person: Person, dialog: Dialog, done: Done) -> After:
    if done.result.startswith("follow."):
        photos = engine.attachments(done.answers, "photos")
        return await _follow(ctx, person, int(done.result.removeprefix("follow.")), photos)
    answers = done.answers
    place = report.place_of(answers)
    hidden = report.is_anonymous(answers, ctx.community)
    told = Report(
        answers["grid"], answers["category"], answers["text"], place, person.person_id, dialog.dialog_id, hidden
    )
    told = replace(told, depth=answers.get("depth"))
    files = engine.attachments(answers, "photos") + engine.attachments(answers, "voices")
    try:
        case = await case_actions.file(ctx, told, files)
    except Refused as refusal:
        return await _kept_back(ctx, person, refusal)
    # The last step's message becomes the card of the case, so that nothing more is sent.
    await outbox.rename_slot(ctx.tx, ctx.community_id, person.user_id, SLOT, notices.slot(case), ctx.now)
    if patrol.NAME in answers:
        number, point = answers[patrol.NAME]
        await patrols.reported(ctx, person, number, point, case.case_id)
    await people.set_habit(ctx.tx, ctx.community_id, person.person_id, case.grid, place.building, case.category)
    return None


async def _kept_back(ctx: Context, person: Person, refusal: Refused) -> After:
    """Too many in an hour can wait; who is blocked is told so once more."""
    if refusal.code == "report.too_many":
        at, most = refusal.data["at"], refusal.data["most"]
        assert isinstance(at, int)  # noqa: S101  # as the refusal was made
        assert isinstance(most, int)  # noqa: S101  # the same
        return Stay("too_many_reports", {"at": at, "most": most, "office": ctx.community.office})
    return await block_actions.told(ctx, person)


async def _follow(ctx: Context, person: Person, number: int, photos: Sequence[Attachment]) -> After:
    try:
        news = await case_actions.follow(ctx, person, number)
    except Refused as refusal:
        if refusal.code == "block.standing":
            return await block_actions.told(ctx, person)
        news = False  # it was closed or withdrawn meanwhile
    with suppress(Refused):  # they follow it already, or it is theirs: the photos belong to it all the same
        await additions.add_photos(ctx, person, number, photos)
    if not news:
        return Screen("dialog/following", person.language, {"number": number})
    await outbox.rename_slot(ctx.tx, ctx.community_id, person.user_id, SLOT, f"case:{number}", ctx.now)
    return None


async def _feedback(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    photos: Sequence[Attachment] = engine.attachments(done.answers, "photos")
    if done.result == "report":  # the photos show something new after all
        return Begin(report.NAME, drafts.prefill(ctx, person, done.answers.get("note", ""), photos))
    number = done.answers["case_id"]
    if done.result == "log":
        return await _log(ctx, person, number, done.answers.get("note", ""), photos)
    try:
        await case_actions.feed_back(ctx, person, number, done.answers.get("note"), photos)
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": number})
    return Screen("feedback/thanks", person.language, {"number": number})


async def _log(ctx: Context, person: Person, number: int, text: str, photos: Sequence[Attachment]) -> After:
    """The photos were not the proof: they are written down."""
    try:
        note = await notes.write(ctx, person, number, text, photos, fresh=False)
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": number})
    # The last step's message becomes the one that shows the note.
    await outbox.rename_slot(ctx.tx, ctx.community_id, person.user_id, SLOT, notes.slot(note.note_id), ctx.now)
    return None


async def _agreement(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    told = done.answers
    try:
        await agreements.make(ctx, person, told["case_id"], told["text"], bool(told.get("with_reporter")))
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": told["case_id"]})
    return Screen("agreement/sent", person.language, {"number": told["case_id"]})


async def _invite(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    try:
        number = await invitations.make(ctx, person, invite.offer(done.answers))
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": None})
    # The last step's message becomes the one with the link.
    slot = invitations.slot(number)
    await outbox.rename_slot(ctx.tx, ctx.community_id, person.user_id, SLOT, slot, ctx.now)
    return None


async def _rota(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    try:
        await rotations.make(ctx, person, rota.pattern(done.answers, ctx.community.duty))
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": None})
    await rosters.changed(ctx)
    return Screen("roster/rota_done", person.language, {"post": done.answers["post"], "days": rotations.AHEAD_DAYS})


async def _ask(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    number = done.answers["case_id"]
    try:
        await relays.ask(ctx, person, number, done.answers["words"])
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": number})
    return Screen("relay/asked", person.language, {"number": number})


async def _answer(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    number = done.answers["case_id"]
    try:
        await relays.answer(ctx, person, done.answers["relay_id"], done.answers["words"])
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": number})
    return Screen("relay/answered", person.language, {"number": number})


async def _form(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    number = done.answers["case_id"]
    try:
        await forms.finish(ctx, person, done.answers)
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": number})
    name = done.answers["form"]
    apart = name == "reopen" and await petitions.is_decided_apart(ctx, number)
    return Screen("form/done", person.language, {"form": name, "number": number, "apart": apart})


async def _phone(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    await phones.keep(ctx, person, done.answers["phone"])
    return None


async def _block(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    told = done.answers
    try:
        return await block_actions.make(
            ctx, person, told["person"], Reason(told["reason"]), told.get("words", ""), told["days"]
        )
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": None})


async def _appeal(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    try:
        return await block_actions.appeal(ctx, person, done.answers["block"], done.answers["text"])
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": None})


async def _leave(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    try:
        absence = await leave_actions.go(ctx, person, done.answers["until"], done.answers["deputy"])
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": None})
    await roster_gone.away(ctx, person, absence)
    return await leave_actions.view(ctx, person, absence)


async def _find(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    if done.result == "words":
        await finding.find(ctx, person, done.answers["sought"])
        return Screen("find/asked", person.language, {"text": done.answers["sought"]})
    # The question becomes the list.
    await outbox.rename_slot(ctx.tx, ctx.community_id, person.user_id, SLOT, finding.SLOT, ctx.now)
    await finding.find_usual(ctx, person, done.answers["usual"], fresh=False)
    return None


async def _warn(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    told = done.answers
    what = Hazard(told["hazard"]), Colour(told["colour"])
    try:
        await warning_desk.enter(ctx, person, what, told["until"], told["note"], told.get("replaces"))
    except (Refused, Stale) as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": None})
    return Screen("warn/done", person.language, {"hazard": told["hazard"], "colour": told["colour"]})


async def _distress(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    told = done.answers
    try:
        await help_requests.tell(ctx, person, told["help"], Need(told["need"]), told["where"], told["phone"])
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": None})
    return Screen("distress/told", person.language, {"office": ctx.community.office})


async def _household(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    told = done.answers
    try:
        await households.add(ctx, person, told["label"], told["grid"], told["building"], told["mind"], told["phone"])
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": None})
    # The last step's message becomes the list.
    await outbox.rename_slot(ctx.tx, ctx.community_id, person.user_id, SLOT, households.SLOT, ctx.now)
    await households.show(ctx, person)
    return None


async def _patrol(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    told = patrol.tick_of(done.answers, ctx.now)
    try:
        point = await patrols.tick(ctx, person, done.answers["round"], told)
    except (Refused, Stale) as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": None})
    if told.found is Found.BAD:
        return Begin(report.NAME, patrol.report_of(done.answers, point))
    data: dict[str, Value] = {"name": point.name, "photos": len(told.photos), "spot": told.lat is not None}
    return Screen("patrol/noted", person.language, data)


#: Every dialog that there is, with what it leads to.
TABLE: tuple[tuple[Flow, End], ...] = (
    (report.REPORT, _report),
    (plain.PLAIN, _report),
    (block.BLOCK, _block),
    (appeal.APPEAL, _appeal),
    (feedback.FEEDBACK, _feedback),
    (relay.QUESTION, _ask),
    (relay.REPLY, _answer),
    (phone.PHONE, _phone),
    (invite.INVITE, _invite),
    (leave.LEAVE, _leave),
    (form.FORM, _form),
    (agreement.AGREEMENT, _agreement),
    (find.FIND, _find),
    (warn.WARN, _warn),
    (distress.DISTRESS, _distress),
    (household.HOUSEHOLD, _household),
    (rota.ROTA, _rota),
    (patrol.PATROL, _patrol),
)
FLOWS: dict[str, Flow] = {flow.name: flow for flow, _ in TABLE}
ENDS: dict[str, End] = {flow.name: end for flow, end in TABLE}
