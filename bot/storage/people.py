"""Persons and their appointments."""

from __future__ import annotations

from bot.domain.person import Appointment, Person, Role
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def by_user(tx: Tx, community: int, user_id: int) -> Person | None:
    """The person behind a Telegram user."""
    row = await tx.row("person_by_user", community=community, user_id=user_id)
    return await _with_appointments(tx, community, row) if row else None


async def by_id(tx: Tx, community: int, person: int) -> Person | None:
    """A person of the community."""
    row = await tx.row("person_by_id", community=community, person=person)
    return await _with_appointments(tx, community, row) if row else None


async def staff(tx: Tx, community: int) -> tuple[Person, ...]:
    """Everybody who was appointed to something; their place in a grid's group is not among it."""
    rows: dict[int, Row] = {}
    held: dict[int, list[Appointment]] = {}
    for row in await tx.rows("staff", community=community):
        rows[row["person_id"]] = row
        appointment = Appointment(Role(row["held_role"]), row["held_grid"] or None, row["held_unit"])
        held.setdefault(row["person_id"], []).append(appointment)
    return tuple(_person(row, tuple(held[person])) for person, row in rows.items())


async def add(tx: Tx, community: int, user_id: int, name: str, language: str, now: int) -> Person:
    """Somebody is met for the first time."""
    person = await next_number(tx, community, "person")
    await tx.run(
        "person_add",
        community=community,
        person=person,
        user_id=user_id,
        name=name,
        language=language,
        now=now,
    )
    return Person(person, user_id, name, language, (), reachable=False)


async def rename(tx: Tx, community: int, person: int, name: str) -> None:
    """The person's name as it is known now."""
    await tx.run("person_rename", community=community, person=person, name=name)


async def set_language(tx: Tx, community: int, person: int, language: str) -> None:
    """The language in which the person is spoken to."""
    await tx.run("person_language", community=community, person=person, language=language)


async def set_reachable(tx: Tx, community: int, user_id: int, reachable: bool) -> bool:
    """Whether private messages can reach the user from now on; True if that is news."""
    changed = await tx.run("person_reachable", community=community, user_id=user_id, reachable=reachable)
    return changed > 0


async def set_home(tx: Tx, community: int, person: int, grid: int) -> None:
    """The grid from which the person came to us last."""
    await tx.run("person_home", community=community, person=person, grid=grid)


async def set_habit(tx: Tx, community: int, person: int, grid: int, building: str | None, category: str) -> None:
    """What the person reported last, to propose it the next time."""
    await tx.run("person_habit", community=community, person=person, grid=grid, building=building, category=category)


async def set_phone(tx: Tx, community: int, person: int, phone: str | None) -> None:
    """The person's own phone number, or none any more."""
    await tx.run("person_phone", community=community, person=person, phone=phone)


async def set_consent(tx: Tx, community: int, person: int, version: int, now: int) -> None:
    """The person agrees to a version of the notice on data."""
    await tx.run("person_consent", community=community, person=person, version=version, now=now)


async def set_plain(tx: Tx, community: int, person: int, plain: bool) -> None:
    """Whether the person wants large steps and few choices."""
    await tx.run("person_plain", community=community, person=person, plain=plain)


async def set_quiet(tx: Tx, community: int, person: int, begins: int, ends: int) -> None:
    """From and to which minute of the day messages come without a sound; the same twice: never."""
    await tx.run("person_quiet", community=community, person=person, begins=begins, ends=ends)


async def appoint(tx: Tx, community: int, person: int, held: Appointment, now: int) -> bool:
    """Give the person a role; False if they hold it there already."""
    added = await tx.run("appointment_add", community=community, person=person, now=now, **_columns(held))
    return added > 0


async def dismiss(tx: Tx, community: int, person: int, held: Appointment) -> bool:
    """Take a role from the person; False if they do not hold it."""
    return await tx.run("appointment_remove", community=community, person=person, **_columns(held)) > 0


async def listed(tx: Tx, community: int) -> set[tuple[int, Appointment]]:
    """Whom (Telegram's user id) the configuration listed when the program started last, and as what."""
    rows = await tx.rows("listed_staff", community=community)
    return {(row["user_id"], Appointment(Role(row["role"]), row["grid"] or None, row["unit"])) for row in rows}


async def set_listed(tx: Tx, community: int, user_id: int, held: Appointment, there: bool) -> None:
    """Remember whether the configuration lists that."""
    query = "listed_staff_add" if there else "listed_staff_remove"
    await tx.run(query, community=community, user_id=user_id, **_columns(held))


def _columns(held: Appointment) -> dict[str, object]:
    return {"role": held.role.value, "grid": held.grid or 0, "unit": held.unit}


async def _with_appointments(tx: Tx, community: int, row: Row) -> Person:
    held = await tx.rows("appointments_of", community=community, person=row["person_id"])
    return _person(row, tuple(Appointment(Role(h["role"]), h["grid"] or None, h["unit"]) for h in held))


def _person(row: Row, held: tuple[Appointment, ...]) -> Person:
    return Person(
        person_id=row["person_id"],
        user_id=row["user_id"] or 0,
        name=row["name"],
        language=row["language"],
        appointments=held,
        reachable=bool(row["reachable"]),
        grid=row["grid"],
        building=row["building"],
        category=row["category"],
        phone=row["phone"],
        plain=bool(row["plain"]),
        quiet=(row["quiet_from"], row["quiet_to"]),
        consent=row["consent"],
    )
