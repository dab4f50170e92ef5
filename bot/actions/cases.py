"""What can be done with a case: one function for each arrow of the loop."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions import leave, notices, standing
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain.case import Act, Case, State
from bot.domain.deadline import days
from bot.domain.media import Attachment, MediaKind, Purpose
from bot.domain.permission import Deed, Look, may, permit
from bot.domain.person import Person
from bot.domain.screen import Album, Screen, Value
from bot.errors import Refused
from bot.storage import audit, cases, media, people, timers
from bot.storage.cases import Report

#: Of a category that the configuration has lost.
FALLBACK_DEADLINE = days(3)


async def file(ctx: Context, report: Report, files: Sequence[Attachment]) -> Case:
    """A report becomes a case and is opened at once; filing the same dialog twice gives the same case."""
    known = await cases.of_dialog(ctx.tx, ctx.community_id, report.dialog)
    if known is not None:
        return await _existing(ctx, known)
    await standing.check_report(ctx, report)
    case = await cases.add(ctx.tx, ctx.community_id, report, ctx.now)
    facts: dict[str, str | int] = {"grid": case.grid, "category": case.category, "files": len(files)}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, report.reporter, "case.report", case.case_id, **facts)
    await attach(ctx, case, report.reporter, Purpose.REPORT, files)
    category = ctx.community.category(case.category)
    deadline = category.deadline if category else FALLBACK_DEADLINE
    opened = rules.open_(case, ctx.now, deadline.due(ctx.community.calendar, ctx.now))
    kept = await _keep_quietly(ctx, None, Act.OPEN, case, opened)
    await notices.tell(ctx, kept, Act.OPEN, report.reporter)
    return kept


async def assign(ctx: Context, actor: Person, case_id: int, version: int, worker_id: int) -> Case:
    """The secretary gives the case to a worker, or to who stands in for one who is away: the case's lead tells."""
    case = await _load(ctx, actor, Act.ASSIGN, case_id, version)
    meant = await people.by_id(ctx.tx, ctx.community_id, worker_id)
    if meant is None or not meant.is_worker:
        raise Refused("case.no_worker", name=meant.name if meant else "")
    worker = await leave.stand_in(ctx, meant)
    assigned = rules.assign(case, worker, ctx.now)
    return await _keep(ctx, actor, Act.ASSIGN, case, assigned, worker=worker.person_id)


async def accept(ctx: Context, actor: Person, case_id: int, version: int) -> Case:
    """The worker says yes."""
    case = await _load(ctx, actor, Act.ACCEPT, case_id, version)
    return await _keep(ctx, actor, Act.ACCEPT, case, rules.accept(case, ctx.now))


async def start(ctx: Context, actor: Person, case_id: int, version: int) -> Case:
    """The worker has begun."""
    case = await _load(ctx, actor, Act.START, case_id, version)
    return await _keep(ctx, actor, Act.START, case, rules.start(case, ctx.now))


async def feed_back(ctx: Context, actor: Person, case_id: int, note: str | None, photos: Sequence[Attachment]) -> Case:
    """The worker shows that it is done; one who has not said that he began has begun by that."""
    case = permit(actor, Act.FEED_BACK, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    if case.state not in (State.ASSIGNED, State.ACCEPTED):
        rules.check(case, Act.FEED_BACK)
    if not photos:
        raise Refused("case.photo_required", number=case_id)
    if case.state is State.ASSIGNED:
        case = await _keep_quietly(ctx, actor, Act.ACCEPT, case, rules.accept(case, ctx.now))
    if case.state is State.ACCEPTED:
        case = await _keep_quietly(ctx, actor, Act.START, case, rules.start(case, ctx.now))
    done = rules.feed_back(case, note, len(photos), ctx.now)
    await attach(ctx, case, actor.person_id, Purpose.COMPLETION, photos)
    return await _keep(ctx, actor, Act.FEED_BACK, case, done, photos=len(photos))


async def in_hand(ctx: Context, worker: Person) -> list[Case]:
    """The cases that the worker has accepted and not yet fed back, the most urgent first, at most 5."""
    led = await cases.led_by(ctx.tx, ctx.community_id, worker.person_id) if worker.is_worker else []
    return [case for case in led if case.state in (State.ACCEPTED, State.HANDLING)][:5]


async def add_proof(ctx: Context, actor: Person, case_id: int, photos: Sequence[Attachment]) -> bool:
    """More photos of the album that fed the case back; False if they belong to nothing like that."""
    case = permit(actor, Act.FEED_BACK, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    if case.state is not State.FED_BACK:
        return False
    known = await media.of_case(ctx.tx, ctx.community_id, case_id)
    albums = {m.attachment.album for m in known if m.purpose is Purpose.COMPLETION and m.attachment.album}
    if not {photo.album for photo in photos} & albums:
        return False
    await attach(ctx, case, actor.person_id, Purpose.COMPLETION, photos)
    await notices.refresh(ctx, case)
    return True


async def verify(ctx: Context, actor: Person, case_id: int, version: int) -> Case:
    """Somebody other than the worker has looked, and it is good."""
    case = await _load(ctx, actor, Act.VERIFY, case_id, version)
    return await _keep(ctx, actor, Act.VERIFY, case, rules.verify(case, actor, ctx.now))


async def close(ctx: Context, actor: Person, case_id: int, version: int) -> Case:
    """The case is closed; it goes to the archive by itself after a while."""
    case = await _load(ctx, actor, Act.CLOSE, case_id, version)
    return await _keep(ctx, actor, Act.CLOSE, case, rules.close(case, ctx.now))


async def archive(ctx: Context, actor: Person | None, case_id: int, version: int | None = None) -> Case:
    """The case goes to the archive, by the secretary or by the clock."""
    case = await _load(ctx, actor, Act.ARCHIVE, case_id, version)
    return await _keep(ctx, actor, Act.ARCHIVE, case, rules.archive(case, ctx.now))


async def follow(ctx: Context, actor: Person, case_id: int) -> bool:
    """A neighbour follows a public case too; False if they did, or have their own card of it already."""
    case = await cases.by_id(ctx.tx, ctx.community_id, case_id)
    if case is None or not rules.is_public(case, ctx.community):
        raise Refused("case.not_yours")
    if may(actor, Look.SHEET, case):
        return False
    permit(actor, Deed.FOLLOW, case)
    await standing.check(ctx, actor.person_id)
    if not await cases.follow(ctx.tx, ctx.community_id, case_id, actor.person_id, ctx.now):
        return False
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "case.follow", case_id)
    await notices.show_card(ctx, await notices.dossier(ctx, case), actor, asked=True)
    return True


async def album(ctx: Context, actor: Person, case_id: int) -> Album:
    """The photos and voice notes of a case, for somebody who may see them."""
    case = permit(actor, Look.SHEET, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    known = await media.of_case(ctx.tx, ctx.community_id, case_id)
    # A picture sent as a file still carries where it was taken; only what Telegram made of a photo is shown on.
    photos = [m for m in known if m.attachment.kind is MediaKind.PHOTO]
    voices = [m for m in known if m.attachment.kind is MediaKind.VOICE]
    proofs = sum(1 for m in photos if m.purpose is Purpose.COMPLETION)
    data: dict[str, Value] = {
        "number": case_id,
        "category": rules.category_name(case, ctx.community, actor.language),
        "photos": len(photos) - proofs,
        "proofs": proofs,
    }
    about = Screen("case/album", actor.language, data)
    return Album(about, tuple(m.attachment.file_id for m in photos), tuple(m.attachment.file_id for m in voices))


async def _existing(ctx: Context, case_id: int) -> Case:
    case = await cases.by_id(ctx.tx, ctx.community_id, case_id)
    assert case is not None  # noqa: S101  # its number was just read in this transaction
    return case


async def _load(ctx: Context, actor: Person | None, act: Act, case_id: int, version: int | None) -> Case:
    case = permit(actor, act, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    rules.check(case, act, version)
    return case


async def _keep(ctx: Context, actor: Person | None, act: Act, before: Case, after: Case, **facts: str | int) -> Case:
    case = await _keep_quietly(ctx, actor, act, before, after, **facts)
    await notices.tell(ctx, case, act, actor.person_id if actor else None)
    return case


async def _keep_quietly(
    ctx: Context, actor: Person | None, act: Act, before: Case, after: Case, **facts: str | int
) -> Case:
    case = await cases.change(ctx.tx, ctx.community_id, before, after)
    who = actor.person_id if actor else None
    moved = {**facts, "to": case.state.value, "version": case.version}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, who, f"case.{act}", case.case_id, **moved)
    await _set_timers(ctx, case, act)
    return case


async def _set_timers(ctx: Context, case: Case, act: Act) -> None:
    if act is Act.OPEN and case.due_at is not None:
        await timers.set_(ctx.tx, ctx.community_id, "deadline", case.case_id, case.due_at)
    if act is Act.CLOSE:
        await timers.clear(ctx.tx, ctx.community_id, "deadline", case.case_id)
        due = ctx.now + ctx.community.policy.archive_after_ms
        await timers.set_(ctx.tx, ctx.community_id, "archive", case.case_id, due)
    if act is Act.ARCHIVE:
        await timers.clear(ctx.tx, ctx.community_id, "archive", case.case_id)


async def attach(ctx: Context, case: Case, owner: int, purpose: Purpose, files: Sequence[Attachment]) -> None:
    """Note the files that somebody sent for a case, to be fetched."""
    for attachment in files:
        number = await media.add(ctx.tx, ctx.community_id, case.case_id, owner, purpose, attachment, ctx.now)
        if number is not None:
            await timers.set_(ctx.tx, ctx.community_id, "fetch", number, ctx.now)
