"""What has been kept long enough is anonymised and deleted in the tables, and nothing else is touched."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.media import Attachment, MediaKind, Purpose
from bot.storage import agreements, cases, media, outbox, people, relays, retention
from bot.storage.outbox import Living
from tests.made import NOW
from tests.storage.conftest import Ground

PHOTO = Attachment(MediaKind.PHOTO, "file", "unique")


async def old_case(ground: Ground, dialog: int = 1) -> int:
    """A closed case of person 3 with all that may belong to one."""
    case = await ground.case(dialog)
    number = case.case_id
    await ground.write(media.add, number, 3, Purpose.REPORT, PHOTO, NOW)
    await ground.write(media.add, number, 2, Purpose.COMPLETION, PHOTO, NOW)
    await ground.write(cases.follow, number, 1, NOW)
    await ground.write(relays.add, number, 2, "which door?", NOW)
    await ground.write(agreements.add, number, "no noise", 2, NOW)
    for place, slot in enumerate(("agreement:{}", "agreement:{}~7", "relay:{}", "case:{}~7")):
        await ground.write(outbox.keep_slot, 1_003, slot.format(number), Living(100 * number + place, "text"))
    for chat in (1_003, -5):
        await ground.write(outbox.keep_slot, chat, f"case:{number}", Living(number, "text"))
    await ground.raw(
        f"UPDATE cases SET state = 'closed', lead = 2, closed_at = {NOW}, feedback = 'f', lat = 1, lon = 1 "  # noqa: S608
        f"WHERE case_id = {number}"
    )
    return number


async def row(ground: Ground, table: str, columns: str, where: str = "1 = 1") -> list[tuple[Any, ...]]:
    """Some columns of some rows."""
    return await ground.raw(f"SELECT {columns} FROM {table} WHERE {where}")  # noqa: S608


async def test_a_case_loses_who_and_what_and_keeps_where_and_when(ground: Ground) -> None:
    number, other = await old_case(ground), await old_case(ground, 2)
    assert await ground.read(retention.cases_over, NOW, 10) == []
    assert await ground.read(retention.cases_over, NOW + 1, 1) == [(number, 3)]
    await ground.write(retention.anonymise, number, 3, NOW + 5)
    case = await ground.read(cases.by_id, number)
    assert (case.text, case.place.building, case.place.words, case.place.lat, case.feedback) == (
        "",
        None,
        "—",
        None,
        None,
    )
    assert (case.grid, case.category, case.reported_at, case.closed_at, case.lead) == (1, case.category, NOW, NOW, 2)
    reporter = await ground.read(people.by_id, case.reporter)
    assert reporter.is_gone and reporter.name == ""
    assert await row(ground, "case_followers", "person_id", f"case_id = {number}") == []
    assert await row(ground, "relays", "question, answer", f"case_id = {number}") == [("", None)]
    owners = await row(ground, "media", "owner", f"case_id = {number} ORDER BY media_id")
    assert owners == [(case.reporter,), (2,)], "the worker's work is still the worker's"
    assert await row(ground, "slots", "chat_id", f"slot = 'case:{number}'") == [(-5,)]
    shown = [f"agreement:{other}", f"agreement:{other}~7", f"case:{other}", f"case:{other}~7", f"relay:{other}"]
    left = await row(ground, "slots", "slot", "chat_id > 0 ORDER BY slot")
    assert sorted(slot for (slot,) in left) == shown, "nothing says who was a side or was asked"
    assert await ground.read(retention.cases_over, NOW + 1, 10) == [(other, 3)], "once"

    await ground.write(retention.anonymise, other, 3, NOW + 5)
    assert len(await row(ground, "persons", "person_id", "user_id IS NULL")) == 1, "there is one nobody"
    await ground.raw("UPDATE cases SET building = 'b1', place = 'p', anonymised_at = NULL")
    await ground.write(retention.anonymise, number, 3, NOW + 5)
    assert await row(ground, "cases", "building, place", f"case_id = {number}") == [("b1", None)]


async def test_a_file_leaves_a_tombstone(ground: Ground) -> None:
    number = await old_case(ground)
    await ground.write(media.stored, 1, "a" * 64, 10)
    await ground.raw(f"UPDATE cases SET closed_at = {NOW + 10} WHERE case_id = {number}")  # noqa: S608
    assert await ground.read(retention.media_over, NOW + 5, 10) == [], "it counts from when the case was closed"
    assert await ground.read(retention.media_over, NOW + 11, 10) == [1, 2]
    assert await ground.write(retention.bury, 1, NOW + 20)
    assert not await ground.write(retention.bury, 1, NOW + 30)
    columns = "state, file_id, sha256, size, taken_at, deleted_at"
    assert await row(ground, "media", columns, "media_id = 1") == [("deleted", "", "a" * 64, 10, NOW, NOW + 20)]
    assert [m.media_id for m in await ground.read(media.of_case, number)] == [2]
    assert not await ground.write(media.stored, 1, "b" * 64, 1), "what comes late is not kept"
    assert await ground.write(retention.bury, 2, NOW + 20), "a file that never came, too"
    assert await ground.read(retention.media_over, NOW + 11, 10) == []


async def test_content_is_needed_as_long_as_one_case_of_any_community_has_it(ground: Ground) -> None:
    first, second = await old_case(ground), await old_case(ground, 2)
    for number in (1, 3):
        await ground.write(media.stored, number, "a" * 64, 10)
    assert (first, second) == (1, 2)
    await ground.write(retention.bury, 1, NOW)
    assert await ground.store.read(lambda tx: retention.is_needed(tx, "a" * 64))
    await ground.write(retention.bury, 3, NOW)
    assert not await ground.store.read(lambda tx: retention.is_needed(tx, "a" * 64))


STRANGERS = [
    ("SELECT 1", [1]),
    ("UPDATE persons SET consent = 1, consented_at = 1", []),
    ("UPDATE persons SET user_id = NULL, erased_at = 1", []),
    ("INSERT INTO appointments (community_id, person_id, role, grid) VALUES (1, 1, 'resident', 1)", []),
    ("INSERT INTO listed_staff VALUES (1, 1001, 'deputy', 0, '')", []),
    ("INSERT INTO held_updates VALUES (1, 1, 1, '{}', 1)", []),
]


@pytest.mark.parametrize(("statement", "found"), STRANGERS)
async def test_who_never_agreed_and_has_part_in_nothing_is_a_stranger(
    ground: Ground, statement: str, found: list[int]
) -> None:
    await ground.case(reporter=2)
    await ground.raw("UPDATE persons SET consent = 1, consented_at = 1 WHERE person_id = 3", statement)
    assert await ground.read(retention.strangers_over, NOW, 9) == []
    assert await ground.read(retention.strangers_over, NOW + 1, 9) == found


async def test_who_asks_for_help_is_kept_until_it_is_settled(ground: Ground) -> None:
    await ground.raw(
        "INSERT INTO responses (community_id, response_id, level, started_at) VALUES (1, 1, 4, 1)",
        "INSERT INTO help_requests (community_id, help_id, response_id, grid, person_id, need, place, phone, asked_at)"
        " VALUES (1, 1, 1, 1, 1, 'unsaid', '', '', 1)",
        "UPDATE persons SET consent = 1, consented_at = 1 WHERE person_id <> 1",
    )
    assert await ground.read(retention.strangers_over, NOW + 1, 9) == []
    await ground.raw("UPDATE help_requests SET state = 'withdrawn', settled_at = 2")
    assert await ground.read(retention.strangers_over, NOW + 1, 9) == [1]


async def test_what_is_over_is_forgotten_and_what_is_not_is_kept(ground: Ground) -> None:
    digests = [character * 64 for character in "abc"]
    block = "INSERT INTO blocks (community_id, block_id, person_id, reason, made_by, since, until_at, lifted_at) VALUES"
    columns = "community_id, invitation_id, digest, role, most, made_at, expires_at, revoked_at"
    invite = f"INSERT INTO invitations ({columns}) VALUES"
    await ground.raw(
        f"{block} (1, 1, 1, 'r', 2, 1, NULL, {NOW})",
        f"{block} (1, 2, 2, 'r', 2, 1, {NOW}, NULL)",
        f"{block} (1, 3, 3, 'r', 2, 1, NULL, NULL)",
        f"{invite} (1, 1, '{digests[0]}', 'deputy', 1, 1, {NOW}, NULL)",
        f"{invite} (1, 2, '{digests[1]}', 'deputy', 1, 1, {NOW + 99}, {NOW})",
        f"{invite} (1, 3, '{digests[2]}', 'deputy', 1, 1, {NOW + 99}, NULL)",
    )
    columns = "community_id, place_id, name, phone, role, person_id, listed_by, listed_at"
    place = f"INSERT INTO staff_places ({columns}) VALUES"
    await ground.raw(
        f"{place} (1, 1, 'n', '1', 'deputy', NULL, 1, {NOW})",
        f"{place} (1, 2, 'n', '2', 'deputy', 2, 1, {NOW})",
        f"{place} (1, 3, 'n', '3', 'deputy', NULL, 1, {NOW + 1})",
    )
    forgetting = (retention.forget_blocks, retention.forget_invitations, retention.forget_places)
    assert [await ground.write(f, NOW) for f in forgetting] == [0, 0, 0]
    assert [await ground.write(f, NOW + 1) for f in forgetting] == [2, 2, 1]
    assert await row(ground, "staff_places", "place_id") == [(2,), (3,)]
    assert await row(ground, "blocks", "block_id") == [(3,)]
    assert await row(ground, "invitations", "invitation_id") == [(3,)]
