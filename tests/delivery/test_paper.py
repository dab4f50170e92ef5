"""Files that are made when they are sent: what is in them, what they are called, and that they arrive."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from telegram.error import BadRequest, Forbidden, TelegramError, TimedOut

from bot.delivery.gateway import Later, Outcome, Rejected, Sent, Unreachable
from bot.delivery.paper import made
from bot.delivery.request import Upload
from bot.domain.notice import Kind
from bot.domain.screen import Paper, Screen
from bot.domain.sheet import Table
from bot.storage import outbox
from tests.delivery.test_gateway import CHAT, RENDERER, TEXT, WORDS, Line, message
from tests.stories.scenes import resident
from tests.town import Neighbour, Town, open_town

TABLE = Table("名册", ("姓名", "电话"), (("梁静怡", "13800000000"), ("=1+1", None)))
PAGE = Paper(TEXT, "page.html", Screen("feedback/thanks", "zh", {"number": 8}))
SHEET = Paper(Screen("feedback/thanks", "en", {"number": 7}, silent=True), "名册.xlsx", TABLE)


class Office(Line):
    """A line that notes the files, too."""

    uploads: list[Upload]

    async def upload(self, method: str, parameters: Mapping[str, Any], upload: Upload) -> Any:
        """Note the file, and the call as any other."""
        self.uploads = [*getattr(self, "uploads", []), upload]
        return await self.call(method, parameters)


def cells(content: bytes) -> list[list[Any]]:
    """The first sheet of a workbook."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


async def test_a_page_is_its_screen_and_a_sheet_its_table() -> None:
    page = (await made(PAGE, RENDERER)).decode()
    assert page.startswith('<!doctype html>\n<html lang="zh">')
    assert page.strip().endswith(WORDS.replace("7", "8"))
    assert cells(await made(SHEET, RENDERER)) == [
        ["名册", ""],
        ["姓名", "电话"],
        ["梁静怡", "13800000000"],
        ["=1+1", ""],
    ]


async def test_the_file_goes_out_with_words_below_it() -> None:
    office = Office()
    assert await office.deliver(message(SHEET, doubtful=True)) == Sent()
    ((method, parameters),) = office.calls
    assert method == "sendDocument"
    assert parameters["disable_notification"] is True
    assert parameters["chat_id"] == CHAT
    assert "7" in parameters["caption"]
    assert parameters["caption"] != RENDERER.text(SHEET.about), "it may be there already, and says so"
    assert [(upload.field, upload.name) for upload in office.uploads] == [("document", "名册.xlsx")]


REFUSALS: list[tuple[TelegramError, Outcome]] = [
    (TimedOut("x"), Later("x", doubtful=True)),
    (Forbidden("bot was blocked by the user"), Unreachable("bot was blocked by the user")),
    (BadRequest("file is too big"), Rejected("file is too big")),
]


@pytest.mark.parametrize(("error", "outcome"), REFUSALS)
async def test_what_becomes_of_it_when_telegram_says_no(error: TelegramError, outcome: Outcome) -> None:
    assert await Office(sendDocument=error).deliver(message(PAGE)) == outcome


async def test_people_see_the_file_and_can_open_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts()
        await town.fault("sendDocument", "500")  # it is made anew, and sent again
        for paper in (PAGE, SHEET):
            await send(town, person, paper)
        await town.wind(seconds=30)
        page, sheet = [m for m in await town.messages(person.user_id, person.user_id) if "document" in m]
        assert page["document"]["file_name"] == "page.html"
        assert page["caption"].endswith(WORDS)
        assert page["reply_markup"]["inline_keyboard"][0][0]["text"] == "我的上报"
        assert (await download(town, page)).decode().strip().endswith(WORDS.replace("7", "8"))
        assert sheet["document"]["file_name"] == "名册.xlsx"
        assert cells(await download(town, sheet))[0][0] == "名册"


async def send(town: Town, person: Neighbour, paper: Paper) -> None:
    """The bot sends somebody a file."""
    app = town.app
    work = partial(
        outbox.send,
        community=app.community_id,
        chat_id=person.user_id,
        kind=Kind.RECEIPT,
        content=paper,
        now=app.clock.now(),
    )
    await app.store.write(work)
    await town.quiet()


async def download(town: Town, shown: dict[str, Any]) -> bytes:
    """The file in a message."""
    found = await town.bot_api("getFile", file_id=shown["document"]["file_id"])
    url = f"{town.sandbox.url}/file/bot{town.sandbox.token}/{found['file_path']}"
    async with town.session.get(url) as response:
        return await response.read()
