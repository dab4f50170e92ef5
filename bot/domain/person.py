"""Who people are to the community: their roles, and what a person is to a case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody does for the community (domain.md, section "The place and its people")."""

    SECRETARY = "secretary"  # 书记
    GRID_HEAD = "grid_head"  # 网格长
    FULL_TIME = "full_time"  # 专职网格员
    SPECIALIST = "specialist"  # 专业网格员
    AUXILIARY = "auxiliary"  # 网格辅助员
    RESIDENT = "resident"  # 居民


#: The roles to whom a case can be assigned, in the order in which they are suggested.
WORKERS = (Role.GRID_HEAD, Role.FULL_TIME, Role.SPECIALIST, Role.AUXILIARY)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A role held (任职) in one grid, or in the whole community when ``grid`` is None."""

    role: Role
    grid: int | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one community, as the rules see them.

    ``user_id`` is Telegram's; ``reachable`` says whether a private message can arrive: the person has started the bot
    and has not blocked it since.
    """

    person_id: int
    user_id: int
    name: str
    language: str
    appointments: tuple[Appointment, ...]
    reachable: bool
    grid: int | None = None
    building: str | None = None
    category: str | None = None

    def holds(self, role: Role) -> bool:
        """Whether the person has the role in any grid."""
        return any(held.role is role for held in self.appointments)

    @property
    def is_worker(self) -> bool:
        """Whether cases can be assigned to the person."""
        return any(held.role in WORKERS for held in self.appointments)

    @property
    def title(self) -> Role:
        """The role under which others know the person: the highest one held."""
        held = {appointment.role for appointment in self.appointments}
        return next((role for role in Role if role in held), Role.RESIDENT)
