"""End to end: whole report dialogs, 40 in flight, against the naive bot."""

from functools import partial
from typing import Any

from bench.contenders import NAIVE, Contender
from bench.figures import Figure, at_least, at_most
from bench.liubu_bot import LIUBU
from bench.process import play
from bench.rounds import Results, interleave, listing, ratio_of
from bench.telegram import Job

UNITS = {"answers_per_s": "updates/s", "dialogs_per_s": "dialogs/s", "p50_ms": "ms", "p99_ms": "ms",
         "bot_rss_mb": "MB", "server_cpu_share": "cores"}  # fmt: skip


def job(contender: Contender, quick: bool) -> Job:
    """The load: every person walks the script once."""
    return Job(
        "dialogs",
        people=80 if quick else 180,
        in_flight=40,
        warmup=20 if quick else 40,
        script=contender.script,
        openings=contender.openings,
    )


async def run(quick: bool) -> list[Figure]:
    """Interleaved rounds naive / ours."""
    contenders = [NAIVE, LIUBU]
    runs = {each.name: partial(play, each, job(each, quick)) for each in contenders}
    results: Results[dict[str, Any]] = await interleave(1 if quick else 3, runs)
    return listing("dialogs", results, UNITS) + _ratios(results)


def _ratios(results: Results[dict[str, Any]]) -> list[Figure]:
    if LIUBU.name not in results:
        return []
    throughput = ratio_of(results, "answers_per_s", LIUBU.name, NAIVE.name)
    p99 = ratio_of(results, "p99_ms", LIUBU.name, NAIVE.name)
    return [
        at_least("dialogs liubu/naive throughput", throughput, "x", 6),
        at_most("dialogs liubu/naive p99", p99, "x", 0.25),
    ]
