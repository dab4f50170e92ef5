"""A closing report of a long flood."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.domain.case import Outcome, State
from bot.domain.closing_report import Call, ClosingReport, Doors, Duty, Round, Water
from bot.domain.distress import Depth, HelpState, Need
from bot.domain.response import Move, Phase, Proposal, Response
from tests.made import NOW

HOUR_MS = 3_600_000
SHANGHAI = ZoneInfo("Asia/Shanghai")


def great() -> ClosingReport:
    """A long flood."""
    start = NOW
    phases = (
        Phase(1, 1, Move.START, 4, start),
        Phase(2, 1, Move.RAISE, 2, start + HOUR_MS),
        Phase(3, 1, Move.LOWER, 3, start + 5 * HOUR_MS),
        Phase(4, 1, Move.END, 0, start + 30 * HOUR_MS),
    )
    states = (State.HANDLING, State.CLOSED)
    return ClosingReport(
        Response(1, 3, start, start + 30 * HOUR_MS),
        "和风社区",
        "zh",
        SHANGHAI,
        start + 30 * HOUR_MS,
        phases,
        (Proposal(1, 4, 1, start - 60_000), Proposal(2, 2, None, start + HOUR_MS - 1)),
        tuple(
            Water(
                n,
                f"第{n % 7 + 1}网格",
                list(Depth)[n % 4],
                states[n % 2],
                Outcome.SOLVED if n % 2 else None,
                start + n * 600_000,
            )
            for n in range(1, 41)
        ),
        (Round(start + 2 * HOUR_MS, 320, 5), Round(start + 26 * HOUR_MS, 351, 1)),
        tuple(
            Call(
                n,
                "第一网格",
                list(Need)[n % 6],
                start + n * 500_000,
                HelpState.DONE,
                "欧阳建国",
                start + n * 520_000,
                1,
            )
            for n in range(1, 8)
        ),
        Doors(24, 20, 2, 1),
        tuple(
            Duty("grid", f"第{n % 7 + 1}网格", 1 + n % 2, "欧阳建国", start + n * HOUR_MS, start + (n + 12) * HOUR_MS)
            for n in range(12)
        ),
        ((start + 30_000, "暴雨红色预警"),),
    )
