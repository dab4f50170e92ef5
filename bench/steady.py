"""50 messages a second of 200 users, 40 ms of latency: from the update to its answer."""

from functools import partial
from typing import Any

from bench.contenders import AIOGRAM
from bench.figures import Figure, at_most, plain
from bench.liubu_bot import LIUBU
from bench.process import play
from bench.rounds import Results, interleave, middle
from bench.telegram import Job
from bench.waiting import contenders


async def run(quick: bool) -> list[Figure]:
    """The p50 and p99 of each contender that can keep up (the sequential one cannot)."""
    field = [each for each in contenders() if each in (AIOGRAM, LIUBU)]
    each_writes = 1 if quick else 3
    runs = {
        each.name: partial(
            play, each, Job("writers", people=200, each=each_writes, words=each.words, rate=50, latency_ms=40)
        )
        for each in field
    }
    results: Results[dict[str, Any]] = await interleave(1 if quick else 2, runs)
    return [figure for name, found in results.items() for figure in _figures(name, found)]


def _figures(name: str, found: list[dict[str, Any]]) -> list[Figure]:
    title, p99 = f"steady 50/s 40 ms {name} p99", middle(found, "p99_ms")
    return [
        plain(f"steady 50/s 40 ms {name} p50", middle(found, "p50_ms"), "ms"),
        at_most(title, p99, "ms", 60) if name == LIUBU.name else plain(title, p99, "ms"),
    ]
