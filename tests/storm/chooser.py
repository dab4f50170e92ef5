"""Who somebody is, what is before their eyes, and how they tap, speak and answer: what the steps are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.domain.button import DialogButton, decode
from bot.errors import BadPayload
from bot.storage import people
from bot.storage.dialogs import Dialog
from bot.storage.dialogs import of as open_dialog
from bot.storage.store import Tx
from tests.made import encode
from tests.storm.cast import Cast
from tests.storm.rights import NUMBER
from tests.storm.truths import Truths
from tests.town import Message, Neighbour, buttons, picture, said

_MOST_ANSWERS, _OLD = 9, 60
#: What fits where a dialog stands, by the name of its step; anywhere else, anything.
_FIT = {"words": 0, "text": 0, "what": 0, "parts": 0, "number": 1, "day": 2, "until": 2, "photos": 3, "phone": 4}


@dataclass
class Chooser:
    """Knows what there is; ``story`` tells what was done, for who reads a failure."""

    cast: Cast
    truths: Truths
    story: list[str] = field(default_factory=list)
    away: set[int] = field(default_factory=set)
    signs: int = 0
    pictures: int = 0
    last_update: dict[str, Any] = field(default_factory=dict)
    pressed: set[tuple[int, str]] = field(default_factory=set)
    seen: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    looked: dict[tuple[int, int], Message] = field(default_factory=dict)
    changed: dict[tuple[int, int], int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)
    moment: int = 0

    def watch(self) -> None:
        """Keep the newest update as Telegram gives it, to give it twice."""
        updates, before = self.cast.town.sandbox.world.updates, self.cast.town.sandbox.world.updates.on_push

        def pushed() -> None:
            self.last_update = dict(updates._pending[-1].json)
            if before is not None:
                before()

        updates.on_push = pushed

    def _person(self, who: int) -> Neighbour:
        everybody = list(self.cast.people.values())
        return everybody[who % len(everybody)]

    def _busy(self, who: int) -> Neighbour:
        """Somebody to whom something came lately."""
        found = list(dict.fromkeys(user_id for user_id, _ in self._freshest()))
        everybody = {one.user_id: one for one in self.cast.people.values()}
        return everybody[found[who % min(5, len(found))]] if found else self._person(who)

    def _freshest(self) -> list[tuple[int, Message]]:
        """What stands in the private chats with buttons of cases, what changed last first."""
        found = [
            (self.changed.get((one.user_id, message["message_id"]), 0), one.user_id, message)
            for one in self.cast.people.values()
            for message in self.cast.seen(one.user_id, 12)
            if any(not str(button.get("callback_data", "m:")).startswith("m:") for button in buttons(message))
        ]
        return [(user_id, message) for _, user_id, message in sorted(found, key=lambda one: -one[0])]

    def _sign(self, person: Neighbour) -> str:
        self.signs += 1
        sign = f"记号{self.signs}a"
        self.truths.rights.authors[sign] = person.user_id
        return sign

    def _picture(self) -> bytes:
        self.pictures += 1
        return picture(self.pictures, (16 + self.pictures % 40, 16 + self.pictures // 40 % 40))

    def _tell(self, words: str) -> None:
        self.story.append(words)

    def _remember(self) -> None:
        """What buttons there are, to press them when they are not there any more; and what has just changed."""
        self.moment += 1
        for one in self.cast.people.values():
            for message in self.cast.seen(one.user_id, 12):
                place = (one.user_id, message["message_id"])
                if self.looked.get(place) is message:
                    continue
                self.looked[place], self.changed[place] = message, self.moment
                known = self.seen.setdefault(one.user_id, [])
                for button in buttons(message):
                    pair = (message["message_id"], str(button.get("callback_data")))
                    if "callback_data" in button and pair not in known[-_OLD:]:
                        known.append(pair)

    def _natural(self, message: Message) -> int:
        """What somebody presses who wants to get on: the button that stands out, then what was not pressed yet."""
        known = [one for one in buttons(message) if "callback_data" in one]
        fresh = [n for n, one in enumerate(known) if (message["message_id"], one["callback_data"]) not in self.pressed]
        fresh = [n for n in fresh if not known[n]["callback_data"].startswith(("m:", "v:back", "v:photos"))]
        primary = [n for n in fresh if known[n].get("style") == "primary"]
        return (primary or fresh or [0])[0]

    async def _press(self, person: Neighbour, chat: int, message: int, data: str, *, twice: bool = False) -> None:
        self.pressed.add((message, data))
        self._tell(f"{person.name} presses {data} of {message} in {chat}{', twice' * twice}")
        if self.cast.town.sandbox.world.chats[chat].blocked:
            return
        body = {"as": person.user_id, "chat_id": chat, "message_id": message, "data": data, "stale": True}
        answer = await self.cast.town.post("/api/taps", {**body, "twice": twice})
        assert answer["answer"] is not None, f"{data} was not answered"

    async def _press_some(self, person: Neighbour, chat: int, message: Message, b: int, **more: bool) -> None:
        known = [one["callback_data"] for one in buttons(message) if "callback_data" in one]
        if known:
            await self._press(person, chat, message["message_id"], known[b % len(known)], **more)

    async def _says(self, person: Neighbour, text: str | None = None, **more: Any) -> None:
        told = text if text is not None else ", ".join(f"{key}={value!r:.30}" for key, value in more.items())
        self._tell(f"{person.name} says {told!r}")
        body = {"as": person.user_id, **{key: encode(value) for key, value in more.items()}}
        body |= {"text": text} if text is not None else {}
        if not self.cast.town.sandbox.world.chats[person.user_id].blocked:
            await self.cast.town.post(f"/api/chats/{person.user_id}/messages", body)
            await self.cast.town.quiet()

    async def _starts(self, person: Neighbour, payload: str) -> None:
        self._tell(f"{person.name} opens the bot by {payload!r}")
        await self.cast.town.post("/api/start", {"as": person.user_id, "payload": payload})
        await self.cast.town.quiet()

    def _sensible(self, person: Neighbour, a: int, step: str) -> dict[str, Any]:
        """What somebody may mean as an answer: words in two lines, a day, the number of a case, a photo, a phone."""
        numbers = sorted(self.truths.before.cases) or [1]
        given: tuple[dict[str, Any], ...] = (
            {"text": f"门口{self._sign(person)}\n楼道{self._sign(person)}"},
            {"text": str(numbers[-1 - a // 7 % min(8, len(numbers))])},
            {"text": ("下周五", "明天", "后天下午", "下个月1日")[a // 7 % 4]},
            {"photo": self._picture()},
            {"contact": {"phone_number": "13900001234", "first_name": person.name, "user_id": person.user_id}},
        )
        return given[_FIT[step] if step in _FIT and a % 8 else a % 5]

    async def _place(self, person: Neighbour) -> Dialog | None:
        app = self.cast.town.app

        async def work(tx: Tx) -> Dialog | None:
            known = await people.by_user(tx, app.community_id, person.user_id)
            return await open_dialog(tx, app.community_id, known.person_id) if known else None

        return await app.store.read(work)

    async def _answer(self, person: Neighbour, a: int) -> bool:
        """Go on in the open dialog: by a button that leads on, or what could be meant; False if none is open."""
        place = await self._place(person)
        if place is None:
            return False
        known = [
            (one.get("style") == "primary", message["message_id"], one["callback_data"])
            for message in self.cast.seen(person.user_id, 2)
            for one in buttons(message)
            if _leads_on(one.get("callback_data", ""), place)
        ]
        choices = [one[1:] for one in known if one[0] or a % 3 == 0] or [one[1:] for one in known]
        if choices and a % 4:
            await self._press(person, person.user_id, *choices[a // 4 % len(choices)])
        else:
            await self._says(person, **self._sensible(person, a, place.step))
        await self.cast.town.quiet()
        return True

    async def _to_the_end(self, person: Neighbour, a: int, b: int) -> None:
        for n in range(_MOST_ANSWERS):
            if not await self._answer(person, a + n * (2 * b + 1)):
                return


def of_a_case(message: Message) -> bool:
    """Whether a message with buttons is about a case: it names one in its first line."""
    return NUMBER.search(said(message).partition("\n")[0]) is not None


def _leads_on(data: str, place: Dialog) -> bool:
    """Whether a button is an answer in the dialog as it stands, and not the way back or out."""
    try:
        button = decode(data)
    except BadPayload:
        return False
    mine = isinstance(button, DialogButton) and (button.dialog_id, button.version) == (place.dialog_id, place.version)
    return mine and isinstance(button, DialogButton) and button.choice not in ("back", "cancel", "give_up")
