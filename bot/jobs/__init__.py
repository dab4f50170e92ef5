"""The calendar jobs: small, named, and harmless when they run twice.

Each job's next time is a row like every other due time, so a job that was missed while the program was down runs once
when it is back.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from apscheduler.triggers.cron import CronTrigger

from bot.actions.context import Context
from bot.domain.community import Community
from bot.jobs import board, digest, groups, overdue, retention, roster, selfcheck
from bot.storage import timers
from bot.storage.timers import Timer

PREFIX = "job."


@dataclass(frozen=True, slots=True)
class Job:
    """A job: ``at`` says when it runs ("08:00"), in the community's time; ``run`` does it.

    ``late`` does it instead where its time was on an earlier day.
    """

    name: str
    at: Callable[[Community], str]
    run: Callable[[Context], Awaitable[None]]
    late: Callable[[Context], Awaitable[None]] | None = None


JOBS: tuple[Job, ...] = (
    Job("board", lambda community: community.policy.board_at, board.run),
    Job("digest", lambda community: community.policy.digest_at, digest.run, digest.late),
    Job("selfcheck", lambda _: "07:40", selfcheck.run),
    Job("groups", lambda _: "04:10", groups.run),
    Job("overdue_morning", lambda community: community.policy.overdue_morning_at, overdue.run),
    Job("overdue_evening", lambda community: community.policy.overdue_evening_at, overdue.run),
    Job("roster", lambda _: "00:20", roster.run),
    Job("retention", lambda _: "03:30", retention.run),
)


async def plan(ctx: Context) -> None:
    """See that every job has its next time; one that is set, perhaps missed, keeps its time."""
    for job in JOBS:
        await timers.set_once(ctx.tx, ctx.community_id, PREFIX + job.name, 0, next_run(job, ctx))


async def run(ctx: Context, timer: Timer) -> None:
    """Run the job that a timer names, and set its next time; a job that is no more is forgotten."""
    for job in JOBS:
        if timer.kind == PREFIX + job.name:
            await timers.set_(ctx.tx, ctx.community_id, timer.kind, 0, next_run(job, ctx))
            await (job.late if job.late is not None and _is_past(ctx, timer) else job.run)(ctx)


def _is_past(ctx: Context, timer: Timer) -> bool:
    """Whether the day on which it was to run is over."""
    calendar = ctx.community.calendar
    return calendar.day_of(timer.due_at) < calendar.day_of(ctx.now)


def next_run(job: Job, ctx: Context) -> int:
    """The next instant (ms UTC) after now at which the job is to run."""
    hour, minute = job.at(ctx.community).split(":")
    trigger = CronTrigger(hour=int(hour), minute=int(minute), timezone=ctx.community.timezone)
    now = datetime.fromtimestamp((ctx.now + 1) / 1000, ctx.community.timezone)
    at = trigger.get_next_fire_time(None, now)
    assert at is not None  # noqa: S101  # a daily time always comes again
    return int(at.timestamp() * 1000)
