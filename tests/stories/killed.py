"""The bot dies in a story, as by SIGKILL, and lives again."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from tests.town import Town


async def kill(town: Town) -> None:
    """The bot is gone this very moment: nothing that it was doing is brought to its end."""
    app = town.app
    tasks: list[asyncio.Task[Any]] = [*town._tasks, *app._tasks, *app.processor._courtesies, *app.sender._flying]
    tasks += app.timekeeper._running.values()
    if app.store._writer is not None:
        tasks.append(app.store._writer)
    for task in tasks:
        task.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks, return_exceptions=True)
    app.store._waiting.clear()
    app.store._writer = None
    await app.gateway.close()
    await app.store.driver.close()


async def live(town: Town) -> None:
    """It is started again, and does what became due."""
    await town.start_bot()
    await town.quiet()
