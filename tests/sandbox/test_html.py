"""Telegram's HTML: entities, nesting, offsets in UTF-16, and every way to break it."""

import string
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities.finish import finish
from sandbox.entities.html import SIMPLE, parse
from sandbox.entities.spans import MarkupError, utf16_length, utf16_slice
from sandbox.jsontypes import Json


def parsed(source: str) -> tuple[str, list[tuple[str, int, int]]]:
    out = parse(source)
    done = finish("".join(out.parts), out.entities)
    return done.text, [(one["type"], one["offset"], one["length"]) for one in done.entities]


GOOD = [
    ("plain", "plain", []),
    ("<b>a</b>", "a", [("bold", 0, 1)]),
    ("<strong>a</strong>", "a", [("bold", 0, 1)]),
    ("<i>a</i><em>b</em>", "ab", [("italic", 0, 2)]),
    ("<u>a</u> <ins>b</ins>", "a b", [("underline", 0, 1), ("underline", 2, 1)]),
    ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", 0, 3)]),
    ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
    ("<code>a</code>", "a", [("code", 0, 1)]),
    ("<pre>a</pre>", "a", [("pre", 0, 1)]),
    ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
    ("<b>粗<i>斜</i></b>体", "粗斜体", [("bold", 0, 2), ("italic", 1, 1)]),
    ("😀<b>😀</b>", "😀😀", [("bold", 2, 2)]),
    ("a &lt;b&gt; &amp; &quot;c&quot; &#65; &#x1F600;", 'a <b> & "c" A 😀', []),
    ("&nbsp; &copy; & x", "&nbsp; &copy; & x", []),
    ("<B>a</b >", "a", [("bold", 0, 1)]),
    ("<b>a</>", "a", [("bold", 0, 1)]),
    ("<b>  a </b>", "  a", [("bold", 0, 3)]),
    ("<b></b>a", "a", []),
    ("x\r\ny", "x\ny", []),
    ("<a href='https://a.cn/x?a=1&amp;b=2'>t</a>", "t", [("text_link", 0, 1)]),
    ("<a href='nowhere'>t</a>", "t", []),
    ("/go now, @some_one #tag https://a.cn/x。", "/go now, @some_one #tag https://a.cn/x。",
     [("bot_command", 0, 3), ("mention", 9, 9), ("hashtag", 19, 4), ("url", 24, 14)]),
    ("<code>/go</code> /go", "/go /go", [("code", 0, 3), ("bot_command", 4, 3)]),
    ("#123 a/b 1/2 a@b.cn", "#123 a/b 1/2 a@b.cn", [("email", 13, 6)]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "entities"), GOOD)
def test_good(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    found, spans = parsed(source)
    assert found == text
    assert spans == entities or sorted(spans) == sorted(entities)


DETAILS = [
    ("<a href='HTTP://A.CN'>t</a>", {"url": "http://a.cn/"}),
    ("<a href='tg://user?id=7'>t</a>", {"user": {"id": 7}}),
    ("<a>https://a.cn/b</a>", {"url": "https://a.cn/b"}),
    ('<pre><code class="language-python">x</code></pre>', {"language": "python"}),
    ('<tg-emoji emoji-id="5">👍</tg-emoji>', {"custom_emoji_id": "5"}),
]


@pytest.mark.parametrize(("source", "details"), DETAILS)
def test_details(source: str, details: Json) -> None:
    entity = parse(source).entities[0]
    assert {name: entity[name] for name in details} == details


BAD = [
    ("好<x>", 'Unsupported start tag "x" at byte offset 3'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("a <b", "Unclosed start tag at byte offset 2"),
    ("<a href", "Expected equal sign in declaration of an attribute of the tag \"a\" at byte offset 0"),
    ("<a href=", "Unclosed start tag at byte offset 0"),
    ("<a href='x", "Unclosed start tag at byte offset 0"),
    ("</b>", "Unexpected end tag at byte offset 0"),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<i><b>a</b>", 'Can\'t find end tag corresponding to start tag "i"'),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
]  # fmt: skip


@pytest.mark.parametrize(("source", "reason"), BAD)
def test_bad(source: str, reason: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parse(source)
    assert str(caught.value) == reason


@given(st.text(alphabet=string.printable + "好😀&<>/=\"'", max_size=60))
def test_anything_parses_or_is_refused(source: str) -> None:
    try:
        out = parse(source)
    except MarkupError:
        return
    text = "".join(out.parts)
    for one in out.entities:
        assert one["offset"] >= 0 and one["offset"] + one["length"] <= utf16_length(text)


_leaf = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z", "Cf")), min_size=1, max_size=8)
_tree = st.recursive(
    _leaf.map(lambda text: (escape(text), text)),
    lambda inner: (
        st.tuples(st.sampled_from(sorted(set(SIMPLE) - {"span"})), inner).map(
            lambda pair: (f"<{pair[0]}>{pair[1][0]}</{pair[0]}>", pair[1][1])
        )
        | st.tuples(inner, inner).map(lambda pair: (pair[0][0] + pair[1][0], pair[0][1] + pair[1][1]))
    ),
    max_leaves=8,
)


@given(_tree)
def test_escaped_text_comes_back(pair: tuple[str, str]) -> None:
    source, text = pair
    out = parse(source)
    assert "".join(out.parts) == text
    done = finish(text, out.entities)
    for one in done.entities:
        assert utf16_slice(done.text, one["offset"], one["length"])
