"""The closing report of a flood response as a PDF: the time line, water, roll call, help, doors, who was on duty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.domain.closing_report import ClosingReport
from bot.papers.page import WIDTH, Column, Pages

#: Words for a label, filled with values (:meth:`bot.render.Renderer.words` in a language).
Words = Callable[..., str]
_TIME = 33.0
Widths = tuple[tuple[float, str], ...]
Rows = list[tuple[str, ...]]


def pdf(report: ClosingReport, words: Words, out: Path) -> int:
    """Write the PDF; how many pages it has."""
    say = partial(words, report.language)
    title = say("closing.title", community=report.community)
    pages = Pages(title, report.language, datetime.fromtimestamp(report.made_at / 1_000, UTC))
    pages.heading(say("closing.heading"), 20, 1)
    pages.heading(title, 12, 4)
    pages.section(say("closing.facts"))
    for name, value in _facts(report, say):
        pages.fact(say(f"closing.{name}"), value)
    _table(pages, say, "timeline", ((_TIME, "when"), (WIDTH - _TIME, "what")), list(_timeline(report, say)))
    for name, widths, rows in _sections(report, say):
        _table(pages, say, name, widths, rows)
    if pages.lacking:
        signs = " ".join(f"U+{ord(sign):04X}" for sign in pages.lacking)
        pages.skip(3)
        pages.paragraph(say("case_file.lacking", signs=signs), 7.5, grey=True)
    return pages.finish(out, partial(_footer, report, say))


def _facts(report: ClosingReport, say: Words) -> Iterator[tuple[str, str]]:
    ended = report.response.ended_at or report.made_at
    yield "from", report.stamp(report.response.started_at)
    yield "until", report.stamp(ended)
    yield "lasted", say("closing.hours", hours=f"{(ended - report.response.started_at) / 3_600_000:.1f}")
    yield "highest", say(f"level.{report.highest}")
    open_ = sum(1 for one in report.water if one.outcome is None)
    yield "points", say("closing.points_open", many=len(report.water), open=open_)
    unsettled = sum(1 for one in report.calls if one.settled_at is None)
    yield "helps", say("closing.helps_open", many=len(report.calls), open=unsettled)
    doors = report.doors
    yield (
        "doors",
        say(
            "closing.doors_found",
            many=doors.many,
            safe=doors.safe,
            help=doors.help,
            nobody=doors.nobody,
            open=doors.open,
        ),
    )


def _timeline(report: ClosingReport, say: Words) -> Iterator[tuple[str, ...]]:
    """What happened when, in order: levels, proposals, warnings, rounds."""
    lines: list[tuple[int, str]] = list(report.warnings)
    for phase in report.phases:
        level = say(f"level.{phase.level}") if phase.level else ""
        lines.append((phase.at, say("closing.phase", move=say(f"response_move.{phase.move}"), level=level)))
    for proposal in report.proposals:
        because = proposal.warning is not None
        lines.append((proposal.at, say("closing.proposed", level=say(f"level.{proposal.level}"), warning=because)))
    for number, one in enumerate(report.rounds, start=1):
        lines.append((one.at, say("closing.round", number=number, safe=one.safe, help=one.help)))
    for at, text in sorted(lines, key=lambda line: line[0]):
        yield report.stamp(at), text


def _sections(report: ClosingReport, say: Words) -> Iterator[tuple[str, Widths, Rows]]:
    water: Rows = [
        (
            say("closing.case", number=one.number),
            one.grid,
            say(f"depth.{one.depth}") if one.depth else "—",
            report.stamp(one.at),
            say(f"outcome.{one.outcome}") if one.outcome else say(f"state.{one.state}"),
        )
        for one in report.water
    ]
    yield "water", ((20, "number"), (34, "grid"), (30, "depth"), (_TIME, "when"), (WIDTH - 117, "state")), water
    calls: Rows = [
        (
            str(one.number),
            one.grid,
            say(f"need.{one.need}"),
            report.stamp(one.asked_at),
            "—" if one.minutes is None else say("closing.minutes", many=one.minutes),
            say(f"help_state.{one.state}") + (f" · {one.taker}" if one.taker else ""),
        )
        for one in report.calls
    ]
    yield (
        "calls",
        ((12, "number"), (26, "grid"), (40, "need"), (_TIME, "when"), (22, "waited"), (WIDTH - 133, "state")),
        calls,
    )
    duty: Rows = [
        (
            (f"{one.grid} " if one.grid else "") + say(f"post_kind.{one.post}"),
            say("closing.second") if one.seat > 1 else "",
            one.name or "—",
            report.stamp(one.from_at),
            report.stamp(one.until_at),
        )
        for one in report.duty
    ]
    yield "duty", ((48, "post"), (16, "seat"), (WIDTH - 130, "name"), (_TIME, "from"), (_TIME, "until")), duty


def _table(pages: Pages, say: Words, name: str, widths: Widths, rows: Sequence[tuple[str, ...]]) -> None:
    pages.section(say(f"closing.{name}"), 22 if rows else 14)
    if not rows:
        pages.paragraph(say("closing.nothing"), grey=True)
        return
    columns = [Column(say(f"closing.{heading}"), width, 9) for width, heading in widths]
    with pages.table(columns):
        for row in rows:
            pages.row(columns, row)


def _footer(report: ClosingReport, say: Words, number: int, many: int) -> tuple[str]:
    name = say("closing.title", community=report.community)
    return (say("closing.footer", name=name, page=number, pages=many, made=report.stamp(report.made_at)),)
