"""The notice on data at the first contact: it comes first, and nothing that somebody sent is lost by it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from bot.domain import consent
from bot.handlers import gate
from bot.storage import audit, people
from bot.storage.store import Tx
from tests.stories.scenes import answers, assigned, files_report, newcomer, resident
from tests.town import Neighbour, Town, labels, open_town, picture, said

AGREE, DECLINE, READ = "同意，继续", "不同意", "看全文"
FIRST = "先说一下您的信息怎么用"


async def held(town: Town) -> list[dict[str, Any]]:
    """All that is kept of people who have not agreed."""

    async def work(tx: Tx) -> list[dict[str, Any]]:
        rows = await tx.rows("held_of", community=town.app.community_id, person=(await who(tx)).person_id, since=0)
        return [orjson.loads(row["raw"]) for row in rows]

    async def who(tx: Tx) -> Any:
        return await people.by_user(tx, town.app.community_id, 2001)

    return await town.app.store.read(work)


async def agreed(town: Town, person: Neighbour) -> tuple[int, list[str]]:
    """The version that a person has agreed to, and what the audit says of them."""

    async def work(tx: Tx) -> tuple[int, list[str]]:
        known = await people.by_user(tx, town.app.community_id, person.user_id)
        assert known is not None
        rows = await tx.rows("audit_page", community=town.app.community_id, after=0, most=1_000)
        acts = [row["act"] for row in rows if row["actor"] == known.person_id]
        assert (await audit.verify(tx, town.app.community_id)).broken_at is None
        return known.consent, acts

    return await town.app.store.read(work)


async def test_the_notice_comes_first_and_the_report_goes_on_after_it(tmp_path: Path) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        person = resident(town)
        async with answers(person) as seen:
            await person.starts("r1")
        assert FIRST in said(seen[0])
        assert labels(seen[0]) == [AGREE, READ, DECLINE]
        async with answers(person) as seen:
            await person.taps(AGREE)
        assert "是什么事" in said(seen[0]), "the button in the group has not to be tapped again"
        assert not await held(town)
        assert await agreed(town, person) == (consent.VERSION, ["person.met", "person.agreed"])
        await files_report(person)


async def test_words_photos_and_voice_are_handled_in_their_order(tmp_path: Path) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        person = resident(town)
        photos = [{"photo": picture(number)} for number in range(3)]
        await person.says(album=photos, caption="三单元门口的路灯坏了")
        assert len(await held(town)) == 3
        assert len([t for t in await person.reads() if FIRST in t]) == 1, "an album is one notice"
        await person.says("第一网格")
        await person.taps(AGREE)
        await person.taps("第一网格")
        await person.taps("1号楼")
        review = await person.sees("请看一遍", "三单元门口的路灯坏了", "照片 3 张")
        assert review["message_id"] == (await person.last())["message_id"]

    async with open_town(tmp_path / "voice", agreed=False) as town:
        person = resident(town)
        await person.says(voice=b"OggS" + b"\0" * 200)
        await person.taps(AGREE)
        await person.taps("第一网格")
        await person.sees("是什么事")


async def test_a_tap_in_a_dialog_waits_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        newer(monkeypatch)
        answer = await person.taps("路灯不亮")
        assert answer and "先看一下" in answer["text"]
        await person.taps(AGREE)
        await person.sees("路灯不亮", "请说说是什么情况")
        assert (await agreed(town, person))[0] == 2


async def test_an_old_notices_button_does_not_agree_to_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        person = resident(town)
        await person.says("你好")
        old = await person.sees(FIRST)
        newer(monkeypatch)
        assert "用不了" in await person.taps_data(old["message_id"], "p:consent.agree:1:0:0")
        assert (await agreed(town, person))[0] == 0
        await person.says("有人吗")
        await person.taps(AGREE)
        assert (await agreed(town, person))[0] == 2
        await person.sees("第 2 版")


def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The notice has another version from now on."""
    monkeypatch.setattr(consent, "VERSION", 2)
    monkeypatch.setattr(gate, "AGREE", "p:consent.agree:2:0:0")


async def test_who_does_not_agree_leaves_nothing_and_may_come_back(tmp_path: Path) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        person = resident(town)
        await person.says("三单元门口的路灯坏了")
        await person.taps(READ)
        assert labels(await person.last()) == [AGREE, DECLINE], "it has been read"
        await person.sees("个人信息告知", "保存多久")
        await person.taps(DECLINE)
        await person.sees("没有保存")
        assert not await held(town)
        assert "路灯" not in (await dump(town))
        await person.says("我想通了")
        await person.taps(AGREE)
        await person.sees("我想通了")
        assert not any("三单元" in text for text in await person.reads())


async def dump(town: Town) -> str:
    """All texts that wait or are kept anywhere."""

    async def work(tx: Tx) -> str:
        found = []
        for state in ("inbox_waiting", "inbox_failed"):
            rows = await tx.rows(state, bot=town.app.gateway.bot.id, after=0, most=1_000)
            found += [str(row["raw"]) for row in rows]
        return "".join(found)

    return await town.app.store.read(work) + str(await held(town))


async def test_at_most_twenty_are_kept_and_for_a_day(tmp_path: Path) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        person = resident(town)
        for number in range(consent.MOST_HELD + 3):
            await person.says(f"第{number}句话要说")
        assert [m["message"]["text"] for m in await held(town)] == [f"第{n}句话要说" for n in range(20)]
        await town.wind(hours=25)
        await person.says("今天的话要说")
        async with answers(person) as seen:
            await person.taps(AGREE)
        assert "今天的话要说" in said(seen[0])


async def test_what_breaks_keeps_nobody_out(tmp_path: Path) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        person = resident(town)
        await person.says("第一句话要说")
        await person.says("第二句话要说")
        await spoil(town)
        await person.taps(AGREE)
        assert (await agreed(town, person))[0] == consent.VERSION
        await person.sees("第二句话要说")


async def spoil(town: Town) -> None:
    """Make the first that is kept into something that nobody can read."""

    async def work(tx: Tx) -> None:
        known = await people.by_user(tx, town.app.community_id, 2001)
        assert known is not None
        kept = [{"update_id": 1, "message": {"chat": {}}}, (await held_rows(tx, known.person_id))[1]]
        await tx.run("held_drop", community=town.app.community_id, person=known.person_id)
        for number, raw in enumerate(kept, start=1):
            text = orjson.dumps(raw).decode()
            values = {"community": town.app.community_id, "person": known.person_id, "number": number}
            await tx.run("held_add", **values, raw=text, now=town.app.clock.now())

    async def held_rows(tx: Tx, person: int) -> list[Any]:
        rows = await tx.rows("held_of", community=town.app.community_id, person=person, since=0)
        return [orjson.loads(row["raw"]) for row in rows]

    await town.app.store.write(work)


async def test_in_english(tmp_path: Path) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        person = await newcomer(town, 3001, "Ann", language_code="en")
        await person.starts()
        notice = await person.sees("what happens to your data")
        assert labels(notice) == ["Agree and go on", "Read it all", "I do not agree"]
        await person.says("/privacy")
        assert labels(await person.sees("version 1", "Who")) == ["Agree and go on", "I do not agree"]
        await person.taps("Agree and go on")
        agreed = await person.sees("You agreed", "version 1")
        await person.says("/privacy")
        again = await person.sees("version 1", "Who")
        assert again["message_id"] > agreed["message_id"], "it stands below, where the person looks"
        assert not labels(again), "nothing is left to be agreed to"


async def test_the_language_can_be_chosen_before(tmp_path: Path) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        person = resident(town)
        await person.says("/language")
        await person.says("hello there")
        await person.sees("what happens to your data")


async def test_a_report_in_the_group_waits_for_consent(tmp_path: Path) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        person = resident(town)
        await join(town, person)
        await person.says("你好")  # they can be reached, and have not agreed
        async with answers(person, 0):
            await person.says("/report 三单元门口的路灯坏了", chat=town.groups[1])
        await person.sees("私聊", chat=town.groups[1])
        await person.starts("q")  # where the button in the group leads
        assert FIRST in said(await person.last())
        await person.taps(AGREE)
        await person.taps("没有照片")
        await person.taps("1号楼")
        await person.sees("请看一遍", "三单元门口的路灯坏了")

        other = await newcomer(town)
        await other.says("/report 楼道里堆了东西", chat=town.groups[1])
        await other.starts("q")
        await other.taps(DECLINE)
        await other.starts("q")
        await other.taps(AGREE)
        assert "是什么事" in said(await other.last()), "what they had begun was thrown away"


async def test_a_workers_proof_in_the_group_is_not_lost(tmp_path: Path) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps(AGREE)
        number = await files_report(person)
        await town.secretary.taps(AGREE)
        worker = await assigned(town, number)
        assert (await agreed(town, worker))[0] == 0
        card = await worker.sees(f"{number}号", chat=town.groups[1])
        await worker.says(photo=picture(7), caption="修好了", chat=town.groups[1], reply_to=card["message_id"])
        await town.secretary.sees(f"{number}号", "已反馈", "修好了")


async def join(town: Town, person: Neighbour) -> None:
    """Somebody comes into the group of grid 1."""
    await town.post(f"/api/chats/{town.groups[1]}/members", {"add": [person.user_id]})
    await town.quiet()


async def test_a_tap_in_the_group_leads_to_the_notice_first(tmp_path: Path) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        await town.agree(2001, "程桂兰", "zh")
        await files_report(resident(town))
        other = await newcomer(town)
        await other.starts()
        answer = await other.taps("我也关注", chat=town.groups[1])
        assert answer is not None and answer["url"].endswith("?start=f1")
        assert all("您关注的" not in text for text in await other.reads())
        await other.starts("f1")
        await other.taps(AGREE)
        await other.sees("您关注的 1号")
