"""Looks at the groups from outside: what the bot lacks in one, and whether somebody is a member of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import structlog
from telegram import Chat, ChatMember
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.actions import groups as group_actions
from bot.actions import residents
from bot.actions.context import Context
from bot.delivery.gateway import Gateway
from bot.storage import groups, outbox, people, timers
from bot.storage.groups import GridGroup
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer

log = structlog.get_logger()

_LEADS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
_MEMBERS = (*_LEADS, ChatMember.MEMBER)
#: What Telegram says of a user whom it does not find in a group.
_NOT_THERE = ("member not found", "user not found", "participant_id_invalid", "user_not_participant")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to look for, and in which groups: the likely ones first, the others only if that does not find them."""

    person_id: int
    user_id: int
    likely: tuple[GridGroup, ...]
    others: tuple[GridGroup, ...]


class Surveyor:
    """Looks at the groups of one community. ``context`` makes the context of an action."""

    def __init__(self, store: Store, community: int, gateway: Gateway, context: Callable[[Tx], Context]) -> None:
        self._store = store
        self._community = community
        self._gateway = gateway
        self._context = context

    # --- what the bot lacks ---

    async def survey(self, timer: Timer) -> None:
        """Look at the group of the grid that the timer names; raises what the line does, to be tried again."""
        group = await self._store.read(partial(groups.of_grid, community=self._community, grid=timer.subject))
        if group is None or not group.reachable:
            await self._done(timer)
            return
        try:
            found = await self._look(group)
        except (Forbidden, ChatMigrated) as error:
            await self._closed(timer, group, error)
        except BadRequest as error:  # to python-telegram-bot, this is a NetworkError too
            await self._closed(timer, group, error)
        else:
            await self._done(timer, partial(_surveyed, group=group, found=found))

    async def _closed(self, timer: Timer, group: GridGroup, error: TelegramError) -> None:
        """The bot cannot look into the group; a new number of it is told by the next message that is sent there."""
        log.warning("survey.closed", grid=group.grid, error=str(error))
        lost = not isinstance(error, ChatMigrated)
        await self._done(timer, partial(_lost, chat_id=group.chat_id) if lost else None)

    async def _look(self, group: GridGroup) -> GridGroup:
        me = await self._gateway.call("getMe", {})
        chat = await self._gateway.call("getChat", {"chat_id": group.chat_id})
        member = await self._gateway.call("getChatMember", {"chat_id": group.chat_id, "user_id": me["id"]})
        if member["status"] in (ChatMember.LEFT, ChatMember.BANNED):
            raise Forbidden("the bot is not a member")
        lacks = tuple(_lacking(group, me, chat, member))
        given = group_actions.PIN in group.lacks or (group_actions.NEW in group.lacks and "pinned_message" not in chat)
        if given and group_actions.PIN not in lacks:
            await self._pin(group, chat)
        return replace(group, forum=bool(chat.get("is_forum")), lacks=lacks)

    async def _pin(self, group: GridGroup, chat: Mapping[str, Any]) -> None:
        """Pin the card at the top, if it was sent when that was not possible."""
        where = partial(outbox.living, community=self._community, chat_id=group.chat_id, slot=group_actions.TOP)
        card = await self._store.read(where)
        if card is None or chat.get("pinned_message", {}).get("message_id") == card.message_id:
            return
        parameters = {"chat_id": group.chat_id, "message_id": card.message_id, "disable_notification": True}
        await self._gateway.courtesy_call("pinChatMessage", parameters)

    # --- who is a member ---

    async def member(self, timer: Timer) -> None:
        """Look in which groups the person is whom the timer names; raises what the line does, to be tried again."""
        asked = await self._store.read(partial(self._whom, person_id=timer.subject))
        if asked is None:
            await self._done(timer)
            return
        answers = {group.grid: await self._is_in(asked.user_id, group) for group in asked.likely}
        if True not in answers.values():
            answers |= {group.grid: await self._is_in(asked.user_id, group) for group in asked.others}
        inside = [grid for grid, answer in answers.items() if answer is True]
        outside = [grid for grid, answer in answers.items() if answer is False]
        await self._done(timer, partial(_found, person_id=asked.person_id, inside=inside, outside=outside))

    async def _whom(self, tx: Tx, person_id: int) -> Asked | None:
        person = await people.by_id(tx, self._community, person_id)
        if person is None or person.is_gone:
            return None
        known = [group for group in await groups.every(tx, self._community) if group.reachable]
        first = residents.homes(person) | {person.grid}
        likely = tuple(group for group in known if group.grid in first)
        return Asked(person_id, person.user_id, likely, tuple(group for group in known if group not in likely))

    async def _is_in(self, user_id: int, group: GridGroup) -> bool | None:
        """Whether the user is a member of the group; None if Telegram does not say."""
        try:
            member = await self._gateway.call("getChatMember", {"chat_id": group.chat_id, "user_id": user_id})
        except (BadRequest, Forbidden) as error:
            if any(words in str(error).lower() for words in _NOT_THERE):
                return False
            log.warning("member.unknown", grid=group.grid, error=str(error))
            return None
        return member["status"] in _MEMBERS or bool(member.get("is_member"))

    async def _done(self, timer: Timer, act: Callable[[Context], Awaitable[None]] | None = None) -> None:
        """Write down what was found; the timer is not due any more, unless it was set again meanwhile."""

        async def work(tx: Tx) -> None:
            await timers.take(tx, self._community, timer)
            if act is not None:
                await act(self._context(tx))

        await self._store.write(work)


def _lacking(
    group: GridGroup, me: Mapping[str, Any], chat: Mapping[str, Any], member: Mapping[str, Any]
) -> Sequence[str]:
    lacks = []
    if member["status"] == ChatMember.RESTRICTED and not member.get("can_send_messages"):
        lacks.append(group_actions.WRITE)
    if member["status"] != ChatMember.OWNER and not (member["status"] in _LEADS and member.get("can_pin_messages")):
        lacks.append(group_actions.PIN)
    if me.get("can_read_all_group_messages"):
        lacks.append(group_actions.PRIVACY)
    if chat.get("is_forum") and chat["type"] == Chat.SUPERGROUP and group.thread is None:
        lacks.append(group_actions.TOPIC)
    return lacks


async def _surveyed(ctx: Context, group: GridGroup, found: GridGroup) -> None:
    await group_actions.surveyed(ctx, group, found)


async def _lost(ctx: Context, chat_id: int) -> None:
    await group_actions.lost(ctx, chat_id)


async def _found(ctx: Context, person_id: int, inside: list[int], outside: list[int]) -> None:
    await residents.found(ctx, person_id, inside, outside)
