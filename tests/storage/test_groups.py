"""The groups of the grids: becoming a supergroup with something in the way, and what was found in them."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.notice import Kind
from bot.domain.screen import Screen
from bot.storage import groups, outbox
from bot.storage.groups import GridGroup
from tests.made import NOW
from tests.storage.conftest import Ground

OLD, NEW = -5, -100


async def show(ground: Ground, chat: int, slot: str, number: int) -> None:
    """Queue a look of something in a chat."""
    screen = Screen("feedback/thanks", "zh", {"number": number})
    await ground.write(outbox.show, chat, Kind.CARD, slot, screen, NOW)


async def waiting(ground: Ground) -> list[tuple[int, str, str]]:
    """What waits: for which chat, in which slot, and its words."""
    rows = await ground.raw("SELECT chat_id, slot, screen FROM outbox WHERE state = 'waiting' ORDER BY chat_id, slot")
    return [(chat, slot, screen) for chat, slot, screen in rows]


async def test_what_waits_for_both_numbers_of_a_group_goes_out_once_and_as_the_newer(ground: Ground) -> None:
    await ground.write(groups.bind, 1, OLD, None, 1, NOW)
    await show(ground, OLD, "top", 1)
    await show(ground, OLD, "case:7", 2)
    await show(ground, NEW, "top", 3)
    assert await ground.write(groups.migrate, OLD, NEW, NOW) is True
    found = await waiting(ground)
    assert [(chat, slot) for chat, slot, _ in found] == [(NEW, "case:7"), (NEW, "top")]
    assert '"number":3' in found[1][2]


async def test_a_message_that_was_being_sent_finds_its_newer_look_in_the_new_chat(ground: Ground) -> None:
    await show(ground, OLD, "top", 1)
    ((number,),) = await ground.raw("SELECT outbox_id FROM outbox")
    sending = await ground.write(outbox.claim, number)
    assert sending is not None
    await show(ground, OLD, "top", 2)
    await show(ground, NEW, "top", 3)
    await ground.write(groups.migrate, OLD, NEW, NOW)
    assert await ground.write(outbox.retry, replace(sending, chat_id=NEW), NOW, False, "migrated") is False
    assert [(chat, slot) for chat, slot, _ in await waiting(ground)] == [(NEW, "top")]


async def test_the_new_chat_keeps_the_grid_to_which_it_was_bound_meanwhile(ground: Ground) -> None:
    await ground.write(groups.bind, 1, OLD, None, 1, NOW)
    await ground.write(groups.bind, 2, NEW, None, 1, NOW)
    assert await ground.write(groups.migrate, OLD, NEW, NOW) is False
    assert [(group.grid, group.chat_id) for group in await ground.read(groups.every)] == [(2, NEW)]


async def test_a_supergroup_can_be_reached_whatever_became_of_the_group(ground: Ground) -> None:
    await ground.write(groups.bind, 1, OLD, None, 1, NOW)
    await ground.write(groups.set_reachable, OLD, reachable=False)
    await ground.write(groups.migrate, OLD, NEW, NOW)
    group = await ground.read(groups.of_grid, 1)
    assert (group.chat_id, group.reachable) == (NEW, True)


async def test_what_was_found_is_kept_until_the_group_is_bound_again(ground: Ground) -> None:
    await ground.write(groups.bind, 1, OLD, 9, 1, NOW)
    assert (await ground.read(groups.in_chat, OLD)) == GridGroup(1, OLD, 9, True, False, ("new",))
    found = GridGroup(1, OLD, None, True, True, ("pin", "topic"))
    await ground.write(groups.set_found, found)
    assert await ground.read(groups.in_chat, OLD) == found
    await ground.write(groups.bind, 1, NEW, None, 1, NOW)
    assert (await ground.read(groups.of_grid, 1)).lacks == ("new",)


async def test_the_cards_of_cases_do_not_follow_to_a_chat_that_lost_its_grid(ground: Ground) -> None:
    for slot in ("case:7", "case:12", "top"):
        await show(ground, OLD, slot, 1)
    await show(ground, NEW, "case:8", 1)
    assert sorted(await ground.write(groups.leave_cards, OLD, NOW)) == [7, 12]
    assert [(chat, slot) for chat, slot, _ in await waiting(ground)] == [(NEW, "case:8"), (OLD, "top")]
    assert await ground.write(groups.leave_cards, OLD, NOW) == ()
