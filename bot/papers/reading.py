"""From a file to its table, whatever the file is called and whatever is in it.

The content alone says what it is. Nothing in a file is trusted: its size, rows and columns are bounded before a library
sees it, and whatever goes wrong comes out as one error, :class:`Unreadable`.
"""

from __future__ import annotations

from bot.domain.sheet import Sheet
from bot.papers import separated, workbook
from bot.papers.limits import MEGABYTE, MOST_BYTES, MOST_COLUMNS
from bot.papers.unreadable import Unreadable

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
#: The stream in which a locked XLSX lies; an old XLS has none of that name.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_LONGEST_NAME = 60


def rows(content: bytes, name: str) -> Sheet:
    """The table in a file: CSV, or the first visible sheet of an XLSX that is not empty.

    ``name`` is what the person called the file; it stands in the error, and decides nothing.
    """
    try:
        sheet = _sheet(content)
    except Unreadable as error:
        raise Unreadable(error.code, name=_shown(name), **error.data) from error
    except Exception as error:
        raise Unreadable("broken", name=_shown(name)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how calamine's Rust fails; it is no Exception, and has no module
            raise
        raise Unreadable("broken", name=_shown(name)) from None
    return sheet


def _sheet(content: bytes) -> Sheet:
    if len(content) > MOST_BYTES:
        raise Unreadable("too_big", most=MOST_BYTES // MEGABYTE)
    if not content.strip():
        raise Unreadable("empty")
    if content.startswith(_OLE):
        raise Unreadable("password" if _LOCKED in content else "other_format")
    read = workbook.read if content.startswith(_ZIP) else separated.read
    sheet = read(content)
    if not sheet.rows:
        raise Unreadable("empty")
    if any(len(row.cells) > MOST_COLUMNS for row in sheet.rows):
        raise Unreadable("too_many_columns", most=MOST_COLUMNS)
    return sheet


def _shown(name: str) -> str:
    """The file's name on one line, and not too long for a sentence."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    return plain if len(plain) <= _LONGEST_NAME else plain[: _LONGEST_NAME - 1] + "…"
