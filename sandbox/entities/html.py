"""Telegram's HTML: tags become entities (telegram-errors row 9; TDLib's parse_html)."""

import re
from dataclasses import dataclass, field

from sandbox.entities.links import mark_link
from sandbox.entities.spans import MarkupError, Output, byte_offset

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset(SIMPLE) | {"a", "code", "pre", "blockquote", "tg-emoji"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LANGUAGE = "language-"
_SPECIAL = re.compile("[<&]")


@dataclass(slots=True)
class _Open:
    """A tag that is not closed yet; `begin` in UTF-16, `language` of the code block inside a pre."""

    tag: str
    attributes: dict[str, str]
    begin: int
    language: str = ""


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0
    out: Output = field(default_factory=Output)
    open: list[_Open] = field(default_factory=list)

    def run(self) -> Output:
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == "&":
                self.out.write(self._entity())
            elif char != "<":
                self._plain()
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return self.out

    def _plain(self) -> None:
        found = _SPECIAL.search(self.source, self.at)
        end = found.start() if found is not None else len(self.source)
        self.out.write(self.source[self.at : end])
        self.at = end

    def _entity(self) -> str:
        end = self.at + 1
        source = self.source
        while end < len(source) and source[end].isascii() and (source[end].isalnum() or source[end] == "#"):
            end += 1
        char = _decoded(source[self.at + 1 : end])
        if not char:
            self.at += 1
            return "&"
        self.at = end + source.startswith(";", end)
        return char

    def _word(self, stops: str) -> str:
        begin = self.at
        while self.at < len(self.source) and not _space(self._char()) and self._char() not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _char(self) -> str:
        return self.source[self.at : self.at + 1]

    def _skip_spaces(self) -> None:
        while _space(self._char()):
            self.at += 1

    def _fail(self, what: str, begin: int, rest: str = "") -> MarkupError:
        return MarkupError(f"{what} at byte offset {byte_offset(self.source, begin)}{rest}")

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._word(">").lower()
        if not self._char():
            raise self._fail("Unclosed start tag", begin)
        if tag not in TAGS:
            raise self._fail(f'Unsupported start tag "{tag}"', begin)
        attributes: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if not self._char():
                raise self._fail("Unclosed start tag", begin)
            if self._char() == ">":
                break
            name, value = self._attribute(tag, begin)
            attributes.setdefault(name, value)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, attributes, self.out.length))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._word("=>").lower()
        if not name:
            raise self._fail(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip_spaces()
        if self._char() != "=":
            if tag == "blockquote" and name == "expandable":
                return name, ""
            raise self._fail(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        self.at += 1
        self._skip_spaces()
        if not self._char():
            raise self._fail("Unclosed start tag", begin)
        if self._char() in "'\"":
            return name, self._quoted(begin)
        return name, self._word(">")

    def _quoted(self, begin: int) -> str:
        quote = self._char()
        self.at += 1
        value: list[str] = []
        while (char := self._char()) and char != quote:
            if char == "&":
                value.append(self._entity())
            else:
                value.append(char)
                self.at += 1
        if not char:
            raise self._fail("Unclosed start tag", begin)
        self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._fail("Unexpected end tag", begin)
        self.at += 2
        tag = self._word(">").lower()
        self._skip_spaces()
        if self._char() != ">":
            raise self._fail("Unclosed end tag", begin)
        self.at += 1
        opened = self.open.pop()
        if tag and tag != opened.tag:
            raise self._fail("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{tag}>"')
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        out, begin = self.out, opened.begin
        match opened.tag:
            case "a":
                mark_link(out, begin, opened.attributes.get("href") or out.since(begin))
            case "code":
                self._close_code(opened)
            case "pre":
                language = opened.language
                out.mark("pre", begin, **({"language": language} if language else {}))
            case "blockquote":
                expandable = "expandable" in opened.attributes
                out.mark("expandable_blockquote" if expandable else "blockquote", begin)
            case "tg-emoji":
                out.mark("custom_emoji", begin, custom_emoji_id=opened.attributes.get("emoji-id", ""))
            case _:
                out.mark(SIMPLE[opened.tag], begin)

    def _close_code(self, opened: _Open) -> None:
        outer = self.open[-1] if self.open else None
        language = opened.attributes.get("class", "")
        if outer is not None and outer.tag == "pre" and outer.begin == opened.begin:
            outer.language = language.removeprefix(LANGUAGE) if language.startswith(LANGUAGE) else ""
            return
        self.out.mark("code", opened.begin)


def _space(char: str) -> bool:
    return char in " \t\r\n\0\v" if char else False


def _decoded(name: str) -> str:
    if not name.startswith("#"):
        return NAMED.get(name, "")
    try:
        code = int(name[2:], 16) if name[1:2] in ("x", "X") else int(name[1:])
    except ValueError:
        return ""
    valid = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if valid else ""


def parse(source: str) -> Output:
    """Parse HTML into text and entities (offsets in UTF-16). Raises MarkupError."""
    return _Parser(source).run()
