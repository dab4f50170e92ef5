"""Duty and warnings with 1,000 rows behind them and with 1,000,000: what is asked at every page, card and poll.

In both databases somebody stands on nine posts, two warnings are in force and one page waits; only what lies behind
them differs. Retention would delete most of it: this is what a community that keeps everything would have.
"""

import sqlite3
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, at_most, median
from bench.large import DAY, NOW, Work, opened
from bot.domain.consent import VERSION
from bot.domain.page import Matter
from bot.storage import duty, pages, roster, warnings
from bot.storage.schema import migrate
from bot.storage.sqlite import SqliteDriver
from bot.storage.store import Store, Tx

SMALL, LARGE = 1_000, 1_000_000
_GOAL = 2.0

FILL = """
PRAGMA synchronous=OFF;
BEGIN;
INSERT INTO communities (community_id, slug, created_at) VALUES (1, 'bench', 0);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
INSERT INTO persons (community_id, person_id, user_id, name, met_at, consent, consented_at)
SELECT 1, i, 100000 + i, '值班员', 0, :version, 0 FROM n;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :many - 1)
INSERT INTO shifts (community_id, shift_id, post, seat, person_id, planned, from_at, until_at, origin, accepted_at)
SELECT 1, i + 1, 'g' || (i % 9), 1, i % 40 + 1, i % 40 + 1, :now + :day * (7 - i / 9), :now + :day * (8 - i / 9),
       'pattern', iif(i / 9 > 7, 1, NULL) FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)
INSERT INTO duty_log (community_id, entry_id, at, kind, post, person_id, facts, words)
SELECT 1, i, :now - i * 3600000, 'words', 'g1', 1, '{}', '巡查完毕' FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)
INSERT INTO warnings (community_id, warning_id, hazard, colour, state, begun_at, ends_at, changed_at)
SELECT 1, i, 'rainstorm', 'blue', iif(i < 3, 'in_force', 'lifted'), 1, 2, :now - i * :day FROM n;
INSERT INTO warning_messages
    (community_id, source, sender, identifier, warning_id, status, hazard, sent_at, content, seen_at)
SELECT 1, 's', 'x', 'i' || warning_id, warning_id, 'Actual', 'rainstorm', 1, '{}', changed_at FROM warnings;
INSERT INTO warning_told
    (community_id, warning_id, is_over, colour, ends_at, source, identifier, words, rose_at, told_at)
SELECT 1, warning_id, state <> 'in_force', 'blue', 2, 's', 'i' || warning_id, 'w', 1, changed_at FROM warnings;
INSERT INTO pages (community_id, page_id, matter, subject, run, data, grids, posts, manned, must_all, quick, state,
                   started_at, settled_at)
SELECT 1, warning_id, 'warning', warning_id, 1, '{}', '[]', '[]', TRUE, FALSE, TRUE,
       iif(warning_id = 1, 'open', 'over'), 1, iif(warning_id = 1, NULL, 2) FROM warnings;
COMMIT;
"""


async def _messages(tx: Tx) -> object:
    """The messages of what is in force; their content is none here, so the rows alone are asked for."""
    return await tx.rows("warning_messages_live", community=1, since=NOW - DAY)


#: What is asked.
ASKED: dict[str, Work] = {
    "who stands now": partial(roster.between, community=1, after=NOW - 2 * DAY, before=NOW + 1),
    "the week": partial(roster.between, community=1, after=NOW, before=NOW + 7 * DAY),
    "my shifts": partial(roster.of_person, community=1, person=7, after=NOW),
    "today's log": partial(duty.log, community=1, after=NOW - DAY, before=NOW),
    "messages in force": _messages,
    "what people were told": partial(warnings.told, community=1, since=NOW - DAY),
    "pages that wait": partial(pages.waiting, community=1),
    "calls of a page": partial(pages.about, community=1, matter=Matter.WARNING, subject=1),
}


async def fill(path: Path, many: int) -> None:
    """Makes the database."""
    path.parent.mkdir(parents=True, exist_ok=True)
    driver = SqliteDriver(path)
    await driver.open()
    await migrate(driver, NOW)
    await driver.close()
    sql = FILL
    for name, value in {"many": many, "now": NOW, "version": VERSION, "day": DAY}.items():
        sql = sql.replace(f":{name}", str(value))
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()


async def _time(store: Store, work: Work) -> float:
    begun = time.perf_counter()
    await store.read(work)
    return (time.perf_counter() - begun) * 1e6


async def run(quick: bool) -> list[Figure]:
    """Microseconds of each question on the large database, and against the small one, in turns."""
    large, rounds = (50_000, 30) if quick else (LARGE, 200)
    with TemporaryDirectory(prefix="bench-") as name:
        small_path, large_path = Path(name) / "small.sqlite", Path(name) / "large.sqlite"
        await fill(small_path, SMALL)
        await fill(large_path, large)
        figures = []
        async with opened(small_path) as small, opened(large_path) as great:
            for what, work in ASKED.items():
                times = [(await _time(small, work), await _time(great, work)) for _ in range(rounds)]
                few, many = (median(column) for column in zip(*times, strict=True))
                figures.append(at_most(f"{what}, {large} rows / {SMALL}", many / few, "x", _GOAL))
        return figures
