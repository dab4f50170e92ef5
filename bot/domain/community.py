"""The community as its ``community.toml`` describes it: grids, buildings, categories, staff, policies."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.deadline import Deadline
from bot.domain.duty_plan import DutyPlan
from bot.domain.matrix import USUAL, Matrix, Measure
from bot.domain.patrol import Checkpoint
from bot.domain.person import Role
from bot.domain.response import USUAL_PLAN, Plan
from bot.domain.roster import Post, PostKind
from bot.domain.warning import Colour, Hazard
from bot.domain.weather_plan import WeatherPlan
from bot.domain.workdays import Calendar


class CaseKind(StrEnum):
    """What the six-step loop serves (domain.md, section 1), and services besides."""

    DISPUTE = "dispute"  # 矛盾纠纷
    HAZARD = "hazard"  # 事故隐患
    EMERGENCY = "emergency"  # 突发事件
    SERVICE = "service"  # 民生服务


class Visibility(StrEnum):
    """How much of a case the grid's group may see."""

    PUBLIC = "public"  # the building may be named
    PRIVATE = "private"  # only the grid and the kind are named


class PhotoRule(StrEnum):
    """Whether the report dialog asks for a photo."""

    WANTED = "wanted"  # a step of its own, which may be skipped
    OPTIONAL = "optional"  # not asked; can be sent at any time or added at the review


@dataclass(frozen=True, slots=True)
class Building:
    """A place that can be named with one tap. ``lat`` and ``lon`` are WGS-84 degrees, where known."""

    key: str
    name: str
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid (网格): a part of the community with a group chat of its own."""

    number: int
    name: str
    buildings: tuple[Building, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of case on the second level, with what follows from it.

    The ``deadline`` begins with the opening. ``words`` are looked for in a report's text to propose the category;
    ``suggest`` are the roles to whom such a case usually goes, best first; ``common`` ones stand on the first screen.
    """

    key: str
    group: str
    name: str
    name_en: str
    kind: CaseKind
    deadline: Deadline
    visibility: Visibility
    photo: PhotoRule
    suggest: tuple[Role, ...]
    words: tuple[str, ...] = ()
    common: bool = False

    @property
    def is_public(self) -> bool:
        """Whether neighbours may know where such a case is. Never of a dispute: its place names the other party."""
        return self.visibility is Visibility.PUBLIC and self.kind is not CaseKind.DISPUTE


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """The first level of categories."""

    key: str
    name: str
    name_en: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """One line of the staff list: who holds which role where (``grid`` None: in the whole community).

    ``unit`` is the department of a liaison, or the party group of a member of the red team.
    """

    name: str
    user_id: int
    role: Role
    grid: int | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a community may decide for itself. Durations are in milliseconds, distances in metres."""

    idle_dialog_ms: int = 6 * 3_600_000
    archive_after_ms: int = 7 * 86_400_000
    similar_radius_m: int = 100
    similar_within_ms: int = 30 * 86_400_000
    board_at: str = "08:00"
    digest_at: str = "18:00"
    #: When who is on duty gets the overdue cases, and within which time a successor has to take over.
    overdue_morning_at: str = "09:00"
    overdue_evening_at: str = "17:00"
    check_in_within_ms: int = 15 * 60_000
    #: By when what must have been done, and how long each rung of the ladder waits: service time, in emergencies time.
    assign_within_ms: int = 4 * 3_600_000
    accept_within_ms: int = 3_600_000
    ladder_step_ms: int = 30 * 60_000
    overdue_step_ms: int = 4 * 3_600_000
    emergency_accept_within_ms: int = 15 * 60_000
    emergency_ladder_step_ms: int = 10 * 60_000
    #: The same in working days.
    verify_days: int = 1
    close_days: int = 1
    max_photos: int = 10
    max_text: int = 2_000
    max_reports_per_hour: int = 5
    max_reports_per_hour_staff: int = 30
    #: Of so many of a hundred cases somebody else looks on site before they are verified; of emergencies always.
    check_share: int = 10
    #: The key of the category of what fits nowhere, for those who cannot say what it is; "": found by itself.
    plain_category: str = ""
    #: So many cases of one kind in one building within so many days: a root cause is looked for.
    root_cause_count: int = 3
    root_cause_days: int = 30
    #: So many days after it was closed a case loses who reported it and what they wrote, and then its files.
    keep_cases_days: int = 365
    keep_media_days: int = 730


@dataclass(frozen=True, slots=True)
class Community:
    """One community, checked: every reference inside it is known to resolve."""

    slug: str
    name: str
    name_en: str
    timezone: ZoneInfo
    grids: tuple[Grid, ...]
    groups: tuple[CategoryGroup, ...]
    staff: tuple[Staff, ...]
    #: When the community works, in its time zone.
    calendar: Calendar
    policy: Policy = field(default_factory=Policy)
    #: The telephone of the community's office, for those who cannot or do not want to use the bot; "" if not given.
    office: str = ""
    #: The departments and companies to which cases are referred, as they are proposed for a liaison.
    departments: tuple[str, ...] = ()
    #: Who is told of which warning.
    matrix: Matrix = field(default_factory=lambda: USUAL, repr=False)
    #: What each flood response level asks for.
    response: Plan = USUAL_PLAN
    #: Where the community lies, and whom it asks about the weather.
    weather: WeatherPlan = field(default_factory=WeatherPlan)
    #: When shifts change, and the flood season.
    duty: DutyPlan = field(default_factory=DutyPlan)
    #: The places that are looked at on a patrol round.
    checkpoints: tuple[Checkpoint, ...] = ()
    #: All categories of the second level, in the order of the file.
    categories: tuple[Category, ...] = field(init=False, repr=False, compare=False)
    _by_key: dict[str, Category] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make what follows from the groups; it is asked for at every step of a report."""
        categories = tuple(category for group in self.groups for category in group.categories)
        object.__setattr__(self, "categories", categories)
        object.__setattr__(self, "_by_key", {category.key: category for category in categories})

    def grid(self, number: int) -> Grid | None:
        """The grid of that number, or None."""
        return next((grid for grid in self.grids if grid.number == number), None)

    def building(self, grid: int, key: str) -> Building | None:
        """The building of that key in the grid, or None."""
        found = self.grid(grid)
        return next((b for b in found.buildings if b.key == key), None) if found else None

    def category(self, key: str) -> Category | None:
        """The category of that key, or None."""
        return self._by_key.get(key)

    @property
    def plain_category(self) -> Category:
        """The category of what fits nowhere: the one that the policy names, else one that wakes and shows nobody."""

        def risk(category: Category) -> tuple[bool, bool, bool, bool]:
            urgent, dispute = category.kind is CaseKind.EMERGENCY, category.kind is CaseKind.DISPUTE
            return (urgent, category.is_public, bool(category.words), dispute)

        return self._by_key.get(self.policy.plain_category) or min(self.categories, key=risk)

    def measure(self, hazard: Hazard, colour: Colour) -> Measure:
        """What a warning leads to."""
        return self.matrix[hazard, colour]

    @property
    def posts(self) -> tuple[Post, ...]:
        """The posts of the duty roster: the duty leader, one for each grid, the reserve."""
        grids = (Post(f"g{grid.number}", PostKind.GRID, grid.number) for grid in self.grids)
        return (Post("leader", PostKind.LEADER), *grids, Post("reserve", PostKind.RESERVE))

    def post(self, key: str) -> Post | None:
        """The post of that key, or None."""
        return next((post for post in self.posts if post.key == key), None)

    def group(self, key: str) -> CategoryGroup | None:
        """The group of categories of that key, or None."""
        return next((g for g in self.groups if g.key == key), None)
