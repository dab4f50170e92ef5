"""In which order messages go out: per chat one after the other, within the limits, and none lost or doubled."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.delivery import lanes as lanes_module
from bot.delivery.lanes import Lanes
from bot.delivery.limits import BULK, GROUP, PRIVATE, Bucket, Limit, Quota, Window, meter
from bot.storage.outbox import Queued

NOW = 1_000_000
ALL = 1_000


def queued(number: int, chat: int = 1, priority: int = 2, not_before: int = 0, limited: bool = True) -> Queued:
    """A message that waits."""
    return Queued(number, chat, priority, not_before, limited)


def filled(*places: Queued) -> Lanes:
    """Lanes in which those wait."""
    lanes = Lanes()
    for place in places:
        lanes.add(place, NOW)
    return lanes


def numbers(picked: list[Queued]) -> list[int]:
    """Which ones."""
    return [place.outbox_id for place in picked]


def test_one_chat_has_one_message_at_a_time_in_order() -> None:
    lanes = filled(queued(2), queued(1), queued(3))
    for number in (1, 2, 3):
        assert numbers(lanes.pick(NOW, ALL)) == [number]
        assert lanes.pick(NOW, ALL) == [], "the chat is busy"
        assert lanes.busy == 1
        lanes.release(1, NOW)
    assert lanes.next_at(NOW) is None
    assert not lanes.has_due(NOW)


def test_other_chats_do_not_wait_for_it() -> None:
    lanes = filled(*(queued(n, chat=n) for n in (3, 1, 2)))
    assert numbers(lanes.pick(NOW, ALL)) == [1, 2, 3]


def test_the_most_urgent_goes_first_within_a_chat_and_among_them() -> None:
    lanes = filled(queued(1, chat=1, priority=6), queued(2, chat=1, priority=1), queued(3, chat=2, priority=4))
    assert numbers(lanes.pick(NOW, ALL)) == [2, 3]
    lanes.release(1, NOW)
    assert numbers(lanes.pick(NOW, ALL)) == [1]


def test_what_waits_already_may_become_more_urgent() -> None:
    lanes = filled(queued(1, priority=4), queued(2, priority=3))
    lanes.add(queued(1, priority=1), NOW)
    assert numbers(lanes.pick(NOW, ALL)) == [1]
    lanes.release(1, NOW)
    assert numbers(lanes.pick(NOW, ALL)) == [2]
    lanes.release(1, NOW)
    assert lanes.pick(NOW, ALL) == []


def test_a_message_waits_for_its_time_and_holds_up_its_chat_only() -> None:
    lanes = filled(queued(1, not_before=NOW + 400), queued(2), queued(3, chat=2))
    assert numbers(lanes.pick(NOW, ALL)) == [3]
    lanes.release(2, NOW)
    assert lanes.next_at(NOW) == NOW + 400
    assert lanes.pick(NOW + 399, ALL) == []
    assert numbers(lanes.pick(NOW + 400, ALL)) == [1]


def test_no_more_are_picked_than_asked_for() -> None:
    lanes = filled(*(queued(n, chat=n) for n in range(1, 6)))
    assert numbers(lanes.pick(NOW, 2)) == [1, 2]
    assert lanes.pick(NOW, 0) == []
    assert lanes.next_at(NOW) == NOW
    assert numbers(lanes.pick(NOW, 2)) == [3, 4]


def test_a_chat_that_was_told_to_wait_rests() -> None:
    lanes = filled(queued(1), queued(2, chat=2))
    lanes.pick(NOW, ALL)
    lanes.add(queued(1, not_before=NOW + 5_000), NOW)  # it comes back
    lanes.add(queued(3, priority=1), NOW)
    lanes.release(1, NOW, rest_until=NOW + 5_000)
    lanes.release(2, NOW)
    assert lanes.pick(NOW + 4_999, ALL) == []
    assert numbers(lanes.pick(NOW + 5_000, ALL)) == [3]


def test_a_chat_rests_even_if_its_message_stood_in_line_twice() -> None:
    lanes = filled(queued(1), queued(1))  # a newer look, before the first was sent
    assert numbers(lanes.pick(NOW, 1)) == [1]
    lanes.add(queued(1, not_before=NOW + 5_000), NOW)
    lanes.release(1, NOW, rest_until=NOW + 5_000)
    assert lanes.pick(NOW, ALL) == []
    assert numbers(lanes.pick(NOW + 5_000, ALL)) == [1]


def test_a_chat_keeps_its_limit_even_if_its_next_message_stood_in_line_before() -> None:
    lanes = filled(queued(99, priority=4))
    for number in range(1, PRIVATE.burst + 1):
        lanes.add(queued(number, priority=1, limited=False), NOW)
        assert numbers(lanes.pick(NOW, 1)) == [number]
        lanes.release(1, NOW)
    assert lanes.pick(NOW, ALL) == []
    assert numbers(lanes.pick(NOW + PRIVATE.every_ms, ALL)) == [99]


@pytest.mark.parametrize(("chat", "burst", "then_ms"), [(1, PRIVATE.burst, PRIVATE.every_ms), (-1, 20, 60_000)])
def test_a_chat_gets_a_burst_and_then_has_to_wait(chat: int, burst: int, then_ms: int) -> None:
    lanes = filled(*(queued(n, chat=chat, limited=False) for n in range(1, 40)))
    for _ in range(burst):
        assert lanes.pick(NOW, ALL)
        lanes.release(chat, NOW)
    assert lanes.pick(NOW, ALL) == []
    assert lanes.next_at(NOW) == NOW + then_ms
    assert lanes.pick(NOW + then_ms, ALL)


def test_notices_to_many_keep_the_bulk_limit_and_answers_pass_by() -> None:
    notices = [queued(n, chat=n) for n in range(1, 100)]
    lanes = filled(*notices, queued(100, chat=100, priority=1, limited=False))
    picked = numbers(lanes.pick(NOW, ALL))
    assert picked == [100, *range(1, BULK.burst + 1)]
    assert lanes.next_at(NOW) == NOW + BULK.every_ms
    lanes.add(queued(101, chat=101, priority=1, limited=False), NOW)
    assert numbers(lanes.pick(NOW, ALL)) == [101]
    assert numbers(lanes.pick(NOW + BULK.every_ms, ALL)) == [31]


def test_what_waits_for_a_chat_goes_with_it_to_its_new_id() -> None:
    lanes = filled(*(queued(n, chat=-1) for n in (1, 2, 3)))
    assert numbers(lanes.pick(NOW, ALL)) == [1]
    lanes.move(-1, -100, NOW)
    assert lanes.pick(NOW, ALL) == [replace(queued(2), chat_id=-100)]
    lanes.add(queued(1, chat=-100), NOW)  # the one that found out is sent again
    lanes.release(-1, NOW)
    lanes.release(-100, NOW)
    assert numbers(lanes.pick(NOW, ALL)) == [1]
    lanes.release(-100, NOW)
    assert numbers(lanes.pick(NOW, ALL)) == [3]
    lanes.move(-7, -8, NOW)
    assert lanes.busy == 1


def test_a_chat_that_moves_to_where_it_is_loses_nothing() -> None:
    lanes = filled(queued(1))
    lanes.move(1, 1, NOW)
    assert numbers(lanes.pick(NOW, ALL)) == [1]


def test_chats_for_which_nothing_waits_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes_module, "_SWEEP_ABOVE", 8)
    lanes = Lanes()
    for chat in range(1, 8):
        lanes.add(queued(chat, chat=chat), NOW)
    lanes.pick(NOW, 5)
    for chat in range(1, 5):
        lanes.release(chat, NOW)
    later = NOW + PRIVATE.every_ms
    lanes.add(queued(8, chat=8), later)
    lanes.add(queued(9, chat=9), later)
    assert set(lanes._lanes) == {5, 6, 7, 8, 9}, "those that wait, are busy or are new"
    assert numbers(lanes.pick(later, ALL)) == [6, 7, 8, 9]


def test_releasing_what_is_not_busy_does_nothing() -> None:
    lanes = filled(queued(1))
    lanes.release(1, NOW)
    lanes.release(99, NOW)
    assert lanes.busy == 0


def test_groups_and_people_have_limits_of_their_own() -> None:
    group, private = meter(-1), meter(1)
    assert isinstance(group, Window) and group.quota is GROUP
    assert isinstance(private, Bucket) and private.limit is PRIVATE


def test_a_group_gets_no_more_than_twenty_in_any_minute() -> None:
    window, passed = meter(-1), []
    for step in range(2_000):
        now = step * 137
        if window.ready_at(now) <= now:
            window.take(now)
            passed.append(now)
    for at in passed:
        assert sum(at <= other < at + 60_000 for other in passed) <= 20
    assert len(passed) >= 20 * (2_000 * 137 // 60_000), "and no fewer than are allowed"


def test_a_window_is_as_good_as_new_when_its_time_has_passed() -> None:
    window = Window(Quota(most=2, per_ms=100))
    assert window.is_full(0)
    window.take(10)
    window.take(20)
    assert window.ready_at(30) == 110
    assert not window.is_full(119)
    assert window.is_full(120)


def keeps(times: list[int], limit: Limit) -> bool:
    """Whether what passed at those times kept a limit in every window."""
    return all(
        last - first + 1 <= limit.burst + (times[last] - times[first]) // limit.every_ms
        for first in range(len(times))
        for last in range(first, len(times))
    )


class Traffic(RuleBasedStateMachine):
    """Messages come, are sent, fail, come back and move, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.lanes = Lanes()
        self.now = NOW
        self.number = 0
        self.waiting: dict[int, Queued] = {}
        self.flying: dict[int, Queued] = {}
        self.rests: dict[int, int] = {}
        self.passed: dict[int, list[int]] = {}
        self.bulk: list[int] = []
        self.sent: list[int] = []

    @rule(
        chat=st.sampled_from([1, 2, 3, -1]),
        priority=st.integers(1, 4),
        wait=st.sampled_from([0, 0, 0, 400, 2_000]),
        many=st.sampled_from([1, 1, 2, 15]),
    )
    def queue(self, chat: int, priority: int, wait: int, many: int) -> None:
        """Messages are queued."""
        for _ in range(many):
            self.number += 1
            not_before = self.now + wait if wait else 0
            self._add(queued(self.number, chat, priority, not_before, limited=priority > 1))

    @precondition(lambda self: self.waiting)
    @rule(data=st.data(), priority=st.integers(1, 4))
    def show_again(self, data: st.DataObject, priority: int) -> None:
        """A newer look of something that waits: the same row, perhaps more urgent."""
        known = data.draw(st.sampled_from(sorted(self.waiting.values(), key=lambda place: place.outbox_id)))
        priority = min(priority, known.priority)
        self._add(replace(known, priority=priority, limited=priority > 1))

    @rule(passed=st.sampled_from([0, 1, 33, 400, 1_000, 3_000, 60_000]))
    def wait(self, passed: int) -> None:
        """Time passes."""
        self.now += passed

    @rule(most=st.sampled_from([0, 1, 2, ALL]))
    def pick(self, most: int) -> None:
        """The sender takes what may go."""
        picked = self.lanes.pick(self.now, most)
        assert len(picked) <= most
        order = [(place.priority, place.outbox_id) for place in picked]
        assert order == sorted(order), "the most urgent first"
        for place in picked:
            self._passes(place)

    @precondition(lambda self: self.flying)
    @rule(data=st.data(), rest=st.sampled_from([0, 0, 0, 1_000, 30_000]), again=st.booleans())
    def settle(self, data: st.DataObject, rest: int, again: bool) -> None:
        """What was sent is settled: it arrived, or comes again later."""
        chat = data.draw(st.sampled_from(sorted(self.flying)))
        place = self.flying.pop(chat)
        rest_until = self.now + rest if rest else 0
        if again and rest:
            self._add(replace(place, not_before=rest_until))
        else:
            self.sent.append(place.outbox_id)
        self.rests[chat] = max(self.rests.get(chat, 0), rest_until)
        self.lanes.release(chat, self.now, rest_until)

    @precondition(lambda self: -1 not in self.flying)
    @rule()
    def migrate(self) -> None:
        """A group gets another id; its next messages are queued for the old one again, for simplicity."""
        for old, new in ((-1, -2), (-2, -1)):
            if not {old, new} & self.flying.keys():
                self.lanes.move(old, new, self.now)
                for number, place in self.waiting.items():
                    if place.chat_id == old:
                        self.waiting[number] = replace(place, chat_id=new)

    def _add(self, place: Queued) -> None:
        self.waiting[place.outbox_id] = place
        self.lanes.add(place, self.now)

    def _passes(self, place: Queued) -> None:
        chat = place.chat_id
        assert chat not in self.flying, "one message of a chat at a time"
        assert self.waiting.pop(place.outbox_id) == place, "it waited, and as it was queued last"
        rank = (place.priority, place.outbox_id)
        assert all(rank < (p.priority, p.outbox_id) for p in self.waiting.values() if p.chat_id == chat), "in order"
        assert self.now >= place.not_before, "not before its time"
        assert self.now >= self.rests.get(chat, 0), "not while the chat rests"
        self.flying[chat] = place
        times = self.passed.setdefault(chat, [])
        if chat > 0:
            self._keeps(times, PRIVATE)
        else:
            times.append(self.now)
            assert sum(at > self.now - GROUP.per_ms for at in times) <= GROUP.most
        if place.limited:
            self._keeps(self.bulk, BULK)

    def _keeps(self, times: list[int], limit: Limit) -> None:
        """One more passes now, and every window that ends now keeps the limit."""
        times.append(self.now)
        assert all(many <= limit.burst + (self.now - at) // limit.every_ms for many, at in enumerate(times[::-1], 1))

    @invariant()
    def the_count_of_busy_chats_is_right(self) -> None:
        """Or the program would never come to rest."""
        assert self.lanes.busy == len(self.flying)

    def teardown(self) -> None:
        """All that was queued goes out, once, by waking up when the lanes say so and at no other time."""
        for _ in range(10 * (self.number + 10) + 200):
            for chat in sorted(self.flying):
                self.sent.append(self.flying.pop(chat).outbox_id)
                self.lanes.release(chat, self.now)
            at = self.lanes.next_at(self.now)
            if at is None:
                break
            assert at >= self.now or at == self.lanes._resting[0][0]
            self.now = max(self.now, at)
            self.pick(ALL)
        assert self.waiting == {}, "something waits for ever"
        assert sorted(self.sent) == list(range(1, self.number + 1)), "none lost, none doubled"
        assert not self.lanes.has_due(self.now)


TestTraffic = Traffic.TestCase
TestTraffic.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


class Throttle(RuleBasedStateMachine):
    """A bucket that is asked at any time, in a window of any length."""

    def __init__(self) -> None:
        super().__init__()
        self.limit = Limit(burst=3, every_ms=10)
        self.bucket = Bucket(self.limit)
        self.now = 0
        self.passed: list[int] = []

    @rule(passed=st.integers(0, 35))
    def wait(self, passed: int) -> None:
        """Time passes."""
        self.now += passed

    @rule()
    def take(self) -> None:
        """One passes, if it may."""
        if self.bucket.ready_at(self.now) <= self.now:
            self.bucket.take(self.now)
            self.passed.append(self.now)

    @rule()
    def take_when_ready(self) -> None:
        """One waits as long as it is told to; that long is enough, and not a moment too long."""
        at = self.bucket.ready_at(self.now)
        assert at >= self.now
        assert at == self.now or not keeps([*self.passed, at - 1], self.limit), "it waits for nothing"
        self.now = at
        self.take()
        assert self.passed[-1] == at

    @invariant()
    def never_more_than_the_burst_and_the_rate(self) -> None:
        """In every window."""
        assert keeps(self.passed, self.limit)

    @invariant()
    def full_means_as_good_as_new(self) -> None:
        """A bucket that says so can be thrown away."""
        if self.bucket.is_full(self.now):
            assert self.bucket.ready_at(self.now) == self.now
            assert keeps([*self.passed, *[self.now] * self.limit.burst], self.limit)


TestThrottle = Throttle.TestCase
