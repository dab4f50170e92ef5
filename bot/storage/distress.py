"""Who is safe, who asks for help, and whose door is knocked at."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.distress import DoorCall, Found, Help, HelpState, Household, Need, RollCall
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


@dataclass(frozen=True, slots=True)
class Round:
    """A round of asking the residents, with how many have answered what."""

    roll_call: int
    started_at: int
    safe: int
    help: int


# --- the roll call ---


async def roll_call(tx: Tx, community: int) -> RollCall | None:
    """The round in which the residents are asked now."""
    row = await tx.row("roll_call_open", community=community)
    return RollCall(row["roll_call_id"], row["response_id"], row["started_at"], row["ended_at"]) if row else None


async def start_roll_call(tx: Tx, community: int, response: int, now: int) -> RollCall | None:
    """A round begins; None if one is going on."""
    number = await next_number(tx, community, "roll_call")
    added = await tx.run("roll_call_add", community=community, roll_call=number, response=response, now=now)
    return RollCall(number, response, now) if added else None


async def end_roll_call(tx: Tx, community: int, number: int, now: int) -> None:
    """The round is over."""
    await tx.run("roll_call_end", community=community, roll_call=number, now=now)


async def rounds(tx: Tx, community: int, response: int) -> tuple[Round, ...]:
    """The rounds of a response, in order."""
    rows = await tx.rows("roll_calls_of", community=community, response=response)
    return tuple(Round(r["roll_call_id"], r["started_at"], r["safe"], r["help"]) for r in rows)


async def answer(tx: Tx, community: int, number: int, person: int, grid: int, safe: bool, now: int) -> bool:
    """Somebody of a grid has answered; False if they had said the same."""
    changed = await tx.run(
        "roll_answer_set", community=community, roll_call=number, person=person, grid=grid, safe=safe, now=now
    )
    return changed > 0


async def safe_in(tx: Tx, community: int, number: int, grid: int) -> int:
    """How many of a grid are safe."""
    row = await tx.row("roll_answers_in", community=community, roll_call=number, grid=grid)
    return int(row["safe"]) if row else 0


# --- requests for help ---


async def ask_help(
    tx: Tx,
    community: int,
    response: int,
    grid: int,
    now: int,
    *,
    person: int | None = None,
    household: int | None = None,
    phone: str = "",
) -> Help:
    """Somebody asks for help, or it is asked for a household; what is the matter is not said yet."""
    number = await next_number(tx, community, "help")
    await tx.run(
        "help_add",
        community=community,
        help=number,
        response=response,
        grid=grid,
        person=person,
        household=household,
        need=Need.UNSAID.value,
        place="",
        phone=phone,
        now=now,
    )
    found = await help_by_id(tx, community, number)
    assert found is not None  # noqa: S101  # it was added above
    return found


async def help_by_id(tx: Tx, community: int, number: int) -> Help | None:
    """One request for help."""
    row = await tx.row("help_by_id", community=community, help=number)
    return _help(row) if row else None


async def open_of(tx: Tx, community: int, person: int) -> tuple[Help, ...]:
    """What somebody has asked for and nobody has settled yet."""
    return tuple(map(_help, await tx.rows("help_open_of_person", community=community, person=person)))


async def open_help(tx: Tx, community: int) -> tuple[Help, ...]:
    """Who still needs help, the oldest first."""
    return tuple(map(_help, await tx.rows("help_open", community=community)))


async def help_of(tx: Tx, community: int, response: int) -> tuple[Help, ...]:
    """All requests for help of a response."""
    return tuple(map(_help, await tx.rows("help_of_response", community=community, response=response)))


async def tell_help(tx: Tx, community: int, number: int, need: Need, place: str, phone: str) -> bool:
    """What is the matter, and where; False if it is settled."""
    told = await tx.run("help_tell", community=community, help=number, need=need.value, place=place, phone=phone)
    return told > 0


async def called(tx: Tx, community: int, number: int, now: int) -> bool:
    """Who is on duty was called; False if they were before."""
    return await tx.run("help_told", community=community, help=number, now=now) > 0


async def take(tx: Tx, community: int, number: int, person: int, now: int) -> bool:
    """Somebody has it; False if they had it before, or it is settled."""
    return await tx.run("help_take", community=community, help=number, person=person, now=now) > 0


async def free_help(tx: Tx, community: int, number: int) -> bool:
    """Nobody has it any more; False if nobody had it, or it is settled."""
    return await tx.run("help_free", community=community, help=number) > 0


async def settle(tx: Tx, community: int, number: int, state: HelpState, now: int) -> bool:
    """It is settled; False if it was before."""
    return await tx.run("help_settle", community=community, help=number, state=state.value, now=now) > 0


async def forget_help(tx: Tx, community: int, before: int) -> int:
    """Take from what was settled before an instant who asked and where; and who was safe. How many."""
    blank = await tx.run("help_over", community=community, before=before)
    return blank + await tx.run("roll_answers_over", community=community, before=before)


# --- households and their doors ---


async def add_household(
    tx: Tx, community: int, label: str, grid: int, building: str | None, mind: str, phone: str, now: int
) -> Household:
    """A household is listed."""
    number = await next_number(tx, community, "household")
    await tx.run(
        "household_add",
        community=community,
        household=number,
        label=label,
        grid=grid,
        building=building,
        mind=mind,
        phone=phone,
        now=now,
    )
    return Household(number, label, grid, building, mind, phone)


async def household(tx: Tx, community: int, number: int) -> Household | None:
    """One household."""
    row = await tx.row("household_by_id", community=community, household=number)
    return _household(row) if row else None


async def households(tx: Tx, community: int) -> tuple[Household, ...]:
    """The whole list, by grid."""
    return tuple(map(_household, await tx.rows("households_all", community=community)))


async def drop_household(tx: Tx, community: int, number: int) -> bool:
    """A household is erased, with all that leads to it; False if it is not on the list."""
    await tx.run("household_doors_forget", community=community, household=number)
    await tx.run("household_help_blank", community=community, household=number)
    return await tx.run("household_drop", community=community, household=number) > 0


async def forget_households(tx: Tx, community: int, before: int) -> int:
    """Erase the households that nobody has listed or looked after since an instant; how many."""
    rows = await tx.rows("households_over", community=community, before=before)
    for row in rows:
        await drop_household(tx, community, row["household_id"])
    return len(rows)


async def give_door(tx: Tx, community: int, response: int, number: int, person: int, now: int) -> None:
    """A household is given to somebody, or to somebody else."""
    await tx.run("door_give", community=community, response=response, household=number, person=person, now=now)
    await tx.run("household_used", community=community, household=number, now=now)


async def free_door(tx: Tx, community: int, response: int, number: int) -> bool:
    """Nobody has the household any more; False if nobody had, or somebody was there."""
    return await tx.run("door_free", community=community, response=response, household=number) > 0


async def doors(tx: Tx, community: int, response: int) -> tuple[DoorCall, ...]:
    """All door calls of a response."""
    return tuple(map(_door, await tx.rows("doors_of", community=community, response=response)))


async def find_door(tx: Tx, community: int, response: int, number: int, found: Found, now: int) -> bool:
    """What was found at a door; False if somebody was seen there before."""
    changed = await tx.run(
        "door_find", community=community, response=response, household=number, found=found.value, now=now
    )
    return changed > 0


async def remind_doors(tx: Tx, community: int, response: int, person: int, reminded: int) -> None:
    """Somebody, or who stands above them, was reminded of their doors for the n-th time."""
    await tx.run("doors_remind", community=community, response=response, person=person, reminded=reminded)


def _help(row: Row) -> Help:
    return Help(
        help_id=row["help_id"],
        response_id=row["response_id"],
        grid=row["grid"],
        need=Need(row["need"]),
        place=row["place"],
        phone=row["phone"],
        asked_at=row["asked_at"],
        state=HelpState(row["state"]),
        person=row["person_id"],
        household=row["household_id"],
        told_at=row["told_at"],
        taken_by=row["taken_by"],
        taken_at=row["taken_at"],
        settled_at=row["settled_at"],
    )


def _household(row: Row) -> Household:
    return Household(row["household_id"], row["label"], row["grid"], row["building"], row["mind"], row["phone"])


def _door(row: Row) -> DoorCall:
    return DoorCall(
        row["response_id"],
        row["household_id"],
        row["person_id"],
        row["assigned_at"],
        Found(row["found"]) if row["found"] else None,
        row["at"],
        row["reminded"],
    )
