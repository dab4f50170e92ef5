"""Finding cases: from what somebody looks for to the pages of what they may see of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.actions import cards, notices, past, post, search
from bot.actions.context import Context
from bot.domain import bigrams, findable
from bot.domain.button import CaseMenu, MenuButton, Press
from bot.domain.case import Case, category_name, is_public, public_place
from bot.domain.findable import Clause, Within
from bot.domain.finding import USUAL, Filter, Known, Query, in_words, is_vague, parse
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look, may
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Refused, Stale
from bot.flows.where import say
from bot.storage import cases, finding, people
from bot.storage import search as index
from bot.storage.search import Reach

SLOT = past.FOUND
OPEN, PAGE, MINE = "find.open", "find.page", "find.mine"
A_PAGE = 8
#: Up to so many are counted.
MOST_COUNTED = 100
#: Of somebody's own, and of those past their deadline, the newest so many are looked through.
_MOST_WITHIN = 2_000
#: So far from the first and the last day cases are looked at one by one: a clock may have been set back.
_NEAR = 64


async def find(ctx: Context, person: Person, text: str, *, mine: bool = False) -> None:
    """Look for what somebody wrote; ``mine``: among their own cases."""
    query = parse(text, ctx.wording, await _known(ctx))
    if mine and query.number is None:
        query = replace(query, filters=query.filters | {Filter.MINE})
    await show(ctx, person, query)


async def find_usual(ctx: Context, person: Person, usual: str, *, fresh: bool = True) -> None:
    """Answer one of the usual questions, by its key: of USUAL, or ``today``."""
    today = _today(ctx)
    await show(ctx, person, USUAL.get(usual, Query(since=today, until=today)), fresh=fresh)


async def show(ctx: Context, person: Person, query: Query, *, fresh: bool = True) -> None:
    """The card of the case with that number, or the first page of what is found."""
    if query.number is not None:
        case = await cases.by_id(ctx.tx, ctx.community_id, query.number)
        if case is not None and await _is_in_reach(ctx, person, case):
            await _show_card(ctx, person, case)
            return
        query = in_words(query)
    await search.catch_up(ctx)
    numbers = [] if query.is_empty or is_vague(query) else await look(ctx, person, query, None, MOST_COUNTED + 1)
    more = len(numbers) > A_PAGE
    starts = [0, numbers[A_PAGE - 1]] if more else [0]
    many = len(numbers)
    version = await finding.keep(ctx.tx, ctx.community_id, person.person_id, query, starts, many, ctx.now)
    data = {**await _asked(ctx, person, query), **await _counted(ctx, many, 0)}
    found = await load(ctx, person, query, numbers[:A_PAGE])
    await _show(ctx, person, data, found, (version, 0, more), fresh=fresh)


async def page(ctx: Context, person: Person, version: int, number: int) -> None:
    """Turn to a page; Stale if the person has looked for something else since."""
    last = await finding.of(ctx.tx, ctx.community_id, person.person_id)
    if last is None or last.version != version or number >= len(last.starts):
        raise Stale("find.moved_on")
    numbers = await look(ctx, person, last.query, last.starts[number] or None, A_PAGE + 1)
    more = len(numbers) > A_PAGE
    if more and number + 1 == len(last.starts):
        starts = [*last.starts, numbers[A_PAGE - 1]]
        await finding.turned(ctx.tx, ctx.community_id, person.person_id, version, starts)
    data = {**await _asked(ctx, person, last.query), **await _counted(ctx, last.many, number)}
    found = await load(ctx, person, last.query, numbers[:A_PAGE])
    await _show(ctx, person, data, found, (version, number, more), fresh=False)


async def open_(ctx: Context, person: Person, case_id: int) -> None:
    """The card of a case that was found; Refused if it is none of theirs (any more)."""
    case = await cases.by_id(ctx.tx, ctx.community_id, case_id)
    if case is None or not await _is_in_reach(ctx, person, case):
        raise Refused("case.not_yours")
    await _show_card(ctx, person, case)


# --- looking ---


async def look(ctx: Context, person: Person, query: Query, before: int | None, most: int) -> list[int]:
    """The numbers of the newest cases, below a number, that the person may see and looks for."""
    reach = await _reach(ctx, query)
    if before is not None:
        reach = replace(reach, before=min(reach.before, before))
    ways = findable.clauses(person, query, ctx.community)
    sets = await _sets(ctx, person, ways)
    found: list[int] = []
    while (wanted := most - len(found)) > 0:
        numbers: set[int] = set()
        for way in ways:
            within = frozenset.intersection(*(sets[one] for one in way.within)) if way.within else None
            one = replace(reach, within=within)
            numbers |= set(await index.find(ctx.tx, ctx.community_id, way.groups, one, wanted))
        ordered = sorted(numbers, reverse=True)[:wanted]
        found += await _of_days(ctx, query, ordered)
        if len(ordered) < wanted:
            break
        reach = replace(reach, before=ordered[-1])
    return found


async def load(ctx: Context, person: Person, query: Query, numbers: Sequence[int]) -> list[Case]:
    """The cases of those numbers. The index proposes, the rules decide: it may lag behind the tables."""
    loaded = await cases.by_ids(ctx.tx, ctx.community_id, numbers)
    return [case for case in loaded if _sees(person, case) and (not query.states or case.state in query.states)]


async def _of_days(ctx: Context, query: Query, numbers: Sequence[int]) -> list[int]:
    """Those of the cases that were reported on the days that are asked for."""
    if query.since is None or query.until is None or not numbers:
        return list(numbers)
    since, until = _instant(ctx, query.since), _instant(ctx, query.until + timedelta(days=1))
    return await index.between(ctx.tx, ctx.community_id, numbers, since, until)


async def _sets(ctx: Context, person: Person, ways: Sequence[Clause]) -> dict[Within, frozenset[int]]:
    """The sets of cases that the ways need."""
    found: dict[Within, frozenset[int]] = {}
    tx, number, most = ctx.tx, ctx.community_id, _MOST_WITHIN
    for one in sorted({one for way in ways for one in way.within}):
        match one:
            case Within.REPORTED:
                found[one] = frozenset(await index.reported(tx, number, person.person_id, most))
            case Within.FOLLOWED:
                found[one] = frozenset(await index.followed(tx, number, person.person_id, most))
            case Within.OVERDUE:
                found[one] = frozenset(await index.overdue(tx, number, ctx.now, most))
    return found


async def _reach(ctx: Context, query: Query) -> Reach:
    """The numbers that were given in those days, and a few more on both sides."""
    reach = Reach()
    if query.since is not None:
        first = await index.first_since(ctx.tx, ctx.community_id, _instant(ctx, query.since))
        reach = replace(reach, first=max(1, first - _NEAR))
    if query.until is not None:
        end = await index.first_since(ctx.tx, ctx.community_id, _instant(ctx, query.until + timedelta(days=1)))
        reach = replace(reach, before=end + _NEAR)
    return reach


async def _is_in_reach(ctx: Context, person: Person, case: Case) -> bool:
    follows = person.person_id in await cases.followers(ctx.tx, ctx.community_id, case.case_id)
    return findable.is_in_reach(person, case, follows=follows)


def _sees(person: Person, case: Case) -> bool:
    return may(person, Look.SHEET, case) or may(person, Look.PUBLIC, case)


def _instant(ctx: Context, day: date) -> int:
    """The beginning of a day in the community's time."""
    return int(datetime.combine(day, time(), ctx.community.timezone).timestamp() * 1_000)


async def _known(ctx: Context) -> Known:
    """What names mean here and today."""
    grids = {bigrams.plain(grid.name): grid.number for grid in ctx.community.grids}
    places: dict[str, tuple[tuple[int, str], ...]] = {}
    for grid in ctx.community.grids:
        for house in grid.buildings:
            name = bigrams.plain(house.name)
            places[name] = (*places.get(name, ()), (grid.number, house.key))
    staff: dict[str, tuple[int, ...]] = {}
    for person in await people.staff(ctx.tx, ctx.community_id):
        if person.called and person.is_worker:
            staff[bigrams.plain(person.called)] = (*staff.get(bigrams.plain(person.called), ()), person.person_id)
    return Known(grids, places, staff, _today(ctx))


def _today(ctx: Context) -> date:
    return datetime.fromtimestamp(ctx.now / 1_000, ctx.community.timezone).date()


# --- showing ---


async def _show(
    ctx: Context,
    person: Person,
    data: dict[str, Value],
    found: Sequence[Case],
    place: tuple[int, int, bool],
    *,
    fresh: bool,
) -> None:
    lines: list[Value] = [line(ctx, case, person) for case in found]
    screen = Screen("find/list", person.language, {**data, "cases": lines}, buttons(found, *place))
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen, fresh=fresh)


def buttons(found: Sequence[Case], version: int, number: int, more: bool) -> Buttons:
    """A button for each case, and those that turn the pages."""
    taps = [Tap("find_case", Press(OPEN, case.case_id), data={"number": case.case_id}) for case in found]
    rows = [tuple(taps[i : i + 4]) for i in range(0, len(taps), 4)]
    turn = [Tap("page_before", Press(PAGE, version, number - 1))] if number else []
    if more:
        turn.append(Tap("page_after", Press(PAGE, version, number + 1)))
    last = (Tap("find_again", MenuButton("find")),)
    return (*rows, *((tuple(turn),) if turn else ()), last)


def line(ctx: Context, case: Case, person: Person) -> dict[str, Value]:
    """A case in a line, with what the person may know of it."""
    sheet = may(person, Look.SHEET, case)
    return {
        "number": case.case_id,
        "category": category_name(case, ctx.community, person.language),
        "place": say(case.place, case.grid, ctx.community) if sheet else public_place(case, ctx.community),
        "state": case.state.value,
        "overdue": case.is_open and not case.is_paused and case.due_at is not None and case.due_at < ctx.now,
    }


async def _counted(ctx: Context, many: int, number: int) -> dict[str, Value]:
    """How many there are, on which page, and whether the index is still being made."""
    pages = -(-min(many, MOST_COUNTED) // A_PAGE)
    known = await index.progress(ctx.tx, ctx.community_id)
    return {
        "many": min(many, MOST_COUNTED),
        "at_least": many > MOST_COUNTED,
        "page": number + 1,
        "pages": pages,
        "growing": known is not None and known.below > 1,
    }


async def _asked(ctx: Context, person: Person, query: Query) -> dict[str, Value]:
    """What was looked for, as it was understood."""
    grids = [grid.name for number in query.grids if (grid := ctx.community.grid(number))]
    houses = [house.name for grid_, key in query.places if (house := ctx.community.building(grid_, key))]
    led = [await people.by_id(ctx.tx, ctx.community_id, one) for one in query.leads]
    return {
        "words": [*query.words],
        "states": [state.value for state in query.states],
        "filters": [*sorted(one.value for one in query.filters)],
        "grids": [*grids],
        "places": [*houses],
        "leads": [one.called for one in led if one is not None and one.called],
        "since": query.since.isoformat() if query.since else None,
        "until": query.until.isoformat() if query.until else None,
        "vague": is_vague(query),
        "own": not person.is_staff or Filter.MINE in query.filters,
    }


async def _show_card(ctx: Context, person: Person, case: Case) -> None:
    """Their card of the case, as a new message; of what they only see as a neighbour, what a neighbour may know."""
    file = await notices.dossier(ctx, case)
    if may(person, Look.SHEET, case) or person.person_id in await cases.followers(
        ctx.tx, ctx.community_id, case.case_id
    ):
        await notices.show_card(ctx, file, person, fresh=True, asked=True)
        return
    follows = is_public(case, ctx.community) and case.is_open and may(person, Deed.FOLLOW, case)
    taps: Buttons = ((Tap("follow", CaseMenu("follow", case.case_id)),),) if follows else ()
    card = replace(cards.follower_card(file, person, ctx.community), view="find/case", buttons=taps)
    await post.show(ctx, person, Kind.ANSWER, notices.slot(case), card, fresh=True)
