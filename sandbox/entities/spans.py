"""UTF-16 arithmetic, the growing text of a markup parser, and what a parser reports."""

from dataclasses import dataclass, field

from sandbox.jsontypes import Json


class MarkupError(Exception):
    """The markup is broken; says how, in Telegram's words (telegram-errors rows 9-11)."""


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units, in which entities are measured."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Cut a part given in UTF-16 code units out of a text."""
    if text.isascii():
        return text[offset : offset + length]
    units = text.encode("utf-16-le")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def byte_offset(source: str, position: int) -> int:
    """Return where a character stands in UTF-8 bytes, in which errors are measured."""
    return len(source[:position].encode())


@dataclass(slots=True)
class Output:
    """Plain text written so far with its entities, as a parser takes the markup out."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    entities: list[Json] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Append plain text."""
        self.parts.append(text)
        self.length += utf16_length(text)

    def mark(self, kind: str, begin: int, **details: object) -> None:
        """Add an entity from `begin` (UTF-16) to here, unless it is empty."""
        if self.length > begin:
            self.entities.append({"type": kind, "offset": begin, "length": self.length - begin, **details})

    def since(self, begin: int) -> str:
        """Return the text from `begin` (UTF-16) to here."""
        return utf16_slice("".join(self.parts), begin, self.length - begin)
