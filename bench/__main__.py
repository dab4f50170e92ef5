"""`python -m bench [--only NAME …] [--quick]`: figures as lines of JSON; what else is to be said goes to stderr.

The exit code says whether the run worked: 0 also when goals were missed ("ok": false), for they are what is worked
towards on a quiet machine; 2 when a bench could not run.
"""

import argparse
import asyncio
import json
import sys
from importlib import import_module

from bench.figures import Figure, machine
from bench.process import BenchError

BENCHES = (
    "ceiling",
    "store",
    "requests",
    "dialogs",
    "waiting",
    "steady",
    "timers",
    "fanout",
    "large",
    "years",
    "weather",
)
"""Modules of this package with `async def run(quick: bool) -> list[Figure]`."""


def main() -> int:
    """Runs the benches and prints their figures."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=BENCHES, help="this bench (may be repeated)")
    parser.add_argument("--quick", action="store_true", help="few and short rounds: does it run, roughly how fast")
    options = parser.parse_args()
    print(machine(), file=sys.stderr, flush=True)
    return max(_run(name, options.quick) for name in options.only or BENCHES)


def _run(name: str, quick: bool) -> int:
    try:
        figures: list[Figure] = asyncio.run(import_module(f"bench.{name}").run(quick))
    except BenchError as error:
        print(json.dumps({"bench": name, "error": str(error)}, ensure_ascii=False), file=sys.stderr, flush=True)
        return 2
    for figure in figures:
        print(figure.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
