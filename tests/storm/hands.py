"""What people do in the storm. All is chosen by two numbers from what is really there: so it shrinks and replays."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from bot.domain.menu import COMMANDS
from bot.errors import Refused
from bot.storage import inbox
from bot.storage.store import Tx
from tests.storm.cast import RESIDENTS, ROLES
from tests.storm.chooser import Chooser, of_a_case
from tests.town import Neighbour

#: Rarely long, so that things happen between the leaps.
_TIMES: tuple[dict[str, float], ...] = (
    {"seconds": 20},
    {"minutes": 2},
    {"minutes": 10},
    {"hours": 1},
    {"hours": 5},
    {"hours": 26},
    {"days": 3},
    {"days": 8},
    {"days": 23},
)
_NONSENSE = ("?", "0号", "99", "谢谢", "下周五前办好", "不要", "😀" * 30, "/nothing", "长" * 600, "<b>&", "0")
_AT_HAND, _IN_WORK = 10, 20
#: Real seconds in which a step must be done, or something hangs.
_PATIENCE = 90.0


class Hands(Chooser):
    """Does the steps."""

    async def do(self, kind: str, who: int, a: int, b: int) -> None:
        """One step, and then the truths."""
        async with asyncio.timeout(_PATIENCE):
            await STEPS[kind](self, who, a, b)
            await self.cast.town.quiet()
        self._remember()
        await self.truths.check(one_tap=kind in _ONE_TAP)

    async def work(self, who: int, a: int, b: int) -> None:
        """Somebody goes on with a case: a card of those that have changed last."""
        await self._work(who, a, b)

    async def pursue(self, who: int, a: int, b: int) -> None:
        """The same, most often by any button; and where that asks something, it is answered to the end."""
        person = await self._work(who, a * 2 if a % 3 else a, b)
        await self.cast.town.quiet()
        place = await self._place(person) if person else None
        if person and place and place.dialog_id not in self.begun:
            await self._to_the_end(person, a, b)
        self.begun |= {place.dialog_id} if place else set()

    async def _work(self, who: int, a: int, b: int) -> Neighbour | None:
        fresh = [one for one in self._freshest() if of_a_case(one[1])][:_IN_WORK]
        if not fresh:
            return None
        user_id, message = fresh[who % len(fresh)]
        person = next(one for one in self.cast.people.values() if one.user_id == user_id)
        await self._press_some(person, user_id, message, b if a % 2 == 0 else self._natural(message))
        return person

    async def next(self, who: int, a: int, b: int) -> None:
        """Somebody does what one of the messages offers that have changed last, most often what leads on."""
        fresh = self._freshest()[:_AT_HAND]
        if fresh:
            user_id, message = fresh[who % len(fresh)]
            person = next(one for one in self.cast.people.values() if one.user_id == user_id)
            await self._press_some(person, user_id, message, b if a % 3 == 0 else self._natural(message))

    async def press(self, who: int, a: int, b: int) -> None:
        """Somebody presses a button of one of their newest messages."""
        person = self._person(who)
        if found := self.cast.seen(person.user_id, 6):
            await self._press_some(person, person.user_id, found[-1 - a % len(found)], b)

    async def twice(self, who: int, a: int, b: int) -> None:
        """The same, with a trembling finger."""
        person = self._busy(who)
        if found := self.cast.seen(person.user_id, 3):
            await self._press_some(person, person.user_id, found[-1 - a % len(found)], b, twice=True)

    async def any(self, who: int, a: int, b: int) -> None:
        """Somebody presses a button of any message that they have."""
        person = self._person(who)
        if found := self.cast.seen(person.user_id):
            await self._press_some(person, person.user_id, found[a % len(found)], b)

    async def stale(self, who: int, a: int, b: int) -> None:
        """Somebody presses what was there once; sometimes what was there for somebody else."""
        person = self._person(who)
        other = person if b % 4 else self._person(who + b)
        if known := self.seen.get(other.user_id):
            message, data = known[a % len(known)]
            await self._press(person, person.user_id, message, data)

    async def group(self, who: int, a: int, b: int) -> None:
        """Somebody presses a button of a group of theirs."""
        chat = self.cast.chats()[a % 2]
        person = self._person(who)
        if self.cast.town.sandbox.world.chats[chat].has(person.user_id) and (found := self.cast.seen(chat, 8)):
            await self._press_some(person, chat, found[-1 - b % len(found)], b // 8)

    async def answer(self, who: int, a: int, b: int) -> None:
        """Somebody with an open dialog takes one step in it."""
        for n in range(len(self.cast.people)):
            if await self._answer(self._person(who + n), a):
                return

    async def carry(self, who: int, a: int, b: int) -> None:
        """Somebody with an open dialog goes on with it, to its end if nothing comes between."""
        everybody = list(self.cast.people.values())
        ready = [one for one in everybody if await self._place(one)]
        if ready:
            await self._to_the_end(ready[who % len(ready)], a, b)

    async def report(self, who: int, a: int, b: int) -> None:
        """Somebody comes by the button of a group and reports something."""
        person = self._person(who if a % 3 else list(self.cast.people).index(RESIDENTS[who % 3]))
        await self._starts(person, f"r{1 + a % 2}")
        await self._to_the_end(person, a, b)

    async def command(self, who: int, a: int, b: int) -> None:
        """Somebody gives a command, or comes by some link."""
        person, names = self._person(who), list(COMMANDS)
        if b % 4 == 0:
            await self._starts(person, ("", f"f{1 + a % 9}", "m", "q", "c", "r1", "x")[b // 4 % 7])
        else:
            await self._says(person, f"/{names[a % len(names)]}")

    async def says(self, who: int, a: int, b: int) -> None:
        """Somebody says something out of the blue."""
        person = self._person(who)
        match b % 5:
            case 0:
                await self._says(person, photo=self._picture())
            case 1:
                await self._says(person, voice=b"OggS" + bytes(40))
            case 2:
                await self._says(person, f"我们这里又坏了{self._sign(person)}")
            case 3:
                await self._says(person, location={"latitude": 35.488, "longitude": 112.848})
            case _:
                await self._says(person, _NONSENSE[a % len(_NONSENSE)])

    async def reply(self, who: int, a: int, b: int) -> None:
        """Somebody answers one of their newest messages, as a worker proves or notes something."""
        person = self._busy(who)
        found = self.cast.seen(person.user_id, 5)
        if not found:
            return
        to = {"reply_to": found[-1 - a % len(found)]["message_id"]}
        match b % 4:
            case 0 | 1:
                await self._says(person, photo=self._picture(), caption=f"修好了{self._sign(person)}", **to)
            case 2:
                await self._says(person, f"去看过了，周五前换好{self._sign(person)}", **to)
            case _:
                await self._says(person, voice=b"OggS" + bytes(40), **to)

    async def role(self, who: int, a: int, b: int) -> None:
        """Somebody is given a role, or loses one; never a resident of the storm."""
        others = [one for name, one in self.cast.people.items() if name not in RESIDENTS]
        person, now = others[who % len(others)], self.truths.before
        known = now.by_user(person.user_id)
        held = [one for one in known.appointments if one.role.value != "resident"] if known else []
        with suppress(Refused, AssertionError):
            if held and b % 3 == 0 and a % 2:
                self._tell(f"{person.name} loses {held[a % len(held)]}")
                await self.cast.town.dismisses(person, held[a % len(held)])
            else:
                self._tell(f"{person.name} is given {ROLES[a % len(ROLES)]}")
                await self.cast.town.appoints(person, ROLES[a % len(ROLES)])

    async def block(self, who: int, a: int, b: int) -> None:
        """Somebody blocks the bot, or lets it in again."""
        person = self._person(who)
        self.away |= {person.user_id} if a % 3 == 0 else set()
        self._tell(f"{person.name} {'lets the bot in' if a % 3 else 'blocks the bot'}")
        await self.cast.town.post(f"/api/people/{person.user_id}/block", {"blocked": a % 3 == 0})

    async def wind(self, who: int, a: int, b: int) -> None:
        """Time passes, rarely much of it."""
        time = _TIMES[min(a % len(_TIMES), b % len(_TIMES))]
        self._tell(f"time passes: {time}")
        await self.cast.town.wind(**time)

    async def again(self, who: int, a: int, b: int) -> None:
        """Telegram gives an update a second time."""
        if not self.last_update:
            return
        self._tell(f"update {self.last_update['update_id']} comes again")
        app = self.cast.town.app

        async def work(tx: Tx) -> Any:
            return await inbox.add(tx, app.gateway.bot.id, [self.last_update], app.clock.now())

        app.processor.offer(await app.store.write(work))

    async def kill(self, who: int, a: int, b: int) -> None:
        """The bot dies in the middle of something, and lives again."""
        task = asyncio.create_task(STEPS[("work", "press", "reply")[b % 3]](self, who, a, b // 3))
        await asyncio.sleep(a % 40 / 1_000)
        await self.cast.kill()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        self._tell("the bot was killed meanwhile")
        await self.cast.start()

    async def stop(self, who: int, a: int, b: int) -> None:
        """The bot is stopped and started."""
        self._tell("the bot is stopped and started")
        await self.cast.town.stop_bot()
        await self.cast.start()


Step = Callable[[Hands, int, int, int], Coroutine[Any, Any, None]]
STEPS: dict[str, Step] = {
    "work": Hands.work,
    "pursue": Hands.pursue,
    "next": Hands.next,
    "press": Hands.press,
    "twice": Hands.twice,
    "any": Hands.any,
    "stale": Hands.stale,
    "group": Hands.group,
    "answer": Hands.answer,
    "carry": Hands.carry,
    "report": Hands.report,
    "command": Hands.command,
    "says": Hands.says,
    "reply": Hands.reply,
    "role": Hands.role,
    "block": Hands.block,
    "wind": Hands.wind,
    "again": Hands.again,
    "kill": Hands.kill,
    "stop": Hands.stop,
}
#: How often each is done, out of all.
WEIGHTS = {
    "work": 30,
    "pursue": 20,
    "next": 8,
    "press": 6,
    "twice": 3,
    "any": 5,
    "stale": 7,
    "group": 4,
    "answer": 4,
    "carry": 8,
    "report": 4,
    "command": 4,
    "says": 3,
    "reply": 9,
    "role": 2,
    "block": 2,
    "wind": 6,
    "again": 2,
    "kill": 2,
    "stop": 1,
}
_ONE_TAP = frozenset({"work", "next", "press", "twice", "any", "stale", "group", "again"})
