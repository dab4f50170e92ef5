"""Every step of the dialogs with every kind of answer: where it leads, and what is said when it does not fit."""

from __future__ import annotations

import pytest

from bot.actions.ends import FLOWS
from bot.domain.media import MediaKind
from bot.flows.engine import Abort, Answers, Choice, Done, Files, Input, Spot, Unusable, Words
from tests.flows.walk import Walk
from tests.made import demo, photo

HOUSE = f"b.{demo().grids[0].buildings[0].key}"
PHOTO, VOICE = Files((photo(1),)), Files((photo(2, MediaKind.VOICE),))
TOLD, UNKNOWN, BLANK = Words("路灯坏了"), Words("你好"), Words("  \n ")
CAPTION, SPOT = Files((photo(3),), "灯不亮"), Spot(35.5, 112.8)
LONG = Words("字" * 2_001)
KNOWN: Answers = {"grid": 1, "category": "fac.light", "text": "灯", "photos_done": True}
PLACE = {"words": "门口"}
#: step: the answers with which one stands there.
PLACES: dict[str, Answers] = {
    "grid": {},
    "group": {"grid": 1},
    "category": {"grid": 1, "group": "fac"},
    "depth": {"grid": 1, "category": "urg.flood", "water": True},
    "text": {"grid": 1, "category": "fac.light"},
    "photos": {"grid": 1, "category": "fac.light", "text": "灯"},
    "where": KNOWN,
    "similar": {**KNOWN, "place": PLACE, "similar": [7, 8]},
    "review": {**KNOWN, "place": PLACE, "similar": []},
}

STEPS: list[tuple[str, Input, str, str | None]] = [
    ("grid", Choice("1"), "group", None),
    ("grid", Choice("99"), "grid", "use_buttons"),
    ("grid", Choice("²"), "grid", "use_buttons"),
    ("grid", Choice("submit"), "grid", "use_buttons"),
    ("grid", TOLD, "grid", "kept"),
    ("grid", BLANK, "grid", "use_buttons"),
    ("grid", PHOTO, "grid", "kept"),
    ("grid", VOICE, "grid", "kept"),
    ("grid", SPOT, "grid", "use_buttons"),
    ("group", Choice("c.fac.light"), "text", None),
    ("group", Choice("g.fac"), "category", None),
    ("group", Choice("g.nothing"), "group", "use_buttons"),
    ("group", Choice("c.nothing"), "group", "use_buttons"),
    ("group", TOLD, "photos", None),  # its words say what kind of thing it is
    ("group", UNKNOWN, "group", "now_category"),
    ("group", BLANK, "group", "use_buttons"),
    ("group", PHOTO, "group", "now_category"),
    ("group", CAPTION, "photos", None),
    ("group", VOICE, "group", "now_category"),
    ("group", SPOT, "group", "now_category"),
    ("category", Choice("c.fac.lift"), "text", None),
    ("category", Choice("c.nothing"), "category", "use_buttons"),
    ("category", TOLD, "photos", None),
    ("category", UNKNOWN, "category", "now_category"),
    ("category", PHOTO, "category", "now_category"),
    ("category", SPOT, "category", "now_category"),
    ("depth", Choice("deep.knee"), "photos", None),
    ("depth", Choice("deep.sea"), "depth", "use_buttons"),
    ("depth", TOLD, "depth", "kept"),
    ("depth", BLANK, "depth", "use_buttons"),
    ("depth", PHOTO, "depth", "kept"),
    ("depth", SPOT, "depth", "kept"),
    ("text", UNKNOWN, "photos", None),
    ("text", BLANK, "text", "now_words"),
    ("text", Choice("anything"), "text", "now_words"),
    ("text", PHOTO, "text", "now_words"),
    ("text", CAPTION, "photos", None),
    ("text", VOICE, "photos", None),
    ("text", SPOT, "text", "now_words"),
    ("photos", Choice("go"), "where", None),
    ("photos", Choice("clear"), "photos", None),
    ("photos", Choice("submit"), "photos", "photo_or_skip"),
    ("photos", UNKNOWN, "photos", "photo_or_skip"),
    ("photos", PHOTO, "photos", None),
    ("photos", CAPTION, "photos", None),
    ("photos", VOICE, "photos", None),
    ("photos", SPOT, "photos", "photo_or_skip"),
    ("where", Choice(HOUSE), "similar", None),
    ("where", Choice("p.1"), "where", None),
    ("where", Choice("p.²"), "where", "where_how"),
    ("where", Choice("p." + "9" * 40), "where", "where_how"),
    ("where", Choice("b.nothing"), "where", "where_how"),
    ("where", Words("门口"), "similar", None),
    ("where", Words("字" * 101), "where", "place_too_long"),
    ("where", PHOTO, "where", "kept"),
    ("where", VOICE, "where", "kept"),
    ("where", SPOT, "similar", None),
    ("similar", Choice("other.7"), "similar", None),  # the next one
    ("similar", Choice("same.8"), "similar", "use_buttons"),  # not the one that is shown
    ("similar", Choice("other.99"), "similar", "use_buttons"),
    ("similar", UNKNOWN, "similar", "use_buttons"),
    ("similar", PHOTO, "similar", "kept"),
    ("similar", SPOT, "similar", "use_buttons"),
    ("review", Choice("e.group"), "group", None),
    ("review", Choice("e.text"), "text", None),
    ("review", Choice("e.photos"), "photos", None),
    ("review", Choice("e.where"), "where", None),
    ("review", Choice("e.grid"), "review", "use_buttons"),
    ("review", Choice("e.submit"), "review", "use_buttons"),
    ("review", UNKNOWN, "review", "use_buttons"),
    ("review", PHOTO, "review", None),
    ("review", VOICE, "review", None),
    ("review", SPOT, "similar", None),  # another place may have other neighbours
    *[(step, LONG, step, "too_long") for step in PLACES],
    *[(step, Unusable(code), step, code) for step in PLACES for code in ("file_too_big", "kind_unusable")],
]


def standing(step: str, **more: object) -> Walk:
    """Somebody who stands at a step of the report."""
    return Walk(FLOWS["report"], {**PLACES[step], **more}, neighbours=(7, 8), step=step)


@pytest.mark.parametrize(("step", "given", "to", "problem"), STEPS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_step_of_the_report(step: str, given: Input, to: str, problem: str | None, language: str) -> None:
    walk = standing(step)
    walk.language = language
    walk.give(given)
    assert (walk.step, walk.problem, walk.end) == (to, problem, None)


def test_the_table_has_every_step_with_every_kind_of_answer() -> None:
    kinds = {Choice, Words, Files, Spot, Unusable}
    assert {step.name for step in FLOWS["report"].steps} == set(PLACES)
    for name in PLACES:
        assert {type(given) for step, given, *_ in STEPS if step == name} == kinds, name


@pytest.mark.parametrize("step", PLACES)
def test_a_report_can_be_given_up_at_every_step(step: str) -> None:
    assert standing(step).give(Choice("cancel")).end == Abort()


def test_a_report_ends_by_submitting_it_or_by_following_a_neighbours() -> None:
    assert standing("review").give(Choice("submit")).end == Done("submit", PLACES["review"])
    followed = standing("similar").give(Choice("same.7")).end
    assert isinstance(followed, Done)
    assert followed.result == "follow.7"


def test_neighbours_cases_are_asked_about_one_by_one_and_once() -> None:
    walk = standing("where").give(Choice(HOUSE))
    assert walk.question().data["number"] == 7
    walk.give(Choice("other.7"))
    assert walk.question().data["number"] == 8
    walk.give(Choice("other.8"))
    assert walk.step == "review"
    walk.give(Choice("e.text")).give(UNKNOWN)
    assert walk.step == "review", "they are not asked about again for other words"
    walk.give(Choice("e.where")).give(Words("后门"))
    assert walk.step == "similar", "but for another place they are"


def test_private_things_are_not_compared_with_the_neighbours() -> None:
    walk = standing("where", category="disp.noise").give(Choice(HOUSE))
    assert walk.step == "review"
    assert "similar" not in walk.answers


KEPT: list[tuple[str, Input, dict[str, object]]] = [
    ("grid", TOLD, {"text": "路灯坏了", "category": "fac.light"}),
    ("group", UNKNOWN, {"text": "你好"}),
    ("group", SPOT, {"place": {"lat": 35.5, "lon": 112.8}}),
    ("text", SPOT, {"place": {"lat": 35.5, "lon": 112.8}}),
    ("photos", CAPTION, {"text": "灯\n灯不亮"}),
    ("where", CAPTION, {"text": "灯\n灯不亮"}),
    ("review", CAPTION, {"text": "灯\n灯不亮"}),
    ("text", CAPTION, {"text": "灯不亮"}),
    ("text", VOICE, {"text": ""}),
    ("where", Words(" 门口 "), {"place": {"words": "门口"}}),
    ("where", Choice(HOUSE), {"place": {"building": HOUSE[2:]}}),
    ("review", SPOT, {"place": {"lat": 35.5, "lon": 112.8}}),
]


@pytest.mark.parametrize(("step", "given", "kept"), KEPT)
def test_what_is_kept(step: str, given: Input, kept: dict[str, object]) -> None:
    answers = standing(step).give(given).answers
    assert {key: answers.get(key) for key in kept} == kept


def test_words_under_a_photo_that_are_too_many_cost_neither_the_photo_nor_the_words_before() -> None:
    for step in ("text", "photos", "where", "review"):
        walk = standing(step, text="灯").give(Files((photo(1),), "字" * 2_001))
        assert walk.problem == "too_long"
        assert walk.answers["text"] == "灯"
        assert len(walk.answers["photos"]) == 1


def test_another_grid_has_other_places() -> None:
    walk = standing("grid", **{**KNOWN, "place": PLACE, "similar": []})
    walk.give(Choice("2"))
    assert walk.step == "where"
    assert "place" not in walk.answers


def test_too_many_photos_are_told_at_every_step() -> None:
    for step in PLACES:
        walk = standing(step, photos=[]).give(Files(tuple(photo(n) for n in range(12))))
        assert walk.problem == "too_many", step
        assert len(walk.answers["photos"]) == 10


# --- feedback ---

PROOF: list[dict[str, object]] = [{"kind": "photo", "file_id": "f", "unique_id": "u", "album": None}]
FEEDBACK: list[tuple[list[dict[str, object]], Input, str | None, dict[str, object]]] = [
    ([], Choice("submit"), "photo_required", {}),
    ([], Choice("clear"), None, {"photos": []}),
    ([], Words("换了灯泡"), "photo_required", {"note": "换了灯泡"}),
    ([], BLANK, "photo_required", {}),
    ([], PHOTO, None, {}),
    ([], VOICE, "photo_required", {}),
    ([], CAPTION, None, {"note": "灯不亮"}),
    ([], SPOT, "photo_required", {}),
    ([], Words("字" * 501), "too_long", {}),
    ([], LONG, "too_long", {}),
    ([], Files((photo(1),), "字" * 501), "too_long", {}),
    ([], Unusable("file_too_big"), "file_too_big", {}),
    (PROOF, Words("换了灯泡"), None, {"note": "换了灯泡"}),
    (PROOF, Choice("clear"), None, {"photos": []}),
    (PROOF, Choice("anything"), "photo_required", {}),
    (PROOF, Files(tuple(photo(n) for n in range(12))), "too_many", {}),
]


@pytest.mark.parametrize(("photos", "given", "problem", "kept"), FEEDBACK)
def test_every_answer_to_the_feedback(
    photos: list[dict[str, object]], given: Input, problem: str | None, kept: dict[str, object]
) -> None:
    walk = Walk(FLOWS["feedback"], {"case_id": 7, "photos": photos}, step="proof").give(given)
    assert (walk.step, walk.problem, walk.end) == ("proof", problem, None)
    assert {key: walk.answers.get(key) for key in kept} == kept


def test_feedback_ends_with_photos_or_is_given_up() -> None:
    answers = {"case_id": 7, "photos": PROOF, "note": "好"}
    assert Walk(FLOWS["feedback"], answers, step="proof").give(Choice("submit")).end == Done("submit", answers)
    assert Walk(FLOWS["feedback"], {"case_id": 7}).give(Choice("cancel")).end == Abort()
