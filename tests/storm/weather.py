"""How a storm is drawn: hypothesis chooses the steps, so that what fails shrinks and can be told again."""

from __future__ import annotations

import asyncio
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.conftest import POSTGRES, Database
from tests.storm.hands import WEIGHTS
from tests.storm.run import Figures, Step, storm

_NUMBERS = st.integers(0, 2**16 - 1)
_KINDS = st.sampled_from([kind for kind, weight in WEIGHTS.items() for _ in range(weight)])
STEP = st.tuples(_KINDS, _NUMBERS, _NUMBERS, _NUMBERS)
_NONE_TOO_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


async def on(kind: str, steps: list[Step]) -> Figures:
    """A storm over a fresh database of a kind."""
    with TemporaryDirectory(prefix="liubu-storm-") as folder:
        if kind == "sqlite":
            return await storm(Database("sqlite", Path(folder), None, "liubu"), steps)
        schema = f"storm{uuid.uuid4().hex}"
        try:
            return await storm(Database("postgres", Path(folder), POSTGRES, schema), steps)
        finally:
            connection = await asyncpg.connect(POSTGRES)
            await connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
            await connection.close()


def short(kind: str, many: int, figures: Figures) -> None:
    """One storm, always the same: it is never flaky, and takes no time to shrink."""
    draw(kind, many, 1, figures, settings(derandomize=True, phases=(Phase.explicit, Phase.generate)))


def long(kind: str, many: int, storms: int, number: int, figures: Figures) -> None:
    """Several storms by a seed; what fails is told as the fewest steps that fail."""
    draw(kind, many, storms, figures, settings(phases=(Phase.generate, Phase.shrink)), number)


def draw(kind: str, many: int, storms: int, figures: Figures, how: settings, number: int | None = None) -> None:
    """Let hypothesis draw storms of so many steps each."""

    # The first that hypothesis draws is the simplest one there is: it counts as none of them.
    @settings(how, max_examples=storms + 1, deadline=None, database=None, suppress_health_check=_NONE_TOO_SLOW)
    @given(st.lists(STEP, min_size=many, max_size=many))
    def raging(steps: list[Step]) -> None:
        if len(set(steps)) < 2:
            return
        try:
            figures.add(asyncio.run(on(kind, steps)))
        except BaseException as error:
            _say(f"{kind}: fails: {str(error)[:200]!r}")
            raise
        _say(f"{kind}: {figures.steps} steps, {figures.seconds:.0f} s")

    run: Callable[[], None] = raging if number is None else seed(number)(raging)
    run()


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
