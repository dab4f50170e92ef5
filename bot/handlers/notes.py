"""Whoever works at a case answers their own card of it: that is a note. And the buttons of notes and promises."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import agreements, dialogs, home, notes, promises
from bot.domain import note as rules
from bot.domain.button import Press
from bot.domain.case import Case
from bot.domain.media import MediaKind
from bot.domain.notice import Kind
from bot.domain.screen import Reaction, Screen
from bot.errors import Refused
from bot.flows import engine, feedback
from bot.flows.engine import Answers
from bot.handlers.desk import Courtesies, Heard, Pressed
from bot.handlers.proof import case_of
from bot.storage import cases, outbox

_LAST_PAGE = 10_000


async def is_note(heard: Heard) -> bool:
    """Whether the message is a note of who works at the case whose card it answers.

    A photo of who has the case is its proof, unless it may be a note as well; in a group only the lead's words count.
    """
    content = heard.said.content
    if content.unusable or not (content.text.strip() or content.files):
        return False
    case = await _case(heard)
    if case is None:
        return await _revisited(heard) is not None
    if not rules.may_write(case, heard.person) or not (heard.said.private or case.lead == heard.person.person_id):
        return False
    if case.lead != heard.person.person_id or not _photos(heard) or case.is_paused:
        return True
    return await notes.asks_first(heard.ctx, case)


async def take(heard: Heard) -> Courtesies:
    """Keep it, or ask whether the photos are the proof; what is wrong is said to the worker, privately."""
    case, content = await _case(heard), heard.said.content
    try:
        if case is not None and case.lead == heard.person.person_id and _photos(heard) and not case.is_paused:
            await _ask(heard, case)
        else:
            number = case.case_id if case else await _revisited(heard) or 0
            text, files = content.text.strip(), content.files
            await notes.write(heard.ctx, heard.person, number, text, files, revisit=case is None)
    except Refused as refusal:
        data = {"code": refusal.code, "number": case.case_id if case else None}
        await home.answer(heard.ctx, heard.person, Screen("dialog/refused", heard.person.language, data))
        return ()
    return (Reaction(heard.said.chat_id, heard.said.message_id, "👌"),)


async def _ask(heard: Heard, case: Case) -> None:
    """Ask what the photos are; the later ones of an album belong to the same question."""
    content, photos = heard.said.content, [f for f in heard.said.content.files if f.kind is not MediaKind.VOICE]
    dialog = await dialogs.open_dialog(heard.ctx, heard.person)
    if dialog is not None and dialog.flow == feedback.NAME and dialog.answers.get("case_id") == case.case_id:
        await dialogs.answer(heard.ctx, heard.person, dialog, engine.Files(tuple(photos), content.text))
        return
    answers: Answers = {"case_id": case.case_id, "unclear": True}
    answers, _ = engine.with_files(answers, "photos", photos, heard.ctx.community.policy.max_photos)
    note = content.text.strip()[: feedback.MOST_NOTE]
    await dialogs.begin(heard.ctx, heard.person, feedback.NAME, {**answers, **({"note": note} if note else {})})


def _photos(heard: Heard) -> bool:
    return any(file.kind is not MediaKind.VOICE for file in heard.said.content.files)


async def _case(heard: Heard) -> Case | None:
    number = await case_of(heard)
    return await cases.by_id(heard.ctx.tx, heard.ctx.community_id, number) if number is not None else None


async def _revisited(heard: Heard) -> int | None:
    """The case about whose agreement the message answers a question."""
    said = heard.said
    if not said.private or said.reply_to is None or not said.replied_to_bot:
        return None
    slot = await outbox.slot_in(heard.ctx.tx, heard.ctx.community_id, said.chat_id, said.reply_to)
    number = slot.removeprefix(agreements.REVISIT_SLOT) if slot else ""
    return int(number) if number.isdecimal() and number != slot else None


async def choose(pressed: Pressed, press: Press) -> Courtesies:
    """What kind of note it is."""
    await notes.choose(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast()


async def hide(pressed: Pressed, press: Press) -> Courtesies:
    """Whether only the handlers may read it."""
    note = await notes.hide(pressed.ctx, pressed.person, press.a, bool(press.b))
    return pressed.toast("did_hide_note" if note.confidential else "did_open_note")


async def promise(pressed: Pressed, press: Press) -> Courtesies:
    """The day in the note becomes a promise."""
    at = await notes.promise(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_promise", at=at)


async def show_log(pressed: Pressed, press: Press) -> Courtesies:
    """What was written down; ``b`` is the page, ``c``: it was tapped on the list itself."""
    page = min(press.b, _LAST_PAGE)
    await notes.show_log(pressed.ctx, pressed.person, press.a, page, fresh=not press.c)
    return pressed.toast()


async def files(pressed: Pressed, press: Press) -> Courtesies:
    """The photos and voice notes of a page of the log."""
    album = await notes.album(pressed.ctx, pressed.person, press.a, min(press.b, _LAST_PAGE))
    if album is None:
        return pressed.toast("no_photos")
    ctx = pressed.ctx
    await outbox.send(ctx.tx, ctx.community_id, pressed.person.user_id, Kind.ANSWER, album, ctx.now)
    return pressed.toast()


async def kept(pressed: Pressed, press: Press) -> Courtesies:
    """What was promised is done."""
    done = await promises.kept(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_keep_promise", number=done.case_id)


async def later(pressed: Pressed, press: Press) -> Courtesies:
    """Another day."""
    await promises.later(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def move(pressed: Pressed, press: Press) -> Courtesies:
    """That day."""
    await promises.move(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast()


PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    notes.KIND: choose,
    notes.SECRET: hide,
    notes.PROMISE: promise,
    notes.LOG: show_log,
    notes.FILES: files,
    promises.KEPT: kept,
    promises.LATER: later,
    promises.MOVE: move,
}
