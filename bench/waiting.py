"""2,000 messages of 200 users wait when the bot comes: answers a second, and what one kill -9 loses."""

import json
import sys
from dataclasses import replace
from functools import cache, partial
from typing import Any

from bench.contenders import AIOGRAM, NAIVE, Contender
from bench.figures import Figure, at_least, at_most, plain
from bench.liubu_bot import LIUBU
from bench.process import play
from bench.rounds import Results, interleave, listing, ratio_of
from bench.telegram import Job

GOALS = {40: 1.1, 0: 1.6}
UNITS = {"answers_per_s": "answers/s", "bot_rss_mb": "MB"}


@cache
def contenders() -> list[Contender]:
    """Those that are there; what is not is said once."""
    found = [NAIVE, AIOGRAM, LIUBU]
    for each in found:
        if why := each.missing():
            print(json.dumps({"left out": each.name, "why": why}), file=sys.stderr, flush=True)
    return [each for each in found if not each.missing()]


async def run(quick: bool) -> list[Figure]:
    """At both latencies, then with a kill half way."""
    figures = []
    for latency in GOALS:
        figures += await _throughput(latency, quick)
    return figures + await _killed()


def job(contender: Contender, latency: float) -> Job:
    """The load."""
    return Job("writers", people=200, each=10, words=contender.words, latency_ms=latency)


async def _throughput(latency: int, quick: bool) -> list[Figure]:
    field = [each for each in contenders() if each is not NAIVE]  # sequential: it would need minutes at 40 ms
    runs = {each.name: partial(play, each, job(each, latency)) for each in field}
    results: Results[dict[str, Any]] = await interleave(1 if quick else 3, runs)
    name = f"waiting {latency} ms"
    figures = listing(name, results, UNITS)
    if LIUBU.name in results and AIOGRAM.name in results:
        found = ratio_of(results, "answers_per_s", LIUBU.name, AIOGRAM.name)
        figures.append(at_least(f"{name} liubu/aiogram", found, "x", GOALS[latency]))
    return figures


async def _killed() -> list[Figure]:
    """Latency 0, killed after half of the answers: how many messages are never answered, how many twice."""
    figures = []
    for each in contenders():
        killed = replace(job(each, 0), reached=1000, quiet_s=5.0)
        results = await interleave(1, {each.name: partial(play, each, killed)})
        lost = max(result["unanswered"] for result in results[each.name])
        twice = max(result["surplus"] for result in results[each.name])
        name = f"waiting kill -9 {each.name} never answered"
        figures.append(at_most(name, lost, "of 2000", 0) if each is LIUBU else plain(name, lost, "of 2000"))
        figures.append(plain(f"waiting kill -9 {each.name} answered twice", twice, "messages"))
    return figures
