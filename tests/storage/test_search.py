"""The index: what is put into it is found, in order and within bounds; what is forgotten is nowhere in the tables."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import search as actions
from bot.actions.context import Context
from bot.domain.case import Case, Place, State
from bot.domain.finding import Filter, Query
from bot.storage import blocksets, cases, finding, mydata, people, retention, search, timers
from bot.storage.cases import Report
from bot.storage.search import Reach
from bot.storage.store import Tx
from tests.made import NOW, PUBLIC, demo
from tests.storage.conftest import Ground

#: Numbers on both sides of the edges of blocks.
NUMBERS = [1, 2, 3, 4_094, 4_095, 4_096, 4_097, 8_191, 8_192, 9_000, 20_000, 20_001, 40_000, 41_000, 70_000, 100_000]

CLOSED = f"UPDATE cases SET state = 'closed', lead = 2, closed_at = {NOW} WHERE case_id = 1"  # noqa: S608


async def many_cases(ground: Ground, numbers: Collection[int]) -> None:
    """Cases of those numbers, each reported a second after the one before."""
    columns = "community_id, case_id, grid, category, state, version, text, building, reporter, reported_at, changed_at"
    rows = ", ".join(
        f"(1, {n}, 1, 'c', 'opened', 1, 'text', 'b', 3, {NOW + place}, {NOW + place}, {n})"
        for place, n in enumerate(sorted(numbers))
    )
    await ground.raw(f"INSERT INTO cases ({columns}, dialog_id) VALUES {rows}")  # noqa: S608


async def tables(ground: Ground) -> str:
    """All that the index holds, as it stands in the tables."""
    found = [await ground.raw(f"SELECT * FROM {table}") for table in ("search_words", "search_cases")]  # noqa: S608
    return str(found)


async def index(ground: Ground, work: Any, **more: Any) -> Any:
    """An action of the index."""
    return await ground.store.write(lambda tx: work(Context(tx, demo(), 1, NOW, **more)))


async def put(ground: Ground, wanted: dict[int, set[str]]) -> None:
    """Put entries."""
    await ground.write(search.put, wanted)


async def test_a_search_finds_what_a_look_at_each_case_finds(ground: Ground) -> None:
    chance = random.Random(5)
    await many_cases(ground, NUMBERS)
    stands = {n: {one for one in "abcde" if chance.random() < 0.5} | {"all"} for n in NUMBERS}
    await put(ground, stands)
    for _ in range(150):
        groups = [chance.sample(["a", "b", "c", "d", "e", "all", "none"], chance.choice([1, 1, 2])) for _ in range(3)]
        groups = groups[: chance.randint(0, 3)]
        first, before = chance.choice([1, 3, 4_096, 9_000]), chance.choice([10**15, 100_001, 20_001, 4_096, 2])
        within = frozenset(chance.sample(NUMBERS, 5)) if chance.random() < 0.3 else None
        most = chance.choice([1, 3, 100])
        expected = [
            n
            for n in sorted(NUMBERS, reverse=True)
            if first <= n < before
            and (within is None or n in within)
            and all(set(group) & stands[n] for group in groups)
        ][:most]
        found = await ground.read(search.find, groups, Reach(before, first, within), most)
        assert found == expected, (groups, first, before, within, most)


async def test_more_blocks_than_one_step(ground: Ground) -> None:
    numbers = [block * blocksets.SIZE + 7 for block in range(60)]
    await many_cases(ground, numbers)
    await put(ground, {n: {"a"} | ({"b"} if n == numbers[0] else set()) for n in numbers})
    assert await ground.read(search.find, [["a"]], Reach(), 100) == numbers[::-1]
    assert await ground.read(search.find, [["a"], ["b"]], Reach(), 100) == [numbers[0]]
    assert await ground.read(search.find, [["a"], ["a", "b"]], Reach(), 55) == numbers[:4:-1]


async def test_what_stood_for_a_case_and_does_not_any_more_is_gone(ground: Ground) -> None:
    await many_cases(ground, NUMBERS)
    await put(ground, {1: {"a", "b"}, 2: {"a"}})
    await put(ground, {1: {"b", "c"}})
    assert [await ground.read(search.find, [[one]], Reach(), 9) for one in "abc"] == [[2], [1], [1]]
    await ground.write(search.forget, 1)
    assert await ground.raw("SELECT entry, cases FROM search_words") == [("a", "002")]
    assert await ground.raw("SELECT case_id, entries FROM search_cases") == [(2, "a")]
    await ground.write(search.forget, 1)  # twice does no harm
    await put(ground, {2: {"a"}})
    assert await ground.raw("SELECT entry, cases FROM search_words") == [("a", "002")]


async def test_cases_are_found_by_their_day(ground: Ground) -> None:
    assert await ground.read(search.first_since, NOW) == 1
    await many_cases(ground, NUMBERS)
    for place, number in enumerate(NUMBERS):
        found = await ground.read(search.first_since, NOW + place)
        between = [n for n in NUMBERS if found <= n <= number]
        assert between == [number]
    assert await ground.read(search.first_since, NOW + 99) == NUMBERS[-1] + 1


async def test_sets_of_the_tables(ground: Ground) -> None:
    await many_cases(ground, NUMBERS[:5])
    await ground.raw("UPDATE cases SET due_at = 5 WHERE case_id = 2", "UPDATE cases SET due_at = 9 WHERE case_id = 3")
    await ground.write(cases.follow, 2, 1, NOW)
    assert await ground.read(search.reported, 3, 3) == [4_095, 4_094, 3]
    assert await ground.read(search.reported, 1, 3) == []
    assert await ground.read(search.followed, 1, 3) == [2]
    assert await ground.read(search.overdue, 9, 3) == [2]
    assert await ground.read(search.overdue, 10, 1) == [3]
    found = await ground.read(cases.by_ids, [4_095, 77, 1])
    assert [case.case_id for case in found] == [4_095, 1]


async def reported(ground: Ground, text: str, dialog: int) -> Case:
    """A case with a text."""
    report = Report(1, PUBLIC, text, Place(words="后院"), 3, dialog)
    made: Case = await ground.write(cases.add, report, NOW)
    return made


async def found(ground: Ground, entry: str) -> list[int]:
    """The cases for which an entry stands."""
    numbers: list[int] = await ground.read(search.find, [[entry]], Reach(), 99)
    return numbers


async def test_what_changes_is_in_the_index_before_the_next_search(ground: Ground) -> None:
    case = await reported(ground, "电梯坏了", 1)
    assert await found(ground, "s:电梯") == []
    assert await index(ground, actions.catch_up)
    assert await found(ground, "s:电梯") == await found(ground, "s:后院") == [1]
    await ground.write(cases.set_text, 1, "电梯坏了\n还在漏水")
    opened = Case(**{**{f: getattr(case, f) for f in case.__slots__}, "state": State.OPENED, "version": 2})
    await ground.write(cases.change, case, opened)
    assert await ground.raw("SELECT case_id FROM search_waiting") == [(1,)]
    assert await index(ground, actions.catch_up)
    assert await found(ground, "s:漏水") == await found(ground, "t:opened") == [1]
    assert await found(ground, "t:reported") == []
    assert await ground.raw("SELECT case_id FROM search_waiting") == []


async def test_what_is_forgotten_is_nowhere_in_the_tables(ground: Ground) -> None:
    await reported(ground, "王阿姨家漏水", 1)
    await reported(ground, "李叔叔家漏水", 2)
    await index(ground, actions.catch_up)
    assert "王阿" in await tables(ground)
    await ground.raw(CLOSED)
    await ground.write(retention.anonymise, 1, 3, NOW)
    left = await tables(ground)
    assert not [word for word in ("王阿", "阿姨", "姨家") if word in left]
    assert await found(ground, "s:漏水") == [2]
    await index(ground, actions.catch_up)
    left = await tables(ground)
    assert not [word for word in ("王阿", "阿姨", "姨家", "后院\n") if word in left.split("(1, 2,")[0]]
    assert await found(ground, "s:路灯") == [2, 1], "that there was one is still found"
    assert await found(ground, "s:后院") == [2]


async def test_a_change_that_waits_does_not_bring_back_what_is_forgotten(ground: Ground) -> None:
    await reported(ground, "王阿姨家漏水", 1)
    await ground.raw(CLOSED)
    await ground.write(retention.anonymise, 1, 3, NOW)
    await index(ground, actions.catch_up)
    assert "王阿" not in await tables(ground)


async def test_the_cases_of_before_come_by_and_by(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 5)
    await many_cases(ground, NUMBERS)
    await index(ground, actions.plan)
    assert await ground.read(timers.is_set, search.INDEX, 0)
    assert await found(ground, "s:text") == []
    await index(ground, actions.go_on)
    assert await found(ground, "s:text") == NUMBERS[:-6:-1], "the newest first"
    await index(ground, actions.plan)  # a restart goes on where it was
    for _ in range(3):
        assert await index(ground, actions.is_behind)
        await index(ground, actions.go_on)
    assert await found(ground, "s:text") == NUMBERS[::-1]
    assert not await index(ground, actions.is_behind)
    await ground.write(timers.clear, search.INDEX, 0)
    await index(ground, actions.plan)
    assert not await ground.read(timers.is_set, search.INDEX, 0), "once"
    await ground.raw("UPDATE search_progress SET made_of = 'other words'")
    await index(ground, actions.plan)
    assert await index(ground, actions.is_behind), "other words are looked for anew"


async def test_what_waits_comes_before_what_was_there(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    await many_cases(ground, NUMBERS)
    await index(ground, actions.plan)
    for number in NUMBERS[:3]:
        await ground.write(search.wait, number)
    assert not await index(ground, actions.catch_up)
    assert await found(ground, "s:text") == [2, 1]
    assert await index(ground, actions.catch_up)
    assert await found(ground, "s:text") == [3, 2, 1]


async def test_a_change_is_soon_in_the_index_by_itself(ground: Ground) -> None:
    await reported(ground, "电梯", 1)
    due = await ground.raw(f"SELECT due_at FROM timers WHERE kind = '{search.INDEX}'")  # noqa: S608
    assert due == [(NOW + 30_000,)]


QUERY = Query(
    number=None,
    words=("电梯", "漏水"),
    states=(State.CLOSED,),
    grids=(3,),
    places=((1, "b1"),),
    leads=(2,),
    since=date(2026, 11, 1),
    until=date(2026, 11, 2),
    filters=frozenset(Filter),
)


async def test_what_somebody_looks_for_is_kept_by_version(ground: Ground) -> None:
    assert await ground.read(finding.of, 1) is None
    assert await ground.write(finding.keep, 1, QUERY, [0], 5, NOW) == 1
    assert await ground.write(finding.keep, 1, Query(number=5), [0], 1, NOW) == 2
    assert await ground.write(finding.keep, 1, QUERY, [0, 7], 20, NOW) == 3
    assert await ground.write(finding.keep, 2, Query(), [0], 0, NOW + 9) == 1
    kept = await ground.read(finding.of, 1)
    assert (kept.version, kept.query, kept.starts, kept.many) == (3, QUERY, (0, 7), 20)
    await ground.write(finding.turned, 1, 2, [0, 1, 2])
    assert (await ground.read(finding.of, 1)).starts == (0, 7), "of an older version"
    await ground.write(finding.turned, 1, 3, [0, 7, 3])
    assert (await ground.read(finding.of, 1)).starts == (0, 7, 3)
    assert await ground.write(finding.forget, NOW + 1) == 1
    assert await ground.read(finding.of, 1) is None
    person = await ground.read(people.by_id, 2)
    assert (await ground.write(mydata.erase, person, NOW))["finds"] == 1
    assert await ground.raw("SELECT * FROM finds") == []


async def test_communities_do_not_find_each_others_cases(ground: Ground) -> None:
    await many_cases(ground, NUMBERS)
    await put(ground, {1: {"a"}})

    async def other(tx: Tx) -> list[int]:
        return await search.find(tx, 2, [["a"]], Reach(), 9)

    assert await ground.store.read(other) == []


@given(st.sets(st.integers(0, blocksets.SIZE - 1)), st.integers(0, 3), st.integers(0, 10**5), st.integers(0, 10**5))
def test_sets_are_kept_as_they_are(places: set[int], block: int, first: int, before: int) -> None:
    numbers = [block * blocksets.SIZE + place for place in places]
    sets = blocksets.by_block(numbers)
    bits = sets.get(block, 0)
    assert blocksets.unpack(blocksets.pack(bits)) == bits
    assert list(blocksets.numbers(block, bits)) == sorted(numbers, reverse=True)
    inside = bits & blocksets.between(block, first, before)
    assert list(blocksets.numbers(block, inside)) == [n for n in sorted(numbers)[::-1] if first <= n < before]
