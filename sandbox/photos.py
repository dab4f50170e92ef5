"""What Telegram does to a photo: EXIF dropped, JPEG made anew, several sizes."""

import asyncio
import io
from functools import lru_cache

from PIL import Image, ImageOps, UnidentifiedImageError

EDGES = (90, 320, 800, 1280)
"""Longest edge of each size in pixels; larger than the picture are left out."""

MAX_SIDES = 10_000
MAX_RATIO = 20
QUALITY = 87

Sizes = list[tuple[bytes, int, int]]
"""JPEG data, width and height of each size, smallest first."""


class UnreadablePhoto(Exception):
    """Not an image that can be read."""


class ImpossibleMeasures(Exception):
    """Width plus height over 10,000, or one more than twenty times the other."""


async def resize(data: bytes) -> Sizes:
    """Make the sizes of a photo off the event loop. Raises UnreadablePhoto, ImpossibleMeasures."""
    return await asyncio.to_thread(_resized, data)


@lru_cache(maxsize=16)
def _resized(data: bytes) -> Sizes:
    try:
        with Image.open(io.BytesIO(data)) as image:
            _check(*image.size)
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadablePhoto from error
    longest = max(upright.size)
    edges = [edge for edge in EDGES if edge < longest] + [min(longest, EDGES[-1])]
    return [_encode(upright, edge) for edge in dict.fromkeys(edges)]


def _check(width: int, height: int) -> None:
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise ImpossibleMeasures


def _encode(image: Image.Image, edge: int) -> tuple[bytes, int, int]:
    copy = image.copy()
    copy.thumbnail((edge, edge))
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=QUALITY)
    return out.getvalue(), copy.width, copy.height
