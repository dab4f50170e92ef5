"""Bad days on the way in: updates that cannot be handled, a Telegram that does not give them, a disk that is full."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.errors import StorageDown
from bot.handlers import private
from bot.storage.postgres import PostgresDriver
from bot.storage.sqlite import SqliteDriver
from bot.storage.store import Job
from tests.conftest import POSTGRES, Database
from tests.stories.bad_days import LIFT, REPEATED, doctor, inject, reaches_review, reports, shown
from tests.town import Neighbour, Town, open_town, said

TROUBLE = "没有处理好"


def garbage(user_id: int) -> dict[str, Any]:
    """A message that looks like one from afar."""
    who = {"id": user_id, "type": "private", "first_name": "x"}
    return {"message_id": 9_999, "date": "yesterday", "chat": who, "from": who, "text": "?"}


async def test_an_update_that_cannot_be_parsed_holds_up_its_own_chat_alone(database: Database) -> None:
    async with open_town(database.data, database_url=database.url, schema=database.schema) as town:
        victim, other = Neighbour(town, 2001, ""), Neighbour(town, 2002, "")
        await victim.starts()
        inject(town, "message", garbage(victim.user_id), victim.user_id)
        await victim.says("/mine")
        await victim.says("/help")
        before = await victim.reads()
        assert len(before) == 1, "what came after it in the same chat waits"
        await reports(town, other, "电梯停了")
        assert await shown(town, "您上报的 1号", other.user_id), "other chats go on"

        await town.wind(seconds=1)
        assert len(await victim.reads()) == 1, "tried again, and still waiting"
        await town.wind(seconds=4)
        heads = [text.splitlines()[0] for text in (await victim.reads())[1:]]
        assert [TROUBLE in heads[0], heads[1], heads[2]] == [True, "您还没有上报过。", "想了解什么？请点一下。"]
        assert len(heads) == 3


async def test_what_the_handler_cannot_do_is_set_aside_listed_and_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    async def broken(heard: Any) -> None:
        tries.append(heard.said.message_id)
        raise ZeroDivisionError("by chance")

    async with open_town(tmp_path) as town:
        victim = Neighbour(town, 2001, "")
        await victim.starts()
        with monkeypatch.context() as patch:
            patch.setitem(private.COMMANDS, "mine", broken)
            await victim.says("/mine")
            await victim.says("/help")
            await town.wind(seconds=1)
            await town.wind(seconds=4)
        assert len(tries) == 3 and len(set(tries)) == 1, "tried three times"
        assert [TROUBLE in text for text in await victim.reads()] == [False, True, False], "told once, in order"

        found = await doctor(town)
        assert found.code == 1 and "ZeroDivisionError: by chance" in found.text and "(3x)" in found.text
        seq = found.text.partition("#")[2].partition(" ")[0]
        assert (await doctor(town, "--retry", "999")).code == 1
        assert (await doctor(town, "--retry", seq)).code == 0
        await town.stop_bot()
        await town.start_bot()
        await town.quiet()
        await victim.sees("您还没有上报过")
        assert (await doctor(town)).code == 0


async def test_a_tap_that_fails_is_answered_and_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    async with open_town(tmp_path) as town:
        victim, other = Neighbour(town, 2001, ""), Neighbour(town, 2002, "")
        await victim.starts()
        message = (await victim.last())["message_id"]
        with monkeypatch.context() as patch:
            patch.setattr("bot.handlers.taps.home.show_mine", broken)
            body = {"as": victim.user_id, "chat_id": victim.user_id, "message_id": message, "button": "我的上报"}
            tap = await _while_tapping(town, body, other)
        assert TROUBLE in tap["answer"]["text"] and tap["answer"]["show_alert"]


@pytest.mark.parametrize(
    "body",
    [
        {"id": "1", "from": "nobody", "message": "nothing", "data": 5},
        {"id": 7, "message": {"chat": ["x"]}},
        {"from": {"id": "x"}, "message": None},
        ["not", "even", "an", "object"],
        None,
    ],
)
async def test_no_shape_of_an_update_stops_the_bot(tmp_path: Path, body: Any) -> None:
    async with open_town(tmp_path, settled=()) as town:
        someone = Neighbour(town, 2001, "")
        for kind in ("callback_query", "message", "my_chat_member"):
            inject(town, kind, body)
        await someone.starts()
        await town.wind(seconds=30)
        await town.wind(seconds=30)
        await someone.sees("网格服务")
        assert not town.app.processor.is_busy()


async def test_while_updates_cannot_be_fetched_they_wait_with_telegram(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        someone = Neighbour(town, 2001, "")
        for kind in ("500", "drop"):
            await town.fault("getUpdates", kind)
        inject(town, "message", {}, 0)  # ends the poll that is open
        await town.post("/api/start", {"as": someone.user_id})
        await town.post(f"/api/chats/{someone.user_id}/messages", {"as": someone.user_id, "text": "/mine"})
        await town.quiet()
        heads = [text.splitlines()[0] for text in await someone.reads()]
        assert heads[1:] == ["您还没有上报过。"] and "网格服务" in heads[0]
        assert not town.sandbox.world.faults.faults, "both faults have struck"


async def test_a_database_that_cannot_be_written_for_a_while_loses_and_doubles_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town(database.data, database_url=database.url, schema=database.schema) as town:
        reporter, turns = Neighbour(town, 2001, ""), list("x.x.x.x")
        await reaches_review(town, reporter, "电梯停了")
        monkeypatch.setattr(town.app.store.driver, "commit", failing(town, turns))
        await reporter.taps("提交")  # the tap's receipt, its handling, the claim of the answer and its record
        for _ in range(3):
            await town.wind(seconds=2)
        assert not turns, "every one of the failures has struck"
        assert len(await shown(town, "您上报的 1号", reporter.user_id)) == 1
        assert len(await shown(town, "1号", town.groups[1])) == 1
        assert len(await shown(town, "1号", town.secretary.user_id)) == 1
        assert not await shown(town, REPEATED, reporter.user_id)

        turns += "xx"
        await town.wind(hours=6, minutes=5)
        assert not turns
        assert len(await shown(town, "到时限了", town.secretary.user_id)) == 1, "late by a second, not lost"


@pytest.mark.only("postgres")
async def test_a_database_server_that_cuts_every_connection_loses_nothing(database: Database) -> None:
    async with open_town(database.data, database_url=database.url, schema=database.schema) as town:
        reporter, place = Neighbour(town, 2001, ""), town.community.grids[0].buildings[0].name
        for act, words in (("starts", "r1"), ("taps", LIFT), ("says", "电梯停了"), ("taps", place), ("taps", "提交")):
            await cut(town)
            await getattr(reporter, act)(words)
            await town.wind(seconds=3)
        for chat in (reporter.user_id, town.groups[1], town.secretary.user_id):
            assert len(await shown(town, "1号 · ", chat)) == 1
        assert not await shown(town, REPEATED, reporter.user_id)


async def cut(town: Town) -> None:
    """The server ends all connections of the bot, as it does when it restarts."""
    driver = town.app.store.driver
    assert isinstance(driver, PostgresDriver)
    pool: Any = driver._pool
    connections = [holder._con for holder in pool._holders if holder._con is not None]
    pids = [connection.get_server_pid() for connection in connections if not connection.is_closed()]
    other = await asyncpg.connect(POSTGRES)
    for pid in pids:
        await other.execute("SELECT pg_terminate_backend($1)", pid)
    await other.close()


async def test_a_full_disk_puts_no_update_aside(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        someone, driver = Neighbour(town, 2001, ""), town.app.store.driver
        assert isinstance(driver, SqliteDriver) and driver._writer is not None
        await someone.starts()
        pages = (await driver._writer.hop(lambda raw: raw.execute("PRAGMA page_count").fetchone()))[0]
        await driver._writer.hop(lambda raw: raw.execute(f"PRAGMA max_page_count={pages + 12}"))
        sent = [asyncio.create_task(someone.says(f"{n} " + "长" * 1_000)) for n in range(40)]
        await asyncio.sleep(1.5)
        await driver._writer.hop(lambda raw: raw.execute("PRAGMA max_page_count=1000000"))
        await asyncio.gather(*sent)
        for _ in range(3):
            await town.wind(seconds=30)
        assert len(await shown(town, "记下了", someone.user_id)) == 40
        assert (await doctor(town)).code == 0


def failing(town: Town, turns: list[str]) -> Callable[[Sequence[Job]], Awaitable[None]]:
    """A commit that fails where the turns say x, as long as there are any."""
    commit = town.app.store.driver.commit

    async def instead(jobs: Sequence[Job]) -> None:
        if turns and turns.pop(0) == "x":
            raise StorageDown("storage.commit", error="the disk is full")
        await commit(jobs)

    return instead


async def _while_tapping(town: Town, body: dict[str, Any], other: Neighbour) -> Any:
    """Tap, and wind the clock over the pauses between the tries; meanwhile somebody else is served."""
    tap = asyncio.create_task(town.post("/api/taps", body))
    await other.starts()
    assert "网格服务" in said(await other.last())
    await town.wind(seconds=1)
    await town.wind(seconds=4)
    return await tap
