"""A report takes at most five taps and one message, from the button in the group to the submission."""

from __future__ import annotations

import itertools

import pytest

from bot.domain.community import Category, PhotoRule
from bot.flows.engine import Done, Words
from tests.flows.walk import Walk, walk
from tests.made import demo

MOST_TAPS = 5


def report(grid: int, category: Category, house: str) -> Walk:
    """The shortest way of somebody who has no photo, by the buttons that are there."""
    found = walk("report", grid=grid)
    found.taps = 1  # the button in the group, which says the grid
    if f"c.{category.key}" not in found.options():
        found.tap(f"g.{category.group}")
    found.tap(f"c.{category.key}")
    found.give(Words("说不清是什么"))
    if found.step == "photos":
        found.tap("go")
    return found.tap(f"b.{house}").tap("submit")


@pytest.mark.parametrize("category", demo().categories, ids=lambda category: category.key)
def test_every_kind_of_report_takes_at_most_five_taps_and_one_message(category: Category) -> None:
    for grid in demo().grids:
        for building in grid.buildings:
            found = report(grid.number, category, building.key)
            assert isinstance(found.end, Done)
            assert found.end.answers["category"] == category.key
            assert found.end.answers["place"] == {"building": building.key}
            assert found.taps <= MOST_TAPS
            assert found.messages == 1


def test_the_longest_way_takes_all_five() -> None:
    taps = {c.key: report(1, c, demo().grids[0].buildings[0].key).taps for c in demo().categories}
    assert set(taps.values()) == {4, 5}
    assert all(taps[c.key] == 4 for c in demo().categories if c.common and c.photo is PhotoRule.OPTIONAL)


def test_every_button_stands_on_the_first_page() -> None:
    for grid, category in itertools.product(demo().grids, demo().categories[:1]):
        found = walk("report", grid=grid.number, category=category.key, text="x", photos_done=True)
        assert found.step == "where"
        assert not [key for key in found.options() if key.startswith("p.")]


def test_words_that_say_what_it_is_save_taps() -> None:
    found = walk("report", grid=1)
    found.taps = 1
    found.give(Words("三单元路灯不亮")).tap("go").tap(f"b.{demo().grids[0].buildings[0].key}").tap("submit")
    assert isinstance(found.end, Done)
    assert (found.taps, found.messages) == (4, 1)
