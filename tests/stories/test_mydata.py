"""/mydata: everybody gets all that is held about them as a file, and is forgotten if they wish."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.actions import people as people_actions
from bot.domain.person import Role
from bot.storage import audit, people
from bot.storage.store import Tx
from tests.delivery.test_paper import download
from tests.stories.scenes import answers, assigned, closed, files_report, newcomer, resident
from tests.town import Message, Neighbour, Town, labels, open_town, picture, said

DELETE, CONFIRM, KEEP = "删除我的信息", "确认删除", "不删了"


async def asks(person: Neighbour) -> tuple[Message, str]:
    """Somebody asks for their data: the message and the page in it."""
    await person.says("/mydata")
    await person.town.wind(seconds=20)  # a chat that got much at once gets the rest a little later
    message = [m for m in await person.town.messages(person.user_id, person.user_id) if "document" in m][-1]
    return message, (await download(person.town, message)).decode()


async def test_everything_is_in_the_file(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        number = await files_report(person, "三单元门口<b>的灯坏了", photo=picture(1))
        message, page = await asks(person)
        assert message["document"]["file_name"] == "我的信息.html"
        assert "只发给了您" in said(message)
        assert labels(message) == [DELETE]
        for words in ("程桂兰", "2001", "三单元门口&lt;b&gt;的灯坏了", "路灯不亮", "同意时间"):
            assert words in page, words
        assert "<script src" not in page
        found = re.search(r'<script type="application/json">(.*)</script>', page, re.DOTALL)
        assert found
        sections = {section["name"]: section["rows"] for section in json.loads(found[1])}
        assert {"person", "roles", "reports", "media", "audit", "slots"} <= sections.keys()
        report = {field["name"]: field["value"] for field in sections["reports"][0]}
        assert (report["case_id"], report["text"]) == (number, "三单元门口<b>的灯坏了")
        assert any(field["name"] == "sha256" for field in sections["media"][0])

        other = await newcomer(town)
        await other.starts("r1")
        _, page = await asks(other)
        assert "程桂兰" not in page
        assert "三单元" not in page


async def test_in_english_and_before_consent(tmp_path: Path) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        person = await newcomer(town, 3001, "Ann", language_code="en")
        await person.starts("r1")
        message, page = await asks(person)
        assert message["document"]["file_name"] == "my-data.html"
        assert "Telegram id" in page
        assert "/start r1" in page, "what waits for consent is held, too"
        await person.taps("Erase my data")
        await person.taps("Yes, erase it")
        await person.sees("has been erased")


async def test_a_person_is_forgotten_and_the_case_stays(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        done = await files_report(person, "电梯坏了", kind="电梯故障")
        await closed(town, done)
        number = await files_report(person)
        await secretary.sees(f"{number}号", "程桂兰")
        await asks(person)
        await person.taps(DELETE)
        question = await person.sees("会删掉", "会留下", "2 件事", f"{number}号 路灯不亮")
        assert f"{done}号" not in said(question)
        await person.taps(KEEP)
        await town.wind(seconds=20)
        await person.sees("没有删除")
        await person.taps(DELETE)
        async with answers(person) as last:
            answer = await person.taps(CONFIRM)
        assert answer and "已删除" in answer["text"]
        assert "最后一条消息" in said(last[0])

        card = await secretary.sees(f"{number}号", "居民")
        assert "程桂兰" not in said(card)
        async with answers(person, 0):
            worker = await assigned(town, number)
            await worker.taps_on(f"{number}号", "接单")
        assert not await trace(town, "程桂兰", "2001")
        assert (await town.app.store.read(lambda tx: audit.verify(tx, town.app.community_id))).broken_at is None


async def test_who_comes_back_is_somebody_new(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        await asks(person)
        await person.taps(DELETE)
        confirm = await person.newest_with(CONFIRM)
        await person.taps(CONFIRM)
        await person.says("/mine")
        await person.sees("先说一下您的信息怎么用")
        await person.taps("同意，继续")
        assert "没有上报过" in said(await person.last())
        await person.taps_data(confirm["message_id"], confirm["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
        assert len(await known(town, 2001)) == 1


async def known(town: Town, user_id: int) -> list[int]:
    """The persons behind a user."""

    async def work(tx: Tx) -> list[int]:
        found = await people.by_user(tx, town.app.community_id, user_id)
        return [found.person_id] if found else []

    return await town.app.store.read(work)


async def trace(town: Town, *words: str) -> list[str]:
    """Rows anywhere in the database, other than the texts of cases and the last message, that hold one of the words."""

    async def work(tx: Tx) -> list[str]:
        raw = tx._raw  # type: ignore[attr-defined]  # only here is it asked for what no query of the program asks
        tables = [r[0] for r in raw.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()]
        rows = [(t, str(tuple(row))) for t in tables for row in raw.execute(f"SELECT * FROM {t}").fetchall()]  # noqa: S608
        # Among the digits of a hash any number stands by chance sooner or later: hashes are left out.
        plain = [(t, re.sub(r"\b[0-9a-f]{64}\b", "", row)) for t, row in rows]
        return [f"{t}: {row}" for t, row in plain if any(re.search(rf"(?<!\d){w}(?!\d)", row) for w in words)]

    await town.wind(days=1, hours=6)  # the daily job sweeps up the row of the last message itself
    return await town.app.store.read(work)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.FULL_TIME])
async def test_who_holds_an_office_leaves_it_first(tmp_path: Path, role: Role) -> None:
    async with open_town(tmp_path) as town:
        person = town.staff(role)
        await asks(person)
        answer = await person.taps(DELETE)
        assert answer and "还担任社区职务" in answer["text"] and answer["show_alert"]
        forged = f"p:mydata.forget:{town.app.clock.now() // 1_000}:0:0"
        assert "还担任社区职务" in await person.taps_data(1, forged)
        assert await known(town, person.user_id)


async def test_an_old_confirmation_counts_no_more(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await asks(person)
        await person.taps(DELETE)
        await town.wind(hours=2)
        answer = await person.taps(CONFIRM)
        assert answer and "过期" in answer["text"]
        assert await known(town, 2001)


async def test_a_former_worker_is_forgotten_for_good(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = town.staff(Role.FULL_TIME, 1)
        await leaves_office(town, worker)
        await asks(worker)
        await worker.taps(DELETE)
        await worker.taps(CONFIRM)
        await town.wind(seconds=20)
        await worker.sees("最后一条消息")
        await town.stop_bot()
        await town.start_bot()  # the community's file lists them still
        assert not await known(town, worker.user_id)


async def leaves_office(town: Town, worker: Neighbour) -> None:
    """All roles of somebody are ended."""

    async def work(tx: Tx) -> None:
        ctx = town.app._context(tx, town.app.clock.now())
        person = await people.by_user(tx, town.app.community_id, worker.user_id)
        assert person is not None
        for held in person.appointments:
            if held.role is not Role.RESIDENT:
                await people_actions.dismiss(ctx, None, person, held)

    await town.app.store.write(work)
    await town.quiet()


async def test_a_former_worker_is_named_in_the_group_no_more(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await leaves_office(town, worker)
        group = town.groups[1]
        await town.secretary.sees("1号 ·", worker.name, chat=group)
        await worker.says("/mydata")
        await worker.taps(DELETE)
        await worker.taps(CONFIRM)
        assert worker.name not in "".join(await town.secretary.reads(chat=group))
        assert worker.name not in said(await resident(town).sees("您上报的 1号"))
