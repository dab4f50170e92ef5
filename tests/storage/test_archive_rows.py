"""What the proof file of a case is made from, on both databases."""

from __future__ import annotations

import pytest

from bot.domain.media import Attachment, MediaKind, Purpose
from bot.storage import audit, cases, media, retention
from tests.made import NOW
from tests.storage.conftest import Ground

PHOTO = Attachment(MediaKind.PHOTO, "file", "unique")
VOICE = Attachment(MediaKind.VOICE, "voice", "other")


async def test_all_files_that_a_case_ever_had(ground: Ground) -> None:
    number = (await ground.case()).case_id
    await ground.write(media.add, number, 3, Purpose.REPORT, PHOTO, NOW)
    await ground.write(media.add, number, 2, Purpose.COMPLETION, VOICE, NOW + 1)
    await ground.write(media.stored, 1, "a" * 64, 10)
    await ground.write(retention.bury, 1, NOW + 20)
    first, second = await ground.read(media.ever, number)
    assert first == media.Kept(1, Purpose.REPORT, MediaKind.PHOTO, 3, "deleted", "a" * 64, 10, NOW, NOW + 20)
    assert second == media.Kept(2, Purpose.COMPLETION, MediaKind.VOICE, 2, "waiting", None, 0, NOW + 1, None)
    assert await ground.read(media.ever, number + 1) == []


async def test_the_cases_that_were_closed_in_a_span(ground: Ground) -> None:
    numbers = [(await ground.case(dialog)).case_id for dialog in (1, 2, 3, 4)]
    for number, at in zip(numbers[:3], (NOW, NOW + 10, NOW + 20), strict=True):
        await ground.raw(f"UPDATE cases SET state = 'closed', lead = 2, closed_at = {at} WHERE case_id = {number}")  # noqa: S608
    assert await ground.read(cases.closed_between, NOW, NOW + 20) == numbers[:2]
    assert await ground.read(cases.closed_between, NOW + 1, NOW + 21) == numbers[1:3]
    assert not await ground.read(cases.is_anonymised, numbers[0])
    await ground.write(retention.anonymise, numbers[0], 3, NOW + 30)
    assert await ground.read(cases.is_anonymised, numbers[0])
    assert await ground.read(cases.closed_between, NOW, NOW + 20) == numbers[:2], "what was anonymised is still there"


async def test_the_end_of_the_chain_and_one_event_of_it(ground: Ground) -> None:
    assert await ground.read(audit.head) == (0, audit.GENESIS)
    for number in (1, 2, 3):
        await ground.write(audit.record, NOW + number, 2, "case.open", 7, to="opened")
    seq, last = await ground.read(audit.head)
    event = await ground.read(audit.by_seq, 3)
    assert (seq, last) == (3, event.hash)
    assert (await ground.read(audit.by_seq, 2)).seq == 2
    assert await ground.read(audit.by_seq, 4) is None
    assert await ground.read(audit.by_seq, 0) is None
    assert audit.load(audit.dump(event)) == event


async def test_which_event_says_that_a_file_was_made(ground: Ground) -> None:
    await ground.write(audit.record, NOW, 2, "file.made", 7, what="zip", sha256="a" * 64, size=3, part=1)
    await ground.write(audit.record, NOW, 2, "case.open", 7, sha256="b" * 64)
    assert (await ground.read(audit.made_file, "a" * 64)).seq == 1
    assert await ground.read(audit.made_file, "b" * 64) is None


@pytest.mark.parametrize("line", [b"", b"[]", b"1", b"{}", b'{"seq":1}', b"\xff"])
def test_what_is_no_event(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"event|JSON|character|document|surrogate|utf-8"):
        audit.load(line)
