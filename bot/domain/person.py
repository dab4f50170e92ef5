"""Who people are to the community: their roles, and what a person is to a case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody does for the community (domain.md, section "The place and its people")."""

    SECRETARY = "secretary"  # 书记
    DEPUTY = "deputy"  # 副书记
    GRID_HEAD = "grid_head"  # 网格长
    FULL_TIME = "full_time"  # 专职网格员
    SPECIALIST = "specialist"  # 专业网格员
    AUXILIARY = "auxiliary"  # 网格辅助员
    DUTY = "duty"  # 值班员
    RED_TEAM = "red_team"  # 红马甲: a member of a party branch or one of its groups
    LIAISON = "liaison"  # 部门联络员: of a department or company that cases are referred to
    RESIDENT = "resident"  # 居民: seen in the group of a grid; nobody appoints them


#: The roles to whom a case can be assigned, in the order in which they are suggested.
WORKERS = (Role.GRID_HEAD, Role.FULL_TIME, Role.SPECIALIST, Role.AUXILIARY)
#: The roles to which somebody is appointed.
STAFF = tuple(role for role in Role if role is not Role.RESIDENT)
#: The roles that belong to one grid always.
GRID_ROLES = frozenset({Role.GRID_HEAD, Role.FULL_TIME, Role.AUXILIARY})
#: The roles that may not be of one grid.
COMMUNITY_ROLES = frozenset({Role.SECRETARY, Role.DEPUTY, Role.LIAISON})


@dataclass(frozen=True, slots=True)
class Appointment:
    """A role held (任职) in one grid, or in the whole community when ``grid`` is None.

    ``unit`` is the department of a liaison, or the party group of a member of the red team.
    """

    role: Role
    grid: int | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one community, as the rules see them.

    ``user_id`` is Telegram's, 0 once the person was forgotten; ``reachable`` says whether a private message can
    arrive: the person has started the bot and has not blocked it since. ``quiet`` are minutes of the day from and to
    which messages come without a sound; ``consent`` is the version of the notice on data that they agreed to.
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
    phone: str | None = None
    plain: bool = False
    quiet: tuple[int, int] = (22 * 60, 7 * 60)
    consent: int = 0

    def holds(self, role: Role) -> bool:
        """Whether the person has the role in any grid."""
        return any(held.role is role for held in self.appointments)

    @property
    def is_worker(self) -> bool:
        """Whether cases can be assigned to the person."""
        return any(held.role in WORKERS for held in self.appointments)

    @property
    def is_staff(self) -> bool:
        """Whether the person was appointed to anything."""
        return any(held.role is not Role.RESIDENT for held in self.appointments)

    @property
    def is_director(self) -> bool:
        """Whether the person directs the community's cases: the secretary and the deputy."""
        return self.holds(Role.SECRETARY) or self.holds(Role.DEPUTY)

    @property
    def is_gone(self) -> bool:
        """Whether the person was forgotten."""
        return self.user_id == 0

    @property
    def departments(self) -> frozenset[str]:
        """The departments whose liaison the person is."""
        return frozenset(held.unit for held in self.appointments if held.role is Role.LIAISON)

    @property
    def called(self) -> str:
        """What others call the person; nothing once they were forgotten: the messages say "resident" then."""
        return "" if self.is_gone else self.name

    @property
    def title(self) -> Role:
        """The role under which others know the person: the highest one held."""
        held = {appointment.role for appointment in self.appointments}
        return next((role for role in Role if role in held), Role.RESIDENT)
