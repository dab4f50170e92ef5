"""The printed proof file: all of it is there to be read, and nothing in a case keeps it from being."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument, raw

from bot.domain.case_file import SOMEBODY, CaseFile, Condition, Line, Named, Standing
from bot.domain.media import MediaKind, Purpose
from bot.papers import case_file, font
from tests.made import NOW, case
from tests.papers.case_files import NOTE, WORDS, Store, a_file


def printed(tmp_path: Path, file: CaseFile, store: Store | None = None) -> list[str]:
    """The text of each page, without line breaks and spaces."""
    out = tmp_path / "out.pdf"
    known = store or Store(tmp_path)
    many = case_file.pdf(file, WORDS, known.original, out)
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in PdfDocument(out)]
    assert len(pages) == many
    return pages


def pictures(tmp_path: Path) -> int:
    """How many pictures the document has."""
    wanted = [raw.FPDF_PAGEOBJ_IMAGE]
    return sum(1 for page in PdfDocument(tmp_path / "out.pdf") for _ in page.get_objects(filter=wanted))


def test_everything_is_there_to_be_read(tmp_path: Path) -> None:
    file = a_file(8)
    text = "".join(printed(tmp_path, file))
    for words in ("案件档案", "泰昌社区7号", "上报", "立案", "指派", "处置", "反馈", "归档"):
        assert words in text, words
    for words in ("违章搭建", "第一网格·1号楼", "专职网格员欧阳建国", "指派给书记梁静怡", "单元门口堆了杂物", "已清走"):
        assert words in text, words
    assert NOTE in text
    for line in file.lines:
        assert f"#{line.seq}{(line.hash or '')[:12]}" in text
    assert file.head[1] in text
    assert file.stamp(file.made_at).replace(" ", "") in text
    assert PdfDocument(tmp_path / "out.pdf").get_metadata_value("Title") == "泰昌社区 7号"


def test_the_font_is_embedded_and_only_as_far_as_needed(tmp_path: Path) -> None:
    printed(tmp_path, a_file())
    content = (tmp_path / "out.pdf").read_bytes()
    assert b"+NotoSansSC" in content
    assert b"/FontFile3" in content
    assert len(content) < 150_000


def test_it_is_on_a4_and_every_page_says_which_it_is(tmp_path: Path) -> None:
    store = Store(tmp_path)
    pieces = tuple(store.piece(n, Purpose.REPORT if n < 7 else Purpose.COMPLETION) for n in range(1, 13))
    pages = printed(tmp_path, a_file(30, pieces), store)
    assert len(pages) > 3
    assert {tuple(map(round, page.get_size())) for page in PdfDocument(tmp_path / "out.pdf")} == {(595, 842)}
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页，共{len(pages)}页" in page
    assert pictures(tmp_path) == 12
    text = "".join(pages)
    assert "照片（12张）" in text
    for number, piece in enumerate(pieces, start=1):
        assert f"{number}.{'上报' if number < 7 else '反馈'}·" in text
        assert f"SHA-256{(piece.sha256 or '')[:16]}" in text


def test_what_is_not_there_any_more_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path)
    conditions = (Condition.DELETED, Condition.WAITING, Condition.LOST)
    pieces = [store.piece(n, condition=condition) for n, condition in enumerate(conditions, start=1)]
    pieces += [store.piece(4, kind=MediaKind.VOICE), store.piece(5)]
    (tmp_path / (pieces[4].sha256 or "")).write_bytes(b"no picture")
    pieces.append(store.piece(6))
    (tmp_path / (pieces[5].sha256 or "")).unlink()
    text = "".join(printed(tmp_path, a_file(2, tuple(pieces)), store))
    for words in ("照片已按期删除", "原件已按期删除", "照片还没有存好", "照片没有收到或打不开", "语音（1条"):
        assert words in text, words
    assert f"SHA-256{'d' * 16}" in text
    assert pictures(tmp_path) == 0


def test_who_wished_to_stay_unknown_and_what_is_forgotten(tmp_path: Path) -> None:
    forgotten = case(number=7, text="", lead=None)
    text = "".join(printed(tmp_path, a_file(2, case=forgotten, forgotten=True, lead=None)))
    assert "上报人居民" in text
    assert "上报人和文字内容已按期删除" in text
    text = "".join(printed(tmp_path, a_file(2, reporter=Named(Standing.RESIDENT, "程桂兰"))))
    assert "上报人居民程桂兰" in text


def test_a_sign_that_the_font_lacks_is_marked_and_named(tmp_path: Path) -> None:
    text = "".join(printed(tmp_path, a_file(1, case=case(number=7, text="户主姓𠮷🙂，\u200b\x00好\ufe0f"))))
    assert "户主姓〓〓，好" in text
    assert "U+20BB7U+1F642" in text
    text = "".join(printed(tmp_path, a_file(1)))
    assert "U+" not in text


def test_the_font_has_what_chinese_is_written_in() -> None:
    rows = [(high, low) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF)]
    national = "".join(bytes(pair).decode("gb2312", "ignore") for pair in rows)  # GB 2312-80
    unified = "".join(map(chr, range(0x4E00, 0x9FA6)))
    assert len(national) == 7_445
    assert font.printable(national.replace("\u3000", "").replace("〓", "")).count(font.MISSING) == 0
    assert font.printable(unified).count(font.MISSING) == 0


@pytest.mark.parametrize("text", ["长" * 2_000, "a1" * 1_000, "（" * 300, "\n" * 150 + "x", "，" * 300, "<b>&{{x}}"])
def test_any_text_finds_room(tmp_path: Path, text: str) -> None:
    pages = printed(tmp_path, a_file(3, case=case(number=7, text=text)))
    sign = "".join(text.split())[0]
    found = sum(page.count(sign) for page in pages)
    assert found >= text.count(sign)
    assert len(pages) <= 4


@pytest.mark.parametrize("act", ["case.something_new", "nobody.knows"])
def test_an_act_without_words_stands_as_it_is(tmp_path: Path, act: str) -> None:
    line = Line(NOW, SOMEBODY, act, seq=1, hash="f" * 64)
    text = "".join(printed(tmp_path, a_file(1, lines=(line,))))
    assert act in text


def test_in_english_too(tmp_path: Path) -> None:
    text = "".join(printed(tmp_path, a_file(4, language="en", community="Taichang")))
    assert "Prooffile" in text
    assert "assignedtosecretary" in text.lower()
