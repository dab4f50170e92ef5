"""People who have agreed to the notice on data before: what is measured is the daily business, not the first contact.

They are written into the database before the bot starts. The naive bots ask nobody.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from bench.crowd import FIRST_USER
from bench.town import PEOPLE, SECRETARY
from bot.domain.consent import VERSION
from bot.storage import counters, people
from bot.storage.schema import migrate
from bot.storage.sqlite import SqliteDriver
from bot.storage.store import Store, Tx


async def agree(data: Path) -> None:
    """Make the bot's database in its folder, with everybody in it."""
    folder, now = data / "liubu", time.time_ns() // 1_000_000
    folder.mkdir(parents=True)
    async with Store(SqliteDriver(folder / "liubu.sqlite")) as store:
        await migrate(store.driver, now)
        community = await store.write(partial(counters.community_number, slug="bench", now=now))
        await store.write(partial(_all, community=community, now=now))


async def _all(tx: Tx, community: int, now: int) -> None:
    for user_id in (SECRETARY, *range(FIRST_USER, FIRST_USER + PEOPLE)):
        person = await people.add(tx, community, user_id, "居民", "zh", now)
        await people.set_consent(tx, community, person.person_id, VERSION, now)
