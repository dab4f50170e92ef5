"""``[duty]``: what is written, and what is usual."""

from __future__ import annotations

from bot.cli.doctor import duty_line
from bot.config import demo_path, read_community
from bot.domain.community import Community
from bot.domain.duty_plan import DutyPlan, Season
from bot.domain.rotation import Length
from bot.flows import rota

DEMO = (demo_path() / "community.toml").read_text("utf-8")
BEFORE, AFTER = DEMO[: DEMO.index("[duty]")], DEMO[DEMO.index("[calendar]") :]


def community(duty: str) -> Community:
    """The demo's, with another ``[duty]``."""
    return read_community(BEFORE + duty + "\n" + AFTER)


def test_the_demo_has_a_flood_season() -> None:
    assert read_community(DEMO).duty == DutyPlan(480, 1200, Season((6, 1), (9, 30)))


def test_what_is_not_written_is_usual() -> None:
    found = community("")
    assert found.duty == DutyPlan() and found.policy.check_in_within_ms == 15 * 60_000


def test_what_is_written_is_what_patterns_are_made_of() -> None:
    found = community('[duty]\nchange_at = "08:30"\nnight_at = "18:00"\ncheck_in_within = "30m"\n')
    assert found.duty == DutyPlan(510, 1080) and found.policy.check_in_within_ms == 30 * 60_000
    answers = {
        "key": "g1",
        "chosen": [1, 2],
        "on": "work",
        "length": Length.HALVES.value,
        "since": "2026-07-01",
        "ends": "",
    }
    made = rota.pattern(answers, found.duty)
    assert (made.change, made.night, made.until) == (510, 1080, None)


def test_the_policy_says_it_as_before() -> None:
    text = BEFORE.replace("[policy]", '[policy]\ncheck_in_within = "20m"') + AFTER
    assert read_community(text).policy.check_in_within_ms == 20 * 60_000


def test_the_doctor_says_it() -> None:
    assert "值班：08:00 交接班，夜班 20:00 开始；汛期 06-01 到 09-30" in duty_line(read_community(DEMO))
    assert "汛期" not in duty_line(community("")) and "值班：08:00" in duty_line(community(""))
