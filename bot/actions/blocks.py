"""Keeping somebody from reporting (限制上报), their appeal, and its end. Only the directors learn who it is."""

from __future__ import annotations

from bot.actions import notices, post
from bot.actions.context import Context
from bot.domain import block as rules
from bot.domain.block import Block, Reason
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, allow, permit
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Refused, Stale
from bot.storage import audit, blocks, cases, people, timers
from bot.storage.timers import Timer

NEW, APPEAL, LIFT, KEEP = "block.new", "block.appeal", "block.lift", "block.keep"
#: The timer that ends a block, and the slot of the list.
TIMER, LIST = "unblock", "blocks"


async def reporter_of(ctx: Context, director: Person, case_id: int) -> Person:
    """Who reported the case and may be blocked; Refused if that is not to be."""
    case = permit(director, Deed.BLOCK, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    return await _blockable(ctx, case.reporter)


async def make(ctx: Context, director: Person, person_id: int, reason: Reason, words: str, days: int) -> Screen:
    """The person may not report for so many days (0: until it is lifted); they are told. What the director is shown."""
    allow(director, Deed.BLOCK)
    person = await _blockable(ctx, person_id)
    until = rules.until(ctx.now, days)
    made_by = director.person_id
    block = await blocks.add(ctx.tx, ctx.community_id, person_id, reason, words, made_by, until, ctx.now)
    if block is None:
        raise Refused("block.already")
    if until is not None:
        await timers.set_(ctx.tx, ctx.community_id, TIMER, block.block_id, until)
    await _record(ctx, director, "block.made", block, reason=reason.value, days=days)
    await post.send(ctx, person, Kind.RECEIPT, _told(ctx, person, block))
    return Screen("block/done", director.language, line(block, person))


async def told(ctx: Context, person: Person) -> Screen | None:
    """What somebody who is blocked is shown instead of a report's dialog; None for everybody else."""
    block = await blocks.standing(ctx.tx, ctx.community_id, person.person_id, ctx.now)
    return _told(ctx, person, block) if block else None


async def may_appeal(ctx: Context, person: Person, block_id: int) -> None:
    """Refused unless it is the person's own block, it holds, and they have not appealed yet."""
    block = await blocks.by_id(ctx.tx, ctx.community_id, block_id)
    if block is None or block.person != person.person_id:
        raise Refused("person.not_yours")
    if not block.stands(ctx.now) or block.appealed_at is not None:
        raise Stale("block.no_appeal")


async def appeal(ctx: Context, person: Person, block_id: int, text: str) -> Screen:
    """The person objects; the directors are asked to decide. What the person is shown."""
    await may_appeal(ctx, person, block_id)
    if not await blocks.appeal(ctx.tx, ctx.community_id, block_id, text, ctx.now):
        raise Stale("block.no_appeal")
    block = await _existing(ctx, block_id)
    await _record(ctx, person, "block.appealed", block)
    for director in await notices.directors(ctx):
        await _show_appeal(ctx, director, person, block, "open", fresh=True)
    return Screen("block/appealed", person.language, {"office": ctx.community.office})


async def lift(ctx: Context, director: Person, block_id: int) -> None:
    """A director lets the person report again."""
    block = await _load(ctx, director, block_id)
    if not block.stands(ctx.now) or not await blocks.lift(ctx.tx, ctx.community_id, block_id, ctx.now):
        raise Stale("block.decided")
    await timers.clear(ctx.tx, ctx.community_id, TIMER, block_id)
    await _record(ctx, director, "block.lifted", block)
    await _close(ctx, block, "lifted")


async def keep(ctx: Context, director: Person, block_id: int) -> None:
    """A director turns the appeal down."""
    block = await _load(ctx, director, block_id)
    if not block.stands(ctx.now) or not await blocks.keep(ctx.tx, ctx.community_id, block_id, ctx.now):
        raise Stale("block.decided")
    await _record(ctx, director, "block.kept", block)
    await _close(ctx, block, "kept")


async def expire(ctx: Context, timer: Timer) -> None:
    """The time of a block is over."""
    block = await blocks.by_id(ctx.tx, ctx.community_id, timer.subject)
    if block is None or not await blocks.lift(ctx.tx, ctx.community_id, block.block_id, ctx.now):
        return
    await _record(ctx, None, "block.expired", block)
    await _close(ctx, block, "expired")


async def show_list(ctx: Context, director: Person, *, fresh: bool = False) -> None:
    """Who may not report now, for a director."""
    allow(director, Deed.BLOCK)
    found = await blocks.all_standing(ctx.tx, ctx.community_id, ctx.now)
    lines = [(block, await _person(ctx, block)) for block in found]
    data: dict[str, Value] = {"lines": [line(block, person) for block, person in lines]}
    rows = tuple((_lift_button(block, person),) for block, person in lines)
    screen = Screen("block/list", director.language, data, rows)
    await post.show(ctx, director, Kind.ANSWER, LIST, screen, fresh=fresh)


def _lift_button(block: Block, person: Person) -> Tap:
    return Tap("block_lift_one", Press(LIFT, block.block_id, 1), data={"name": person.name[:20]})


async def _close(ctx: Context, block: Block, how: str) -> None:
    """Tell the person, and put right what the directors see of an appeal."""
    person = await _person(ctx, block)
    data: dict[str, Value] = {"how": how, "until": block.until_at, "office": ctx.community.office}
    await post.send(ctx, person, Kind.RECEIPT, Screen("block/over", person.language, data))
    if block.appealed_at is not None:
        for director in await notices.directors(ctx):
            await _show_appeal(ctx, director, person, block, how)


async def _show_appeal(
    ctx: Context, director: Person, person: Person, block: Block, how: str, *, fresh: bool = False
) -> None:
    data = {**line(block, person), "appeal": block.appeal, "how": how}
    lift_ = Tap("block_lift", Press(LIFT, block.block_id), style="primary")
    buttons: Buttons = ((lift_, Tap("block_keep", Press(KEEP, block.block_id))),) if how == "open" else ()
    screen = Screen("block/case", director.language, data, buttons)
    await post.show(ctx, director, Kind.ASSIGNMENT, f"appeal:{block.block_id}", screen, fresh=fresh)


def _told(ctx: Context, person: Person, block: Block) -> Screen:
    data: dict[str, Value] = {
        "reason": block.reason.value,
        "words": block.words,
        "until": block.until_at,
        "office": ctx.community.office,
        "appealed": block.appealed_at is not None,
    }
    buttons: Buttons = () if block.appealed_at else ((Tap("block_appeal", Press(APPEAL, block.block_id)),),)
    return Screen("block/told", person.language, data, buttons)


def line(block: Block, person: Person) -> dict[str, Value]:
    """What a director is told of a block."""
    return {
        "name": person.name,
        "reason": block.reason.value,
        "words": block.words,
        "until": block.until_at,
        "appealed": block.awaits_answer,
    }


async def _blockable(ctx: Context, person_id: int) -> Person:
    person = await people.by_id(ctx.tx, ctx.community_id, person_id)
    if person is None or person.is_gone:
        raise Refused("block.gone")
    if person.is_staff:
        raise Refused("block.staff")
    if await blocks.standing(ctx.tx, ctx.community_id, person_id, ctx.now):
        raise Refused("block.already")
    return person


async def _load(ctx: Context, director: Person, block_id: int) -> Block:
    allow(director, Deed.BLOCK)
    block = await blocks.by_id(ctx.tx, ctx.community_id, block_id)
    if block is None:
        raise Refused("person.not_yours")
    return block


async def _existing(ctx: Context, block_id: int) -> Block:
    block = await blocks.by_id(ctx.tx, ctx.community_id, block_id)
    assert block is not None  # noqa: S101  # it was just read in this transaction
    return block


async def _person(ctx: Context, block: Block) -> Person:
    person = await people.by_id(ctx.tx, ctx.community_id, block.person)
    assert person is not None  # noqa: S101  # a foreign key holds the person
    return person


async def _record(ctx: Context, actor: Person | None, act: str, block: Block, **facts: str | int) -> None:
    who = actor.person_id if actor else None
    told: dict[str, str | int] = {"block": block.block_id, "person": block.person, **facts}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, who, act, None, **told)
