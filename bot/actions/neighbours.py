"""Similar open cases, shown to somebody before they report the same thing again."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.context import Context
from bot.domain import similar as rules
from bot.domain.case import category_name, is_public, public_place
from bot.domain.media import MediaKind, Purpose
from bot.domain.permission import Look, may
from bot.domain.person import Person
from bot.flows import where
from bot.flows.engine import Answers, Neighbour
from bot.storage import cases, media


async def similar(ctx: Context, viewer: Person, answers: Answers) -> list[int]:
    """The numbers of the open public cases that may be the same thing, the likeliest first.

    Whoever is not of the grid learns of nobody's case but their own.
    """
    since = ctx.now - ctx.community.policy.similar_within_ms
    candidates = await cases.open_in_grid(ctx.tx, ctx.community_id, answers["grid"], since)
    public = [case for case in candidates if is_public(case, ctx.community) and may(viewer, Look.PUBLIC, case)]
    place = where.place(answers)
    found = rules.similar(public, answers["grid"], answers["category"], place, ctx.community)
    return [case.case_id for case in found]


async def describe(ctx: Context, viewer: Person, numbers: Sequence[int]) -> dict[int, Neighbour]:
    """Those cases as a neighbour may see them: no words of the reporter, and only photos that Telegram cleaned."""
    found = {}
    for number in numbers:
        case = await cases.by_id(ctx.tx, ctx.community_id, number)
        if case is None or not is_public(case, ctx.community) or not may(viewer, Look.PUBLIC, case):
            continue
        found[number] = Neighbour(
            number,
            category_name(case, ctx.community, viewer.language),
            public_place(case, ctx.community) or "",
            case.state.value,
            await _photo(ctx, number),
        )
    return found


async def _photo(ctx: Context, number: int) -> str | None:
    for medium in await media.of_case(ctx.tx, ctx.community_id, number):
        if medium.purpose is Purpose.REPORT and medium.attachment.kind is MediaKind.PHOTO:
            return medium.attachment.file_id
    return None
