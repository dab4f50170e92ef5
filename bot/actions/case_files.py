"""The proof file of a case (案件档案) and the comparison of its photos: who may ask, what is in them, who gets them.

What was asked for is made by an errand (:mod:`bot.delivery.archivist`), because it takes a while.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.actions import post
from bot.actions.case_lines import lines_of, people_of
from bot.actions.context import Context
from bot.domain import case_file
from bot.domain.button import Press
from bot.domain.case import Act, Case, State, category_name
from bot.domain.case_file import SOMEBODY, CaseFile, Condition, Piece, reporter_of, staff_of, steps_of
from bot.domain.media import Purpose
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look, allow, may, permit
from bot.domain.person import Person
from bot.domain.retention import DAY_MS, POLICY, Kept
from bot.domain.screen import Paper, Ready, Screen, Tap, Value
from bot.errors import Refused
from bot.flows.where import say
from bot.storage import audit, cases, media, notes, people, timers

CASE, MONTH, PAIR = "file.case", "file.month", "file.pair"
#: The errand that deletes what could not be sent.
SWEEP = "file.sweep"
#: So many months are offered as buttons.
_MONTHS = 3
_GONE = "archive/gone"

What = Literal["pdf", "zip", "month"]


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made: what it is, how it is called, where it lies ready, and what the audit says of it."""

    what: What
    name: str
    stored: str
    sha256: str
    size: int
    part: int = 1
    parts: int = 1


# --- what can be asked for ---


async def show_menu(ctx: Context, person: Person) -> None:
    """How to ask for the file of a case or of a month."""
    allow(person, Deed.ARCHIVE_FILE)
    months = case_file.months_before(ctx.now, ctx.community.timezone, _MONTHS)
    row = tuple(Tap("month", Press(MONTH, month), data={"month": _month(month)}) for month in months)
    await post.send(
        ctx, person, Kind.ANSWER, Screen("archive/menu", person.language, {"month": _month(months[0])}, (row,))
    )


async def ask_case(ctx: Context, person: Person, number: int) -> None:
    """The file of a case is wanted, as PDF and as ZIP. Refused ("case.not_yours") to whoever may not have it."""
    permit(person, Deed.ARCHIVE_FILE, await cases.by_id(ctx.tx, ctx.community_id, number))
    await timers.set_(ctx.tx, ctx.community_id, CASE, case_file.asked(person.person_id, number), ctx.now)


async def ask_month(ctx: Context, person: Person, month: int) -> None:
    """The files of all cases that were closed in a month (202611) are wanted; Refused if there is no such month."""
    allow(person, Deed.ARCHIVE_FILE)
    try:
        since, _ = case_file.month_bounds(month, ctx.community.timezone)
    except (ValueError, OverflowError):
        raise Refused("archive.no_month") from None
    if since > ctx.now:
        raise Refused("archive.no_month")
    await timers.set_(ctx.tx, ctx.community_id, MONTH, case_file.asked(person.person_id, month), ctx.now)


async def ask_pair(ctx: Context, person: Person, number: int) -> None:
    """The photos from before and after are wanted side by side; Refused where there are not both."""
    permit(person, Look.SHEET, await cases.by_id(ctx.tx, ctx.community_id, number))
    if not all(await _pictures(ctx, number)):
        raise Refused("archive.no_pair")
    await timers.set_(ctx.tx, ctx.community_id, PAIR, case_file.asked(person.person_id, number), ctx.now)


# --- what goes in ---


async def gather(ctx: Context, number: int, language: str) -> CaseFile:
    """All that the file of a case says. Put together here only; its lines: :mod:`bot.actions.case_lines`."""
    case = await cases.by_id(ctx.tx, ctx.community_id, number)
    assert case is not None  # noqa: S101  # no case is ever deleted
    events = await audit.of_case(ctx.tx, ctx.community_id, number)
    said = await notes.of_case(ctx.tx, ctx.community_id, number)
    known = await people_of(ctx, case, events, said)
    lines = lines_of(case, events, known, said)
    reached = [(case.reported_at, State.REPORTED)]
    reached += [(line.at, State(str(line.data["to"]))) for line in lines if line.data.get("to") in set(State)]
    grid, lead = ctx.community.grid(case.grid), known.get(case.lead or 0)
    # On the cards the count begins anew when a case is opened again; the file has them all.
    extensions = sum(1 for event in events if event.act == f"case.{Act.EXTEND}")
    return CaseFile(
        case=replace(case, extensions=extensions),
        community=ctx.community.name if language == "zh" else ctx.community.name_en,
        slug=ctx.community.slug,
        language=language,
        timezone=ctx.community.timezone,
        category=category_name(case, ctx.community, language),
        grid=grid.name if grid else str(case.grid),
        place=say(case.place, case.grid, ctx.community),
        reporter=reporter_of(case, known[case.reporter]),
        lead=staff_of(lead) if case.lead else None,
        helpers=tuple(staff_of(known.get(helper)) for helper in case.helpers),
        steps=steps_of(reached, case.step),
        lines=lines,
        pieces=await _pieces(ctx, case),
        records=tuple(audit.dump(event) for event in events),
        head=await audit.head(ctx.tx, ctx.community_id),
        made_at=ctx.now,
        forgotten=await cases.is_anonymised(ctx.tx, ctx.community_id, number),
    )


async def of_month(ctx: Context, month: int) -> list[tuple[int, tuple[Piece, ...]]]:
    """The cases that were closed in a month, each with its photos and voice notes."""
    bounds = case_file.month_bounds(month, ctx.community.timezone)
    numbers = await cases.closed_between(ctx.tx, ctx.community_id, *bounds)
    found = []
    for number in numbers:
        case = await cases.by_id(ctx.tx, ctx.community_id, number)
        if case is not None:
            found.append((number, await _pieces(ctx, case)))
    return found


@dataclass(frozen=True, slots=True)
class Pair:
    """A photo from before and one from after, with their times in words; ``made_at`` is now."""

    number: int
    before: Piece
    after: Piece
    stamps: tuple[str, str]
    made_at: int


async def pair(ctx: Context, person: Person, number: int) -> Pair | None:
    """The case's first photo from before and its last from after; None where they are not (yet) in the store."""
    case = await cases.by_id(ctx.tx, ctx.community_id, number)
    if case is None or not may(person, Look.SHEET, case):
        return None
    before, after = [[piece for piece in side if piece.is_there] for side in await _pictures(ctx, number)]
    if not before or not after:
        return None
    stamps = [case_file.stamp(piece.at, ctx.community.timezone) for piece in (before[0], after[-1])]
    return Pair(number, before[0], after[-1], (stamps[0], stamps[1]), ctx.now)


async def _pieces(ctx: Context, case: Case) -> tuple[Piece, ...]:
    kept = await media.ever(ctx.tx, ctx.community_id, case.case_id)
    owners = {one.owner: await people.by_id(ctx.tx, ctx.community_id, one.owner) for one in kept}
    return tuple(_piece(case, one, owners[one.owner]) for one in kept)


def _piece(case: Case, kept: media.Kept, owner: Person | None) -> Piece:
    act = {Purpose.REPORT: "case.report", Purpose.VISIT: "note.added"}.get(kept.purpose, "case.feed_back")
    sender = case_file.actor_of(case, owner, act) if owner else SOMEBODY
    condition = Condition(kept.state)
    return Piece(
        kept.media_id,
        kept.purpose,
        kept.kind,
        kept.taken_at,
        sender,
        condition,
        kept.sha256,
        kept.size,
        kept.deleted_at,
    )


async def _pictures(ctx: Context, number: int) -> tuple[list[Piece], list[Piece]]:
    """The photos from before and from after that are not deleted or lost."""
    case = await cases.by_id(ctx.tx, ctx.community_id, number)
    pieces = await _pieces(ctx, case) if case else ()
    gone = (Condition.DELETED, Condition.LOST)
    seen = [piece for piece in pieces if piece.is_picture and piece.condition not in gone]
    before = [piece for piece in seen if piece.purpose is Purpose.REPORT]
    return before, [piece for piece in seen if piece.purpose is Purpose.COMPLETION]


# --- who gets it ---


async def wants(ctx: Context, subject: int) -> tuple[Person | None, int]:
    """Who asked for what, from the errand; None if they may not have it any more."""
    number, what = case_file.asked_by(subject)
    person = await people.by_id(ctx.tx, ctx.community_id, number)
    return (person if person is not None and not person.is_gone else None), what


async def hand_out(ctx: Context, person: Person, what: int, made: Sequence[Made]) -> bool:
    """Send the files to who asked for them and note that they were made; False if they may not have them any more."""
    now = await people.by_id(ctx.tx, ctx.community_id, person.person_id)
    if now is None or not may(now, Deed.ARCHIVE_FILE):
        return False
    for one in made:
        number = None if one.what == "month" else what
        facts: dict[str, str | int] = {"what": one.what, "sha256": one.sha256, "size": one.size, "part": one.part}
        if one.what == "month":
            facts["month"] = what
        await audit.record(ctx.tx, ctx.community_id, ctx.now, now.person_id, "file.made", number, **facts)
        data: dict[str, Value] = {
            "number": number,
            "month": _month(what) if one.what == "month" else None,
            "what": one.what,
            "part": one.part,
            "parts": one.parts,
            "sha256": one.sha256,
        }
        about = Screen("archive/file", now.language, data)
        await _send(ctx, now, about, one.name, Ready(one.stored, _GONE))
    return True


async def _send(ctx: Context, person: Person, about: Screen, name: str, ready: Ready) -> None:
    """Queue a file; should it not go out, it is deleted when its time is over."""
    await post.send(ctx, person, Kind.ANSWER, Paper(about, name, ready))
    due = ctx.now + POLICY[Kept.FILES].days(ctx.community.policy) * DAY_MS + 1
    await timers.set_(ctx.tx, ctx.community_id, SWEEP, 1, due)


async def nothing(ctx: Context, person: Person, month: int) -> None:
    """In that month no case was closed."""
    await post.send(ctx, person, Kind.ANSWER, Screen("archive/empty", person.language, {"month": _month(month)}))


async def show_pair(ctx: Context, person: Person, number: int, stored: str | None) -> None:
    """Show the picture to who asked for it; None: the photos are not in the store yet, or not any more."""
    case = await cases.by_id(ctx.tx, ctx.community_id, number)
    if case is None or not may(person, Look.SHEET, case):
        return
    data: dict[str, Value] = {
        "number": number,
        "category": category_name(case, ctx.community, person.language),
    }
    if stored is None:
        await post.send(ctx, person, Kind.ANSWER, Screen("archive/pair_later", person.language, data))
        return
    about = Screen("archive/pair", person.language, data)
    await _send(ctx, person, about, f"pair-{number}.jpg", Ready(stored, _GONE, picture=True))


def _month(month: int) -> str:
    return f"{month // 100}-{month % 100:02}"
