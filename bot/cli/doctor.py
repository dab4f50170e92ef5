"""``liubu doctor``: what was set aside, what did not arrive, what fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import typer

from bot.actions import selfcheck
from bot.actions.context import Context
from bot.cli import parts, weather_sources
from bot.cli.words import say
from bot.clock import RealClock
from bot.domain.community import Community
from bot.domain.duty_plan import clock
from bot.domain.source_health import Health
from bot.storage import counters, inbox, outbox, timers, weather
from bot.storage.inbox import SetAside
from bot.storage.outbox import Undelivered
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Findings:
    """What a doctor finds."""

    updates: list[SetAside]
    messages: list[Undelivered]
    failing: list[tuple[Timer, str]]
    waiting: int
    check: selfcheck.Findings | None
    sources: dict[str, Health]


def command(
    retry: Annotated[int | None, typer.Option(help="Let this set-aside update be handled once more.")] = None,
) -> None:
    """Say what needs somebody's attention; exit code 1 where there is anything."""
    known, folder = parts.looked_after()
    if retry is not None:
        again = parts.with_store(known, lambda store: store.write(partial(inbox.again, seq=retry)), folder)
        typer.echo(say("doctor.retried" if again else "doctor.no_such", seq=retry))
        raise typer.Exit(0 if again else 1)
    community = parts.community(known)
    found = parts.with_store(known, partial(_examine, community=community), folder)
    _print(found)
    now = RealClock().now()
    typer.echo(duty_line(community))
    for line in weather_sources.lines(community, found.sources, now):
        typer.echo(line)
    parts.say_unknown_years(community)  # nothing has failed: no exit code of its own
    stale = weather_sources.any_stale(community, found.sources, now)
    if stale or found.updates or found.messages or found.failing or (found.check and not found.check.is_empty):
        raise typer.Exit(1)


def duty_line(community: Community) -> str:
    """What the configuration says of the duty: when shifts change, and the flood season."""
    plan = community.duty
    times = {"change": clock(plan.change), "night": clock(plan.night)}
    if plan.season is None:
        return say("doctor.duty", **times)
    first, last = ("{:02}-{:02}".format(*end) for end in (plan.season.first, plan.season.last))
    return say("doctor.duty_season", **times, first=first, last=last)


async def _examine(store: Store, community: Community) -> Findings:
    async def work(tx: Tx) -> Findings:
        updates, waiting = await inbox.failed(tx), await inbox.count_waiting(tx)
        number = await counters.known_community(tx, community.slug)
        if number is None:
            return Findings(updates, [], [], waiting, None, {})
        check = await selfcheck.examine(Context(tx, community, number, RealClock().now()))
        messages, failing = await outbox.failed(tx, number), await timers.failing(tx, number)
        sources = await weather.every_health(tx, number)
        return Findings(updates, messages, failing, waiting, check, sources)

    return await store.read(work)


def _print(found: Findings) -> None:
    typer.echo(say("doctor.waiting", many=found.waiting))
    typer.echo(say("doctor.failed_updates", many=len(found.updates)))
    for update in found.updates:
        typer.echo(f"  #{update.seq} ({update.attempts}x) {_last_line(update.error)}")
    typer.echo(say("doctor.failed_messages", many=len(found.messages)))
    for message in found.messages:
        typer.echo(f"  #{message.outbox_id} {message.kind} -> {message.chat_id}: {message.error}")
    typer.echo(say("doctor.failed_timers", many=len(found.failing)))
    for timer, error in found.failing:
        typer.echo(f"  {timer.kind} {timer.subject} ({timer.attempts}x) {_last_line(error)}")
    if found.check is not None:
        _print_check(found.check)


def _print_check(check: selfcheck.Findings) -> None:
    """What the daily self-check would find now; the program puts right by itself what no timer watches."""
    for number in _named(say("doctor.unwatched", many=len(check.unwatched)), check.unwatched):
        typer.echo(number)
    for number in _named(say("doctor.late", many=len(check.late)), check.late):
        typer.echo(number)
    typer.echo(say("doctor.stuck", many=check.stuck))
    typer.echo(say("doctor.pages", many=check.pages))
    typer.echo(say("doctor.unheard", many=check.unheard))


def _named(head: str, numbers: Sequence[int]) -> list[str]:
    """A line, and the first of the numbers below it."""
    return [head, *(f"  {number}" for number in numbers[:_MOST_NAMED])]


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else ""
