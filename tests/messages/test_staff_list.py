"""Everything that can be wrong with a staff list, or with its file, has a sentence in every language."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from bot.domain.staff_list import PROBLEMS, Problem
from bot.domain.vocabulary import Column
from bot.papers.reading import rows
from bot.papers.unreadable import CODES, Unreadable
from bot.render import LANGUAGES, Renderer, messages_folder, read_labels
from tests.domain.test_staff_list import BAD_ROWS, HEADING, listed, row
from tests.made import demo
from tests.papers.test_refused import BAD

RENDERER = Renderer(demo().timezone)
LABELS = {language: read_labels(messages_folder() / language) for language in LANGUAGES}


def problems() -> dict[str, Problem]:
    """One problem of each code, as the reading makes it."""
    good = row()
    found = [
        *(listed(bad) for bad, _, _, _ in BAD_ROWS.values()),
        listed(heading=("a", "b")),
        listed(),
        listed(("陈国强", "网格长"), heading=("姓名", "岗位")),
        listed((*good, "b"), heading=(*HEADING, "姓名")),
        listed(good, row(name="<b>&王</b>")),
        listed(good, good),
    ]
    return {problem.code: problem for reading in found for problem in reading.problems}


def refusals() -> dict[str, Unreadable]:
    """One refusal of each code."""
    found = {}
    for made, code in {code: (made, code) for made, code in BAD.values()}.values():
        with pytest.raises(Unreadable) as caught:
            rows(made(), "<名单>&.xlsx")
        found[code] = caught.value
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence_and_every_sentence_a_code(language: str) -> None:
    assert set(LABELS[language]["list_problem"]) == set(PROBLEMS)
    assert set(LABELS[language]["list_unreadable"]) == set(CODES)
    assert set(LABELS[language]["list_column"]) == set(Column)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_says_where_it_is_and_what_stands_there(language: str) -> None:
    found = problems()
    assert set(found) == set(PROBLEMS)
    for code, problem in found.items():
        said = RENDERER.words(language, f"list_problem.{code}", **problem.values)
        assert "!" not in said and "！" not in said and "{" not in said and "  " not in said
        assert code == "no_heading" or str(problem.row) in said
        assert problem.column in said and problem.letter in said
        assert len(said) < 300
        for value in ("value", "other", "first", "phone", "guess", "most"):
            assert str(problem.data.get(value, "")) in said, (code, value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_names_the_file_and_says_what_to_do(language: str) -> None:
    found = refusals()
    assert set(found) == set(CODES)
    for code, error in found.items():
        said = RENDERER.words(language, f"list_unreadable.{code}", **error.data)
        assert "<名单>&.xlsx" in said and "!" not in said and "！" not in said
        assert ("请" if language == "zh" else "Please") in said
        assert str(error.data.get("most", "")) in said and str(error.data.get("row", "")) in said


def test_a_sentence_is_not_made_without_its_values() -> None:
    with pytest.raises(UndefinedError):
        RENDERER.words("zh", "list_problem.duplicate", row=3, column="手机号", letter="B")


def test_the_sentences_read_as_they_should() -> None:
    found = problems()

    def said(code: str) -> str:
        return RENDERER.words("zh", f"list_problem.{code}", **found[code].values)

    assert said("missing_columns") == (
        "第1行是表头，里面缺少：手机号、网格。现在有的是：姓名、岗位。请补上缺的列，或者把列名改过来。"
    )
    assert said("phone_two_names") == (
        "第3行「手机号」（B 列）：手机号 138****0001 在第2行是「陈国强」的，这里写成了「<b>&王</b>」的。"
        "请核对，改正其中一行。"
    )
    assert said("grid_missing") == "第2行「网格」（D 列）：网格长要写是哪个网格。请补上，例如「第一网格」或「1」。"
