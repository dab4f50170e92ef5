"""A night of rain, from the feed to the phones: who must know knows, and nobody hears twice what has not changed.

Two shift changes, an officer who is asleep, one who has blocked the bot, a source that is down for an hour, and a bot
that is killed three times. Whatever is heard that was not expected fails the story.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.domain.person import Role
from tests.stories.clocks import day_in, to_time
from tests.stories.duties import stands
from tests.stories.killed import kill, live
from tests.stories.listening import Chat, Listening, Words
from tests.stories.warned import GRIDS, all_out
from tests.town import Neighbour, Town, open_town
from tests.weather.papers import COUNTY, SENDER, alert, document, info

TAKE, HAVE = "接班", "收到"


@dataclass
class Night:
    """The leaders of three shifts, the officers of two grids, and the reserve; the ear hears all that is said."""

    town: Town
    evening: Neighbour
    by_night: Neighbour
    morning: Neighbour
    asleep: Neighbour
    blocked: Neighbour
    reserve: Neighbour
    ear: Listening
    issued: int = 0

    @property
    def groups(self) -> list[Chat]:
        """The chats of the seven grids."""
        return list(self.town.groups.values())

    @property
    def staff(self) -> list[Neighbour]:
        """Everybody who works for the community."""
        return [
            Neighbour(self.town, number, "") for number in sorted({one.user_id for one in self.town.community.staff})
        ]

    async def publish(self, colour: str, level: str, *, lift: bool = False) -> None:
        """The observatory issues a warning signal that takes up the one before; the bot reads it at its next look."""
        await self.put_up(colour, level, lift=lift)
        await self.town.wind(minutes=1, seconds=5)
        await all_out(self.town)

    async def put_up(self, colour: str, level: str, *, lift: bool = False) -> None:
        """It stands in the feed."""
        at, before = day_in(self.town), f"{SENDER},{COUNTY}41600000_{self.issued},2026-07-20T21:00:00+08:00"
        self.issued += 1
        verb = "解除" if lift else "发布"
        text = alert(
            info(f"{SENDER}{verb}暴雨{colour}色预警信号[{level}]"),
            identifier=f"{COUNTY}41600000_{self.issued}",
            sent=at.isoformat(timespec="seconds"),
            kind="Cancel" if lift else "Update" if self.issued > 1 else "Alert",
            references=before if self.issued > 1 else "",
        )
        ends = (at + timedelta(hours=20)).isoformat(timespec="seconds")
        file = document(text.replace("2026-07-21T03:00:00+08:00", ends))
        async with self.town.session.post(f"{self.town.sandbox.url}/api/weather/cap", data=file) as response:
            assert response.status == 200

    @property
    def secretary(self) -> Neighbour:
        """Who directs."""
        return self.town.secretary

    def hands_over(self, before: Neighbour, after: Neighbour) -> list[tuple[Chat, Words]]:
        """What is heard before one leader takes over from another."""
        return [(after, ("快到您值班了", "生效的预警")), (before, ("交班内容", "生效的预警"))]

    def begins(self, before: Neighbour, after: Neighbour, warning: str) -> None:
        """All that is heard as a shift begins; the top of the groups says who comes after that."""
        asked = ("该您值班了", f"{before.name}交给您的", warning, TAKE)
        self.ear.only([(after, asked)], edited=told(self.groups, ("值班：", before.name)))

    def takes_over(self, before: Neighbour, after: Neighbour) -> None:
        """All that is heard when one leader takes over from another."""
        top = told(self.groups, ("值班：", after.name))
        note: list[tuple[Chat, Words]] = [(before, ("交班内容", f"{after.name}")), (after, "您已接班")]
        self.ear.only([(before, (f"{after.name}已接", "您可以下班了"))], edited=[*note, *top])

    async def down(self, down: bool) -> None:
        """The weather services fail, or work again."""
        await self.town.post("/api/weather/down", {"down": down})


@asynccontextmanager
async def night(folder: Path) -> AsyncIterator[Night]:
    """Six in the evening; the first leader and the officers have taken over."""
    async with open_town(folder, settled=GRIDS, log=True) as town:
        await to_time(town, 18, 0)
        found = [one for one in town.community.staff if one.role in (Role.SPECIALIST, Role.AUXILIARY)]
        people = [Neighbour(town, one.user_id, one.name) for one in found]
        evening, by_night, morning, asleep, blocked, reserve = people[:3] + people[8:11]
        first = await stands(town, evening, "leader", 2 + 1 / 60)
        second = await stands(town, by_night, "leader", 12, follows=first, accepted=False)
        await stands(town, morning, "leader", 24 * 8, follows=second, accepted=False)
        for who, post in ((asleep, "g1"), (blocked, "g7"), (reserve, "reserve")):
            await stands(town, who, post, 24 * 9)
        yield Night(town, evening, by_night, morning, asleep, blocked, reserve, Listening(town))


def told(chats: list[Chat], words: Words) -> list[tuple[Chat, Words]]:
    """The same words in each of the chats."""
    return [(chat, words) for chat in chats]


async def test_a_rainstorm_over_a_night(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await _evening(n)
        await _shift_change(n)
        await _silence(n)
        await _red(n)
        await _morning(n)


async def _evening(n: Night) -> None:
    """Blue is a message, yellow a call; the bot is killed before it has read the feed."""
    on_duty: list[Chat] = [n.evening, n.asleep, n.blocked]
    await n.publish("蓝", "Ⅳ级/一般")
    n.ear.only([*told([*n.groups, *on_duty, n.reserve], "🟦 暴雨蓝色预警"), (n.secretary, "启动防汛应急响应IV级")])
    await n.put_up("黄", "Ⅲ级/较重")
    await kill(n.town)
    await n.town.sandbox.world.clock.advance(120)
    await live(n.town)
    await n.town.wind(seconds=61)
    n.ear.only(
        [
            *told(n.groups, ("🟨 暴雨黄色预警", "由蓝色升到黄色")),
            *told(on_duty, ("🟨 暴雨黄色预警", "请点“收到”")),
            (n.secretary, "启动防汛应急响应III级"),
        ],
        edited=[*told([*on_duty, n.reserve], ("🟨 暴雨黄色预警", "工作人员")), (n.secretary, "请看新的一条")],
    )
    await n.evening.taps(HAVE)  # who leads answers for all
    n.ear.only(edited=[(n.evening, "已收到"), *told([n.asleep, n.blocked], ("已有人收到", f"✅ {n.evening.name}"))])
    await n.town.wind(minutes=10)
    n.ear.nothing()


async def _shift_change(n: Night) -> None:
    """At eight the night's leader takes over."""
    await to_time(n.town, 19, 59)
    n.ear.only(n.hands_over(n.evening, n.by_night))
    await to_time(n.town, 20, 1)
    n.begins(n.evening, n.by_night, "🟨 暴雨黄色预警")
    await n.by_night.taps(TAKE)
    n.takes_over(n.evening, n.by_night)


async def _silence(n: Night) -> None:
    """The source says nothing for an hour: that is told once, to who leads, and once that it is back."""
    await to_time(n.town, 21, 0)
    n.ear.nothing()
    await n.down(True)
    for _ in range(12):
        await n.town.wind(minutes=5)
    n.ear.only([(n.by_night, "读不到")])
    await n.down(False)
    await n.town.wind(minutes=10)
    n.ear.only([(n.by_night, "又能读到")])


async def _red(n: Night) -> None:
    """Red at midnight: the leader answers, one is asleep, one has blocked the bot; it dies while it tells everybody."""
    await to_time(n.town, 23, 58)
    n.ear.nothing()
    for method in ("sendMessage", "editMessageText"):
        await n.town.fault(method, "403", chat_id=n.blocked.user_id, times=1_000)
    await n.put_up("红", "Ⅰ级/特别严重")
    await n.town.wind(minutes=1, seconds=5)
    await kill(n.town)
    await live(n.town)
    await all_out(n.town)
    called: list[Chat] = [n.by_night, n.asleep]
    others: list[Chat] = [
        one for one in n.staff if one.user_id not in {n.by_night.user_id, n.asleep.user_id, n.blocked.user_id}
    ]
    red = "🟥 暴雨红色预警"
    n.ear.only(
        [
            *told(n.groups, (red, "由黄色升到红色")),
            *told(others, (red, "工作人员")),
            *told(called, (red, "请点“收到”", "您在值班")),
            (n.reserve, (red, "请点“收到”", f"{n.blocked.name}联系不上，您是备班")),
            (n.secretary, "启动防汛应急响应I级"),
            (n.secretary, f"{n.blocked.name} 收不到消息"),
        ],
        edited=[
            (n.asleep, (red, "工作人员")),
            *told(called, f"❌ {n.blocked.name} 联系不上"),
            (n.secretary, "请看新的一条"),
        ],
    )
    await n.by_night.taps(HAVE)
    await n.reserve.taps(HAVE)
    n.ear.only(edited=told([*called, n.reserve], (f"✅ {n.by_night.name}")))
    await _asleep(n, [*called, n.reserve])


async def _asleep(n: Night, called: list[Chat]) -> None:
    """Who sleeps is called again, and then those after them; the bot is killed in between."""
    await kill(n.town)
    await n.town.sandbox.world.clock.advance(200)
    await live(n.town)
    n.ear.only([(n.asleep, ("请点“收到”", "23:59 叫过您，还没有收到您的答复"))])
    head = n.town.staff(Role.GRID_HEAD, 1)
    await n.town.wind(minutes=4)
    silent = f"{n.asleep.name} 23:59 起没有答复"
    n.ear.only([(head, ("请点“收到”", silent, "您是网格长"))], edited=told(called, head.name))
    await head.taps(HAVE)
    n.ear.only(edited=told([*called, head], f"✅ {head.name}"))
    await n.town.wind(hours=1)
    n.ear.nothing()


async def _morning(n: Night) -> None:
    """Lowered is an edit; the third leader comes; lifted is told once."""
    await to_time(n.town, 3, 0)
    n.ear.nothing()
    reached: list[Chat] = [one for one in n.staff if one.user_id != n.blocked.user_id]
    await n.publish("橙", "Ⅱ级/严重")
    await kill(n.town)
    await live(n.town)
    await n.town.wind(minutes=5)
    n.ear.only(edited=told([*n.groups, *reached], ("🟧 暴雨橙色预警", "由红色降到橙色")))
    await to_time(n.town, 7, 45)
    n.ear.only([*n.hands_over(n.by_night, n.morning), (n.secretary, ("每日自查", "没有送到的消息"))])
    await to_time(n.town, 8, 2)
    n.begins(n.by_night, n.morning, "🟧 暴雨橙色预警")
    await n.morning.taps(TAKE)
    n.takes_over(n.by_night, n.morning)
    await n.publish("橙", "Ⅱ级/严重", lift=True)
    called: list[Chat] = [n.by_night, n.asleep, n.reserve, n.town.staff(Role.GRID_HEAD, 1)]
    lifted = "✅ 已解除：🟧 暴雨橙色预警"
    n.ear.only(told([*n.groups, *reached], lifted), edited=told(called, (lifted, "不用再答复了")))
    await n.town.wind(minutes=20)
    n.ear.nothing()
