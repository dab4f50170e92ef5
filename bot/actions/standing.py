"""Whether somebody may come forward now: nobody who is blocked, and not with more reports than the hour bears."""

from __future__ import annotations

from bot.actions.context import Context
from bot.domain import report_limit
from bot.errors import Refused
from bot.storage import blocks, cases, people
from bot.storage.cases import Report


async def check(ctx: Context, person: int) -> None:
    """Refused if the person is blocked: no report, nothing more to one, no following, no answers passed on."""
    if await blocks.standing(ctx.tx, ctx.community_id, person, ctx.now):
        raise Refused("block.standing")


async def check_report(ctx: Context, report: Report) -> None:
    """Refused if the reporter is blocked, or has sent too many in this hour (``at``: when the next can be sent)."""
    await check(ctx, report.reporter)
    reporter = await people.by_id(ctx.tx, ctx.community_id, report.reporter)
    assert reporter is not None  # noqa: S101  # whoever submits was just met
    emergency = report_limit.is_emergency(report.category, ctx.community)
    since = ctx.now - report_limit.HOUR_MS
    sent = [
        at
        for category, at in await cases.sent_by(ctx.tx, ctx.community_id, report.reporter, since)
        if report_limit.is_emergency(category, ctx.community) is emergency
    ]
    most = report_limit.most(reporter, ctx.community.policy, emergency=emergency)
    at = report_limit.free_at(sent, most, ctx.now)
    if at is not None:
        raise Refused("report.too_many", at=at, most=most)
