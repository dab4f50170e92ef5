"""MarkdownV2 (telegram-errors row 11; TDLib's parse_markdown_v2)."""

from dataclasses import dataclass, field

from sandbox.entities.links import mark_link
from sandbox.entities.spans import MarkupError, Output, byte_offset

RESERVED = "_*[]()~`>#+-=|{}.!"
CODES = ("Code", "Pre", "PreCode")
_MARKS = (("```", "Pre"), ("`", "Code"), ("__", "Underline"), ("_", "Italic"), ("*", "Bold"))
_MORE = (("~", "Strikethrough"), ("||", "Spoiler"), ("![", "CustomEmoji"), ("[", "TextUrl"))
STARTS = _MARKS + _MORE
ENDS = {name: mark for mark, name in STARTS} | {"PreCode": "```", "CustomEmoji": "]", "TextUrl": "]"}


@dataclass(slots=True)
class _Open:
    name: str
    position: int
    begin: int
    language: str = ""


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0
    out: Output = field(default_factory=Output)
    open: list[_Open] = field(default_factory=list)
    quote: int = -1

    def run(self) -> Output:
        while self.at < len(self.source):
            self._step(self.source[self.at])
        if self.open:
            last = self.open[-1]
            where = byte_offset(self.source, last.position)
            raise MarkupError(f"Can't find end of {last.name} entity at byte offset {where}")
        self._end_quote()
        return self.out

    def _step(self, char: str) -> None:
        following = self.source[self.at + 1 : self.at + 2]
        if char == "\\" and following and "\0" < following < "\x7f":
            self.out.write(following)
            self.at += 2
        elif char == "\n":
            self._newline()
        elif char not in ("`" if self._in_code() else RESERVED):
            self.out.write(char)
            self.at += 1
        elif self._closes():
            self._close(self.open.pop())
        else:
            self._start(char)

    def _in_code(self) -> bool:
        return bool(self.open) and self.open[-1].name in CODES

    def _newline(self) -> None:
        if self.quote >= 0 and not self._in_code() and not self.source.startswith("\n>", self.at):
            self._end_quote()
        self.out.write("\n")
        self.at += 1
        if self.quote >= 0 and not self._in_code():
            self.at += 1

    def _end_quote(self) -> None:
        if self.quote < 0:
            return
        begin, self.quote = self.quote, -1
        self.out.mark("blockquote", begin)

    def _closes(self) -> bool:
        if not self.open:
            return False
        name = self.open[-1].name
        if name == "Italic" and self.source.startswith("__", self.at):
            return False
        return self.source.startswith(ENDS[name], self.at)

    def _start(self, char: str) -> None:
        line_start = not self.out.parts or self.out.parts[-1].endswith("\n")
        if char == ">" and line_start and self.quote < 0 and not self.open:
            self.quote = self.out.length
            self.at += 1
            return
        if self.quote >= 0 and self.source.startswith("||", self.at) and self._line_ends():
            begin, self.quote = self.quote, -1
            self.out.mark("expandable_blockquote", begin)
            self.at += 2
            return
        for mark, name in STARTS:
            if self.source.startswith(mark, self.at) and not (self._in_code() and name not in CODES):
                self._begin(mark, name)
                return
        raise MarkupError(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")

    def _line_ends(self) -> bool:
        return self.source[self.at + 2 : self.at + 3] in ("", "\n")

    def _begin(self, mark: str, name: str) -> None:
        opened = _Open(name, self.at, self.out.length)
        self.at += len(mark)
        if name == "Pre":
            self._language(opened)
        self.open.append(opened)

    def _language(self, opened: _Open) -> None:
        end = self.at
        while end < len(self.source) and not self.source[end].isspace() and self.source[end] != "`":
            end += 1
        if end > self.at and end < len(self.source) and self.source[end] != "`":
            opened.name, opened.language = "PreCode", self.source[self.at : end]
            self.at = end
        if self.source.startswith("\n", self.at):
            self.at += 1

    def _close(self, opened: _Open) -> None:
        self.at += len(ENDS[opened.name])
        out, begin = self.out, opened.begin
        match opened.name:
            case "TextUrl":
                mark_link(out, begin, self._url() or out.since(begin))
            case "CustomEmoji":
                emoji_id = self._url().rpartition("id=")[2]
                out.mark("custom_emoji", begin, custom_emoji_id=emoji_id)
            case "PreCode":
                out.mark("pre", begin, language=opened.language)
            case name:
                out.mark(name.lower(), begin)

    def _url(self) -> str:
        if not self.source.startswith("(", self.at):
            return ""
        begin, url = self.at, []
        self.at += 1
        while self.at < len(self.source) and self.source[self.at] != ")":
            following = self.source[self.at + 1 : self.at + 2]
            if self.source[self.at] == "\\" and following and following < "\x7f":
                self.at += 1
            url.append(self.source[self.at])
            self.at += 1
        if self.at >= len(self.source):
            where = byte_offset(self.source, begin)
            raise MarkupError(f"Can't find end of a URL at byte offset {where}")
        self.at += 1
        return "".join(url)


def parse(source: str) -> Output:
    """Parse MarkdownV2 into text and entities (offsets in UTF-16). Raises MarkupError."""
    return _Parser(source).run()
