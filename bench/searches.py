"""What people look for with /find in the databases of bench/large.py, and how their cases get into the index.

What is timed is all that a search does before its answer is queued: what is asked for becomes ways for that person, the
index gives up to 101 numbers for the count, and the cases of the first page are read and checked once more.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from bot.actions import finding, search
from bot.actions.context import Context
from bot.domain.community import Community
from bot.domain.finding import USUAL, Query
from bot.domain.person import Appointment, Person, Role
from bot.storage.store import Store, Tx

Work = Callable[[Tx], Awaitable[object]]

#: The text of every fourth case has the common word, that of five cases the rare one.
COMMON, RARE = "电梯", "煤气"
SECRETARY = Person(1, 1, "书记", "zh", (Appointment(Role.SECRETARY, None),), reachable=True)
HEAD = Person(1, 1, "网格长", "zh", (Appointment(Role.GRID_HEAD, 3),), reachable=True)
WORKER = Person(1, 1, "网格员", "zh", (Appointment(Role.FULL_TIME, 3),), reachable=True)
RESIDENT = Person(7, 7, "居民", "zh", (), reachable=True)


async def indexed(store: Store, community: Community, now: int) -> None:
    """Put all cases into the index, batch by batch."""
    await store.write(partial(_step, community=community, now=now, work=search.plan))
    while await store.read(partial(_step, community=community, now=now, work=search.is_behind)):
        await store.write(partial(_step, community=community, now=now, work=search.go_on))


async def _step(tx: Tx, community: Community, now: int, work: Callable[[Context], Awaitable[object]]) -> object:
    return await work(Context(tx, community, 1, now))


def sought(community: Community, now: int) -> dict[str, Work]:
    """The searches by name."""
    today = datetime.fromtimestamp(now / 1_000, community.timezone).date()
    asked: dict[str, tuple[Person, Query]] = {
        "search, common word": (SECRETARY, Query(words=(COMMON,))),
        "search, rare word": (SECRETARY, Query(words=(RARE,))),
        "search, word that is nowhere": (SECRETARY, Query(words=("高铁",))),
        "search, two common words": (SECRETARY, Query(words=(COMMON, "三单元"))),
        "search, common word and grid": (SECRETARY, Query(words=(COMMON,), grids=(3,))),
        "search, rare word and grid": (SECRETARY, Query(words=(RARE,), grids=(3,))),
        "search, word and state": (SECRETARY, Query(words=(COMMON,), states=USUAL["unassigned"].states)),
        "search, word and last week": (
            SECRETARY,
            Query(words=(COMMON,), since=today - timedelta(days=7), until=today),
        ),
        "search, overdue": (SECRETARY, USUAL["overdue"]),
        "search, common word of a grid head": (HEAD, Query(words=(COMMON,))),
        "search, common word of a worker": (WORKER, Query(words=(COMMON,))),
        "search, a resident's own": (RESIDENT, Query(words=(COMMON,))),
    }
    return {name: partial(_sought, community=community, now=now, asked=one) for name, one in asked.items()}


async def _sought(tx: Tx, community: Community, now: int, asked: tuple[Person, Query]) -> object:
    person, query = asked
    ctx = Context(tx, community, 1, now)
    numbers = await finding.look(ctx, person, query, None, finding.MOST_COUNTED + 1)
    return await finding.load(ctx, person, query, numbers[: finding.A_PAGE])
