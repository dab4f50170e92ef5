"""Markdown and MarkdownV2."""

import pytest

from sandbox.entities import markdown, markdown2
from sandbox.entities.spans import MarkupError

Spans = list[tuple[str, int, int]]

SECOND = [
    ("*a*", "a", [("bold", 0, 1)]),
    ("_a_ __b__", "a b", [("italic", 0, 1), ("underline", 2, 1)]),
    ("~a~ ||b||", "a b", [("strikethrough", 0, 1), ("spoiler", 2, 1)]),
    ("*a _b_*", "a b", [("italic", 2, 1), ("bold", 0, 3)]),
    ("`a.b`", "a.b", [("code", 0, 3)]),
    ("```py\nx\n```", "x\n", [("pre", 0, 2)]),
    ("[a](https://a.cn/\\))", "a", [("text_link", 0, 1)]),
    ("a\\.b", "a.b", []),
    (">a\n>b\nc", "a\nb\nc", [("blockquote", 0, 3)]),
    (">a\n>b||", "a\nb", [("expandable_blockquote", 0, 3)]),
    ("![👍](tg://emoji?id=5)", "👍", [("custom_emoji", 0, 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "entities"), SECOND)
def test_markdown2(source: str, text: str, entities: Spans) -> None:
    out = markdown2.parse(source)
    assert "".join(out.parts) == text
    assert [(one["type"], one["offset"], one["length"]) for one in out.entities] == entities


FIRST = [
    ("*a* _b_ `c`", "a b c", [("bold", 0, 1), ("italic", 2, 1), ("code", 4, 1)]),
    ("```\nx```", "x", [("pre", 0, 1)]),
    ("[a](https://a.cn)", "a", [("text_link", 0, 1)]),
    ("a\\_b", "a_b", []),
]


@pytest.mark.parametrize(("source", "text", "entities"), FIRST)
def test_markdown(source: str, text: str, entities: Spans) -> None:
    out = markdown.parse(source)
    assert "".join(out.parts) == text
    assert [(one["type"], one["offset"], one["length"]) for one in out.entities] == entities


BAD = [
    ("a.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
    ("a > b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
    ("好 *a", "Can't find end of Bold entity at byte offset 4"),
    ("__a", "Can't find end of Underline entity at byte offset 0"),
    ("`a", "Can't find end of Code entity at byte offset 0"),
    ("[a](b", "Can't find end of a URL at byte offset 3"),
]


@pytest.mark.parametrize(("source", "reason"), BAD)
def test_broken_markdown2(source: str, reason: str) -> None:
    with pytest.raises(MarkupError) as caught:
        markdown2.parse(source)
    assert str(caught.value) == reason
