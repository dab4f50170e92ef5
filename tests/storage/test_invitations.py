"""Invitations on the real database: two people and one place, pages, and what is void."""

from __future__ import annotations

import asyncio

from bot.domain.invitation import Invitation
from bot.domain.person import Appointment, Role
from bot.storage import invitations
from tests.made import NOW
from tests.storage.conftest import Ground

HELD = Appointment(Role.LIAISON, None, "fire")


async def made(ground: Ground, number: int, most: int = 1, made_by: int | None = 1, until: int = NOW + 10) -> int:
    """An invitation with a digest of its own."""
    held: int = await ground.write(invitations.add, f"{number:064d}", HELD, most, made_by, NOW, until)
    return held


async def found(ground: Ground, number: int) -> Invitation:
    """It, as it stands now."""
    one: Invitation | None = await ground.read(invitations.by_id, number)
    assert one is not None
    return one


async def test_it_comes_back_as_it_was_made(ground: Ground) -> None:
    number = await made(ground, 1, most=10)
    expected = Invitation(number, HELD, 10, 0, 1, NOW, NOW + 10)
    assert await found(ground, number) == expected
    assert await ground.read(invitations.by_digest, f"{1:064d}") == expected
    assert await ground.read(invitations.by_digest, f"{2:064d}") is None
    assert await ground.read(invitations.by_id, 99) is None


async def test_of_many_at_once_exactly_as_many_as_may_use_it(ground: Ground) -> None:
    for most, tries in ((1, 2), (10, 25)):
        number = await made(ground, most, most)
        got = await asyncio.gather(*(ground.write(invitations.use, number, NOW) for _ in range(tries)))
        assert sum(got) == most
        assert (await found(ground, number)).used == most


async def test_what_is_over_is_not_used_and_not_revoked_again(ground: Ground) -> None:
    used, expired, revoked = [await made(ground, n) for n in (1, 2, 3)]
    assert await ground.write(invitations.use, used, NOW)
    assert await ground.write(invitations.revoke, revoked, NOW)
    for number, now in ((used, NOW), (revoked, NOW), (expired, NOW + 10), (99, NOW)):
        assert not await ground.write(invitations.use, number, now)
        assert not await ground.write(invitations.revoke, number, now)
    assert (await found(ground, expired)).used == 0


async def test_pages_of_those_that_stand_the_newest_first(ground: Ground) -> None:
    numbers = [await made(ground, n) for n in range(1, 6)]
    await ground.write(invitations.use, numbers[4], NOW)
    await ground.write(invitations.revoke, numbers[0], NOW)
    await made(ground, 6, until=NOW)
    page = [one.invitation_id for one in await ground.read(invitations.standing, NOW, 0, 2)]
    rest = [one.invitation_id for one in await ground.read(invitations.standing, NOW, 2, 2)]
    assert (page, rest) == ([numbers[3], numbers[2]], [numbers[1]])
    assert await ground.read(invitations.standing, NOW + 10, 0, 9) == []


async def test_a_newer_link_from_the_terminal_makes_the_older_ones_void(ground: Ground) -> None:
    older, others = await made(ground, 1, made_by=None), await made(ground, 2)
    assert await ground.write(invitations.revoke_of_setup, NOW) == 1
    assert (await found(ground, older)).revoked_at == NOW
    assert (await found(ground, others)).revoked_at is None
    assert await ground.write(invitations.revoke_of_setup, NOW) == 0


async def test_another_communitys_are_not_seen(ground: Ground) -> None:
    number = await made(ground, 1)
    here, ground.community = ground.community, 2
    assert await ground.read(invitations.by_digest, f"{1:064d}") is None
    assert await ground.read(invitations.by_id, number) is None
    assert not await ground.write(invitations.use, number, NOW)
    assert not await ground.write(invitations.revoke, number, NOW)
    ground.community = here
    assert (await found(ground, number)).stands(NOW)
