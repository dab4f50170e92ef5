"""The pages that are sent as files: whole, escaped, and asking for nothing from elsewhere."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from bot.delivery.paper import made
from bot.domain.screen import Paper, Screen, Value
from bot.render import LANGUAGES, Renderer
from bot.storage.mydata import SECTIONS
from tests.made import demo
from tests.messages.greatest import MARK
from tests.messages.test_words import PAGES

RENDERER = Renderer(demo().timezone)
CLOSING = "</script><script>alert(1)</script>"


class Reader(HTMLParser):
    """Reads a page as a browser does: what it shows, and what it would load or run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shown, self.loads, self.scripts, self._inside = "", list[str](), list[str](), ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        self._inside = tag
        known = dict(attrs)
        self.loads += [name for name in ("src", "href", "srcset", "action") if name in known]
        if tag == "script":
            self.scripts.append(str(known.get("type")))

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self._inside not in ("style", "script"):
            self.shown += data


def mydata(language: str) -> Screen:
    """A page with a row in each section, and what people write in it."""
    text: list[Value] = [{"name": "text", "value": MARK + CLOSING}, {"name": "anonymous", "value": True}]
    sections: list[Value] = [{"name": section.name, "rows": [text]} for section in SECTIONS]
    return Screen("paper/mydata", language, {"community": MARK, "made_at": "2026-11-23 22:56", "sections": sections})


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_page_is_whole(language: str) -> None:
    assert {"paper/mydata"} == PAGES
    page = (await made(Paper(Screen("mydata/about", language), "mydata.html", mydata(language)), RENDERER)).decode()
    read = Reader(page)
    assert f'lang="{language}"' in page
    assert "width=device-width" in page
    assert read.shown.count(MARK + CLOSING) == len(SECTIONS), "it says what people wrote as they wrote it"
    assert read.loads == []
    assert read.scripts == ["application/json"], "data, and nothing that runs"
    assert not re.search(r"None|Undefined|\{%", read.shown.replace(MARK, ""))
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    assert json.loads(found[1])[0]["rows"][0][0]["value"] == MARK + CLOSING


def test_a_file_is_called_in_the_persons_language() -> None:
    names = [RENDERER.file_name(Paper(Screen("mydata/about", la), "mydata.html", mydata(la))) for la in LANGUAGES]
    assert names == ["我的信息.html", "my-data.html"]
    other = Paper(Screen("mydata/about", "zh"), "no.word.xlsx", mydata("zh"))
    assert RENDERER.file_name(other) == "no.word.xlsx"
