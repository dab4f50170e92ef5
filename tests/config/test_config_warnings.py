"""Who is told of which warning, where a community wants it otherwise."""

from __future__ import annotations

import pytest

from bot.config import ConfigError, demo_path, read_community
from bot.domain.matrix import USUAL, Call, Matrix, Measure
from bot.domain.warning import Colour, Hazard

RAIN, HEAT = Hazard.RAINSTORM, Hazard.HEAT
DEMO = (demo_path() / "community.toml").read_text("utf-8")


def matrix(*entries: str) -> Matrix:
    """The table of the demo community with entries."""
    return read_community(DEMO + "".join(f"\n[[warning]]\n{entry}\n" for entry in entries)).matrix


def test_without_an_entry_it_is_the_usual_one() -> None:
    assert matrix() == USUAL


def test_an_entry_changes_what_it_says_and_leaves_the_rest() -> None:
    found = matrix('hazards = ["rainstorm"]\ncolours = ["blue"]\ncall = "page"\nmust_all = true')
    assert found[RAIN, Colour.BLUE] == Measure(call=Call.PAGE, must_all=True, response=4)
    assert {key for key in USUAL if found[key] != USUAL[key]} == {(RAIN, Colour.BLUE)}


def test_an_entry_that_names_none_is_for_all_and_a_later_one_goes_before_it() -> None:
    found = matrix("groups = false\nresponse = 0", 'hazards = ["heat"]\ngroups = true\nresponse = 3')
    assert not any(measure.groups for (hazard, _), measure in found.items() if hazard is not HEAT)
    assert all(found[HEAT, colour].groups and found[HEAT, colour].response == 3 for colour in Colour)
    assert found[RAIN, Colour.RED].response is None


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ('hazards = ["rain"]', "unknown_value_guess"),
        ('colours = ["purple"]', "unknown_value_guess"),
        ('call = "shout"', "unknown_value"),
        ('groups = "yes"', "not_flag"),
        ("response = 5", "out_of_range"),
        ("grids = [1]", "unknown_key"),
    ],
)
def test_what_is_wrong_is_said(entry: str, code: str) -> None:
    with pytest.raises(ConfigError) as error:
        matrix(entry)
    assert [problem.code.removesuffix("_guess") for problem in error.value.problems] == [code.removesuffix("_guess")]
