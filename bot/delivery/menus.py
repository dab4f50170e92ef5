"""The lists of commands that Telegram shows: one for everybody, one for groups, and one each for the staff.

It does no harm when one cannot be put up: what is not listed can still be typed, and buttons lead there.
"""

from __future__ import annotations

from functools import partial

import structlog
from telegram.error import BadRequest, Forbidden

from bot.delivery.gateway import Gateway
from bot.domain import menu
from bot.domain.person import Person
from bot.render import LANGUAGES
from bot.storage import people, timers
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer

log = structlog.get_logger()

#: Chinese is what all see for whose language there is no list.
USUAL = "zh"


class Menus:
    """Puts up the commands of one community's people."""

    def __init__(self, store: Store, community: int, gateway: Gateway) -> None:
        self._store = store
        self._community = community
        self._gateway = gateway
        self._shown: dict[int, list[dict[str, str]]] = {}  # what this run has put up, by user

    async def put_up_general(self) -> None:
        """What everybody is shown in private, all in groups, and the groups' administrators there."""
        general = {
            "all_private_chats": menu.resident_commands(),
            "all_group_chats": menu.GROUP_COMMANDS,
            "all_chat_administrators": menu.CHIEF_COMMANDS,
        }
        for scope, names in general.items():
            for language in LANGUAGES:
                listed = {"commands": self._gateway.commands(names, language), "scope": {"type": scope}}
                spoken = {} if language == USUAL else {"language_code": language}
                await self._gateway.courtesy_call("setMyCommands", {**listed, **spoken})

    async def put_up(self, timer: Timer) -> None:
        """An errand: the list of the person whom the timer names, in their language."""
        person = await self._person(timer)
        if person is not None and person.reachable:
            listed = self._gateway.commands(menu.commands(person), person.language)
            if self._shown.get(person.user_id) != listed:
                await self._call("setMyCommands", {"commands": listed, "scope": _chat(person)})
                self._shown[person.user_id] = listed
        await self._store.write(partial(self._done, timer=timer))

    async def take_down(self, timer: Timer) -> None:
        """An errand: the person whom the timer names has what everybody has."""
        person = await self._person(timer)
        if person is not None:
            await self._call("deleteMyCommands", {"scope": _chat(person)})
            self._shown.pop(person.user_id, None)
        await self._store.write(partial(self._done, timer=timer))

    async def _person(self, timer: Timer) -> Person | None:
        found = await self._store.read(partial(people.by_id, community=self._community, person=timer.subject))
        return found if found and not found.is_gone else None

    async def _call(self, method: str, parameters: dict[str, object]) -> None:
        """Raises what the line does, to be tried again; a chat that there is not is no harm."""
        try:
            await self._gateway.call(method, parameters)
        except (Forbidden, BadRequest) as error:
            log.info("menu.refused", method=method, error=str(error))

    async def _done(self, tx: Tx, timer: Timer) -> None:
        await timers.take(tx, self._community, timer)


def _chat(person: Person) -> dict[str, object]:
    return {"type": "chat", "chat_id": person.user_id}
