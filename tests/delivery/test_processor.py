"""The processor: updates in order per chat, and one that cannot be handled stands in nobody's way for long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.processor import Processor, _chat
from bot.domain.screen import Courtesy, Toast
from bot.errors import StorageDown
from bot.storage import inbox
from bot.storage.counters import next_number
from bot.storage.store import Tx
from tests.delivery.still import Still
from tests.storage.conftest import Ground

CHATS: list[tuple[dict[str, Any], int]] = [
    ({"update_id": 1, "message": {"chat": {"id": 5}, "from": {"id": 6}}}, 5),
    ({"update_id": 1, "message": {"chat": {"id": -5}}}, -5),
    ({"update_id": 1, "callback_query": {"from": {"id": 6}, "message": {"chat": {"id": 5}}}}, 5),
    ({"update_id": 1, "callback_query": {"from": {"id": 6}}}, 6),
    ({"update_id": 1, "my_chat_member": {"chat": {"id": 7}, "from": {"id": 6}}}, 7),
    ({"update_id": 1, "inline_query": {"from": {"id": 8}}}, 8),
    ({"update_id": 1}, 0),
    ({}, 0),
    ({"update_id": 1, "poll": {"id": "x"}}, 0),
    ({"message": {"chat": "x", "from": {"id": 6}}}, 6),
    ({"message": {"chat": {"id": "5"}}}, 0),
    ({"callback_query": {"message": "gone", "from": {"id": 6}}}, 6),
    ({"callback_query": {"message": None, "from": None}}, 0),
    ({"message": [1, 2]}, 0),
    ({"message": None}, 0),
]


@pytest.mark.parametrize(("raw", "chat"), CHATS)
def test_to_which_chat_an_update_belongs(raw: dict[str, Any], chat: int) -> None:
    assert _chat(raw) == chat


keys = st.sampled_from(["message", "callback_query", "chat", "from", "id", "update_id"])
json: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=10,
)


@given(st.dictionaries(keys, json, max_size=4))
def test_whatever_comes_has_a_place_in_some_order(raw: dict[str, Any]) -> None:
    assert isinstance(_chat(raw), int)


@dataclass
class Desk:
    """A processor at work; ``fails`` says how often the update of a number fails before it is handled."""

    ground: Ground
    clock: Still
    fails: dict[int, int]
    handled: list[int] = field(default_factory=list)
    sorry: list[int] = field(default_factory=list)
    told: list[Courtesy] = field(default_factory=list)
    processor: Any = None
    broken: Exception = field(default_factory=lambda: ValueError("a defect"))

    async def handle(self, tx: Tx, raw: dict[str, Any], _now: int) -> Sequence[Courtesy]:
        """Handle an update, or fail after having begun."""
        number = raw["update_id"]
        await next_number(tx, 1, "begun")
        if self.fails.get(number, 0) > 0:
            self.fails[number] -= 1
            raise self.broken
        self.handled.append(number)
        return (Toast(str(number)),)

    async def apologise(self, _tx: Tx, raw: dict[str, Any], _now: int) -> Sequence[Courtesy]:
        """Say sorry."""
        self.sorry.append(raw["update_id"])
        return (Toast("sorry"),)

    async def courtesy(self, courtesy: Courtesy) -> None:
        """What the gateway does."""
        self.told.append(courtesy)

    async def arrive(self, *updates: tuple[int, int]) -> None:
        """Updates arrive as (number, chat)."""
        raw: list[dict[str, Any]] = [{"update_id": n, "message": {"chat": {"id": chat}}} for n, chat in updates]
        self.processor.offer(await self.ground.store.write(lambda tx: inbox.add(tx, 1, raw, self.clock.now())))
        await self.rest()

    async def rest(self) -> None:
        """Wait until nothing can be handled now."""
        calm = 0
        while calm < 3:
            calm = 0 if self.processor.is_busy() else calm + 1
            await asyncio.sleep(0.002)

    async def wind(self, ms: int) -> None:
        """Wind the clock on."""
        self.clock.wind(ms)
        await self.rest()


@asynccontextmanager
async def desk(ground: Ground, **fails: int) -> AsyncIterator[Desk]:
    """A processor that works while the block runs; ``u3=2``: update 3 fails twice."""
    found = Desk(ground, Still(), {int(name[1:]): times for name, times in fails.items()})
    gateway = SimpleNamespace(bot=SimpleNamespace(id=1), courtesy=found.courtesy)
    found.processor = Processor(ground.store, gateway, found.clock, found.handle, found.apologise)  # type: ignore[arg-type]
    await found.processor.load()
    task = asyncio.create_task(found.processor.run())
    try:
        yield found
    finally:
        found.processor.stop()
        await asyncio.wait_for(task, 5)


async def states(ground: Ground) -> dict[int, str]:
    """The state of each update."""
    return dict(await ground.raw("SELECT update_id, state FROM inbox ORDER BY seq"))


async def test_updates_are_handled_in_the_order_of_their_arrival(ground: Ground) -> None:
    async with desk(ground) as at:
        await at.arrive(*((number, number % 3) for number in range(200, 0, -1)))
        assert at.handled == list(range(200, 0, -1))
        assert [toast.callback_id for toast in at.told if isinstance(toast, Toast)] == [str(n) for n in at.handled]
    assert set((await states(ground)).values()) == {"done"}


async def test_what_a_former_run_stored_is_handled_first(ground: Ground) -> None:
    raw = [{"update_id": number, "message": {"chat": {"id": 5}}} for number in range(1, 1_202)]
    await ground.store.write(lambda tx: inbox.add(tx, 1, raw, 0))
    async with desk(ground) as at:
        await at.arrive((5_000, 5))
        assert at.handled == [*range(1, 1_202), 5_000]


async def test_an_update_that_fails_is_tried_again_while_its_chat_waits_and_others_go_on(ground: Ground) -> None:
    async with desk(ground, u1=2) as at:
        await at.arrive((1, 5), (2, 5), (3, 6))
        await at.arrive((4, 5), (5, 7))
        assert at.handled == [3, 5], "only the chat of the failing update waits"
        await at.wind(500)
        assert at.handled == [3, 5]
        await at.wind(2_999)
        assert at.handled == [3, 5], "the second pause is longer"
        await at.wind(1)
        assert at.handled == [3, 5, 1, 2, 4], "in order"
        assert at.sorry == []


async def test_an_update_that_fails_for_good_is_set_aside_with_its_error_and_an_apology(ground: Ground) -> None:
    async with desk(ground, u1=99) as at:
        await at.arrive((1, 5), (2, 5))
        await at.wind(500)
        await at.wind(3_000)
        assert (at.handled, at.sorry) == ([2], [1])
        assert Toast("sorry") in at.told
    assert await states(ground) == {1: "failed", 2: "done"}
    (aside,) = await ground.store.read(inbox.failed)
    assert aside.attempts == 3
    assert "ValueError: a defect" in aside.error
    rows = await ground.raw("SELECT value FROM counters WHERE name = 'begun'")
    assert rows == [(1,)], "what the failing update had begun was undone"


async def test_the_tries_of_a_former_run_count(ground: Ground) -> None:
    async with desk(ground, u1=99) as at:
        await at.arrive((1, 5))
        await at.wind(500)
    async with desk(ground, u1=99) as at:
        await at.rest()
        assert at.sorry == [1]


async def test_an_apology_that_fails_too_is_no_matter(ground: Ground) -> None:
    async with desk(ground, u1=99) as at:

        async def fails(*_: object) -> Sequence[Courtesy]:
            raise ZeroDivisionError

        at.processor._apologise = fails
        await at.arrive((1, 5), (2, 5))
        await at.wind(500)
        await at.wind(3_000)
        assert at.handled == [2]
    assert await states(ground) == {1: "failed", 2: "done"}


async def test_a_database_that_is_down_is_nobodys_fault(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def short(seconds: float) -> None:
        pauses.append(seconds)
        await sleep(min(seconds, 0.01))

    async with desk(ground, u1=5) as at:
        at.broken = StorageDown("storage.commit", error="gone")
        monkeypatch.setattr(asyncio, "sleep", short)
        await at.arrive((1, 5), (2, 5), (3, 6))
        while len(at.handled) < 3:
            await short(0.01)
        monkeypatch.undo()
        assert at.handled == [1, 2, 3]
        assert pauses.count(1) == 5
        assert at.sorry == []


async def test_an_update_is_not_handled_twice_by_two_runs(ground: Ground) -> None:
    async with desk(ground) as at:
        await at.arrive((1, 5))
        received = [inbox.Received(1, {"update_id": 1, "message": {"chat": {"id": 5}}})]
        at.processor.offer(received)
        await at.rest()
        assert at.handled == [1]


async def test_intake_waits_until_there_is_room(ground: Ground) -> None:
    async with desk(ground, u1=1) as at:
        await at.arrive((1, 5), *((number, 5) for number in range(2, 12)))
        waits = asyncio.create_task(at.processor.below(5))
        await asyncio.sleep(0.02)
        assert not waits.done()
        await at.wind(500)
        await asyncio.wait_for(waits, 2)
