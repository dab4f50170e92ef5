"""Patrol rounds (巡查): the places that are looked at on duty, and what was found at each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.roster import Post

#: More of a round than this do not fit on one message with a button for each.
MOST_CHECKPOINTS = 40
MOST_PHOTOS = 5


class PointKind(StrEnum):
    """What kind of place is looked at: those where water does harm first (地下通道, 挡土墙, …)."""

    UNDERPASS = "underpass"  # 下穿通道、涵洞
    DRAIN = "drain"  # 排水口、雨水井
    WALL = "wall"  # 挡土墙
    SLOPE = "slope"  # 边坡
    BASEMENT = "basement"  # 低洼地下室、车库
    RIVER = "river"  # 河道、沟渠
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A place that is looked at. ``key`` is made from its name; ``lat`` and ``lon`` are WGS-84 degrees, where known."""

    key: str
    name: str
    kind: PointKind
    grid: int
    lat: float | None = None
    lon: float | None = None


class Found(StrEnum):
    """What somebody found."""

    GOOD = "good"  # 正常
    BAD = "bad"  # 有问题


@dataclass(frozen=True, slots=True)
class Tick:
    """A checkpoint was looked at: when (ms UTC), what was found, photos by file_id, where one stood, and the case."""

    point: str
    found: Found
    at: int
    photos: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """A round: whose, of which post (its key), which checkpoints by their keys, from when until when (ms UTC)."""

    round_id: int
    person: int
    post: str
    points: tuple[str, ...]
    started_at: int
    ended_at: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.ended_at is None


def points_of(known: Iterable[Checkpoint], posts: Iterable[Post]) -> tuple[Checkpoint, ...]:
    """The checkpoints of whoever answers for these posts: of their grids, or all where a post is of no grid."""
    grids = {post.grid for post in posts}
    return tuple(point for point in known if None in grids or point.grid in grids)


def still_there(walk: Round, known: Mapping[str, Checkpoint]) -> tuple[Checkpoint, ...]:
    """The checkpoints of a round, without those that the configuration has lost since."""
    return tuple(known[key] for key in walk.points if key in known)


def missing(points: Iterable[Checkpoint], ticked: Collection[str]) -> tuple[Checkpoint, ...]:
    """Those at which nobody has looked yet."""
    return tuple(point for point in points if point.key not in ticked)
