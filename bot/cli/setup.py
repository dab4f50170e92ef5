"""``liubu setup``: a community from nothing, by answering questions; at the end a link for its secretary."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from telegram.error import TelegramError

from bot.actions import invitations
from bot.actions.context import Context
from bot.cli import parts
from bot.cli.community_file import compose, save
from bot.cli.questions import ask_community
from bot.cli.words import fail, say
from bot.clock import RealClock
from bot.config import ConfigError, Settings, load_community, read_community
from bot.delivery.gateway import Gateway
from bot.domain.community import Community
from bot.domain.invitation import SETUP_DAYS
from bot.errors import LiubuError
from bot.render import Renderer
from bot.storage import counters
from bot.storage.store import Store, Tx


def command(
    force: Annotated[bool, typer.Option("--force", help="Replace an existing community.toml without asking.")] = False,
    secretary_link: Annotated[
        bool, typer.Option("--secretary-link", help="Make one more link for a secretary (a lost phone).")
    ] = False,
) -> None:
    """Set up a community: write its community.toml by asking, and make a link for its secretary."""
    known = parts.settings()
    parts.set_up_logs(known)
    try:
        community = _community(known, force, secretary_link)
        _give_link(known, community, secretary_link)
    except LiubuError as error:
        fail(error)
    except typer.Abort:
        typer.echo("\n" + say("setup.given_up"), err=True)
        raise typer.Exit(1) from None


def _community(known: Settings, force: bool, secretary_link: bool) -> Community:
    """The community as its file describes it, which is made now unless it is there and shall stay."""
    path = known.own_community
    if path.exists() and not force and (secretary_link or not _replace(path)):
        return load_community(path)
    made = ask_community(partial(_is_taken, known, _slug_in(path), force))
    text = compose(made)
    community = read_community(text, str(path))
    save(path, text)
    typer.echo(say("setup.written", path=path, grids=len(community.grids), categories=len(community.categories)))
    return community


def _replace(path: Path) -> bool:
    typer.echo(say("setup.exists", path=path))
    answer: str = typer.prompt(say("setup.ask_replace"), default="n")
    return answer.strip().lower().startswith(("y", say("setup.yes", only="zh")))


def _slug_in(path: Path) -> str | None:
    """The slug of the community whose file is to be replaced: that one may go on."""
    try:
        return load_community(path).slug if path.exists() else None
    except ConfigError:
        return None


def _is_taken(known: Settings, own: str | None, force: bool, slug: str) -> bool:
    """Whether the database has another community of that slug, whose cases the new one would take over."""
    if slug == own or force:
        return False
    find = partial(counters.known_community, slug=slug)
    return parts.with_store(known, lambda store: store.read(find), known.data) is not None


def _give_link(known: Settings, community: Community, again: bool) -> None:
    payload = parts.with_store(known, partial(_register, community=community, again=again), known.data)
    if payload is None:
        typer.echo(say("setup.has_secretary"))
        return
    typer.echo(say("setup.link", days=SETUP_DAYS))
    link, trouble = asyncio.run(_link(known, community, payload))
    typer.echo(f"\n    {link}\n")
    if trouble:
        typer.echo(say("setup.no_name"))
        typer.echo(trouble)
    if again:
        typer.echo(say("setup.noted"))
    typer.echo(say("setup.next"))


async def _register(store: Store, community: Community, again: bool) -> str | None:
    """Make the community known to the database; the payload of a link for its secretary, or None if there is one."""
    now = RealClock().now()

    async def work(tx: Tx) -> str | None:
        number = await counters.community_number(tx, community.slug, now)
        ctx = Context(tx, community, number, now)
        if not again and await invitations.has_secretary(ctx):
            return None
        return await invitations.make_for_setup(ctx)

    return await store.write(work)


async def _link(known: Settings, community: Community, payload: str) -> tuple[str, str]:
    """The link, and why the bot's name in it is not known, if so."""
    renderer = Renderer(community.timezone)
    renderer.bot_name = say("setup.name_of_bot", only="zh")
    if known.token is None:
        return renderer.link(payload), say("setup.no_token")
    gateway = Gateway(known.token.get_secret_value(), known.sandbox or known.api_url, renderer, known.request_timeout)
    try:
        reached = await gateway.open()
        return renderer.link(payload), "" if reached else say("setup.unreachable")
    except TelegramError as error:
        return renderer.link(payload), say("telegram.down", error=error)
    finally:
        await gateway.close()
