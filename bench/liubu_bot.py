"""The real bot as a contender: started as its users start it, walked through its report dialog.

It keeps the platform's limits, which the naive bot does not: the reporter is answered at once, but the secretary's
cards and the cards in the groups leave at 30 a second in all, 20 at once and then one a second in the secretary's
chat, 20 a minute in a group. What is measured are the answers to reporters; the others still cost their share.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from bench.agreed import agree
from bench.contenders import Contender
from bench.moves import start, tap, text
from bench.telegram import TOKEN
from bench.town import community, openings

SCRIPT = [
    start("r{grid}"),
    tap("{category}"),
    text("三单元电梯停在五楼，门打不开，有老人被困，请尽快派人来看一下。"),
    tap("没有照片"),
    tap("^{building}$"),
    tap("提交", answered_by="您上报的"),
]
"""The same number and kind of moves as the naive bot's."""


def _command(base_url: str, data: Path) -> list[str]:  # noqa: ARG001
    return [sys.executable, "-m", "bot", "run"]


def _environment(base_url: str, data: Path) -> Mapping[str, str]:
    path = data / "community.toml"
    path.write_text(community(), encoding="utf-8")
    return {
        "LIUBU_API_URL": base_url,
        "LIUBU_TOKEN": TOKEN,
        "LIUBU_DATA": str(data / "liubu"),
        "LIUBU_COMMUNITY": str(path),
    }


LIUBU = Contender("liubu", _command, SCRIPT, environment=_environment, openings=openings(), prepare=agree)
