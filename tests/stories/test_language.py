"""Everybody is spoken to in their own language; the group speaks Chinese."""

from __future__ import annotations

import re
from pathlib import Path

from tests.stories.scenes import answers, fed_back, newcomer
from tests.town import labels, open_town, said

HAN = re.compile(r"[\u4e00-\u9fff]")


async def test_a_guest_from_abroad(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        guest = await newcomer(town, 3005, "Ann", language_code="en-GB")
        await guest.starts()
        assert "Hello Ann" in said(await guest.last())
        await guest.says("/nonsense")
        assert "no such command" in said(await guest.last())
        await guest.starts("r1")
        await guest.taps("Lamp out")
        await guest.says("The lamp is broken")
        await guest.taps("No photo")
        await guest.taps("1号楼")
        await guest.taps("Submit")
        await guest.sees("Your report No. 1 · Lamp out", "opened")
        await fed_back(town, 1)
        await town.secretary.taps("核查通过")
        await town.secretary.taps("结案")
        await guest.sees("Your report No. 1", "closed", "Outcome: solved")
        names = re.compile("和风社区|第一网格|1号楼|秦玉莲|修好了|中文")
        for message in await town.from_bot(guest.user_id, guest.user_id):
            rest = names.sub("", said(message) + " ".join(labels(message)))
            assert not HAN.search(rest), rest
        assert "路灯不亮" in "".join(await guest.reads(chat=town.groups[1])), "the group speaks Chinese"


async def test_the_language_can_be_changed_at_any_time(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await newcomer(town)
        await person.starts("r1")
        await person.taps("路灯不亮")
        async with answers(person) as told:
            await person.says("/language")
        assert "Hello" in said(told[0])
        await person.says("broken")
        assert "No photo" in labels(await person.last())
        await person.says("/language")
        assert "您好" in said(await person.last())
        await person.says("/language")
        await person.taps("中文")
        assert "您好" in said(await person.last())


async def test_commands_are_listed_in_both(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, guest = await newcomer(town), await newcomer(town, 3005, "Ann", language_code="en")
        for who, word in ((person, "我要上报"), (guest, "Report something")):
            shown = await town.get("/api/bot", **{"as": who.user_id})
            assert word in str(shown["commands"])
