"""``[calendar]``: what the library of holidays knows, and what a community writes instead."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.cli import parts
from bot.clock import RealClock
from bot.config import read_community
from bot.domain.deadline import Deadline, days, real, service
from bot.domain.workdays import USUAL_HOURS, Calendar, Holiday
from tests.config.test_config_problems import GOOD
from tests.domain.test_workdays import at

HOUR = 3_600_000
#: A year that nobody will have arranged for a long time.
FAR = 2040


def calendar(text: str = "") -> Calendar:
    """The calendar of a community whose file says that."""
    return read_community(GOOD.replace("[policy]", f"[calendar]\n{text}\n[policy]")).calendar


def off(known: Calendar, first: str, last: str) -> set[str]:
    """The names of the days off in that time; a working day is "-"."""
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    found = [day + timedelta(days=n) for n in range((end - day).days + 1)]
    return {"-" if known.is_workday(one) else known.holidays[one].name for one in found}


def test_without_a_word_it_is_the_state_councils() -> None:
    usual = calendar()
    assert usual == read_community(GOOD).calendar
    assert usual.hours == USUAL_HOURS and str(usual.timezone) == "Asia/Shanghai"
    assert usual.years >= {2024, 2025, 2026} and FAR not in usual.years
    assert off(usual, "2026-02-15", "2026-02-23") == {"春节"}
    assert off(usual, "2026-10-01", "2026-10-07") == {"国庆节"}
    assert off(usual, "2025-10-01", "2025-10-08") == {"国庆节"}, "the Mid-Autumn Festival lies within"
    assert off(usual, "2026-01-02", "2026-01-03") == {"元旦"}, "a day exchanged, and a Saturday"
    assert off(usual, "2026-02-14", "2026-02-14") == off(usual, "2026-09-20", "2026-09-20") == {"-"}
    names = set(usual.holidays.values())
    assert names == {
        Holiday("元旦", "New Year's Day"),
        Holiday("春节", "Chinese New Year (Spring Festival)"),
        Holiday("清明节", "Tomb-Sweeping Day"),
        Holiday("劳动节", "Labor Day"),
        Holiday("端午节", "Dragon Boat Festival"),
        Holiday("中秋节", "Mid-Autumn Festival"),
        Holiday("国庆节", "National Day"),
    }


def test_a_year_that_is_not_arranged_has_its_holidays_by_law_and_plain_weekends() -> None:
    usual = calendar()
    assert not usual.is_workday(date(FAR, 10, 1)) and not usual.is_workday(date(FAR, 2, 12))
    assert not [day for day in usual.workdays if day.year == FAR]
    assert usual.is_workday(date(FAR, 7, 2)) and not usual.is_workday(date(FAR, 7, 1))  # Monday, Sunday
    assert not usual.holidays.keys() & {date(2060, 10, 1)}, "beyond that only weekends are known"


def test_what_the_file_says_goes_before() -> None:
    own = calendar(
        'hours = ["09:00-12:00", "13:30 - 17:00", "19:00-24:00"]\n'
        'holidays = [2026-11-26, "2026-11-27", { day = 2026-12-28, until = 2026-12-29, name = "庙会" }, 2026-05-09]\n'
        "workdays = [2026-10-06, 2026-11-28]"
    )
    assert own.hours == ((540, 720), (810, 1020), (1140, 1440))
    assert off(own, "2026-12-28", "2026-12-29") == {"庙会"} and own.holidays[date(2026, 12, 28)].name_en == "庙会"
    assert off(own, "2026-11-26", "2026-11-27") == {""}, "nobody gave it a name"
    assert not own.is_workday(date(2026, 5, 9)), "it would be a make-up day"
    assert own.is_workday(date(2026, 10, 6)) and own.is_workday(date(2026, 11, 28))
    assert off(own, "2026-10-01", "2026-10-05") == {"国庆节"}, "the rest is the library's"


def test_a_year_that_the_file_knows_is_the_files_alone() -> None:
    own = calendar(
        f"years = [{FAR}]\n"
        f"holidays = [{FAR}-01-02, {{ day = {FAR}-02-10, until = {FAR}-02-16, name = '春节', name_en = 'Festival' }}]\n"
        f"workdays = [{FAR}-02-18]"
    )
    assert FAR in own.years and 2026 in own.years
    assert own.is_workday(date(FAR, 10, 1)), "not listed"
    assert own.holidays[date(FAR, 2, 10)] == Holiday("春节", "Festival")
    assert own.is_workday(date(FAR, 2, 18)) and not own.is_workday(date(FAR, 2, 19))


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("hazard", "3d", days(3)),
        ("service", " 1d ", days(1)),
        ("hazard", "4h", service(4 * HOUR)),
        ("service", "90m", service(90 * 60_000)),
        ("emergency", "2h", real(2 * HOUR)),
        ("emergency", "30m", real(30 * 60_000)),
    ],
)
def test_what_a_deadline_means(kind: str, written: str, meant: Deadline) -> None:
    text = GOOD.replace('"hazard"', f'"{kind}"').replace('"24h"', f'"{written}"')
    assert read_community(text).categories[0].deadline == meant


@pytest.mark.parametrize(("command", "code"), [("check", 0), ("doctor", 0)])
@pytest.mark.parametrize(("now", "warned"), [("2040-11-26 10:00", True), ("2026-06-01 10:00", False)])
def test_the_operator_is_warned_of_a_year_that_is_not_arranged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, code: int, now: str, warned: bool
) -> None:
    monkeypatch.setattr(RealClock, "now", lambda _: at(now))
    file = tmp_path / "community.toml"
    file.write_text(GOOD, "utf-8")
    settings = {"LIUBU_COMMUNITY": str(file), "LIUBU_DATA": str(tmp_path), "LIUBU_DATABASE_URL": "", "LIUBU_TOKEN": ""}
    done = CliRunner().invoke(cli, [command], env=settings)
    assert done.exit_code == code, done.output
    for words in ("2040, 2041 年的放假和调休安排", "make-up workdays of 2040, 2041 are not known"):
        assert (words in done.output) == warned


def test_the_warning_ends_when_the_file_tells(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RealClock, "now", lambda _: at(f"{FAR}-06-01 10:00"))
    parts.say_unknown_years(read_community(GOOD))
    assert str(FAR) in capsys.readouterr().out
    parts.say_unknown_years(read_community(GOOD.replace("[policy]", f"[calendar]\nyears = [{FAR}]\n[policy]")))
    assert capsys.readouterr().out == ""
