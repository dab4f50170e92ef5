"""Who is told of which warning, as people see it: at the terminal, and in the documentation."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from bot.__main__ import cli
from bot.cli.warnings import as_markdown
from bot.domain.matrix import USUAL, Call, Measure
from bot.domain.warning import Colour, Hazard

DOC = Path(__file__).parent.parent.parent / "docs/warnings.md"


def test_the_documentation_has_the_table_as_it_is() -> None:
    text = DOC.read_text("utf-8")
    assert text.endswith(as_markdown() + "\n"), "liubu warnings --markdown prints what belongs there"
    assert all(f"`{hazard}`" in text for hazard in Hazard) and all(f"`{colour}`" in text for colour in Colour)


def test_the_terminal_shows_the_table_of_the_community() -> None:
    shown = CliRunner().invoke(cli, ["warnings"])
    assert shown.exit_code == 0
    assert all(words in shown.stdout for words in ("暴雨", "红色", "呼叫"))


def test_the_usual_table_leaves_nobody_out_when_it_is_grave() -> None:
    for hazard in Hazard:
        ranks = [USUAL[hazard, colour] for colour in Colour if colour is not Colour.UNKNOWN]
        assert USUAL[hazard, Colour.RED].call is Call.PAGE and all(measure.groups for measure in ranks)
        calls = [(Call.NOBODY, Call.NOTICE, Call.PAGE).index(measure.call) for measure in ranks]
        assert calls == sorted(calls), "what is graver is never told less loudly"
    assert [USUAL[Hazard.RAINSTORM, colour].response for colour in Colour] == [None, 4, 3, 2, 1]
    assert USUAL[Hazard.RAINSTORM, Colour.RED] == Measure(call=Call.PAGE, must_all=True, all_staff=True, response=1)
