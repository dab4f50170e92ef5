"""Invitations: which links can be made, and who may use one when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.invitation import DAY_MS, Invitation, Offer, accept, check, digest, is_payload, payload
from bot.domain.person import Appointment, Role
from bot.errors import Refused
from tests.made import NOW, person

GRIDS = frozenset({1, 2})
HELD = Appointment(Role.AUXILIARY, 1)
GOOD = Invitation(7, HELD, most=2, used=1, made_by=1, made_at=NOW, expires_at=NOW + DAY_MS)

#: Which place may be offered: role, grid, unit, and whether.
PLACES = [
    (Role.SECRETARY, None, "", True),
    (Role.SECRETARY, 1, "", False),
    (Role.SECRETARY, None, "x", False),
    (Role.DEPUTY, None, "", True),
    (Role.DEPUTY, 1, "", False),
    (Role.GRID_HEAD, 1, "", True),
    (Role.GRID_HEAD, None, "", False),
    (Role.GRID_HEAD, 3, "", False),
    (Role.GRID_HEAD, 1, "x", False),
    (Role.FULL_TIME, 2, "", True),
    (Role.FULL_TIME, None, "", False),
    (Role.AUXILIARY, None, "", False),
    (Role.SPECIALIST, None, "", True),
    (Role.SPECIALIST, 2, "", True),
    (Role.DUTY, None, "", True),
    (Role.DUTY, 1, "", True),
    (Role.RED_TEAM, 1, "", True),
    (Role.RED_TEAM, None, "third group", True),
    (Role.RED_TEAM, 9, "third group", False),
    (Role.LIAISON, None, "fire", True),
    (Role.LIAISON, None, "", False),
    (Role.LIAISON, 1, "fire", False),
    (Role.RESIDENT, 1, "", False),
    (Role.RESIDENT, None, "", False),
]


@pytest.mark.parametrize(("role", "grid", "unit", "good"), PLACES)
def test_which_place_may_be_offered(role: Role, grid: int | None, unit: str, good: bool) -> None:
    offer = Offer(Appointment(role, grid, unit), 1, 3)
    if good:
        check(offer, GRIDS)
    else:
        with pytest.raises(Refused, match=r"invitation\.impossible"):
            check(offer, GRIDS)


@pytest.mark.parametrize(("most", "days"), [(0, 1), (2, 1), (51, 1), (1, 0), (1, 2), (1, 31), (10**9, 10**9)])
def test_how_many_and_how_long_is_a_choice_of_few(most: int, days: int) -> None:
    with pytest.raises(Refused, match=r"invitation\.impossible"):
        check(Offer(HELD, most, days), GRIDS)


REFUSALS = [
    ("invitation.unknown", None),
    ("invitation.revoked", replace(GOOD, revoked_at=NOW)),
    ("invitation.used_up", replace(GOOD, used=2)),
    ("invitation.expired", replace(GOOD, expires_at=NOW)),
]


@pytest.mark.parametrize(("code", "found"), REFUSALS)
def test_why_a_link_does_not_work(code: str, found: Invitation | None) -> None:
    with pytest.raises(Refused) as caught:
        accept(found, person(5), NOW)
    assert caught.value.code == code


def test_a_good_link_works_until_its_last_millisecond() -> None:
    assert accept(GOOD, person(5), NOW + DAY_MS - 1) is GOOD
    assert GOOD.stands(NOW + DAY_MS - 1) and not GOOD.stands(NOW + DAY_MS)
    assert not any(found.stands(NOW) for _, found in REFUSALS if found)


@pytest.mark.parametrize("found", [GOOD, *(found for _, found in REFUSALS if found)])
def test_who_has_it_already_is_told_so_whatever_became_of_the_link(found: Invitation) -> None:
    with pytest.raises(Refused) as caught:
        accept(found, person(5, Role.AUXILIARY), NOW)
    assert caught.value.code == "invitation.held"
    assert accept(GOOD, person(5, Role.AUXILIARY, grid=2), NOW) is GOOD


@pytest.mark.parametrize("text", ["i", "", "iabc", "i" + "a" * 21, "i" + "a" * 23, "i" + "²" * 22, "i" + "a/" * 11])
def test_what_is_no_secret_of_ours_is_not_even_looked_up(text: str) -> None:
    assert digest(text) is None


def test_the_digest_is_of_the_secret_alone() -> None:
    token = "A" * 22
    assert payload(token) == "i" + token and is_payload(payload(token)) and not is_payload("g1")
    assert digest(payload(token)) != digest(payload("B" * 22))
    assert len(digest(payload(token)) or "") == 64
