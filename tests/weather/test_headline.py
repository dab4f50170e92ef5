"""What titles say: hazard, colour, and whether the warning is lifted."""

from __future__ import annotations

import pytest

from bot.domain.warning import Colour, Hazard
from bot.weather import headline
from bot.weather.headline import Said

H, C = Hazard, Colour
TITLES: list[tuple[str, Hazard, Colour, bool]] = [
    ("蓬莱区气象台变更发布高温红色预警信号[Ⅰ级/特别严重]", H.HEAT, C.RED, False),
    ("临桂区气象台更新大风蓝色预警信号", H.GALE, C.BLUE, False),
    ("晋城市气象台发布暴雨红色预警信号[Ⅰ级/特别严重]", H.RAINSTORM, C.RED, False),
    ("晋城市气象台继续发布暴雨橙色预警信号", H.RAINSTORM, C.ORANGE, False),
    ("晋城市气象台将暴雨橙色预警信号升级为暴雨红色预警信号", H.RAINSTORM, C.RED, False),
    ("由暴雨黄色预警升级为红色", H.RAINSTORM, C.RED, False),
    ("晋城市气象台将暴雨红色预警信号降级为暴雨蓝色预警信号", H.RAINSTORM, C.BLUE, False),
    ("暴雨预警(红)", H.RAINSTORM, C.RED, False),
    ("山洪灾害气象风险预警（黄色）", H.FLASH_FLOOD, C.YELLOW, False),
    ("暴雨诱发的地质灾害气象风险橙色预警", H.GEOLOGY, C.ORANGE, False),
    ("城市内涝气象风险橙色预警", H.WATERLOGGING, C.ORANGE, False),
    ("水利部和中国气象局联合发布中小河流洪水黄色预警", H.FLOOD, C.YELLOW, False),
    ("明德水庫:洩洪中", H.RESERVOIR, C.UNKNOWN, False),
    ("中央气象台发布台风蓝色预警", H.TYPHOON, C.BLUE, False),
    ("雷雨大风黄色预警信号", H.THUNDERSTORM, C.YELLOW, False),
    ("发布雷电黄色预警信号", H.THUNDERSTORM, C.YELLOW, False),
    ("强对流天气蓝色预警", H.THUNDERSTORM, C.BLUE, False),
    ("冰雹橙色预警信号", H.HAIL, C.ORANGE, False),
    ("暴雪红色预警信号", H.SNOW, C.RED, False),
    ("寒潮蓝色预警信号", H.COLD, C.BLUE, False),
    ("霜冻蓝色预警信号", H.FROST, C.BLUE, False),
    ("道路结冰橙色预警", H.ICE, C.ORANGE, False),
    ("低温雨雪冰冻黄色预警", H.ICE, C.YELLOW, False),
    ("气象干旱橙色预警", H.DROUGHT, C.ORANGE, False),
    ("大雾橙色预警", H.FOG, C.ORANGE, False),
    ("霾黄色预警", H.HAZE, C.YELLOW, False),
    ("沙尘暴蓝色预警信号", H.SAND, C.BLUE, False),
    ("森林火险红色预警信号", H.FIRE, C.RED, False),
    ("地震预警", H.OTHER, C.UNKNOWN, False),
    ("红旗区气象台发布暴雨蓝色预警信号", H.RAINSTORM, C.BLUE, False),
    ("红色旅游景区暴雨蓝色预警", H.RAINSTORM, C.BLUE, False),
    ("黄石市发布大雾预警", H.FOG, C.UNKNOWN, False),
    ("晋城市暴雨Ⅱ级预警", H.RAINSTORM, C.ORANGE, False),
    # lifts, and what sounds like one
    ("晋城市气象台解除暴雨红色预警信号", H.RAINSTORM, C.RED, True),
    ("解除暴雨黄色预警信号", H.RAINSTORM, C.YELLOW, True),
    ("暴雨红色预警信号解除", H.RAINSTORM, C.RED, True),
    ("暴雨红色预警信号已解除", H.RAINSTORM, C.RED, True),
    ("金乡县气象台解除大雾黄色预警信号[Ⅲ级/较重]", H.FOG, C.YELLOW, True),
    ("撤销台风蓝色预警", H.TYPHOON, C.BLUE, True),
    ("暴雨红色预警信号尚未解除", H.RAINSTORM, C.RED, False),
    ("暴雨红色预警信号，解除时间另行通知", H.RAINSTORM, C.RED, False),
    ("解除暴雨橙色预警，发布暴雨黄色预警信号", H.RAINSTORM, C.YELLOW, False),
    ("气象台继续发布暴雨红色预警信号，请取消户外活动", H.RAINSTORM, C.RED, False),
    # English
    ("Penglai Observatory issues a red warning signal for high temperatures [Level I/Severe]", H.HEAT, C.RED, False),
    ("Rainstorm Red Warning Signal", H.RAINSTORM, C.RED, False),
    ("Observatory upgrades the orange warning signal for rainstorm to a red warning signal", H.RAINSTORM, C.RED, False),
    ("Observatory lifts the yellow warning signal for rainstorm", H.RAINSTORM, C.YELLOW, True),
    ("The flash flood warning has been cancelled", H.FLASH_FLOOD, C.UNKNOWN, True),
    ("Typhoon red warning: flights cancelled, trains cancelled", H.TYPHOON, C.RED, False),
    ("Flood Warning for Red River until Monday", H.FLOOD, C.UNKNOWN, False),
    ("Wind Advisory issued May 10 at 10:00PM MDT", H.GALE, C.UNKNOWN, False),
    ("Tropical Cyclone Alert : Typhoon Paeng  [TEST]", H.TYPHOON, C.UNKNOWN, False),
    ("Road icing orange warning signal", H.ICE, C.ORANGE, False),
    ("", H.OTHER, C.UNKNOWN, False),
]


@pytest.mark.parametrize(("title", "hazard", "colour", "lifts"), TITLES, ids=[title for title, *_ in TITLES])
def test_a_title(title: str, hazard: Hazard, colour: Colour, lifts: bool) -> None:
    assert headline.read(title) == Said(hazard, colour, lifts)


def test_the_event_says_what_the_title_does_not() -> None:
    assert headline.read("请注意", "暴雨") == Said(H.RAINSTORM, C.UNKNOWN, False)
    assert headline.read("请注意", "暴雨红色预警") == Said(H.RAINSTORM, C.RED, False)
    assert headline.read("大雾预警", "暴雨").hazard is H.FOG


@pytest.mark.parametrize(
    ("text", "colour"),
    [("red", C.RED), ("紅色", C.RED), ("橙色预警", C.ORANGE), ("3; orange; Severe", C.ORANGE), ("green", C.UNKNOWN)],
)
def test_a_colour_by_itself(text: str, colour: Colour) -> None:
    assert headline.plain_colour(text) is colour


@pytest.mark.parametrize(("text", "colour"), [("Extreme", C.RED), ("severe", C.ORANGE), ("Unknown", C.UNKNOWN)])
def test_a_severity(text: str, colour: Colour) -> None:
    assert headline.colour_of_severity(text) is colour
