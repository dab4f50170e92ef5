"""The log of a day's duty (值班日志): as a PDF that is signed and filed, and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.domain.duty_log import DaySheet, Line
from bot.domain.sheet import Table
from bot.papers.page import WIDTH, Column, Pages

#: Words for a label, filled with values (:meth:`bot.render.Renderer.words` in a language).
Words = Callable[..., str]
_POST, _NAME, _TIME = 42.0, 36.0, 22.0


def pdf(sheet: DaySheet, words: Words, out: Path) -> int:
    """Write the PDF; how many pages it has."""
    say = partial(words, sheet.language)
    title = say("duty_file.title", community=sheet.community, day=sheet.day.isoformat())
    pages = Pages(title, sheet.language, datetime.fromtimestamp(sheet.made_at / 1_000, UTC))
    pages.heading(say("duty_file.heading"), 20, 1)
    pages.heading(title, 12, 4)
    pages.section(say("duty_file.stands"))
    stands = (
        Column(say("duty_file.post"), _POST),
        Column(say("duty_file.name"), _NAME),
        Column(say("duty_file.span"), WIDTH - _POST - _NAME - 30),
        Column(say("duty_file.accepted"), 30),
    )
    with pages.table(stands):
        for stand in _stands(sheet, say):
            pages.row(stands, stand)
    pages.section(say("duty_file.lines"))
    lines = (
        Column(say("duty_file.time"), _TIME),
        Column(say("duty_file.post"), _POST),
        Column(say("duty_file.what"), WIDTH - _TIME - _POST),
    )
    with pages.table(lines):
        for row in _lines(sheet, say):
            pages.row(lines, row)
    pages.skip(8)
    pages.room(14)
    pages.paragraph(say("duty_file.sign"))
    return pages.finish(out, lambda page, many: (say("duty_file.footer", page=page, pages=many),))


def table(sheet: DaySheet, words: Words) -> Table:
    """The same lines as a table."""
    say = partial(words, sheet.language)
    title = say("duty_file.title", community=sheet.community, day=sheet.day.isoformat())
    headings = tuple(say(f"duty_file.{name}") for name in ("time", "post", "what"))
    stands = [(span, post, name) for post, name, span, _ in _stands(sheet, say)]
    return Table(title, headings, (*stands, *_lines(sheet, say)))


def _stands(sheet: DaySheet, say: Words) -> Iterator[tuple[str, str, str, str]]:
    for one in sheet.stands:
        span = f"{sheet.stamp(one.from_at)} – {sheet.stamp(one.until_at)}"
        accepted = sheet.stamp(one.accepted_at) if one.accepted_at else "—"
        yield _post(sheet, one.post, say), one.name, span, accepted


def _lines(sheet: DaySheet, say: Words) -> Iterator[tuple[str, str, str]]:
    for one in sheet.lines:
        yield sheet.stamp(one.at), _post(sheet, one.post, say), _said(one, say)


def _said(one: Line, say: Words) -> str:
    return say(f"duty_event.{one.kind}", **{**one.facts, "name": one.name, "words": one.words})


def _post(sheet: DaySheet, key: str | None, say: Words) -> str:
    if key is None:
        return ""
    kind = key if key in ("leader", "reserve") else "grid"
    return say(f"post_title.{kind}", grid=sheet.grids.get(key, key))
