"""Staff lists as people send them, and what they share of themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from bot.domain.person import Appointment
from bot.domain.sheet import Table
from bot.domain.staff_plan import Listed
from bot.papers.writing import xlsx
from bot.storage import people, staff_list
from bot.storage.store import Tx
from tests.made import encode
from tests.town import Neighbour, Town

HEADINGS = ("姓名", "手机号", "岗位", "网格", "单位")
ROWS = (
    ("王伟", "13900000001", "网格长", "第一网格", ""),
    ("李娜", "13900000002", "专职网格员", "2", ""),
    ("张强", "13900000003", "联络员", "", "城管中队"),
)


def workbook(*rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> bytes:
    """A list as the street office keeps it: a title over the table."""
    return xlsx(Table("人员名单", tuple(headings), tuple(tuple(row) for row in rows)))


async def sends(person: Neighbour, content: bytes, name: str = "名单.xlsx", **more: Any) -> None:
    """Somebody sends a file."""
    await person.says(document={"file_name": name, "data": encode(content)}, **more)


async def shares(person: Neighbour, phone: str, user_id: int | None, **more: Any) -> None:
    """Somebody sends a contact: a number, and the account that Telegram knows by it."""
    contact = {"phone_number": phone, "first_name": "x", **({"user_id": user_id} if user_id else {})}
    await person.says(contact=contact, **more)


async def shares_own(person: Neighbour, phone: str) -> None:
    """Somebody presses the key that sends their own number."""
    await shares(person, phone, person.user_id)


async def takes(secretary: Neighbour, *rows: Sequence[str]) -> None:
    """The secretary sends a list and takes it over."""
    await sends(secretary, workbook(*(rows or ROWS)))
    await secretary.taps("全部采用")


async def listed(town: Town) -> list[Listed]:
    """The list as it is."""
    return await town.app.store.write(lambda tx: staff_list.places(tx, town.app.community_id))


async def held(who: Neighbour) -> tuple[Appointment, ...]:
    """What somebody holds."""

    async def work(tx: Tx) -> tuple[Appointment, ...]:
        person = await people.by_user(tx, who.town.app.community_id, who.user_id)
        return person.appointments if person else ()

    return await who.town.app.store.read(work)


async def dismissed(who: Neighbour, post: Appointment) -> None:
    """Somebody loses a role, in whichever way."""

    async def work(tx: Tx) -> None:
        person = await people.by_user(tx, who.town.app.community_id, who.user_id)
        assert person is not None
        assert await people.dismiss(tx, who.town.app.community_id, person.person_id, post)

    await who.town.app.store.write(work)


def events(town: Town, act: str) -> list[tuple[int | None, str]]:
    """Who did that, and the facts of it, in order (SQLite only)."""
    return rows(town, f"SELECT actor, facts FROM audit_events WHERE act = '{act}' ORDER BY seq")  # noqa: S608


def everything_known(town: Town) -> dict[str, list[tuple[Any, ...]]]:
    """All that is known of the people and what they hold (SQLite only)."""
    tables = ("persons", "appointments", "staff_places", "audit_events", "listed_staff", "invitations", "grid_groups")
    return {table: rows(town, f"SELECT * FROM {table}") for table in tables}  # noqa: S608


def whole_database(town: Town) -> str:
    """Everything that stands anywhere in the database (SQLite only)."""
    with closing(sqlite3.connect(town.data / "liubu.sqlite")) as connection:
        return "\n".join(connection.iterdump())


def rows(town: Town, query: str) -> list[tuple[Any, ...]]:
    """What a query finds beside the running bot (SQLite only)."""
    with closing(sqlite3.connect(town.data / "liubu.sqlite")) as connection:
        return connection.execute(query).fetchall()
