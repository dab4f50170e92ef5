"""The secretary's bulk actions: several cases are picked from a list, and one tap does the same to all of them.

Each case goes through its own action, with its own permission, record and cards; what cannot be done is said.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container, Sequence
from functools import partial

from bot.actions import cards, deadlines, leave, moves, past, petitions, post, reminders, tasks, team
from bot.actions import cases as case_actions
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain.button import Press
from bot.domain.case import Act, Case, State
from bot.domain.clocks import Clock
from bot.domain.deadline import days
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look, may, permit
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.domain.suggestions import suggestions
from bot.errors import BadPayload, Refused, Stale
from bot.storage import audit, boards, cases, people, undos, waiting
from bot.storage.clocks import ASKED

OPEN, TURN, PICK, DO, WHO, ASSIGN, DAYS, EXTEND = (
    "bulk.open",
    "bulk.turn",
    "bulk.pick",
    "bulk.do",
    "bulk.who",
    "bulk.assign",
    "bulk.days",
    "bulk.extend",
)
SLOT = past.BULK
#: The lists, by the number that a button carries.
OVERDUE, UNASSIGNED = 0, 1
#: What can be done at once, by the number that a button carries.
SUPERVISE, REMIND = 0, 1
#: By how many working days deadlines are put off, and why: keys of reasons.
EXTEND_DAYS = (1, 3, 7)
REASONS = ("weather", "material", "many")
_A_PAGE, _MOST_PICKED = 6, 30
_MOST_WORKERS = 12

Do = Callable[[int], Awaitable[object]]


async def ways(ctx: Context, person: Person) -> Buttons:
    """The buttons that open the lists, for who may work through them."""
    if not may(person, Look.BOARD):
        return ()
    late = await boards.how_many_overdue(ctx.tx, ctx.community_id, ctx.now)
    opened = (await waiting.cases(ctx.tx, ctx.community_id)).get(State.OPENED, 0)
    row = [Tap("bulk_overdue", Press(OPEN, OVERDUE), data={"many": late})] if late else []
    if opened:
        row.append(Tap("bulk_unassigned", Press(OPEN, UNASSIGNED), data={"many": opened}))
    return (tuple(row),) if row else ()


async def open_(ctx: Context, actor: Person, which: int) -> None:
    """Show a list as a new message, with nothing picked."""
    _allow(actor)
    await boards.clear(ctx.tx, ctx.community_id, actor.person_id)
    await show(ctx, actor, which, 0, fresh=True)


async def show(ctx: Context, actor: Person, which: int, page: int, *, fresh: bool = False) -> None:
    """Show a page of a list with what is picked, and what can be done to that."""
    _allow(actor)
    found = await _list(ctx, which, page)
    picked = await boards.picked(ctx.tx, ctx.community_id, actor.person_id)
    data: dict[str, Value] = {
        "which": which,
        "cases": [tasks.line(ctx, case, actor) for case in found[:_A_PAGE]],
        "picked": len(picked),
        "now": ctx.now,
    }
    screen = Screen("bulk/list", actor.language, data, rows(which, page, found, picked))
    await _put(ctx, actor, screen, fresh=fresh)


async def pick(ctx: Context, actor: Person, which: int, page: int, case_id: int) -> None:
    """Pick a case, or no longer."""
    permit(actor, Look.SHEET, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    if not await boards.drop(ctx.tx, ctx.community_id, actor.person_id, case_id):
        if len(await boards.picked(ctx.tx, ctx.community_id, actor.person_id)) >= _MOST_PICKED:
            raise Refused("bulk.full")
        await boards.pick(ctx.tx, ctx.community_id, actor.person_id, case_id)
    await show(ctx, actor, which, page)


async def who(ctx: Context, actor: Person, which: int, page: int) -> None:
    """Show to whom the picked cases could go."""
    picked = await _picked(ctx, actor)
    case = await cases.by_id(ctx.tx, ctx.community_id, picked[0])
    assert case is not None  # noqa: S101  # a foreign key holds what is picked
    staff = await people.staff(ctx.tx, ctx.community_id)
    load, away = await cases.load(ctx.tx, ctx.community_id), await leave.away(ctx)
    ranked = suggestions(staff, case, ctx.community, load, away)[:_MOST_WORKERS]
    await _put(ctx, actor, question(actor, "who", picked, workers(ranked, load, away), which, page))


async def how_long(ctx: Context, actor: Person, which: int, page: int) -> None:
    """Show by how much the deadlines can be put off, and why."""
    picked = await _picked(ctx, actor)
    await _put(ctx, actor, question(actor, "days", picked, spans(), which, page))


async def supervise(ctx: Context, actor: Person) -> None:
    """督办 for all that are picked."""

    async def one(number: int) -> object:
        case = permit(actor, Act.SUPERVISE, await cases.by_id(ctx.tx, ctx.community_id, number))
        return await case_actions.supervise(ctx, actor, number, case.version)

    await _each(ctx, actor, "supervise", one)


async def remind(ctx: Context, actor: Person) -> None:
    """Remind who has the cases that are picked."""
    await _each(ctx, actor, "remind", partial(remind_of, ctx, actor))


async def remind_of(ctx: Context, actor: Person, number: int) -> None:
    """Who has the case is reminded of it, in their next reminder; Refused if nobody has it in hand."""
    await remind_who_has(ctx, actor, permit(actor, Deed.REMIND, await cases.by_id(ctx.tx, ctx.community_id, number)))


async def remind_who_has(ctx: Context, actor: Person, case: Case) -> None:
    """The same of a case for which the actor's right is known; Refused if nobody has it in hand."""
    number = case.case_id
    if case.state not in rules.IN_HAND:
        raise Refused("remind.nobody", number=number)
    for person in await reminders.responsible(ctx, case, Clock.DUE):
        await reminders.add(ctx, person, case, Clock.DUE, ASKED)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "case.remind", number)


async def assign(ctx: Context, actor: Person, worker: int) -> None:
    """All that are picked go to one worker, by the deadlines that they have."""

    async def one(number: int) -> object:
        case = await moves.load(ctx, actor, Act.ASSIGN, number)
        await undos.pick(ctx.tx, ctx.community_id, case, actor.person_id, (worker,))
        return await team.assign(ctx, actor, case, None)

    await _each(ctx, actor, "assign", one)


async def extend(ctx: Context, actor: Person, many: int, reason: int) -> None:
    """The deadlines of all that are picked are put off by so many working days, counted from when they end, or now."""
    if many not in EXTEND_DAYS or reason >= len(REASONS):
        raise BadPayload("button.unknown")

    async def one(number: int) -> object:
        case = await moves.load(ctx, actor, Act.EXTEND, number)
        until = deadlines.continued(ctx, case) or 0
        due_at = days(many).due(ctx.community.calendar, max(ctx.now, until))
        await moves.say_why(ctx, actor, Act.EXTEND, number, "", REASONS[reason])
        return await petitions.extend(ctx, actor, number, due_at, "")

    await _each(ctx, actor, "extend", one)


async def _each(ctx: Context, actor: Person, what: str, do: Do) -> None:
    """Do it to each, whole or not at all, and say to which it could not be done."""
    picked = await _picked(ctx, actor)
    done: list[int] = []
    failed: list[tuple[int, str]] = []
    for number in picked:
        try:
            await _apart(ctx, partial(do, number))
            done.append(number)
        except Refused as refusal:  # Stale is one, too
            failed.append((number, refusal.code))
    await boards.clear(ctx.tx, ctx.community_id, actor.person_id)
    data: dict[str, Value] = {
        "what": what,
        "done": list(done),
        "failed": [{"number": number, "code": code} for number, code in failed],
    }
    await _put(ctx, actor, Screen("bulk/done", actor.language, data, await ways(ctx, actor)))


async def _apart(ctx: Context, do: Callable[[], Awaitable[object]]) -> None:
    async def work(_tx: object) -> None:
        await do()

    await ctx.tx.savepoint(work)


async def _picked(ctx: Context, actor: Person) -> tuple[int, ...]:
    _allow(actor)
    picked = await boards.picked(ctx.tx, ctx.community_id, actor.person_id)
    if not picked:
        raise Stale("bulk.nothing")
    return picked


async def _list(ctx: Context, which: int, page: int) -> list[Case]:
    """A page of the list, and one more if there is another page."""
    most, skip = _A_PAGE + 1, page * _A_PAGE
    if which == OVERDUE:
        return await boards.overdue(ctx.tx, ctx.community_id, ctx.now, most, skip)
    if which == UNASSIGNED:
        return await boards.unassigned(ctx.tx, ctx.community_id, most, skip)
    raise BadPayload("button.unknown")


def _allow(actor: Person) -> None:
    if not may(actor, Look.BOARD):
        raise Refused("case.not_yours")


def rows(which: int, page: int, found: Sequence[Case], picked: Sequence[int]) -> Buttons:
    """The buttons of a page of a list: the cases to pick, the way on, and what can be done to those that are picked."""

    def tap(case: Case) -> Tap:
        data: dict[str, Value] = {"number": case.case_id, "picked": case.case_id in picked}
        return Tap("bulk_pick", Press(PICK, which, page, case.case_id), data=data)

    taps = [tap(case) for case in found[:_A_PAGE]]
    turn = [Tap("page_before", Press(TURN, which, page - 1))] if page else []
    if len(found) > _A_PAGE:
        turn.append(Tap("page_after", Press(TURN, which, page + 1)))
    pairs = [tuple(taps[i : i + 3]) for i in range(0, len(taps), 3)]
    return (*pairs, *((tuple(turn),) if turn else ()), *(_deeds(which, page) if picked else ()))


def _deeds(which: int, page: int) -> Buttons:
    supervise_, remind_ = Tap("supervise", Press(DO, SUPERVISE)), Tap("remind", Press(DO, REMIND))
    return (
        (Tap("bulk_assign", Press(WHO, which, page)), supervise_),
        (Tap("bulk_days", Press(DAYS, which, page)), remind_),
    )


def workers(ranked: Sequence[Person], load: dict[int, int], away: Container[int]) -> Buttons:
    """The buttons of those to whom cases could go."""
    taps = [Tap("worker", Press(ASSIGN, one.person_id), data=cards.worker_data(one, load, away)) for one in ranked]
    return tuple(tuple(taps[i : i + 2]) for i in range(0, len(taps), 2))


def spans() -> Buttons:
    """The buttons of how long deadlines are put off, a row for each reason."""
    return tuple(
        tuple(Tap("bulk_extend", Press(EXTEND, n, number), data={"days": n, "reason": reason}) for n in EXTEND_DAYS)
        for number, reason in enumerate(REASONS)
    )


def question(actor: Person, what: str, picked: Sequence[int], choices: Buttons, which: int, page: int) -> Screen:
    """To whom they go, or for how long they are put off; and the way back to the list."""
    back = (Tap("back", Press(TURN, which, page)),)
    return Screen("bulk/ask", actor.language, {"what": what, "many": len(picked)}, (*choices, back))


async def _put(ctx: Context, actor: Person, screen: Screen, *, fresh: bool = False) -> None:
    await post.show(ctx, actor, Kind.ANSWER, SLOT, screen, fresh=fresh)
