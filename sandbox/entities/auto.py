"""Entities that Telegram finds by itself: commands, links, mentions, hashtags, e-mail addresses."""

import re
from collections.abc import Iterator

from sandbox.entities.spans import utf16_length
from sandbox.jsontypes import Json

_HINTS = re.compile(r"[/@#]|\.\w|://")
_TLD = r"(?:com|org|net|cn|io|me|info|gov|edu|dev|app|cc|top|xyz|vip|ru|uk|de|jp|hk|tw|eu|us)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "email",
        re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*\.[a-zA-Z]{2,}(?![\w-])"),
    ),
    (
        "url",
        re.compile(r"(?<![\w@])https?://[^\s<>\"'，。；！？、（）「」]+[^\s<>\"'，。；！？、（）「」.,;:!?)\]]", re.I),
    ),
    (
        "url",
        re.compile(
            rf"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+{_TLD}(?![\w-]|\.[a-z])"
            r"(?::\d+)?(?:/[^\s<>\"'，。；！？、（）]*[^\s<>\"'，。；！？、（）.,;:!?)\]])?",
            re.I | re.A,
        ),
    ),
    ("mention", re.compile(r"(?<![\w@/])@[a-zA-Z][a-zA-Z0-9_]{3,31}(?![a-zA-Z0-9_])")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])", re.A)),
    ("hashtag", re.compile(r"(?<![\w#@/&])#(?=\w*[^\W\d_])\w{1,256}")),
)
OPAQUE = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})
"""Inside these nothing is looked for."""


def find(text: str, present: list[Json]) -> list[Json]:
    """Return the entities found in a text, except where opaque ones already are."""
    if not _HINTS.search(text):
        return []
    taken = [(one["offset"], one["offset"] + one["length"]) for one in present if one["type"] in OPAQUE]
    found: list[Json] = []
    for kind, begin, end in _matches(text):
        if all(end <= left or begin >= right for left, right in taken):
            taken.append((begin, end))
            found.append({"type": kind, "offset": begin, "length": end - begin})
    return found


def _matches(text: str) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            begin = utf16_length(text[: match.start()])
            yield kind, begin, begin + utf16_length(match[0])
