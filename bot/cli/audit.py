"""``liubu audit verify``: is the record of what happened whole, and an archive file genuine?"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli import archive_file, parts
from bot.cli.archive_file import Verdict
from bot.cli.words import say
from bot.delivery.spool import digest
from bot.render import LANGUAGES, Renderer
from bot.storage import audit, counters
from bot.storage.audit import Finding
from bot.storage.store import Store, Tx

cli = typer.Typer(help="The record of what happened.", no_args_is_help=True)


@cli.callback()
def group() -> None:
    """The record of what happened."""


@cli.command("verify")
def verify(
    file: Annotated[
        Path | None, typer.Argument(help="An archive file (ZIP) that the bot made.", dir_okay=False)
    ] = None,
) -> None:
    """Prove the chain of audit events, or check an archive file; exit code 1 where something is wrong."""
    if file is not None:
        _verify_file(file)
        return
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


def _verify_file(path: Path) -> None:
    verdict, found = archive_file.examine(path)
    known, folder = parts.looked_after()
    if found.manifest and parts.has_store(known, folder):
        sha256 = digest(path)
        parts.with_store(
            known, lambda store: store.read(lambda tx: archive_file.compare(tx, verdict, found, sha256)), folder
        )
    for flaw in verdict.flaws:
        typer.echo(_word(f"verify.{flaw.code}", about=flaw.about), err=True)
    if verdict.flaws:
        raise typer.Exit(1)
    _praise(verdict)


def _praise(verdict: Verdict) -> None:
    typer.echo(_word("verify.good", cases=verdict.cases, files=verdict.files, events=verdict.events))
    typer.echo(_word("verify.compared" if verdict.compared else "verify.not_compared"))
    if verdict.made:
        typer.echo(_word("verify.made", about=verdict.made))


@cache
def _renderer() -> Renderer:
    return Renderer(ZoneInfo("UTC"))


def _word(key: str, **data: object) -> str:
    return "\n".join(_renderer().words(language, key, **data) for language in LANGUAGES)
