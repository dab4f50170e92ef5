"""QWeather and Open-Meteo: their values, their traps, and their errors."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from bot.domain.warning import Colour, Forecast, Hazard, Message, Rain, Reference, Status
from bot.weather import open_meteo, qweather
from bot.weather.reading import LARGEST, Reading, Why
from tests.weather.papers import ALERTS, FLOOD, FORECAST, MINUTELY, NO_ALERTS, sample

HOUR = 3_600_000
PLACE = (35.49, 112.85)


def ms(text: str) -> int:
    """An instant in milliseconds UTC."""
    return int(datetime.fromisoformat(text).astimezone(UTC).timestamp() * 1000)


def changed(document: bytes, path: str, value: Any) -> bytes:
    """The document with another value at a path; "-" takes it away."""
    whole = orjson.loads(document)
    *way, last = path.split(".")
    at = whole
    for step in way:
        at = at[int(step)] if step.isdigit() else at[step]
    key = int(last) if last.isdigit() else last
    if value == "-":
        del at[key]
    else:
        at[key] = value
    return orjson.dumps(whole)


# --- QWeather's warnings ---


def test_an_alert_and_what_it_supersedes() -> None:
    reading = qweather.read_alerts("hf", ALERTS)
    (found,) = reading.warnings
    assert reading.problems == ()
    assert (found.source, found.identifier, found.sender) == ("hf", "14050241600000_20260720210000", "晋城市气象台")
    assert (found.status, found.message) == (Status.ACTUAL, Message.UPDATE)
    assert (found.hazard, found.colour) == (Hazard.RAINSTORM, Colour.RED)
    assert found.references == (Reference("", "14050241600000_20260720180000"),)
    assert found.onset == ms("2026-07-20T22:00+08:00")
    assert found.expires == found.onset + 24 * HOUR, "without an end it lasts a day"
    assert found.attributions == ("https://q.test/attribution.html", "以官方数据为准"), "they must be shown"


def test_the_end_is_taken_where_there_is_one() -> None:
    (found,) = qweather.read_alerts("hf", changed(ALERTS, "alerts.0.expireTime", "2026-07-21T03:00+08:00")).warnings
    assert found.expires == ms("2026-07-21T03:00+08:00")
    (found,) = qweather.read_alerts("hf", changed(ALERTS, "alerts.0.expireTime", "2026-07-19T03:00+08:00")).warnings
    assert found.expires == ms("2026-07-21T22:00+08:00"), "an end before the beginning is none"


def test_the_colour_is_named_or_stands_in_the_title_or_in_the_severity() -> None:
    for path, value in (("color", None), ("color.code", "grey"), ("color", "-")):
        assert qweather.read_alerts("hf", changed(ALERTS, f"alerts.0.{path}", value)).warnings[0].colour is Colour.RED
    bare = changed(changed(ALERTS, "alerts.0.color", None), "alerts.0.headline", "请注意")
    assert qweather.read_alerts("hf", bare).warnings[0].colour is Colour.RED
    assert (
        qweather.read_alerts("hf", changed(bare, "alerts.0.severity", "moderate")).warnings[0].colour is Colour.YELLOW
    )


def test_a_cancel_is_a_lift() -> None:
    cancel = changed(ALERTS, "alerts.0.messageType.code", "cancel")
    assert qweather.read_alerts("hf", cancel).warnings[0].message is Message.CANCEL
    titled = changed(ALERTS, "alerts.0.headline", "晋城市气象台解除暴雨红色预警信号")
    assert qweather.read_alerts("hf", titled).warnings[0].message is Message.CANCEL


def test_no_warnings_is_believed_only_where_it_is_said() -> None:
    assert qweather.read_alerts("hf", NO_ALERTS) == Reading()
    assert qweather.read_alerts("hf", changed(NO_ALERTS, "alerts", "-")) == Reading()
    for path, value, field in (
        ("metadata.zeroResult", False, "metadata.zeroResult"),
        ("metadata.zeroResult", "-", "metadata.zeroResult"),
        ("metadata", "-", "metadata"),
        ("alerts", {}, "alerts"),
        ("alerts", None, "alerts"),
    ):
        reading = qweather.read_alerts("hf", changed(NO_ALERTS, path, value))
        assert [one.field for one in reading.problems] == [field]
    assert [one.field for one in qweather.read_alerts("hf", changed(ALERTS, "alerts", "-")).problems] == ["alerts"]


@pytest.mark.parametrize(
    ("path", "value", "field", "why"),
    [
        ("id", "-", "id", Why.MISSING),
        ("id", 5, "id", Why.MISSING),
        ("issuedTime", None, "issuedTime", Why.MISSING),
        ("issuedTime", "yesterday", "issuedTime", Why.BAD_TIME),
        ("issuedTime", "2026-07-20T21:00", "issuedTime", Why.BAD_TIME),
        ("messageType", "-", "messageType", Why.MISSING),
        ("messageType.code", "shout", "messageType.code", Why.BAD_VALUE),
        ("messageType.code", None, "messageType.code", Why.MISSING),
    ],
)
def test_a_bad_alert_is_named_and_loses_no_other(path: str, value: Any, field: str, why: Why) -> None:
    bad = orjson.loads(changed(ALERTS, f"alerts.0.{path}", value))
    bad["alerts"].append(orjson.loads(ALERTS)["alerts"][0] | {"id": "good"})
    reading = qweather.read_alerts("hf", orjson.dumps(bad))
    assert [one.identifier for one in reading.warnings] == ["good"]
    assert [(one.field, one.why) for one in reading.problems] == [(f"alerts[0].{field}", why)]


@pytest.mark.parametrize(
    ("document", "field", "why"),
    [
        (b"", "document", Why.NOT_JSON),
        (b"<html/>", "document", Why.NOT_JSON),
        (b"[]", "document", Why.BAD_VALUE),
        (b"null", "document", Why.MISSING),
        (b'{"code": "401"}', "code", Why.REFUSED),
        (b'{"error": {"status": 403, "title": "Invalid Host"}}', "error", Why.REFUSED),
        (b"[" * 100_000, "document", Why.NOT_JSON),
        (b'{"alerts": [' + b" " * LARGEST + b"]}", "document", Why.TOO_LARGE),
        (b'{"x": NaN}', "document", Why.NOT_JSON),
    ],
)
def test_what_is_no_answer(document: bytes, field: str, why: Why) -> None:
    for problems in (
        qweather.read_alerts("hf", document).problems,
        qweather.read_minutely("hf", document, PLACE).problems,
    ):
        assert [(one.field, one.why) for one in problems] == [(field, why)]


# --- QWeather's rain of the next two hours ---


def test_rain_in_steps_of_five_minutes() -> None:
    (found,) = qweather.read_minutely("near", MINUTELY, PLACE).forecasts
    at = ms("2026-07-20T21:00+08:00")
    assert found.rain == (Rain(at, 300_000, 0.15), Rain(at + 300_000, 300_000, 1.25))
    assert (found.lat, found.lon, found.summary) == (*PLACE, "95分钟后雨就停了")
    assert found.attributions == ("https://q.test/attribution.html",)


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("minutely", [], "minutely"),
        ("minutely", "-", "minutely"),
        ("minutely.1", None, "minutely[1]"),
        ("minutely.1.fxTime", "soon", "minutely[1].fxTime"),
        ("minutely.1.precip", "much", "minutely[1].precip"),
        ("minutely.1.precip", "-1", "minutely[1].precip"),
        ("minutely.1.precip", "inf", "minutely[1].precip"),
        ("minutely.1.precip", True, "minutely[1].precip"),
    ],
)
def test_bad_steps_are_named(path: str, value: Any, field: str) -> None:
    outlook = qweather.read_minutely("near", changed(MINUTELY, path, value), PLACE)
    assert not outlook.forecasts
    assert [one.field for one in outlook.problems] == [field]


# --- Open-Meteo ---


def test_local_times_without_an_offset_and_nulls() -> None:
    outlook = open_meteo.read_forecast("rain", FORECAST)
    at = ms("2026-07-20T20:00+08:00")  # a value is of the hour before its time
    rain = (Rain(at, HOUR, 1.0), Rain(at + HOUR, HOUR, None), Rain(at + 2 * HOUR, HOUR, 3.5))
    assert outlook.forecasts == (Forecast("rain", 35.5, 112.875, rain, attributions=(open_meteo.ATTRIBUTION,)),)


@pytest.mark.parametrize(("offset", "zone"), [(0, "+00:00"), (-12_600, "-03:30"), (49_500, "+13:45")])
def test_the_offset_of_the_answer_counts(offset: int, zone: str) -> None:
    (found,) = open_meteo.read_forecast("rain", changed(FORECAST, "utc_offset_seconds", offset)).forecasts
    assert found.rain[0].at + HOUR == ms(f"2026-07-20T21:00{zone}")


def test_quarters_are_taken_where_there_are_no_hours() -> None:
    whole = orjson.loads(FORECAST)
    whole["minutely_15"] = {"time": ["2026-07-20T21:15", "2026-07-20T21:30"], "precipitation": [0.1, 0.2]}
    assert len(open_meteo.read_forecast("rain", orjson.dumps(whole)).forecasts[0].rain) == 3
    whole["hourly"] = None
    rain = open_meteo.read_forecast("rain", orjson.dumps(whole)).forecasts[0].rain
    assert rain[0] == Rain(ms("2026-07-20T21:00+08:00"), 900_000, 0.1)


def test_several_places_make_a_list_and_a_bad_one_loses_no_good_one() -> None:
    whole = [orjson.loads(FORECAST), {"error": True, "reason": "no"}, orjson.loads(FORECAST)]
    outlook = open_meteo.read_forecast("rain", orjson.dumps(whole))
    assert len(outlook.forecasts) == 2
    assert [(one.field, one.why, one.detail) for one in outlook.problems] == [("[1].error", Why.REFUSED, "no")]


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("hourly", "-", "hourly"),
        ("hourly", [], "hourly"),
        ("hourly.time", "-", "hourly.time"),
        ("hourly.time", [], "hourly.time"),
        ("hourly.time.1", "later", "hourly.time[1]"),
        ("hourly.time.1", "2026-07-20T22:00+08:00", "hourly.time[1]"),
        ("hourly.time.1", 5, "hourly.time[1]"),
        ("hourly.time.1", "2026-07-20T20:00", "hourly.time"),  # not in order
        ("hourly.precipitation", "-", "hourly.precipitation"),
        ("hourly.precipitation", [1.0], "hourly.precipitation"),
        ("hourly.precipitation", [None, None, None], "hourly.precipitation"),
        ("hourly.precipitation.1", "much", "hourly.precipitation[1]"),
        ("hourly.precipitation.1", -3, "hourly.precipitation[1]"),
        ("hourly.precipitation.1", 1e300, "hourly.precipitation[1]"),
        ("utc_offset_seconds", "-", "utc_offset_seconds"),
        ("utc_offset_seconds", 1e9, "utc_offset_seconds"),
        ("latitude", 91, "latitude"),
        ("longitude", None, "longitude"),
    ],
)
def test_a_bad_forecast_is_no_dry_one(path: str, value: Any, field: str) -> None:
    outlook = open_meteo.read_forecast("rain", changed(FORECAST, path, value))
    assert not outlook.forecasts
    assert [one.field for one in outlook.problems] == [field]


def test_errors_are_told() -> None:
    told = open_meteo.read_forecast("rain", b'{"error": true, "reason": "Latitude must be in range"}').problems
    assert [(one.why, one.detail) for one in told] == [(Why.REFUSED, "Latitude must be in range")]
    for document in (b"", b"[]", b"5", b'{"hourly": {}}', b"<html>"):
        outlook = open_meteo.read_forecast("rain", document)
        assert len(outlook.problems) == 1 and len(outlook.forecasts) == 0
        assert len(open_meteo.read_flood("river", document).problems) == 1


def test_the_discharge_of_a_river() -> None:
    waters = open_meteo.read_flood("river", FLOOD)
    days = (ms("2026-07-20T00:00+00:00"), ms("2026-07-21T00:00+00:00"))
    one, other = waters.discharges
    told = [[*cell.days] for cell in (one, other)]
    assert told == [[(days[0], 12.5), (days[1], None)], [(days[0], 3.5), (days[1], 4)]]
    assert (one.source, one.lat, one.lon) == ("river", 35.5, 112.9)
    bad = open_meteo.read_flood("river", changed(FLOOD, "1.daily.river_discharge.0", -5))
    assert len(bad.discharges) == 1 and bad.problems[0].field == "[1].daily.river_discharge[0]"


# --- the real ones ---


def test_real_answers() -> None:
    (gale,) = qweather.read_alerts("hf", sample("getWeatherAlertCurrent-zh.json")).warnings
    assert (gale.hazard, gale.colour, gale.message) == (Hazard.GALE, Colour.BLUE, Message.UPDATE)
    assert len(gale.attributions) == 2 and gale.references[0].identifier == "202510181140100706230391"
    (near,) = qweather.read_minutely("near", sample("getMinutelyPrecipitation-zh.json"), PLACE).forecasts
    assert len(near.rain) == 24 and sum(one.mm or 0 for one in near.rain) == pytest.approx(4.62)
    assert open_meteo.read_forecast("rain", sample("forecast_minimal.json")).problems[0].field == "hourly"
    (quarters,) = open_meteo.read_forecast("rain", sample("forecast_minutely_15.json")).forecasts
    assert quarters.rain[0] == Rain(ms("2026-10-03T12:15+02:00"), 900_000, 0.0)
    (river,) = open_meteo.read_flood("river", sample("flood.json")).discharges
    assert [value for _, value in river.days] == [593.29, 668.88, 690.83]
