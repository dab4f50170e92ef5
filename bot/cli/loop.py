"""``liubu loop``: the six-step loop as the table in bot/domain/loop.py has it."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from bot.domain.loop import ARROWS, PAUSED, STEPS, UNDOABLE, Act, State, Whither
from bot.render import LANGUAGES, Renderer

#: What the drawing leaves out: it would be an arrow from everywhere to where the case was.
_UNDRAWN = frozenset({Act.UNDO})


def command(markdown: Annotated[bool, typer.Option(help="As it stands in docs/loop.md.")] = False) -> None:
    """Show the states of a case and what leads from one to another."""
    if markdown:
        typer.echo(as_markdown())
        return
    table = Table(show_lines=True)
    for words in _HEADING:
        table.add_column(words, overflow="fold")
    for row in _rows():
        table.add_row(*row)
    Console(width=None if Console().is_terminal else 120).print(table)


_HEADING = ("act", "from", "to")


def as_markdown() -> str:
    """The drawing and the table for the documentation."""
    lines = [_HEADING, ("---",) * len(_HEADING), *_rows()]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"```mermaid\n{as_mermaid()}\n```\n\n{table}"


def as_mermaid() -> str:
    """The states as a drawing; an act that leaves a case in its state is in the table alone."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{STEPS[state]} {_say("state", state)}" as {state}' for state in State if state not in PAUSED]
    lines += [f'    state "{_say("state", state)}" as {state}' for state in State if state in PAUSED]
    lines.append(f"    [*] --> {State.REPORTED}")
    lines += [f"    {state} --> {to}: {_say('act', act)}" for act, state, to in _arrows()]
    lines.append(f"    {State.ARCHIVED} --> [*]")
    return "\n".join(lines)


def _arrows() -> list[tuple[Act, State, State]]:
    """The arrows of the drawing. Back from a pause is drawn to where most cases come from."""
    found = []
    for act, arrow in ARROWS.items():
        if act in _UNDRAWN or arrow.after is Whither.STAY:
            continue
        to = arrow.after if isinstance(arrow.after, State) else State.HANDLING
        ways = (to,) if arrow.unled is None else (to, arrow.unled)
        found += [(act, state, way) for way in ways for state in State if state in arrow.before]
    return found


def _rows() -> list[tuple[str, str, str]]:
    return [
        (_say("act", act), ", ".join(_say("state", state) for state in State if state in arrow.before), _to(act))
        for act, arrow in ARROWS.items()
    ]


def _to(act: Act) -> str:
    after = ARROWS[act].after
    match after:
        case State():
            text = _say("state", after)
        case Whither.STAY:
            text = "the same state"
        case Whither.BACK:
            text = "the state before"
    unled = ARROWS[act].unled
    if unled is not None:
        text = f"{text}, or where a department had handled it {_say('state', unled)}"
    return f"{text} (can be undone for a minute)" if act in UNDOABLE else text


def _say(group: str, key: str) -> str:
    renderer = Renderer(ZoneInfo("UTC"))
    return " ".join(renderer.words(language, f"{group}.{key}") for language in LANGUAGES)
