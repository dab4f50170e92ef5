"""A crowd: a hundred taps at once have one effect, and a flood of reports keeps within Telegram's limits."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest

from bot.actions import cards, notices
from bot.actions.context import Context
from bot.delivery import limits
from bot.domain.community import Community
from bot.domain.person import Appointment, Role
from bot.domain.screen import Courtesy, Toast
from bot.render import messages_folder, read_labels
from bot.storage import audit, cases, outbox
from bot.storage.store import Tx
from tests.conftest import Database
from tests.stories.bad_days import LIFT
from tests.stories.scenes import assigned, fed_back, files_report, fills, newcomer, resident
from tests.storm.cards import plain
from tests.town import Message, Neighbour, Town, buttons, exact, labels, open_town, said

MANY = 100
#: The flood: 25 people report at the same time, every half minute.
PEOPLE, STEP_SECONDS, STEPS = 25, 6, 5
WAVES = 20 if os.environ.get("LIUBU_LONG") else 4
A_MINUTE, MOST = 60.0, 20


# --- a hundred taps on one button ---


@dataclass(frozen=True)
class Tap:
    """A finger on a button."""

    who: Neighbour
    chat: int
    message: int
    data: str


@asynccontextmanager
async def a_town(database: Database) -> AsyncIterator[Town]:
    """The usual one, on each kind of database."""
    where: dict[str, Any] = {"database_url": database.url, "schema": database.schema}
    async with open_town(database.data, log=True, **where) as town:
        yield town


async def found(who: Neighbour, label: str, chat: int | None = None) -> Tap:
    """The newest button of that label."""
    message = await who.newest_with(label, chat)
    whole = exact(message, label)
    data = next(one["callback_data"] for one in buttons(message) if one["text"] == whole)
    return Tap(who, chat or who.user_id, message["message_id"], data)


async def at_once(town: Town, taps: Sequence[Tap]) -> Counter[str]:
    """All tap at the same instant; how often each answer was given, by its key. Every tap is answered."""
    given: Counter[str] = Counter()
    send = town.app.gateway.courtesy

    async def noted(courtesy: Courtesy) -> None:
        assert isinstance(courtesy, Toast)
        given[courtesy.label or ("the way in" if courtesy.link else "nothing")] += 1
        await send(courtesy)

    with patch.object(town.app.gateway, "courtesy", noted):
        bodies = [
            {"as": one.who.user_id, "chat_id": one.chat, "message_id": one.message, "data": one.data, "stale": True}
            for one in taps
        ]
        answers = await asyncio.gather(*[town.post("/api/taps", body) for body in bodies])
        await town.quiet()
    assert all(one["answer"] is not None for one in answers), "each is answered"
    words = {one["answer"].get("text") for one in answers} - {None}
    assert all(0 < len(text) <= 200 and "{" not in text for text in words), words
    known = read_labels(messages_folder() / "zh")["toast"]
    assert given.keys() - {"nothing", "the way in"} <= known.keys()
    return given


async def done(town: Town, number: int = 1) -> tuple[int, Counter[str]]:
    """The version of a case, and how often each thing was done to it."""
    app = town.app
    case = await app.store.read(partial(cases.by_id, community=app.community_id, case_id=number))
    events = await app.store.read(partial(audit.of_case, community=app.community_id, case_id=number))
    chain = await app.store.read(partial(audit.verify, community=app.community_id))
    assert case is not None and chain.broken_at is None
    return case.version, Counter(event.act for event in events)


async def one_effect(town: Town, taps: Sequence[Tap], act: str, won: str, lost: str) -> None:
    """Of all these taps one does it, and the others are told so."""
    version, before = await done(town)
    assert len(taps) == MANY
    assert await at_once(town, taps) == {won: 1, lost: MANY - 1}
    later, after = await done(town)
    assert after - before == Counter({act: 1}) and later == version + 1


async def test_a_hundred_taps_accept_once(database: Database) -> None:
    async with a_town(database) as town:
        await files_report(resident(town))
        lead = await assigned(town, 1)
        await one_effect(town, [await found(lead, "接单")] * MANY, "case.accept", "did_accept", "case_done_by")


async def test_a_hundred_people_tap_what_only_one_may(database: Database) -> None:
    async with a_town(database) as town:
        await files_report(resident(town))
        lead = await assigned(town, 1)
        crowd = [await newcomer(town, 5_000 + n, f"路人{n}", grid=None) for n in range(MANY - 1)]
        tap = await found(lead, "接单")
        taps = [replace(tap, who=one, chat=one.user_id) for one in crowd]
        await one_effect(town, [*taps[:50], tap, *taps[50:]], "case.accept", "did_accept", "case_not_yours")


async def test_a_hundred_taps_of_two_directors_verify_once_and_close_once(database: Database) -> None:
    async with a_town(database) as town:
        deputy = await newcomer(town, 3_002, "钱代书", grid=None)
        await deputy.starts()
        await town.appoints(deputy, Appointment(Role.DEPUTY, None))
        await files_report(resident(town))
        await fed_back(town, 1)
        for label, act in (("核查通过", "verify"), ("结案", "close")):
            tap = await found(town.secretary, label)
            taps = [tap, replace(tap, who=deputy, chat=deputy.user_id)] * (MANY // 2)
            await one_effect(town, taps, f"case.{act}", f"did_{act}", "case_done_by")


async def test_a_hundred_taps_assign_once(database: Database) -> None:
    async with a_town(database) as town:
        await files_report(resident(town))
        await town.secretary.taps_on("1号", "指派")
        await town.secretary.taps_on("1号", town.staff(Role.FULL_TIME, 1).name)
        taps = [await found(town.secretary, "指派，")] * MANY
        await one_effect(town, taps, "case.assign", "did_assign", "case_done_by")
        assert len(await town.staff(Role.FULL_TIME, 1).reads()) == 2, "and the worker has one card beside the menu"


async def test_a_hundred_taps_take_a_case_over_once(database: Database) -> None:
    async with a_town(database) as town:
        await files_report(resident(town))
        lead, colleague = await assigned(town, 1), town.staff(Role.AUXILIARY, 1)
        await lead.taps_on("1号", "转给同事")
        await lead.taps_on("1号", colleague.name)
        taps = [await found(colleague, "我接手")] * MANY
        await one_effect(town, taps, "case.handed_over", "did_take", "hand_settled")


async def test_a_hundred_taps_grant_a_petition_once(database: Database) -> None:
    async with a_town(database) as town:
        await files_report(resident(town))
        lead = await assigned(town, 1)
        await lead.taps_on("1号", "接单")
        await fills(lead, 1, "申请延期", "7个工作日", "要等配件", "确定申请延期")
        version, before = await done(town)
        given = await at_once(town, [await found(town.secretary, "同意延期")] * MANY)
        assert given == {"did_grant": 1, "petition_decided_by": MANY - 1}
        later, after = await done(town)
        assert after - before == Counter({"case.extend": 1, "petition.granted": 1}) and later == version + 1


async def test_a_hundred_taps_follow_once_each(database: Database) -> None:
    async with a_town(database) as town:
        await files_report(resident(town))
        group = town.groups[1]
        crowd = [await newcomer(town, 5_000 + n, f"邻居{n}") for n in range(10)]
        for one in crowd:
            await one.starts()
        (version, before), tap = await done(town), await found(town.secretary, "我也关注", group)
        given = await at_once(town, [replace(tap, who=one) for one in crowd] * (MANY // len(crowd)))
        assert given == {"did_follow": len(crowd), "follows_already": MANY - len(crowd)}
        later, after = await done(town)
        assert after - before == Counter({"case.follow": len(crowd)}) and later == version
        for one in crowd:
            assert len([text for text in await one.reads() if "1号" in text]) == 1, "one card each"


# --- a flood of reports ---


def patient(community: Community) -> Community:
    """Nobody has sent too many reports in an hour: the flood is what is looked at."""
    return replace(community, policy=replace(community.policy, max_reports_per_hour=100))


@pytest.mark.timeout(400)
async def test_a_flood_of_reports_stays_within_twenty_group_messages_a_minute(database: Database) -> None:
    """Real dialogs: 100 reports in 2 minutes; with LIUBU_LONG=1 (``make storm``), 500 in 10."""
    where: dict[str, Any] = {"database_url": database.url, "schema": database.schema}
    async with open_town(database.data, log=True, changed=patient, **where) as town:
        with patch.object(limits, "PRIVATE", limits.Limit(burst=20, every_ms=1_000)):
            crowd = [await newcomer(town, 5_000 + n, f"居民{n}") for n in range(PEOPLE)]
            await town.wind(minutes=5)
            await town.post("/api/limits", {"on": True})
            for wave in range(WAVES):
                await _wave(town, crowd, wave)
            waiting = await _waiting(town)
            assert waiting > PEOPLE, "the group cannot have got all yet"
            for number in (1, 2, WAVES * PEOPLE):  # one whose card stands there, and one whose card still waits
                await _assigned(town, number)
            for _ in range(3 * WAVES * PEOPLE // MOST + 4):  # a card is edited, too, and the clock goes by half minutes
                if await _waiting(town):
                    await town.wind(seconds=31)
        assert await _waiting(town) == 0, "what waited for the group has gone out"
        await _check_cards(town, WAVES * PEOPLE)
        _check_pace(await town.get("/api/log"), town.groups[1])


async def _wave(town: Town, crowd: Sequence[Neighbour], wave: int) -> None:
    """Everybody reports something; each answer is there before the next step, however long the group has to wait."""
    building = town.community.grids[0].buildings[wave % 8].name
    await asyncio.gather(*[town.post("/api/start", {"as": one.user_id, "payload": "r1"}) for one in crowd])
    await _passes(town)
    for label, text in ((LIFT, None), (None, f"第{wave}次停了"), (building, None), ("提交", None)):
        if text is not None:
            bodies = [(f"/api/chats/{one.user_id}/messages", {"as": one.user_id, "text": text}) for one in crowd]
        else:
            bodies = [("/api/taps", _tap(town, one, label or "")) for one in crowd]
        await asyncio.gather(*[town.post(path, body) for path, body in bodies])
        await _passes(town)
        if label == building:
            await asyncio.gather(*[_not_the_same(town, one) for one in crowd])
    for one in crowd:
        receipts = [text for text in await one.reads() if text.startswith("您上报的")]
        assert len(receipts) == wave + 1, f"{one.name} has the answer at once"


async def _passes(town: Town) -> None:
    """What was said is answered in the same second, or in the next ones where Telegram asks for that."""
    await town.quiet()
    for _ in range(STEP_SECONDS // 2):
        await town.wind(seconds=2)


def _tap(town: Town, one: Neighbour, label: str) -> dict[str, object]:
    message = _newest(town, one)
    return {"as": one.user_id, "chat_id": one.user_id, "message_id": message["message_id"], "button": label}


def _newest(town: Town, one: Neighbour) -> Message:
    """The newest message with buttons; the reporter's answer is there, or the tap that follows fails."""
    world = town.sandbox.world
    found = [m.json for m in world.chats[one.user_id].messages.values() if m.sender_id == world.bot.id]
    return [message for message in found if labels(message)][-1]


async def _not_the_same(town: Town, one: Neighbour) -> None:
    while "不是同一件" in labels(_newest(town, one)):
        await one.taps("不是同一件")


async def _assigned(town: Town, number: int) -> None:
    await _has_it(town, number)
    for label in ("指派", town.staff(Role.FULL_TIME, 1).name, "指派，"):
        await town.secretary.taps_on(f"{number}号 ·", label)
        await _passes(town)


async def _has_it(town: Town, number: int) -> None:
    """The secretary's chat takes one message a second: the card of a case is there within two minutes all the same."""
    for _ in range(24):
        if any(f"{number}号 ·" in text for text in await town.secretary.reads()):
            return
        await town.wind(seconds=5)
    raise AssertionError(f"the secretary has no card of {number}")


async def _waiting(town: Town) -> int:
    """How many messages wait for the group."""
    app = town.app
    waiting = await app.store.read(partial(outbox.open_, community=app.community_id))
    return sum(1 for place, _, _ in waiting if place.chat_id == town.groups[1])


async def _check_cards(town: Town, many: int) -> None:
    """Each report is a case, and each case has one card in the group, which shows what may be known of it now."""
    app, group = town.app, town.groups[1]
    there = town.sandbox.world.chats[group].messages

    async def look(tx: Tx) -> None:
        ctx = Context(tx, app.community, app.community_id, app.clock.now())
        for number in range(1, many + 1):
            case = await cases.by_id(tx, app.community_id, number)
            assert case is not None
            living = await outbox.living(tx, app.community_id, group, notices.slot(case))
            assert living is not None, f"{number} has a card"
            wanted = cards.group_card(await notices.dossier(ctx, case), app.community)
            assert said(there[living.message_id].json).strip() == plain(app.gateway.renderer.text(wanted))
        assert await cases.by_id(tx, app.community_id, many + 1) is None

    await app.store.read(look)
    texts = [said(message.json) for message in there.values()]
    assert sum("号 ·" in text for text in texts) == many, "and only one"


def _check_pace(log: Sequence[dict[str, object]], group: int) -> None:
    """At most 20 messages and edits in any minute, and hardly a try that Telegram had to refuse."""
    calls = [one for one in log if one["chat_id"] == group and str(one["method"]).startswith(("send", "edit"))]
    times = [float(str(one["time"])) for one in calls if one["ok"]]
    busiest = max(sum(at <= other < at + A_MINUTE for other in times) for at in times)
    assert busiest <= MOST, f"{busiest} in a minute"
    assert len(times) >= WAVES * PEOPLE
    refused = sum(not one["ok"] for one in calls)
    assert refused <= len(times) / 3, f"{refused} of {len(calls)} were refused"
