"""Every act that can stand in the proof file of a case has words, and words there are for those only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot.domain.case import Act
from bot.domain.case_file import MOST_STEPS, Condition
from bot.domain.media import Purpose
from bot.papers import bundle_check
from bot.render import LANGUAGES, Renderer, messages_folder, read_labels
from tests.made import demo

BOT = Path(bundle_check.__file__).parent.parent


def acts() -> set[str]:
    """The acts that are written into the audit with the number of a case, where they are written out in the call."""
    found = set()
    for path in (BOT / "actions").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "record":
                act, of = [*node.args[4:6], None, None][:2]
                no_case = of is None or (isinstance(of, ast.Constant) and of.value is None)
                if isinstance(act, ast.Constant) and isinstance(act.value, str) and not no_case:
                    found.add(act.value)
    return found


def labels(language: str) -> dict[str, dict[str, str]]:
    """The labels of a language."""
    return read_labels(messages_folder() / language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_on_a_case_has_words(language: str) -> None:
    known = labels(language)
    for act in Act:
        assert f"case.{act}" in known["event"] or act in known["act"], act


def test_every_event_that_concerns_a_case_has_words() -> None:
    written = acts()
    assert written >= {"case.report", "case.added", "relay.asked", "file.made"}
    assert written - set(labels("zh")["event"]) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_can_be_filled(language: str) -> None:
    renderer = Renderer(demo().timezone)
    for act in labels(language)["event"]:
        assert renderer.words(language, f"event.{act}", other="X", files=3).strip()


def test_every_value_has_words() -> None:
    known = labels("zh")
    assert set(known["case_file_piece"]) == {str(one) for one in Condition}
    assert set(known["case_file_purpose"]) >= {str(one) for one in Purpose}
    assert {f"step{n}" for n in range(1, MOST_STEPS + 1)} <= set(known["case_file"])


def test_every_flaw_of_an_archive_file_has_words() -> None:
    said = set()
    for path in (BOT / "papers" / "bundle_check.py", BOT / "cli" / "archive_file.py", BOT / "cli" / "audit.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                texts = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
                if called in ("wrong", "Flaw") and texts:
                    said.add(str(texts[0]))
                if called == "_word":
                    said |= {str(text).removeprefix("verify.") for text in texts if str(text).startswith("verify.")}
    assert {"event_changed", "event_other"} <= set(labels("zh")["verify"])
    codes = {code for code in said if code and not code.startswith("verify")}
    assert codes | {"event_changed", "event_other"} == set(labels("zh")["verify"])
