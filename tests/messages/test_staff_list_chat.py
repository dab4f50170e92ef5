"""The words of the staff list in the chat whose keys are computed: each exists, and none is left over."""

from __future__ import annotations

import pytest

from bot.domain.person import STAFF
from bot.domain.staff_plan import SHOWN
from bot.domain.vocabulary import Column
from bot.render import LANGUAGES, Renderer, sheet_words, vocabulary
from tests.made import demo
from tests.messages.test_used import argument, calls, labels, texts


def test_every_answer_to_a_claim_has_a_sentence() -> None:
    codes = {
        code
        for file, called, call in calls()
        if file == "bot/actions/claims.py" and called in ("_answer", "_refuse")
        for code in texts(argument(call, 2 if called == "_refuse" else 99, "code"))
    }
    assert codes == set(labels("zh")["list_claim"])


def test_every_group_of_a_preview_has_a_heading() -> None:
    assert set(labels("zh")["list_group"]) == set(SHOWN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_out_is_understood_when_it_comes_back(language: str) -> None:
    words, known = sheet_words(language), vocabulary()
    for column in Column:
        found = known.heading(words.wording.headings[column])
        assert found is not None
        assert found[0] is column
    assert known.heading(words.claimed) is None
    assert {role: known.role_list(words.wording.roles[role]) for role in STAFF} == {role: (role,) for role in STAFF}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_toasts_of_the_list_fit(language: str) -> None:
    renderer = Renderer(demo().timezone)
    for label in (label for label in labels(language)["toast"] if label.startswith("list_")):
        assert 1 <= len(renderer.words(language, f"toast.{label}", many=10**6)) <= 200
