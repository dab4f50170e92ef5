"""The staff list in the database: places, who claims them, and the files that were sent."""

from __future__ import annotations

from bot.domain.person import Appointment, Role
from bot.domain.staff_list import Line
from bot.storage import audit, people, staff_list
from bot.storage.staff_list import State
from tests.made import NOW
from tests.storage.conftest import Ground

HEAD, DUTY = Appointment(Role.GRID_HEAD, 1), Appointment(Role.DUTY, None)
PHONE, OTHER = "13900000001", "13900000002"
LINE = Line(3, "王伟", PHONE, Role.GRID_HEAD, 1)
LIAISON = Line(4, "张强", OTHER, Role.LIAISON, None, "城管中队")


async def test_a_place_is_listed_once_and_claimed_once(ground: Ground) -> None:
    assert await ground.write(staff_list.add, LINE, 1, NOW) is True
    assert await ground.write(staff_list.add, LINE, 2, NOW) is False
    assert await ground.write(staff_list.add, LIAISON, 1, NOW) is True
    assert await ground.read(staff_list.has_unclaimed) is True
    head, liaison = await ground.write(staff_list.places)
    assert (head.name, head.phone, head.held, head.person) == ("王伟", PHONE, HEAD, None)
    assert liaison.held == Appointment(Role.LIAISON, None, "城管中队")
    assert await ground.write(people.appoint, 2, HEAD, NOW)
    assert await ground.write(staff_list.claim, head.place_id, 2) is True
    assert await ground.write(staff_list.claim, head.place_id, 3) is False
    assert [place.person for place in await ground.write(staff_list.places_of, PHONE)] == [2]
    assert await ground.write(people.appoint, 3, liaison.held, NOW)
    assert await ground.write(staff_list.claim, liaison.place_id, 3)
    assert await ground.read(staff_list.has_unclaimed) is False


async def test_whoever_does_not_hold_it_any_more_leaves_the_list(ground: Ground) -> None:
    for line in (LINE, Line(5, "王伟", PHONE, Role.DUTY, None), LIAISON):
        await ground.write(staff_list.add, line, 1, NOW)
    for place in await ground.write(staff_list.places_of, PHONE):
        await ground.write(people.appoint, 2, place.held, NOW)
        await ground.write(staff_list.claim, place.place_id, 2)
    assert await ground.write(staff_list.sweep) == 0
    await ground.write(people.dismiss, 2, HEAD)
    assert [place.held for place in await ground.write(staff_list.places_of, PHONE)] == [DUTY]
    assert [place.phone for place in await ground.write(staff_list.places)] == [PHONE, OTHER]
    assert await ground.write(staff_list.add, LINE, 1, NOW) is True  # and may be listed anew
    assert [place.person for place in await ground.write(staff_list.places_of, PHONE)] == [2, None]


async def test_a_name_is_that_of_the_number(ground: Ground) -> None:
    await ground.write(staff_list.add, LINE, 1, NOW)
    await ground.write(staff_list.add, LIAISON, 1, NOW)
    assert await ground.write(staff_list.rename, PHONE, "王玮") is True
    assert await ground.write(staff_list.rename, PHONE, "王玮") is False
    assert [place.name for place in await ground.write(staff_list.places)] == ["王玮", "张强"]


async def test_a_number_belongs_to_one_of_the_staff_who_has_shown_it(ground: Ground) -> None:
    assert await ground.read(staff_list.owners) == {}
    await ground.write(people.set_phone, 2, PHONE)
    await ground.write(people.appoint, 2, Appointment(Role.RESIDENT, 1), NOW)
    assert await ground.read(staff_list.owners) == {}  # a neighbour
    await ground.write(people.appoint, 2, HEAD, NOW)
    await ground.write(people.appoint, 2, DUTY, NOW)
    assert await ground.read(staff_list.owners) == {PHONE: 2}
    await ground.write(people.set_phone, 3, PHONE)
    await ground.write(people.appoint, 3, DUTY, NOW)
    assert await ground.read(staff_list.owners) == {}  # it cannot be both of theirs


async def test_a_file_goes_one_way(ground: Ground) -> None:
    number = await ground.write(staff_list.add_file, 1, "file", "名单.xlsx", NOW)
    waiting = await ground.read(staff_list.file, number)
    assert (waiting.person, waiting.file_id, waiting.state, waiting.lines) == (1, "file", State.WAITING, ())
    assert await ground.write(staff_list.keep, number, [LINE, LIAISON]) is True
    assert await ground.write(staff_list.keep, number, [LINE]) is False
    read = await ground.read(staff_list.file, number)
    assert (read.file_id, read.state, read.lines) == ("", State.READ, (LINE, LIAISON))
    assert [one.number for one in await ground.read(staff_list.undecided, 1)] == [number]
    assert await ground.write(staff_list.settle, number, State.WAITING, State.REFUSED) is False
    assert await ground.write(staff_list.settle, number, State.READ, State.TAKEN) is True
    assert await ground.write(staff_list.settle, number, State.READ, State.DROPPED) is False
    assert await ground.read(staff_list.undecided, 1) == []
    taken = await ground.read(staff_list.file, number)
    assert (taken.state, taken.lines) == (State.TAKEN, ())
    assert await ground.read(staff_list.file, 99) is None


async def test_files_are_forgotten_unless_they_are_still_to_be_read(ground: Ground) -> None:
    first = await ground.write(staff_list.add_file, 1, "file", "", NOW)
    second = await ground.write(staff_list.add_file, 2, "file", "", NOW)
    await ground.write(staff_list.keep, first, [LINE])
    assert await ground.write(staff_list.prune, NOW) == 0
    assert await ground.write(staff_list.prune, NOW + 1) == 1
    assert await ground.read(staff_list.file, first) is None
    assert (await ground.read(staff_list.file, second)).state is State.WAITING


async def test_claims_in_vain_are_counted_by_person_and_time(ground: Ground) -> None:
    for at, actor, act in (
        (NOW, 1, "claim.refused"),
        (NOW + 5, 1, "claim.refused"),
        (NOW + 5, 2, "claim.refused"),
        (NOW + 5, 1, "claim.taken"),
    ):
        await ground.write(audit.record, at, actor, act)
    assert [await ground.read(staff_list.refusals, 1, since) for since in (NOW, NOW + 1, NOW + 6)] == [2, 1, 0]
    assert await ground.read(staff_list.refusals, 3, 0) == 0


async def test_communities_do_not_see_each_others_lists(ground: Ground) -> None:
    await ground.write(staff_list.add, LINE, 1, NOW)
    number = await ground.write(staff_list.add_file, 1, "file", "", NOW)
    await ground.raw("INSERT INTO communities (community_id, slug, created_at) VALUES (2, 'there', 1)")

    async def of_the_other() -> list[object]:
        return [
            await ground.store.write(lambda tx: staff_list.places(tx, 2)),
            await ground.store.write(lambda tx: staff_list.places_of(tx, 2, PHONE)),
            await ground.store.read(lambda tx: staff_list.undecided(tx, 2, 1)),
        ]

    assert await of_the_other() == [[], [], []]
    assert await ground.store.read(lambda tx: staff_list.file(tx, 2, number)) is None
    assert await ground.store.read(lambda tx: staff_list.has_unclaimed(tx, 2)) is False
