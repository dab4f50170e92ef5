"""The engine on a toy dialog: where it begins, goes on, goes back, and what editing one answer leads to."""

from __future__ import annotations

import pytest

from bot.domain.media import MediaKind
from bot.flows import engine
from bot.flows.engine import (
    BACK,
    CANCEL,
    Abort,
    Again,
    Answers,
    Ask,
    Choice,
    Done,
    Files,
    Flow,
    Go,
    Input,
    Question,
    Step,
    Taken,
    Unusable,
    Words,
    World,
    also_photos,
    attachments,
    with_files,
)
from tests.made import NOW, demo, person, photo

WORLD = World(demo(), person(5), NOW)


def _take(name: str, answers: Answers, given: Input) -> Again | Taken:
    """Words answer a step; anything else does not."""
    return Taken({**answers, name: given.text}) if isinstance(given, Words) else Again(answers, "use_buttons")


def _end(answers: Answers, given: Input, _world: World) -> Again | Go | Done:
    match given:
        case Choice("submit"):
            return Done("submit", answers)
        case Choice(key):
            return Go(key, answers)
    return Again(answers, "use_buttons")


def _step(name: str, needs: str = "") -> Step:
    """A step that is wanted always, or once another is answered with "yes"."""
    return Step(
        name,
        lambda answers, _: not needs or answers.get(needs) == "yes",
        lambda answers: name in answers,
        lambda _a, _w: Question(f"toy/{name}"),
        lambda answers, given, _: _take(name, answers, given),
    )


END = Step("end", lambda _a, _w: True, lambda _: False, lambda _a, _w: Question("toy/end"), _end)
TOY = Flow("toy", (_step("one"), _step("two", needs="one"), _step("three"), END))

BEGIN = [
    ({}, "one"),
    ({"one": "no"}, "three"),
    ({"one": "yes"}, "two"),
    ({"one": "yes", "three": "x"}, "two"),
    ({"two": "x", "three": "x"}, "one"),
    ({"one": "no", "three": "x"}, "end"),
    ({"one": "yes", "two": "x", "three": "x"}, "end"),
]


@pytest.mark.parametrize(("answers", "step"), BEGIN)
def test_a_dialog_begins_at_the_first_question_that_is_left(answers: Answers, step: str) -> None:
    assert engine.begin(TOY, answers, WORLD) == Ask(step, answers)


ADVANCE = [
    ("one", {}, Words("yes"), Ask("two", {"one": "yes"})),
    ("one", {}, Words("no"), Ask("three", {"one": "no"})),
    ("one", {}, Choice("x"), Ask("one", {}, "use_buttons")),
    ("one", {}, Unusable("file_too_big"), Ask("one", {}, "file_too_big")),
    ("one", {"three": "x"}, Words("no"), Ask("end", {"one": "no", "three": "x"})),
    ("gone", {"one": "no"}, Words("x"), Ask("three", {"one": "no"})),  # a step that a new version dropped
    ("three", {"one": "no"}, Choice(CANCEL), Abort()),
    ("end", {"one": "no", "three": "x"}, Choice("submit"), Done("submit", {"one": "no", "three": "x"})),
    ("end", {"one": "no", "three": "x"}, Words("x"), Ask("end", {"one": "no", "three": "x"}, "use_buttons")),
]


@pytest.mark.parametrize(("place", "answers", "given", "outcome"), ADVANCE)
def test_where_an_answer_leads(place: str, answers: Answers, given: Input, outcome: object) -> None:
    before = dict(answers)
    assert engine.advance(TOY, place, answers, given, WORLD) == outcome
    assert answers == before, "answers are values and are not changed in place"


BACKS = [
    ("one", {}, "one", False),
    ("two", {"one": "yes"}, "one", True),
    ("three", {"one": "yes", "two": "x"}, "two", True),
    ("three", {"one": "no"}, "one", True),  # what is not wanted is not gone back to
    ("end", {"one": "no", "three": "x"}, "three", True),
    ("end", {"one": "yes", "two": "x", "three": "x"}, "three", True),
]


@pytest.mark.parametrize(("place", "answers", "back", "shown"), BACKS)
def test_where_back_leads(place: str, answers: Answers, back: str, shown: bool) -> None:
    outcome = engine.advance(TOY, place, answers, Choice(BACK), WORLD)
    assert isinstance(outcome, Ask)
    assert (outcome.step, outcome.answers) == (back, answers)
    assert engine.has_back(TOY, place, answers, WORLD) is shown


def test_an_unknown_place_has_no_back() -> None:
    assert not engine.has_back(TOY, "gone", {}, WORLD)


def test_a_changed_answer_leads_back_to_the_end_and_so_does_back() -> None:
    done = {"one": "no", "three": "x"}
    edit = engine.advance(TOY, "end", done, Choice("three"), WORLD)
    assert isinstance(edit, Ask)
    assert edit.step == "three"
    changed = engine.advance(TOY, "three", edit.answers, Words("y"), WORLD)
    assert changed == Ask("end", {"one": "no", "three": "y"})
    back = engine.advance(TOY, "three", edit.answers, Choice(BACK), WORLD)
    assert back == Ask("end", done)


def test_a_changed_answer_may_open_a_question() -> None:
    edit = engine.advance(TOY, "end", {"one": "no", "three": "x"}, Choice("one"), WORLD)
    assert isinstance(edit, Ask)
    opened = engine.advance(TOY, "one", edit.answers, Words("yes"), WORLD)
    assert isinstance(opened, Ask)
    assert opened.step == "two"
    end = engine.advance(TOY, "two", opened.answers, Words("x"), WORLD)
    assert end == Ask("end", {"one": "yes", "two": "x", "three": "x"})


FILES = [
    # (there before, new, most, kept, all found room)
    ((), (1, 2), 10, [1, 2], True),
    ((1,), (1, 2), 10, [1, 2], True),  # the same twice is once
    ((1, 2), (1, 2), 2, [1, 2], True),
    ((), (1, 1, 2), 2, [1, 2], True),
    ((1,), (2, 3), 2, [1, 2], False),
    ((1, 2), (3,), 2, [1, 2], False),
    ((), (), 2, [], True),
]


@pytest.mark.parametrize(("before", "new", "most", "kept", "fits"), FILES)
def test_files_are_kept_once_and_no_more_than_fit(
    before: tuple[int, ...], new: tuple[int, ...], most: int, kept: list[int], fits: bool
) -> None:
    answers, _ = with_files({"x": 1}, "photos", [photo(n) for n in before], 99)
    changed, all_fit = with_files(answers, "photos", [photo(n) for n in new], most)
    assert [file.unique_id for file in attachments(changed, "photos")] == [f"unique{n}" for n in kept]
    assert all_fit is fits
    assert changed["x"] == 1


@pytest.mark.parametrize("kind", MediaKind)
def test_a_file_comes_back_as_it_was(kind: MediaKind) -> None:
    file = photo(3, kind, album="a")
    assert attachments(with_files({}, "any", [file], 1)[0], "any") == (file,)


def test_voice_notes_are_no_photos() -> None:
    voice = Files((photo(1, MediaKind.VOICE),))
    assert also_photos({}, voice, 10, "photo_required") == Again({}, "photo_required")
    mixed = Files((photo(1, MediaKind.VOICE), photo(2), photo(3, MediaKind.IMAGE)))
    assert len(also_photos({}, mixed, 10).answers["photos"]) == 2


SPLITS = [
    # (cut at, the next comes at, taken)
    (None, 5_000, True),
    (4_000, 5_000, False),  # the rest of a text that the app cut
    (2_001, 5_000, False),
    (2_000, 5_000, True),
]


@pytest.mark.parametrize(("cut", "at", "taken"), SPLITS)
def test_the_rest_of_a_text_that_was_cut_is_not_taken_for_an_answer(cut: int | None, at: int, taken: bool) -> None:
    answers: Answers = {} if cut is None else {"cut_at": cut}
    outcome = engine.advance(TOY, "one", answers, Words("no", at), WORLD)
    assert isinstance(outcome, Ask)
    assert (outcome.step == "three") is taken
    assert taken or outcome.problem == "too_long"


@pytest.mark.parametrize(("length", "taken"), [(2_000, True), (2_001, False), (4_096, False)])
def test_words_are_no_longer_than_the_community_wants(length: int, taken: bool) -> None:
    outcome = engine.advance(TOY, "one", {}, Words("字" * length, 1), WORLD)
    assert isinstance(outcome, Ask)
    assert (outcome.problem is None) is taken
    assert taken or outcome.details == {"most": 2_000}
