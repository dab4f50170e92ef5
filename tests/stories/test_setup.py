"""A community from nothing, by real people: ``liubu setup`` in a process of its own, then the bot, until a case is in
somebody's hands. And what the setup says when it cannot go on.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.config import demo_path, load_community
from bot.storage import audit
from sandbox.server import start as start_sandbox
from tests.crash.process import environment
from tests.ears import Ears, leaks
from tests.stories.rosters import sends, shares_own, workbook
from tests.town import Neighbour, Town, labels, open_town, said

ANSWERS = ("鹤鸣社区", "Heming", "0356-1234567", "", "2", "１～８号楼、文化广场，3号楼东侧车棚", "9至12号楼")
LINK = re.compile(r"https://t\.me/(\S+)\?start=(i[A-Za-z0-9_-]{22})\s")
FEWER_THAN = 25


async def setup(data: Path, *answers: str, option: str = "", **settings: str) -> tuple[int, str]:
    """``liubu setup`` with these answers; its exit code and all that it wrote."""
    known = environment(LIUBU_DATA=str(data), **{"LIUBU_COMMUNITY": "", **settings})
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "setup", *filter(None, [option])),
        env=known,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    written, _ = await asyncio.wait_for(process.communicate("".join(f"{a}\n" for a in answers).encode()), 60)
    return process.returncode or 0, written.decode()


@dataclass(repr=False)
class Counting(Town):
    """A town that counts what people do: each opening of a link, message and tap."""

    actions: int = 0

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        """Tell the sandbox something as its page does."""
        self.actions += path in ("/api/start", "/api/taps") or path.endswith("/messages")
        return await super().post(path, body)


@asynccontextmanager
async def nothing_yet(data: Path) -> AsyncIterator[Counting]:
    """A sandbox with nobody in it, and no bot."""
    sandbox = await start_sandbox(log=False)
    ears = sandbox.world.calls = Ears(on=False)
    try:
        async with aiohttp.ClientSession() as session:
            unborn: Any = None
            yield Counting(sandbox, session, unborn, data, None, "liubu", unborn, ears)
    finally:
        await sandbox.stop()


async def test_from_nothing_to_a_case_in_somebodys_hands(tmp_path: Path) -> None:
    async with nothing_yet(tmp_path) as town:
        settings = {"LIUBU_TOKEN": town.sandbox.token, "LIUBU_API_URL": town.sandbox.url}
        code, written = await setup(tmp_path, *ANSWERS, **settings)
        assert code == 0, written
        link = LINK.search(written)
        assert link and link[1] == town.sandbox.world.bot.username
        town.community = load_community(tmp_path / "community.toml")
        await town.start_bot()
        try:
            await _first_case(town, link[2])
            assert town.ears.in_groups() and leaks(town.ears.in_groups(), await town.possible_reporters()) == []
        finally:
            await town.stop_bot()
        assert len(ANSWERS) + town.actions < FEWER_THAN, town.actions


async def _first_case(town: Counting, payload: str) -> None:
    secretary, worker, resident = [
        await town.person(user, name) for user, name in ((501, "韩书记"), (502, "小李"), (503, "老王"))
    ]
    group = (await town.post("/api/chats", {"title": "鹤鸣一网格", "members": [501, 502, 503], "admins": [501]}))[
        "chat"
    ]
    await _becomes_secretary(secretary, payload)
    await town.post("/api/start", {"as": 501, "payload": "g1", "chat_id": group["id"]})
    await town.quiet()
    await resident.sees("鹤鸣社区 第一网格", chat=group["id"])
    await sends(secretary, workbook(("李娜", "13900000002", "专职网格员", "第一网格", "")))
    await secretary.taps("全部采用")
    await worker.starts("c")
    await worker.taps("同意，继续")
    await shares_own(worker, "13900000002")
    await _reports(resident)
    await secretary.taps_on("1号", "指派")
    await secretary.taps_on("1号", "李娜")
    await secretary.taps_on("1号", "指派，")
    assert "接单" in labels(await worker.sees("1号", "电梯故障"))
    await resident.sees("1号", "文化广场")


async def _becomes_secretary(person: Neighbour, payload: str) -> None:
    await person.starts(payload)
    await person.taps("同意，继续")
    await person.sees("鹤鸣社区 的书记")


async def _reports(person: Neighbour) -> None:
    """By the button in the group, with the notice in between."""
    await person.starts("r1")
    await person.taps("同意，继续")
    await person.taps("电梯故障")
    await person.says("二单元的电梯停了")
    await person.taps("文化广场")
    await person.taps("提交")


async def test_the_file_is_good_and_says_how_to_change_it(tmp_path: Path) -> None:
    code, written = await setup(tmp_path, *ANSWERS)
    assert code == 0, written
    text = (tmp_path / "community.toml").read_text("utf-8")
    made, demo = load_community(tmp_path / "community.toml"), load_community(demo_path() / "community.toml")
    assert (made.slug, made.name, made.name_en, made.office) == ("heming", "鹤鸣社区", "Heming", "0356-1234567")
    assert [grid.name for grid in made.grids] == ["第一网格", "第二网格"]
    houses = [f"{number}号楼" for number in range(1, 13)]
    assert [place.name for place in made.grids[0].buildings] == [*houses[:8], "文化广场", "3号楼东侧车棚"]
    assert [place.name for place in made.grids[1].buildings] == houses[8:]
    assert (made.groups, made.policy, made.departments, made.staff) == (demo.groups, demo.policy, demo.departments, ())
    assert text.count("#") > 10 and "liubu check" in text
    assert "和风" not in text and "lat" not in text.replace("lat = 35.488", ""), "nothing of the demo's own"
    assert list(tmp_path.glob("*.new")) == []
    assert "https://t.me/机器人的用户名?start=i" in written and "LIUBU_TOKEN" in written


async def test_what_cannot_be_used_is_asked_again_with_a_reason(tmp_path: Path) -> None:
    answers = {
        "": "不能空着",
        "名" * 41: "太长",
        "鹤鸣": None,
        " ": None,  # no English name
        "无": "不像电话",
        "-": "不像电话",
        "  ": None,
        "鹤鸣!": "代号只能",
        "HEMING": "代号只能",
        "heming": None,
        "0": "至少要有一个网格",
        "100": "最多 99 个网格",
        "东区 西区 东区": "名字一样",
        "东区、西区": None,
        "8-1号楼": "从小到大",
        "1-900号楼": "最多 200 个",
        "，": "至少写一个",
        "1-2 5": None,
        "   ": "至少写一个",
        "平房区": None,
    }
    code, written = await setup(tmp_path, *answers)
    assert code == 0, written
    for reason in filter(None, answers.values()):
        assert reason in written
    made = load_community(tmp_path / "community.toml")
    assert (made.slug, made.name_en, made.office) == ("heming", "鹤鸣", "")
    assert [(grid.name, [place.name for place in grid.buildings]) for grid in made.grids] == [
        ("东区", ["1号楼", "2号楼", "5号楼"]),
        ("西区", ["平房区"]),
    ]


async def test_who_stops_in_the_middle_has_written_nothing(tmp_path: Path) -> None:
    code, written = await setup(tmp_path, *ANSWERS[:6])
    assert code == 1 and "什么也没有写" in written and "nothing was written" in written
    assert not (tmp_path / "community.toml").exists()


async def test_an_existing_file_stays_unless_it_is_said_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "community.toml"
    assert (await setup(tmp_path, *ANSWERS))[0] == 0
    before = path.read_bytes()
    code, written = await setup(tmp_path, "")
    assert code == 0 and path.read_bytes() == before
    assert LINK.search(written), "nobody is secretary yet: another link, and the first one is void"
    assert (await setup(tmp_path, "y", "另一个", *ANSWERS[1:]))[0] == 0
    assert load_community(path).name == "另一个"
    assert (await setup(tmp_path, *ANSWERS, option="--force"))[0] == 0
    assert path.read_bytes() == before


async def test_a_broken_file_is_not_replaced_by_the_way(tmp_path: Path) -> None:
    path = tmp_path / "community.toml"
    path.write_text("[community\n", "utf-8")
    code, written = await setup(tmp_path, "")
    assert code == 1 and "community.toml:1" in written and path.read_text("utf-8") == "[community\n"


async def test_another_communitys_slug_is_not_taken_over(tmp_path: Path) -> None:
    assert (await setup(tmp_path, *ANSWERS))[0] == 0
    other = str(tmp_path / "other.toml")
    code, written = await setup(tmp_path, *ANSWERS[:3], "heming", *ANSWERS[3:], LIUBU_COMMUNITY=other)
    assert code == 0 and "已经有代号是 heming" in written
    assert load_community(Path(other)).slug == "heming-2"


async def test_only_who_asks_for_it_gets_another_secretarys_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The setup, a process of its own, goes by the machine's clock: so does this town.
    monkeypatch.setattr("tests.town.until_ten", lambda _: 0.0)
    async with open_town(tmp_path, settled=()) as town:
        known = {"LIUBU_COMMUNITY": str(demo_path() / "community.toml")}
        code, written = await setup(tmp_path, "", **known)
        assert code == 0 and not LINK.search(written) and "--secretary-link" in written
        new = await town.person(501, "新手机")
        payloads = []
        for _ in range(2):
            code, written = await setup(tmp_path, option="--secretary-link", **known)
            found = LINK.search(written)
            assert code == 0 and found and "审计" in written
            payloads.append(found[2])
        await new.starts(payloads[0])
        assert "作废" in said(await new.last()), "only the newest link stands"
        await new.starts(payloads[1])
        await new.sees("和风社区 的书记")
        assert "新手机" in said(await town.secretary.sees("用邀请链接加入了"))
        finding = await town.app.store.read(lambda tx: audit.verify(tx, town.app.community_id))
        assert finding.broken_at is None
    text = (await setup(tmp_path, "", **known))[1]
    assert not LINK.search(text)


async def test_a_token_that_telegram_refuses_still_gives_the_link(tmp_path: Path) -> None:
    async with nothing_yet(tmp_path) as town:
        settings = {"LIUBU_TOKEN": "1:wrong", "LIUBU_API_URL": town.sandbox.url}
        code, written = await setup(tmp_path, *ANSWERS, **settings)
        assert code == 0 and "https://t.me/机器人的用户名?start=i" in written and "连不上 Telegram" in written
    code, written = await setup(tmp_path, "", **settings)
    assert code == 0 and LINK.search(written) and "检查网络" in written


async def test_the_bot_on_telegram_wants_a_community_first(tmp_path: Path) -> None:
    known = environment(LIUBU_DATA=str(tmp_path), LIUBU_COMMUNITY="", LIUBU_TOKEN="1:x")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), env=known, stderr=asyncio.subprocess.PIPE
    )
    _, written = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1
    assert written.decode().count("liubu setup") == 2, "in both languages"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_questions_are_asked_in_both_languages(language: str) -> None:
    texts = tomllib.loads((demo_path().parent / f"messages/{language}/terminal.toml").read_text("utf-8"))
    assert all(text.strip()[-1] not in ":：" for key, text in texts.items() if key.startswith("setup.ask_"))


async def test_looking_after_it_needs_no_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one the bot runs the demo, but nobody who has a community means the demo by ``check``."""
    assert (await setup(tmp_path, *ANSWERS))[0] == 0
    for name in ("LIUBU_TOKEN", "LIUBU_COMMUNITY", "LIUBU_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIUBU_DATA", str(tmp_path))

    async def run(*words: str) -> tuple[int, str]:
        ended = await asyncio.to_thread(CliRunner().invoke, cli, list(words))
        return ended.exit_code, ended.output

    assert "鹤鸣社区" in (await run("check"))[1]
    assert "审计链完整" in (await run("audit", "verify"))[1]
    assert (await run("doctor"))[0] == 0
    assert not (tmp_path / "demo").exists()
    file = tmp_path / "community.toml"
    file.write_text(file.read_text("utf-8").replace("timezone", "timezoe"), "utf-8")
    code, said_why = await run("check")
    assert code != 0 and "timezone" in said_why
