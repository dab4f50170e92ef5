"""How dates look in a sentence: the patterns that :mod:`bot.domain.spoken_date` gives a meaning.

What could as well be a house, a line, a case or a score is no date: the characters around a number decide.
"""

from __future__ import annotations

import re

from bot.domain.chinese_number import NUMBER

#: The day of the week that a sign means, Monday is 0; a weekend ends on Sunday.
WEEKDAYS = {sign: at for at, signs in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天末")) for sign in signs}
#: How many days from today.
RELATIVE = {"今": 0, "明": 1, "后": 2, "大后": 3}

_WEEK = r"(?:周|星期|礼拜)"
_WEEKDAY = rf"{_WEEK}(?P<weekday>[一二三四五六日天末]|[1-6](?![0-9]))(?![福鸣常年岁])"
_WHICH = r"(?P<which>这个?|本|下下个?|下个?)"
_THIS_OR_NEXT_MONTH = r"(?P<month>本月|这个?月|下个?月)"
_YEAR = r"(?P<year>今年|明年|[0-9]{4}年)"
_DAYTIME = r"(?P<daytime>一早|早上|早晨|清早|上午|中午|午前|下午|午后|傍晚|晚上|夜里|晚(?!点)|早(?!点))"
#: "Before", but not "in front of", nor "two days before".
_UNTIL = r"(?:之前|以前|前(?![面门方排院头后边台厅楼栋侧段])(?![0-9一二两三四五几]{1,2}[天日周]))"
_INSIDE = r"(?:之内|以内|内(?![部容墙外科侧]))"
_TAIL = rf"(?:(?:的?{_DAYTIME})?(?:{_UNTIL}|{_INSIDE})?)"
_DAYTIME_OR_UNTIL = rf"(?:的?{_DAYTIME}{_UNTIL}?|{_UNTIL})"
#: What has a number and the sign of a day of the month, and is none: house 5, line 3, case 12.
_NO_THING = r"(?![楼线院门栋幢座单室房车案机库厅井桩泵梯店铺柜台桌])"
_NO_PLACE_BEFORE = r"(?<![0-9A-Za-z一二三四五六七八九十百千第\-/.:#路街巷弄村道园区楼栋幢座院门室层元组队家住号])"
_NO_NUMBER_BEFORE = r"(?<![0-9A-Za-z一二三四五六七八九十百千第两几\-/.:#])"
_ALONE = r"(?![0-9A-Za-z\-/.:%一-龥])"
_BY = r"(?:最迟|最晚|争取|不晚于|定在|(?<![送搬走跑移放挪倒堆停回去开跨拿挂])到|等)"
_DONE_BY = r"(?=[去来再交完办弄做解处拆修就能会可我])"
#: Whoever says "this afternoon" may tell what was; then he goes on with 了 or 过.
_AHEAD = r"(?![^，。,.;；！!？?\n]{0,30}[了过])"
_DASHED = (
    r"(?:(?P<month>[0-9]{2}(?=[-/][0-9]{2}(?![0-9]))|[0-9]{1,2}(?=/[0-9]{2}(?![0-9]))|[0-9]{2}(?=/[0-9](?![0-9])))"
    r"[-/](?P<day>[0-9]{1,2}))"
)
_DAY = rf"(?P<day>{NUMBER})"

_PATTERNS = {
    # from Monday to Friday is a habit, and no date
    "nothing": rf"{_WEEK}[一二三四五六日天](?:至|到|[-~—－]){_WEEK}?[一二三四五六日天]",
    "full_date": rf"{_NO_NUMBER_BEFORE}{_YEAR}?(?P<month>{NUMBER})月{_DAY}(?:日|号{_NO_THING}|{_ALONE}){_TAIL}",
    "figures": (
        r"(?<![0-9A-Za-z./\-])(?P<year>20[0-9]{2}[-/.])(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})"
        rf"(?![0-9A-Za-z号]|[-/.:][0-9]){_TAIL}"
    ),
    "month_and_day": rf"{_NO_PLACE_BEFORE}{_DASHED}(?:{_DAYTIME_OR_UNTIL}|{_ALONE})(?P<year>(?!))?",
    "month_and_day_until": (
        rf"{_NO_PLACE_BEFORE}(?P<month>[0-9]{{1,2}})[-/](?P<day>[0-9]{{1,2}}){_UNTIL}(?P<year>(?!))?"
    ),
    "this_or_next_month": rf"{_THIS_OR_NEXT_MONTH}的?{_DAY}(?:日|号{_NO_THING}){_TAIL}",
    "day_until": rf"{_NO_PLACE_BEFORE}{_DAY}号{_DAYTIME_OR_UNTIL}",
    "by_day": rf"{_BY}{_DAY}号(?:{_DAYTIME_OR_UNTIL}|{_ALONE}|{_DONE_BY})",
    "weekday": rf"(?<![每上逢隔第两个几整零一二三四五六七八九十0-9]){_WHICH}?{_WEEKDAY}{_TAIL}",
    "this_week": rf"(?<![以楼]){_WHICH}{_WEEK}(?:{_INSIDE}|里|底)",
    "tomorrow": rf"(?<![说证声表阐文光透清])(?P<relative>明)(?:[天日]|儿(?!子)|(?=[早晚])){_TAIL}",
    "day_after": rf"(?<![以今之最然前先])(?P<relative>大后|后)天(?![性天气数]){_TAIL}",
    "today": rf"(?P<relative>今)[天日](?:下班)?(?:{_UNTIL}|{_INSIDE}){_AHEAD}",
    "part_of_today": rf"(?P<relative>今)[天日]?{_DAYTIME}{_UNTIL}?{_AHEAD}",
    "within": (
        rf"(?<![0-9A-Za-z一二三四五六七八九十百千第两几前近去每\-/.:])(?P<many>{NUMBER})"
        rf"(?P<unit>个?(?:工作日|星期|礼拜)|天|日|周|个月)(?:{_INSIDE}|之后|以后|后(?![面门天]))"
    ),
    "half_a_month": rf"(?<![0-9一二两三几近去前每])半个?月(?:{_INSIDE}|之后|以后|后(?![面门]))",
    "end_of_month": (
        rf"(?:{_THIS_OR_NEXT_MONTH}|(?<![上每个去各前0-9一二三四五六七八九十])月)(?:底|末(?!尾)){_TAIL}"
        rf"|(?P<within>本月|这个?月){_INSIDE}"
    ),
    "end_of_a_month": rf"{_NO_NUMBER_BEFORE}{_YEAR}?(?P<month>{NUMBER})月份?(?:底|末(?!尾)){_TAIL}",
    "end_of_year": (
        r"(?<!去年)(?<!前年)(?<!明年)(?<!后年)(?<!上年)(?<!每年)(?<![去前每上明后0-9一二两三四五六七八九十几多百])"
        rf"年(?:底|末|{_INSIDE}){_UNTIL}?"
    ),
}

#: Name: what such a date looks like.
PATTERNS = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}
