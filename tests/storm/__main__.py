"""``python -m tests.storm``: the long storm on each database of this machine, one JSON line each."""

from __future__ import annotations

import argparse
import json
import os
import random
import sys

from bot.domain.case import Act
from tests.conftest import KINDS
from tests.storm import weather
from tests.storm.run import Figures


def main() -> int:
    """Let it storm; 1 if there is an act that nobody came to."""
    parser = argparse.ArgumentParser(prog="tests.storm", description="Random people do random things.")
    parser.add_argument("--steps", type=int, default=int(os.environ.get("LIUBU_STORM_STEPS", "10000")))
    parser.add_argument("--length", type=int, default=500, help="steps in one town")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("LIUBU_STORM_SEED") or random.randrange(10**9)))
    parser.add_argument("--databases", default=",".join(KINDS))
    said = parser.parse_args()
    print(f"LIUBU_STORM_SEED={said.seed}", file=sys.stderr, flush=True)
    never = set[Act]()
    for kind in said.databases.split(","):
        figures = Figures()
        weather.long(kind, said.length, max(1, said.steps // said.length), said.seed, figures)
        missing = sorted(set(Act) - set(figures.acts))
        never |= set(missing)
        told = {"database": kind, "seed": said.seed, "steps": figures.steps, "seconds": round(figures.seconds, 1)}
        told |= {"cases": figures.cases, "messages": figures.messages, "never": missing}
        print(json.dumps({**told, "acts": dict(sorted(figures.acts.items()))}), flush=True)
    return 1 if never else 0


if __name__ == "__main__":
    sys.exit(main())
