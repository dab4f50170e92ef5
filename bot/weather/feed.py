"""Reads a feed of links to warnings: RSS 2.0 or Atom, as weather services publish them.

In the feed of the China Meteorological Administration the first six digits of the guid are the code of the county
(GB/T 2260). An item of which that is not known is of everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

from bot.domain.area import is_chinese_code
from bot.weather.elements import Group, Walk
from bot.weather.reading import MOST_PROBLEMS, Problem, Why, clean, shown

_FEEDS = frozenset({"rss", "feed", "RDF"})
_ITEMS = frozenset({"item", "entry"})
_CODE = re.compile(r"[^0-9]{0,80}([0-9]{6})(?=[0-9]{8}|_)")
_LONGEST, _MOST_ITEMS = 500, 5_000


@dataclass(frozen=True, slots=True)
class Item:
    """A link to a warning. ``code`` is the area's (GB/T 2260), "" if it is not known; ``title`` is what a feed says."""

    guid: str
    link: str
    title: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of a feed, in its order."""

    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(document: bytes, address: str) -> Listing:
    """The items of a feed that was read at ``address``, against which its links are understood."""
    walk = Walk(document, _ITEMS)
    items, problems = dict[str, Item](), list[Problem]()
    for _, group in islice(walk, _MOST_ITEMS):
        found = _item(group, address)
        if isinstance(found, Item):
            items.setdefault(found.guid, found)
        else:
            problems.append(found)
    if len(items) + len(problems) >= _MOST_ITEMS:
        problems.append(Problem("item", Why.TOO_LARGE, str(_MOST_ITEMS)))
    if walk.problem is not None:
        problems.append(walk.problem)
    if not (items or problems):
        problems += _lacking(walk)
    return Listing(tuple(items.values()), tuple(problems[-MOST_PROBLEMS:]))


def _lacking(walk: Walk) -> list[Problem]:
    """Why a document without items is no feed without items: another page, or items that are called something else."""
    outside = walk.outside
    if walk.root not in _FEEDS or not outside.texts:
        return [Problem("rss", Why.NOT_THIS, walk.root)]
    strayed = "guid" in outside.texts or len(outside.every("id")) > 1
    return [Problem("item", Why.MISSING)] if strayed else []


def _item(group: Group, address: str) -> Item | Problem:
    texts = {name: group.text(name) for name in ("title", "cap", "link", "guid", "id")}
    title = clean(texts["title"], 200)
    try:
        link = urljoin(address, texts["cap"] or texts["link"])
        good = urlsplit(link).scheme in ("http", "https") and bool(urlsplit(link).hostname)
    except ValueError:
        good, link = False, ""
    if not (texts["cap"] or texts["link"]):
        return Problem("link", Why.MISSING, item=title)
    if not good or len(link) > _LONGEST * 4:
        return Problem("link", Why.BAD_VALUE, shown(texts["link"]), title)
    guid = clean(texts["guid"] or texts["id"] or link, _LONGEST)
    return Item(guid, link, title, code_of(guid))


def code_of(guid: str) -> str:
    """The code of the area with which a guid begins, "" if it begins with none."""
    found = _CODE.match(guid)
    return found[1] if found and is_chinese_code(found[1]) else ""
