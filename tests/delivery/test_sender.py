"""The sender: what becomes of a message for each outcome, after a crash, and when something of ours is broken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.delivery import sender as sender_module
from bot.delivery.gateway import Later, Migrated, Outcome, Rejected, Sent, Unreachable
from bot.delivery.lanes import Lanes
from bot.delivery.sender import Sender
from bot.domain.notice import Kind
from bot.domain.screen import Screen, Strip
from bot.storage import outbox
from bot.storage.outbox import Living, Moved, Outgoing
from bot.storage.store import Tx
from tests.delivery.still import Still
from tests.storage.conftest import Ground

Hold = asyncio.Event | None
CHAT, SLOT = 77, "case:7"


def screen(number: int) -> Screen:
    """A screen that differs from others."""
    return Screen("feedback/thanks", "zh", {"number": number})


@dataclass
class Phone:
    """Stands for the gateway: takes messages and answers with the outcomes that it was given, then with success."""

    outcomes: list[Outcome | Exception] = field(default_factory=list)
    taken: list[Outgoing] = field(default_factory=list)
    hold: asyncio.Event | None = None

    async def deliver(self, message: Outgoing) -> Outcome:
        """Take a message."""
        self.taken.append(message)
        if self.hold is not None:
            await self.hold.wait()
        outcome = self.outcomes.pop(0) if self.outcomes else Sent(Living(100 + len(self.taken), "text"))
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@dataclass
class Post:
    """A sender at work, with what it told about chats."""

    ground: Ground
    phone: Phone
    clock: Still
    sender: Sender
    lost: list[tuple[int, str]] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)
    astray: list[int] = field(default_factory=list)

    async def rest(self) -> None:
        """Wait until nothing goes out now."""
        calm = 0
        while calm < 3:
            calm = 0 if self.sender.is_busy() else calm + 1
            await asyncio.sleep(0.002)

    def wind(self, ms: int) -> None:
        """Wind the clock on."""
        self.clock.wind(ms)

    async def states(self) -> list[tuple[Any, ...]]:
        """State and error of all rows."""
        return await self.ground.raw("SELECT state, error FROM outbox ORDER BY outbox_id")


@asynccontextmanager
async def post(
    ground: Ground, *outcomes: Outcome | Exception, hold: asyncio.Event | None = None
) -> AsyncIterator[Post]:
    """A sender that works while the block runs."""
    phone, clock = Phone(list(outcomes), hold=hold), Still()

    async def lost(_tx: Tx, message: Outgoing, error: str) -> None:
        found.lost.append((message.chat_id, error))

    async def moved(tx: Tx, old: int, new: int) -> None:
        found.moved.append((old, new))
        tx.effects.append(Moved(old, new))

    async def astray(_tx: Tx, message: Outgoing) -> None:
        found.astray.append(message.chat_id)

    sender = Sender(ground.store, 1, phone, clock, lost, moved, astray)  # type: ignore[arg-type]
    found = Post(ground, phone, clock, sender)
    await sender.load()
    task = asyncio.create_task(sender.run())
    try:
        yield found
    finally:
        sender.stop()
        await asyncio.wait_for(task, 5)


async def show(at: Post, number: int, kind: Kind = Kind.CARD, chat: int = CHAT, **more: Any) -> None:
    """Show something in the slot."""
    await at.ground.write(outbox.show, chat, kind, SLOT, screen(number), at.clock.now(), **more)


async def send(at: Post, number: int, kind: Kind = Kind.RECEIPT, chat: int = CHAT) -> None:
    """Send a message of its own."""
    await at.ground.write(outbox.send, chat, kind, screen(number), at.clock.now())


async def test_a_card_is_remembered_and_the_next_look_edits_it(ground: Ground) -> None:
    async with post(ground, Sent(Living(50, "text")), Sent()) as at:
        await show(at, 1)
        await at.rest()
        assert await ground.read(outbox.living, CHAT, SLOT) == Living(50, "text")
        await show(at, 2)
        await at.rest()
        assert at.phone.taken[1].shown == Living(50, "text")
        assert await at.states() == [("sent", None), ("sent", None)]


async def test_a_card_that_comes_anew_takes_the_buttons_off_the_old_one(ground: Ground) -> None:
    async with post(ground, Sent(Living(50, "text")), Sent(Living(60, "text")), Sent()) as at:
        await show(at, 1)
        await at.rest()
        await show(at, 2, fresh=True)
        await at.rest()
        assert at.phone.taken[2].content == Strip(50)
        assert await ground.read(outbox.living, CHAT, SLOT) == Living(60, "text")
        assert await ground.read(outbox.slot_in, CHAT, 50) == SLOT, "an answer to the old card is still understood"


async def test_a_chat_waits_as_long_as_telegram_asks_and_other_chats_go_on(ground: Ground) -> None:
    async with post(ground, Later("flood", after_ms=7_000)) as at:
        await send(at, 1)
        await at.rest()
        await send(at, 2)
        await send(at, 3, chat=CHAT + 1)
        await at.rest()
        assert [m.content for m in at.phone.taken] == [screen(1), screen(3)]
        at.wind(6_999)
        await at.rest()
        assert len(at.phone.taken) == 2
        at.wind(1)
        await at.rest()
        assert [m.content for m in at.phone.taken[2:]] == [screen(1), screen(2)], "in order"
        assert not at.phone.taken[2].doubtful


BACKOFF = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 60_000]


async def test_what_fails_is_tried_again_ever_slower(ground: Ground) -> None:
    async with post(ground, *[Later("no line")] * len(BACKOFF)) as at:
        await send(at, 1)
        await at.rest()
        for tries, pause in enumerate(BACKOFF, start=1):
            assert len(at.phone.taken) == tries
            at.wind(pause - 1)
            await at.rest()
            assert len(at.phone.taken) == tries, f"not before {pause} ms"
            at.wind(1)
            await at.rest()
        assert len(at.phone.taken) == len(BACKOFF) + 1
        assert (await at.states()) == [("sent", None)]


async def test_what_must_arrive_is_sent_again_in_doubt_and_says_so(ground: Ground) -> None:
    async with post(ground, Later("timed out", doubtful=True)) as at:
        await send(at, 1, Kind.ASSIGNMENT)
        await at.rest()
        at.wind(1_000)
        await at.rest()
        assert [m.doubtful for m in at.phone.taken] == [False, True]


@pytest.mark.parametrize("kind", [Kind.REMINDER, Kind.BOARD])
async def test_what_comes_again_by_itself_is_not_sent_twice(ground: Ground, kind: Kind) -> None:
    async with post(ground, Later("timed out", doubtful=True), Later("no line")) as at:
        await send(at, 1, kind)
        await at.rest()
        at.wind(60_000)
        await at.rest()
        assert len(at.phone.taken) == 1
        assert await at.states() == [("dropped", "timed out")]
        await send(at, 2, kind)  # where it is sure that nothing arrived it is sent again
        await at.rest()
        at.wind(60_000)
        await at.rest()
        assert len(at.phone.taken) == 3


async def test_a_chat_that_cannot_be_reached_is_told_about(ground: Ground) -> None:
    async with post(ground, Unreachable("bot was blocked")) as at:
        await send(at, 1)
        await at.rest()
        assert at.lost == [(CHAT, "bot was blocked")]
        assert await at.states() == [("failed", "bot was blocked")]


async def test_what_telegram_never_takes_is_set_aside(ground: Ground) -> None:
    async with post(ground, Rejected("too long")) as at:
        await send(at, 1)
        await send(at, 2)
        await at.rest()
        assert await at.states() == [("failed", "too long"), ("sent", None)]
        assert at.lost == []


async def test_a_group_that_moved_is_followed(ground: Ground) -> None:
    async with post(ground, Migrated(-100)) as at:
        await send(at, 1, Kind.CARD, chat=-5)
        await at.rest()
        assert at.moved == [(-5, -100)]


async def test_a_message_that_went_astray_is_told_about(ground: Ground) -> None:
    async with post(ground, Sent(Living(50, "text"), astray=True), Sent(Living(51, "text"))) as at:
        await send(at, 1, Kind.CARD, chat=-5)
        await send(at, 2, Kind.CARD, chat=-6)
        await at.rest()
        assert at.astray == [-5]


async def test_a_newer_look_replaces_one_that_failed(ground: Ground) -> None:
    hold = asyncio.Event()
    async with post(ground, Later("timed out", doubtful=True), hold=hold) as at:
        await show(at, 1)
        await asyncio.sleep(0.05)
        await show(at, 2)
        hold.set()
        await at.rest()
        at.wind(60_000)
        await at.rest()
        assert [m.content for m in at.phone.taken] == [screen(1), screen(2)]
        assert at.phone.taken[1].doubtful
        assert [state for state, _ in await at.states()] == ["dropped", "sent"]


# --- after a crash ---


async def test_after_a_crash_what_waited_goes_out_and_what_was_being_sent_by_its_kind(ground: Ground) -> None:
    for number, kind in enumerate((Kind.RECEIPT, Kind.REMINDER, Kind.ANSWER), start=1):
        await ground.write(outbox.send, CHAT + number, kind, screen(number), 0)
    await ground.write(outbox.claim, 1)
    await ground.write(outbox.claim, 2)
    async with post(ground) as at:
        await at.rest()
        sent = {m.outbox_id: m.doubtful for m in at.phone.taken}
        assert sent == {1: True, 3: False}, "a receipt in doubt is repeated, a reminder is not"
        assert [state for state, _ in await at.states()] == ["sent", "dropped", "sent"]


# --- when something of ours is broken ---


async def test_a_defect_in_one_message_does_not_stop_the_others(ground: Ground) -> None:
    async with post(ground, KeyError("a value is missing")) as at:
        await send(at, 1)
        await send(at, 2)
        await at.rest()
        states = await at.states()
        assert [state for state, _ in states] == ["failed", "sent"]
        assert "KeyError" in states[0][1]


UNREADABLE = ["{}", '{"is": "hologram"}', "no json", '{"is": "screen", "view": "a/b"}']


@pytest.mark.parametrize("text", UNREADABLE)
@pytest.mark.parametrize("was_sending", [False, True])
async def test_what_another_version_queued_and_this_one_cannot_read_is_set_aside(
    ground: Ground, text: str, was_sending: bool
) -> None:
    for number in (1, 2):
        await ground.write(outbox.send, CHAT, Kind.RECEIPT, screen(number), 0)
    if was_sending:
        await ground.write(outbox.claim, 1)
    await ground.raw(f"UPDATE outbox SET screen = '{text}' WHERE outbox_id = 1")  # noqa: S608
    async with post(ground) as at:
        await at.rest()
        assert [m.content for m in at.phone.taken] == [screen(2)]
        states = await at.states()
        assert [state for state, _ in states] == ["failed", "sent"]
        assert states[0][1].startswith("unreadable")


async def test_a_button_that_this_version_no_longer_knows_is_no_end_of_everything(ground: Ground) -> None:
    old = '{"is":"screen","view":"a/b","language":"zh","buttons":[[{"label":"x","tap":"c:burn:1:1:0"}]]}'
    await ground.write(outbox.send, CHAT, Kind.RECEIPT, screen(1), 0)
    await ground.raw(f"UPDATE outbox SET screen = '{old}'")  # noqa: S608
    async with post(ground) as at:
        await send(at, 2)
        await at.rest()
        assert [m.content for m in at.phone.taken] == [screen(2)]


async def test_a_chat_is_not_blocked_when_settling_itself_is_broken(ground: Ground) -> None:
    async with post(ground, Unreachable("x")) as at:

        async def broken(*_: object) -> None:
            raise ZeroDivisionError

        at.sender._on_unreachable = broken
        await send(at, 1)
        await at.rest()
        await send(at, 2)
        await at.rest()
        assert [m.content for m in at.phone.taken] == [screen(1), screen(2)]
        assert [state for state, _ in await at.states()] == ["sending", "sent"], (
            "the first is settled at the next start"
        )


async def test_while_all_lines_are_in_use_the_sender_sleeps(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0
    pick: Callable[..., Any] = Lanes.pick

    def counted(*given: Any) -> Any:
        nonlocal looks
        looks += 1
        return pick(*given)

    monkeypatch.setattr(sender_module, "_AT_ONCE", 2)
    monkeypatch.setattr(Lanes, "pick", counted)
    hold = asyncio.Event()
    async with post(ground, hold=hold) as at:
        for chat in range(1, 6):
            await send(at, chat, Kind.ANSWER, chat=chat)
        await asyncio.sleep(0.05)
        looks = 0
        await asyncio.sleep(0.2)
        assert len(at.phone.taken) == 2
        assert looks <= 2, "it does not turn round and round"
        hold.set()
        await at.rest()
        assert len(at.phone.taken) == 5


async def test_stopping_brings_what_is_in_the_air_to_its_end_and_begins_nothing(ground: Ground) -> None:
    hold = asyncio.Event()
    async with post(ground, hold=hold) as at:
        await send(at, 1)
        await asyncio.sleep(0.05)
        at.sender.stop()
        await send(at, 2, chat=CHAT + 1)
        hold.set()
    assert [state for state, _ in await at.states()] == ["sent", "waiting"]
