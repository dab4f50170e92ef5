"""Whatever way a picture comes in, where and with what it was taken is not kept, and is sent to nobody."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.stories.scenes import assigned, files_report, resident
from tests.stories.snapshots import GPS, MARK, gif, jpeg, png, webp
from tests.stories.test_photo import stored
from tests.town import Neighbour, Town, labels, open_town, said

Say = Callable[..., Awaitable[Any]]
KINDS = {
    "jpeg": (jpeg, "image/jpeg"),
    "png": (png, "image/png"),
    "webp": (webp, "image/webp"),
    "gif": (gif, "image/gif"),
}
FORMS = ("photo", "album", *KINDS)


def sent_as(form: str, shade: int) -> dict[str, Any]:
    """What somebody sends: a photo, an album of two, or a file of some kind."""
    if form == "photo":
        return {"photo": jpeg(shade)}
    if form == "album":
        return {"album": [{"photo": jpeg(shade)}, {"photo": jpeg(shade + 1)}]}
    make, kind = KINDS[form]
    return {"document": {"data": make(shade), "mime_type": kind, "file_name": f"IMG.{form}"}}


async def in_the_dialog(town: Town, form: str) -> int:
    """At each step of a report: before the category, at the words, the photos, the place, and at the end."""
    person = resident(town)
    await person.starts("r1")
    shade = 0
    for step in ("路灯不亮", "灯坏了", None, "1号楼"):
        await person.says(**sent_as(form, shade))
        shade += 2
        if step == "灯坏了":
            await person.says(step)
        elif step is not None:
            await person.taps(step)
        elif "下一步" in labels(await person.last()):
            await person.taps("下一步")
        await town.wind(minutes=1)
    await person.says(**sent_as(form, shade))
    await person.taps("提交")
    return 1


async def out_of_the_blue(town: Town, form: str) -> int:
    """Without being asked, with words."""
    person = resident(town)
    await person.starts("r1")
    await person.taps("取消")
    await person.says(caption="三单元门口的路灯坏了", **sent_as(form, 1))
    await person.taps("1号楼")
    await person.taps("提交")
    return 1


async def as_proof_in_private(town: Town, form: str) -> int:
    """A worker answers the card."""
    worker = await _with_case(town)
    card = await worker.sees("1号")
    await worker.says(caption="修好了", reply_to=card["message_id"], **sent_as(form, 1))
    return 1


async def as_proof_in_the_group(town: Town, form: str) -> int:
    """A worker answers the group's card."""
    worker = await _with_case(town)
    card = await worker.sees("1号", chat=town.groups[1])
    await worker.says(caption="修好了", chat=town.groups[1], reply_to=card["message_id"], **sent_as(form, 1))
    return 1


async def of_a_neighbour_in_the_group(town: Town, form: str) -> int:
    """/report as an answer to what a neighbour has sent."""
    person = resident(town)
    await person.starts()
    members = {"add": [2001, 2002]}
    await town.post(f"/api/chats/{town.groups[1]}/members", members)
    message = await resident(town, 2).says(chat=town.groups[1], caption="路灯坏了", **sent_as(form, 1))
    first = message[0] if isinstance(message, list) else message
    await person.says("/report", chat=town.groups[1], reply_to=first["message_id"])
    await person.taps("1号楼")
    await person.taps("提交")
    return 1


async def _with_case(town: Town) -> Neighbour:
    await files_report(resident(town))
    worker = await assigned(town, 1)
    await worker.taps_on("1号", "接单")
    return worker


WAYS = (in_the_dialog, out_of_the_blue, as_proof_in_private, as_proof_in_the_group, of_a_neighbour_in_the_group)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_nothing_of_it_is_kept_or_sent_on(tmp_path: Path, way: Any, form: str) -> None:
    async with open_town(tmp_path) as town:
        calls = overhear(town)
        number = await way(town, form)
        await town.wind(minutes=5)
        await town.secretary.sees(f"{number}号")
        await town.secretary.taps_on(f"{number}号", "看照片")
        await town.wind(minutes=1)
        files = stored(tmp_path)
        assert files, "it was fetched"
        for path in files:
            with Image.open(io.BytesIO(path.read_bytes())) as picture:
                assert not picture.getexif().get_ifd(GPS)
                assert not picture.getexif()
        marked = [path for path in tmp_path.rglob("*") if path.is_file() and MARK in path.read_bytes()]
        assert marked == []
        documents = await document_ids(town)
        assert bool(documents) == (form in KINDS)
        assert [call for call in calls if any(one in str(call) for one in documents)] == []


def overhear(town: Town) -> list[tuple[str, Any]]:
    """All that the bot sends from now on; asking for a file is no sending."""
    calls: list[tuple[str, Any]] = []
    real = town.app.gateway.call

    async def call(method: str, parameters: Any) -> Any:
        if method != "getFile":
            calls.append((method, dict(parameters)))
        return await real(method, parameters)

    town.app.gateway.call = call  # type: ignore[method-assign]
    return calls


async def document_ids(town: Town) -> set[str]:
    """The ids of all pictures that people have sent as files."""
    found = set()
    for chat in town.sandbox.world.chats.values():
        for message in chat.messages.values():
            if "document" in message.json and message.sender_id != town.sandbox.world.bot.id:
                found.add(message.json["document"]["file_id"])
    return found


@pytest.mark.parametrize("kind", ["image/heic", "image/heif", "image/tiff", "image/svg+xml", "image/avif"])
async def test_a_picture_that_cannot_be_read_is_said_to_be_so(tmp_path: Path, kind: str) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        file = {"data": b"SECRET-HEIC", "mime_type": kind, "file_name": "IMG_1.heic"}
        await person.says(document=file)
        assert "请直接当照片发" in said(await person.last())
        await person.starts("r1")
        await person.taps("路灯不亮")
        await person.says("灯坏了")
        await person.says(document=file)
        assert "请直接当照片发" in said(await person.last())
        assert "没有照片" in labels(await person.last()), "and the dialog stays where it is"
        assert stored(tmp_path) == []
