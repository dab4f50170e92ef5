"""The proof file of a case (案件档案) as a PDF: the six steps, the facts, what happened, the photos."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.domain.case_file import SILENT, CaseFile, Condition, Line, Named, Piece, Standing
from bot.papers import pictures
from bot.papers.page import WIDTH, Column, Pages

#: Words for a label, filled with values (:meth:`bot.render.Renderer.words` in a language).
Words = Callable[..., str]
#: Where the original of that hash lies; None if it is not there.
Original = Callable[[str], Path | None]

#: In pixels: sharp on paper, and a tenth of the original.
_SIDE, _QUALITY = 1_600, 75
_GAP, _HIGH = 6.0, 68.0
_HASH = 12


def pdf(file: CaseFile, words: Words, original: Original, out: Path) -> int:
    """Write the PDF; how many pages it has."""
    say = partial(words, file.language)
    title = say("case_file.title", community=file.community, number=file.case.case_id)
    pages = Pages(title, file.language, datetime.fromtimestamp(file.made_at / 1_000, UTC))
    pages.heading(say("case_file.heading"), 20, 1)
    pages.heading(title, 12, 4)
    pages.steps(
        [(say(f"case_file.step{n}"), file.stamp(at) if at else None) for n, at in enumerate(file.steps, start=1)]
    )
    pages.section(say("case_file.facts"))
    for name, value in _facts(file, say):
        pages.fact(say(f"case_file.{name}"), value)
    _happened(pages, file, say)
    _pieces(pages, file, say, original)
    if pages.lacking:
        signs = " ".join(f"U+{ord(sign):04X}" for sign in pages.lacking)
        pages.skip(3)
        pages.paragraph(say("case_file.lacking", signs=signs), 7.5, grey=True)
    return pages.finish(out, partial(_footer, file, say))


# --- the facts ---


def _facts(file: CaseFile, say: Words) -> Iterator[tuple[str, str]]:
    case = file.case
    yield "category", file.category
    yield "place", f"{file.grid} · {file.place}"
    yield "reporter", who(file.reporter, say)
    yield "lead", who(file.lead, say) if file.lead else "—"
    if file.helpers:
        yield "helpers", "; ".join(who(helper, say) for helper in file.helpers)
    yield "state", say(f"state.{case.state}")
    if case.outcome:
        yield "outcome", say(f"outcome.{case.outcome}")
    yield "reported", file.stamp(case.reported_at)
    extended = say("case_file.extended", many=case.extensions) if case.extensions else ""
    yield "due", f"{file.stamp(case.due_at)}{extended}" if case.due_at else "—"
    yield "closed", file.stamp(case.closed_at) if case.closed_at else "—"
    if case.referred_to or case.handled_by:
        yield "department", case.referred_to or case.handled_by or ""
    yield "text", say("case_file.forgotten") if file.forgotten else case.text or say("case_file.no_text")
    if case.feedback:
        yield "feedback", case.feedback


def who(named: Named | None, say: Words) -> str:
    """Somebody in words: by post and name, or as a resident."""
    if named is None:
        return "—"
    if named.standing is Standing.PROGRAM:
        return say("case_file.program")
    title = say(f"role.{named.title}") if named.title else ""
    if named.standing is Standing.RESIDENT:
        title = say("role.resident")
    return " ".join(filter(None, (title, named.name))) or say("role.resident")


# --- what happened ---


def _happened(pages: Pages, file: CaseFile, say: Words) -> None:
    pages.section(say("case_file.lines"))
    columns = (
        Column(say("case_file.when"), 31, 9),
        Column(say("case_file.who"), 40, 9),
        Column(say("case_file.what"), WIDTH - 31 - 40 - 27, 9),
        Column(say("case_file.audit"), 27, 6.5, grey=True),
    )
    with pages.table(columns):
        for line in (line for line in file.lines if line.act not in SILENT):
            pages.row(columns, (file.stamp(line.at), who(line.actor, say), deed(line, say), _proof(line)))


def deed(line: Line, say: Words) -> str:
    """What somebody did, in words, and what was written about it."""
    other = who(line.other, say) if line.other else ""
    said = _act(line.act, other, line, say)
    return f"{said}\n{line.text}" if line.text else said


def _act(act: str, other: str, line: Line, say: Words) -> str:
    """The words for an act: those of the file, else those of the case's acts, else its name as it is."""
    told = {name: line.data[name] for name in ("reason", "alone") if name in line.data}
    files = line.data.get("files", line.data.get("photos", 0))
    for key in (f"event.{act}", f"act.{act.removeprefix('case.')}"):
        try:
            said = say(key, other=other, files=files, **told)
        except KeyError:
            continue
        return said
    return act


def _proof(line: Line) -> str:
    return f"#{line.seq} {line.hash[:_HASH]}" if line.seq and line.hash else "—"


# --- the photos ---


def _pieces(pages: Pages, file: CaseFile, say: Words, original: Original) -> None:
    seen = [piece for piece in file.pieces if piece.is_picture]
    heard = [piece for piece in file.pieces if not piece.is_picture]
    pages.section(say("case_file.photos", many=len(seen)), _HIGH + 16 if seen else 14)
    if not seen:
        pages.paragraph(say("case_file.no_photos"), grey=True)
    numbered = list(enumerate(seen, start=1))
    for first in range(0, len(numbered), 2):
        _row(pages, file, say, original, numbered[first : first + 2])
    if heard:
        pages.section(say("case_file.voices", many=len(heard)))
        for number, piece in enumerate(heard, start=1):
            pages.paragraph(_caption(number, piece, file, say).replace("\n", "  "), 8)


def _row(pages: Pages, file: CaseFile, say: Words, original: Original, row: Sequence[tuple[int, Piece]]) -> None:
    """Two photos side by side, each with its caption."""
    width = (WIDTH - _GAP) / 2
    captions = [_caption(number, piece, file, say) for number, piece in row]
    below = max(pages.measure(caption, width) for caption in captions)
    pages.room(_HIGH + below + 6)
    top = pages.top
    for place, ((_, piece), caption) in enumerate(zip(row, captions, strict=True)):
        left = place * (width + _GAP)
        _show(pages, piece, say, original, (left, top, width, _HIGH))
        pages.note(left, top + _HIGH + 1, width, caption)
    pages.skip(_HIGH + below + 5)


def _show(pages: Pages, piece: Piece, say: Words, original: Original, box: tuple[float, float, float, float]) -> None:
    path = original(piece.sha256) if piece.is_there and piece.sha256 else None
    if path is None:
        lost = Condition.LOST if piece.is_there else piece.condition
        pages.frame(*box, say(f"case_file_piece.{lost}"))
        return
    try:
        content = pictures.jpeg(pictures.opened(path, _SIDE), _QUALITY)
    except pictures.UNREADABLE:
        pages.frame(*box, say("case_file_piece.lost"))
        return
    pages.picture(content, box)


def _caption(number: int, piece: Piece, file: CaseFile, say: Words) -> str:
    head = f"{number}. {purpose(piece, say)} · {file.stamp(piece.at)} · {who(piece.sender, say)}"
    if piece.condition is Condition.DELETED and piece.deleted_at:
        head += "\n" + say("case_file.deleted", at=file.stamp(piece.deleted_at))
    return f"{head}\nSHA-256 {piece.sha256[:16]}…" if piece.sha256 else f"{head}\n—"


def purpose(piece: Piece, say: Words) -> str:
    """What a photo shows, in words."""
    try:
        return say(f"case_file_purpose.{piece.purpose}")
    except KeyError:
        return str(piece.purpose)


def _footer(file: CaseFile, say: Words, number: int, many: int) -> tuple[str, str]:
    seq, head = file.head
    made = file.stamp(file.made_at)
    name = say("case_file.title", community=file.community, number=file.case.case_id)
    return (
        say("case_file.footer", name=name, page=number, pages=many, made=made),
        say("case_file.chain", seq=seq, head=head),
    )
