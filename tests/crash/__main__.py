"""``python -m tests.crash``: the long storm on each database of this machine, one JSON line each."""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.conftest import KINDS
from tests.crash.databases import fresh_database
from tests.crash.storm import LONG, Force, Plan, Storm


async def run(arguments: argparse.Namespace) -> None:
    """Let it storm on each kind of database."""
    force = Force(arguments.updates, arguments.kills, arguments.reporters)
    for kind in arguments.databases.split(","):
        with tempfile.TemporaryDirectory(prefix="liubu-crash-") as folder:
            async with fresh_database(kind) as url:
                plan = Plan(force, arguments.seed, Path(folder), url)
                print(json.dumps(asdict(await Storm(plan).run()), ensure_ascii=False), flush=True)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="tests.crash", description="People report while the bot is killed.")
    parser.add_argument("--updates", type=int, default=LONG.updates)
    parser.add_argument("--kills", type=int, default=LONG.kills)
    parser.add_argument("--reporters", type=int, default=LONG.reporters)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--databases", default=",".join(KINDS))
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
