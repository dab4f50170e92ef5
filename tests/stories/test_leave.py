"""Leave: until when, who stands in, where work goes meanwhile, and coming back."""

from __future__ import annotations

from pathlib import Path

from bot.domain.button import Press, encode
from bot.domain.person import Role
from tests.stories.scenes import answers, assigned, case_cards, files_report, resident
from tests.stories.test_staff import appointed, audited, known, revoked
from tests.town import Neighbour, Town, labels, open_town, said


async def goes(person: Neighbour, until: str, deputy: str = "不指定") -> None:
    """Somebody goes on leave: a button or a date, then who stands in, leafing to them."""
    await person.says("/leave")
    if until in labels(await person.last()):
        await person.taps(until)
    else:
        await person.says(until)
    while not any(deputy in label for label in labels(await person.last())):
        await person.taps("下一页 ▶")
    await person.taps(deputy)


def crew(town: Town) -> tuple[Neighbour, Neighbour, Neighbour]:
    """Three workers of grid 1."""
    return town.staff(Role.FULL_TIME, 1), town.staff(Role.GRID_HEAD, 1), town.staff(Role.AUXILIARY, 1)


async def test_a_leave_is_told_and_ends_by_itself(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, deputy, _ = crew(town)
        await worker.says("/leave")
        for wrong, problem in (("等我想想", "没有看懂"), ("2020-01-01", "已经过去"), ("2031年1月1日", "最多请 90 天")):
            await worker.says(wrong)
            await worker.sees(problem)
        await worker.taps("3天")
        first = labels(await worker.last())[0]
        assert deputy.name in first, "who shares the grid comes first"
        async with answers(town.secretary):
            await worker.taps(deputy.name)
        await worker.sees("您正在请假", f"代班：{deputy.name}")
        await town.secretary.sees(f"{worker.name}请假", f"代班：{deputy.name}")
        await deputy.sees(f"{worker.name}请假", "请您代班")
        await worker.says("/leave")
        assert "提前回来" in labels(await worker.sees("您正在请假"))
        async with answers(worker, 2), answers(deputy), answers(town.secretary):
            await town.wind(days=3)
        await worker.sees("欢迎回来")
        await deputy.sees(f"{worker.name}回来了")
        await worker.says("/leave")
        await worker.sees("请假到哪天")


async def test_who_is_not_on_the_staff_has_no_leave(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await resident(town).says("/leave")
        await resident(town).sees("没有这个命令")
        message = (await resident(town).last())["message_id"]
        for what in ("leave.back", "leave.again", "leave.no"):
            assert await resident(town).taps_data(message, encode(Press(what, 1)))
        assert not await audited(town, "leave.ended")


async def test_work_goes_along_the_chain(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, deputy, last = crew(town)
        await goes(worker, "7天", deputy.name)
        await goes(deputy, "7天", last.name)
        await files_report(resident(town))
        await town.secretary.taps_on("1号", "指派")
        while not any(worker.name in label for label in labels(await town.secretary.sees("1号 ·"))):
            await town.secretary.taps_on("1号", "下一页 ▶")
        assert any(f"{worker.name} 专职 请假" in label for label in labels(await town.secretary.sees("1号 ·")))
        await town.secretary.taps_on("1号", worker.name)
        toast = await town.secretary.taps_on("1号", "指派，")
        assert toast is not None
        assert toast["text"] == f"{worker.name}请假，1号已指派给代班的{last.name}。" and toast["show_alert"]
        assert "接单" in labels(await last.sees("1号 ·")) and last.name in (await case_cards(town, 1))[-1]
        await town.wind(minutes=61)
        await last.sees("提醒（", "1号 路灯不亮", "请接单")


async def test_with_nobody_at_the_end_another_is_chosen(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, deputy, _ = crew(town)
        await goes(worker, "7天", deputy.name)
        await goes(deputy, "今天")
        await files_report(resident(town))
        person = await known(town, worker)
        await town.secretary.taps_on("1号", "指派")
        card = await town.secretary.sees("1号 ·")
        assert "请假" not in "".join(labels(card)), "who is away comes last"
        await town.secretary.taps_data(card["message_id"], f"p:team.pick:1:2:{person.person_id}")
        data = "p:team.give:1:2:0"
        assert "也没有人代班" in await town.secretary.taps_data(card["message_id"], data)
        assert "已立案" in (await case_cards(town, 1))[-1]


async def test_a_circle_is_refused_with_its_names(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        first, second, third = crew(town)
        await goes(first, "7天", second.name)
        await goes(second, "7天", third.name)
        await goes(third, "12-01", first.name)
        await third.sees("转一圈", f"{third.name} → {first.name} → {second.name} → {third.name}")
        await third.taps("不指定")
        await third.sees("您正在请假", "没有指定")
        assert len(await audited(town, "leave.began")) == 3


async def test_the_reminder_goes_to_the_deputy(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, deputy, _ = crew(town)
        await files_report(resident(town))
        await assigned(town, 1, worker)
        await goes(worker, "7天", deputy.name)
        await town.wind(minutes=61)
        await deputy.sees("提醒（", "1号", f"{worker.name}请假，您在代班")
        assert not [text for person in (worker, town.secretary) for text in await person.reads() if "提醒（" in text]


async def test_a_deputy_who_cannot_is_let_go(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, deputy, last = crew(town)
        await goes(worker, "7天", deputy.name)
        await deputy.taps("我不方便")
        await deputy.sees("不用代", worker.name)
        await town.secretary.sees(f"{deputy.name}不能代{worker.name}的班了")
        await worker.sees("现在没有人代班")
        answer = await deputy.taps("我不方便")
        assert answer is not None and "已经结束" in answer["text"]
        await worker.taps_on("现在没有人代班", "改时间或代班人")
        await worker.taps("7天")
        await worker.taps(last.name)
        await last.sees("请您代班")
        await revoked(town, last, "全部撤销" if len((await known(town, last)).appointments) > 2 else "撤销：")
        await worker.sees(f"{last.name}不能代您的班了")


async def test_cases_of_who_is_away_can_be_handed_over(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, deputy, last = crew(town)
        await files_report(resident(town))
        await assigned(town, 1, worker)
        await goes(worker, "7天")
        await town.secretary.sees(f"{worker.name}请假", "没有人代班")
        await goes(deputy, "7天", last.name)
        await town.secretary.says("/staff")
        await town.secretary.taps("待移交 1 件")
        await town.secretary.sees("1号", f"{worker.name}（请假）")
        await town.secretary.taps("1号 交给…")
        assert last.name in labels(await town.secretary.last())[0]
        message, person = (await town.secretary.last())["message_id"], await known(town, deputy)
        said_ = await town.secretary.taps_data(message, encode(Press("hand.offer", 1, person.person_id)))
        assert f"代班的{last.name}" in said_
        await last.taps("我接手")
        await worker.sees("1号", "此案件已移交")
        assert last.name in (await case_cards(town, 1))[-1]


async def test_coming_back_early_shows_what_there_is(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, deputy, _ = crew(town)
        await files_report(resident(town))
        await assigned(town, 1, worker)
        await goes(worker, "7天", deputy.name)
        await worker.taps("提前回来")
        await worker.sees("欢迎回来")
        await worker.sees("我的任务", "1号 路灯不亮")
        await town.secretary.sees(f"{worker.name}回来了")
        answer = await worker.taps("提前回来")
        assert answer is not None and "已经结束" in answer["text"]
        await worker.taps_on("1号 ·", "接单")
        async with answers(worker, 0):
            await town.wind(hours=20)  # the leave would have gone on


async def test_cards_of_a_secretary_on_leave_never_go_to_nobody(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary, deputy = town.secretary, town.staff(Role.SPECIALIST, 5)
        await files_report(resident(town))
        await goes(secretary, "3天")
        await files_report(resident(town), "花坛边的灯也坏了", house="2号楼")
        await secretary.sees("2号 · 路灯不亮")
        await secretary.taps("提前回来")
        await appointed(town, deputy, Role.DEPUTY)
        await secretary.says("/leave")
        await secretary.taps("3天")
        offered = labels(await secretary.last())
        assert [label for label in offered if deputy.name in label] and len(offered) == 4, "only who directs too"
        await secretary.taps(deputy.name)
        await deputy.sees("1号 · 路灯不亮")
        await files_report(resident(town), "车棚的灯坏了", house="3号楼")
        await deputy.sees("3号 · 路灯不亮")
        assert not [text for text in await secretary.reads() if text.startswith("3号")]
        await deputy.taps_on("3号", "指派")
        await deputy.taps_on("3号", town.staff(Role.FULL_TIME, 1).name)
        await deputy.taps_on("3号", "指派，")
        await town.wind(days=3)
        await secretary.sees("欢迎回来")
        await files_report(resident(town), "停车场的灯坏了", house="4号楼")
        assert "指派" in labels(await secretary.sees("4号 · 路灯不亮"))
        assert said(await secretary.sees("1号 · 路灯不亮"))
