"""Photos on their way to the store: without what the camera wrote into them, and never in the way of a case."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from PIL import Image

from tests.stories.scenes import LAMP, fed_back, files_report, resident, skips_photos
from tests.town import Neighbour, labels, open_town, picture, said

GPS = 0x8825
MAKE = 0x010F


def snapshot() -> bytes:
    """A JPEG as a phone writes it: turned, with its maker and the place where it was taken."""
    image = Image.new("RGB", (40, 20), (200, 30, 30))
    exif = image.getexif()
    exif[0x0112] = 6
    exif[MAKE] = "SECRET-PHONE"
    exif.get_ifd(GPS).update({1: "N", 2: (35.0, 29.0, 17.0), 3: "E", 4: (112.0, 50.0, 53.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"SECRET-COMMENT")
    return out.getvalue()


def stored(data: Path) -> list[Path]:
    """The files in the store."""
    return [path for path in (data / "media").rglob("*") if path.is_file()]


async def test_what_the_camera_wrote_is_not_kept(tmp_path: Path) -> None:
    assert Image.open(io.BytesIO(snapshot())).getexif().get_ifd(GPS)
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_photos(person)
        await person.says(document={"data": snapshot(), "mime_type": "image/jpeg", "file_name": "IMG.jpg"})
        assert "已收到照片 1 张" in said(await person.last())
        await finish(person)
        (file,) = stored(tmp_path)
        content = file.read_bytes()
        assert file.name == hashlib.sha256(content).hexdigest()
        assert b"SECRET" not in content and b"Exif" not in content
        with Image.open(file) as kept:
            assert not kept.getexif() and kept.size == (20, 40), "it stands upright"
        assert snapshot() not in [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
        before = len(await town.messages(1001, 1001))
        await town.secretary.taps("看照片")
        shown = (await town.messages(1001, 1001))[before:]
        assert "document" not in str(shown), "the original, with its place, is shown to nobody"


async def test_each_photo_lies_there_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person, photo=picture(1))
        await files_report(person, "另一盏", house="2号楼", photo=picture(1))
        await fed_back(town, 1)
        assert len(stored(tmp_path)) == 2
        for file in stored(tmp_path):
            assert file.name == hashlib.sha256(file.read_bytes()).hexdigest()


async def test_files_that_are_lost_or_broken_stop_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        person = resident(town)
        await to_the_photos(person)
        broken = {"mime_type": "image/jpeg", "file_name": "x.jpg"}
        await person.says(document={**broken, "data": b"this is no picture"})
        await person.says(document={**broken, "data": picture(3, (640, 480))[:-900]})
        lost = await person.says(photo=picture(4))
        gone = {size["file_id"] for size in lost["photo"]}
        files = town.sandbox.world.files
        files._by_number = {number: file for number, file in files._by_number.items() if file.file_id not in gone}
        await person.says(photo=picture(5))
        await finish(person)
        await person.sees("您上报的 1号")
        assert len(stored(tmp_path)) == 1
        await fed_back(town, 1)
        await person.sees("您上报的 1号", "已反馈")
        asked = len(await town.get("/api/log", method="getFile"))
        await town.wind(days=1)
        assert len(stored(tmp_path)) == 2
        assert len(await town.get("/api/log", method="getFile")) == asked, "what is lost is not asked for again"


async def test_a_bad_day_of_the_file_server_is_waited_out(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.fault("getFile", "500", times=3)
        person = resident(town)
        await files_report(person, photo=picture(1))
        await person.sees("您上报的 1号")
        assert stored(tmp_path) == []
        await town.stop_bot()
        await town.start_bot()
        for _ in range(3):
            await town.wind(minutes=10)
        assert len(stored(tmp_path)) == 1


async def to_the_photos(person: Neighbour) -> None:
    """Report as far as the question for photos."""
    await person.starts("r1")
    await person.taps(LAMP)
    await person.says("灯坏了")


async def finish(person: Neighbour) -> None:
    """Go on from the photos to the number."""
    await skips_photos(person)
    await person.taps("1号楼")
    assert "提交" in labels(await person.last())
    await person.taps("提交")
