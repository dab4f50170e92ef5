"""What came of the cases of the last 30 days, for who directs them: counts beside each other, and no average of them.

Outcomes, what the reporters say and what was asked for again are kept apart: none of them stands for another.
"""

from __future__ import annotations

from bot.actions import post
from bot.actions.context import Context
from bot.domain.loop import Outcome
from bot.domain.notice import Kind
from bot.domain.permission import Look, allow
from bot.domain.person import Person
from bot.domain.petition import Wish
from bot.domain.screen import Screen, Value
from bot.domain.verdict import MOST_RATING, Answer
from bot.storage import verdicts
from bot.storage.verdicts import Results

SHOW, SLOT = "results", "results"
DAYS = 30
_DAY_MS = 86_400_000
_ENDS = (*(outcome.value for outcome in Outcome), "rejected", "merged", "split")
_ANSWERS = (*(answer.value for answer in Answer), "silent", "awaited")


async def show(ctx: Context, person: Person) -> None:
    """Show the counts."""
    allow(person, Look.BOARD)
    found = await verdicts.results(ctx.tx, ctx.community_id, ctx.now - DAYS * _DAY_MS)
    screen = Screen("results/month", person.language, {**counted(found), "days": DAYS})
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen, fresh=True)


def counted(found: Results) -> dict[str, Value]:
    """The counts as a screen's values: every outcome and every rating has its own, also where it is none."""
    return {
        "ends": [{"end": end, "many": found.ends.get(end, 0)} for end in _ENDS],
        "answers": [{"answer": answer, "many": found.answers.get(answer, 0)} for answer in _ANSWERS],
        "ratings": [{"rating": stars, "many": found.ratings.get(stars, 0)} for stars in range(MOST_RATING, 0, -1)],
        "wishes": [
            {
                "kind": wish.value,
                "many": sum(many for (kind, _), many in found.petitions.items() if kind == wish),
                "granted": found.petitions.get((wish.value, "granted"), 0),
                "refused": found.petitions.get((wish.value, "refused"), 0),
                "waiting": found.petitions.get((wish.value, "waiting"), 0),
            }
            for wish in Wish
        ],
    }
