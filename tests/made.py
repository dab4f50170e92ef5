"""Values that tests of the core are made of: people, cases, and the demo community."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from bot.config import demo_path, load_community
from bot.domain.case import Case, Place, State
from bot.domain.community import Community
from bot.domain.media import Attachment, MediaKind
from bot.domain.person import Appointment, Person, Role

NOW = 1_800_000_000_000
PUBLIC, PRIVATE = "fac.light", "disp.noise"
UNLED = (State.REPORTED, State.OPENED, State.REJECTED)
ENDED = (State.CLOSED, State.ARCHIVED, State.REJECTED, State.MERGED, State.SPLIT)
PAUSED = (State.NEED_INFO, State.REFERRED, State.PARKED)


@cache
def demo() -> Community:
    """The demo community."""
    return load_community(demo_path() / "community.toml")


def person(number: int = 1, *roles: Role, grid: int | None = 1, **more: object) -> Person:
    """Somebody with roles in a grid; no role makes a resident."""
    held = tuple(Appointment(role, None if role is Role.SECRETARY else grid) for role in roles)
    given: dict[str, object] = {"name": f"Person {number}", "language": "zh", "reachable": True, **more}
    return Person(person_id=number, user_id=1_000 + number, appointments=held, **given)  # type: ignore[arg-type]


def case(state: State = State.OPENED, number: int = 7, **more: object) -> Case:
    """A case that may stand in that state: reported by person 5 and led by person 2."""
    given: dict[str, object] = {
        "grid": 1,
        "category": PUBLIC,
        "version": 1,
        "text": "text",
        "place": Place(building=demo().grids[0].buildings[0].key),
        "reporter": 5,
        "reported_at": NOW,
        "changed_at": NOW,
        "lead": None if state in UNLED else 2,
        "closed_at": NOW if state in ENDED else None,
        "resumes": State.ACCEPTED if state in PAUSED else None,
        "paused_at": NOW if state in PAUSED else None,
        "return_at": NOW + 86_400_000 if state in PAUSED else None,
        "referred_to": "城管" if state is State.REFERRED else None,
        "same_as": 3 if state is State.MERGED else None,
        **more,
    }
    return Case(case_id=number, state=state, **given)  # type: ignore[arg-type]


def photo(number: int = 1, kind: MediaKind = MediaKind.PHOTO, album: str | None = None) -> Attachment:
    """A file that somebody sent."""
    return Attachment(kind, f"file{number}", f"unique{number}", album)


def until_ten(community: Community) -> float:
    """Seconds until ten in the morning of a day with three working days after it: every story begins then.

    Whatever the time is, three working days end with service three days later.
    """
    now = datetime.now(community.timezone)
    ten = now.replace(hour=10, minute=0, second=0, microsecond=0)
    mornings = (ten + timedelta(days=n) for n in range(60))
    plain = (
        m
        for m in mornings
        if m > now and all(community.calendar.is_workday(m.date() + timedelta(days=n)) for n in range(4))
    )
    return (next(plain) - now).total_seconds()


def encode(value: Any) -> Any:
    """Files as the user-side API takes them."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, list):
        return [encode(part) for part in value]
    if isinstance(value, dict):
        return {key: encode(part) for key, part in value.items()}
    return value
