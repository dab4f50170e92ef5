"""The roster to take away: a picture and a table of a month, and a calendar that reads it by a secret link."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from icalendar import Calendar
from PIL import Image
from yarl import URL

from bot.papers import reading
from tests.stories.clocks import next_month
from tests.stories.duties import act, stands
from tests.stories.rosters import dismissed, events, held, sends, whole_database
from tests.stories.test_roster import Office, ahead, office, plan
from tests.stories.test_staff_list import content
from tests.town import Message, Neighbour, labels, said


def title(o: Office) -> str:
    """What stands over the month that comes."""
    return f"{next_month(o.town).year}年{next_month(o.town).month}月值班表"


async def opened(who: Neighbour) -> None:
    """Somebody looks at what can be taken away."""
    await who.says("/roster")
    await who.taps("图片、表格、日历")


async def test_the_month_comes_as_a_picture(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        await plan(o, *o.workers[:2])
        await opened(o.workers[0])
        assert "导入街道" not in said(await o.workers[0].last())
        await o.workers[0].taps(f"{next_month(o.town).month}月图片")
        shown = await o.workers[0].sees(title(o))
        assert "photo" in shown
        biggest = max(shown["photo"], key=lambda one: one["width"])
        found = await o.town.bot_api("getFile", file_id=biggest["file_id"])
        url = f"{o.town.sandbox.url}/file/bot{o.town.sandbox.token}/{found['file_path']}"
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            picture = Image.open(io.BytesIO(await response.read()))
        assert picture.width < picture.height < 2_400 and events(o.town, "roster.file") == []


async def test_the_table_that_goes_out_comes_back_as_no_change(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        await plan(o, *o.workers[:2], length="白班、夜班")
        before = await act(o.town, ahead)
        await opened(o.secretary)
        await o.secretary.taps(f"{next_month(o.town).month}月表格")
        message = await o.secretary.sees(title(o))
        table = await content(o.town, message)
        assert reading.rows(table, "x").rows[0].cells[0].text == f"和风社区 {title(o)}"
        assert len(events(o.town, "roster.file")) == 1
        await sends(o.secretary, table, "12月.xlsx")
        preview = await o.secretary.sees("值班表预览", "新排 0 班，换人 0 班")
        assert labels(preview) == ["不要"]
        await o.secretary.taps("不要")
        assert await act(o.town, ahead) == before


async def test_of_a_month_in_which_nobody_stands_there_is_a_table_to_be_filled_in(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        await opened(o.secretary)
        answer = await o.secretary.taps(f"{next_month(o.town).month}月图片")
        assert answer is not None and "还没有排人" in answer["text"]
        await o.secretary.taps(f"{next_month(o.town).month}月表格")
        table = await content(o.town, await o.secretary.sees(title(o)))
        assert 30 <= len(reading.rows(table, "x").rows) <= 33


async def fetched(address: str) -> tuple[int, bytes, str]:
    """What a calendar gets at an address."""
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return response.status, await response.read(), response.headers.get("Content-Type", "")


def link_in(message: Message) -> str:
    """The link that stands in a message."""
    return next(word for word in said(message).split() if word.startswith("http"))


async def test_a_calendar_reads_ones_own_shifts_by_a_secret_link(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        a, b, _ = o.workers
        await plan(o, a, b)
        shift = await stands(o.town, a, "g1", 4, begins=5, accepted=False)
        await opened(a)
        await a.taps("订阅到手机日历")
        assert labels(await a.last()) == ["订阅我的班"]
        await a.taps("订阅我的班")
        address = link_in(await a.sees("只显示这一次"))
        status, body, kind = await fetched(address)
        assert status == 200 and kind.startswith("text/calendar")
        found = list(Calendar.from_ical(body).walk("VEVENT"))
        assert len(found) == 18 and all(str(one["summary"]).startswith("值班：") for one in found)
        mine = next(one for one in found if str(one["uid"]).startswith(f"shift-{shift.shift_id}@"))
        assert mine.decoded("dtstart") == datetime.fromtimestamp(shift.from_at // 1000, UTC)
        assert b.name not in body.decode() and a.name not in body.decode()


async def test_who_plans_may_subscribe_to_all_and_a_void_link_gives_nothing(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        await plan(o, *o.workers[:2])
        await opened(o.secretary)
        await o.secretary.taps("订阅到手机日历")
        await o.secretary.taps("订阅全部值班")
        address = link_in(await o.secretary.sees("全部值班的链接"))
        status, body, _ = await fetched(address)
        assert status == 200 and o.workers[0].name in body.decode()
        assert (await fetched(address.replace("/roster/", "/roster/x")))[0] == 404
        await o.town.wind(hours=2)
        await fetched(address)
        await o.secretary.taps("换一个全部值班")
        newer = link_in(await o.secretary.sees("全部值班的链接"))
        assert (await fetched(address))[0] == 404 and (await fetched(newer))[0] == 200
        await o.secretary.taps("作废")
        assert "http" not in said(await o.secretary.sees("还没有订阅"))
        assert (await fetched(newer))[0] == 404
        assert len(events(o.town, "roster.link_made")) == 2 and len(events(o.town, "roster.link_revoked")) == 1


async def test_who_leaves_the_staff_reads_nothing_any_more(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        a = o.workers[0]
        await plan(o, a)
        await opened(a)
        await a.taps("订阅到手机日历")
        await a.taps("订阅我的班")
        address = link_in(await a.sees("只显示这一次"))
        assert (await fetched(address))[0] == 200
        for post in await held(a):
            await dismissed(a, post)
        assert (await fetched(address))[0] == 404


@pytest.mark.only("sqlite")
async def test_no_secret_lies_in_the_database(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        a = o.workers[0]
        await opened(a)
        await a.taps("订阅到手机日历")
        await a.taps("订阅我的班")
        secret = link_in(await a.sees("只显示这一次")).rpartition("/")[2].removesuffix(".ics")
        assert len(secret) == 32 and secret not in whole_database(o.town)


async def test_whoever_watches_over_the_bot_is_answered(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        assert o.town.app.web is not None
        status, body, _ = await fetched(f"{o.town.app.web.url}/health")
        assert (status, body) == (200, b'{"status": "ok"}')
        await o.town.app.store.close()
        assert (await fetched(f"{o.town.app.web.url}/health"))[0] == 503
        await o.town.app.store.open()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/roster/",
        "/roster/.ics",
        "/roster/%2e%2e%2f.ics",
        "/roster/" + "a" * 32 + ".ics",
        "/roster/a%00b.ics",
        "/x",
    ],
)
async def test_whoever_guesses_gets_nothing(tmp_path: Path, path: str) -> None:
    async with office(tmp_path) as o:
        assert o.town.app.web is not None
        address = URL(o.town.app.web.url + path, encoded=True)
        async with aiohttp.ClientSession() as session:
            for method in ("GET", "HEAD"):
                async with session.request(method, address) as response:
                    assert response.status == 404 and "text/calendar" not in response.headers.get("Content-Type", "")
            async with session.post(address, data="x") as response:
                assert response.status in (404, 405)
