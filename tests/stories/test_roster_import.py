"""The street's roster comes as a file: shown as what it would change, then taken as a whole, or not at all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.actions.context import Context
from bot.domain.roster import Origin
from bot.domain.sheet import Table
from bot.papers.writing import csv, xlsx
from bot.storage import people, roster
from tests.stories.clocks import now_in, said_day
from tests.stories.duties import act, stands
from tests.stories.rosters import events, held, sends
from tests.stories.test_roster import Office, ahead, office
from tests.town import labels, said

HEADING = ("日期", "星期", "带班领导", "第一网格", "备勤")


def month(o: Office, *days: tuple[str, ...], headings: tuple[str, ...] = HEADING) -> bytes:
    """A sheet as the street makes it."""
    return xlsx(Table("2026年防汛值班表", headings, days))


async def test_it_is_shown_first_then_taken_and_everybody_hears_of_their_shifts(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        a, b, c = o.workers
        tomorrow, after = days_ahead(o, 1), days_ahead(o, 2)
        await sends(
            o.secretary, month(o, (tomorrow, "", a.name, b.name, ""), (after, "", b.name, "", c.name)), "值班.xlsx"
        )
        preview = await o.secretary.sees("值班表预览", "还没有生效", "一共 4 班", "新排 4 班，换人 0 班")
        assert labels(preview) == ["全部采用", "不要"] and await act(o.town, ahead) == []
        o.ear.forget()
        await o.secretary.taps("全部采用")
        told = [(a, ("值班表有更新", "带班领导")), (b, ("带班领导", "第一网格")), (c, ("备班",))]
        gaps = (o.secretary, ("值班表有问题", "第一网格值班：没有排人", "带班领导：没有排人"))
        o.ear.only([*told, gaps], [(o.secretary, ("值班表已采用", "已经告诉 3 个人"))])
        assert [(one.post, one.origin.value) for one in await act(o.town, ahead)] == [
            ("g1", "list"),
            ("leader", "list"),
            ("leader", "list"),
            ("reserve", "list"),
        ]
        assert [facts for _, facts in events(o.town, "roster.listed")] == ['{"added":4,"changed":0,"removed":0}']


def days_ahead(o: Office, days: int) -> str:
    """A day as the street writes it."""
    calendar = o.town.community.calendar
    return (calendar.day_of(now_in(o.town)) + timedelta(days=days)).isoformat()


async def test_sent_again_only_what_differs_is_told(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        a, b, c = o.workers
        first = (days_ahead(o, 1), "", a.name, b.name, "")
        await sends(o.secretary, month(o, first, (days_ahead(o, 2), "", b.name, "", "")))
        await o.secretary.taps("全部采用")
        o.ear.forget()
        await sends(o.secretary, month(o, first, (days_ahead(o, 2), "", c.name, "", "")))
        preview = said(await o.secretary.sees("新排 0 班，换人 1 班，不变 2 班"))
        assert f"{b.name} → {c.name}" in preview
        o.ear.forget()
        await o.secretary.taps("全部采用")
        told = [(b, "不用您值了"), (c, "您的新班")]
        o.ear.only(told, [(o.secretary, "值班表已采用")])


async def test_what_is_wrong_is_told_and_nothing_is_taken(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        content = csv(
            Table("", HEADING, ((days_ahead(o, 1), "", "没有这人", "", ""), ("昨天", "", o.workers[0].name, "", "")))
        )
        await sends(o.secretary, content, "值班.csv")
        message = await o.secretary.sees(
            "值班表没有采用，有 2 处要改", "第2行「带班领导」（C 列）", "第3行「日期」（A 列）"
        )
        assert labels(message) == [] and await act(o.town, ahead) == []


async def test_who_is_on_duty_stays_and_other_times_give_way(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        a, b, c = o.workers
        await stands(o.town, a, "leader")
        await stands(o.town, b, "g1", 4, begins=30, accepted=False)
        today, tomorrow = days_ahead(o, 0), days_ahead(o, 1)
        await sends(o.secretary, month(o, (today, "", c.name, "", ""), (tomorrow, "", "", c.name, "")))
        preview = said(await o.secretary.sees("值班表预览"))
        assert "有 1 班正有人在岗，不动" in preview and "有 1 个原来的班时间对不上，会取消" in preview
        o.ear.forget()
        await o.secretary.taps("全部采用")
        gaps = (o.secretary, ("值班表有问题", "带班领导：没有排人"))
        group = (o.town.groups[1], f"值班：{a.name}\n接下来：{said_day(o.town, 1)} {c.name}")
        o.ear.only([(b, "不用您值了"), (c, "您的新班"), gaps], [(o.secretary, "值班表已采用"), group])


async def test_a_preview_that_is_not_true_any_more_is_shown_anew(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        a, b, _ = o.workers
        await sends(o.secretary, month(o, (days_ahead(o, 1), "", a.name, "", "")))
        await o.secretary.sees("新排 1 班")
        await act(o.town, lambda ctx: _manned(ctx, b.user_id))
        answer = await o.secretary.taps("全部采用")
        assert answer is not None and "预览已经更新" in answer["text"]
        await o.secretary.sees("换人 1 班")
        await o.secretary.taps("不要")
        await o.secretary.sees("没有采用，值班表没有变")


async def test_somebody_who_left_meanwhile_is_not_put_on_the_roster(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        a, b, _ = o.workers
        await sends(o.secretary, month(o, (days_ahead(o, 1), "", a.name, b.name, "")))
        await o.secretary.sees("新排 2 班")
        for post in await held(a):
            await o.town.dismisses(a, post)
        answer = await o.secretary.taps("全部采用")
        assert answer is not None and "已经不在工作人员里了" in answer["text"]
        assert await act(o.town, ahead) == []


async def _manned(ctx: Context, user_id: int) -> None:
    """Somebody is put on the leader's post tomorrow."""
    calendar = ctx.community.calendar
    day = calendar.day_of(ctx.now) + timedelta(days=1)
    person = await people.by_user(ctx.tx, ctx.community_id, user_id)
    assert person is not None
    span = calendar.instant(day, 480), calendar.instant(day + timedelta(days=1), 480)
    await roster.add(ctx.tx, ctx.community_id, "leader", 1, person.person_id, span, Origin.HAND)
