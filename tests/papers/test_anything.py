"""Whatever a file is made of, it is read within the limits or refused: never another error, never a crash."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.sheet import Sheet
from bot.papers import limits
from bot.papers.reading import rows
from bot.papers.unreadable import CODES, Unreadable
from tests.papers.files import office_list, packed, parts

CSV = '序号,姓名,联系电话\r\n1,陈国强,13800010001\r\n2,"孙丽,女",13800010002\r\n'
ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")
#: What a person with bad intentions writes into a sheet, or a broken program.
TOKENS = [
    b"0", b"-1", b"1e308", b"-1e300", b"NaN", b"9" * 20, b"4294967296", b"A1:XFD1048576", b"C5:A1", b"XFD", b"ZZZ9",
    b'"', b"<", b">", b"&", b"&#0;", b"&x;", b"<!--", b"]]>", b"<![CDATA[", b"<v>", b"</c>", b'<c r="XFD1048576">',
    b't="s"', b't="d"', b'r="0"', b"<f>", b"<row/>", b"\x00", b"\xff\xfe", b"PK\x05\x06", "\u202e".encode(),
]  # fmt: skip
changes = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.one_of(st.sampled_from(TOKENS), st.binary(max_size=6))),
    min_size=1,
    max_size=6,
)
few = settings(max_examples=150, deadline=None)


@cache
def office() -> dict[str, bytes]:
    """The parts of a real list."""
    return parts(office_list())


def mutated(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """The content with pieces replaced: where in it, how many bytes go, what comes."""
    for where, length, new in edits:
        place = int(where * len(content))
        content = content[:place] + new + content[place + length :]
    return content


def seen(content: bytes) -> Sheet | str:
    """The sheet, which keeps the limits, or the code of the refusal, which is known."""
    try:
        sheet = rows(content, "名单.xlsx")
    except Unreadable as error:
        return CODES[CODES.index(error.code)]
    numbers = [row.number for row in sheet.rows]
    assert numbers == sorted(set(numbers)) and numbers[0] > 0 and numbers[-1] <= limits.MOST_ROWS
    assert all(0 < len(row.cells) <= limits.MOST_COLUMNS and not row.cells[-1].is_blank for row in sheet.rows)
    assert all(isinstance(cell.text, str) for row in sheet.rows for cell in row.cells)
    return sheet


@few
@given(changes)
def test_a_workbook_with_other_bytes(edits: list[tuple[float, int, bytes]]) -> None:
    seen(mutated(packed(office()), edits))


@settings(max_examples=400, deadline=None)
@given(st.data(), changes)
def test_a_workbook_with_other_words_in_it(data: st.DataObject, edits: list[tuple[float, int, bytes]]) -> None:
    members = office()
    read = [name for name in members if name.startswith(("xl/work", "xl/shared", "xl/styles", "xl/_rels"))]
    name = data.draw(st.sampled_from(sorted(read)))
    seen(packed({**members, name: mutated(members[name], edits)}, method=0))


@settings(max_examples=200, deadline=None)
@given(st.data(), st.lists(st.sampled_from(TOKENS), min_size=1, max_size=4))
def test_a_workbook_with_other_values_and_attributes(data: st.DataObject, tokens: list[bytes]) -> None:
    """Whole values are replaced, so that the file stays well-formed more often and comes further."""
    members = office()
    name = data.draw(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]))
    part = members[name]
    for token in tokens:
        ends = [place for place, sign in enumerate(part) if sign in b'<"' and place]
        end = data.draw(st.sampled_from(ends))
        start = max(part.rfind(b">", 0, end), part.rfind(b'"', 0, end)) + 1
        part = part[:start] + token + part[end:]
    seen(packed({**members, name: part}, method=0))


@few
@given(st.sampled_from(ENCODINGS), changes)
def test_csv_with_other_bytes(encoding: str, edits: list[tuple[float, int, bytes]]) -> None:
    seen(mutated(CSV.encode(encoding), edits))


@few
@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    seen(content)


@few
@given(st.text(alphabet=st.sampled_from("ab王,;\t\"\r\n'= \u3000"), max_size=60), st.sampled_from(ENCODINGS))
def test_any_text(text: str, encoding: str) -> None:
    seen(text.encode(encoding))


def test_without_a_change_they_are_read() -> None:
    assert isinstance(seen(packed(office())), Sheet)
    assert all(isinstance(seen(CSV.encode(encoding)), Sheet) for encoding in ENCODINGS)
