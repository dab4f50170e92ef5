"""A TOML file, read: its values, the line of each, and the list of what is wrong so far."""

from __future__ import annotations

import pathlib
import re
import tomllib

from bot.config.lines import LineIndex, Path, index_lines
from bot.config.problem import ConfigError, Problem, shown

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_CHINESE_SIGNS = "“”‘’＂＇＝，。：；［］｛｝【】（）＃、"


class Document:
    """The values of one file and the problems found in them."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        text = text.replace("\r\n", "\n")
        self.data, self._index = _parse(file, text)

    def line(self, path: Path) -> int:
        """The line of the path, or of the closest thing around it."""
        return self._index.line(path)

    def problem(self, path: Path, code: str, **data: object) -> None:
        """Adds one thing to mend."""
        values = {name: shown(value) for name, value in data.items()}
        self.problems.append(Problem(self.file, self.line(path), path, code, values))

    def finish(self) -> None:
        """Raises what was found, if anything was."""
        if self.problems:
            raise ConfigError(self.problems)


def open_document(path: pathlib.Path) -> Document:
    """Reads a file; raises ConfigError when it is not there or not TOML in UTF-8."""
    file = str(path)
    try:
        return Document(file, path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise _only(file, 0, "file_missing") from None
    except OSError as error:
        raise _only(file, 0, "file_unreadable", detail=error.strerror or type(error).__name__) from None
    except UnicodeDecodeError as error:
        raise _only(file, error.object.count(b"\n", 0, error.start) + 1, "not_utf8") from None


def _only(file: str, line: int, code: str, **data: object) -> ConfigError:
    values = {name: shown(value) for name, value in data.items()}
    return ConfigError([Problem(file, line, (), code, values)])


def _parse(file: str, text: str) -> tuple[dict[str, object], LineIndex]:
    try:
        return tomllib.loads(text), index_lines(text)
    except RecursionError:
        raise _only(file, 1, "too_deep") from None
    except ValueError as error:
        raise _syntax(file, text, str(error)) from None


def _syntax(file: str, text: str, message: str) -> ConfigError:
    """A syntax error, with a code of its own for the commonest: a Chinese sign instead of its ASCII twin."""
    place = _PLACE.search(message)
    detail = _PLACE.sub("", message)
    lines = text.split("\n")
    if place is None or place["line"] is None:
        return _only(file, len(text.rstrip().split("\n")), "syntax", detail=detail)
    line, column = int(place["line"]), int(place["column"])
    sign = lines[line - 1][column - 1 : column]
    if sign and sign in _CHINESE_SIGNS:
        return _only(file, line, "chinese_sign", sign=sign)
    return _only(file, line, "syntax", detail=detail)
