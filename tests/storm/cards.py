"""In the end every card is right: what the case is now, and nothing to those who have no part in it any more."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from bot.actions import cards, notices
from bot.actions.context import Context
from bot.domain.permission import Look, may
from bot.domain.screen import Screen
from bot.render import LANGUAGES, messages_folder, read_labels
from bot.storage import cases, groups, outbox, people
from bot.storage.store import Tx
from tests.storm.cast import Cast
from tests.storm.peek import Known
from tests.storm.rights import SIGN
from tests.town import said

_TITLES = sorted(
    {words for language in LANGUAGES for words in read_labels(messages_folder() / language)["role"].values()},
    key=len,
    reverse=True,
)
_REPEATED = ("（重发）", "(sent again)")


async def wrong(cast: Cast, known: Known, authors: dict[str, int], away: set[int]) -> list[str]:
    """The cards that are not right; those of people who were ``away`` (had blocked the bot) are not looked at."""
    app, found = cast.town.app, list[str]()

    async def look(tx: Tx) -> None:
        ctx = Context(tx, app.community, app.community_id, app.clock.now())
        for number in sorted(known.cases):
            found.extend(await _of_case(ctx, cast, number, authors, away))

    await app.store.read(look)
    return found


async def _of_case(ctx: Context, cast: Cast, number: int, authors: dict[str, int], away: set[int]) -> list[str]:
    case = await cases.by_id(ctx.tx, ctx.community_id, number)
    assert case is not None
    file, flaws = await notices.dossier(ctx, case), []
    wanted: dict[int, list[Screen]] = {}
    group = await groups.of_grid(ctx.tx, ctx.community_id, case.grid)
    if group is not None and group.reachable:
        wanted[group.chat_id] = [cards.group_card(file, ctx.community, group.thread)]
    for person, _ in await notices.concerned(ctx, file):
        # who is given a role, or shares a number, when a case has ended finds the cards of that as they were
        if case.is_open and person.reachable and person.user_id not in away:
            # who has chosen another language reads what comes in it; what was there before stays as it is
            spoken = [replace(person, language=language) for language in ("zh", "en")]
            fresh = [notices.card(ctx, file, one) for one in spoken]
            # who is choosing a worker reads how, too
            wanted[person.user_id] = [*fresh, *(replace(one, data={**one.data, "picking": True}) for one in fresh)]
    for chat_id in [*cast.town.groups.values(), *(one.user_id for one in cast.people.values())]:
        shown = await _shown(ctx, cast, chat_id, notices.slot(case))
        if shown is None:
            continue
        if chat_id in wanted:
            texts = [plain(cast.town.app.gateway.renderer.text(screen)) for screen in wanted[chat_id]]
            if _untitled(shown) not in [_untitled(text) for text in texts]:
                flaws.append(f"the card of case {number} in {chat_id} shows:\n{shown}\nand not:\n{texts[0]}")
        elif chat_id > 0 and chat_id not in away:
            viewer = await people.by_user(ctx.tx, ctx.community_id, chat_id)
            signs = [sign for sign in SIGN.findall(shown) if authors.get(sign) != chat_id]
            if signs and not (viewer and may(viewer, Look.SHEET, case)):
                flaws.append(f"{chat_id} has no part in case {number} and still reads:\n{shown}")
    return flaws


async def _shown(ctx: Context, cast: Cast, chat_id: int, slot: str) -> str | None:
    living = await outbox.living(ctx.tx, ctx.community_id, chat_id, slot)
    message = cast.town.sandbox.world.chats[chat_id].messages.get(living.message_id) if living else None
    text = said(message.json) if message else None
    for mark in _REPEATED:
        text = text.removeprefix(mark) if text else text
    return text.strip() if text else text


def _untitled(text: str) -> str:
    """Without the titles of the staff: who is given another role in the meantime is called by it on the next card."""
    for title in _TITLES:
        text = text.replace(title, "")
    return re.sub(r" +", " ", text)


def plain(html: str) -> str:
    """The words of a message that Telegram makes of HTML."""
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()
