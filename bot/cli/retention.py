"""``liubu retention``: how long what is kept, as the table in bot/domain/retention.py and the community have it."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from bot.cli import parts
from bot.domain.community import Policy
from bot.domain.retention import POLICY
from bot.render import LANGUAGES, Renderer

_WIDE = 120


def command() -> None:
    """Show what is kept how long, and what happens then."""
    policy = parts.community(parts.looked_after()[0]).policy
    table = Table(show_header=False, show_lines=True)
    for row in rows(policy):
        table.add_row(*row)
    Console(width=None if Console().is_terminal else _WIDE).print(table)


def rows(policy: Policy) -> list[tuple[str, str, str]]:
    """The table in words: what, how long after what, and what happens then."""
    return [
        (
            _say(f"kept.{kept}"),
            _say(f"kept_since.{rule.since}", days=rule.days(policy)),
            _say(f"kept_fate.{rule.fate}"),
        )
        for kept, rule in POLICY.items()
    ]


@cache
def _renderer() -> Renderer:
    return Renderer(ZoneInfo("UTC"))


def _say(key: str, **data: int) -> str:
    return "\n".join(_renderer().words(language, key, **data) for language in LANGUAGES)
