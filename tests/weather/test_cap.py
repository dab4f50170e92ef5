"""CAP as it is and as it comes: what becomes a warning, what an error that names the field, and what is no warning."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from bot.domain.warning import Area, Colour, Hazard, Message, Reference, Status, WeatherWarning
from bot.weather import cap
from bot.weather.reading import LARGEST, Why
from tests.weather.papers import RAINSTORM, SENDER, TITLE, alert, document, info, sample


def ms(text: str) -> int:
    """An instant in milliseconds UTC."""
    return int(datetime.fromisoformat(text).astimezone(UTC).timestamp() * 1000)


def only(file: bytes) -> WeatherWarning:
    """The one warning of a file in which nothing is wrong."""
    reading = cap.read("cma", file)
    assert reading.problems == ()
    (warning,) = reading.warnings
    return warning


def test_all_that_a_warning_says() -> None:
    found = only(
        document(alert(info(), kind="Update", references=f"{SENDER},14050241600000_1,2026-07-20T18:00:00+08:00"))
    )
    assert found == WeatherWarning(
        source="cma",
        identifier="14050241600000_20260720210000",
        sender=SENDER,
        sent=ms("2026-07-20T13:00:00+00:00"),
        status=Status.ACTUAL,
        message=Message.UPDATE,
        hazard=Hazard.RAINSTORM,
        colour=Colour.RED,
        references=(Reference(SENDER, "14050241600000_1", ms("2026-07-20T18:00:00+08:00")),),
        event="暴雨",
        headline=TITLE,
        description="预计未来3小时内降雨量将达100毫米以上。",
        instruction="不要涉水。",
        onset=ms("2026-07-20T21:00:00+08:00"),
        expires=ms("2026-07-21T03:00:00+08:00"),
        areas=(Area("晋城市城区", ("140502000000",)),),
    )


@pytest.mark.parametrize("namespace", ["urn:oasis:names:tc:emergency:cap:1.1", "http://wrong.example/", None])
def test_the_namespace_does_not_matter(namespace: str | None) -> None:
    assert only(document(alert(info(), namespace=namespace))).colour is Colour.RED


def test_prefixes_declared_or_not() -> None:
    prefixed = alert(info()).replace("</", "</cap:").replace("<cap:/", "</")
    for name in ("alert", "info", "area", "geocode"):
        prefixed = prefixed.replace(f"<{name}", f"<cap:{name}")
    text = prefixed.replace("</cap:", "</").replace("<cap:", "<")
    declared = text.replace("<alert xmlns=", "<alert xmlns:x='urn:x' x:a='1' xmlns=")
    assert only(document(declared)).colour is Colour.RED
    undeclared = (
        text.replace("<info>", "<cap:info>").replace("</info>", "</cap:info>").replace("<area>", '<area x:y="1">')
    )
    assert only(document(undeclared)).areas[0].geocodes == ("140502000000",)
    several = document(alert(info(), identifier="first"), undeclared, wrapper="alerts")
    assert [one.identifier for one in cap.read("cma", several).warnings] == ["first", "14050241600000_20260720210000"]


@pytest.mark.parametrize("encoding", ["UTF-8", "GB18030", "GB2312", "GBK", "UTF-16"])
def test_encodings(encoding: str) -> None:
    assert (
        only(document(alert(info("晋城市发布暴雨红色预警信号")), encoding=encoding)).headline
        == "晋城市发布暴雨红色预警信号"
    )


def test_latin_letters_a_mark_before_the_declaration_and_what_is_declared_wrongly() -> None:
    english = alert(info("Red warning for rainstorm à la São", "rainstorm", "en"), sender="météo")
    assert (
        only(
            document(
                english.replace("晋城市城区", "x")
                .replace("某某", "")
                .replace("预计", "")
                .replace("未来3小时内降雨量将达100毫米以上。", "")
                .replace("不要涉水。", ""),
                encoding="ISO-8859-1",
            )
        ).sender
        == "météo"
    )
    assert only(b"\xef\xbb\xbf" + RAINSTORM).colour is Colour.RED
    assert only(b"\xef\xbb\xbf\n  " + RAINSTORM).colour is Colour.RED
    for claimed in (b"ISO-8859-1", b"GB2312", b"no-such-thing"):
        assert only(RAINSTORM.replace(b"UTF-8", claimed)).headline == TITLE
    chinese = RAINSTORM.decode().encode("gb18030")
    assert only(chinese).headline == TITLE, "GBK that says that it is UTF-8"
    assert only(RAINSTORM.replace("不要".encode(), b"\xff\xfe")).colour is Colour.RED, "a wrong byte loses a sign"


def test_of_several_languages_the_chinese_is_taken_else_the_english_else_the_first() -> None:
    english = info("Observatory issues a red warning signal for rainstorm", "rainstorm", "en-US")
    french = info("Alerte rouge", "pluie", "fr")
    assert only(document(alert(english, info()))).headline == TITLE
    assert only(document(alert(french, english))).event == "rainstorm"
    assert only(document(alert(french, info("x", "y", "de")))).event == "pluie"
    unnamed = info(language="")
    assert only(document(alert(english, unnamed))).headline == TITLE, "its title says what it is"
    taiwan = info("豪雨特報", "豪雨", "zh-TW")
    assert only(document(alert(taiwan, info()))).headline == TITLE
    assert only(document(alert(english, taiwan))).hazard is Hazard.RAINSTORM


def test_regions_of_one_language_are_one_warning_with_the_gravest_colour() -> None:
    two = alert(info("发布暴雨黄色预警信号", code="140524000000"), info("发布暴雨红色预警信号"))
    found = only(document(two))
    assert found.colour is Colour.RED and found.headline == "发布暴雨红色预警信号"
    assert [area.geocodes for area in found.areas] == [("140524000000",), ("140502000000",)]


def test_a_wrapper_with_many_keeps_all_the_good_ones() -> None:
    good = [alert(info(), identifier=f"n{n}") for n in range(4)]
    bad = alert(info(), identifier="bad", status="Real")
    reading = cap.read("cma", document(*good[:2], bad, *good[2:], wrapper="feed"))
    assert [one.identifier for one in reading.warnings] == ["n0", "n1", "n2", "n3"]
    (problem,) = reading.problems
    assert (problem.field, problem.why, problem.detail, problem.item) == ("status", Why.BAD_VALUE, "Real", TITLE)


def test_a_document_that_breaks_off_keeps_what_was_whole() -> None:
    many = document(*(alert(info(), identifier=f"n{n}") for n in range(200)), wrapper="feed")
    reading = cap.read("cma", many[: len(many) * 3 // 4])
    assert 100 < len(reading.warnings) < 160
    assert [one.why for one in reading.problems] == [Why.NOT_XML]
    assert cap.read("cma", RAINSTORM[:-20]).problems[0].why is Why.NOT_XML
    assert cap.read("cma", RAINSTORM[:-20]).warnings == ()


LIFTS = {
    "a cancel without a block": document(alert(kind="Cancel", references="s,old,2026-07-20T18:00:00+08:00")),
    "a cancel with a block": document(alert(info("解除暴雨红色预警信号"), kind="Cancel", references="s,old,x")),
    "a new message whose title says so": document(
        alert(info("晋城市气象台解除暴雨红色预警信号"), references="s,old,x")
    ),
    "an update whose title says so": document(
        alert(info("晋城市气象台解除暴雨红色预警信号"), kind="Update", references="s,old,")
    ),
    "all clear": document(
        alert(info("x", more="<responseType>AllClear</responseType>"), kind="Update", references="a b s,old,2026")
    ),
}


@pytest.mark.parametrize("file", LIFTS.values(), ids=LIFTS.keys())
def test_a_lift(file: bytes) -> None:
    found = only(file)
    assert found.message is Message.CANCEL
    assert "old" in [one.identifier for one in found.references]


@pytest.mark.parametrize("status", ["Actual", "Exercise", "System", "Test", "Draft", "test"])
def test_every_status_is_handed_on(status: str) -> None:
    assert only(document(alert(info(), status=status))).status.value.lower() == status.lower()


@pytest.mark.parametrize("kind", ["Ack", "Error"])
def test_an_answer_between_services_is_no_warning_and_no_error(kind: str) -> None:
    reading = cap.read("cma", document(alert(kind=kind)))
    assert (reading.warnings, reading.problems) == ((), ())
    assert reading.passed == ("14050241600000_20260720210000",)


def without(name: str, text: str = "") -> bytes:
    """The warning without an element, or with another text in it."""
    begin, _, rest = RAINSTORM.decode().partition(f"<{name}>")
    kept = rest.partition(f"</{name}>")[2]
    return (begin + (f"<{name}>{text}</{name}>" if text else "") + kept).encode()


FAULTS = {
    "no identifier": (without("identifier"), "identifier", Why.MISSING),
    "an endless identifier": (without("identifier", "9" * 1_000), "identifier", Why.TOO_LARGE),
    "no sender": (without("sender"), "sender", Why.MISSING),
    "no sent": (without("sent"), "sent", Why.MISSING),
    "sent in words": (without("sent", "today"), "sent", Why.BAD_TIME),
    "sent without an offset": (without("sent", "2026-07-20T21:00:00"), "sent", Why.BAD_TIME),
    "sent in the year 0": (without("sent", "0000-07-20T21:00:00+08:00"), "sent", Why.BAD_TIME),
    "sent before time": (without("sent", "0001-01-01T00:00:00+14:00"), "sent", Why.BAD_TIME),
    "no status": (without("status"), "status", Why.MISSING),
    "an unknown status": (without("status", "Maybe"), "status", Why.BAD_VALUE),
    "no kind": (without("msgType"), "msgType", Why.MISSING),
    "an unknown kind": (without("msgType", "Shout"), "msgType", Why.BAD_VALUE),
    "an alert without a block": (without("info"), "info", Why.MISSING),
    "nothing": (b"", "document", Why.NOT_XML),
    "blanks": (b"  \n", "document", Why.NOT_XML),
    "another page": (b"<html><body>502 Bad Gateway</body></html>", "alert", Why.NOT_THIS),
    "JSON": (b'{"alerts": []}', "document", Why.NOT_XML),
    "an empty wrapper": (b"<alerts></alerts>", "alert", Why.NOT_THIS),
    "alerts that are called otherwise": (RAINSTORM.replace(b"alert", b"alarm"), "alert", Why.NOT_THIS),
    "zeros": (b"\0" * 1_000, "document", Why.NOT_XML),
    "too large": (b"<alert>" + b" " * LARGEST, "document", Why.TOO_LARGE),
    "too deep": (b"<a>" * 5_000 + b"</a>" * 5_000, "document", Why.TOO_LARGE),
    "too deep in an alert": (
        RAINSTORM.replace(b"<info>", b"<b>" * 5_000 + b"</b>" * 5_000 + b"<info>"),
        "document",
        Why.TOO_LARGE,
    ),
    "too many elements": (b"<a>" + b"<b/>" * 500_000 + b"</a>", "document", Why.TOO_LARGE),
    "an undeclared prefix and blanks without end": (b"<a:b" + b" " * 4_000_000 + b"></a:b>", "alert", Why.NOT_THIS),
    "an undeclared prefix and a word without end": (
        b"<a:b " + b"c" * 4_000_000 + b"='1' " + b" " * 400_000 + b"></a:b>",
        "alert",
        Why.NOT_THIS,
    ),
    "an undeclared prefix and text without end": (b"<a:b>" + b" d:e =" * 800_000 + b"</a:b>", "alert", Why.NOT_THIS),
    "a document type": (b"<!DOCTYPE alert>" + document(alert(info())).partition(b"?>")[2], "document", Why.DOCTYPE),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_what_cannot_be_read_names_the_field(case: tuple[bytes, str, Why]) -> None:
    file, field, why = case
    reading = cap.read("cma", file)
    assert not reading.warnings and not reading.passed
    assert (reading.problems[-1].field, reading.problems[-1].why) == (field, why)


def test_what_may_be_wrong_in_a_warning_without_losing_it() -> None:
    for name in ("expires", "effective", "severity", "headline", "event", "areaDesc", "geocode", "area", "language"):
        for text in ("", "nonsense"):
            assert len(cap.read("cma", without(name, text)).warnings) == 1, (name, text)
    assert only(without("expires", "1926-07-21T03:00:00+08:00")).expires is None, "an end before the beginning is none"
    assert only(without("headline")).colour is Colour.RED, "by its severity"


def test_shapes_and_codes() -> None:
    shaped = info(code="", more="").replace(
        "<areaDesc>晋城市城区</areaDesc>",
        "<areaDesc>x</areaDesc><polygon>35,112 36,112 36,113 35,112</polygon><circle>35.5,112.8 10.5</circle>",
    )
    (area,) = only(document(alert(shaped))).areas
    assert list(area.polygons) == [((35, 112), (36, 112), (36, 113), (35, 112))]
    assert list(area.circles) == [(35.5, 112.8, 10.5)]
    for broken in ("35,112 36", "35,112 a,b 36,113", "1,2 3,4", "95,112 36,112 36,113", "nan,112 36,112 36,113"):
        text = shaped.replace("35,112 36,112 36,113 35,112", broken)
        assert only(document(alert(text))).areas[0].polygons == (), "of a broken shape nothing is believed"


# --- what does harm ---

EVIL = {
    "a billion laughs": b'<!DOCTYPE a [<!ENTITY l "l"><!ENTITY m "&l;&l;&l;">]>',
    "a file of the machine": b'<!DOCTYPE a [<!ENTITY l SYSTEM "file:///etc/passwd">]>',
    "the network": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/b">%p;]>',
    "in small letters of two bytes": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY l "x">]>'.encode(
        "utf-16"
    ),
    "after a comment": b'<!-- a --><?b c?> <!DOCTYPE a [<!ENTITY l "x">]>',
}


@pytest.mark.parametrize("head", EVIL.values(), ids=EVIL.keys())
def test_a_document_type_is_refused_and_nothing_outside_is_asked(head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object, **__: object) -> None:
        raise AssertionError("the reader asks the network")

    monkeypatch.setattr(socket, "socket", asked)
    body = alert(info()).replace("不要涉水。", "&l;")
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    file = head + (body.encode("utf-16-le") if wide else body.encode())
    reading = cap.read("cma", file)
    assert reading.warnings == ()
    assert [one.why for one in reading.problems] == [Why.DOCTYPE]


def test_an_entity_that_nobody_has_declared_is_an_error() -> None:
    reading = cap.read("cma", RAINSTORM.replace("不要涉水。".encode(), b"&l;"))
    assert reading.warnings == () and reading.problems[0].why is Why.NOT_XML


# --- the real ones ---


def test_a_real_warning_of_a_chinese_county() -> None:
    found = only(sample("wmo_cap_multilang.xml"))
    assert (found.hazard, found.colour, found.message) == (Hazard.HEAT, Colour.RED, Message.UPDATE)
    assert found.sender == "Penglai_District_Meteorological_Observatory", "not the person who signs"
    assert found.areas == (Area("蓬莱", ("370614000000",)),)
    assert found.references[0].identifier == "37061441600000_20260727120039"


def test_real_ones_from_elsewhere() -> None:
    reservoir = only(sample("taiwan.cap"))
    assert (reservoir.hazard, reservoir.colour) == (Hazard.RESERVOIR, Colour.RED)
    assert reservoir.expires == ms("2014-05-14T21:10:00+08:00")
    lifted = only(sample("no_info_tag.cap"))
    assert lifted.message is Message.CANCEL
    assert lifted.references[0].identifier.endswith("203219800")
    wind = only(sample("weather.cap"))
    assert wind.hazard is Hazard.GALE and len(wind.areas[0].geocodes) > 40 and wind.areas[0].polygons == ()
    trial = only(sample("ph.cap"))
    assert trial.status is Status.TEST and trial.hazard is Hazard.TYPHOON and len(trial.areas[0].polygons[0]) == 7
    schema = cap.read("cma", sample("CAP-v1.2.xsd"))
    assert schema.warnings == () and schema.problems[0].field == "alert"


def test_the_colours_have_an_order() -> None:
    assert all(one.rank < other.rank for one, other in pairwise(Colour))
