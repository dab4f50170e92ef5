"""The plain report: every step with every kind of answer, few taps, few buttons; and it survives anything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from bot.actions.ends import FLOWS
from bot.domain.media import MediaKind
from bot.flows import engine, plain
from bot.flows.engine import Abort, Answers, Choice, Done, Files, Input, Spot, Unusable, Words, World
from tests.flows.test_anything import SMALL, inputs
from tests.flows.walk import Walk
from tests.made import NOW, demo, person, photo

GRID = demo().grids[0]
HOUSE = f"b.{GRID.buildings[0].key}"
PHOTO, VOICE = Files((photo(1),)), Files((photo(2, MediaKind.VOICE),))
TOLD, UNKNOWN, BLANK = Words("路灯坏了"), Words("你好"), Words("  \n ")
CAPTION, SPOT, LONG = Files((photo(3),), "灯不亮"), Spot(35.5, 112.8), Words("字" * 2_001)
SAID: Answers = {"text": "你好"}
KNOWN: Answers = {"grid": 1, "category": "fac.light", "text": "灯"}
PLACES: dict[str, Answers] = {
    "what": {"grid": 1},
    "kind": {**SAID, "grid": 1},
    "grid": {**SAID, "category": "fac.light"},
    "where": KNOWN,
    "send": {**KNOWN, "place": {"words": "门口"}},
}
STEPS: list[tuple[str, Input, str, str | None]] = [
    ("what", TOLD, "where", None),  # its words say what kind of thing it is
    ("what", UNKNOWN, "kind", None),
    ("what", BLANK, "what", "now_words"),
    ("what", PHOTO, "what", "now_words"),
    ("what", CAPTION, "where", None),
    ("what", VOICE, "kind", None),
    ("what", SPOT, "what", "now_words"),
    ("what", Choice("submit"), "what", "now_words"),
    ("kind", Choice("c.fac.leak"), "where", None),
    ("kind", Choice("c.svc.advice"), "where", None),
    ("kind", Choice("c.urg.fire"), "kind", "use_buttons"),  # not one that is offered
    ("kind", Choice("c.nothing"), "kind", "use_buttons"),
    ("kind", TOLD, "where", None),
    ("kind", UNKNOWN, "kind", "now_category"),
    ("kind", PHOTO, "kind", "now_category"),
    ("kind", VOICE, "kind", "now_category"),
    ("kind", SPOT, "kind", "use_buttons"),
    ("grid", Choice("1"), "where", None),
    ("grid", Choice("99"), "grid", "use_buttons"),
    ("grid", UNKNOWN, "grid", "use_buttons"),
    ("grid", PHOTO, "grid", "kept"),
    ("grid", SPOT, "grid", "use_buttons"),
    ("where", Choice(HOUSE), "send", None),
    ("where", Choice("words"), "where", None),
    ("where", Choice("p.1"), "where", None),
    ("where", Choice("b.nothing"), "where", "where_how"),
    ("where", Words("门口"), "send", None),
    ("where", Words("字" * 101), "where", "place_too_long"),
    ("where", VOICE, "send", None),
    ("where", PHOTO, "where", "kept"),
    ("where", SPOT, "send", None),
    ("send", UNKNOWN, "send", "kept"),
    ("send", PHOTO, "send", "kept"),
    ("send", VOICE, "send", "kept"),
    ("send", SPOT, "send", "use_buttons"),
    ("send", Choice("anything"), "send", "use_buttons"),
    *[(step, LONG, step, "too_long") for step in PLACES],
    *[(step, Unusable(code), step, code) for step in PLACES for code in ("file_too_big", "kind_unusable")],
]


def standing(step: str, **more: object) -> Walk:
    """Somebody who stands at a step."""
    return Walk(FLOWS["plain"], {**PLACES[step], **more}, step=step)


@pytest.mark.parametrize(("step", "given", "to", "problem"), STEPS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_step(step: str, given: Input, to: str, problem: str | None, language: str) -> None:
    walk = standing(step)
    walk.language = language
    walk.give(given)
    assert (walk.step, walk.problem, walk.end) == (to, problem, None)


def test_the_table_has_every_step_with_every_kind_of_answer() -> None:
    assert [step.name for step in plain.PLAIN.steps] == list(PLACES)
    for name in PLACES:
        assert {type(given) for step, given, *_ in STEPS if step == name} == {Choice, Words, Files, Spot, Unusable}


@pytest.mark.parametrize("step", PLACES)
def test_it_can_be_given_up_everywhere(step: str) -> None:
    assert standing(step).give(Choice("cancel")).end == Abort()


@pytest.mark.parametrize("said", [VOICE, UNKNOWN])
def test_a_known_resident_needs_three_taps_at_most(said: Input) -> None:
    walk = Walk(FLOWS["plain"], {"grid": 1}).give(said)
    walk.tap(walk.options()[-1]).tap(walk.options()[0]).tap("submit")
    assert isinstance(walk.end, Done) and walk.taps == 3
    assert walk.end.answers["category"] == demo().plain_category.key


@pytest.mark.parametrize("step", PLACES)
def test_buttons_stand_one_below_the_other_and_are_few(step: str) -> None:
    rows = standing(step).question().rows
    assert all(len(row) == 1 for row in rows)
    assert len(rows) <= (len(demo().grids) if step == "grid" else 8)
    if step == "kind":
        assert len(rows) == 6


def test_ones_own_building_comes_first_and_no_building_is_lost() -> None:
    home = GRID.buildings[6]
    world = World(demo(), person(5, building=home.key, grid=1), NOW)
    world = replace(world, person=replace(world.person, grid=1))
    step = plain.PLAIN.step("where")
    assert step is not None
    seen: list[str] = []
    for page in range(2):
        rows = step.ask({**KNOWN, "page": page}, world).rows
        seen += [row[0].key for row in rows if row[0].key.startswith("b.")]
    assert seen[0] == f"b.{home.key}" and sorted(seen) == sorted(f"b.{b.key}" for b in GRID.buildings)
    elsewhere = replace(world, person=replace(world.person, grid=2))
    assert step.ask(KNOWN, elsewhere).rows[0][0].key == HOUSE, "a building of another grid is not theirs here"


def test_who_cannot_say_where_is_not_held_up() -> None:
    for last in (Choice("words"), VOICE):
        walk = standing("where").give(Choice("words")).give(last)
        assert walk.step == "send" and walk.answers["place"] == {"words": GRID.name} and "free" not in walk.answers
    walk = standing("where").give(Choice("words")).give(Words("北门"))
    assert walk.answers["place"] == {"words": "北门"}


def test_back_leads_back() -> None:
    walk = standing("where").give(Choice("words")).give(Choice(engine.BACK))
    assert "free" not in walk.answers
    assert walk.step == "grid"
    assert standing("kind").give(Choice(engine.BACK)).step == "what"


@generated(st.lists(inputs, max_size=20), st.sampled_from([{}, {"grid": 1}, {"grid": 3, "text": "灯"}]))
@settings(max_examples=150, deadline=None)
def test_it_survives_anything(given: list[Input], begun: Answers) -> None:
    walk = Walk(FLOWS["plain"], begun, (), SMALL)
    for one in given:
        before = {file["unique_id"] for file in walk.answers.get("photos", ())}
        walk.give(one)
        if walk.end is None:
            assert before <= {file["unique_id"] for file in walk.answers.get("photos", ())}, "no photo is lost"
    for one in (Words("灯"), Choice("c.svc.advice"), Choice("1"), Words("门口"), Choice("submit")) * 3:
        if walk.end is None and (walk.step != "send" or one == Choice("submit")):
            walk.give(one)
    assert isinstance(walk.end, Done | Abort)
    if isinstance(walk.end, Done):
        assert {"grid", "category", "text", "place"} <= walk.end.answers.keys()
