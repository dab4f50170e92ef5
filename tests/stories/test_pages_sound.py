"""A call that waits to be sent keeps its sound and its place, whatever is changed in it until then."""

from __future__ import annotations

from pathlib import Path

from bot.domain.notice import POLICY, Kind
from bot.storage.store import Tx
from tests.stories.clocks import to_time
from tests.stories.duties import call, night
from tests.town import Town

HAVE, ASK = "收到", "请点“收到”"


async def waiting(town: Town, chat: int) -> list[tuple[int, str]]:
    """Priority and kind of what waits to be sent to somebody."""

    async def read(tx: Tx) -> list[tuple[int, str]]:
        rows = await tx.rows("outbox_open", community=town.app.community_id)
        return [(row["priority"], row["kind"]) for row in rows if row["chat_id"] == chat]

    return await town.app.store.read(read)


async def test_a_call_at_night_that_was_held_up_wakes_all_the_same(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await to_time(n.town, 23, 0)
        n.ear.forget()
        await n.town.fault("sendMessage", "429", chat_id=n.officer.user_id, times=1)
        await call(n.town, grids=(1,), must_all=True)
        await n.leader.taps(HAVE)  # which changes the message that waits for the officer
        assert await waiting(n.town, n.officer.user_id) == [(POLICY[Kind.PAGE].priority, Kind.PAGE.value)]
        await n.town.wind(minutes=1)
        n.ear.only(
            [(n.leader, ASK), (n.officer, (ASK, f"✅ {n.leader.name}"))],
            [(n.leader, "已收到")],
        )
        assert not (await n.officer.last()).get("silent")
