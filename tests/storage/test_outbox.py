"""The outbox: living messages that coalesce, claims that are taken once, and what follows when it is not known."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.domain.notice import POLICY, Kind
from bot.domain.screen import Album, Content, Paper, Screen, Strip
from bot.domain.sheet import Table
from bot.storage import groups, outbox
from bot.storage.outbox import Living, Outgoing, Queued
from tests.made import NOW
from tests.storage.conftest import Ground

CHAT, SLOT = 77, "case:7"
COLUMNS = (
    "state",
    "kind",
    "attempts",
    "message_id",
    "error",
    "settled_at",
    "doubtful",
    "fresh",
    "priority",
    "not_before",
)


def screen(number: int) -> Screen:
    """A screen that differs from others."""
    return Screen("feedback/thanks", "zh", {"number": number})


async def show(ground: Ground, number: int, kind: Kind = Kind.CARD, chat: int = CHAT, **more: Any) -> int:
    """Show something in the slot; the row's number, as the effect says it."""
    await ground.write(outbox.show, chat, kind, SLOT, screen(number), NOW, **more)
    return place(ground).outbox_id


async def send(ground: Ground, content: Content, kind: Kind = Kind.RECEIPT, **more: Any) -> int:
    """Queue a message of its own; its number."""
    await ground.write(outbox.send, CHAT, kind, content, NOW, **more)
    return place(ground).outbox_id


def place(ground: Ground) -> Queued:
    """The newest effect."""
    found = ground.heard[-1]
    assert isinstance(found, Queued)
    return found


async def claim(ground: Ground, number: int) -> Outgoing:
    """Take a message to send it."""
    found = await ground.write(outbox.claim, number)
    assert isinstance(found, Outgoing)
    return found


async def rows(ground: Ground) -> list[dict[str, Any]]:
    """All rows, the oldest first."""
    found = await ground.raw(f"SELECT {', '.join(COLUMNS)}, screen IS NULL FROM outbox ORDER BY outbox_id")  # noqa: S608
    return [dict(zip([*COLUMNS, "bare"], row, strict=True)) for row in found]


async def states(ground: Ground) -> list[str]:
    """The states of all rows, the oldest first."""
    return [row["state"] for row in await rows(ground)]


async def test_looks_of_one_message_that_wait_become_the_newest(ground: Ground) -> None:
    first = await show(ground, 1, Kind.ANSWER, fresh=True, not_before=NOW + 400)
    assert await show(ground, 2, Kind.CARD) == first
    (row,) = await rows(ground)
    assert (row["kind"], row["fresh"], row["priority"]) == ("answer", True, POLICY[Kind.ANSWER].priority)
    assert row["not_before"] == NOW + 400
    message = await claim(ground, first)
    assert (message.content, message.kind, message.fresh) == (screen(2), Kind.ANSWER, True)


async def test_a_more_urgent_look_makes_the_message_more_urgent(ground: Ground) -> None:
    await show(ground, 1, Kind.CARD)
    await show(ground, 2, Kind.ASSIGNMENT)
    assert place(ground).priority == POLICY[Kind.ASSIGNMENT].priority


async def test_other_chats_slots_and_own_messages_do_not_coalesce(ground: Ground) -> None:
    await show(ground, 1)
    await show(ground, 2, chat=-CHAT)
    await ground.write(outbox.show, CHAT, Kind.CARD, "case:8", screen(3), NOW)
    await send(ground, screen(4))
    await send(ground, screen(4))
    assert await states(ground) == ["waiting"] * 5


async def test_a_message_is_claimed_once(ground: Ground) -> None:
    number = await send(ground, screen(1))
    message = await claim(ground, number)
    assert (message.attempts, message.chat_id, message.slot, message.shown) == (1, CHAT, None, None)
    assert await ground.write(outbox.claim, number) is None
    assert await ground.write(outbox.claim, 999) is None
    assert await states(ground) == ["sending"]


async def test_what_is_shown_while_a_look_is_being_sent_waits_behind_it(ground: Ground) -> None:
    first = await show(ground, 1)
    await claim(ground, first)
    second = await show(ground, 2)
    assert second != first
    assert await show(ground, 3) == second
    assert await states(ground) == ["sending", "waiting"]


async def test_what_arrived_is_settled_and_its_words_are_not_kept(ground: Ground) -> None:
    number = await send(ground, screen(1))
    await ground.write(outbox.sent, number, 5, NOW)
    assert await states(ground) == ["waiting"], "what was not claimed cannot have arrived"
    await claim(ground, number)
    await ground.write(outbox.sent, number, 5, NOW + 1)
    (row,) = await rows(ground)
    assert (row["state"], row["bare"], row["message_id"], row["settled_at"]) == ("sent", True, 5, NOW + 1)


async def test_a_message_is_tried_again_later_and_knows_of_the_doubt(ground: Ground) -> None:
    number = await show(ground, 1)
    message = await claim(ground, number)
    assert await ground.write(outbox.retry, message, NOW + 5, doubtful=True, error="lost line") is True
    (row,) = await rows(ground)
    assert (row["state"], row["not_before"], row["doubtful"], row["error"]) == ("waiting", NOW + 5, True, "lost line")
    again = await claim(ground, number)
    assert (again.doubtful, again.attempts, again.content) == (True, 2, screen(1))


async def test_a_newer_look_takes_the_place_of_one_that_failed_and_inherits_its_doubt(ground: Ground) -> None:
    number = await show(ground, 1, fresh=True)
    message = await claim(ground, number)
    newer = await show(ground, 2)
    assert await ground.write(outbox.retry, message, NOW + 5, doubtful=True, error="lost line") is False
    await ground.write(outbox.drop, number, "replaced", NOW + 1)
    assert await states(ground) == ["dropped", "waiting"]
    found = await claim(ground, newer)
    assert (found.doubtful, found.fresh, found.content) == (True, True, screen(2))


async def test_what_failed_is_kept_with_its_error_for_somebody_to_look_at(ground: Ground) -> None:
    number = await send(ground, screen(1))
    await claim(ground, number)
    await ground.write(outbox.fail, number, "chat not found", NOW)
    (row,) = await rows(ground)
    assert (row["state"], row["bare"], row["error"]) == ("failed", False, "chat not found")
    (found,) = await ground.read(outbox.failed)
    assert (found.outbox_id, found.chat_id, found.kind, found.error) == (number, CHAT, "receipt", "chat not found")
    assert await ground.write(outbox.claim, number) is None


async def test_after_a_crash_what_waited_and_what_was_being_sent_are_told_apart(ground: Ground) -> None:
    low = await send(ground, screen(1), Kind.BOARD)
    flying = await send(ground, screen(2), Kind.RECEIPT)
    high = await send(ground, screen(3), Kind.ANSWER, not_before=NOW + 9)
    sent = await send(ground, screen(4))
    await claim(ground, flying)
    await claim(ground, sent)
    await ground.write(outbox.sent, sent, 1, NOW)
    found = await ground.read(outbox.open_)
    assert found == [
        (Queued(high, CHAT, 1, NOW + 9, limited=False), Kind.ANSWER, False),
        (Queued(flying, CHAT, 2, 0, limited=True), Kind.RECEIPT, True),
        (Queued(low, CHAT, 6, 0, limited=True), Kind.BOARD, False),
    ]
    interrupted = await ground.read(outbox.interrupted, flying)
    assert isinstance(interrupted, Outgoing)
    assert interrupted.content == screen(2)
    assert await ground.read(outbox.interrupted, low) is None


async def test_what_was_settled_long_ago_is_forgotten_and_nothing_else(ground: Ground) -> None:
    numbers = [await send(ground, screen(n)) for n in range(5)]
    for number in numbers[:4]:
        await claim(ground, number)
    await ground.write(outbox.sent, numbers[0], 1, NOW - 10)
    await ground.write(outbox.drop, numbers[1], "x", NOW - 10)
    await ground.write(outbox.fail, numbers[2], "x", NOW - 10)
    assert await ground.write(outbox.prune, NOW - 10) == 0
    assert await ground.write(outbox.prune, NOW) == 2
    assert await states(ground) == ["failed", "sending", "waiting"]


async def test_a_slot_remembers_its_message_and_the_message_its_slot(ground: Ground) -> None:
    assert await ground.read(outbox.living, CHAT, SLOT) is None
    await ground.write(outbox.keep_slot, CHAT, SLOT, Living(10, "text"))
    await ground.write(outbox.keep_slot, CHAT, SLOT, Living(11, "photo"))
    await ground.write(outbox.keep_slot, CHAT, f"{SLOT}~10", Living(10, "text"))
    assert await ground.read(outbox.living, CHAT, SLOT) == Living(11, "photo")
    assert await ground.read(outbox.slot_in, CHAT, 11) == SLOT
    assert await ground.read(outbox.slot_in, CHAT, 10) == SLOT, "a card that was replaced is still understood"
    assert await ground.read(outbox.slot_in, CHAT, 12) is None
    assert await ground.read(outbox.slot_in, CHAT + 1, 11) is None
    number = await show(ground, 1)
    assert (await claim(ground, number)).shown == Living(11, "photo")


async def test_a_dialogs_message_becomes_a_cases_card(ground: Ground) -> None:
    await ground.write(outbox.keep_slot, CHAT, "dialog", Living(10, "text"))
    await ground.write(outbox.show, CHAT, Kind.ANSWER, "dialog", screen(1), NOW)
    await ground.write(outbox.rename_slot, CHAT, "dialog", SLOT, NOW)
    assert await states(ground) == ["dropped"], "what waited for the dialog is not needed any more"
    assert await ground.read(outbox.living, CHAT, SLOT) == Living(10, "text")
    assert await ground.read(outbox.living, CHAT, "dialog") is None


async def test_a_card_that_is_there_already_is_not_overwritten(ground: Ground) -> None:
    await ground.write(outbox.keep_slot, CHAT, "dialog", Living(10, "text"))
    await ground.write(outbox.keep_slot, CHAT, SLOT, Living(9, "text"))
    await ground.write(outbox.rename_slot, CHAT, "dialog", SLOT, NOW)
    assert await ground.read(outbox.living, CHAT, SLOT) == Living(9, "text")


async def test_what_waits_for_a_group_follows_it_to_its_new_id(ground: Ground) -> None:
    waiting = await show(ground, 1, chat=-5)
    await ground.write(groups.bind, 1, -5, None, 1, NOW)
    await ground.write(outbox.keep_slot, -5, "top", Living(3, "text"))
    await ground.write(groups.migrate, -5, -100, NOW)
    assert (await claim(ground, waiting)).chat_id == -100
    group = await ground.read(groups.in_chat, -100)
    assert group is not None
    assert group.grid == 1
    assert await ground.read(groups.in_chat, -5) is None
    await ground.write(groups.migrate, -5, -100, NOW)  # it is told twice: by a message and by an error


CONTENTS: list[Content] = [
    Screen("a/b", "zh"),
    Screen("a/b", "en", {"x": None, "y": [1, 2.5, True, {"z": "字<b>"}]}, pin=True, thread=4, photo="f"),
    Album(Screen("case/album", "zh", {"number": 1}), ("p", "q"), ("v",)),
    Paper(screen(7), "staff.xlsx", Table("title", ("a", "b"), (("1", 2), (None, "")))),
    Paper(screen(7), "page.html", screen(8)),
    Strip(5),
]


@pytest.mark.parametrize("content", CONTENTS)
async def test_what_is_to_be_shown_comes_back_as_it_was(ground: Ground, content: Content) -> None:
    number = await send(ground, content)
    assert (await claim(ground, number)).content == content


async def test_a_message_of_another_community_is_not_ours(ground: Ground) -> None:
    number = await send(ground, screen(1))
    other = replace(ground, community=2)
    assert await other.write(outbox.claim, number) is None
    assert await other.read(outbox.open_) == []
    assert await ground.store.write(partial(outbox.claim, community=1, outbox_id=number)) is not None
