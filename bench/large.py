"""A database of 1,000,000 cases: what people ask for against the same with 1,000, starting on it, and idle memory.

Both databases hold 700 open cases and 50 cases of each reporter, so that only the size of what lies behind differs.
"""

import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.contenders import Contender, nothing
from bench.figures import Figure, at_most, median, plain
from bench.liubu_bot import LIUBU
from bench.process import play
from bench.searches import indexed, sought
from bench.telegram import TOKEN, Job
from bench.town import community
from bot.config import demo_path, load_community
from bot.domain.consent import VERSION
from bot.storage import boards, cases, clocks, search
from bot.storage.schema import migrate
from bot.storage.sqlite import SqliteDriver
from bot.storage.store import Store, Tx

SMALL, LARGE = 1_000, 1_000_000
OPEN, EACH = 700, 50
NOW = time.time_ns() // 1_000_000
DAY = 86_400_000

FILL = """
PRAGMA synchronous=OFF;
BEGIN;
INSERT INTO communities (community_id, slug, created_at) VALUES (1, 'bench', 0);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many / :each)
INSERT INTO persons (community_id, person_id, user_id, name, met_at, consent, consented_at)
SELECT 1, i, 100000 + i, '居民', 0, :version, 0 FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)
INSERT INTO cases (community_id, case_id, grid, category, state, version, text, building, reporter, lead, reported_at,
                   changed_at, due_at, closed_at, dialog_id)
SELECT 1, i, i % 7 + 1, 'c' || i % 6, iif(i > :many - :open, 'assigned', 'archived'), 3,
       CASE i % 4 WHEN 0 THEN '三单元电梯停在五楼。' WHEN 1 THEN '门口的灯一直不亮。' ELSE '有人在楼道里放了东西。' END
       || iif(i % (:many / 5) = 7, '闻到煤气味。', '') || printf('编号%x', i * 2654435761 % 4294967296),
       'b' || i % 12, i % (:many / :each) + 1, 1, :now - (:many - i) * 1000, :now, :now + i % 1000 - 500,
       iif(i > :many - :open, NULL, :now), i FROM n;
INSERT INTO counters VALUES (1, 'case', :many), (1, 'dialog', :many), (1, 'person', :many / :each);
COMMIT;
"""

Work = Callable[[Tx], Awaitable[object]]


def asked(many: int) -> dict[str, Work]:
    """What people ask for."""
    return {
        "by number": partial(cases.by_id, community=1, case_id=many // 2),
        "overdue list": partial(search.overdue, community=1, now=NOW, most=101),
        "board with overdue": partial(cases.board, community=1, now=NOW),
        "who has how many": partial(boards.people, community=1, now=NOW),
        "overdue, to be picked": partial(boards.overdue, community=1, now=NOW, most=7),
        "one grid's board": partial(boards.of_grid, community=1, grid=3, now=NOW),
        "open without a timer": partial(clocks.unwatched, community=1),
        "my reports": partial(cases.reported_by, community=1, person=7),
        "a worker's tasks": partial(cases.led_by, community=1, person=1),
        "a secretary's cases": partial(cases.undecided, community=1),
        "open in a grid": partial(cases.open_in_grid, community=1, grid=3, since=NOW - 30 * DAY),
        "open in a quiet grid": partial(cases.open_in_grid, community=1, grid=8, since=NOW - 30 * DAY),
    }


async def fill(path: Path, many: int) -> None:
    """Makes the database."""
    path.parent.mkdir(parents=True, exist_ok=True)
    driver = SqliteDriver(path)
    await driver.open()
    await migrate(driver, NOW)
    await driver.close()
    sql = FILL
    for name, value in {"many": many, "open": OPEN, "each": EACH, "now": NOW, "version": VERSION}.items():
        sql = sql.replace(f":{name}", str(value))
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Store]:
    """The store of that file."""
    async with Store(SqliteDriver(path)) as store:
        yield store


async def _index(folder: Path, toml: Path, large: int) -> float:
    """Puts all cases into the index, as the program does in the background; how many of the large ones in a second."""
    speeds = []
    for name, many in (("small", SMALL), ("large", large)):
        async with opened(folder / name / "liubu.sqlite") as store:
            begun = time.perf_counter()
            await indexed(store, load_community(toml), NOW)
            speeds.append(many / (time.perf_counter() - begun))
    return speeds[-1]


async def _both(folder: Path, toml: Path, large: int, rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Microseconds of each question on the small and on the large database, the medians of rounds in turns."""
    known = load_community(toml)
    async with opened(folder / "small/liubu.sqlite") as one, opened(folder / "large/liubu.sqlite") as other:
        stores = ((one, SMALL), (other, large))
        works = [(store, {**asked(many), **sought(known, NOW)}) for store, many in stores]
        results: tuple[dict[str, float], ...] = ({}, {})
        for name in works[0][1]:
            times: tuple[list[float], ...] = ([], [])
            for _ in range(rounds):
                for place, (store, questions) in enumerate(works):
                    times[place].append(await _time(store, questions[name]))
            for place, measured in enumerate(times):
                results[place][name] = median(measured)
    return results[0], results[1]


async def _time(store: Store, work: Work) -> float:
    begun = time.perf_counter()
    await store.read(work)
    return (time.perf_counter() - begun) * 1e6


def _on(folder: Path, toml: Path | None) -> Contender:
    """Our bot on the data in that folder; on the demo community where no other is named."""
    described = toml or _without_weather(folder)
    values = {"LIUBU_TOKEN": TOKEN, "LIUBU_DATA": str(folder), "LIUBU_COMMUNITY": str(described)}
    return replace(LIUBU, prepare=nothing, environment=lambda base_url, _: {**values, "LIUBU_API_URL": base_url})


def _without_weather(folder: Path) -> Path:
    """The demo community with nobody to ask about the weather: a bench asks nobody outside."""
    text = (demo_path() / "community.toml").read_text("utf-8")
    path = folder.with_name(f"{folder.name}.toml")
    path.write_text(text[: text.index("[weather]")] + text[text.index("[policy]") :], "utf-8")
    return path


async def run(quick: bool) -> list[Figure]:
    """Reads, the start, and memory."""
    large = 50_000 if quick else LARGE
    rounds = 30 if quick else 200
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        toml = folder / "community.toml"
        toml.write_text(community(), encoding="utf-8")
        await fill(folder / "small/liubu.sqlite", SMALL)
        await fill(folder / "large/liubu.sqlite", large)
        filed = await _index(folder, toml, large)
        small, found = await _both(folder, toml, large, rounds)
        figures = [plain("cases put into the index", filed, "1/s")]
        figures += [plain(f"{what}, {large} cases", found[what], "us") for what in found]
        figures += [at_most(f"{what}, {large} cases / {SMALL}", found[what] / small[what], "x", 2) for what in found]
        return figures + await _runs(folder, toml, large, 1 if quick else 3)


async def _runs(folder: Path, toml: Path, large: int, rounds: int) -> list[Figure]:
    """From the start of the process to the answer to what waited for it, and what it holds when it is idle then."""
    one = Job("writers", people=1, each=1, words=LIUBU.words)
    starts = [await play(_on(folder / "large", toml), one) for _ in range(rounds)]
    idle = [await play(_on(folder / f"demo{number}", None), one) for number in range(rounds)]
    return [
        at_most(f"start to the first answer, {large} cases", median(r["p50_ms"] for r in starts) / 1000, "s", 2),
        plain("start to the first answer, new database", median(r["p50_ms"] for r in idle) / 1000, "s"),
        at_most("resident memory, 7 grids idle", median(r["bot_rss_mb"] for r in idle), "MB", 90),
    ]
