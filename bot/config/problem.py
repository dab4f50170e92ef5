"""What is wrong with a configuration: values with a place, a code and data. messages/ has the sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.config.lines import Path
from bot.errors import LiubuError

LONGEST_SHOWN = 60


def shown(value: object) -> str:
    """The value as it may stand in a sentence at a terminal: short, without control characters."""
    try:
        start = str(value)[: LONGEST_SHOWN + 1]
    except (ValueError, RecursionError):  # Python writes no number of more than 4,300 digits
        return "…"
    text = "".join(sign if sign.isprintable() or sign == "\u3000" else "�" for sign in start)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. ``path`` counts from 0, as in ``("grid", 2, "name")``; ``line`` 0 means no line."""

    file: str
    line: int
    path: Path
    code: str
    data: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def where(self) -> str:
        """The path as a person counts: ``grid 3 name``."""
        return " ".join(str(part + 1) if isinstance(part, int) else shown(part) for part in self.path)

    def describe(self, *texts: Mapping[str, str]) -> str:
        """The place and the first language's sentence, then the other languages on lines of their own."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        label = f" [{self.where}]" if self.path else ""
        sentences = [text[self.code].format_map(self.data) for text in texts]
        return f"{place}:{label} " + "\n    ".join(sentences)


class ConfigError(LiubuError):
    """The configuration cannot be used; ``problems`` holds everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("config", problems=self.problems)

    def report(self, *texts: Mapping[str, str]) -> str:
        """All problems for a terminal; each of ``texts`` maps codes to the sentences of one language."""
        return "\n".join(problem.describe(*texts) for problem in self.problems)
