"""``liubu warnings``: who is told of which warning and how, as bot/domain/matrix.py and the community have it."""

from __future__ import annotations

from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from bot.cli import parts
from bot.domain.matrix import USUAL, Matrix, Measure
from bot.domain.warning import Colour, Hazard
from bot.render import LANGUAGES, Renderer

_WIDE = 120
_COLUMNS = ("hazard", "colour", "groups", "call", "must_all", "all_staff", "response")
#: The gravest first; what has no colour last.
_COLOURS = tuple(reversed(Colour))


def command(markdown: Annotated[bool, typer.Option(help="The usual table, as in docs/warnings.md.")] = False) -> None:
    """Show who is told of which warning."""
    if markdown:
        typer.echo(as_markdown())
        return
    table = Table(show_lines=True)
    for words in _heading():
        table.add_column(words, overflow="fold")
    for row in rows(parts.community(parts.looked_after()[0]).matrix):
        table.add_row(*row)
    Console(width=None if Console().is_terminal else _WIDE).print(table)


def as_markdown() -> str:
    """The usual table for the documentation."""
    lines = [_heading(), ["---"] * len(_COLUMNS), *rows(USUAL)]
    return "\n".join("| " + " | ".join(cell.replace("\n", "<br>") for cell in line) + " |" for line in lines)


def rows(matrix: Matrix) -> list[list[str]]:
    """The table in words; hazards of which all is the same stand together."""
    return [
        ["\n".join(_say("hazard", hazard) for hazard in hazards), _say("colour", colour), *_cells(matrix[key, colour])]
        for hazards in _alike(matrix)
        for key in hazards[:1]
        for colour in _COLOURS
    ]


def _alike(matrix: Matrix) -> list[list[Hazard]]:
    found: dict[tuple[Measure, ...], list[Hazard]] = {}
    for hazard in Hazard:
        found.setdefault(tuple(matrix[hazard, colour] for colour in Colour), []).append(hazard)
    return list(found.values())


def _cells(measure: Measure) -> list[str]:
    response = _say("warning_table", "level", level=measure.response) if measure.response else _yes(False)
    call = _say("warning_call", measure.call)
    return [_yes(measure.groups), call, _yes(measure.must_all), _yes(measure.all_staff), response]


def _heading() -> list[str]:
    return [_say("warning_table", column) for column in _COLUMNS]


def _yes(what: bool) -> str:
    return _say("warning_table", "yes") if what else _renderer().words(LANGUAGES[0], "warning_table.no")


@cache
def _renderer() -> Renderer:
    return Renderer(ZoneInfo("UTC"))


def _say(group: str, key: str, **data: int) -> str:
    return " ".join(_renderer().words(language, f"{group}.{key}", **data) for language in LANGUAGES)
