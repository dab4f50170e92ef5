"""The last steps of every text: control characters, trimming, order of entities, automatic ones."""

import re
from dataclasses import dataclass, field

from sandbox.entities import auto
from sandbox.entities.spans import utf16_length, utf16_slice
from sandbox.jsontypes import Json

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2028\u2029\ufeff]")
_JOINED = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_ORDER = ("expandable_blockquote", "blockquote", "pre", "code", "text_link", "bold", "italic")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as it is stored and shown, with its entities (offsets in UTF-16)."""

    text: str = ""
    entities: list[Json] = field(default_factory=list)

    def as_json(self, text_name: str = "text", entities_name: str = "entities") -> Json:
        """Return the two fields of a Message object; those that are empty are left out."""
        json: Json = {text_name: self.text} if self.text else {}
        return json | ({entities_name: self.entities} if self.entities else {})


def finish(text: str, entities: list[Json]) -> Formatted:
    """Clean and trim a text, put its entities in order and add the automatic ones."""
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    text, entities = _trimmed(text, entities)
    entities = _joined(sorted(entities, key=_place))
    entities = sorted(entities + auto.find(text, entities), key=_place)
    return Formatted(text, entities)


def _place(entity: Json) -> tuple[int, int, int]:
    kind = entity["type"]
    return entity["offset"], -entity["length"], _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    text = text.rstrip(" \n\t\u00a0")
    head = min((one["offset"] for one in entities), default=utf16_length(text))
    lead = len(utf16_slice(text, 0, head)) - len(utf16_slice(text, 0, head).lstrip(" \n\t"))
    text = text[lead:]
    if lead == 0 and not entities:
        return text, entities
    return text, [cut for one in entities if (cut := _cut(one, lead, utf16_length(text)))]


def _cut(entity: Json, lead: int, end: int) -> Json | None:
    begin = entity["offset"] - lead
    length = min(entity["length"], end - begin)
    return {**entity, "offset": begin, "length": length} if length > 0 else None


def _joined(entities: list[Json]) -> list[Json]:
    """Join equal simple entities that touch or overlap, as TDLib does."""
    result: list[Json] = []
    last: dict[str, int] = {}
    for one in entities:
        kind = one["type"]
        index = last.get(kind)
        if kind in _JOINED and index is not None:
            before = result[index]
            end = before["offset"] + before["length"]
            if one["offset"] <= end:
                length = max(end, one["offset"] + one["length"]) - before["offset"]
                result[index] = {**before, "length": length}
                continue
        last[kind] = len(result)
        result.append(one)
    return result
