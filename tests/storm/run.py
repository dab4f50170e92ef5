"""One storm: the steps in order against a fresh town, and what came of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.conftest import Database
from tests.storm.cast import open_cast
from tests.storm.hands import Hands
from tests.storm.truths import Truths

#: The kind of a step, who, and two numbers by which all else is chosen.
Step = tuple[str, int, int, int]
_LOOK_HARD = 25


@dataclass
class Figures:
    """What came of storms."""

    steps: int = 0
    seconds: float = 0.0
    cases: int = 0
    messages: int = 0
    acts: Counter[str] = field(default_factory=Counter)

    def add(self, other: Figures) -> None:
        """Take in another storm."""
        self.steps += other.steps
        self.seconds += other.seconds
        self.cases += other.cases
        self.messages += other.messages
        self.acts += other.acts


async def storm(database: Database, steps: Sequence[Step]) -> Figures:
    """Do the steps; AssertionError with the story if something is not true any more."""
    began = time.monotonic()
    async with open_cast(database) as cast:
        truths = await Truths.of(cast, database)
        hands = Hands(cast, truths)
        hands.watch()
        try:
            for number, step in enumerate(steps, start=1):
                await hands.do(*step)
                if number % _LOOK_HARD == 0:
                    await truths.check_all()
            await truths.check_end(hands.away)
        except BaseException as error:
            error.add_note("\n".join(("What happened:", *hands.story[-40:])))
            raise
        finally:
            await truths.peek.close()
    seconds = time.monotonic() - began
    return Figures(len(steps), seconds, len(truths.before.cases), truths.rights.checked, truths.record.done)
