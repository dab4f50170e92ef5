"""The directors' board, and the morning round: each of the staff is sent what is theirs."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import bulk, home, leave, notices, post, tasks, waiting
from bot.actions.context import Context
from bot.domain.case import State
from bot.domain.notice import Kind
from bot.domain.person import Person, Role
from bot.domain.screen import Screen, Value
from bot.storage import boards, cases, people

#: So many people are named on the directors' board.
_MOST_PEOPLE = 8


async def show(ctx: Context, person: Person) -> None:
    """Answer with the directors' board, and the ways to the results and to finding a case."""
    screen = await of_director(ctx, person)
    await home.answer(ctx, person, replace(screen, buttons=(*screen.buttons, (home.RESULTS, *home.FIND))))


async def send_all(ctx: Context) -> None:
    """Send everybody who is there their board, one message each; nothing to who has nothing."""
    directors = {one.person_id for one in await notices.directors(ctx)}
    away = await leave.away(ctx)
    for person in await people.staff(ctx.tx, ctx.community_id):
        if not person.reachable or person.person_id in away:
            continue
        if person.person_id in directors:
            await _send(ctx, person, await of_director(ctx, person))
        elif person.is_worker or person.holds(Role.LIAISON):
            await _send(ctx, person, await tasks.of(ctx, person))


async def _send(ctx: Context, person: Person, screen: Screen) -> None:
    if screen.data["total"] or screen.data.get("grids"):
        await post.send(ctx, person, Kind.BOARD, screen)


async def of_director(ctx: Context, person: Person) -> Screen:
    """The open cases by state, what is due today and late, who waits for whom; and the way to all that."""
    lines = await cases.board(ctx.tx, ctx.community_id, ctx.now)
    begins, ends = tasks.today(ctx)
    data: dict[str, Value] = {
        **tasks.counted(lines),
        "today": await boards.due_between(ctx.tx, ctx.community_id, max(begins, ctx.now), ends),
        "people": await _people(ctx),
        "now": ctx.now,
    }
    known = await waiting.of(ctx, person, but=State.OPENED)
    return Screen("home/board", person.language, data, (*known.buttons, *await bulk.ways(ctx, person)))


async def _people(ctx: Context) -> list[Value]:
    """For whom how many cases wait, those with the most that are late first."""
    found: list[Value] = []
    for one in await boards.people(ctx.tx, ctx.community_id, ctx.now, _MOST_PEOPLE):
        person = await people.by_id(ctx.tx, ctx.community_id, one.person)
        name = person.called if person else ""
        found.append({"name": name, "many": one.many, "unaccepted": one.unaccepted, "overdue": one.overdue})
    return found
