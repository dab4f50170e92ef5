"""``liubu check``: is the community's configuration good?"""

from __future__ import annotations

import typer

from bot.cli import parts
from bot.cli.words import say


def command() -> None:
    """Check community.toml (LIUBU_COMMUNITY) and say every mistake with its line."""
    known, _ = parts.looked_after()
    found = parts.community(known)
    typer.echo(
        say(
            "check.good",
            name=found.name,
            grids=len(found.grids),
            staff=len(found.staff),
            categories=len(found.categories),
        )
    )
    parts.say_unknown_years(found)
