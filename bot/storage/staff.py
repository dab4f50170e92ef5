"""What the desk of the staff needs to know: since when somebody holds what, their cards, the cases in their hands."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.person import Appointment, Role
from bot.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Held:
    """An appointment and since when it is held; 0: since before that was written down."""

    appointment: Appointment
    since: int


async def held_by(tx: Tx, community: int, person: int) -> list[Held]:
    """What a person was appointed to, the longest held first; their place in a grid's group is not among it."""
    rows = await tx.rows("appointments_since", community=community, person=person)
    return [Held(Appointment(Role(r["role"]), r["grid"] or None, r["unit"]), r["since"]) for r in rows]


async def cards_in(tx: Tx, community: int, chat_id: int) -> dict[int, list[str]]:
    """The slots of a chat that show a case or showed it before, by the number of the case."""
    found: dict[int, list[str]] = {}
    for row in await tx.rows("slots_of_cases", community=community, chat_id=chat_id):
        number = row["slot"].removeprefix("case:").partition("~")[0]
        found.setdefault(int(number), []).append(row["slot"])
    return found


async def questions_in(tx: Tx, community: int, chat_id: int) -> list[str]:
    """The slots of a chat that ask, or asked, a director to decide something: petitions and proposals."""
    return [row["slot"] for row in await tx.rows("slots_of_questions", community=community, chat_id=chat_id)]


async def copies_of(tx: Tx, community: int, chat_id: int, slot: str) -> list[str]:
    """The slots of a chat's messages that show something, or showed it before a newer one came."""
    values = {"chat_id": chat_id, "slot": slot, "older": f"{slot}~%"}
    return [row["slot"] for row in await tx.rows("slots_of_copies", community=community, **values)]


async def in_hand(tx: Tx, community: int, person: int, most: int = 50) -> list[int]:
    """The numbers of the cases that a worker has and somebody else could take, the most urgent first."""
    rows = await tx.rows("cases_to_hand_over", community=community, person=person, most=most)
    return [row["case_id"] for row in rows]


async def work_in(tx: Tx, community: int, chat_id: int) -> list[tuple[str, str, int]]:
    """The slots of a chat that show a note, a promise or a case that was offered, older copies among them.

    Each with which of them it is ("note", "promise", "hand") and its number.
    """
    found = []
    for row in await tx.rows("slots_of_work", community=community, chat_id=chat_id):
        kind, _, rest = row["slot"].partition(":")
        found.append((row["slot"], kind, int(rest.partition("~")[0])))
    return found
