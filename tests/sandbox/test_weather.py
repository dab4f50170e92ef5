"""The weather services at their real paths."""

from tests.sandbox.driver import Driver

CAP = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>420106_1</identifier>
<info><headline>武汉市发布暴雨红色预警信号</headline></info></alert>"""


async def fetched(driver: Driver, path: str) -> tuple[int, str]:
    async with driver.session.get(driver.url + path) as response:
        return response.status, await response.text()


async def test_warnings(driver: Driver) -> None:
    async with driver.session.post(f"{driver.url}/api/weather/cap", data=CAP.encode()) as response:
        assert response.status == 200
    _, feed = await fetched(driver, "/cap-alerts/cn-cma-xx/rss.xml")
    assert '<guid isPermaLink="false">420106_1</guid>' in feed and "暴雨红色" in feed
    assert f"<link>{driver.url}/cap-alerts/cn-cma-xx/0.xml</link>" in feed
    assert await fetched(driver, "/cap-alerts/cn-cma-xx/0.xml") == (200, CAP)
    assert (await fetched(driver, "/cap-alerts/cn-cma-xx/1.xml"))[0] == 404


async def test_forecast_and_flood(driver: Driver) -> None:
    place = "latitude=30.5&longitude=114.3"
    url = f"{driver.url}/v1/forecast?{place}&hourly=precipitation&current=rain"
    async with driver.session.get(url) as response:
        dry = await response.json()
    assert len(dry["hourly"]["time"]) == len(dry["hourly"]["precipitation"]) == 48
    assert dry["utc_offset_seconds"] == 28800 and dry["current"]["rain"] == 0
    await driver.user("POST", "weather/forecast", {"hourly": {"precipitation": [50]}})
    await driver.user("POST", "weather/flood", [{"daily": {}}])
    assert await fetched(driver, f"/v1/forecast?{place}") == (200, '{"hourly":{"precipitation":[50]}}')
    assert await fetched(driver, f"/v1/flood?{place}") == (200, '[{"daily":{}}]')
    assert (await fetched(driver, "/v1/forecast"))[0] == 200
    await driver.user("DELETE", "weather")
    status, text = await fetched(driver, "/v1/forecast")
    assert status == 400 and '"error":true' in text


async def test_several_cells_make_a_list(driver: Driver) -> None:
    _, text = await fetched(driver, "/v1/flood?latitude=30.5,30.6&longitude=114.3,114.4&daily=river_discharge")
    assert text.startswith("[") and text.count('"river_discharge"') == 2
    assert (await fetched(driver, "/v1/flood?latitude=30.5,30.6&longitude=114.3"))[0] == 400


async def test_qweather(driver: Driver) -> None:
    assert '"zeroResult":true' in (await fetched(driver, "/weatheralert/v1/current/30.50/114.30?lang=zh"))[1]
    dry = (await fetched(driver, "/v7/minutely/5m?location=114.30,30.50"))[1]
    assert dry.count('"precip":"0.0"') == 24
    await driver.user("POST", "weather/alerts", {"alerts": [1]})
    await driver.user("POST", "weather/minutely", {"minutely": [2]})
    assert (await fetched(driver, "/weatheralert/v1/current/1/2"))[1] == '{"alerts":[1]}'
    assert (await fetched(driver, "/v7/minutely/5m"))[1] == '{"minutely":[2]}'
    await driver.user("DELETE", "weather")
    assert '"alerts":[]' in (await fetched(driver, "/weatheralert/v1/current/1/2"))[1]


async def test_an_outage(driver: Driver) -> None:
    await driver.user("POST", "weather/down", {"down": True})
    for path in (
        "/v1/forecast",
        "/v1/flood",
        "/cap-alerts/cn-cma-xx/rss.xml",
        "/cap-alerts/cn-cma-xx/0.xml",
        "/v7/minutely/5m",
    ):
        assert (await fetched(driver, path))[0] == 503
    await driver.user("POST", "weather/down", {"down": False})
    assert (await fetched(driver, "/cap-alerts/cn-cma-xx/rss.xml"))[0] == 200
