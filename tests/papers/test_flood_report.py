"""The closing report of a flood response as a file: long ones go over several pages, in both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pypdfium2 import PdfDocument

from bot.domain.closing_report import ClosingReport
from bot.domain.response import Move, Phase, Response
from bot.papers import closing_report as printer
from bot.render import LANGUAGES, Renderer
from tests.made import NOW
from tests.papers.floods import SHANGHAI, great


def test_a_long_report_has_several_pages(tmp_path: Path) -> None:
    words = Renderer(SHANGHAI).words
    for language in LANGUAGES:
        out = tmp_path / f"{language}.pdf"
        report = replace(great(), language=language)
        assert printer.pdf(report, words, out) >= 2
        text = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(out))
        assert report.stamp(NOW) in text
        assert words(language, "level.2") in text


def test_an_empty_report_says_so(tmp_path: Path) -> None:
    words, out = Renderer(SHANGHAI).words, tmp_path / "a.pdf"
    plain = ClosingReport(Response(1, 4, NOW, NOW), "和风社区", "zh", SHANGHAI, NOW, (Phase(1, 1, Move.START, 4, NOW),))
    assert printer.pdf(plain, words, out) == 1
    text = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(out))
    assert text.count("没有。") == 3
