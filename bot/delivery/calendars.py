"""Answers the calendars that come with a secret link, and writes down now and then that they came."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from bot.actions import roster_links
from bot.actions.context import Context
from bot.storage import links
from bot.storage.store import Store, Tx


class Calendars:
    """The calendars of one community; ``words`` are the renderer's, ``context`` makes that of an action."""

    def __init__(
        self, store: Store, community: int, words: Callable[..., str], context: Callable[[Tx], Context]
    ) -> None:
        self._store = store
        self._community = community
        self._words = words
        self._context = context

    async def answer(self, secret: str) -> bytes | None:
        """The calendar of a secret; None if there is none, or whoever had it may not see the roster any more."""
        found = await self._store.read(lambda tx: roster_links.answer(self._context(tx), secret))
        if found is None:
            return None
        if roster_links.is_to_note(found.link, found.feed.made_at):
            link, now = found.link.link_id, found.feed.made_at
            await self._store.write(partial(links.note_read, community=self._community, link=link, now=now))
        from bot.papers import calendar_file  # loaded when the first calendar comes

        return await asyncio.to_thread(calendar_file.ics, found.feed, partial(self._words, found.feed.language))
