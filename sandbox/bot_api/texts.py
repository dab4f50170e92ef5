"""Texts and captions of a call: parse mode or entities, checks, limits (telegram-errors rows 5-13)."""

from collections.abc import Callable
from typing import Any

from sandbox.bot_api import errors
from sandbox.bot_api.errors import BotApiError, Mistake
from sandbox.bot_api.params import NotJson, Params
from sandbox.entities import html, markdown, markdown2
from sandbox.entities.finish import Formatted, finish
from sandbox.entities.spans import MarkupError, Output, utf16_length
from sandbox.jsontypes import Json
from sandbox.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_BYTES = 32_768
PARSERS: dict[str, Callable[[str], Output]] = {
    "html": html.parse,
    "markdown": markdown.parse,
    "markdownv2": markdown2.parse,
}
GIVEN = {
    "bold": "",
    "italic": "",
    "underline": "",
    "strikethrough": "",
    "spoiler": "",
    "code": "",
    "blockquote": "",
    "expandable_blockquote": "",
    "pre": "language",
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
"""Kinds of entity that a bot may give, and the field each brings along."""
FOUND = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})
"""Kinds that are found anyway and ignored when given."""


def message_text(world: World, params: Params, too_long: Mistake = errors.TEXT_TOO_LONG) -> Formatted:
    """Read and check the `text` of sendMessage and editMessageText."""
    if not params.text("text"):
        raise BotApiError(errors.TEXT_MISSING)
    formatted = formatted_text(world, params, "text", "entities")
    if not formatted.text:
        raise BotApiError(errors.TEXT_EMPTY)
    if len(formatted.text) > MAX_TEXT:
        raise BotApiError(too_long)
    return formatted


def caption(world: World, params: Params, too_long: Mistake = errors.CAPTION_TOO_LONG) -> Formatted:
    """Read and check a `caption`; it may be empty."""
    formatted = formatted_text(world, params, "caption", "caption_entities")
    if len(formatted.text) > MAX_CAPTION:
        raise BotApiError(too_long)
    return formatted


def formatted_text(world: World, params: Params, name: str, entities_name: str) -> Formatted:
    """Read a text by its parse mode or its given entities, whatever its length."""
    source = params.text(name)
    if len(source) * 4 > MAX_BYTES and len(source.encode()) > MAX_BYTES:
        raise BotApiError(errors.TEXT_BYTES_TOO_LONG)
    mode = params.text("parse_mode").lower()
    if mode in ("", "none"):
        text, entities = source, _given(source, params, entities_name)
    else:
        text, entities = _parsed(source, mode)
    return finish(text, _with_users(world, entities))


def _parsed(source: str, mode: str) -> tuple[str, list[Json]]:
    if mode not in PARSERS:
        raise BotApiError(errors.PARSE_MODE_UNKNOWN)
    try:
        out = PARSERS[mode](source)
    except MarkupError as error:
        raise BotApiError(errors.ENTITIES_UNPARSABLE, reason=error) from error
    return "".join(out.parts), out.entities


def _given(text: str, params: Params, name: str) -> list[Json]:
    try:
        items = params.json(name)
    except NotJson as error:
        raise BotApiError(errors.ENTITIES_NOT_JSON) from error
    if not items:
        return []
    if not isinstance(items, list):
        raise BotApiError(errors.ENTITY_BAD, reason="expected an Array of MessageEntity")
    end = utf16_length(text)
    checked = (_checked(item, end) for item in items)
    return [entity for entity in checked if entity is not None]


def _checked(item: Any, end: int) -> Json | None:
    if not isinstance(item, dict):
        raise BotApiError(errors.ENTITY_BAD, reason="expected an Object")
    for name in ("offset", "length", "type"):
        if name not in item:
            raise BotApiError(errors.ENTITY_BAD, reason=f'Can\'t find field "{name}"')
    kind = item["type"]
    if kind in FOUND:
        return None
    if kind not in GIVEN:
        raise BotApiError(errors.ENTITY_BAD, reason="Unsupported type specified")
    begin, length = _number(item, "offset"), _number(item, "length")
    if begin < 0 or begin > end:
        raise BotApiError(errors.ENTITY_BEGINS_AFTER, begin=begin)
    if begin + length > end:
        raise BotApiError(errors.ENTITY_ENDS_AFTER, begin=begin, end=begin + length)
    extra = GIVEN[kind]
    detail = {extra: item[extra]} if extra and item.get(extra) else {}
    return {"type": kind, "offset": begin, "length": length, **detail} if length > 0 else None


def _number(item: Json, name: str) -> int:
    try:
        return int(item[name])
    except (TypeError, ValueError) as error:
        reason = f'Field "{name}" must be of type Number'
        raise BotApiError(errors.ENTITY_BAD, reason=reason) from error


def _with_users(world: World, entities: list[Json]) -> list[Json]:
    """Complete the users of text mentions; one that the bot does not know is no mention."""
    result: list[Json] = []
    for one in entities:
        if one["type"] != "text_mention":
            result.append(one)
            continue
        person = world.people.get(one.get("user", {}).get("id", 0))
        if person is not None:
            result.append({**one, "user": person.json})
    return result
