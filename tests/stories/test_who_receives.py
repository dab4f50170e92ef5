"""For each event of a case: exactly who receives what. Any message more fails, and any message less."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.person import Appointment, Role
from tests.ears import leaks
from tests.stories.scenes import HOUSE, LAMP, fills, newcomer, resident, skips_photos
from tests.town import Neighbour, Town, open_town, picture

#: "+" is a new message, which may make the phone sound; "~" a message that was there and changed.
SIGNS = {"sendMessage": "+", "sendPhoto": "+", "sendMediaGroup": "+", "sendVoice": "+", "sendDocument": "+"}
EDITS = {"editMessageText": "~", "editMessageCaption": "~"}


@dataclass
class Cast:
    """One of each who may stand around a case of grid 1, and some who may not."""

    town: Town
    people: dict[str, Neighbour]
    chats: dict[int, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Neighbour:
        return self.people[name]

    @asynccontextmanager
    async def receives(self, expected: dict[str, list[str]]) -> AsyncIterator[None]:
        """What happens inside is heard by exactly these, as exactly these messages, known by words in them."""
        await self.town.wind(minutes=1)  # nobody taps so fast that Telegram's limits would hold a message back
        before = len(self.town.ears.heard)
        yield
        await self.town.quiet()
        found: dict[str, list[str]] = {}
        for one in self.town.ears.heard[before:]:
            sign = SIGNS.get(one.method) or EDITS.get(one.method)
            if sign:
                found.setdefault(self.chats[one.chat_id], []).append(sign + one.words.strip().splitlines()[0])
        assert found.keys() == expected.keys(), found
        for name, lines in found.items():
            assert matched(lines, expected[name]), (name, lines)


def matched(lines: list[str], wanted: list[str]) -> bool:
    """Whether each line is what is wanted and nothing else: the sign, and words that stand in it."""
    left = list(lines)
    for sign, words in ((one[0], one[1:]) for one in wanted):
        fitting = next((line for line in left if line[0] == sign and words in line), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return not left


@asynccontextmanager
async def a_cast(data: Path) -> AsyncIterator[Cast]:
    """A town with everybody in it, each known and reachable."""
    async with open_town(data, settled=(1, 2)) as town:
        cast = Cast(
            town,
            {
                "reporter": resident(town),
                "neighbour": await newcomer(town, 3001, "赵邻居"),
                "elsewhere": resident(town, 2),
                "outsider": await newcomer(town, 3009, "孙路人", grid=None),
                "secretary": town.secretary,
                "deputy": await newcomer(town, 3002, "钱代书", grid=None),
                "head": town.staff(Role.GRID_HEAD, 1),
                "lead": town.staff(Role.FULL_TIME, 1),
                "colleague": town.staff(Role.AUXILIARY, 1),
                "worker 2": town.staff(Role.FULL_TIME, 2),
                "liaison": await newcomer(town, 3003, "周联络", grid=None),
                "liaison 2": await newcomer(town, 3004, "吴联络", grid=None),
                "duty": await newcomer(town, 3005, "郑值班", grid=None),
                "red": await newcomer(town, 3006, "王红", grid=None),
            },
        )
        for name, held in (
            ("deputy", Appointment(Role.DEPUTY, None)),
            ("liaison", Appointment(Role.LIAISON, None, "城管")),
            ("liaison 2", Appointment(Role.LIAISON, None, "消防")),
            ("duty", Appointment(Role.DUTY, None)),
            ("red", Appointment(Role.RED_TEAM, 1)),
        ):
            await town.appoints(cast[name], held)
        for person in cast.people.values():
            await person.starts()
        for name in ("reporter", "neighbour"):  # whoever speaks in the group is a resident
            await cast[name].says("/help", chat=town.groups[1])
        await cast["elsewhere"].says("/help", chat=town.groups[2])
        cast.chats = {person.user_id: name for name, person in cast.people.items()}
        cast.chats |= {town.groups[1]: "group", town.groups[2]: "group 2"}
        cast.chats |= {s.user_id: f"other staff {s.user_id}" for s in town.community.staff} | cast.chats
        yield cast


async def up_to_the_end(person: Neighbour, kind: str, text: str) -> None:
    """A report, all but submitted."""
    await person.starts("r1")
    await person.taps(kind)
    await person.says(text)
    await skips_photos(person)
    await person.taps(HOUSE)


async def test_who_receives_what_of_a_public_case(tmp_path: Path) -> None:
    async with a_cast(tmp_path) as cast:
        group = cast.town.groups[1]
        await up_to_the_end(cast["reporter"], LAMP, "三单元门口的灯坏了")
        async with cast.receives({"reporter": ["~您上报的 1号"], "secretary": ["+1号"], "group": ["+1号"]}):
            await cast["reporter"].taps("提交")
        async with cast.receives({"neighbour": ["+1号"]}):
            await cast["neighbour"].taps("我也关注", chat=group)
        everybody = {
            "reporter": ["~您上报的 1号"],
            "neighbour": ["~1号"],
            "secretary": ["~1号"],
            "lead": ["~1号"],
            "group": ["~1号"],
        }
        async with cast.receives({"secretary": ["~1号"]}):
            await cast["secretary"].taps_on("1号", "指派")
        async with cast.receives({"secretary": ["~1号"]}):
            await cast["secretary"].taps_on("1号", cast["lead"].name)
        async with cast.receives({**everybody, "lead": ["+1号"]}):
            await cast["secretary"].taps_on("1号", "指派，")
        news = {"reporter": ["+1号", "~您上报的 1号"], "neighbour": ["+1号", "~1号"]}
        async with cast.receives({**everybody, **news}):
            await cast["lead"].taps_on("1号", "接单")
        async with cast.receives(everybody):
            await cast["lead"].taps_on("1号", "开始处置")
        card = await cast["lead"].sees("1号 ·")
        proof = {**everybody, "secretary": ["+1号"], "lead": ["+1号的反馈已提交", "~1号"]}
        async with cast.receives(proof):
            await cast["lead"].says(photo=picture(9), caption="修好了", reply_to=card["message_id"])
        async with cast.receives(everybody):
            await cast["secretary"].taps_on("1号", "核查通过")
        # Their card asks the reporter and the follower something: it comes anew, and no message beside it.
        asked = {"reporter": ["+您上报的 1号"], "neighbour": ["+您关注的 1号"]}
        async with cast.receives({**everybody, **asked}):
            await cast["secretary"].taps_on("1号", "结案")
        said = {name: everybody[name] for name in ("reporter", "secretary", "lead")}
        async with cast.receives(said):
            await cast["reporter"].taps_on("您上报的 1号", "部分解决")
        async with cast.receives(said):
            await cast["reporter"].taps_on("您上报的 1号", "4分")
        async with cast.receives({"neighbour": ["+", "+"]}):
            await fills(cast["neighbour"], 1, "我有异议", "我家门口还是黑的")
        objection = {"neighbour": ["~好了", "~您关注的 1号"], "lead": ["~1号"]}
        async with cast.receives({**objection, "secretary": ["+1号 · 路灯不亮", "~1号"]}):
            await cast["neighbour"].taps("确定申请重新办理")
        async with cast.receives({"secretary": ["+", "+"]}):
            await cast["secretary"].taps("不同意")
            await cast["secretary"].says("再看一周")
        refusal = {"neighbour": ["+1号申请重新办理，没有同意", "~您关注的 1号"]}
        refusal |= {"lead": ["~1号"]}
        async with cast.receives({**refusal, "secretary": ["~好了", "~1号 · 路灯不亮", "~1号 · 路灯不亮"]}):
            await cast["secretary"].taps("确定不同意")
        # A neighbour who has left the group hears no more of it.
        await cast.town.post(f"/api/chats/{group}/members", {"remove": [cast["neighbour"].user_id]})
        async with cast.receives({"reporter": ["~您上报的 1号"]}):
            await cast.town.wind(days=6, hours=23)  # the time to answer is over
        del everybody["neighbour"]
        async with cast.receives(everybody):
            await cast.town.wind(hours=2)


async def test_who_receives_what_of_a_dispute(tmp_path: Path) -> None:
    """The group knows that there is something, and nobody but those concerned knows what."""
    async with a_cast(tmp_path) as cast:
        await up_to_the_end(cast["reporter"], "噪音扰民", "楼上每天半夜搬家具")
        async with cast.receives({"reporter": ["~您上报的 1号"], "secretary": ["+1号"], "group": ["+1号"]}):
            await cast["reporter"].taps("提交")
        cards = {"reporter": ["~您上报的 1号"], "secretary": ["~1号"], "lead": ["~1号"], "group": ["~1号"]}
        async with cast.receives({"secretary": ["~1号"]}):
            await cast["secretary"].taps_on("1号", "指派")
        async with cast.receives({"secretary": ["~1号"]}):
            await cast["secretary"].taps_on("1号", cast["lead"].name)
        async with cast.receives({**cards, "lead": ["+1号"]}):
            await cast["secretary"].taps_on("1号", "指派，")
        async with cast.receives({**cards, "reporter": ["~1号", "+1号"]}):
            await cast["lead"].taps_on("1号", "接单")
        # A question without names.
        async with cast.receives({"lead": ["+1号"]}):
            await cast["lead"].taps_on("1号", "问上报人")
        asked = {
            "reporter": ["+想问您", "~您上报的 1号"],
            "lead": ["~问题已转给上报人", "~1号"],
            "secretary": ["~1号"],
            "group": ["~1号"],
        }
        async with cast.receives(asked):
            await cast["lead"].says("一般几点开始？")
        async with cast.receives({"reporter": ["+"]}):
            await cast["reporter"].taps("回答")
        async with cast.receives(
            {
                "reporter": ["~想问您", "~回答已转过去", "~您上报的 1号"],
                "lead": ["+1号", "~1号"],
                "secretary": ["~1号"],
                "group": ["~1号"],
            }
        ):
            await cast["reporter"].says("十二点左右")
        # The reporter lets the worker know who they are.
        async with cast.receives({"reporter": ["~1号"], "lead": ["~1号"], "secretary": ["~1号"]}):
            await cast["reporter"].taps_on("1号", "让处置人员知道我是谁")
        # A department has it for a while.
        await fills(cast["secretary"], 1, "转办", "城管", "7个工作日", behind=True)
        referral = {"group": ["~1号"], "lead": ["~1号"], "reporter": ["~1号", "+1号"]}
        async with cast.receives({**referral, "secretary": ["~好了，1号已转办", "~1号"], "liaison": ["+1号"]}):
            await cast["secretary"].taps("确定转办")
        await fills(cast["liaison"], 1, "记录答复", "已经办好", "已经劝过了")
        back = {"secretary": ["+1号"], "lead": ["+1号"], "liaison": ["~已转回", "~好了，1号已记录答复"]}
        async with cast.receives({**referral, **back}):
            await cast["liaison"].taps("确定记录答复")
        # A colleague takes it over.
        async with cast.receives({"lead": ["+1号"]}):
            await cast["lead"].taps_on("1号", "转给同事")
        async with cast.receives({"lead": ["~1号"], "colleague": ["+想请您接手"]}):
            await cast["lead"].taps_on("1号", cast["colleague"].name)
        async with cast.receives(
            {**cards, "lead": ["~移交", "~移交", "+1号"], "colleague": ["+1号", "~1号"], "secretary": ["~1号", "+1号"]}
        ):
            await cast["colleague"].taps("我接手")
        assert leaks(cast.town.ears.in_groups(), await cast.town.possible_reporters()) == []
