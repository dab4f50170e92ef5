"""The loop as people see it: at the terminal, and in the documentation."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from bot.__main__ import cli
from bot.cli.loop import as_markdown
from bot.domain.loop import ARROWS, State
from bot.render import messages_folder, read_labels

DOC = Path(__file__).parent.parent.parent / "docs/loop.md"


def test_the_documentation_holds_the_loop() -> None:
    assert as_markdown() in DOC.read_text("utf-8"), "liubu loop --markdown prints what belongs there"


def test_the_terminal_shows_every_act_and_every_state() -> None:
    shown = CliRunner().invoke(cli, ["loop"])
    assert shown.exit_code == 0
    words = read_labels(messages_folder() / "zh")
    text = "".join(shown.output.split())
    assert [act for act in ARROWS if words["act"][act] not in text] == []
    assert [state for state in State if words["state"][state] not in text] == []
