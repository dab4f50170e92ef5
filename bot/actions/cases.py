"""What can be done with a case: one function for each arrow of the loop."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions import (
    agreements,
    checks,
    deadlines,
    moves,
    notices,
    petition_cards,
    proofs,
    root_causes,
    standing,
    water,
)
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain.case import Act, Case, Outcome, State
from bot.domain.media import Attachment, MediaKind, Purpose
from bot.domain.permission import Deed, Look, may, permit
from bot.domain.person import Person
from bot.domain.screen import Album, Screen, Value
from bot.errors import Refused
from bot.storage import audit, cases, media, timers
from bot.storage.cases import Report


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
    await water.reported(ctx, case, report.depth)
    kept = await _open(ctx, case)
    await notices.tell(ctx, kept, Act.OPEN, report.reporter)
    await root_causes.look(ctx, kept)
    return kept


async def open_part(ctx: Context, actor: Person, report: Report) -> Case:
    """A part of a case that was split becomes a case of its own."""
    case = await cases.add(ctx.tx, ctx.community_id, report, ctx.now)
    facts: dict[str, str | int] = {"grid": case.grid, "category": case.category, "parent": report.parent or 0}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "case.report", case.case_id, **facts)
    kept = await _open(ctx, case)
    await notices.tell(ctx, kept, Act.OPEN, actor.person_id)
    return kept


async def _open(ctx: Context, case: Case) -> Case:
    opened = rules.open_(case, ctx.now, deadlines.of_category(ctx, case.category))
    return await moves.keep_quietly(ctx, None, Act.OPEN, case, opened)


async def accept(ctx: Context, actor: Person, case_id: int, version: int) -> Case:
    """The worker says yes."""
    case = await moves.load(ctx, actor, Act.ACCEPT, case_id, version)
    return await moves.keep(ctx, actor, Act.ACCEPT, case, rules.accept(case, ctx.now))


async def start(ctx: Context, actor: Person, case_id: int, version: int) -> Case:
    """The worker has begun."""
    case = await moves.load(ctx, actor, Act.START, case_id, version)
    return await moves.keep(ctx, actor, Act.START, case, rules.start(case, ctx.now))


async def feed_back(ctx: Context, actor: Person, case_id: int, note: str | None, photos: Sequence[Attachment]) -> Case:
    """The worker shows that it is done; one who has not said that he began has begun by that.

    It takes a new photo, or an agreement that both sides have confirmed. Perhaps somebody has to look on site first.
    """
    case = permit(actor, Act.FEED_BACK, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    if case.state not in (State.ASSIGNED, State.ACCEPTED):
        rules.check(case, Act.FEED_BACK)
    new, agreed = await proofs.fresh(ctx, case, photos), await agreements.holds(ctx, case)
    if not new and not agreed:
        raise Refused("case.photo_required", number=case_id)
    if case.state is State.ASSIGNED:
        case = await moves.keep_quietly(ctx, actor, Act.ACCEPT, case, rules.accept(case, ctx.now))
    if case.state is State.ACCEPTED:
        case = await moves.keep_quietly(ctx, actor, Act.START, case, rules.start(case, ctx.now))
    wanted = await checks.is_wanted(ctx, case)
    checker = await checks.choose(ctx, case) if wanted else None
    looks = checker.person_id if checker else None
    done = rules.feed_back(case, note, len(new), ctx.now, looks, agreed=agreed)
    await attach(ctx, case, actor.person_id, Purpose.COMPLETION, new)
    facts = {"photos": len(new), "agreed": int(agreed), "check": int(wanted), "checker": looks or 0}
    kept = await moves.keep(ctx, actor, Act.FEED_BACK, case, done, **facts)
    await checks.begin(ctx, kept, wanted)
    return kept


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
    await attach(ctx, case, actor.person_id, Purpose.COMPLETION, await proofs.fresh(ctx, case, photos))
    await notices.refresh(ctx, case)
    return True


async def verify(ctx: Context, actor: Person, case_id: int, version: int) -> Case:
    """Somebody other than the worker has looked, and it is good."""
    case = await moves.load(ctx, actor, Act.VERIFY, case_id, version)
    return await moves.keep(ctx, actor, Act.VERIFY, case, rules.verify(case, actor, ctx.now))


async def send_back(ctx: Context, actor: Person, case_id: int, words: str) -> Case:
    """Somebody other than the worker has looked, and it is not good yet: the worker is told why."""
    case = await moves.load(ctx, actor, Act.SEND_BACK, case_id)
    back = rules.send_back(case, actor, ctx.now)
    await moves.say_why(ctx, actor, Act.SEND_BACK, case_id, words)
    return await moves.keep(ctx, actor, Act.SEND_BACK, case, back)


async def close(ctx: Context, actor: Person, case_id: int, version: int, outcome: Outcome = Outcome.SOLVED) -> Case:
    """The case is closed, and it is said what came of it; it goes to the archive by itself after a while."""
    case = await moves.load(ctx, actor, Act.CLOSE, case_id, version)
    closed = rules.close(case, ctx.now, outcome)
    return await moves.keep(ctx, actor, Act.CLOSE, case, closed, outcome=outcome.value)


async def supervise(ctx: Context, actor: Person, case_id: int, version: int) -> Case:
    """The secretary watches over the case (督办): who has it is told so at once."""
    case = await moves.load(ctx, actor, Act.SUPERVISE, case_id, version)
    return await moves.keep(ctx, actor, Act.SUPERVISE, case, rules.supervise(case, ctx.now))


async def archive(ctx: Context, actor: Person | None, case_id: int, version: int | None = None) -> Case:
    """The case goes to the archive, by the secretary or by the clock."""
    case = await moves.load(ctx, actor, Act.ARCHIVE, case_id, version)
    if await petition_cards.waiting_on(ctx, case_id) is not None:
        raise Refused("petition.waits", number=case_id)
    return await moves.keep(ctx, actor, Act.ARCHIVE, case, rules.archive(case, ctx.now))


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


async def attach(
    ctx: Context, case: Case, owner: int, purpose: Purpose, files: Sequence[Attachment], note: int | None = None
) -> None:
    """Keep in mind the files that somebody sent for a case, or for a ``note`` about it, to be fetched."""
    for attachment in files:
        number = await media.add(ctx.tx, ctx.community_id, case.case_id, owner, purpose, attachment, ctx.now, note)
        if number is not None:
            await timers.set_(ctx.tx, ctx.community_id, "fetch", number, ctx.now)
