"""A fresh sandbox for every test."""

from collections.abc import AsyncIterator

import pytest

from sandbox.server import start
from tests.sandbox.driver import Driver, Square


@pytest.fixture
async def driver() -> AsyncIterator[Driver]:
    sandbox = await start(0, log=True)
    async with Driver(sandbox) as one:
        yield one
    await sandbox.stop()


@pytest.fixture
async def square(driver: Driver) -> Square:
    """Alice has started the bot; Bob is known from the group only; Carol was never met."""
    alice, bob, carol = [await driver.person(name) for name in ("Alice", "Bob", "Carol")]
    group = await driver.chat("Square", [alice, bob, driver.bot_id])
    await driver.user("POST", "start", {"as": alice})
    await driver.updates()
    return Square(driver, alice, bob, carol, group)
