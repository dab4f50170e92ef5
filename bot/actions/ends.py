"""What follows when a dialog is over: for each flow the function that does what the dialog was for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.actions import cases as case_actions
from bot.actions import drafts, notices
from bot.actions.context import Context
from bot.domain.media import Attachment
from bot.domain.person import Person
from bot.domain.screen import Screen
from bot.errors import Refused
from bot.flows import engine, feedback, report
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


#: What a dialog's last message shows then; None: it has become something else (a case's card).
After = Screen | Begin | None
End = Callable[[Context, Person, Dialog, Done], Awaitable[After]]


async def _report(ctx: Context, person: Person, dialog: Dialog, done: Done) -> After:
    if done.result.startswith("follow."):
        return await _follow(ctx, person, int(done.result.removeprefix("follow.")))
    answers = done.answers
    place = report.place_of(answers)
    told = Report(answers["grid"], answers["category"], answers["text"], place, person.person_id, dialog.dialog_id)
    files = engine.attachments(answers, "photos") + engine.attachments(answers, "voices")
    case = await case_actions.file(ctx, told, files)
    # The last step's message becomes the card of the case, so that nothing more is sent.
    await outbox.rename_slot(ctx.tx, ctx.community_id, person.user_id, SLOT, notices.slot(case), ctx.now)
    await people.set_habit(ctx.tx, ctx.community_id, person.person_id, case.grid, place.building, case.category)
    return None


async def _follow(ctx: Context, person: Person, number: int) -> After:
    try:
        news = await case_actions.follow(ctx, person, number)
    except Refused:  # it was closed or withdrawn meanwhile
        news = False
    if not news:
        return Screen("dialog/following", person.language, {"number": number})
    await outbox.rename_slot(ctx.tx, ctx.community_id, person.user_id, SLOT, f"case:{number}", ctx.now)
    return None


async def _feedback(ctx: Context, person: Person, _dialog: Dialog, done: Done) -> After:
    photos: Sequence[Attachment] = engine.attachments(done.answers, "photos")
    if done.result == "report":  # the photos show something new after all
        return Begin(report.NAME, drafts.prefill(ctx, person, done.answers.get("note", ""), photos))
    number = done.answers["case_id"]
    try:
        await case_actions.feed_back(ctx, person, number, done.answers.get("note"), photos)
    except Refused as refusal:
        return Screen("dialog/refused", person.language, {"code": refusal.code, "number": number})
    return Screen("feedback/thanks", person.language, {"number": number})


#: Every dialog that there is, with what it leads to.
TABLE: tuple[tuple[Flow, End], ...] = (
    (report.REPORT, _report),
    (feedback.FEEDBACK, _feedback),
)
FLOWS: dict[str, Flow] = {flow.name: flow for flow, _ in TABLE}
ENDS: dict[str, End] = {flow.name: end for flow, end in TABLE}
