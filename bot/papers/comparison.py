"""Before and after in one picture, side by side: as high as each other, with words below."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from bot.papers import font, pictures

#: Both photos are shown this high, in pixels, and no wider or narrower than the limits.
_HEIGHT, _WIDEST, _NARROWEST = 1_000, 1_500, 420
_GAP, _BAR, _HEAD = 12, 110, 78
_QUALITY = 85
_INK, _PAPER, _GREY = (0, 0, 0), (255, 255, 255), (110, 110, 110)


@dataclass(frozen=True, slots=True)
class Side:
    """A photo with what stands below it: a heading (处置前) and a line (when). ``missing`` is said in its place."""

    photo: Path | None
    heading: str
    line: str
    missing: str


def compared(title: str, before: Side, after: Side) -> bytes:
    """The two photos under a title, as a JPEG of at most 3,036 by 1,188 pixels (Telegram: 10,000 in sum)."""
    shown = [_fitted(side) for side in (before, after)]
    width = sum(picture.width for picture in shown) + 3 * _GAP
    sheet = Image.new("RGB", (width, _HEAD + _HEIGHT + _BAR), _PAPER)
    pen = ImageDraw.Draw(sheet)
    _write(pen, _GAP, 16, width - 2 * _GAP, title, 40, _INK)
    left = _GAP
    for side, picture in zip((before, after), shown, strict=True):
        sheet.paste(picture, (left, _HEAD))
        _write(pen, left, _HEAD + _HEIGHT + 6, picture.width, side.heading, 46, _INK)
        _write(pen, left, _HEAD + _HEIGHT + 64, picture.width, side.line, 30, _GREY)
        left += picture.width + _GAP
    return pictures.jpeg(sheet, _QUALITY)


def _fitted(side: Side) -> Image.Image:
    """The photo at the common height; a very wide or narrow one whole on a light ground."""
    try:
        if side.photo is None:
            raise OSError("no photo")
        picture = pictures.opened(side.photo, 2 * _WIDEST)
    except pictures.UNREADABLE:
        return _nothing(side.missing)
    scale = min(_HEIGHT / picture.height, _WIDEST / picture.width)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    picture = picture.resize(size, Image.Resampling.LANCZOS)
    if size[1] >= _HEIGHT and size[0] >= _NARROWEST:
        return picture
    ground = Image.new("RGB", (max(size[0], _NARROWEST), _HEIGHT), (235, 235, 235))
    ground.paste(picture, ((ground.width - size[0]) // 2, (_HEIGHT - size[1]) // 2))
    return ground


def _nothing(words: str) -> Image.Image:
    ground = Image.new("RGB", (750, _HEIGHT), (235, 235, 235))
    _write(ImageDraw.Draw(ground), 40, _HEIGHT // 2 - 20, 670, words, 36, _GREY)
    return ground


def _write(
    pen: ImageDraw.ImageDraw, x: int, y: int, width: int, text: str, size: int, ink: tuple[int, int, int]
) -> None:
    """A line of text, shortened to the width."""
    line, face = font.printable(text.replace("\n", " ")), font.sized(size)
    if pen.textlength(line, face) > width:
        while line and pen.textlength(line + "…", face) > width:
            line = line[:-1]
        line += "…"
    pen.text((x, y), line, ink, face)
