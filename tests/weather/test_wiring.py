"""Who is asked: the real services, or in a sandbox the sandbox; and nobody where it was not said."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cli import run
from bot.clock import RealClock
from bot.config import Settings, demo_path, load_community
from bot.delivery.weather_line import Services
from bot.domain.weather_plan import NATIONAL, SourceKind


@pytest.mark.parametrize("sandbox", [None, "http://127.0.0.1:8080"])
def test_who_is_asked(sandbox: str | None, tmp_path: Path) -> None:
    known = Settings(data=tmp_path, qweather_key=SecretStr("secret"), community=demo_path() / "community.toml")
    app = run.make(known, "1:token", "http://127.0.0.1:1", RealClock(), sandbox)
    assert app._services == Services(sandbox, "secret")


def test_the_demo_asks_for_warnings_rain_and_the_river() -> None:
    plan = load_community(demo_path() / "community.toml").weather
    assert [source.kind for source in plan.sources] == [
        SourceKind.CAP_FEED,
        SourceKind.OPEN_METEO,
        SourceKind.OPEN_METEO_FLOOD,
    ]
    assert plan.thresholds == NATIONAL and plan.counties == ("140502",) and plan.point == (35.49, 112.85)
    assert all(source.stale_after_ms > source.every_ms for source in plan.sources)
