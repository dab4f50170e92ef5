"""Questions and answers, whose a case is, and what is shown where: what each query keeps and finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import case as rules
from bot.domain import pause
from bot.domain.case import Act
from bot.domain.notice import Kind
from bot.domain.relay import Outcome
from bot.domain.screen import Screen
from bot.errors import Stale
from bot.storage import cases, outbox, people, relays
from bot.storage.outbox import Living
from tests.made import NOW
from tests.storage.conftest import REFUSED, Ground


async def test_a_question_is_answered_once(ground: Ground) -> None:
    known = await ground.case()
    assert await ground.read(relays.last_of, known.case_id) is None
    first = await ground.write(relays.add, known.case_id, 1, "which?", NOW)
    second = await ground.write(relays.add, known.case_id, 2, "when?", NOW + 1)
    assert await ground.read(relays.by_id, first.relay_id) == first
    assert await ground.read(relays.last_of, known.case_id) == second
    assert await ground.read(relays.open_of, known.case_id) == 2
    assert await ground.write(relays.answer, first.relay_id, "this", NOW + 2) is True
    assert await ground.write(relays.answer, first.relay_id, "that", NOW + 3) is False
    kept = await ground.read(relays.by_id, first.relay_id)
    assert (kept.answer, kept.answered_at, kept.outcome) == ("this", NOW + 2, Outcome.ANSWERED)
    assert await ground.read(relays.open_of, known.case_id) == 1
    assert await ground.write(relays.answer, second.relay_id, None, NOW + 4) is True
    assert (await ground.read(relays.last_of, known.case_id)).outcome is Outcome.DECLINED
    assert await ground.read(relays.open_of, known.case_id) == 0
    assert await ground.read(relays.by_id, 99) is None


async def test_a_question_needs_a_case_and_somebody(ground: Ground) -> None:
    known = await ground.case()
    for case, asker in ((99, 1), (known.case_id, 99)):
        with pytest.raises(REFUSED):
            await ground.write(relays.add, case, asker, "which?", NOW)


async def test_the_choice_does_not_disturb_the_loop(ground: Ground) -> None:
    seen = await ground.case()
    assert await ground.write(cases.set_anonymous, seen.case_id, False) is True
    assert await ground.write(cases.set_anonymous, seen.case_id, False) is False
    opened = await ground.write(cases.change, seen, rules.open_(seen, NOW, NOW + 1_000))
    assert (await ground.read(cases.by_id, seen.case_id)) == replace(opened, anonymous=False)


async def test_a_department_has_what_was_referred_to_it(ground: Ground) -> None:
    for dialog in (1, 2, 3):
        made = await ground.case(dialog)
        opened = await ground.write(cases.change, made, rules.open_(made, NOW, NOW + 1_000))
        if dialog < 3:
            unit = "one" if dialog == 1 else "other"
            away = pause.pause(opened, Act.REFER, NOW, NOW + 9, unit)
            referred = await ground.write(cases.change, opened, away)
            assert await ground.read(cases.by_id, made.case_id) == referred
            with pytest.raises(Stale):
                await ground.write(cases.change, opened, pause.pause(opened, Act.REFER, NOW, NOW + 9, "third"))
    assert [case.case_id for case in await ground.read(cases.referred, "one")] == [1]
    assert await ground.read(cases.referred, "none") == []
    back = await ground.read(cases.by_id, 1)
    await ground.write(cases.change, back, pause.resume(back, Act.RETURN, NOW, NOW + 5))
    assert await ground.read(cases.referred, "one") == []


async def test_what_somebody_follows(ground: Ground) -> None:
    for dialog in (1, 2, 3):
        await ground.case(dialog)
    for number in (1, 3):
        await ground.write(cases.follow, number, 2, NOW)
    assert [case.case_id for case in await ground.read(cases.followed_by, 2)] == [3, 1]
    assert await ground.read(cases.followed_by, 1) == []


async def test_what_was_added_is_kept(ground: Ground) -> None:
    known = await ground.case()
    await ground.write(cases.set_text, known.case_id, "text\nmore")
    assert await ground.read(cases.by_id, known.case_id) == replace(known, text="text\nmore")


async def test_what_is_shown_or_about_to_be(ground: Ground) -> None:
    user = (await ground.read(people.by_id, 1)).user_id
    assert await ground.read(outbox.is_shown, user, "case:1") is False
    await ground.write(outbox.show, user, Kind.RECEIPT, "case:1", Screen("refer/gone", "zh", {"number": 1}), NOW)
    assert await ground.read(outbox.is_shown, user, "case:1") is True
    assert await ground.read(outbox.is_shown, user, "case:2") is False
    await ground.write(outbox.keep_slot, user, "case:2", Living(5, "text"))
    assert await ground.read(outbox.is_shown, user, "case:2") is True
