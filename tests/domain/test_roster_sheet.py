"""A month of the roster: a line for each day or part of it, and what goes out is read again as the same shifts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.roster_list import Hours, Member, read
from bot.domain.roster_sheet import MonthSheet, Seat, lines, table
from bot.domain.roster_words import Part
from bot.papers import reading
from bot.papers.writing import csv, xlsx
from bot.render import LANGUAGES, Renderer, roster_words
from tests.made import demo

COMMUNITY, HOURS, FIRST = demo(), Hours(), date(2026, 12, 1)
WORDS, RENDERER = roster_words(), Renderer(COMMUNITY.timezone)
STAFF = [Member(n, name) for n, name in enumerate(("王伟", "李娜", "张强", "刘洋"), start=1)]


def at(day: int, minute: int) -> int:
    """An instant of December 2026."""
    return COMMUNITY.calendar.instant(FIRST + timedelta(days=day - 1), minute)


def seat(post: str, who: int, day: int, begin: int, end: int, place: int = 1) -> Seat:
    """Somebody's shift on a day, in minutes from its midnight."""
    until = at(day + end // 1440, end % 1440)
    return Seat(post, place, who, STAFF[who - 1].name, at(day, begin), until)


def month(*seats: Seat, language: str = "zh") -> MonthSheet:
    grids = {grid.number: grid.name for grid in COMMUNITY.grids}
    known = COMMUNITY.calendar, HOURS, FIRST, at(1, 0), COMMUNITY.posts, grids
    return MonthSheet(COMMUNITY.name, language, *known, seats, 1)


def test_a_day_that_is_not_divided_has_one_line() -> None:
    made = lines(month(seat("leader", 1, 1, 480, 1920)))
    assert len(made) == 31 and {line.part for line in made} == {Part.WHOLE}
    assert [one.name for one in made[0].seats[0]] == ["王伟"] and not any(made[1].seats)


def test_a_divided_day_has_a_line_for_each_part_the_whole_day_first() -> None:
    seats = (
        seat("g1", 2, 1, 480, 1200),
        seat("g1", 3, 1, 1200, 1920),
        seat("leader", 1, 1, 480, 1920),
        seat("reserve", 4, 1, 1080, 1500),
    )
    assert [line.part for line in lines(month(*seats)) if line.day == FIRST] == [
        Part.WHOLE,
        Part.DAY,
        Part.NIGHT,
        (1080, 1500),
    ]


@st.composite
def rosters(draw: st.DrawFn) -> tuple[Seat, ...]:
    """Months in which nobody's times are the same as another's on a seat."""
    found: dict[tuple[str, int, int], Seat] = {}
    for _ in range(draw(st.integers(1, 12))):
        post = draw(st.sampled_from([one.key for one in COMMUNITY.posts]))
        day, who = draw(st.integers(1, 31)), draw(st.integers(1, 4))
        begin = draw(st.integers(0, 1439))
        spans = [(480, 1920), (480, 1200), (1200, 1920), (begin, begin + draw(st.integers(1, 1440)))]
        begin, end = draw(st.sampled_from(spans))
        found.setdefault((post, day, begin), seat(post, who, day, begin, end))
    return tuple(found.values())


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)  # each writes two files and reads them
@given(seats=rosters())
def test_what_goes_out_is_read_again(language: str, seats: tuple[Seat, ...]) -> None:
    sheet = table(month(*seats, language=language), partial(RENDERER.words, language))
    for content in (xlsx(sheet), csv(sheet)):
        found = read(reading.rows(content, "x"), COMMUNITY, WORDS, STAFF, HOURS, FIRST)
        assert found is not None and found.problems == ()
        assert {(n.post, n.person, n.from_at, n.until_at) for n in found.lines} == {
            (n.post, n.person, n.from_at, n.until_at) for n in seats
        }
