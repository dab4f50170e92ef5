"""The plain mode: which dialog somebody is given, and when it is offered to somebody who seems lost."""

from __future__ import annotations

from bot.actions import post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.person import Person, Role
from bot.domain.screen import Screen, Tap
from bot.flows import plain, report
from bot.flows.engine import Answers
from bot.storage import outbox

SLOT = "offer"
YES, NO = "plain.yes", "plain.no"
#: The answers of a report that go on in plain mode.
KEPT = frozenset({"grid", "category", "text", "photos", "voices", "place", "anonymous", "water", "depth"})
#: So many answers in a row that did not fit make somebody look lost.
_LOST_AFTER = 3
_LOST = "lost"
#: What is no fault of the answer.
_NO_PROBLEM = frozenset({None, "kept", "now_category", "too_long", "place_too_long", "too_many", "too_many_reports"})


def fitting(person: Person, flow: str, answers: Answers) -> tuple[str, Answers]:
    """The dialog that fits the person where one is to be begun, and what is known of its answers."""
    if flow != report.NAME or not person.plain:
        return flow, answers
    homes = {held.grid for held in person.appointments if held.role is Role.RESIDENT}
    if "grid" not in answers and len(homes) == 1:
        answers = {**answers, "grid": homes.pop()}
    return plain.NAME, answers


def count(answers: Answers, problem: str | None) -> Answers:
    """The answers with how many in a row have not fitted."""
    if problem not in _NO_PROBLEM:
        return {**answers, _LOST: answers.get(_LOST, 0) + 1}
    return {key: value for key, value in answers.items() if key != _LOST} if _LOST in answers else answers


def is_lost(answers: Answers) -> bool:
    """Whether the person has given so many answers that did not fit."""
    return bool(answers.get(_LOST, 0) >= _LOST_AFTER)


async def offer(ctx: Context, person: Person) -> None:
    """Ask the person whether they want the plain mode; once, for the question stays where it is."""
    if person.plain or await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, SLOT):
        return
    buttons = ((Tap("plain_yes", Press(YES), style="primary"),), (Tap("plain_no", Press(NO)),))
    screen = Screen("home/offer_plain", person.language, {"answer": ""}, buttons)
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen, fresh=True)


async def answered(ctx: Context, person: Person, *, yes: bool) -> None:
    """The question has its answer."""
    screen = Screen("home/offer_plain", person.language, {"answer": "yes" if yes else "no"})
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen)
