"""How many reports an hour bears, and from when the next can be sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import report_limit
from bot.domain.community import CaseKind, Policy
from bot.domain.person import Role
from tests.made import NOW, demo, person

MINUTE = 60_000
HOUR = 60 * MINUTE


@pytest.mark.parametrize(
    ("minutes_ago", "many", "free_in"),
    [
        ([], 1, None),
        ([10], 2, None),
        ([10], 1, 50),
        ([50, 10], 2, 10),
        ([59, 30, 10], 3, 1),
        ([60, 30, 10], 3, None),  # an hour ago is over
        ([61, 62, 63], 1, None),
        ([40, 30, 20, 10], 2, 40),  # the limit was lowered meanwhile: two of them must pass first
        ([0], 1, 60),
    ],
)
def test_from_when(minutes_ago: list[int], many: int, free_in: int | None) -> None:
    sent = [NOW - ago * MINUTE for ago in minutes_ago]
    expected = None if free_in is None else NOW + free_in * MINUTE
    assert report_limit.free_at(sent, many, NOW) == expected
    assert report_limit.free_at(list(reversed(sent)), many, NOW) == expected


def test_when_it_is_free_it_is_free() -> None:
    sent = [NOW - ago * MINUTE for ago in (59, 40, 21, 3)]
    at = report_limit.free_at(sent, 3, NOW)
    assert at is not None
    assert report_limit.free_at(sent, 3, at - 1) == at
    assert report_limit.free_at(sent, 3, at) is None


def test_the_staff_may_more_and_emergencies_three_times_as_much() -> None:
    policy = Policy(max_reports_per_hour=5, max_reports_per_hour_staff=30)
    neighbour, worker = person(5), person(2, Role.AUXILIARY)
    found = [
        report_limit.most(who, policy, emergency=urgent) for who in (neighbour, worker) for urgent in (False, True)
    ]
    assert found == [5, 15, 30, 90]


def test_an_emergency_is_what_the_configuration_calls_one() -> None:
    urgent = {c.key for c in demo().categories if report_limit.is_emergency(c.key, demo())}
    assert urgent == {c.key for c in demo().categories if c.kind is CaseKind.EMERGENCY} != set()
    assert not report_limit.is_emergency("gone", demo())


def test_what_fits_nowhere_wakes_and_shows_nobody() -> None:
    assert demo().plain_category.key == "svc.advice"
    lost = replace(demo(), policy=replace(demo().policy, plain_category=""))
    assert lost.plain_category.kind is not CaseKind.EMERGENCY and not lost.plain_category.is_public
    only = replace(demo(), groups=(demo().groups[-2],), policy=Policy())
    assert {c.kind for c in only.categories} == {CaseKind.EMERGENCY}
    assert only.plain_category in only.categories
