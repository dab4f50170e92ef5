"""What is kept of blocks: one that stands at a time, one appeal, one answer; and what waits for whom."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import case as rules
from bot.domain.block import DAY_MS, Block, Reason, until
from bot.domain.case import State
from bot.domain.person import Role
from bot.storage import blocks, cases, handovers, relays, waiting
from tests.made import NOW, person
from tests.storage.conftest import Ground


async def made(ground: Ground, days: int = 7, reason: Reason = Reason.FLOOD, words: str = "", at: int = NOW) -> Block:
    """Person 1 keeps person 3 from reporting."""
    found: Block = await ground.write(blocks.add, 3, reason, words, 1, until(at, days), at)
    return found


async def test_it_is_kept_as_it_was_said(ground: Ground) -> None:
    flood = await made(ground)
    assert (
        await ground.read(blocks.by_id, flood.block_id)
        == flood
        == Block(1, 3, Reason.FLOOD, "", 1, NOW, NOW + 7 * DAY_MS)
    )
    assert await ground.write(blocks.lift, 1, NOW) is True
    other = await made(ground, 0, Reason.OTHER, "flood: 半夜: 报假的")
    assert await ground.read(blocks.by_id, 2) == other
    assert (other.reason, other.words, other.until_at) == (Reason.OTHER, "flood: 半夜: 报假的", None)
    assert await ground.read(blocks.by_id, 99) is None


async def test_one_stands_at_a_time_and_until_its_time_is_over(ground: Ground) -> None:
    first = await made(ground)
    assert await made(ground) is None, "there is one already"
    end = first.until_at
    assert end is not None
    assert await ground.read(blocks.standing, 3, end - 1) == first
    assert await ground.read(blocks.standing, 3, end) is None
    assert await ground.read(blocks.standing, 2, NOW) is None
    assert await ground.read(blocks.all_standing, end - 1) == [first]
    assert await ground.read(blocks.all_standing, end) == []
    again = await made(ground, at=end)
    assert again.block_id == 2, "one whose time is over makes room, even where the clock was late to say so"
    assert (await ground.read(blocks.by_id, 1)).lifted_at == end


async def test_one_appeal_and_one_answer(ground: Ground) -> None:
    await made(ground, 0)
    assert await ground.write(blocks.keep, 1, NOW) is False, "nobody has appealed"
    assert await ground.write(blocks.appeal, 1, "弄错了", NOW + 1) is True
    assert await ground.write(blocks.appeal, 1, "再说一遍", NOW + 2) is False
    assert await ground.read(waiting.appeals) == 1
    known = await ground.read(blocks.by_id, 1)
    assert known.awaits_answer and (known.appeal, known.appealed_at) == ("弄错了", NOW + 1)
    assert await ground.write(blocks.keep, 1, NOW + 3) is True
    assert await ground.write(blocks.keep, 1, NOW + 4) is False
    assert await ground.read(waiting.appeals) == 0
    assert (await ground.read(blocks.by_id, 1)).stands(NOW + 4), "it goes on"
    assert await ground.write(blocks.lift, 1, NOW + 5) is True
    assert await ground.write(blocks.lift, 1, NOW + 6) is False
    assert await ground.write(blocks.appeal, 1, "太晚", NOW + 6) is False


async def test_what_was_sent_in_the_last_hour_is_counted(ground: Ground) -> None:
    one, other = await ground.case(1), await ground.case(2, reporter=2)
    assert await ground.read(cases.sent_by, 3, NOW) == [(one.category, NOW)]
    assert await ground.read(cases.sent_by, 3, NOW + 1) == []
    assert await ground.read(cases.sent_by, 2, NOW) == [(other.category, NOW)]


async def test_what_waits_for_a_director_is_counted_and_found(ground: Ground) -> None:
    first, second, third = [await ground.case(dialog) for dialog in (1, 2, 3)]
    late = await ground.write(cases.change, first, rules.open_(first, NOW, NOW + 9_000))
    soon = await ground.write(cases.change, second, rules.open_(second, NOW, NOW + 1_000))
    gone = await ground.write(cases.change, third, rules.open_(third, NOW, NOW + 1))
    await ground.write(cases.change, gone, rules.assign(gone, [person(2, Role.FULL_TIME)], NOW))
    assert await ground.read(waiting.cases) == {State.OPENED: 2}
    assert await ground.read(cases.in_state, State.OPENED) == [soon, late]
    assert await ground.read(cases.in_state, State.OPENED, 1) == [soon]


async def test_what_waits_for_a_person_is_theirs(ground: Ground) -> None:
    known = await ground.case()
    asked = await ground.write(relays.add, known.case_id, 2, "q", NOW)
    offered = await ground.write(handovers.ask, known.case_id, 2, 1, NOW)
    assert await ground.read(waiting.questions, 3) == [(asked.relay_id, known.case_id)]
    assert await ground.read(waiting.questions, 2) == []
    assert await ground.read(waiting.handovers, 2) == [(offered.handover_id, known.case_id)]
    assert await ground.read(waiting.handovers, 3) == []


def test_a_block_stands_until_its_end_or_until_it_is_lifted() -> None:
    block = Block(1, 3, Reason.FALSE, "", 1, NOW, NOW + 10)
    assert block.stands(NOW) and block.stands(NOW + 9) and not block.stands(NOW + 10)
    assert replace(block, until_at=None).stands(NOW * 2)
    assert not replace(block, until_at=None, lifted_at=NOW).stands(NOW)
    assert (until(NOW, 7), until(NOW, 0)) == (NOW + 7 * DAY_MS, None)
