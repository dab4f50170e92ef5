"""The bot as a process is asked to stop, or cannot start: it ends cleanly, or says in both languages what is wrong."""

from __future__ import annotations

import asyncio
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import aiohttp
import pytest

from bot.config import demo_path
from sandbox.server import Sandbox
from sandbox.server import start as start_sandbox
from tests.crash import records
from tests.crash.crowd import AGREE
from tests.crash.process import BotProcess, liubu

_PATIENCE = 40.0
WORKER = 1021
#: What the bot has said when all is ready: the notice, and the menu.
KNOWN = 2


@asynccontextmanager
async def running(data: Path, **settings: str) -> AsyncIterator[tuple[Sandbox, BotProcess, aiohttp.ClientSession]]:
    """A sandbox with one person, who has agreed to the notice on data, and the bot's process, ready."""
    sandbox = await start_sandbox(log=True)
    known = {"LIUBU_TOKEN": sandbox.token, "LIUBU_SANDBOX": sandbox.url, "LIUBU_DATA": str(data), **settings}
    bot = BotProcess(known, data / "bot.log")
    try:
        async with aiohttp.ClientSession(sandbox.url, raise_for_status=True) as session:
            await session.post("/api/people", json={"id": WORKER, "first_name": "秦玉莲"})
            await bot.start()
            await session.post("/api/start", json={"as": WORKER})
            await until_said(sandbox, 1)
            notice = list(sandbox.world.chats[WORKER].messages.values())[-1].json["message_id"]
            tap = {"as": WORKER, "chat_id": WORKER, "message_id": notice, "button": AGREE}
            await session.post("/api/taps", json=tap)
            await until_said(sandbox, KNOWN)
            yield sandbox, bot, session
    finally:
        bot.kill()
        await sandbox.stop()


async def until_said(sandbox: Sandbox, many: int) -> None:
    """Wait until the bot has sent the person so many messages; time passes meanwhile."""
    world = sandbox.world
    async with asyncio.timeout(_PATIENCE):
        while sum(m.sender_id == world.bot.id for m in world.chats[WORKER].messages.values()) < many:
            await asyncio.sleep(0.02)
            await world.clock.advance(1)


async def test_sigterm_under_load_leaves_nothing_half_done(tmp_path: Path) -> None:
    async with running(tmp_path) as (sandbox, bot, session):
        body = {"as": WORKER, "text": "/mine"}
        for _ in range(60):
            await session.post(f"/api/chats/{WORKER}/messages", json=body)
        await until_said(sandbox, KNOWN + 4)
        code, seconds = await bot.stop()
        assert code == 0 and seconds < 3
        known = await records.read(tmp_path, None)
        assert not known.queues["message sending"], "what was being sent has been settled"

        await bot.start()
        await until_said(sandbox, KNOWN + 60)
        assert (await bot.stop())[0] == 0
        texts = [m.json.get("text", "") for m in sandbox.world.chats[WORKER].messages.values()]
        assert sum("没有上报过" in text for text in texts) == 60 and not any("重发" in text for text in texts)


async def test_sigterm_while_telegram_keeps_silent_takes_no_longer(tmp_path: Path) -> None:
    async with running(tmp_path) as (sandbox, bot, session):
        fault = {"method": "sendMessage", "kind": "timeout_after_delivery", "times": 1}
        await session.post("/api/faults", json=fault)
        await session.post(f"/api/chats/{WORKER}/messages", json={"as": WORKER, "text": "/mine"})
        await until_said(sandbox, KNOWN + 1)
        code, seconds = await bot.stop()
        assert code == 0 and seconds < 3

        await bot.start()
        await until_said(sandbox, KNOWN + 2)
        newest = list(sandbox.world.chats[WORKER].messages.values())[-1]
        assert newest.json["text"].startswith("（重发）"), "nobody knows whether the first arrived"


@asynccontextmanager
async def demo(data: Path) -> AsyncIterator[tuple[int, BotProcess]]:
    """The demo on a free port, starting; what is left of it in the end is killed, its sandbox too."""
    port = free_port()
    bot = BotProcess({"PORT": str(port), "LIUBU_DATA": str(data)}, data / "bot.log")
    await bot.start()
    try:
        yield port, bot
    finally:
        if bot.alive_for():
            await bot.stop()
        bot.kill()


async def test_ctrl_c_ends_the_demo_and_its_sandbox(tmp_path: Path) -> None:
    async with demo(tmp_path) as (port, bot):
        async with asyncio.timeout(_PATIENCE):
            while "沙盒页面" not in bot.written():  # noqa: ASYNC110  # another process: there is no event to wait for
                await asyncio.sleep(0.02)
        assert f"http://127.0.0.1:{port}" in bot.written()
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/") as page:
            assert page.status == 200
        assert await interrupted(bot) == 0
        assert "已停止" in bot.written() and "topped" in bot.written() and "Traceback" not in bot.written()
        assert free(port), "the sandbox has ended too"


@pytest.mark.parametrize("later", [0, 0.02, 0.1, 0.3])
async def test_ctrl_c_while_the_demo_is_starting(tmp_path: Path, later: float) -> None:
    async with demo(tmp_path) as (port, bot):
        async with asyncio.timeout(_PATIENCE):
            while free(port):  # noqa: ASYNC110  # another process: there is no event to wait for
                await asyncio.sleep(0.005)
        await asyncio.sleep(later)
        assert await interrupted(bot) == 0
        assert "Traceback" not in bot.written()
        assert free(port), "the sandbox has ended too"


async def interrupted(bot: BotProcess) -> int:
    """Press Ctrl-C; the exit code."""
    assert bot.process is not None
    bot.process.send_signal(signal.SIGINT)
    return await asyncio.wait_for(bot.ended(), 10)


def free_port() -> int:
    """A port that nobody uses now."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def free(port: int) -> bool:
    """Whether nobody listens there."""
    with closing(socket.socket()) as one:
        return one.connect_ex(("127.0.0.1", port)) != 0


async def refused(*words: str, **settings: str) -> None:
    """The bot does not start, and says why in both languages."""
    code, written = await liubu("run", **settings)
    assert code == 1, written
    assert "Traceback" not in written and "Unclosed" not in written, written
    for word in words:
        assert word in written, written


async def test_a_taken_port(tmp_path: Path) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        await refused("沙盒没有启动", "sandbox", port, PORT=port, LIUBU_DATA=str(tmp_path))


async def test_a_taken_port_of_the_web_part(tmp_path: Path) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        settings = {"PORT": str(free_port()), "LIUBU_WEB_PORT": port, "LIUBU_DATA": str(tmp_path)}
        await refused("网页端口", port, **settings)


async def test_a_data_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    settings = {"LIUBU_TOKEN": "5:x", "LIUBU_DATA": str(tmp_path / "file" / "data")}
    await refused("数据库打不开", "LIUBU_DATA", "cannot be opened", **settings)


async def test_a_database_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "liubu.sqlite").write_text("this is no database, and was none ever" * 100)
    await refused("数据库", "database", LIUBU_TOKEN="5:x", LIUBU_DATA=str(tmp_path))


async def test_a_database_server_that_is_not_there(tmp_path: Path) -> None:
    url = f"postgresql://nobody:secret-word@127.0.0.1:{free_port()}/none"
    settings = {"LIUBU_TOKEN": "5:x", "LIUBU_DATA": str(tmp_path), "LIUBU_DATABASE_URL": url}
    await refused("数据库打不开", "LIUBU_DATABASE_URL", **settings)


async def test_a_broken_community(tmp_path: Path) -> None:
    broken = tmp_path / "community.toml"
    broken.write_text((demo_path() / "community.toml").read_text("utf-8").replace("number = 3", 'number = "three"'))
    settings = {"LIUBU_TOKEN": "5:x", "LIUBU_DATA": str(tmp_path), "LIUBU_COMMUNITY": str(broken)}
    await refused("community.toml", "这里要写整数", "whole number", **settings)


async def test_a_wrong_token(tmp_path: Path) -> None:
    sandbox = await start_sandbox()
    try:
        for token in (sandbox.token + "x", "nonsense"):
            settings = {"LIUBU_TOKEN": token, "LIUBU_SANDBOX": sandbox.url, "LIUBU_DATA": str(tmp_path)}
            await refused("LIUBU_TOKEN", "连不上 Telegram", "Telegram", **settings)
    finally:
        await sandbox.stop()


async def test_a_database_of_a_newer_program(tmp_path: Path) -> None:
    settings = {"LIUBU_TOKEN": "5:x", "LIUBU_DATA": str(tmp_path)}
    assert (await liubu("doctor", **settings))[0] == 0
    with closing(sqlite3.connect(tmp_path / "liubu.sqlite")) as database:
        database.execute("INSERT INTO schema_migrations VALUES (99, 'from_the_future', 'x', 0)")
        database.commit()
    await refused("更新版本", "newer", **settings)


@pytest.mark.parametrize(("name", "value"), [("PORT", "many"), ("LIUBU_REQUEST_TIMEOUT", "-1"), ("LIUBU_LOG", "x")])
async def test_a_setting_that_cannot_be(tmp_path: Path, name: str, value: str) -> None:
    await refused(name, **{"LIUBU_DATA": str(tmp_path), name: value})
