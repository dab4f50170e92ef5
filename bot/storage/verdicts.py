"""What reporters say of closed cases, and how many said what."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.verdict import Answer, Verdict
from bot.storage.store import Row, Tx


@dataclass(frozen=True, slots=True)
class Results:
    """What came of cases in a span of time, each thing counted by itself and nothing made of the counts.

    ``ends`` by outcome, or how else they ended; ``answers`` of the reporters, "silent" are those who said nothing in
    time and "awaited" those who still can; ``ratings`` from 1 to 5; ``petitions`` by kind and answer.
    """

    ends: dict[str, int]
    answers: dict[str, int]
    ratings: dict[int, int]
    petitions: dict[tuple[str, str], int]


async def of_closing(tx: Tx, community: int, case_id: int, closed_at: int) -> Verdict | None:
    """What the reporter said of a closing of a case."""
    row = await tx.row("verdict_of", community=community, case_id=case_id, closed_at=closed_at)
    return _verdict(row) if row else None


async def say(tx: Tx, community: int, case_id: int, closed_at: int, person: int, answer: Answer, now: int) -> None:
    """Keep the reporter's answer; a rating that was given before stays, unless it is changed to "not solved"."""
    await tx.run(
        "verdict_say",
        community=community,
        case_id=case_id,
        closed_at=closed_at,
        person=person,
        answer=answer.value,
        now=now,
    )


async def rate(tx: Tx, community: int, case_id: int, closed_at: int, rating: int, now: int) -> bool:
    """Keep the reporter's rating; False if there is no answer that it could go with."""
    changed = await tx.run(
        "verdict_rate", community=community, case_id=case_id, closed_at=closed_at, rating=rating, now=now
    )
    return changed > 0


async def settle(tx: Tx, community: int, case_id: int, closed_at: int, person: int, now: int) -> None:
    """Keep that the reporter said nothing in time, unless they did."""
    await tx.run("verdict_settle", community=community, case_id=case_id, closed_at=closed_at, person=person, now=now)


async def forget(tx: Tx, community: int, case_id: int, closed_at: int) -> None:
    """The closing did not happen."""
    await tx.run("verdict_forget", community=community, case_id=case_id, closed_at=closed_at)


async def results(tx: Tx, community: int, since: int) -> Results:
    """What came of the cases that ended since an instant."""
    ends = {row["ending"]: row["many"] for row in await tx.rows("results_ends", community=community, since=since)}
    answers: dict[str, int] = {}
    ratings: dict[int, int] = {}
    for row in await tx.rows("verdict_counts", community=community, since=since):
        answer = row["answer"] or "silent"
        answers[answer] = answers.get(answer, 0) + row["many"]
        if row["rating"] is not None:
            ratings[row["rating"]] = ratings.get(row["rating"], 0) + row["many"]
    awaited = await tx.row("verdicts_awaited", community=community, since=since)
    asked = await tx.rows("results_petitions", community=community, since=since)
    petitions = {(row["kind"], row["answer"]): row["many"] for row in asked}
    return Results(ends, {**answers, "awaited": awaited["many"] if awaited else 0}, ratings, petitions)


def _verdict(row: Row) -> Verdict:
    answer = Answer(row["answer"]) if row["answer"] else None
    return Verdict(row["case_id"], row["closed_at"], row["person_id"], answer, row["rating"], row["at"])
