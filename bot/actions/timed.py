"""What happens by itself when its time has come, by the kind of its timer: the table of contents."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import (
    agreements,
    all_well,
    blocks,
    checks,
    clockwork,
    cover,
    digests,
    door_calls,
    duty,
    help_requests,
    ladder,
    leave,
    moves,
    page_climb,
    petition_cards,
    petitions,
    promises,
    reminders,
    response,
    response_seats,
    retention,
    roster_check,
    search,
    shift_clocks,
    swap,
    undo,
    verdicts,
    warnings,
)
from bot.actions.context import Context
from bot.domain import watch
from bot.domain.ladder import LADDERS
from bot.storage.timers import Timer


async def _tidy(ctx: Context, _timer: Timer) -> None:
    await retention.tidy(ctx)


async def _index(ctx: Context, _timer: Timer) -> None:
    await search.go_on(ctx)


TABLE: dict[str, Callable[[Context, Timer], Awaitable[None]]] = {
    watch.DEADLINE: clockwork.deadline,
    watch.RETURN: clockwork.come_back,
    watch.ARCHIVE: clockwork.archive,
    watch.CONFIRM: verdicts.settle,
    petition_cards.TIMER: petitions.remind,
    **{watch.LADDER + clock: ladder.climb for clock in LADDERS},
    reminders.TIMER: reminders.deliver,
    moves.UNDO_TIMER: undo.expire,
    blocks.TIMER: blocks.expire,
    leave.TIMER: leave.expire,
    checks.TIMER: checks.remind,
    promises.TIMER: promises.remind,
    **dict.fromkeys(agreements.REVISIT, agreements.revisit),
    response_seats.TIMER: response.renew_seats,
    help_requests.WAIT: help_requests.wait_over,
    help_requests.REMIND: help_requests.remind,
    door_calls.REMIND: door_calls.remind,
    digests.LATE: digests.send_in_the_morning,
    retention.TIDY: _tidy,
    search.TIMER: _index,
    **dict.fromkeys((warnings.EXPIRE, warnings.SETTLE), warnings.due),
    duty.CLOCK: shift_clocks.tick,
    roster_check.TIMER: roster_check.run,
    all_well.ASK: all_well.ask,
    all_well.LATE: all_well.late,
    cover.TIMER: cover.go_on,
    swap.TIMER: swap.lapse,
    page_climb.TIMER: page_climb.climb,
}
