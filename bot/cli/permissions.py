"""``liubu permissions``: who may do what, as the table in bot/domain/permission.py has it."""

from __future__ import annotations

from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from bot.domain.permission import ALLOWED, ON_DUTY, What
from bot.domain.person import Role
from bot.domain.roster import PostKind
from bot.render import LANGUAGES, Renderer

_NONE = "·"
_WIDE = 150


def command(markdown: Annotated[bool, typer.Option(help="As the table in docs/permissions.md.")] = False) -> None:
    """Show which role may do what, to what."""
    if markdown:
        typer.echo(as_markdown())
        return
    console = Console(width=None if Console().is_terminal else _WIDE)
    table = Table(show_lines=True)
    for words in _heading():
        table.add_column(words, overflow="fold")
    for row in _rows():
        table.add_row(*row)
    console.print(table)


def as_markdown() -> str:
    """The table for the documentation."""
    lines = [_heading(), ["---"] * len(_heading()), *_rows()]
    return "\n".join("| " + " | ".join(cell.replace("\n", "<br>") for cell in line) + " |" for line in lines)


def _heading() -> list[str]:
    return ["", *("\n".join(_say("post", role) for role in roles) for roles in _alike()), _say("table", "on_duty")]


def _rows() -> list[list[str]]:
    return [[_say("right", what), *(_cell(what, roles[0]) for roles in _alike()), _on_duty(what)] for what in ALLOWED]


def _alike() -> list[list[Role]]:
    """The roles in their order, those that may the same together."""
    columns: dict[tuple[str, ...], list[Role]] = {}
    for role in Role:
        columns.setdefault(tuple(_cell(what, role) for what in ALLOWED), []).append(role)
    return list(columns.values())


def _cell(what: What, role: Role) -> str:
    relations = [rule.relation for rule in ALLOWED[what] if rule.role is role]
    return "\n".join(_say("relation", relation) for relation in relations) or _NONE


def _on_duty(what: What) -> str:
    """On which posts of the duty roster somebody may that, whatever their role."""
    return "\n".join(_say("post_kind", kind) for kind in PostKind if kind in ON_DUTY.get(what, ())) or _NONE


@cache
def _renderer() -> Renderer:
    return Renderer(ZoneInfo("UTC"))


def _say(group: str, key: str) -> str:
    renderer = _renderer()
    return " ".join(renderer.words(language, f"{group}.{key}") for language in LANGUAGES)
