"""Pictures as phones and programs write them: full of marks of where, when and with what they were taken."""

from __future__ import annotations

import io
import struct

from PIL import Image, PngImagePlugin

MARK = b"SECRET"
GPS, MAKE = 0x8825, 0x010F
_XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET-XMP 35.48,112.84</x:xmpmeta>"


def jpeg(shade: int = 0) -> bytes:
    """EXIF with the position, XMP, IPTC, a comment, a thumbnail, and what some phones write behind the end."""
    plain = io.BytesIO()
    _image(shade).save(plain, "JPEG", exif=_exif(), comment=b"SECRET-COMMENT")
    head, rest = plain.getvalue()[:2], plain.getvalue()[2:]
    thumbnail = io.BytesIO()
    _image(shade).resize((8, 8)).save(thumbnail, "JPEG", comment=b"SECRET-THUMBNAIL")
    segments = (
        (0xE0, b"JFXX\0\x10" + thumbnail.getvalue()),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + _XMP),
        (0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x5a\0\x0bSECRET-IPTC"),
    )
    more = b"".join(bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body for kind, body in segments)
    return head + more + rest + b"SECRET-TRAILER"


def png(shade: int = 0) -> bytes:
    """Texts and EXIF in chunks of their own."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "SECRET-TEXT")
    info.add_text("Location", "SECRET-COMPRESSED", zip=False)
    info.add_itxt("XML:com.adobe.xmp", _XMP.decode())
    out = io.BytesIO()
    _image(shade).save(out, "PNG", pnginfo=info, exif=_exif())
    return out.getvalue()


def webp(shade: int = 0) -> bytes:
    """EXIF and XMP."""
    out = io.BytesIO()
    _image(shade).save(out, "WEBP", exif=_exif(), xmp=_XMP)
    return out.getvalue()


def gif(shade: int = 0) -> bytes:
    """A comment."""
    out = io.BytesIO()
    _image(shade).save(out, "GIF", comment=b"SECRET-GIF")
    return out.getvalue()


def _image(shade: int) -> Image.Image:
    return Image.new("RGB", (64, 48), (200, shade * 17 % 256, 30))


def _exif() -> bytes:
    exif = Image.Exif()
    exif[MAKE] = "SECRET-PHONE"
    place = {1: "N", 2: (35.0, 29.0, 17.0), 3: "E", 4: (112.0, 50.0, 53.0), 27: b"ASCII\0\0\0SECRET-GPS"}
    exif.get_ifd(GPS).update(place)
    return exif.tobytes()
