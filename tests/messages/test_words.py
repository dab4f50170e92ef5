"""Every message as it is read: it fits, it says what people wrote as they wrote it, and it keeps its voice."""

from __future__ import annotations

import re
import string
import tomllib
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError

from bot.domain.button import MenuButton
from bot.domain.case import Act
from bot.domain.screen import Link, Screen, Tap, Toast, Value
from bot.render import LANGUAGES, Renderer, messages_folder
from tests.made import NOW, demo
from tests.messages.greatest import LARGEST, LONG_NAME, MARK, everything

RENDERER = Renderer(demo().timezone)
RENDERER.bot_name = "liubu_bot"
FOLDER = messages_folder()
SCREENS = list(everything())
#: What becomes a file and not a message: tests/messages/test_pages.py.
PAGES = {f"paper/{path.stem}" for path in (FOLDER / "zh" / "paper").glob("*.html")}
#: What is put into views and is none itself.
PARTS = {path.stem for path in (FOLDER / "zh").glob("_*.html")}
#: What a toast may be filled with, the greatest of each.
FILLED: dict[str, Value] = {"number": LARGEST, "name": LONG_NAME, "act": Act.FEED_BACK.value, "at": NOW}


class Reader(HTMLParser):
    """Reads a message as Telegram does: tags become formatting, entities become characters."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self._open = "", set[str](), list[str]()
        self.feed(html)
        self.close()
        assert not self._open, html

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        self.tags.add(tag)
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag closes: the last one that was opened."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        self.text += data


def names(screen: Screen) -> str:
    """How a screen is called in a report of the tests."""
    return f"{screen.language}/{screen.view}"


def test_every_view_is_among_the_screens() -> None:
    views = {p.relative_to(FOLDER / "zh").as_posix().removesuffix(".html") for p in (FOLDER / "zh").rglob("*.html")}
    for language in LANGUAGES:
        assert {screen.view for screen in SCREENS if screen.language == language} == views - {*PARTS, *PAGES} - (
            {"case/group"} if language == "en" else set()  # the group's card is Chinese
        )


def test_every_screen_fits() -> None:
    lengths: dict[str, int] = {}
    for screen in SCREENS:
        read = Reader(RENDERER.text(screen, repeated=True))
        most = 1_024 if screen.photo else 4_096
        assert 0 < len(read.text.strip()) <= most, names(screen)
        lengths[screen.view] = max(lengths.get(screen.view, 0), len(read.text))
    assert max(lengths.values()) > 900, "the screens are not the greatest any more"


def test_the_photo_captions_were_among_them() -> None:
    below = {"report/similar", "case/secretary", "case/album", "note/album", "archive/pair", "archive/file"}
    assert {screen.view for screen in SCREENS if screen.photo} == below


def test_what_people_write_comes_out_as_they_wrote_it() -> None:
    for screen in SCREENS:
        read = Reader(RENDERER.text(screen))
        assert read.tags <= {"b"}, names(screen)
        assert "<b>" not in read.text.replace(MARK, ""), names(screen)
    views = {screen.view for screen in SCREENS if MARK in Reader(RENDERER.text(screen)).text}
    assert views >= {
        "case/reporter",
        "case/secretary",
        "case/worker",
        "dialog/resume",
        "feedback/proof",
        "home/hello",
        "home/mine",
        "home/start",
        "home/tasks",
        "notice/reminders",
        "report/review",
    }


def test_no_screen_has_holes() -> None:
    for screen in SCREENS:
        text = Reader(RENDERER.text(screen)).text
        assert "\n\n\n" not in text, names(screen)
        assert not re.search(r"None|Undefined|\{%|%\}|[:：]\s*$", text.replace(MARK, "")), f"{names(screen)}: {text}"
        assert all(line == line.strip() for line in text.splitlines()), f"{names(screen)}: {text!r}"


def test_buttons_fit_and_are_legible() -> None:
    buttons = 0
    for screen in SCREENS:
        rows = RENDERER.keyboard(screen)
        assert sum(map(len, rows)) <= 100
        for row in rows:
            assert 1 <= len(row) <= 8
            for button in row:
                buttons += 1
                assert 1 <= len(button["text"]) <= 64, button
                assert len(button.get("callback_data", "").encode()) <= 64
                assert len(button.get("url", "").partition("?start=")[2]) <= 64  # what Telegram takes in a link
    assert buttons > 1_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_toasts_fit_without_being_cut(language: str) -> None:
    labels = tomllib.loads((FOLDER / language / "labels.toml").read_text("utf-8"))["toast"]
    for label in labels:
        whole = RENDERER.words(language, f"toast.{label}", **FILLED)
        assert 1 <= len(whole) <= 200, whole
        assert RENDERER.toast(Toast("1", label, language, FILLED)) == whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_are_valid_for_telegram(language: str) -> None:
    commands = RENDERER.commands(language)
    assert 1 <= len(commands) <= 100
    for name, about in commands.items():
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= len(about) <= 256


# --- the voice ---


def words(language: str) -> dict[str, str]:
    """All that is said in a language, without what only templates read."""
    found = {}
    for path in (FOLDER / language).rglob("*"):
        if path.suffix == ".html":
            found[path.name] = re.sub(r"\{%.*?%\}", "", path.read_text("utf-8"))
        elif path.suffix == ".toml":
            found[path.name] = re.sub(r"(?m)^#.*$", "", path.read_text("utf-8"))
    return found


def test_nobody_is_shouted_at() -> None:
    for language in LANGUAGES:
        assert {name: text for name, text in words(language).items() if "!" in text or "！" in text} == {}


def test_chinese_is_punctuated_in_chinese() -> None:
    for path in (FOLDER / "zh").rglob("*.html"):
        plain = re.sub(r"\{[{%].*?[}%]\}|<[^>]*>", "", path.read_text("utf-8"))
        assert not re.search(r"[一-鿿][,.;:?](?!\w)", plain), path


def test_english_is_in_english() -> None:
    allowed = {"中文"}  # the name of the other language, in itself
    chinese = re.compile("[\u3400-\u9fff\uff00-\uffef\u3001-\u303f]+")
    for name, text in words("en").items():
        if name != "config.toml":  # which quotes the Chinese signs that people type
            assert set(chinese.findall(text)) <= allowed, name


# --- the renderer ---


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        RENDERER.text(Screen("feedback/thanks", "zh", {}))


def test_a_repetition_says_so() -> None:
    screen = Screen("feedback/thanks", "zh", {"number": 7})
    assert RENDERER.text(screen, repeated=True) == "（重发）" + RENDERER.text(screen)
    marked = Screen("home/hello", "en", {"text": MARK})
    assert MARK in Reader(RENDERER.text(marked, repeated=True)).text


def test_a_toast_that_is_too_long_is_cut_rather_than_refused() -> None:
    data: dict[str, Value] = {**FILLED, "name": "名" * 300}
    assert len(RENDERER.toast(Toast("1", "case_done_by", "zh", data))) == 200


BARS = ["◉○○○○○", "●◉○○○○", "●●◉○○○", "●●●◉○○", "●●●●◉○", "●●●●●◉"]


@pytest.mark.parametrize(("step", "bar"), list(enumerate(BARS, start=1)))
def test_the_bar_of_the_six_steps(step: int, bar: str) -> None:
    known: dict[str, Value] = {"number": 1, "category": "c", "grid": "g", "place": None, "holder": None}
    data = {**known, "due_at": None, "outcome": None}
    assert bar in RENDERER.text(Screen("case/group", "zh", {**data, "step": step, "state": "opened"}))


MOMENTS = [
    (1_700_000_000_000, "11月15日（周三）06:13", "Wed 15/11 06:13"),  # 22:13 the day before in UTC
    (1_735_660_800_000, "1月1日（周三）00:00", "Wed 1/1 00:00"),
    (1_709_135_940_000, "2月28日（周三）23:59", "Wed 28/2 23:59"),
]


@pytest.mark.parametrize(("at", "zh", "en"), MOMENTS)
def test_an_instant_is_said_in_the_communitys_time(at: int, zh: str, en: str) -> None:
    said = [RENDERER.words(la, "toast.case_done_by", number=1, act="close", name="", at=at) for la in LANGUAGES]
    assert zh in said[0]
    assert en in said[1]


def test_buttons_carry_their_payload_and_links_their_way() -> None:
    taps = (Tap("mine", MenuButton("mine"), style="primary"), Tap(MARK, MenuButton("x"), literal=True))
    screen = Screen("group/invite", "zh", {}, (taps, (Link("report_here", "r3"),)))
    assert RENDERER.keyboard(screen) == [
        [
            {"text": "我的上报", "callback_data": "m:mine", "style": "primary"},
            {"text": MARK, "callback_data": "m:x"},
        ],
        [{"text": "我要上报", "url": "https://t.me/liubu_bot?start=r3"}],
    ]


@pytest.mark.parametrize("name", ["config.toml", "terminal.toml"])
def test_the_terminals_sentences_can_be_filled(name: str) -> None:
    for language in LANGUAGES:
        for key, text in tomllib.loads((FOLDER / language / name).read_text("utf-8")).items():
            fields = {field for _, field, _, _ in string.Formatter().parse(text) if field}
            assert text.format(**dict.fromkeys(fields, MARK)), key
