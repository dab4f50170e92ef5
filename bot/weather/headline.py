"""What the title of a warning says: the hazard, the colour, and whether it lifts the warning.

The colour of a Chinese warning stands only there. These are words that are read, never said. Where a title names two
colours (from orange to red), the last one holds; where it names two hazards, the one that stands before the colour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.warning import Colour, Hazard

_LONGEST = 400

_CHINESE: dict[Hazard, str] = {
    Hazard.RAINSTORM: "暴雨 特大暴雨 大暴雨 强降雨 强降水 大雨 豪雨 大雷雨 短时强降水",
    Hazard.FLASH_FLOOD: "山洪 山洪灾害",
    Hazard.FLOOD: "洪水 洪涝 洪灾 江河洪水 中小河流洪水 汛情 凌汛 水情 高水位",
    Hazard.WATERLOGGING: "内涝 渍涝 积涝 积水 城市内涝 淹水",
    Hazard.RESERVOIR: "水库 水庫 泄洪 洩洪 水库泄洪 水庫洩洪 水库放水",
    Hazard.GEOLOGY: "地质灾害 地質災害 滑坡 泥石流 土石流 山体滑坡 崩塌 地质灾害气象风险",
    Hazard.TYPHOON: "台风 颱風 热带气旋 热带风暴 強烈颱風",
    Hazard.THUNDERSTORM: "雷电 雷雨大风 雷雨强风 雷暴大风 雷暴 强对流 飑线 龙卷 龙卷风 雷擊 大雷雨即時訊息",
    Hazard.GALE: "大风 海上大风 强风 強風 陣風 阵风 内陆大风 海区大风",
    Hazard.HAIL: "冰雹",
    Hazard.SNOW: "暴雪 大雪 降雪 雪灾 暴风雪",
    Hazard.COLD: "寒潮 低温 低溫 强冷空气 降温 强降温 持续低温 寒冷",
    Hazard.FROST: "霜冻",
    Hazard.ICE: "道路结冰 结冰 冰冻 雨雪冰冻 低温雨雪冰冻 电线积冰",
    Hazard.HEAT: "高温 高溫 热浪 高温中暑 酷热",
    Hazard.DROUGHT: "干旱 气象干旱",
    Hazard.FOG: "大雾 浓雾 濃霧 海上大雾 海雾",
    Hazard.HAZE: "霾 灰霾 雾霾 重污染天气 空气重污染",
    Hazard.SAND: "沙尘 沙尘暴 强沙尘暴 扬沙",
    Hazard.FIRE: "火险 森林火险 草原火险 森林草原火险 森林火灾 高火险",
}
_ENGLISH: dict[Hazard, str] = {
    Hazard.RAINSTORM: "rainstorms?|rain ?storms?|torrential rain|heavy rain(?:fall)?|rain ?fall|downpours?",
    Hazard.FLASH_FLOOD: "flash floods?|flash flooding|mountain torrents?|mountain floods?",
    Hazard.FLOOD: "floods?|flooding",
    Hazard.WATERLOGGING: "water-?logging|urban flood(?:s|ing)?",
    Hazard.RESERVOIR: "reservoirs?|dam release|flood discharge",
    Hazard.GEOLOGY: "geological (?:disasters?|hazards?)|landslides?|mud-?slides?|debris flows?|mud-rock flows?",
    Hazard.TYPHOON: "typhoons?|tropical (?:cyclones?|storms?)|hurricanes?",
    Hazard.THUNDERSTORM: "thunder-?storms?|thunder|lightning|severe convection|tornado(?:es)?|thunderstorm gales?",
    Hazard.GALE: "gales?|strong winds?|high winds?|winds?",
    Hazard.HAIL: "hail|hailstorms?",
    Hazard.SNOW: "snow ?storms?|blizzards?|snow(?:fall)?|heavy snow",
    Hazard.COLD: "cold waves?|cold|low temperatures?|freeze",
    Hazard.FROST: "frosts?",
    Hazard.ICE: "road icing|icy roads?|icing|ice|freezing rain",
    Hazard.HEAT: "heat ?waves?|heat|high temperatures?|hot weather",
    Hazard.DROUGHT: "droughts?",
    Hazard.FOG: "fog|dense fog|heavy fog",
    Hazard.HAZE: "haze|smog",
    Hazard.SAND: "sand ?storms?|dust ?storms?|sand and dust|dust",
    Hazard.FIRE: "forest fires?|wild ?fires?|fire weather|fire danger|fire",
}
_WORDS = {word: hazard for hazard, words in _CHINESE.items() for word in words.split()}
_KNOWN = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_SPELT = re.compile(
    "|".join(rf"\b(?P<{hazard.name}>{words})\b" for hazard, words in _ENGLISH.items()).replace(" ?", "[ -]?"), re.I
)
_COLOURS = {"蓝": Colour.BLUE, "藍": Colour.BLUE, "黄": Colour.YELLOW, "黃": Colour.YELLOW}
_COLOURS |= {"橙": Colour.ORANGE, "红": Colour.RED, "紅": Colour.RED}
_COLOUR = re.compile("([蓝藍黄黃橙红紅])色?(?=预警|預警|警|信号|信號|提示|$|[]）)\\[（(，,。级])|([蓝藍黄黃橙红紅])色")
_LEVELS = {"Ⅰ": Colour.RED, "Ⅱ": Colour.ORANGE, "Ⅲ": Colour.YELLOW, "Ⅳ": Colour.BLUE}
_LEVELS |= {"I": Colour.RED, "II": Colour.ORANGE, "III": Colour.YELLOW, "IV": Colour.BLUE}
_LEVELS |= {"一": Colour.RED, "二": Colour.ORANGE, "三": Colour.YELLOW, "四": Colour.BLUE}
_LEVEL = re.compile(r"(Ⅰ|Ⅱ|Ⅲ|Ⅳ|IV|I{1,3}|一|二|三|四)级|\bLevel\s+(IV|I{1,3})\b")
_ALARM = "(?:warnings?|alerts?|signals?|advisor(?:y|ies)|watch)"
_HUE = re.compile(
    rf"\b(blue|yellow|orange|red)\b(?!\s+(?:river|lake|sea|creek|cross|rock|bluff|hills?)\b)"
    rf"(?=(?:\s+[a-z-]+){{0,4}}\s+{_ALARM}\b|\s*(?:$|[)\],.;]))|\b{_ALARM}\s*[:(-]\s*(blue|yellow|orange|red)\b",
    re.I,
)
_ANCHOR = re.compile("预警|預警|警报|警報|警戒|信号|信號|提示|风险")
_LIFTED = re.compile(
    "(?<![未不勿没])(?<!没有)(?<!尚未)(?:解除|撤销|撤消|撤除|取消|终止)(?!时间|条件|前|通知)(?=.{0,40}(?:预警|預警|警报|警報|信号|信號))"
    "|(?:预警|預警|警报|警報|信号|信號)(?:已经|已|现|现已|予以|宣布)?(?:解除|撤销|撤消|取消|终止)(?!时间|条件|前)"
)
_STANDS = re.compile("(?:发布|更新|变更|升级|降级|降为|升为|改为|改发|转为|继续|维持)[^，,。；;]{0,30}?[蓝黄橙红]色")
_ENDED = re.compile(
    rf"\b(?:lifts?|lifted|lifting|cancels?|cancell?ed|relieves?|relieved|removes?|removed|withdraws?|withdrawn|terminates?"
    rf"|terminated|rescinds?|releases? the|ends) (?:[a-z]+ ){{0,7}}{_ALARM}\b"
    rf"|\b{_ALARM} (?:signal )?(?:(?:has|have|is|was|been|are) ){{0,2}}(?:lifted|cancell?ed|relieved|removed|withdrawn"
    rf"|terminated|rescinded|ended|no longer in effect)\b",
    re.I,
)
_AGAIN = re.compile(
    r"\b(?:issues?|issued|upgrad\w+|downgrad\w+|changes? to)\b.{0,60}\b(?:blue|yellow|orange|red)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a title says; OTHER and UNKNOWN where it says nothing of it."""

    hazard: Hazard
    colour: Colour
    lifts: bool


@lru_cache(maxsize=4_096)
def read(headline: str, event: str = "") -> Said:
    """What a title says, and the name of the event where the title does not say it."""
    title, name = headline[:_LONGEST], event[:_LONGEST]
    hazard = hazard_of(title)
    if hazard is Hazard.OTHER:
        hazard = hazard_of(name)
    colour = colour_of(title)
    if colour is Colour.UNKNOWN:
        colour = colour_of(name)
    if colour is Colour.UNKNOWN:
        colour = _level_of(title)
    return Said(hazard, colour, lifts(title) or lifts(name))


def hazard_of(text: str) -> Hazard:
    """The hazard that a text names; of several the one that stands last before its colour."""
    hues = list(_COLOUR.finditer(text))
    anchors = hues or list(_ANCHOR.finditer(text))
    end = anchors[-1].start() if anchors else len(text)
    found = [(match.end(), match[0]) for match in _KNOWN.finditer(text)]
    if before := [word for at, word in found if at <= end]:
        return _WORDS[before[-1]]
    if found:
        return _WORDS[found[0][1]]
    spelt = _SPELT.search(text)
    return Hazard[spelt.lastgroup] if spelt and spelt.lastgroup else Hazard.OTHER


def colour_of(text: str) -> Colour:
    """The colour that a text names; of several the last."""
    found = [match[1] or match[2] for match in _COLOUR.finditer(text)]
    if found:
        return _COLOURS[found[-1]]
    hues = [match[1] or match[2] for match in _HUE.finditer(text)]
    return Colour(hues[-1].lower()) if hues else Colour.UNKNOWN


def lifts(text: str) -> bool:
    """Whether a title says that the warning ends, and not that it goes on in another colour."""
    for ending, going_on in ((_LIFTED, _STANDS), (_ENDED, _AGAIN)):
        ends = list(ending.finditer(text))
        if ends and not going_on.search(text, ends[-1].end()):
            return True
    return False


def _level_of(text: str) -> Colour:
    found = [match[1] or match[2] for match in _LEVEL.finditer(text)]
    return _LEVELS[found[-1]] if found else Colour.UNKNOWN


def colour_of_severity(severity: str) -> Colour:
    """The colour that stands for CAP's severity, where nothing names one."""
    return _SEVERITY.get(severity.strip().lower(), Colour.UNKNOWN)


def plain_colour(text: str) -> Colour:
    """A colour that stands by itself: "red", the Chinese for it, or "4; red; Extreme" as in Europe."""
    parts = [part.strip().lower() for part in text.split(";")]
    named = next((Colour(part) for part in parts if part in _PLAIN), Colour.UNKNOWN)
    sign = text.strip().removesuffix("预警").removesuffix("色")
    return _COLOURS.get(sign, named)


_SEVERITY = {
    "extreme": Colour.RED,
    "severe": Colour.ORANGE,
    "moderate": Colour.YELLOW,
    "minor": Colour.BLUE,
}
_PLAIN = frozenset({"blue", "yellow", "orange", "red"})
