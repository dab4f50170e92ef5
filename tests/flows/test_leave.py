"""The dialog of a leave: days as people write them, and whatever else they send."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actions.ends import FLOWS
from bot.flows.engine import Abort, Choice, Done, Files, Input, Spot, Unusable, Words
from bot.flows.leave import day_of, last_moment
from tests.flows.walk import Walk
from tests.made import demo

TODAY = date(2026, 11, 23)
COLLEAGUES = [
    {"id": n, "name": f"Person {n}", "title": "auxiliary", "away": n == 3, "reachable": n != 4, "circle": []}
    for n in range(2, 22)
]
COLLEAGUES[5]["circle"] = ["Person 1", "Person 7"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12月1日", date(2026, 12, 1)),
        ("12-01", date(2026, 12, 1)),
        ("12-1", date(2026, 12, 1)),
        (" 12 / 1 ", None),  # two signs between are the most: a sentence is no date
        ("12/1", date(2026, 12, 1)),
        ("12.1", date(2026, 12, 1)),
        ("１２月１日", date(2026, 12, 1)),
        ("12月1号", date(2026, 12, 1)),
        ("2026年12月1日", date(2026, 12, 1)),
        ("2027-01-05", date(2027, 1, 5)),
        ("1-5", date(2027, 1, 5)),  # the next one
        ("11-23", TODAY),
        ("11-22", date(2026, 11, 22)),  # yesterday, not nearly a year on
        ("2020-01-01", date(2020, 1, 1)),
        ("2-30", None),
        ("13-01", None),
        ("0-0", None),
        ("12", None),
        ("3天", None),
        ("", None),
        ("明天", None),
        ("a12-01", None),
        ("9999-99-99", None),
        ("12-01 下午回来", None),
    ],
)
def test_a_day_as_people_write_it(text: str, expected: date | None) -> None:
    assert day_of(text, TODAY) == expected


def test_a_leap_day_may_be_next_year() -> None:
    assert day_of("2-29", date(2027, 12, 31)) == date(2028, 2, 29)
    assert day_of("2-29", TODAY) is None


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_leave_ends_with_the_local_day(day: date) -> None:
    timezone = demo().timezone
    end = last_moment(day, timezone)
    local = datetime.fromtimestamp(end / 1000, timezone)
    assert (local.date(), local.hour, local.minute) == (day, 23, 59)
    assert datetime.fromtimestamp((end + 1) / 1000, timezone).date() > day


def leave(**more: object) -> Walk:
    """The dialog, begun."""
    return Walk(FLOWS["leave"], {"colleagues": COLLEAGUES, **more}, (), demo())


def test_the_straight_way() -> None:
    walk = leave().give(Choice("day.3"))
    assert walk.step == "deputy" and walk.options()[:2] == ["deputy.2", "deputy.3"]
    walk.give(Choice("page.1"))
    assert "deputy.10" in walk.options() and "page.0" in walk.options()
    walk.give(Choice("deputy.10"))
    assert isinstance(walk.end, Done) and walk.end.answers["deputy"] == 10


def test_without_a_deputy() -> None:
    walk = leave().give(Choice("day.1")).give(Choice("nobody"))
    assert isinstance(walk.end, Done) and walk.end.answers["deputy"] is None


def test_a_circle_is_said_and_another_can_be_chosen() -> None:
    walk = leave().give(Choice("day.1")).give(Choice("deputy.7"))
    assert (walk.step, walk.problem) == ("deputy", "leave_cycle")
    walk.give(Choice("deputy.8"))
    assert isinstance(walk.end, Done)


KEYS = [
    "day.1",
    "day.3",
    "day.2",
    "deputy.2",
    "deputy.7",
    "deputy.99",
    "deputy.",
    "nobody",
    "page.0",
    "page.2",
    "page.9",
]
inputs: st.SearchStrategy[Input] = st.one_of(
    st.builds(Choice, st.sampled_from([*KEYS, "page.-1", "page.²", "back", "", "page." + "9" * 30])),
    st.builds(
        Words, st.from_regex(r"[0-9]{0,4}[-/.][0-9]{1,3}([-/.][0-9]{1,3})?", fullmatch=True) | st.text(max_size=30)
    ),
    st.builds(Files, st.just(()), st.text(max_size=5)),
    st.builds(Spot, st.floats(-90, 90), st.floats(-180, 180)),
    st.builds(Unusable, st.just("kind_unusable")),
)


@given(st.lists(inputs, max_size=20), st.sampled_from(["zh", "en"]))
@settings(max_examples=200, deadline=None)
def test_a_leave_survives_anything(given_: list[Input], language: str) -> None:
    walk = Walk(FLOWS["leave"], {"colleagues": COLLEAGUES}, (), demo(), language)
    for one in given_:
        if walk.end is None:
            walk.give(one)
    for one in (Choice("day.1"), Choice("nobody"), Choice("cancel")):
        if walk.end is None:
            walk.give(one)
    assert isinstance(walk.end, Done | Abort)
    if isinstance(walk.end, Done):
        known = {colleague["id"] for colleague in COLLEAGUES if not colleague["circle"]}
        assert walk.end.answers["deputy"] in (None, *known)
