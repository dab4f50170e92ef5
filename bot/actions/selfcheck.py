"""The self-check: every open case has the timers that its state needs, and what was to go out did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions import notices, pages, post, watch
from bot.actions.context import Context
from bot.domain.case import Case
from bot.domain.notice import Kind
from bot.domain.screen import Screen, Value
from bot.storage import audit, cases, clocks, outbox, timers

_DAY_MS, _HOUR_MS = 86_400_000, 3_600_000
#: What should have gone out an hour ago is stuck; who is asked about a paused case is asked daily.
_STUCK_MS = _HOUR_MS
_PAGE = 200
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found: numbers of cases, and how many messages and timers."""

    unwatched: tuple[int, ...]
    late: tuple[int, ...]
    failed: int
    stuck: int
    failing: int

    @property
    def is_empty(self) -> bool:
        """Whether all is as it should be."""
        return not (self.unwatched or self.late or self.failed or self.stuck or self.failing)


async def run(ctx: Context) -> None:
    """Look at everything, give every case its timers, and tell the directors if there was anything."""
    found = await examine(ctx)
    await repair(ctx, found.unwatched)
    if found.is_empty:
        return
    data: dict[str, Value] = {
        "unwatched": list(found.unwatched[:_MOST_NAMED]),
        "unwatched_many": len(found.unwatched),
        "late": list(found.late[:_MOST_NAMED]),
        "late_many": len(found.late),
        "failed": found.failed,
        "stuck": found.stuck,
        "failing": found.failing,
    }
    for director in await notices.directors(ctx):
        await post.send(ctx, director, Kind.TROUBLE, Screen("notice/selfcheck", director.language, data))


async def examine(ctx: Context) -> Findings:
    """What is not as it should be, without changing it. Only what is open or waits is read."""
    tx, number = ctx.tx, ctx.community_id
    unarchived = await clocks.unarchived(tx, number)
    return Findings(
        unwatched=tuple(sorted({*await _unwatched(ctx), *unarchived})),
        late=tuple(await clocks.late_returns(tx, number, ctx.now - 2 * _DAY_MS)),
        failed=await outbox.failed_since(tx, number, ctx.now - _DAY_MS),
        stuck=await outbox.stuck(tx, number, ctx.now - _STUCK_MS),
        failing=len(await timers.failing(tx, number)),
    )


async def put_right(ctx: Context) -> int:
    """At the start: give timers to the cases and pages that have none, as after a new version; how many there were.

    One look through an index of what is open, however many cases have been closed.
    """
    many = 0
    for lacking in (clocks.unwatched, clocks.unarchived):
        after = 0
        while page := await lacking(ctx.tx, ctx.community_id, after, _PAGE):
            await repair(ctx, page)
            after, many = page[-1], many + len(page)
    return many + await pages.watch(ctx)


async def repair(ctx: Context, numbers: Sequence[int]) -> None:
    """Give these cases the timers that they lack."""
    for number in numbers:
        case = await cases.by_id(ctx.tx, ctx.community_id, number)
        if case is not None:
            wanted = await watch.over(ctx, case)
            facts = {"timers": len(wanted)}
            await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "case.watched", number, **facts)


async def _unwatched(ctx: Context) -> list[int]:
    """The open cases that lack a timer which they should have, of whatever kind."""
    found: list[int] = []
    after = 0
    while page := await clocks.open_after(ctx.tx, ctx.community_id, after, _PAGE):
        found += [case.case_id for case in page if await _lacks(ctx, case)]
        after = page[-1].case_id
    return found


async def _lacks(ctx: Context, case: Case) -> bool:
    wanted = await watch.needed(ctx, case)
    return not wanted.keys() <= await clocks.timers_of(ctx.tx, ctx.community_id, case.case_id)
