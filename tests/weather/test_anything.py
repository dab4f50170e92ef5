"""Whatever is put before the readers: a warning or an error that names the field, and never silence.

A few hundred mutations here; 10,000 with LIUBU_MUTATIONS=10000, or ``python -m tests.weather 10000``.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.warning import WeatherWarning
from bot.weather import cap, feed, open_meteo, qweather
from bot.weather.reading import Problem
from tests.weather.papers import (
    ALERTS,
    ATOM,
    FEED,
    FLOOD,
    FORECAST,
    MINUTELY,
    NO_ALERTS,
    RAINSTORM,
    SAMPLES,
    alert,
    document,
    info,
)

MUTATIONS = int(os.environ.get("LIUBU_MUTATIONS", "300"))
PLACE = (35.49, 112.85)
AT = "https://w.test/rss.xml"


def _cap(file: bytes) -> tuple[int, tuple[Problem, ...]]:
    reading = cap.read("s", file)
    _plausible(reading.warnings)
    return len(reading.warnings) + len(reading.passed), reading.problems


def _alerts(file: bytes) -> tuple[int, tuple[Problem, ...]]:
    reading = qweather.read_alerts("s", file)
    _plausible(reading.warnings)
    said = b'"zeroResult"' in file and b"true" in file  # that it has none is believed where it says so
    return len(reading.warnings) + said, reading.problems


def _feed(file: bytes) -> tuple[int, tuple[Problem, ...]]:
    listing = feed.read(file, AT)
    empty = b"<item" not in file.replace(b"\0", b"") and b"<entry" not in file.replace(b"\0", b"")
    return len(listing.items) + empty, listing.problems


def _minutely(file: bytes) -> tuple[int, tuple[Problem, ...]]:
    outlook = qweather.read_minutely("s", file, PLACE)
    return sum(len(one.rain) for one in outlook.forecasts), outlook.problems


def _forecast(file: bytes) -> tuple[int, tuple[Problem, ...]]:
    outlook = open_meteo.read_forecast("s", file)
    return sum(len(one.rain) for one in outlook.forecasts), outlook.problems


def _flood(file: bytes) -> tuple[int, tuple[Problem, ...]]:
    waters = open_meteo.read_flood("s", file)
    return sum(len(one.days) for one in waters.discharges), waters.problems


def _plausible(warnings: tuple[WeatherWarning, ...]) -> None:
    """What any warning is, whatever it was read from."""
    for one in warnings:
        assert one.identifier and one.source == "s"
        assert one.expires is None or one.expires > one.sent
        assert "\0" not in f"{one}" and len(one.description) <= 4_000


Reader = Callable[[bytes], tuple[int, tuple[Problem, ...]]]
MANY = document(*(alert(info(), identifier=f"n{n}") for n in range(3)), wrapper="alerts")
OWN: list[tuple[Reader, bytes]] = [
    (_cap, RAINSTORM),
    (_cap, MANY),
    (_cap, document(alert(kind="Cancel", references="a,b,c"))),
    (_cap, document(alert(info()), encoding="GB18030")),
    (_feed, FEED),
    (_feed, ATOM),
    (_alerts, ALERTS),
    (_alerts, NO_ALERTS),
    (_minutely, MINUTELY),
    (_forecast, FORECAST),
    (_flood, FLOOD),
]
OTHERS = {"forecast": _forecast, "flood": _flood, "getMinutely": _minutely, "getWeather": _alerts}


def found() -> list[tuple[Reader, bytes]]:
    """The real answers, where they are, each with its reader."""
    files = sorted(SAMPLES.iterdir()) if SAMPLES.is_dir() else []
    known = [(file, next((OTHERS[name] for name in OTHERS if file.name.startswith(name)), _cap)) for file in files]
    return [(reader, file.read_bytes()) for file, reader in known if file.suffix in (".cap", ".xml", ".json", ".xsd")]


DOCUMENTS = [*OWN, *found()]
#: What a mutation puts in: what is special in XML, JSON, times and numbers, and what was never meant to be anywhere.
PIECES = [
    *(b"<", b">", b"</", b"/>", b"&", b"&amp;", b"&#0;", b"&#xD800;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?x ?>"),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"xmlns:", b"{", b"}", b"[", b"]", b'"', b",", b":", b"null", b"true"),
    *(b"-1", b"1e999", b"0", b"99999999999999999999", b"NaN", b"\\u0000", b"\\ud800", b"+99:99", b"T25:61:61", b"Z"),
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x80",
        "蓝色".encode(),
        "解除".encode(),
        b"Ack",
        b"Error",
        b"Actual",
        b" ",
    ),
]


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Reader, bytes]:
    """A document in which a few things were taken out, put in, doubled or swapped."""
    reader, file = draw(st.sampled_from(DOCUMENTS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(file) - 1)))
        many = draw(st.sampled_from([0, 1, 1, 2, 5, 20, 200, 2_000]))
        cut = file[at : at + many]
        piece = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=4), st.just(b""), st.just(cut * 2)))
        if draw(st.booleans()) or not cut:
            file = file[:at] + piece + file[at + many :]
        else:
            file = file.replace(cut, piece, draw(st.sampled_from([1, -1]))) if len(cut) > 1 else file[:at]
    return reader, file


def check(reader: Reader, file: bytes) -> None:
    """Something is found, or an error names a field."""
    many, problems = reader(file)
    assert many or problems, file
    assert all(problem.field and problem.why for problem in problems)


@settings(
    max_examples=MUTATIONS,
    derandomize=MUTATIONS <= 300,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(mutated())
def test_mutated_documents(made: tuple[Reader, bytes]) -> None:
    check(*made)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(file: bytes) -> None:
    for reader in (_cap, _alerts, _minutely, _forecast, _flood):
        check(reader, file)


@pytest.mark.parametrize(("reader", "file"), DOCUMENTS)
def test_the_documents_themselves(reader: Reader, file: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object, **__: object) -> None:
        raise AssertionError("a reader asks the network")

    monkeypatch.setattr(socket, "socket", asked)
    check(reader, file)


@pytest.mark.parametrize(("reader", "file"), OWN)
def test_every_beginning_of_a_document(reader: Reader, file: bytes) -> None:
    for end in range(0, len(file), 7):
        check(reader, file[:end])
