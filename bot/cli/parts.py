"""What several commands need: settings, the community, logs, an opened store."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import structlog
import typer

from bot.app import open_store
from bot.cli.words import fail, say
from bot.clock import RealClock
from bot.config import Settings, demo_path, load_community, load_settings
from bot.domain.community import Community
from bot.errors import LiubuError
from bot.storage import schema
from bot.storage.store import Store

T = TypeVar("T")


def settings() -> Settings:
    """The settings, or the end of the program with what is wrong."""
    try:
        return load_settings()
    except LiubuError as error:
        fail(error)


def community(known: Settings) -> Community:
    """The community, or the end of the program with what is wrong."""
    try:
        return load_community(community_file(known))
    except LiubuError as error:
        fail(error)


def say_unknown_years(found: Community) -> None:
    """Warn of years in which deadlines may end soon, and whose make-up days are not known."""
    if unknown := found.calendar.unknown_soon(RealClock().now()):
        typer.echo(say("calendar.unknown_years", years=", ".join(map(str, unknown))))


def community_file(known: Settings) -> Path:
    """The community's file; without a token and without a file that is named it is the demo's.

    LiubuError if there is none yet.
    """
    if known.community is None and known.token is None:
        return demo_path() / "community.toml"
    if known.community is None and not known.own_community.exists():
        raise LiubuError("setup.missing", path=known.own_community)
    return known.own_community


def looked_after() -> tuple[Settings, Path]:
    """The settings for a command that looks after a community, and the folder of its data.

    It is the community that was set up, even without the bot's token at hand: else the command would praise the demo,
    and say nothing of the community's own mistakes.
    """
    known = settings()
    if known.token is None and known.community is None and known.own_community.exists():
        return known.model_copy(update={"community": known.own_community}), known.data
    return known, data_folder(known)


def with_store(known: Settings, work: Callable[[Store], Awaitable[T]], folder: Path | None = None) -> T:
    """Do something with the opened store, or end the program with what is wrong; ``folder`` as in :func:`store`."""
    try:
        return asyncio.run(_with_store(store(known, folder), work))
    except LiubuError as error:
        fail(error)


def has_store(known: Settings, folder: Path) -> bool:
    """Whether there is a database to look into."""
    return known.database_url is not None or (folder / "liubu.sqlite").is_file()


def store(known: Settings, folder: Path | None = None) -> Store:
    """The store that the settings name, not yet opened; in another ``folder``, if one is given."""
    url = known.database_url.get_secret_value() if known.database_url else None
    return open_store(url, folder or data_folder(known))


def data_folder(known: Settings) -> Path:
    """Where the data lie; the demo has a folder of its own."""
    return known.data if known.token else known.data / "demo"


def set_up_logs(known: Settings) -> None:
    """Events as lines on standard error: for people, or JSON for machines."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer()
            if known.log == "json"
            else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


async def _with_store(opened: Store, work: Callable[[Store], Awaitable[T]]) -> T:
    async with opened:
        await schema.migrate(opened.driver, RealClock().now())
        return await work(opened)
