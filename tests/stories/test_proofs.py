"""Proof: a photo that is new, and taken after the case was assigned."""

from __future__ import annotations

from pathlib import Path

from tests.stories.scenes import answers, assigned, fed_back, files_report, resident
from tests.stories.working import acts, at_work, replies, scene
from tests.town import open_town, picture, said


async def test_a_photo_that_was_sent_before_shows_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), photo=picture(7))
        lead = await assigned(town, 1)
        async with answers(lead) as told, answers(town.secretary, 0):
            await replies(lead, photo=picture(7))
        assert "以前发过" in said(told[0])
        await replies(lead, photo=picture(8))
        await town.secretary.sees("已反馈")
        await town.secretary.taps("退回重办")
        await town.secretary.says("还没修好")
        await town.secretary.taps("确定退回重办")
        await replies(lead, photo=picture(8))
        assert "以前发过" in said(await lead.last())
        await replies(lead, photo=picture(9))
        await lead.sees("1号 ·", "已反馈")


async def test_a_photo_from_the_log_may_become_the_proof(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        await replies(lead, text="第一次到场")
        await replies(lead, photo=picture(5))
        await lead.taps("只是记录")
        await replies(lead, photo=picture(5))
        await lead.taps("办好了，提交反馈")
        assert "重复" not in said(await town.secretary.sees("已反馈"))


async def test_an_old_photo_passed_on_is_refused_kindly(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        before = town.sandbox.world.clock.date()
        await town.wind(minutes=5)
        lead = await assigned(town, 1)
        async with answers(lead) as told, answers(town.secretary, 0):
            await replies(lead, photo=picture(1), forwarded=before)
        assert "指派以后新拍" in said(told[0])
        await lead.taps("接单")
        await lead.taps("已办好，发照片")
        await lead.says(photo=picture(2), forwarded=before)
        await lead.taps("提交反馈")
        assert "指派以后新拍" in said(await lead.last())
        await town.wind(minutes=1)
        await replies(lead, photo=picture(3), forwarded=town.sandbox.world.clock.date())
        await lead.sees("1号 ·", "已反馈")


async def test_a_copy_of_an_earlier_picture_is_told_to_who_verifies(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), photo=scene(1))
        await fed_back(town, 1)
        await files_report(resident(town), "二单元的灯也坏了")
        lead = await assigned(town, 2)
        await replies(lead, 2, photo=scene(1, size=(600, 450), quality=60))  # packed anew: another file to Telegram
        card = await town.secretary.sees("2号 ·", "已反馈", "照片和1号案件的重复")
        assert card
        assert "重复" not in said(await lead.sees("2号 ·"))
        assert "proof.copied" in await acts(town, 2)
        assert all("重复" not in one.words for one in town.ears.in_groups())


async def test_what_looks_different_is_no_copy(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), photo=scene(1))
        lead = await assigned(town, 1)
        await replies(lead, album=[scene(2), scene(3)])
        assert "重复" not in said(await town.secretary.sees("已反馈"))
        assert "proof.copied" not in await acts(town)
