"""The rows of the weather: health, what was taken, and the last forecasts."""

from __future__ import annotations

from bot.domain.estimate import Told
from bot.domain.source_health import Health
from bot.domain.warning import Discharge, Forecast, Rain
from bot.storage import weather
from bot.storage.store import Tx
from tests.made import NOW
from tests.storage.conftest import Ground


async def test_the_health_of_a_source(ground: Ground) -> None:
    async def work(tx: Tx) -> list[Health | None]:
        seen = [await weather.health(tx, 1, "cma")]
        await weather.failed(tx, 1, "cma", NOW, "line: unreachable")
        await weather.told(tx, 1, "cma", NOW)
        seen.append(await weather.health(tx, 1, "cma"))
        await weather.failed(tx, 1, "cma", NOW + 5, "status: refused")
        seen.append(await weather.health(tx, 1, "cma"))
        await weather.read(tx, 1, "cma", NOW + 9, '"1"', "Mon")
        await weather.told(tx, 1, "cma", NOW + 9)  # nothing fails: there is nothing to tell
        seen.append(await weather.health(tx, 1, "cma"))
        await weather.failed(tx, 1, "cma", NOW + 20, "x")
        seen.append(await weather.health(tx, 1, "cma"))
        assert set(await weather.every_health(tx, 1)) == {"cma"}
        assert await weather.every_health(tx, 2) == {}
        return seen

    assert await ground.store.write(work) == [
        None,
        Health("cma", NOW, NOW, None, 1, NOW, NOW, "line: unreachable"),
        Health("cma", NOW, NOW + 5, None, 2, NOW, NOW, "status: refused"),
        Health("cma", NOW, NOW + 9, NOW + 9, 0, None, None, "", '"1"', "Mon"),
        Health("cma", NOW, NOW + 20, NOW + 9, 1, NOW + 20, None, "x"),  # what it called its answer is forgotten
    ]


async def test_what_was_taken_is_taken_once(ground: Ground) -> None:
    async def work(tx: Tx) -> None:
        await weather.read(tx, 1, "cma", NOW)
        assert await weather.see(tx, 1, "cma", "g", NOW)
        assert not await weather.see(tx, 1, "cma", "g", NOW + 5)
        assert await weather.seen(tx, 1, "cma") == {"g": NOW}
        await weather.forget(tx, 1, "cma", "g")
        assert await weather.seen(tx, 1, "cma") == {}

    await ground.store.write(work)


async def test_the_last_forecast_of_each_kind(ground: Ground) -> None:
    rain = Forecast("rain", 35.5, 112.9, (Rain(NOW, 5, 1.5), Rain(NOW + 5, 5, None)), "雨停了", ("Open-Meteo",))
    river = Discharge("river", 35.5, 112.9, ((NOW, 12.5), (NOW + 5, None)))

    async def work(tx: Tx) -> None:
        for name in ("rain", "river"):
            await weather.read(tx, 1, name, NOW)
        assert await weather.kept(tx, 1, "rain") is None
        await weather.keep(tx, 1, rain, NOW, Told())
        await weather.keep(tx, 1, river, NOW, Told(1))
        await weather.keep(tx, 1, rain, NOW + 5, Told(3, NOW + 5))
        assert await weather.kept(tx, 1, "rain") == weather.Kept(rain, NOW + 5, Told(3, NOW + 5))
        assert await weather.kept(tx, 1, "river") == weather.Kept(river, NOW, Told(1))

    await ground.store.write(work)
