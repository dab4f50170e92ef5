"""What happens in many stories, told once: a report, a case on its way, what came newly, what a forger tries."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.domain.person import Role
from tests.town import Message, Neighbour, Town, labels, picture, said

LAMP = "路灯不亮"
HOUSE = "1号楼"


def resident(town: Town, grid: int = 1) -> Neighbour:
    """The resident of a grid in the demo community."""
    names = {1: "程桂兰", 2: "郑晓彤", 7: "景素芬"}
    return Neighbour(town, 2000 + grid, names[grid])


async def newcomer(
    town: Town, user_id: int = 3001, name: str = "新邻居", grid: int | None = 1, **more: str
) -> Neighbour:
    """Somebody who has never started the bot, and stands in the group of a grid."""
    person = await town.person(user_id, name, **more)
    if grid is not None:
        await town.post(f"/api/chats/{town.groups[grid]}/members", {"add": [user_id]})
        await town.quiet()
    return person


async def files_report(
    person: Neighbour,
    text: str = "三单元门口的灯坏了",
    *,
    kind: str = LAMP,
    house: str = HOUSE,
    photo: bytes | None = None,
    grid: int = 1,
) -> int:
    """Somebody reports from the group's button to the end; the number of the case."""
    await person.starts(f"r{grid}")
    await person.taps(kind)
    await person.says(text)
    if photo is not None:
        await person.says(photo=photo)
    await skips_photos(person)
    await person.taps(house)
    while "不是同一件" in labels(await person.last()):
        await person.taps("不是同一件")
    await person.taps("提交")
    return number_of(await person.sees("您上报的"))


async def skips_photos(person: Neighbour) -> None:
    """Go on where photos are asked, with those that are there or none."""
    for label in ("没有照片", "下一步"):
        if label in labels(await person.last()):
            await person.taps(label)


async def assigned(town: Town, number: int, worker: Neighbour | None = None) -> Neighbour:
    """The secretary gives the case to a worker, by default the full-time one of grid 1."""
    chosen = worker or town.staff(Role.FULL_TIME, 1)
    await gives(town, number, chosen)
    return chosen


async def gives(town: Town, number: int, *workers: Neighbour, by: str = "指派，") -> None:
    """The secretary gives the case to workers, the first of them leads, by the button of a deadline."""
    await town.secretary.taps_on(f"{number}号", "指派")
    for worker in workers:
        await town.secretary.taps_on(f"{number}号", worker.name)
    await town.secretary.taps_on(f"{number}号", by)


async def fills(person: Neighbour, number: int, label: str, *answers: str, behind: bool = False) -> None:
    """Somebody opens a form on their card of a case and answers it, up to the last tap: buttons, or else words."""
    if behind:
        await person.taps_on(f"{number}号 ·", "更多")
    await person.taps_on(f"{number}号 ·", label)
    for answer in answers:
        if any(answer in known for known in labels(await person.last())):
            await person.taps(answer)
        else:
            await person.says(answer)


async def refers(town: Town, number: int, unit: str) -> None:
    """The secretary gives the case to a department, which is to answer within a week."""
    await fills(town.secretary, number, "转办", unit, "7个工作日", "确定转办", behind=True)


async def returns(person: Neighbour, number: int, words: str = "已经装好了") -> None:
    """Somebody notes what a department has answered."""
    await fills(person, number, "记录答复", "已经办好", words, "确定记录答复")


async def fed_back(town: Town, number: int, worker: Neighbour | None = None) -> Neighbour:
    """The worker accepts and answers the card with a photo."""
    lead = await assigned(town, number, worker)
    await lead.taps_on(f"{number}号 ·", "接单")
    task = await lead.sees(f"{number}号 ·")
    await lead.says(photo=picture(90 + number), caption="修好了", reply_to=task["message_id"])
    return lead


async def closed(town: Town, number: int) -> Neighbour:
    """The case runs to its close; who handled it."""
    lead = await fed_back(town, number)
    await town.secretary.taps_on(f"{number}号 ·", "核查通过")
    await town.secretary.taps_on(f"{number}号 ·", "结案")
    return lead


def number_of(message: Message) -> int:
    """The number of the case that a message is about."""
    found = re.search(r"(\d+)号", said(message)) or re.search(r"No\. (\d+)", said(message))
    assert found, said(message)
    return int(found.group(1))


@asynccontextmanager
async def answers(person: Neighbour, many: int = 1, chat: int | None = None) -> AsyncIterator[list[Message]]:
    """The bot answers what happens inside with exactly that many new messages; they are in the list afterwards."""
    where = chat or person.user_id
    before = {message["message_id"] for message in await person.town.from_bot(where, person.user_id)}
    fresh: list[Message] = []
    yield fresh
    now = await person.town.from_bot(where, person.user_id)
    fresh += [message for message in now if message["message_id"] not in before]
    assert len(fresh) == many, [said(message) for message in fresh]


async def with_buttons(person: Neighbour) -> list[str]:
    """The texts of all messages of the bot that still have buttons to tap."""
    found = await person.town.from_bot(person.user_id, person.user_id)
    return [said(message) for message in found if labels(message)]


async def case_cards(town: Town, number: int, grid: int = 1) -> list[str]:
    """All messages about a case in the grid's group."""
    texts = await town.secretary.reads(chat=town.groups[grid])
    return [text for text in texts if re.search(rf"(?<!\d){number}号 ·", text)]


async def everything(town: Town, *people: Neighbour, grid: int = 1) -> list[tuple[str, list[str]]]:
    """All that the bot shows to these people and in the group, buttons included: to see that nothing changed."""
    seen = []
    for chat, viewer in [(town.groups[grid], town.secretary), *[(person.user_id, person) for person in people]]:
        found = await town.from_bot(chat, viewer.user_id)
        seen += [(said(message), labels(message)) for message in found]
    return seen
