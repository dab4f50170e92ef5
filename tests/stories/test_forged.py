"""Payloads that nobody was offered: refused in the same words whether the case exists or not, and without effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.actions.forms import TABLE
from bot.domain.person import Role
from tests.stories.scenes import answers, assigned, everything, fed_back, files_report, newcomer, resident
from tests.town import Neighbour, Town, open_town, picture

NOT_YOURS = "没有找到，或者不归您办理。"
NO_BUTTON = "这个按钮用不了了，请看最新的消息。"

ACTS = ("accept", "start", "verify", "close", "archive", "supervise", "unpark", "undo")
#: Buttons that are no acts on their own; the numbers stand for a case, a version and a choice.
PRESSES = (
    *("team.pick", "team.give", "petition.yes", "petition.show", "verdict", "verdict.rate"),
    *(f"form.{name}" for name in TABLE),
)
#: What the reporter of a case has, once it has ended.
REPORTERS = ("form.reopen", "form.object", "verdict", "verdict.rate")
GARBAGE = (
    "x",
    "c:",
    "c:assign:1",
    "c:assign:1:2:x",
    "c:open:1:1:0",
    "c:assign:1:2:2",
    "c:park:1:2:0",
    "p:form.nothing:1:0:0",
    "c:feed_back:1:5:0",
    "c:assign:-1:2:1",
    "c:assign:１:2:1",
    "c:assign:9999999999999999:2:1",
    "v:nothing:1:0",
    "v:photos:1:-1",
    "m:nothing",
    "m:",
    "d:1",
    "d:x:y:z",
    "🙂:1",
)


async def forge(person: Neighbour, payload: str) -> str:
    """Send a payload from the private chat, where there is some message."""
    return await person.taps_data((await person.last())["message_id"], payload)


@pytest.mark.parametrize("who", ["resident", "reporter", "worker", "outsider"])
async def test_what_is_not_yours_does_not_exist(tmp_path: Path, who: str) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), photo=picture(1))
        await assigned(town, 1)
        person = await somebody(town, who)
        await town.wind(minutes=2)  # the secretary's tap can be taken back no more
        before = await everything(town, town.secretary, resident(town), town.staff(Role.FULL_TIME, 1))
        for act in ACTS:
            for version in (2, 3, 99):
                assert await forge(person, f"c:{act}:1:{version}:2") == NOT_YOURS, act
            assert await forge(person, f"c:{act}:999999:3:2") == NOT_YOURS, act
            assert await forge(person, f"c:{act}:999999999999999:999999999999999:999999999999999") == NOT_YOURS, act
        for press in PRESSES:
            for number in (1, 999999):
                theirs = who == "reporter" and press in REPORTERS and number == 1
                answer = await forge(person, f"p:{press}:{number}:3:2")
                assert answer.startswith("1号已指派") if theirs else answer == NOT_YOURS, press
        menus = ["workers", "finish", "outcomes", *(() if who == "reporter" else ("back", "photos", "more"))]
        for menu in menus:
            assert await forge(person, f"v:{menu}:1:0") == NOT_YOURS, menu
            assert await forge(person, f"v:{menu}:999999999999999:0") == NOT_YOURS, menu
        assert await forge(person, "m:board") == NOT_YOURS
        await town.wind(minutes=1)
        after = await everything(town, town.secretary, resident(town), town.staff(Role.FULL_TIME, 1))
        assert after == before


async def somebody(town: Town, who: str) -> Neighbour:
    """Somebody who has nothing to say about case 1 (but for the one who reported it)."""
    person = {
        "resident": resident(town, 2),
        "reporter": resident(town),
        "worker": town.staff(Role.FULL_TIME, 2),
        "outsider": await newcomer(town, 3009, "外人", grid=None),
    }[who]
    if who != "reporter":
        await person.starts()
    return person


async def test_garbage_is_refused_and_forgotten(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        before = await everything(town, town.secretary, resident(town))
        for person in (town.secretary, resident(town)):
            for payload in GARBAGE:
                async with answers(person, 0):
                    said = await forge(person, payload)
                assert said in (NO_BUTTON, "这一步已经过去了，请看最新的消息。"), payload
        assert await everything(town, town.secretary, resident(town)) == before


async def test_the_secretary_cannot_skip_a_step_either(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        for act in ("verify", "close", "archive"):
            assert "1号已立案" in await forge(town.secretary, f"c:{act}:1:2:0")
        assert await forge(town.secretary, "c:accept:1:2:0") == NOT_YOURS
        resident_number = "5"
        assert "另选一位" in await forge(town.secretary, "p:team.pick:1:2:999999")
        assert "另选一位" in await forge(town.secretary, f"p:team.pick:1:2:1{resident_number * 8}")
        assert "请先点" in await forge(town.secretary, "p:team.give:1:2:0")
        assert await forge(town.secretary, "p:form.bounce:1:0:0") == NOT_YOURS
        assert "1号已立案" in await forge(town.secretary, "p:form.return:1:0:0")
        await fed_back(town, 1)
        assert "1号已反馈" in await forge(town.secretary, "c:close:1:6:0")
        await resident(town).sees("您上报的 1号", "已反馈")


async def test_a_tap_by_somebody_else_on_a_card_they_can_see(tmp_path: Path) -> None:
    """In a group everybody can press what they see; nobody gets more than their right."""
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        group = town.groups[1]
        card = await resident(town).sees("1号 ·", chat=group)
        stranger = await newcomer(town)
        for payload in ("p:team.pick:1:2:2", "v:photos:1:0", "v:workers:1:0", "p:team.give:77:2:2"):
            assert await stranger.taps_data(card["message_id"], payload, chat=group) == NOT_YOURS
