"""What is handed over at the end of a shift: made by itself, with words of who goes, signed by who comes."""

from __future__ import annotations

from pathlib import Path

from bot.actions.context import Context
from bot.storage import duty as store
from tests.stories.duties import act
from tests.stories.scenes import files_report, newcomer
from tests.stories.test_shifts import TAKE, watch
from tests.stories.warned import issued, tells
from tests.town import said


async def test_it_says_what_is_open_and_what_happened(tmp_path: Path) -> None:
    async with watch(tmp_path) as w:
        reporter = await newcomer(w.town, 5_001, "程小桂")
        await files_report(reporter, kind="噪音扰民", text="三单元的老李又打人了")
        await tells(w.town, issued(w.town, 1))
        await w.first.says("/log 涵洞水位二十厘米")
        await w.town.wind(minutes=95)
        await w.town.wind(minutes=26)
        note = said(await w.second.sees("该您值班了"))
        assert "生效的预警" in note and "暴雨蓝色预警" in note
        assert "在办 1 件" in note and f"{w.first.name}：涵洞水位二十厘米" in note
        assert "老李" not in note and "程小桂" not in note and "号楼" not in note, "a private case is a number"


async def test_who_does_nothing_hands_over_what_was_made(tmp_path: Path) -> None:
    async with watch(tmp_path) as w:
        await w.town.wind(minutes=95)
        await w.town.wind(minutes=26)
        await w.second.taps(TAKE)
        late = await w.first.sees("交班内容")
        await w.first.says("忘了说一句", reply_to=late["message_id"])
        assert "不能再改" in said(await w.first.last()), "it was signed"

        async def kept(ctx: Context) -> store.Note | None:
            return await store.note(ctx.tx, ctx.community_id, w.shift - 1)

        note = await act(w.town, kept)
        assert note is not None and note.signed_at is not None and note.words == ""


async def test_what_was_signed_does_not_change_any_more(tmp_path: Path) -> None:
    async with watch(tmp_path) as w:
        await w.town.wind(minutes=95)
        await w.town.wind(minutes=26)
        await w.second.taps(TAKE)
        before = said(await w.first.sees("交班内容"))
        await files_report(await newcomer(w.town, 5_001, "程小桂"))
        await w.town.wind(hours=1)
        assert said(await w.first.sees("交班内容")) == before


async def test_nobody_else_adds_words(tmp_path: Path) -> None:
    async with watch(tmp_path) as w:
        await w.town.wind(minutes=95)
        await w.first.sees("交班内容")

        async def kept(ctx: Context) -> store.Note | None:
            return await store.note(ctx.tx, ctx.community_id, w.shift - 1)

        await w.reserve.says("我也说一句")
        assert await act(w.town, kept) is None


async def test_the_first_shift_has_nothing_to_sign(tmp_path: Path) -> None:
    async with watch(tmp_path) as w:
        assert "交给您的" not in "".join(await w.first.reads()) + "".join(await w.reserve.reads())
