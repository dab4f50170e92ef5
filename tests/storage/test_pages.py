"""What pages keep in the tables: rungs and calls of each run, answers, who is lost and relieved; and for how long."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.page import Call, Matter, Page, Rung, State, Taken
from bot.storage import pages
from tests.made import NOW
from tests.storage.conftest import Ground

HOW = Page(0, Matter.WARNING, 7, 0, (1, 2), True, True, State.OPEN, NOW, ("g1", "g2"), True)


async def begun(ground: Ground, how: Page = HOW, known: Page | None = None) -> Page:
    """A page that begins."""
    made: Page = await ground.write(pages.begin, known, how, {"colour": "red"})
    return made


async def test_a_page_is_kept_and_begins_anew(ground: Ground) -> None:
    made = await begun(ground)
    assert made == replace(HOW, page_id=1, run=1)
    assert await ground.read(pages.about, Matter.WARNING, 7) == made == await ground.read(pages.by_id, 1)
    assert await ground.read(pages.about, Matter.HELP, 7) is None
    assert await ground.read(pages.data_of, 1) == {"colour": "red"}
    await ground.write(pages.settle, 1, State.ANSWERED, NOW + 1)
    again = await begun(ground, replace(HOW, posts=("g1",), must_all=False, started_at=NOW + 5), made)
    assert (again.run, again.posts, again.state) == (2, ("g1",), State.OPEN)
    assert await ground.read(pages.by_id, 1) == again
    await ground.write(pages.blank, 1)
    assert await ground.read(pages.data_of, 1) == {}


async def test_who_was_called_in_an_earlier_run_is_known(ground: Ground) -> None:
    first = await begun(ground)
    for number in (2, 1):
        await ground.write(pages.call, first, Call(number, Rung.DUTY, ("g1",), NOW + 3 - number))
    second = await begun(ground, HOW, first)
    await ground.write(pages.call, second, Call(2, Rung.RESERVE, ("g1",), NOW + 9))
    assert await ground.read(pages.called_ever, second.page_id) == [2, 1]
    assert await ground.read(pages.called_ever, 77) == []


async def test_a_rung_is_taken_once_for_each_post_of_a_run(ground: Ground) -> None:
    made = await begun(ground)
    one = Taken("g1", Rung.DUTY, 1, NOW)
    assert await ground.write(pages.take, made, one)
    assert not await ground.write(pages.take, made, replace(one, at=NOW + 9))
    assert await ground.write(pages.take, made, replace(one, post="g2"))
    assert await ground.write(pages.take, made, replace(one, rung=Rung.LAST, nth=2, at=NOW + 1))
    assert [(each.post, each.rung, each.nth) for each in await ground.read(pages.taken, made)] == [
        ("g1", Rung.DUTY, 1),
        ("g2", Rung.DUTY, 1),
        ("g1", Rung.LAST, 2),
    ]
    assert await ground.read(pages.taken, await begun(ground, HOW, made)) == []


async def test_a_call_is_answered_lost_found_and_relieved(ground: Ground) -> None:
    made = await begun(ground)
    one, other = Call(1, Rung.DUTY, ("g1",), NOW), Call(2, Rung.RESERVE, ("g1",), NOW + 1, whole=True, lost_at=NOW + 1)
    for each in (one, other):
        assert await ground.write(pages.call, made, each)
        assert not await ground.write(pages.call, made, replace(each, posts=()))
    assert await ground.read(pages.calls, made) == [one, other]
    assert await ground.write(pages.lose, made, 1, NOW + 2)
    assert not await ground.write(pages.lose, made, 1, NOW + 3)
    assert await ground.write(pages.find, made, 1)
    assert not await ground.write(pages.find, made, 1)
    await ground.write(pages.widen, made, other, ("g1", "g2"))
    assert await ground.write(pages.answer, made, 2, NOW + 4)
    assert not await ground.write(pages.answer, made, 2, NOW + 5)
    await ground.write(pages.widen, made, other, ("g9",))  # what was answered stays what it was
    await ground.write(pages.relieve, made, one, NOW + 6)
    assert not await ground.write(pages.answer, made, 1, NOW + 7)
    assert not await ground.write(pages.lose, made, 1, NOW + 7)
    assert await ground.read(pages.calls, made) == [
        replace(one, relieved_at=NOW + 6),
        replace(other, posts=("g1", "g2"), lost_at=None, answered_at=NOW + 4),
    ]


async def test_what_waits_is_found_and_what_is_over_stays_over(ground: Ground) -> None:
    for subject in (1, 2, 3):
        await begun(ground, replace(HOW, subject=subject))
    assert await ground.write(pages.settle, 1, State.UNANSWERED, NOW)
    assert await ground.write(pages.settle, 2, State.OVER, NOW)
    assert not await ground.write(pages.settle, 2, State.ANSWERED, NOW)
    assert [one.page_id for one in await ground.read(pages.waiting)] == [1, 3]
    assert await ground.write(pages.settle, 1, State.ANSWERED, NOW)
    assert [one.page_id for one in await ground.read(pages.waiting)] == [3]


async def test_only_what_was_settled_long_ago_is_forgotten(ground: Ground) -> None:
    for subject in (1, 2):
        made = await begun(ground, replace(HOW, subject=subject))
        await ground.write(pages.call, made, Call(1, Rung.DUTY, ("g1",), NOW))
        await ground.write(pages.take, made, Taken("g1", Rung.DUTY, 1, NOW))
    await ground.write(pages.settle, 1, State.OVER, NOW)
    await ground.write(pages.prune, NOW + 1)
    assert await ground.read(pages.by_id, 1) is None
    assert await ground.raw("SELECT page_id FROM page_calls", "SELECT page_id FROM page_rungs") == [(2,)]
