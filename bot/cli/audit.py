"""``liubu audit verify``: is the record of what happened whole?"""

from __future__ import annotations

import typer

from bot.cli import parts
from bot.cli.words import say
from bot.storage import audit, counters
from bot.storage.audit import Finding
from bot.storage.store import Store, Tx

cli = typer.Typer(help="The record of what happened.", no_args_is_help=True)


@cli.callback()
def group() -> None:
    """The record of what happened."""


@cli.command("verify")
def verify() -> None:
    """Prove the chain of audit events; exit code 1 where it is broken."""
    known, folder = parts.looked_after()
    slug = parts.community(known).slug

    async def find(store: Store) -> Finding | None:
        async def work(tx: Tx) -> Finding | None:
            number = await counters.known_community(tx, slug)
            return await audit.verify(tx, number) if number is not None else None

        return await store.read(work)

    found = parts.with_store(known, find, folder)
    if found is None:
        typer.echo(say("audit.no_community"))
    elif found.broken_at is None:
        typer.echo(say("audit.good", events=found.good))
    else:
        typer.echo(say("audit.broken", at=found.broken_at, reason=found.reason, events=found.good), err=True)
        raise typer.Exit(1)
