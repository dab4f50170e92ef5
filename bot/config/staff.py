"""``[[staff]]``: who holds which role where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.config.grids import LARGEST_GRID
from bot.config.table import Table
from bot.config.unique import Unique
from bot.domain.community import Grid, Staff
from bot.domain.person import COMMUNITY_ROLES, GRID_ROLES, STAFF, Role

LARGEST_USER_ID = 2**52  # Telegram's promise: at most 52 significant bits


@dataclass(frozen=True, slots=True)
class _Seen:
    grids: tuple[int, ...]
    posts: Unique = field(default_factory=lambda: Unique("duplicate_staff"))
    names: dict[int, tuple[str, int]] = field(default_factory=dict)


def read_staff(top: Table, grids: Sequence[Grid]) -> tuple[Staff, ...]:
    """The staff list, possibly empty (then people join by invitation); the grids must have been read before."""
    seen = _Seen(tuple(grid.number for grid in grids))
    tables = top.tables("staff", some=False)
    staff = tuple(_staff(table, seen) for table in tables)
    if tables and not any(table.data.get("role") == Role.SECRETARY for table in tables):
        top.problem("no_secretary", "staff")
    return staff


def _staff(table: Table, seen: _Seen) -> Staff:
    name = table.text("name")
    user_id = table.integer("user_id", 1, LARGEST_USER_ID) or 0
    role = table.choice("role", STAFF)
    grid = table.integer("grid", 1, LARGEST_GRID, required=False)
    unit = table.text("unit", required=role is Role.LIAISON)
    if table.data.get("role") == role:
        _check_grid(table, role)
        _check_post(table, seen, f"{user_id or ''} {role} {grid or ''} {unit}" if user_id else "")
    _check_known(table, seen, grid)
    _check_name(table, seen, user_id, name)
    table.close()
    return Staff(name, user_id, role, grid, unit)


def _check_grid(table: Table, role: Role) -> None:
    if role in GRID_ROLES and "grid" not in table.data:
        table.problem("grid_role_without_grid", role=role)
    if role in COMMUNITY_ROLES and "grid" in table.data:
        table.problem("secretary_with_grid", "grid", role=role)


def _check_known(table: Table, seen: _Seen, grid: int | None) -> None:
    """Says nothing while a grid's own number is wrong (0): that problem is already on the list."""
    if grid and grid not in seen.grids and seen.grids and 0 not in seen.grids:
        known = ", ".join(str(number) for number in sorted(set(seen.grids)))
        table.problem("unknown_grid", "grid", grid=grid, known=known)


def _check_post(table: Table, seen: _Seen, post: str) -> None:
    seen.posts.add(" ".join(post.split()), table, "user_id")


def _check_name(table: Table, seen: _Seen, user_id: int, name: str) -> None:
    """One Telegram account is one person: two names mean that one of the ids was mistyped."""
    if not user_id or not name:
        return
    known, line = seen.names.setdefault(user_id, (name, table.line("user_id")))
    if known != name:
        table.problem("user_id_two_names", "user_id", user_id=user_id, name=name, other=known, first=line)
