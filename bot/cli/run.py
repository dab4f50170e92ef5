"""``liubu run``: the bot, on Telegram where there is a token, else in the sandbox on the demo community."""

from __future__ import annotations

import asyncio
import gc
import shutil
import signal
from collections.abc import Callable
from contextlib import suppress

import typer
from telegram.error import TelegramError

from bot.app import App, make_app
from bot.cli import demo, parts
from bot.cli.words import fail, say
from bot.clock import Clock, RealClock, WoundClock
from bot.config import Settings
from bot.delivery.weather_line import Services
from bot.errors import LiubuError
from bot.follow import Follower
from bot.web.server import WebPlan


def command() -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    known = parts.settings()
    parts.set_up_logs(known)
    found = parts.community(known)
    try:
        if known.token is None:
            asyncio.run(_run_demo(known))
        else:
            api_url = known.sandbox or known.api_url
            web = WebPlan(known.web_host, known.web_port, known.web_url) if known.web_port is not None else None
            app = make(known, known.token.get_secret_value(), api_url, _clock(known), known.sandbox, web)
            asyncio.run(_serve(app, known))
    except LiubuError as error:
        fail(error)
    except TelegramError as error:
        fail(LiubuError("telegram.down", error=str(error)))
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass  # told to stop while it was still starting
    typer.echo(say("run.stopped", name=found.name))


def make(
    known: Settings, token: str, api_url: str, clock: Clock, sandbox: str | None = None, web: WebPlan | None = None
) -> App:
    """The bot that the settings describe, not yet opened; in the ``sandbox`` of that address, if one is given."""
    key = known.qweather_key.get_secret_value() if known.qweather_key else ""
    return make_app(
        parts.community(known),
        parts.store(known),
        token,
        api_url,
        clock,
        parts.data_folder(known),
        known.request_timeout,
        Services(sandbox, key),
        web,
    )


def _clock(known: Settings) -> Clock:
    return WoundClock() if known.sandbox else RealClock()


async def _serve(app: App, known: Settings) -> None:
    """The bot alone: on Telegram, or on a sandbox that runs elsewhere."""
    _on_signals(app.stop)
    follower = None
    try:
        if not await app.open():
            return
        _calm_collector()
        if known.sandbox and isinstance(app.clock, WoundClock):
            following = Follower(known.sandbox, app.clock, app.settle)
            await following.catch_up()
            follower = asyncio.create_task(following.run())
        typer.echo(say("run.telegram", name=app.gateway.bot.username))
        await app.run()
    finally:
        await app.close()
        await _end(follower)


async def _run_demo(known: Settings) -> None:
    """The sandbox in a process of its own, and the bot in this one."""
    starting = asyncio.current_task()
    assert starting is not None  # noqa: S101  # a coroutine runs in a task
    _on_signals(starting.cancel)
    # What the sandbox remembers ends with it, so what the bot remembers of it must end too.
    shutil.rmtree(parts.data_folder(known), ignore_errors=True)
    async with demo.sandbox(known.port) as url:
        clock = WoundClock()
        app = make(known, demo.TOKEN, url, clock, url, WebPlan(known.web_host, known.web_port or 0, known.web_url))
        _on_signals(app.stop)
        follower = None
        try:
            if not await app.open():
                return
            follower = asyncio.create_task(Follower(url, clock, app.settle).run())
            running = asyncio.create_task(app.run())
            moving_in = asyncio.create_task(_move_in(url, app))
            await asyncio.wait({running, moving_in}, return_when=asyncio.FIRST_COMPLETED)
            if moving_in.done():
                moving_in.result()
                typer.echo(say("run.page", url=url))
            else:  # told to stop before everybody had moved in
                await _end(moving_in)
            await running
        finally:
            await app.close()
            await _end(follower)


async def _move_in(url: str, app: App) -> None:
    await demo.populate(url, app.community)
    await demo.agree(url, app.community)
    await app.do(demo.man)


def _calm_collector() -> None:
    """Let the garbage collector leave alone what was made at the start, and look for cycles seldom.

    An update makes hundreds of objects and hardly a cycle. At Python's default of a look every 700 objects the slowest
    answers wait for the collector (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _on_signals(act: Callable[[], object]) -> None:
    """Do it on Ctrl-C and SIGTERM, instead of what was to be done before."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, act)


async def _end(task: asyncio.Task[None] | None) -> None:
    if task is not None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
