"""Before and after side by side: one tap, for whoever verifies and for who reported."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from bot.domain.person import Role
from tests.stories.scenes import answers, assigned, fed_back, files_report, resident
from tests.stories.test_archive import TEXT, waiting
from tests.stories.test_forged import NOT_YOURS, forge, somebody
from tests.town import labels, open_town, picture, said


async def test_before_and_after_for_the_verifier_and_the_reporter(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        number = await files_report(person, TEXT, photo=picture(1, (1200, 900)))
        assert not [m for m in await town.from_bot(person.user_id, person.user_id) if "前后对比" in labels(m)]
        worker = await fed_back(town, number)
        for viewer in (secretary, person):
            async with answers(viewer) as fresh:
                await viewer.taps_on(f"{number}号", "前后对比")
            assert "左边是处置前" in said(fresh[0])
            shown = fresh[0]["photo"][-1]
            found = await town.bot_api("getFile", file_id=shown["file_id"])
            async with town.session.get(f"{town.sandbox.url}/file/bot{town.sandbox.token}/{found['file_path']}") as r:
                image = Image.open(io.BytesIO(await r.read()))
            assert image.width > image.height > 500
        assert (await worker.sees(f"{number}号"))["message_id"]
        assert await forge(await somebody(town, "worker"), f"p:file.pair:{number}:0:0") == NOT_YOURS
        assert waiting(tmp_path) == []


async def test_without_both_there_is_nothing_to_compare(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        number = await files_report(resident(town), TEXT)
        await fed_back(town, number)
        secretary = town.secretary
        card = await secretary.newest_with("看照片")
        assert "前后对比" not in labels(card)
        assert "才能对比" in await forge(secretary, f"p:file.pair:{number}:0:0")


async def test_a_photo_that_is_not_fetched_yet(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        number = await files_report(resident(town), TEXT, photo=picture(1))
        await assigned(town, number)
        worker = town.staff(Role.FULL_TIME, 1)
        await worker.taps_on(f"{number}号", "接单")
        await town.fault("getFile", "500", times=1)
        task = await worker.sees(f"{number}号")
        await worker.says(photo=picture(90), reply_to=task["message_id"])
        await town.secretary.taps_on(f"{number}号", "前后对比")
        await town.secretary.sees("照片还没有存好")
        await town.wind(minutes=1)
        async with answers(town.secretary) as fresh:
            await town.secretary.taps_on(f"{number}号", "前后对比")
        assert "photo" in fresh[0]
