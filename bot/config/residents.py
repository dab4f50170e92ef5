"""The invented residents of the sandbox. Real residents introduce themselves to the bot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.config.document import open_document
from bot.config.grids import LARGEST_GRID
from bot.config.staff import LARGEST_USER_ID
from bot.config.table import Table
from bot.config.unique import Unique


@dataclass(frozen=True, slots=True)
class Resident:
    """A resident of the demo community."""

    name: str
    user_id: int
    grid: int


def load_residents(path: Path) -> tuple[Resident, ...]:
    """Reads ``people.toml``: ``[[resident]]`` with name, user_id and grid. Raises ConfigError."""
    document = open_document(path)
    top = Table(document, document.data)
    user_ids = Unique("duplicate_user_id")
    residents = tuple(_resident(table, user_ids) for table in top.tables("resident"))
    top.close()
    document.finish()
    return residents


def _resident(table: Table, user_ids: Unique) -> Resident:
    name = table.text("name")
    user_id = table.integer("user_id", 1, LARGEST_USER_ID)
    grid = table.integer("grid", 1, LARGEST_GRID)
    user_ids.add(user_id, table, "user_id")
    table.close()
    return Resident(name, user_id or 0, grid or 0)
