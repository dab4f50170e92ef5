"""Feeds of links: which items, of which county, and when a feed is none."""

from __future__ import annotations

import pytest

from bot.weather import feed
from bot.weather.feed import Item
from bot.weather.reading import Why
from tests.weather.papers import ATOM, FEED, TITLE

AT = "https://w.test/cap/rss.xml"


def test_rss_with_the_county_in_the_guid() -> None:
    found = feed.read(FEED, AT)
    assert found.problems == ()
    assert found.items == (
        Item("14050241600000_20260720210000", "https://w.test/1.xml", TITLE, "140502"),
        Item("37061441600000_20260720210000", "https://w.test/cap/2.xml", TITLE, "370614"),
    )


def test_atom_takes_the_link_to_cap() -> None:
    (item,) = feed.read(ATOM, AT).items
    assert (item.link, item.guid, item.code) == ("https://w.test/cap/1.xml", "urn:uuid:1", "")


@pytest.mark.parametrize(
    ("guid", "code"),
    [
        ("14050241600000_20260720210000", "140502"),
        ("140502_1", "140502"),
        ("cn-cma-xx-14050241600000_1", "140502"),
        ("urn:oid:2.49.0.1.156.0.2026", ""),
        ("202510241119105837988676", ""),  # a time and no county
        ("990502_1", ""),  # no province
        ("140502", ""),  # nothing follows: what it is nobody knows
        ("https://severeweather.test/v2/140502_1.xml", ""),
        ("", ""),
    ],
)
def test_of_which_county(guid: str, code: str) -> None:
    assert feed.code_of(guid) == code


def test_a_feed_without_items_is_believed_where_it_is_one() -> None:
    empty = b"<rss version='2.0'><channel><title>x</title></channel></rss>"
    assert feed.read(empty, AT) == feed.Listing()
    for other in (b"<html><title>Gateway</title></html>", b"<rss></rss>", b"<rss><channel/></rss>", b"<feed/>"):
        assert [one.why for one in feed.read(other, AT).problems] == [Why.NOT_THIS], other
    for broken in (b"", b"<rss><channel><title>x", b"Service Unavailable", FEED[:-30]):
        assert feed.read(broken, AT).problems[-1].why is Why.NOT_XML, broken
    renamed = FEED.replace(b"item>", b"thing>")
    assert [one.field for one in feed.read(renamed, AT).problems] == ["item"]


def test_an_item_without_a_link_is_an_error_and_loses_no_other() -> None:
    found = feed.read(FEED.replace(b"<link>2.xml</link>", b""), AT)
    assert len(found.items) == 1
    assert [(one.field, one.why, one.item) for one in found.problems] == [("link", Why.MISSING, TITLE)]
    for link in (b"file:///etc/passwd", b"javascript:alert(1)", b"https://[", b"http://"):
        found = feed.read(FEED.replace(b"2.xml", link), AT)
        assert [(one.field, one.why) for one in found.problems] == [("link", Why.BAD_VALUE)], link


def test_a_feed_may_be_in_another_encoding() -> None:
    chinese = FEED.decode().replace("UTF-8", "GBK").encode("gbk")
    assert feed.read(chinese, AT).items[0].title == TITLE
