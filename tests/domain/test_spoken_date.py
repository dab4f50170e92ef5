"""Dates that people write in a sentence; what only looks like one is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.chinese_number import number
from bot.domain.spoken_date import find
from bot.domain.workdays import Calendar
from tests.domain.test_workdays import SHANGHAI, USUAL, at, shown

#: A Thursday morning.
NOW = at("2026-11-26 10:00")

#: A sentence, what is meant, and the words for it.
DATES = [
    # the days around
    ("明天上午去看看", "11-27 12:00", "明天上午"),
    ("明天去", "11-27 18:00", "明天"),
    ("明天下午再去一次", "11-27 18:00", "明天下午"),
    ("明早去", "11-27 12:00", "明早"),
    ("明晚8点上门", "11-27 23:59", "明晚"),
    ("明天晚上他在家", "11-27 23:59", "明天晚上"),
    ("后天弄好", "11-28 18:00", "后天"),
    ("大后天来拆", "11-29 18:00", "大后天"),
    ("今天内处理", "11-26 18:00", "今天内"),
    ("今天下班前弄好", "11-26 18:00", "今天下班前"),
    ("今晚再去", "11-26 23:59", "今晚"),
    ("今天下午再劝劝", "11-26 18:00", "今天下午"),
    # the days of the week
    ("周五前一定弄好", "11-27 18:00", "周五前"),
    ("户主说周五之前拆", "11-27 18:00", "周五之前"),
    ("本周五", "11-27 18:00", "本周五"),
    ("下周三", "12-02 18:00", "下周三"),
    ("下个星期三上午", "12-02 12:00", "下个星期三上午"),
    ("下礼拜三", "12-02 18:00", "下礼拜三"),
    ("下下周一", "12-07 18:00", "下下周一"),
    ("礼拜天", "11-29 18:00", "礼拜天"),
    ("周末来", "11-29 18:00", "周末"),
    ("周四", "11-26 18:00", "周四"),  # today
    ("周二下午", "12-01 18:00", "周二下午"),  # the next one
    ("等到周一", "11-30 18:00", "周一"),
    ("星期5", "11-27 18:00", "星期5"),
    ("这周内", "11-27 18:00", "这周内"),
    ("本周之内完成", "11-27 18:00", "本周之内"),
    ("下周内", "12-04 18:00", "下周内"),
    # dates
    ("12月5日", "12-05 18:00", "12月5日"),
    ("１２月５日前", "12-05 18:00", "12月5日前"),
    ("十二月五号", "12-05 18:00", "十二月五号"),
    ("十二月二十五号上午", "12-25 12:00", "十二月二十五号上午"),
    ("1月5日", "01-05 18:00", "1月5日"),  # of next year
    ("明年1月5日前", "01-05 18:00", "明年1月5日前"),
    ("2026年12月5日之前", "12-05 18:00", "2026年12月5日之前"),
    ("2026/12/05", "12-05 18:00", "2026/12/05"),
    ("2026-12-5", "12-05 18:00", "2026-12-5"),
    ("2026.12.5。", "12-05 18:00", "2026.12.5"),
    ("12-05", "12-05 18:00", "12-05"),
    ("12-05前", "12-05 18:00", "12-05前"),
    ("12/5 上门", "12-05 18:00", "12/5"),
    ("12-5之前", "12-05 18:00", "12-5之前"),
    ("11月26日", "11-26 18:00", "11月26日"),
    # the day of a month
    ("5号之前", "12-05 18:00", "5号之前"),
    ("5号前一定拆", "12-05 18:00", "5号前"),
    ("二十八号前搬走", "11-28 18:00", "二十八号前"),
    ("争取5号弄完", "12-05 18:00", "争取5号"),
    ("最迟30号", "11-30 18:00", "最迟30号"),
    ("本月30号", "11-30 18:00", "本月30号"),
    ("下个月5号", "12-05 18:00", "下个月5号"),
    ("5号上午", "12-05 12:00", "5号上午"),
    # periods
    ("三天内", "11-29 18:00", "三天内"),
    ("3天之内搬走", "11-29 18:00", "3天之内"),
    ("两三天内", "11-29 18:00", "两三天内"),
    ("5日内", "12-01 18:00", "5日内"),
    ("3个工作日内", "12-01 18:00", "3个工作日内"),
    ("两周内", "12-10 18:00", "两周内"),
    ("一个星期内", "12-03 18:00", "一个星期内"),
    ("半个月内", "12-11 18:00", "半个月内"),
    ("一个月内", "12-26 18:00", "一个月内"),
    ("十天后再来", "12-06 18:00", "十天后"),
    ("月底", "11-30 18:00", "月底"),
    ("月底前", "11-30 18:00", "月底前"),
    ("下个月底", "12-31 18:00", "下个月底"),
    ("12月底", "12-31 18:00", "12月底"),
    ("一月底之前", "01-29 18:00", "一月底之前"),  # the 31st is a Sunday: the last working day
    ("明年2月底", "02-26 18:00", "明年2月底"),
    ("年底前", "12-31 18:00", "年底前"),
    # among other things
    ("5号楼的住户说周五前搬走，电话13800138000", "11-27 18:00", "周五前"),
    ("他上周五答应过，现在说后天", "11-28 18:00", "后天"),
    ("2号泵房明天修", "11-27 18:00", "明天"),
    ("2月30日弄好，不行就明天", "11-27 18:00", "明天"),
]

#: No dates.
NONE = [
    "",
    "好的",
    "五号楼",
    "5号楼前",
    "3号线",
    "12号案件",
    "5-3号楼",
    "3-2-501",
    "12-05室",
    "住12-05",
    "2号泵房",
    "1号机房",
    "12月5号楼",
    "解放路5号前面",
    "5号前面的空地",
    "5号前门",
    "走到5号",
    "到5号楼",
    "10点",
    "10点半前",
    "下午3点",
    "12:05",
    "13800138000",
    "138-0013-8000",
    "0356-12-0512",
    "3.5米",
    "1/2",
    "完成1/3",
    "2-3天",
    "7-8个人",
    "每周五来",
    "周一到周五上班",
    "周一至五",
    "上周五去过",
    "上个星期五",
    "三周一次",
    "一周一次",
    "周边环境",
    "周年",
    "每月底",
    "上月底",
    "去年年底",
    "三年内",
    "3月内",
    "说明天气不好",
    "以后天天来",
    "后天性",
    "今天下午去了他家",
    "今天上午已经看过",
    "今晚去了",
    "最近三天内来过",
    "前三天内",
    "第三天",
    "三天前",
    "11月20日已上门",
    "11月25日",
    "2026-11-25",
    "2020年12月5日",
    "本周三",
    "本月5号",
    "32号之前",
    "13月1日",
    "2月30日",
    "2028年12月5日",
    "500天内",
    "过两天",
    "尽快",
]


@pytest.mark.parametrize(("text", "day", "words"), DATES)
def test_what_is_meant(text: str, day: str, words: str) -> None:
    found = find(text, NOW, USUAL)
    assert found is not None
    assert (shown(found.at)[5:], found.words) == (day, words)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text: str) -> None:
    assert find(text, NOW, USUAL) is None


@pytest.mark.parametrize(
    ("now", "text", "day"),
    [
        ("11-26 19:00", "周四", "12-03 18:00"),  # today's service is over: the next one
        ("11-26 19:00", "今天内", "11-26 23:59"),
        ("11-26 19:00", "11月26日", "11-26 23:59"),
        ("11-26 15:00", "周四上午", "12-03 12:00"),
        ("11-26 15:00", "11月26日上午", None),
        ("11-26 15:00", "今天上午", None),
        ("11-28 10:00", "这周内", "11-29 18:00"),  # no working day of the week is left
        ("11-30 19:00", "月底", "11-30 23:59"),
        ("12-31 10:00", "5号之前", "01-05 18:00"),
        ("12-31 10:00", "12月31日", "12-31 18:00"),
        ("12-31 19:00", "下个月5号前", "01-05 18:00"),
    ],
)
def test_it_depends_on_when_it_is_said(now: str, text: str, day: str | None) -> None:
    found = find(text, at(f"2026-{now}"), USUAL)
    assert (shown(found.at)[5:] if found else None) == day


@pytest.mark.parametrize(
    ("hours", "noon", "end"),
    [
        (((540, 690), (810, 1020)), "11:30", "17:00"),
        (((540, 1020),), "12:00", "17:00"),  # no break
        (((420, 660),), "12:00", "13:00"),  # mornings only: the afternoon has an hour at least
    ],
)
def test_the_hours_are_the_communitys(hours: tuple[tuple[int, int], ...], noon: str, end: str) -> None:
    calendar = Calendar(SHANGHAI, hours)
    morning, afternoon = find("明天上午", NOW, calendar), find("明天下午", NOW, calendar)
    assert morning and shown(morning.at) == f"2026-11-27 {noon}"
    assert afternoon and shown(afternoon.at) == f"2026-11-27 {end}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("05", 5),
        ("31", 31),
        ("五", 5),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十五", 25),
        ("两三", 3),
        ("三五", 5),
        ("五三", None),
        ("十十", None),
        ("一二三", None),
        ("", None),
        ("x", None),
        ("²", None),
    ],
)
def test_numbers_as_people_write_them(text: str, value: int | None) -> None:
    assert number(text) == value


SIGNS = "一二两三四五六七八九十0123456789/-.年月日号天周末前内后底明今大下本这个上每，楼到半 \n了２㈤"
PARTS = st.sampled_from([*SIGNS, "星期", "礼拜", "工作日", "上午", "之前", "号楼", "月底"])
NOWS = st.integers(at("2024-02-01 00:00"), at("2029-03-01 00:00"))


@settings(max_examples=1500, deadline=None)
@given(st.lists(PARTS, max_size=14).map("".join) | st.text(max_size=40), NOWS)
@example("99个月内", at("2026-12-31 23:59"))
@example("12个月内", at("2027-02-28 10:00"))
@example("十二个月后", at("2028-02-29 23:59"))
@example("二月二十九日", at("2027-12-31 19:00"))
def test_any_text_gives_a_date_ahead_or_none(text: str, now: int) -> None:
    found = find(text, now, USUAL)
    if found is not None:
        assert now < found.at <= now + 366 * 86_400_000
        assert found.words and found.words in unicodedata.normalize("NFKC", text)


def test_a_long_text_takes_no_long_time() -> None:
    for part in ("今晚", "12-", "周", "5号", "十", "月底前", "9" * 50, "下下周"):
        find(part * (4_000 // len(part)), NOW, USUAL)
