"""Legacy Markdown (telegram-errors row 10; TDLib's parse_markdown)."""

from sandbox.entities.links import mark_link
from sandbox.entities.spans import MarkupError, Output, byte_offset

_ESCAPABLE = "_*`["


def parse(source: str) -> Output:
    """Parse legacy Markdown: *bold*, _italic_, `code`, ```pre```, [text](url). Raises MarkupError."""
    out = Output()
    at = 0
    while at < len(source):
        char = source[at]
        if char == "\\" and source[at + 1 : at + 2] and source[at + 1] in _ESCAPABLE:
            out.write(source[at + 1])
            at += 2
        elif char in _ESCAPABLE:
            at = _entity(source, at, out)
        else:
            out.write(char)
            at += 1
    return out


def _entity(source: str, at: int, out: Output) -> int:
    begin = out.length
    fence = "```" if source.startswith("```", at) else {"[": "]"}.get(source[at], source[at])
    end = source.find(fence, at + len(fence))
    if end < 0:
        where = byte_offset(source, at)
        raise MarkupError(f"Can't find end of the entity starting at byte offset {where}")
    body = source[at + len(fence) : end]
    if fence == "```":
        first, newline, rest = body.partition("\n")
        language = first if newline and first and not any(char.isspace() for char in first) else ""
        out.write(rest if language or (newline and not first) else body)
        out.mark("pre", begin, **({"language": language} if language else {}))
        return end + 3
    out.write(body)
    if fence == "]":
        return _link(source, end + 1, body, begin, out)
    out.mark({"*": "bold", "_": "italic", "`": "code"}[fence], begin)
    return end + 1


def _link(source: str, at: int, body: str, begin: int, out: Output) -> int:
    if not source.startswith("(", at):
        mark_link(out, begin, body)
        return at
    end = source.find(")", at)
    mark_link(out, begin, source[at + 1 : end if end >= 0 else len(source)])
    return end + 1 if end >= 0 else len(source)
