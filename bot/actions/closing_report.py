"""The closing report of a flood response: gathered here, made by an errand, sent to the directors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions import notices, post
from bot.actions.case_files import SWEEP
from bot.actions.context import Context
from bot.domain.closing_report import Call, ClosingReport, Doors, Duty, Round, Water
from bot.domain.distress import Found, Help
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.response import Response
from bot.domain.retention import DAY_MS, POLICY, Kept
from bot.domain.screen import Paper, Ready, Screen, Value
from bot.storage import audit, distress, people, responses, roster, timers

#: The errand that makes it; its subject is the number of the response.
MAKE = "response.report"


@dataclass(frozen=True, slots=True)
class Made:
    """A file for a person: the report in it, the name under which it lies ready, and its hash."""

    person: int
    report: ClosingReport
    stored: str
    sha256: str


async def gather(ctx: Context, number: int, language: str) -> ClosingReport | None:
    """All that the report says; None if there is no such response, or it is not over."""
    response = await responses.by_id(ctx.tx, ctx.community_id, number)
    if response is None or response.ended_at is None:
        return None
    since, until = response.started_at, response.ended_at
    doors = await distress.doors(ctx.tx, ctx.community_id, number)
    found = [one.found for one in doors]
    return ClosingReport(
        response=response,
        community=ctx.community.name if language == "zh" else ctx.community.name_en,
        language=language,
        timezone=ctx.community.timezone,
        made_at=ctx.now,
        phases=await responses.phases(ctx.tx, ctx.community_id, number),
        proposals=await responses.proposals_between(ctx.tx, ctx.community_id, since, until),
        water=tuple([await _water(ctx, one) for one in await responses.water(ctx.tx, ctx.community_id, number)]),
        rounds=tuple(
            Round(one.started_at, one.safe, one.help) for one in await distress.rounds(ctx.tx, ctx.community_id, number)
        ),
        calls=tuple([await _call(ctx, one) for one in await distress.help_of(ctx.tx, ctx.community_id, number)]),
        doors=Doors(len(doors), *(found.count(one) for one in (Found.SAFE, Found.HELP, Found.NOBODY))),
        duty=await _duty(ctx, response),
    )


async def _water(ctx: Context, point: responses.WaterPoint) -> Water:
    return Water(point.case_id, _grid(ctx, point.grid), point.depth, point.state, point.outcome, point.reported_at)


async def _call(ctx: Context, found: Help) -> Call:
    taker = await people.by_id(ctx.tx, ctx.community_id, found.taken_by) if found.taken_by else None
    return Call(
        found.help_id,
        _grid(ctx, found.grid),
        found.need,
        found.asked_at,
        found.state,
        taker.called if taker else "",
        found.taken_at,
        found.settled_at,
    )


async def _duty(ctx: Context, response: Response) -> tuple[Duty, ...]:
    """Who stood where while it held, each stretch as far as it lies in that time."""
    until = response.ended_at or ctx.now
    known = await roster.between(ctx.tx, ctx.community_id, response.started_at, until)
    places = {one.key: (number, one) for number, one in enumerate(ctx.community.posts)}
    lines = []
    for shift in sorted(
        known, key=lambda one: (places[one.post][0] if one.post in places else 0, one.seat, one.from_at)
    ):
        person = await people.by_id(ctx.tx, ctx.community_id, shift.person)
        if shift.post in places and person is not None:
            at = places[shift.post][1]
            begins, ends = max(shift.from_at, response.started_at), min(shift.until_at, until)
            grid = _grid(ctx, at.grid) if at.grid else ""
            lines.append(Duty(at.kind.value, grid, shift.seat, person.called, begins, ends))
    return tuple(lines)


def _grid(ctx: Context, number: int) -> str:
    grid = ctx.community.grid(number)
    return grid.name if grid else str(number)


async def recipients(ctx: Context) -> tuple[Person, ...]:
    """To whom it is sent: the directors."""
    return await notices.directors(ctx)


async def hand_out(ctx: Context, number: int, made: Sequence[Made]) -> None:
    """Send each of the directors their file, with the numbers above it."""
    known = {person.person_id: person for person in await recipients(ctx)}
    for one in made:
        if (person := known.get(one.person)) is not None:
            about = Screen("response/closing", one.report.language, summary(one.report))
            paper = Paper(about, f"response-{number}.pdf", Ready(one.stored, "response/report_gone"))
            await post.send(ctx, person, Kind.RECEIPT, paper)
            facts: dict[str, str | int] = {"response": number, "person": one.person, "sha256": one.sha256}
            await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "response.reported", None, **facts)
    due = ctx.now + POLICY[Kept.FILES].days(ctx.community.policy) * DAY_MS + 1
    await timers.set_(ctx.tx, ctx.community_id, SWEEP, 1, due)


def summary(report: ClosingReport) -> dict[str, Value]:
    """The numbers of a report."""
    waits = [one.minutes for one in report.calls if one.minutes is not None]
    return {
        "since": report.response.started_at,
        "until": report.response.ended_at,
        "highest": str(report.highest),
        "phases": [{"move": one.move.value, "level": str(one.level), "at": one.at} for one in report.phases[:20]],
        "water": len(report.water),
        "water_open": sum(1 for one in report.water if one.outcome is None),
        "rounds": [{"at": one.at, "safe": one.safe} for one in report.rounds[-5:]],
        "calls": len(report.calls),
        "calls_open": sum(1 for one in report.calls if one.settled_at is None),
        "longest": max(waits, default=None),
        "doors": report.doors.many,
        "doors_seen": report.doors.safe + report.doors.help,
        "duty": len({one.name for one in report.duty}),
    }
