"""Values that may appear once only."""

from __future__ import annotations

from bot.config.table import Table


class Unique:
    """Remembers where each value stood first; a second appearance is a problem that names that line."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._first: dict[object, int] = {}

    def add(self, value: object, table: Table, key: str) -> bool:
        """Notes a value and says whether it is new. Nothing (None, "") is not a value and always new."""
        if not value:
            return True
        if value in self._first:
            table.problem(self.code, key, value=value, first=self._first[value])
            return False
        self._first[value] = table.line(key)
        return True
