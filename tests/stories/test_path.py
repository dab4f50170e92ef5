"""The path: a neighbour's report runs through all six steps, on each kind of database."""

from __future__ import annotations

from bot.domain.person import Role
from tests.conftest import Database
from tests.town import Neighbour, labels, open_town, picture, said


async def test_a_report_runs_through_all_six_steps(database: Database) -> None:
    async with open_town(database.data, database_url=database.url, schema=database.schema) as town:
        group = town.groups[1]
        reporter = Neighbour(town, 2001, "")
        assert labels(await reporter.sees("可以在这里上报", chat=group)) == ["我要上报", "我的上报", "挂账清单"]

        # 1 report, 2 open
        await reporter.starts("r1")
        await reporter.taps("路灯不亮")
        await reporter.says("三单元门口的灯坏了两天")
        await reporter.taps("没有照片")
        await reporter.taps(town.community.grids[0].buildings[0].name)
        await reporter.taps("提交")
        card = await reporter.sees("您上报的 1号", "已立案")
        assert "●◉○○○○ 已立案" in said(await reporter.sees("1号", chat=group))

        # 3 assign
        secretary, worker = town.secretary, town.staff(Role.FULL_TIME, 1)
        await secretary.taps("指派")
        await secretary.taps(worker.name)
        await secretary.taps("指派，")
        assert "已指派" in said(await worker.sees("1号"))
        assert worker.name in said(await reporter.sees("●●◉○○○", chat=group))

        # 4 handle
        await worker.taps("接单")
        await reporter.sees("已接单。")
        await worker.taps("开始处置")
        assert "处置中" in said(await reporter.sees("1号", chat=group))

        # 5 feed back: the card is answered with a photo
        task = await worker.sees("1号 · 路灯不亮")
        await worker.says(photo=picture(1), caption="换了灯泡", reply_to=task["message_id"])
        proof = await secretary.sees("已反馈", "换了灯泡")
        assert proof["photo"]
        await secretary.taps("核查通过")

        # 6 close and archive
        await secretary.taps("结案")
        card = await reporter.sees("您上报的 1号", "已结案", "结果：已解决")  # anew: it asks whether that is so
        await town.wind(days=8)
        final = await reporter.sees("您上报的 1号", "已归档", "换了灯泡")
        assert final["message_id"] == card["message_id"]
        assert "●●●●●◉ 已归档" in said(await reporter.sees("1号", chat=group))
        cards = [text for text in await reporter.reads(chat=group) if "1号" in text]
        assert len(cards) == 1, "one living card in the group, edited and never posted again"
