"""The table of permissions as people see it: at the terminal, and in the documentation."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from bot.__main__ import cli
from bot.cli.permissions import as_markdown

DOC = Path(__file__).parent.parent.parent / "docs/permissions.md"


def test_the_documentation_has_the_table_as_it_is() -> None:
    assert DOC.read_text("utf-8").endswith(as_markdown() + "\n")


def test_the_terminal_shows_who_may_do_what() -> None:
    shown = CliRunner().invoke(cli, ["permissions"])
    assert shown.exit_code == 0
    assert all(words in shown.stdout for words in ("书记", "联络员", "指派 assign", "本人上报"))
