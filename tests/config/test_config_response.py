"""``[response]``: what a community asks for at each level, and what is wrong with it."""

from __future__ import annotations

import pytest

from bot.config import demo_path
from bot.config.community import read_community
from bot.config.problem import ConfigError
from bot.domain.response import USUAL, USUAL_PLAN

HOUR_MS = 3_600_000
WHOLE = (demo_path() / "community.toml").read_text("utf-8")
#: The demo's file without the table.
DEMO = WHOLE[: WHOLE.index("[response]")] + WHOLE[WHOLE.index("[calendar]") :]


def read(more: str) -> object:
    """The plan of the demo community with these lines besides."""
    head, _, rest = DEMO.partition("[calendar]")
    return read_community(f"{head}{more}\n[calendar]{rest}").response


def test_without_the_table_all_is_as_usual() -> None:
    assert read("") == USUAL_PLAN


def test_the_demo_shows_the_usual() -> None:
    assert read_community(WHOLE).response == USUAL_PLAN
    assert [f"level_{level}" in WHOLE for level in USUAL] == [True] * 4


def test_a_level_is_changed_and_the_others_stay() -> None:
    plan = read_community(
        DEMO.replace(
            "[calendar]",
            '[response]\nhelp_wait = "5m"\n[response.level_4]\nseats = 2\ncheck_in = "10m"\nall_well = "3h"\n'
            "roll_call = true\n[response.level_1]\nall_well = false\ndoor_calls = false\n[calendar]",
        )
    ).response
    assert plan.help_wait_ms == 300_000
    lowest, highest = plan.measures[4], plan.measures[1]
    assert (lowest.seats, lowest.check_in_ms, lowest.all_well_ms, lowest.roll_call) == (2, 600_000, 3 * HOUR_MS, True)
    assert (lowest.situation, lowest.door_calls) == (True, False)
    assert (highest.all_well_ms, highest.door_calls, highest.seats) == (None, False, 2)
    assert plan.measures[3] == USUAL[3]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("[response.level_4]\nseats = 3", "out_of_range"),
        ('[response.level_4]\ncheck_in = "2d"', "clock_too_long"),
        ("[response.level_4]\nsituation = 1", "not_flag"),
        ("[response.level_4]\nall_well = true", "not_true"),
        ("[response.level_5]\nseats = 1", "unknown_key_guess"),
        ('[response]\ncategory = "nothing"', "unknown_value"),
    ],
)
def test_what_is_wrong_is_said(lines: str, code: str) -> None:
    with pytest.raises(ConfigError) as error:
        read(lines)
    assert [problem.code for problem in error.value.problems] in ([code], ["bad_duration"])
