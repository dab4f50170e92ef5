"""Privacy by type: what a grid's group sees of a case cannot hold what the reporter said or who it was."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case import Case, Place, PublicCase, State, is_public, public_place, public_view
from bot.domain.community import CaseKind, Visibility
from bot.domain.loop import Outcome
from bot.domain.person import Role
from tests.made import ENDED, NOW, PAUSED, PRIVATE, PUBLIC, case, demo, person

BUILDING = demo().grids[0].buildings[0]
SECRET = "tell-nobody"
secrets = st.text(min_size=1, max_size=20).map(lambda text: SECRET + text)


def test_the_public_type_has_no_place_for_a_secret() -> None:
    assert typing.get_type_hints(PublicCase) == {
        "number": int,
        "category": str,
        "grid": str,
        "place": str | None,
        "state": State,
        "step": int,
        "holder": str | None,
        "due_at": int | None,
        "outcome": Outcome | None,
    }
    with pytest.raises((TypeError, AttributeError)):  # frozen, with slots: nothing can be hung on it either
        public_view(case(), demo(), None, "zh").reporter = "somebody"  # type: ignore[attr-defined]


@given(
    category=st.sampled_from([c.key for c in demo().categories] + ["lost.from.config"]),
    state=st.sampled_from(State),
    building=st.none() | st.just(BUILDING.key) | secrets,
    text=secrets,
    words=secrets,
    feedback=secrets,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    reporter=st.integers(10**9, 10**10),
    language=st.sampled_from(["zh", "en"]),
)
def test_nothing_of_the_reporter_comes_through(
    category: str,
    state: State,
    building: str | None,
    text: str,
    words: str,
    feedback: str,
    lat: float,
    lon: float,
    reporter: int,
    language: str,
) -> None:
    known = case(
        state,
        category=category,
        text=text,
        place=Place(building, words, lat, lon),
        feedback=feedback,
        reporter=reporter,
        due_at=NOW,
    )
    lead = person(2, Role.GRID_HEAD)
    public = asdict(public_view(known, demo(), lead, language))
    assert SECRET not in repr(public)
    assert str(reporter) not in repr(public)
    assert public["place"] in (None, BUILDING.name)
    assert public["holder"] == lead.name
    found = demo().category(category)
    if found is None or found.visibility is Visibility.PRIVATE:
        assert public["place"] is None
        assert not is_public(known, demo())


PLACES = [
    (PUBLIC, Place(building=BUILDING.key), BUILDING.name),
    (PUBLIC, Place(building=BUILDING.key, words="门口", lat=1.0, lon=2.0), BUILDING.name),
    (PUBLIC, Place(words="3单元502"), None),
    (PUBLIC, Place(lat=35.1, lon=112.2), None),
    (PUBLIC, Place(building="gone"), None),
    (PRIVATE, Place(building=BUILDING.key), None),
    (PRIVATE, Place(words="3单元502"), None),
    ("lost.from.config", Place(building=BUILDING.key), None),
]


@pytest.mark.parametrize(("category", "place", "shown"), PLACES)
def test_only_a_building_of_a_public_case_is_named(category: str, place: Place, shown: str | None) -> None:
    assert public_place(case(category=category, place=place), demo()) == shown


@pytest.mark.parametrize("state", State)
def test_a_deadline_is_shown_while_the_case_is_open(state: State) -> None:
    shown = public_view(case(state, due_at=NOW), demo(), None, "zh").due_at
    assert shown == (None if state in (*ENDED, *PAUSED) else NOW)


def test_a_case_and_its_public_view_share_no_private_field() -> None:
    private = {"text", "reporter", "feedback", "lead"}
    assert private <= {field.name for field in dataclasses.fields(Case)}
    assert not private & {field.name for field in dataclasses.fields(PublicCase)}


def test_a_dispute_is_private_whatever_the_configuration_says() -> None:
    """Its place would tell the group who the other party is."""
    known = demo().category(PRIVATE)
    assert known is not None and known.kind is CaseKind.DISPUTE
    assert not replace(known, visibility=Visibility.PUBLIC).is_public
    assert replace(known, kind=CaseKind.SERVICE, visibility=Visibility.PUBLIC).is_public


def test_who_handled_it_and_was_forgotten_is_not_named() -> None:
    gone = replace(person(2, Role.FULL_TIME), name="", user_id=0)
    assert public_view(case(State.HANDLING), demo(), gone, "zh").holder is None
