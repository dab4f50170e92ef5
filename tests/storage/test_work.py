"""Notes with files, pictures that were there before, promises and agreements, as the tables keep them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.agreement import Agreement
from bot.domain.agreement import Standing as Settled
from bot.domain.media import Purpose
from bot.domain.note import Note, NoteKind
from bot.domain.picture import Picture
from bot.domain.promise import Promise, Standing
from bot.storage import agreements, cases, media, notes, promises, retention
from tests.made import NOW, photo
from tests.storage.conftest import Ground


async def note(ground: Ground, case_id: int, **more: Any) -> Note:
    """A visit of person 2."""
    made: Note = await ground.write(notes.add, case_id, 2, NoteKind.VISIT, "words", NOW, **more)
    return made


async def test_a_note_has_its_files_and_the_case_others(ground: Ground) -> None:
    number = (await ground.case()).case_id
    assert not await ground.read(notes.is_logged, number)
    await ground.write(notes.add, number, 2, NoteKind.REASON, "why", NOW, act="bounce")
    assert not await ground.read(notes.is_logged, number), "why something was done is no log of the work"
    made = await note(ground, number)
    assert await ground.read(notes.is_logged, number)
    await ground.write(media.add, number, 2, Purpose.VISIT, photo(1, album="a"), NOW, made.note_id)
    await ground.write(media.add, number, 3, Purpose.REPORT, photo(2), NOW)
    assert [m.note_id for m in await ground.read(media.of_notes, number)] == [made.note_id]
    assert [m.note_id for m in await ground.read(media.of_case, number)] == [None]
    assert await ground.read(notes.of_album, number, 2, "a") == made
    assert await ground.read(notes.of_album, number, 3, "a") is None, "somebody else's album"
    await ground.write(notes.change, made.note_id, NoteKind.MEDIATE, True)
    assert await ground.read(notes.by_id, made.note_id) == replace(made, kind=NoteKind.MEDIATE, confidential=True)


async def test_what_was_sent_before_is_seen(ground: Ground) -> None:
    first, second = await ground.case(1), await ground.case(2)
    await ground.write(media.add, first.case_id, 3, Purpose.REPORT, photo(1, album="a"), NOW)
    assert await ground.read(media.is_seen, second, photo(1))
    assert await ground.read(media.is_seen, first, photo(1))
    assert not await ground.read(media.is_seen, first, photo(1, album="a")), "the same album"
    assert not await ground.read(media.is_seen, first, photo(2))
    made = await note(ground, first.case_id)
    await ground.write(media.add, first.case_id, 2, Purpose.VISIT, photo(3), NOW + 5, made.note_id)
    assert not await ground.read(media.is_seen, replace(first, assigned_at=NOW + 5), photo(3)), "at the same work"
    assert await ground.read(media.is_seen, replace(first, assigned_at=NOW + 6), photo(3)), "before it was assigned"
    assert await ground.read(media.is_seen, second, photo(3))


async def test_pictures_that_may_be_the_same_are_found(ground: Ground) -> None:
    number = (await ground.case()).case_id
    looks = {1: "0000111122223333", 2: "ffff1111ffffffff", 3: "4444555566667777", 4: None}
    for n, seen in looks.items():
        medium = await ground.write(media.add, number, 3, Purpose.REPORT, photo(n), NOW)
        await ground.write(media.stored, medium, ("a" if n in (3, 4) else str(n)) * 64, 9)
        if seen is not None:
            await ground.write(media.look, medium, seen)
    first: Picture = await ground.read(media.picture, 1)
    assert first.looks == looks[1]
    assert [one.media_id for one in await ground.read(media.like, first)] == [2]
    assert [one.media_id for one in await ground.read(media.like, await ground.read(media.picture, 4))] == [3]
    assert await ground.read(media.picture, 99) is None
    assert await ground.write(media.copied, 2, number)
    assert not await ground.write(media.copied, 2, number), "once"
    assert (await ground.read(media.by_id, 2)).copy_of == number


async def test_a_promise_is_made_once_in_a_note(ground: Ground) -> None:
    number = (await ground.case()).case_id
    said = await note(ground, number)
    made = await ground.write(promises.add, said, 2, NOW + 9, NOW)
    assert made == Promise(1, number, said.note_id, 2, NOW + 9, NOW)
    assert await ground.write(promises.add, said, 2, NOW + 9, NOW) is None
    assert await ground.read(promises.of_note, said.note_id) == made
    assert await ground.write(promises.move, 1, NOW + 20)
    assert (await ground.read(promises.by_id, 1)).due_at == NOW + 20
    assert await ground.write(promises.settle, 1, Standing.KEPT)
    assert not await ground.write(promises.settle, 1, Standing.VOID)
    assert not await ground.write(promises.move, 1, NOW + 30)


async def deal(ground: Ground, case_id: int, digest: str = "d" * 64) -> int:
    """An agreement of person 3 and of who opens a link."""
    number: int = await ground.write(agreements.add, case_id, "text", 2, NOW)
    await ground.write(agreements.add_side, number, 1, 3, None, None)
    await ground.write(agreements.add_side, number, 2, None, digest, NOW + 9)
    return number


async def test_a_side_is_claimed_and_answers_once(ground: Ground) -> None:
    number = await deal(ground, (await ground.case()).case_id)
    assert await ground.read(agreements.by_digest, "d" * 64) == (number, 2)
    assert await ground.read(agreements.by_digest, "e" * 64) is None
    assert await ground.write(agreements.claim, number, 2, 1)
    assert not await ground.write(agreements.claim, number, 2, 2)
    assert await ground.write(agreements.answer, number, 2, True, NOW + 1)
    assert not await ground.write(agreements.answer, number, 2, False, NOW + 2)
    assert await ground.write(agreements.settle, number, Settled.CONFIRMED, NOW + 2)
    assert not await ground.write(agreements.settle, number, Settled.REFUSED, NOW + 3)
    known: Agreement = await ground.read(agreements.by_id, number)
    assert known.state is Settled.CONFIRMED
    assert [(side.person, side.agreed, side.answered_at) for side in known.sides] == [
        (3, None, None),
        (1, True, NOW + 1),
    ]


async def test_the_newest_agreement_stands(ground: Ground) -> None:
    case_id = (await ground.case()).case_id
    assert await ground.read(agreements.newest, case_id) is None
    first = await deal(ground, case_id)
    await ground.write(agreements.void, first, NOW + 1)
    second = await deal(ground, case_id, "e" * 64)
    assert (await ground.read(agreements.newest, case_id)).agreement_id == second
    assert (await ground.read(agreements.by_id, first)).state is Settled.VOID


async def test_what_was_written_is_forgotten_with_the_case(ground: Ground) -> None:
    case_id = (await ground.case()).case_id
    await note(ground, case_id, confidential=True)
    number = await deal(ground, case_id)
    await ground.write(agreements.answer, number, 1, True, NOW)
    await ground.write(retention.anonymise, case_id, 3, NOW)
    assert await ground.raw("SELECT text FROM case_notes") == [("",)]
    assert await ground.raw("SELECT text FROM agreements") == [("",)]
    known: Agreement = await ground.read(agreements.by_id, number)
    assert [(side.person, side.agreed) for side in known.sides] == [(None, True), (None, None)]
    assert await ground.read(agreements.by_digest, "d" * 64) is None


async def test_who_is_to_look_at_how_many(ground: Ground) -> None:
    for dialog in (1, 2, 3):
        await ground.case(dialog)
    await ground.raw(
        "UPDATE cases SET checker = 2 WHERE case_id = 1",
        "UPDATE cases SET checker = 2, checked = TRUE WHERE case_id = 2",
        "UPDATE cases SET checker = 1 WHERE case_id = 3",
    )
    assert await ground.read(cases.checks_load) == {1: 1, 2: 1}
