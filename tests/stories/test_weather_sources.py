"""The weather comes in: what a source says is read at the next asking, and a source that is silent is told of."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.actions import warnings
from bot.actions.context import Context
from bot.cli import parts
from bot.clock import RealClock
from bot.delivery import weather_line, weatherman
from bot.delivery.weather_line import Page
from bot.domain.community import Community
from bot.domain.person import Role
from bot.domain.roster import Origin
from bot.domain.warning import Colour, Hazard, Message, WeatherWarning
from bot.domain.weather_plan import Source, SourceKind
from bot.storage import people, roster
from bot.storage.store import Tx
from bot.weather.reading import Unreadable, Why
from tests.town import Neighbour, Town, open_town
from tests.weather.papers import ALERTS, COUNTY, MINUTELY, NO_ALERTS, alert, document, info

MINUTE_MS = 60_000


class Taken(list[tuple[str, tuple[WeatherWarning, ...], bool]]):
    """What was handed over: the source, the warnings, and whether these are all."""

    @property
    def all(self) -> list[WeatherWarning]:
        """All warnings in turn."""
        return [warning for _, seen, _ in self for warning in seen]

    def last(self) -> tuple[str, tuple[WeatherWarning, ...], bool]:
        """The newest."""
        return self[-1]


def taken_by(found: Taken) -> Callable[..., Awaitable[None]]:
    """What notes what is handed over; what comes of a warning is told elsewhere."""

    async def take(ctx: Context, source_key: str, seen: Sequence[WeatherWarning], *, complete: bool) -> None:
        found.append((source_key, tuple(seen), complete))

    return take


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Taken:
    """What is handed over in this story."""
    found = Taken()
    monkeypatch.setattr(warnings, "take", taken_by(found))
    return found


@pytest.fixture
async def town(tmp_path: Path, taken: Taken) -> AsyncIterator[Town]:
    """The demo community, which has a feed of warnings, a forecast and a river."""
    async with open_town(tmp_path) as found:
        yield found


async def publishes(town: Town, file: bytes) -> None:
    """The weather service publishes a CAP file."""
    async with town.session.post(f"{town.sandbox.url}/api/weather/cap", data=file) as response:
        assert response.status == 200


async def orders(town: Town, what: str, answer: Any) -> None:
    """A weather service will answer so."""
    await town.post(f"/api/weather/{what}", answer)


def here(town: Town) -> datetime:
    """The time in the town."""
    return datetime.fromtimestamp(town.app.clock.now() / 1000, town.community.timezone)


def storm(town: Town, identifier: str = f"{COUNTY}41600000_1", **more: Any) -> bytes:
    """A rainstorm warning of now."""
    at = here(town)
    text = alert(info(), identifier=identifier, sent=at.isoformat(timespec="seconds"), **more)
    expires = (at + timedelta(hours=6)).isoformat(timespec="seconds")
    return document(text.replace("2026-07-21T03:00:00+08:00", expires))


def wet(town: Town, *mm: float) -> dict[str, Any]:
    """A forecast of so much in the hours from now on."""
    begin = here(town).replace(minute=0, second=0, microsecond=0, tzinfo=None) + timedelta(hours=1)
    times = [(begin + timedelta(hours=hour)).strftime("%Y-%m-%dT%H:%M") for hour in range(len(mm))]
    place = {"latitude": 35.5, "longitude": 112.9, "utc_offset_seconds": 8 * 3600}
    return {**place, "hourly": {"time": times, "precipitation": list(mm)}}


async def has_lead(town: Town, who: Neighbour) -> None:
    """Somebody is the duty leader from now on for a week."""

    async def work(tx: Tx) -> None:
        number, now = town.app.community_id, town.app.clock.now()
        person = await people.by_user(tx, number, who.user_id)
        assert person is not None
        added = await roster.add(
            tx, number, "leader", 1, person.person_id, (now - 1, now + 7 * 86_400_000), Origin.HAND
        )
        assert added is not None

    await town.app.store.write(work)


def with_sources(*sources: Source) -> Any:
    """A change of the community: other sources."""

    def changed(community: Community) -> Community:
        return replace(community, weather=replace(community.weather, sources=sources))

    return changed


# --- what is said is read ---


async def test_a_warning_is_read_at_the_next_asking_and_once(town: Town, taken: Taken) -> None:
    await publishes(town, storm(town))
    await town.wind(minutes=1)
    (warning,) = taken.all
    assert (warning.source, warning.hazard, warning.colour) == ("cma", Hazard.RAINSTORM, Colour.RED)
    assert warning.identifier == f"{COUNTY}41600000_1" and warning.message is Message.ALERT
    await town.wind(minutes=5)
    await town.stop_bot()
    await town.start_bot()
    await town.wind(minutes=5)
    assert len(taken.all) == 1, "what was taken is not fetched again, not even by another run"
    assert all(not complete for _, _, complete in taken), "a feed holds the newest only"


async def test_other_counties_are_not_fetched_and_what_is_of_nowhere_is(town: Town, taken: Taken) -> None:
    await publishes(town, storm(town, "37061441600000_1"))  # of another province: not even asked for
    await publishes(town, document(alert(info(code="370614000000"), identifier="x-37")))  # read, and not ours
    await publishes(town, document(alert(info(code=""), identifier="x-unknown")))
    await publishes(town, storm(town, "14050041600000_1"))  # the city's
    await town.wind(minutes=1)
    assert [warning.identifier for warning in taken.all] == ["x-unknown", "14050041600000_1"]


async def test_one_bad_file_loses_no_good_one_and_is_told_once(town: Town, taken: Taken) -> None:
    await publishes(town, storm(town))
    bad = storm(town, f"{COUNTY}41600000_2").replace(b"<status>Actual</status>", b"")
    await publishes(town, bad)
    await town.wind(minutes=1)
    assert [warning.identifier for warning in taken.all] == [f"{COUNTY}41600000_1"]
    message = await town.secretary.sees("读不懂", "暴雨红色预警信号", "status 缺少内容", "1.xml")
    await town.wind(minutes=10)
    assert await town.secretary.last() == message


async def test_qweather_says_what_is_in_force_and_what_has_ended(tmp_path: Path, taken: Taken) -> None:
    at = "https://q.example"
    two = with_sources(
        Source("hf", SourceKind.QWEATHER, at, MINUTE_MS, 15 * MINUTE_MS),
        Source("near", SourceKind.MINUTELY, at, MINUTE_MS, 15 * MINUTE_MS),
    )
    async with open_town(tmp_path, changed=two) as town:
        assert taken.last() == ("hf", (), True)
        async with town.session.post(f"{town.sandbox.url}/api/weather/alerts", data=ALERTS) as response:
            assert response.status == 200
        async with town.session.post(f"{town.sandbox.url}/api/weather/minutely", data=MINUTELY) as response:
            assert response.status == 200
        await town.wind(minutes=1)
        source, (warning,), complete = taken.last()
        assert (source, complete, warning.colour) == ("hf", True, Colour.RED)
        await orders(town, "alerts", {"metadata": {"zeroResult": False}, "alerts": [{"id": "1"}]})
        await town.wind(minutes=1)
        assert len([one for one in taken if one[2]]) == len(taken), "an answer that is not understood says nothing"
        async with town.session.post(f"{town.sandbox.url}/api/weather/alerts", data=NO_ALERTS) as response:
            assert response.status == 200
        await town.wind(minutes=1)
        assert taken.last() == ("hf", (), True)


async def test_files_that_are_dropped_into_a_folder(tmp_path: Path, taken: Taken) -> None:
    drop = tmp_path / "drop"
    folder = with_sources(Source("box", SourceKind.CAP_FOLDER, str(drop), MINUTE_MS, 15 * MINUTE_MS))
    async with open_town(tmp_path, changed=folder) as town:
        await town.wind(minutes=20)
        await town.secretary.sees("预警文件夹读不到了", "box", "一次也没有读到", "连不上")
        drop.mkdir()
        (drop / "one.xml").write_bytes(storm(town, "A"))
        (drop / "notes.txt").write_bytes(b"nothing")
        await town.wind(minutes=1)
        await town.secretary.sees("预警文件夹又能读到了")
        (drop / "two.CAP").write_bytes(storm(town, "B"))
        await town.wind(minutes=1)
        assert [warning.identifier for warning in taken.all] == ["A", "B"]


# --- a source that is silent ---


async def test_a_source_that_is_down_for_an_hour_is_one_alarm_and_one_word_that_it_is_back(town: Town) -> None:
    before = len(await town.secretary.reads())
    await town.post("/api/weather/down", {"down": True})
    await town.wind(minutes=5)
    assert len(await town.secretary.reads()) == before, "a short gap is no alarm"
    for _ in range(6):
        await town.wind(minutes=10)
    told = (await town.secretary.reads())[before:]
    assert len(told) == 1 and "官方预警读不到了" in told[0] and "不等于没有预警" in told[0]
    await town.post("/api/weather/down", {"down": False})
    await town.wind(minutes=5)
    told = (await town.secretary.reads())[before:]
    assert len(told) == 2 and "官方预警又能读到了" in told[1]


async def test_the_duty_leader_hears_of_it_and_nobody_else_and_again_every_day(town: Town) -> None:
    leader = town.staff(Role.GRID_HEAD, 1)
    await has_lead(town, leader)
    directors = await town.secretary.reads()
    await town.post("/api/weather/down", {"down": True})
    for _ in range(5):
        await town.wind(hours=12)
    told = [text for text in await leader.reads() if "官方预警读不到了" in text]
    assert len(told) == 3, "as soon as it is stale, after a day, and after another"
    assert [text for text in (await town.secretary.reads())[len(directors) :] if "读不到" in text] == []
    assert len([text for text in await leader.reads() if "降雨预报读不到了" in text]) >= 2


async def test_a_leap_of_the_clock_and_a_pause_of_the_program_are_no_alarm(town: Town) -> None:
    await town.wind(days=3)
    await town.stop_bot()
    town.sandbox.world.clock.offset += 3 * 86_400
    await town.start_bot()
    await town.wind(minutes=1)
    assert not [text for text in await town.secretary.reads() if "读不到" in text or "又能读到" in text]


async def test_what_was_issued_while_it_was_down_comes_when_it_is_back(town: Town, taken: Taken) -> None:
    await town.post("/api/weather/down", {"down": True})
    await town.wind(minutes=2)
    await publishes(town, storm(town))
    await town.wind(minutes=2)
    assert taken.all == []
    await town.post("/api/weather/down", {"down": False})
    await town.wind(minutes=2)
    assert len(taken.all) == 1


async def test_what_of_a_feed_cannot_be_fetched_is_tried_again_and_an_alarm(
    town: Town, taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    reachable = weather_line.fetch

    async def fetch(session: aiohttp.ClientSession, url: str, sent: Mapping[str, str]) -> Page:
        if url.endswith("/1.xml"):
            raise Unreadable("line", Why.UNREACHABLE, "ClientConnectorError")
        return await reachable(session, url, sent)

    monkeypatch.setattr(weatherman, "fetch", fetch)
    for number in range(3):
        await publishes(town, storm(town, f"{COUNTY}41600000_{number}"))
    for _ in range(4):
        await town.wind(minutes=10)
    assert [warning.identifier[-1] for warning in taken.all] == ["0", "2"], "the others need not wait for it"
    await town.secretary.sees("官方预警读不到了", "连不上", "暴雨红色预警信号")
    monkeypatch.undo()
    monkeypatch.setattr(warnings, "take", taken_by(taken))
    await town.wind(minutes=1)
    assert [warning.identifier[-1] for warning in taken.all] == ["0", "2", "1"]
    await town.secretary.sees("官方预警又能读到了")


async def test_who_leads_and_cannot_be_reached_is_not_the_only_one_who_is_told(town: Town) -> None:
    leader = town.staff(Role.GRID_HEAD, 1)
    await has_lead(town, leader)

    async def work(tx: Tx) -> None:
        await people.set_reachable(tx, town.app.community_id, leader.user_id, reachable=False)

    await town.app.store.write(work)
    await town.post("/api/weather/down", {"down": True})
    await town.wind(minutes=20)
    await town.secretary.sees("官方预警读不到了")


async def test_a_fault_of_the_program_is_an_alarm_too(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(warnings, "take", fails)
    await town.wind(minutes=20)
    await town.secretary.sees("官方预警读不到了", "程序出错")


# --- estimates ---


async def test_an_estimate_is_told_once_for_each_rise_and_never_to_a_group(town: Town) -> None:
    group = len(await Neighbour(town, 2001, "").reads(town.groups[1]))
    before = len(await town.secretary.reads())
    await orders(town, "forecast", wet(town, 10, 20, 20, 5))
    await town.wind(minutes=15)
    told = (await town.secretary.reads())[before:]
    assert len(told) == 1
    assert "估算" in told[0] and "不是预警" in told[0] and "暴雨橙色" in told[0] and "50.0 毫米" in told[0]
    await town.wind(minutes=15)
    await orders(town, "forecast", wet(town, 0, 0, 0, 0))
    await town.wind(minutes=30)
    await orders(town, "forecast", wet(town, 10, 20, 20, 5))
    await town.wind(minutes=30)
    assert len(await town.secretary.reads()) == before + 1, "a forecast swings: nothing has risen"
    await orders(town, "forecast", wet(town, 50, 50, 20, 5))
    await town.wind(minutes=30)
    told = (await town.secretary.reads())[before:]
    assert len(told) == 2 and "暴雨红色" in told[1]
    assert len(await Neighbour(town, 2001, "").reads(town.groups[1])) == group


async def test_a_river_that_will_be_unusually_high(town: Town) -> None:
    today = here(town).replace(tzinfo=UTC, hour=0, minute=0, second=0, microsecond=0)
    days = [(today + timedelta(days=n)).strftime("%Y-%m-%d") for n in range(-60, 5)]
    daily = {"time": days, "river_discharge": [10.0] * 60 + [11.0, 30.0, 90.5, 40.0, 20.0]}
    cell = {"latitude": 35.5, "longitude": 112.9, "utc_offset_seconds": 0, "daily": daily}
    small = {**cell, "daily": {**daily, "river_discharge": [0.5] * 65}}
    await orders(town, "flood", [small, cell])
    await town.wind(hours=6)
    await town.secretary.sees("估算：河水可能明显偏高", "90.5 立方米每秒", "不是预警")


# --- what there is to be seen ---


async def test_the_staff_see_sources_and_forecast(town: Town) -> None:
    await orders(town, "forecast", wet(town, 10, 20, 20, 5))
    await town.wind(minutes=15)
    worker = town.staff(Role.FULL_TIME, 1)
    await worker.says("/weather")
    await worker.sees("天气", "未来 12 小时：约", "估算（不是预警）", "Open-Meteo", "官方预警（cma）")
    await town.post("/api/weather/down", {"down": True})
    await town.wind(hours=1)
    await worker.taps("再看一次")
    await worker.sees("官方预警（cma）", "读不到了")
    resident = Neighbour(town, 2001, "程桂兰")
    await resident.says("/weather")
    assert "官方预警" not in (await resident.reads())[-1]


async def test_the_doctor_names_every_source(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOKEN", "COMMUNITY", "DATABASE_URL"):
        monkeypatch.delenv(f"LIUBU_{name}", raising=False)

    async def doctor() -> tuple[int, str]:
        await town.stop_bot()
        now = town.app.clock.now()
        monkeypatch.setattr(RealClock, "now", lambda _: now)
        ended = await asyncio.to_thread(CliRunner().invoke, cli, ["doctor"])
        await town.start_bot()
        return ended.exit_code, ended.output

    monkeypatch.setenv("LIUBU_DATA", str(tmp_path / "other"))
    assert "cma：还没有读过" in (await doctor())[1]
    monkeypatch.setattr(parts, "data_folder", lambda _: tmp_path)
    code, said = await doctor()
    assert code == 0 and all(f"天气来源 {key}：2" in said for key in ("cma", "rain", "river"))
    await town.post("/api/weather/down", {"down": True})
    await town.wind(minutes=5)
    code, said = await doctor()
    assert code == 0 and "天气来源 cma：刚才没有读到（status: refused 503）" in said
    await town.wind(minutes=15)
    code, said = await doctor()
    assert code == 1 and "天气来源 cma：读不到了（status: refused 503），上次读到 2" in said
