"""On which line of a TOML text each key and list element stands; ``tomllib`` does not say.

The scanner trusts the text to be valid: ``tomllib`` has read it before.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass

#: Keys, and positions in lists counted from 0: ``("grid", 2, "buildings", 0, "name")``.
Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?""""{0,2}'
    r"|'''.*?''''{0,2}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^\s.=\]\"']+")
_SCALAR = re.compile(r"[^,\]}\n#]*")


@dataclass(frozen=True, slots=True)
class LineIndex:
    """The lines of a text, by path."""

    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of the path, or of what encloses it when the path itself is not in the text."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def index_lines(text: str) -> LineIndex:
    """The line of every key, table and list element of a valid TOML text."""
    scanner = _Scanner(text)
    scanner.document()
    return LineIndex(scanner.lines)


class _Scanner:
    """Walks over the text once, noting where things begin."""

    def __init__(self, text: str) -> None:
        self.text = text + "\n"
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._starts = [match.end() for match in re.finditer("\n", self.text)]
        self._counts: dict[Path, int] = {}  # arrays of tables: how many elements so far

    def document(self) -> None:
        """Statements until the end of the text."""
        table: Path = ()
        while self._skip() < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        start, double = self.at, self.text.startswith("[[", self.at)
        width = 2 if double else 1
        self.at += width
        path = self._resolve(self._keys(), start, double)
        self.at += width
        self.lines[path] = self._line(start)  # a table that was only implied before is explicit now
        return path

    def _resolve(self, keys: list[str], start: int, double: bool) -> Path:
        """The path of a header: names of arrays of tables on the way mean their newest element."""
        path: Path = ()
        for position, key in enumerate(keys, start=1):
            path += (key,)
            self._note(path, start)
            if double and position == len(keys):
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                path += (self._counts[path] - 1,)
        return path

    def _pair(self, table: Path) -> None:
        start, path = self.at, table
        for key in self._keys():
            path += (key,)
            self._note(path, start)
        self.at += 1  # the equals sign
        self._skip()
        self._value(path)

    def _keys(self) -> list[str]:
        """A key, dotted or not, up to the sign after it."""
        keys = [self._key()]
        while self.text[self.at] == ".":
            self.at += 1
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        self._skip()
        quoted = self.text[self.at] in "\"'"
        raw = self._match(_STRING if quoted else _BARE)
        self._skip()
        return str(tomllib.loads(f"key = {raw}")["key"]) if quoted else raw

    def _value(self, path: Path) -> None:
        opening = self.text[self.at]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline(path)
        else:
            self._match(_STRING if opening in "\"'" else _SCALAR)

    def _array(self, path: Path) -> None:
        self.at += 1
        count = 0
        while self._to_next("]"):
            element = (*path, count)
            self._note(element, self.at)
            self._value(element)
            count += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        while self._to_next("}"):
            self._pair(path)

    def _to_next(self, closing: str) -> bool:
        """Goes to the next element; False once behind the closing bracket."""
        self._skip()
        if self.text[self.at] == ",":
            self.at += 1
            self._skip()
        if self.text[self.at] != closing:
            return True
        self.at += 1
        return False

    def _skip(self) -> int:
        self._match(_BLANK)
        return self.at

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"not valid TOML at {self.at}")
        self.at = found.end()
        return found.group()

    def _note(self, path: Path, start: int) -> None:
        self.lines.setdefault(path, self._line(start))

    def _line(self, start: int) -> int:
        return bisect_right(self._starts, start) + 1
