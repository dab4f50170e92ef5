"""Which case goes on for those of one kind in one building, and which are merged into it."""

from __future__ import annotations

import pytest

from bot.domain.case import Place, State
from bot.domain.community import Policy
from bot.domain.loop import UNDER_WAY
from bot.domain.root_cause import DAY_MS, Spot, carrier, since, spot_of, to_merge
from tests.made import NOW, PUBLIC, case


def test_where_a_case_is_in_a_building() -> None:
    assert spot_of(case(place=Place(building="b"))) == Spot(1, "b", PUBLIC)
    assert spot_of(case(place=Place(words="by the bridge"))) is None
    assert spot_of(case(place=Place(building="b"), parent=3)) is None, "the parts of a case are no repetition"


def test_the_newest_that_is_under_way_goes_on() -> None:
    found = [case(State.HANDLING, 1), case(State.CLOSED, 2), case(State.OPENED, 3), case(State.PARKED, 4)]
    root = carrier(found)
    assert root is not None and root.case_id == 3
    assert [one.case_id for one in to_merge(found, root)] == [1]
    assert carrier([case(State.CLOSED, 1), case(State.FED_BACK, 2)]) is None


@pytest.mark.parametrize("state", State)
def test_only_what_is_under_way_is_merged(state: State) -> None:
    root = case(State.OPENED, 9)
    assert bool(to_merge([case(state, 1), root], root)) is (state in UNDER_WAY)


def test_thirty_days_count() -> None:
    assert since(Policy(), NOW) == NOW - 30 * DAY_MS
    assert since(Policy(root_cause_days=7), NOW) == NOW - 7 * DAY_MS
