"""Before and after in one picture: whatever the photos are, it can be sent, and carries nothing but what is seen."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from bot.papers.comparison import Side, compared
from tests.stories import snapshots

MOST_BYTES = 10_000_000  # telegram.md, Limits: a photo
MISSING = "照片没有收到或打不开"


def saved(image: Image.Image, form: str, **more: object) -> bytes:
    """An image as a file."""
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def palette() -> bytes:
    """A palette with a transparent colour."""
    return saved(Image.new("P", (300, 200)), "PNG", transparency=0)


def huge() -> bytes:
    """Very large, and cheap to store."""
    return saved(Image.new("L", (7_000, 7_000)), "PNG")


ODD: dict[str, Callable[[], bytes]] = {
    "usual": snapshots.jpeg,
    "tiny": lambda: saved(Image.new("RGB", (1, 1)), "PNG"),
    "huge": huge,
    "too many pixels": lambda: saved(Image.new("1", (9_000, 9_000)), "PNG"),
    "wide": lambda: saved(Image.new("RGB", (6_000, 10)), "JPEG"),
    "high": lambda: saved(Image.new("RGB", (10, 6_000)), "JPEG"),
    "cmyk": lambda: saved(Image.new("CMYK", (400, 300), (255, 0, 0, 0)), "JPEG"),
    "palette": palette,
    "transparent": lambda: saved(Image.new("RGBA", (300, 200), (255, 0, 0, 0)), "PNG"),
    "grey and transparent": lambda: saved(Image.new("LA", (300, 200), (0, 0)), "PNG"),
    "sixteen bits": lambda: saved(Image.new("I;16", (300, 200), 40_000), "PNG"),
    "truncated": lambda: saved(Image.effect_noise((640, 480), 60), "JPEG")[:-9_000],
    "empty": lambda: b"",
    "no picture": lambda: b"this is no picture",
    "marks in a png": snapshots.png,
    "marks in a webp": snapshots.webp,
}


@pytest.mark.parametrize("name", ODD)
def test_any_photo_makes_a_picture_that_can_be_sent(tmp_path: Path, name: str) -> None:
    odd, usual = tmp_path / "odd", tmp_path / "usual"
    odd.write_bytes(ODD[name]())
    usual.write_bytes(saved(Image.effect_noise((3_000, 2_000), 90).convert("RGB"), "JPEG"))
    made = compared("7号", Side(odd, "处置前", "", MISSING), Side(usual, "处置后", "", MISSING))
    assert len(made) < MOST_BYTES
    assert snapshots.MARK not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.mode) == ("JPEG", "RGB")
        assert picture.width + picture.height < 10_000
        assert max(picture.size) <= 20 * min(picture.size)
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_both_are_as_high_as_each_other_and_stand_where_they_belong(tmp_path: Path) -> None:
    red, green = tmp_path / "red", tmp_path / "green"
    red.write_bytes(saved(Image.new("RGB", (400, 300), (220, 0, 0)), "JPEG"))
    green.write_bytes(saved(Image.new("RGB", (1_500, 2_000), (0, 200, 0)), "JPEG"))
    made = Image.open(io.BytesIO(compared("7号", Side(red, "处置前", "a", ""), Side(green, "处置后", "b", ""))))
    assert made.getcolors(1 << 24)
    columns = {
        name: [(x, y) for x in range(0, made.width, 4) for y in range(0, made.height, 4) if near(made, x, y, colour)]
        for name, colour in (("red", (220, 0, 0)), ("green", (0, 200, 0)))
    }
    assert max(x for x, _ in columns["red"]) < min(x for x, _ in columns["green"])
    heights = [(min(y for _, y in found), max(y for _, y in found)) for found in columns.values()]
    assert heights[0] == heights[1]
    below = made.crop((0, heights[0][1] + 8, made.width, made.height)).convert("L")
    assert min(below.tobytes()) < 60, "there are words below"


def near(picture: Image.Image, x: int, y: int, colour: tuple[int, int, int]) -> bool:
    """Whether a pixel has about that colour."""
    found = picture.getpixel((x, y))
    assert isinstance(found, tuple)
    return all(abs(one - other) < 12 for one, other in zip(found, colour, strict=True))


def test_a_photo_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    photo = tmp_path / "photo"
    photo.write_bytes(snapshots.jpeg())
    without = compared("7号", Side(None, "处置前", "", MISSING), Side(photo, "处置后", "", MISSING))
    silent = compared("7号", Side(None, "处置前", "", ""), Side(photo, "处置后", "", ""))
    assert without != silent


def test_words_that_are_too_long_are_shortened(tmp_path: Path) -> None:
    photo = tmp_path / "photo"
    photo.write_bytes(snapshots.jpeg())
    made = compared("长" * 500 + "𠮷", Side(photo, "前" * 200, "x" * 500, ""), Side(photo, "", "", ""))
    assert len(made) < MOST_BYTES
