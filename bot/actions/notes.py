"""What workers write down about a case while they are at it: visits, talks, joint enforcement; dated and typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.actions import notices, post, promises
from bot.actions.cases import attach
from bot.actions.context import Context
from bot.actions.notices import Standing
from bot.domain import agreement as mediation
from bot.domain import note as rules
from bot.domain.button import Press
from bot.domain.case import Case, State, category_name
from bot.domain.media import Attachment, MediaKind, Medium, Purpose
from bot.domain.note import WORK, Note, NoteKind
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look, may, permit
from bot.domain.person import Person
from bot.domain.screen import Album, Buttons, Screen, Tap, Value
from bot.errors import BadPayload, Refused, Stale
from bot.storage import audit, cases, media, notes, outbox, people
from bot.storage import promises as kept_promises

KIND, SECRET, PROMISE = "note.kind", "note.secret", "note.promise"
LOG, FILES = "note.log", "note.files"
#: So long after an album's first photo its one answer waits for the rest.
ALBUM_MS = 400
_A_PAGE = 5
_A_ROW = 3
_MOST_PHOTOS = 10


async def asks_first(ctx: Context, case: Case) -> bool:
    """Whether a photo from who has the case may be a note as well as the proof.

    It is the proof where nothing says otherwise (docs/decisions: a photo is the proof until there is a log).
    """
    if case.state is not State.HANDLING:
        return False
    if case.extensions or mediation.is_dispute(case, ctx.community):
        return True
    return await notes.is_logged(ctx.tx, ctx.community_id, case.case_id)


async def write(
    ctx: Context,
    actor: Person,
    case_id: int,
    text: str,
    files: Sequence[Attachment],
    *,
    revisit: bool = False,
    fresh: bool = True,
) -> Note:
    """Keep a note, or the next photo of one's album, and show it to who wrote it; ``fresh``: as a new message.

    ``revisit``: they were asked to see whether an agreement holds, which is done after the case was closed, too.
    """
    case = _permit(actor, await cases.by_id(ctx.tx, ctx.community_id, case_id), revisit=revisit)
    if len(text) > ctx.community.policy.max_text:
        raise Refused("note.too_long", number=case_id)
    album = next((file.album for file in files if file.album), None)
    known = await notes.of_album(ctx.tx, ctx.community_id, case_id, actor.person_id, album) if album else None
    note = known or await _add(ctx, actor, case, text)
    await attach(ctx, case, actor.person_id, Purpose.VISIT, files, note.note_id)
    if known is None:
        facts = {"note": note.note_id, "kind": note.kind.value, "files": len(files)}
        await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "note.added", case_id, **facts)
    await show(ctx, actor, note, fresh=fresh, wait_ms=ALBUM_MS if album and fresh else 0)
    sounds = Standing.LEAD if known is None and actor.person_id != case.lead else None
    await notices.refresh(ctx, case, sounds=sounds, doer=actor.person_id)
    return note


async def show(ctx: Context, actor: Person, note: Note, *, fresh: bool = False, wait_ms: int = 0) -> None:
    """Show a note to who wrote it, with what can be changed about it."""
    case = await _case(ctx, note)
    due_at = promises.spoken(ctx, note)
    promise = await kept_promises.of_note(ctx.tx, ctx.community_id, note.note_id)
    files = [one for one in await media.of_notes(ctx.tx, ctx.community_id, note.case_id) if one.note_id == note.note_id]
    proposed = promise is None and due_at is not None and due_at > ctx.now
    data: dict[str, Value] = {
        **_line(note, {actor.person_id: actor}, files),
        "number": case.case_id,
        "category": category_name(case, ctx.community, actor.language),
        "proposed": due_at if proposed else None,
        "promised": promise.due_at if promise else None,
        "leads": case.lead == actor.person_id and rules.is_working(case),
    }
    buttons = (*_promise(note, due_at if proposed else None), *_kinds(note), *_secret(note, actor, case))
    screen = Screen("note/kept", actor.language, data, buttons)
    not_before = ctx.now + wait_ms if wait_ms else 0
    where = (ctx.tx, ctx.community_id, actor.user_id)
    fresh = fresh and await outbox.living(*where, slot(note.note_id)) is None
    await outbox.show(*where, Kind.ANSWER, slot(note.note_id), screen, ctx.now, fresh=fresh, not_before=not_before)


def slot(number: int) -> str:
    """The name of the message that shows a note to who wrote it."""
    return f"note:{number}"


async def choose(ctx: Context, actor: Person, number: int, choice: int) -> Note:
    """What kind of note it is; what was said between two sides is for the handlers from then on."""
    if choice >= len(WORK):
        raise BadPayload("button.unknown")
    note, case = await _own(ctx, actor, number)
    kind = WORK[choice]
    hidden = note.confidential or (kind in rules.SECRET and may(actor, Look.CONFIDENTIAL, case))
    return await _change(ctx, actor, case, replace(note, kind=kind, confidential=hidden))


async def hide(ctx: Context, actor: Person, number: int, confidential: bool) -> Note:
    """Whether only those who handle and direct the case may read the note."""
    note, case = await _own(ctx, actor, number)
    permit(actor, Look.CONFIDENTIAL, case)
    return await _change(ctx, actor, case, replace(note, confidential=confidential))


async def promise(ctx: Context, actor: Person, number: int) -> int:
    """The day that the note names becomes a promise; when they will be reminded."""
    note, _ = await _own(ctx, actor, number)
    made = await promises.make(ctx, actor, note)
    await show(ctx, actor, note)
    return made.due_at


async def show_log(ctx: Context, actor: Person, case_id: int, page: int, *, fresh: bool) -> None:
    """A page of what was written down about a case, the newest first, as far as the actor may read it."""
    case = permit(actor, Look.NOTES, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    found = await _readable(ctx, actor, case)
    if not found:
        raise Stale("note.none", number=case_id)
    pages = (len(found) - 1) // _A_PAGE + 1
    page = min(page, pages - 1)
    shown = found[page * _A_PAGE : (page + 1) * _A_PAGE]
    files = await media.of_notes(ctx.tx, ctx.community_id, case_id)
    names = await _names(ctx, shown)
    lines: list[Value] = [_line(one, names, [file for file in files if file.note_id == one.note_id]) for one in shown]
    data: dict[str, Value] = {
        "number": case_id,
        "category": category_name(case, ctx.community, actor.language),
        "many": len(found),
        "page": page + 1,
        "pages": pages,
        "lines": lines,
    }
    any_files = any(file.note_id in {one.note_id for one in shown} for file in files)
    screen = Screen("note/log", actor.language, data, _turn(case_id, page, pages, any_files))
    await post.show(ctx, actor, Kind.ANSWER, notices.log_slot(case_id), screen, fresh=fresh)


async def album(ctx: Context, actor: Person, case_id: int, page: int) -> Album | None:
    """The photos and voice notes of a page of the log; None if there are none."""
    case = permit(actor, Look.NOTES, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    shown = {one.note_id for one in (await _readable(ctx, actor, case))[page * _A_PAGE : (page + 1) * _A_PAGE]}
    files = [one for one in await media.of_notes(ctx.tx, ctx.community_id, case_id) if one.note_id in shown]
    photos = [one.attachment.file_id for one in files if one.attachment.kind is MediaKind.PHOTO][:_MOST_PHOTOS]
    voices = [one.attachment.file_id for one in files if one.attachment.kind is MediaKind.VOICE]
    if not photos and not voices:
        return None
    data: dict[str, Value] = {
        "number": case_id,
        "category": category_name(case, ctx.community, actor.language),
        "photos": len(photos),
    }
    return Album(Screen("note/album", actor.language, data), tuple(photos), tuple(voices))


# --- the parts of it ---


def _permit(actor: Person, case: Case | None, *, revisit: bool) -> Case:
    known = permit(actor, Deed.NOTE, case)
    if not rules.may_write(known, actor) and not (revisit and known.lead == actor.person_id):
        raise Stale("case.moved_on", number=known.case_id, state=known.state)
    return known


async def _add(ctx: Context, actor: Person, case: Case, text: str) -> Note:
    looked = case.state is State.FED_BACK and case.checker == actor.person_id
    kind = NoteKind.CHECK if looked else NoteKind.VISIT
    return await notes.add(ctx.tx, ctx.community_id, case.case_id, actor.person_id, kind, text, ctx.now)


async def _own(ctx: Context, actor: Person, number: int) -> tuple[Note, Case]:
    """A note that the actor has written about work, and may still write to."""
    note = await notes.by_id(ctx.tx, ctx.community_id, number)
    if note is None or note.author != actor.person_id or note.kind not in WORK:
        raise Refused("case.not_yours")
    return note, permit(actor, Deed.NOTE, await cases.by_id(ctx.tx, ctx.community_id, note.case_id))


async def _change(ctx: Context, actor: Person, case: Case, note: Note) -> Note:
    await notes.change(ctx.tx, ctx.community_id, note.note_id, note.kind, note.confidential)
    facts = {"note": note.note_id, "kind": note.kind.value, "confidential": int(note.confidential)}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "note.changed", case.case_id, **facts)
    await show(ctx, actor, note)
    await notices.refresh(ctx, case, doer=actor.person_id)
    return note


async def _readable(ctx: Context, actor: Person, case: Case) -> list[Note]:
    known = await notes.of_case(ctx.tx, ctx.community_id, case.case_id)
    return [one for one in reversed(known) if rules.may_read(one, actor, case)]


async def _case(ctx: Context, note: Note) -> Case:
    case = await cases.by_id(ctx.tx, ctx.community_id, note.case_id)
    assert case is not None  # noqa: S101  # a foreign key holds it
    return case


async def _names(ctx: Context, shown: Sequence[Note]) -> dict[int, Person]:
    found = [await people.by_id(ctx.tx, ctx.community_id, one) for one in {note.author for note in shown} if one]
    return {one.person_id: one for one in found if one is not None}


def _line(note: Note, names: dict[int, Person], files: Sequence[Medium]) -> dict[str, Value]:
    author = names.get(note.author or 0)
    voices = sum(1 for file in files if file.attachment.kind is MediaKind.VOICE)
    return {
        "kind": note.kind.value,
        "act": note.act,
        "reason": note.reason,
        "name": author.called if author else "",
        "at": note.at,
        "text": note.text,
        "confidential": note.confidential,
        "photos": len(files) - voices,
        "voices": voices,
    }


def _promise(note: Note, due_at: int | None) -> Buttons:
    if due_at is None:
        return ()
    return ((Tap("note_promise", Press(PROMISE, note.note_id), style="primary", data={"at": due_at}),),)


def _kinds(note: Note) -> Buttons:
    """What else the note may be; a note about what was found on site is nothing else."""
    if note.kind not in WORK:
        return ()
    taps = [
        Tap(
            "note_kind",
            Press(KIND, note.note_id, number),
            data={"kind": kind.value},
            style="success" if kind is note.kind else None,
        )
        for number, kind in enumerate(WORK)
    ]
    return tuple(tuple(taps[i : i + _A_ROW]) for i in range(0, len(taps), _A_ROW))


def _secret(note: Note, actor: Person, case: Case) -> Buttons:
    if note.kind not in WORK or not may(actor, Look.CONFIDENTIAL, case):
        return ()
    if note.confidential:
        return ((Tap("note_open", Press(SECRET, note.note_id, 0)),),)
    return ((Tap("note_secret", Press(SECRET, note.note_id, 1)),),)


def _turn(case_id: int, page: int, pages: int, files: bool) -> Buttons:
    turn = [Tap("page_before", Press(LOG, case_id, page - 1, 1))] if page else []
    if page + 1 < pages:
        turn.append(Tap("page_after", Press(LOG, case_id, page + 1, 1)))
    shown = [Tap("note_files", Press(FILES, case_id, page))] if files else []
    return tuple(tuple(row) for row in (turn, shown) if row)
