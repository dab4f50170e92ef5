"""Pictures as they are printed and laid side by side: small enough, upright, plain RGB on white."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageOps

#: What Pillow raises for a picture that is none, is cut off, or is too large.
UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, MemoryError)
MOST_PIXELS = 60_000_000
_WHITE = (255, 255, 255)


def opened(path: Path, side: int) -> Image.Image:
    """The picture with at most ``side`` pixels a side, on white where it is transparent.

    One of the errors in :data:`UNREADABLE` if it cannot be read, is cut off, or has too many pixels.
    """
    with Image.open(path) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        scale = min(1.0, side / max(picture.size))
        needed = round(picture.width * scale), round(picture.height * scale)
        picture.draft("RGB", needed)  # a JPEG is decoded no larger than that asks for: it saves most of the memory
        picture.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        ImageOps.exif_transpose(picture, in_place=True)
        return _plain(picture)


def jpeg(picture: Image.Image, quality: int) -> bytes:
    """The picture as JPEG: its pixels and nothing else."""
    out = io.BytesIO()
    picture.info.clear()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _plain(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGBA", seen.size, (*_WHITE, 255))
        return Image.alpha_composite(ground, seen).convert("RGB")
    if picture.mode in ("I", "I;16", "F"):
        return ImageOps.autocontrast(picture.convert("F").convert("L")).convert("RGB")
    plain = picture.convert("RGB") if picture.mode != "RGB" else picture.copy()
    plain.info.clear()
    return plain
