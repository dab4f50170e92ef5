"""The bot is killed at random moments while people report: nothing is lost, and nothing comes twice without saying so.

The long form (1,000 updates, 20 kills, on each database) runs with LIUBU_LONG=1, or as ``python -m tests.crash``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import KINDS
from tests.crash.databases import fresh_database
from tests.crash.storm import LONG, SHORT, Plan, Storm


async def test_people_report_while_the_bot_is_killed(tmp_path: Path) -> None:
    figures = await Storm(Plan(SHORT, seed=1, data=tmp_path)).run()
    assert figures.kills == SHORT.kills and figures.updates >= SHORT.updates and figures.cases > 5


if os.environ.get("LIUBU_LONG"):

    @pytest.mark.timeout(600)
    @pytest.mark.parametrize("kind", KINDS)
    async def test_a_long_storm(tmp_path: Path, kind: str) -> None:
        async with fresh_database(kind) as url:
            figures = await Storm(Plan(LONG, seed=2, data=tmp_path, database_url=url)).run()
        assert figures.kills == LONG.kills and figures.updates >= LONG.updates
