"""Staff lists as people send them, and what they share of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.domain.sheet import Table
from bot.papers.writing import xlsx
from tests.town import Neighbour, encode

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
    await person.says(document={"name": name, "data": encode(content)}, **more)


async def shares(person: Neighbour, phone: str, user_id: int | None, **more: Any) -> None:
    """Somebody sends a contact: a number, and the account that Telegram knows by it."""
    contact = {"phone_number": phone, "first_name": "x", **({"user_id": user_id} if user_id else {})}
    await person.says(contact=contact, **more)


async def shares_own(person: Neighbour, phone: str) -> None:
    """Somebody presses the key that sends their own number."""
    await shares(person, phone, person.user_id)
