"""What happens in the stories of a flood response: who is on duty, levels, answers to the roll call."""

from __future__ import annotations

from bot.actions import response
from bot.actions.context import Context
from bot.domain.person import Role
from bot.domain.roster import Origin
from bot.storage import people, roster
from bot.storage.store import Tx
from tests.town import Message, Neighbour, Town, said

HOUR_MS = 3_600_000


def context(town: Town, tx: Tx) -> Context:
    """The context of an action now."""
    return Context(tx, town.community, town.app.community_id, town.app.clock.now())


async def on_duty(town: Town, person: Neighbour, post: str, *, after_hours: int = 0, hours: int = 12) -> None:
    """Somebody stands on a post, from now or in some hours on, and has accepted if it is now."""

    async def work(tx: Tx) -> None:
        ctx = context(town, tx)
        known = await people.by_user(tx, ctx.community_id, person.user_id)
        assert known is not None
        begins = ctx.now - ctx.now % 60_000 + after_hours * HOUR_MS  # no gap between two shifts
        span = (begins, begins + hours * HOUR_MS)
        shift = await roster.add(tx, ctx.community_id, post, 1, known.person_id, span, Origin.HAND)
        assert shift is not None
        if not after_hours:
            await roster.accept(tx, ctx.community_id, shift.shift_id, known.person_id, ctx.now)

    await town.app.store.write(work)


async def proposed(town: Town, level: int, warning: int | None = None) -> bool:
    """The program proposes a level."""

    async def work(tx: Tx) -> bool:
        return await response.propose(context(town, tx), level, warning)

    made = await town.app.store.write(work)
    await town.quiet()
    return made


async def starts(town: Town, level: str = "III级") -> None:
    """The secretary starts a level."""
    await town.secretary.says("/response")
    await town.secretary.taps(level)
    if level == "I级":
        await town.secretary.taps("确认启动I级")


async def rolls(town: Town) -> None:
    """The secretary asks the residents."""
    await town.secretary.says("/response")
    await town.secretary.taps("发起平安确认")


async def listed(
    town: Town, label: str = "张奶奶", *, grid: str = "第一网格", building: str = "1号楼", phone: str = "13900001234"
) -> None:
    """The secretary lists a household."""
    await town.secretary.says("/households")
    await town.secretary.taps("添加一户")
    await town.secretary.says(label)
    await town.secretary.taps(grid)
    await town.secretary.taps(building)
    await town.secretary.says("独居，听力不好")
    await town.secretary.says(phone)


async def news(town: Town, person: Neighbour, before: int, chat: int | None = None) -> list[Message]:
    """The bot's messages since there were so many."""
    return (await town.from_bot(chat or person.user_id, person.user_id))[before:]


async def many(town: Town, person: Neighbour, chat: int | None = None) -> int:
    """How many messages of the bot somebody has."""
    return len(await town.from_bot(chat or person.user_id, person.user_id))


async def heads(town: Town, *people_: Neighbour) -> dict[int, int]:
    """How many messages of the bot each has, the groups too."""
    found = {one.user_id: await many(town, one) for one in people_}
    return found | {chat: await many(town, town.secretary, chat) for chat in town.groups.values()}


async def since(town: Town, before: dict[int, int]) -> dict[int, list[str]]:
    """What has come since then, by chat; nothing where nothing came.

    Whether all is well is asked of those on duty as long as a level holds: that is test_all_well's.
    """
    found = {}
    for chat, count in before.items():
        viewer = town.secretary.user_id if chat < 0 else chat
        heard = [said(one).splitlines()[0] for one in (await town.from_bot(chat, viewer))[count:]]
        new = [words for words in heard if not words.startswith("平安报")]
        if new:
            found[chat] = new
    return found


def everybody(town: Town) -> list[Neighbour]:
    """All of the staff who are of grid 1 or of the whole community, each once."""
    here = [one for one in town.community.staff if one.grid in (None, 1)]
    return [Neighbour(town, user_id, name) for user_id, name in {one.user_id: one.name for one in here}.items()]


def officer(town: Town) -> Neighbour:
    """Who is on duty for grid 1 in these stories."""
    return town.staff(Role.FULL_TIME, 1)
