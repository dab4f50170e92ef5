"""The only reader of messages/: gives screens their words.

``messages/<language>/<view>.html`` is a message's text (Jinja2, HTML-escaped, an unknown value is an error);
``messages/<language>/labels.toml`` and the files of ``labels/`` hold buttons, answers to taps, commands and the words
for values.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.domain.bigrams import plain
from bot.domain.button import encode
from bot.domain.case import State
from bot.domain.finding import Filter
from bot.domain.finding import Wording as FindWording
from bot.domain.period import PeriodWords, Span
from bot.domain.person import Role
from bot.domain.roster_words import RosterWords, united
from bot.domain.screen import Link, Paper, Screen, Tap, Toast
from bot.domain.staff_list import Wording
from bot.domain.staff_plan import SheetWords
from bot.domain.vocabulary import Column, Vocabulary

LANGUAGES = ("zh", "en")
_SHORT = 700
_SPANS = (("days", 1_440), ("hours", 60))


def messages_folder() -> Path:
    """Where the messages lie: in a checkout beside the package, in an installation inside it."""
    here = Path(__file__).parent
    return next(folder for folder in (here / "messages", here.parent / "messages") if folder.is_dir())


@cache
def read_labels(folder: Path) -> dict[str, dict[str, str]]:
    """The labels of a language: ``labels.toml`` and what ``labels/*.toml`` adds to its groups.

    ValueError if a label stands twice.
    """
    found: dict[str, dict[str, str]] = {}
    for path in (folder / "labels.toml", *sorted((folder / "labels").glob("*.toml"))):
        for group, labels in tomllib.loads(path.read_text("utf-8")).items():
            known = found.setdefault(group, {})
            if twice := known.keys() & labels.keys():
                raise ValueError(f"{path.name}: {group}.{min(twice)} stands twice")
            known |= labels
    return found


def vocabulary(folder: Path | None = None) -> Vocabulary:
    """The words by which a staff list is understood, those of all languages at once."""
    united: dict[str, dict[str, list[str]]] = {}
    for language in LANGUAGES:
        path = (folder or messages_folder()) / language / "staff_list.toml"
        for table, entries in tomllib.loads(path.read_text("utf-8")).items():
            for name, words in entries.items():
                united.setdefault(table, {}).setdefault(name, []).extend(words)
    return Vocabulary.of(united)


def roster_words(folder: Path | None = None) -> RosterWords:
    """The words by which a duty roster of the street is understood, those of all languages at once."""
    root = folder or messages_folder()
    read = [tomllib.loads((root / language / "roster_list.toml").read_text("utf-8")) for language in LANGUAGES]
    return RosterWords.of(united(read), vocabulary(root))


def search_wording(folder: Path | None = None) -> FindWording:
    """The words that mean something when somebody looks for cases, those of all languages at once.

    A state is called as the labels call it, and by each part of that between commas.
    """
    root = folder or messages_folder()
    tables = [tomllib.loads((root / language / "finding.toml").read_text("utf-8")) for language in LANGUAGES]
    called = [read_labels(root / language)["state"] for language in LANGUAGES]
    labels = [{"state": {name: re.split(r"\s*[,\uff0c]\s*", label) for name, label in one.items()}} for one in called]
    states: dict[str, tuple[State, ...]] = {}
    for name, words in _united([*tables, *labels], "state").items():
        states |= {word: (*states.get(word, ()), State(name)) for word in words}
    signs = _united(tables, "sign")
    periods = PeriodWords(
        {word: Span(name) for name, words in _united(tables, "span").items() for word in words},
        {word: int(name) for name, words in _united(tables, "month").items() for word in words},
        *(tuple(signs[name]) for name in ("year", "month", "day", "to")),
    )
    filters = {word: Filter(name) for name, words in _united(tables, "filter").items() for word in words}
    around, grid = _united(tables, "number")["around"], _united(tables, "grid")["words"]
    return FindWording(states, filters, tuple(around), tuple(grid), vocabulary(root), periods)


def _united(tables: Sequence[Mapping[str, Any]], name: str) -> dict[str, list[str]]:
    """A table of all languages: the words for each name, the longest first, as they are compared."""
    found: dict[str, list[str]] = {}
    for table in tables:
        for key, words in table[name].items():
            found.setdefault(key, []).extend(map(plain, words))
    return {key: sorted(words, key=len, reverse=True) for key, words in found.items()}


def sheet_words(language: str, folder: Path | None = None) -> SheetWords:
    """The words of a staff list that goes out; it can be read again by the vocabulary."""
    labels = read_labels((folder or messages_folder()) / language)
    headings = {Column(name): text for name, text in labels["list_column"].items()}
    roles = {Role(name): text for name, text in labels["role"].items()}
    own = labels["list_sheet"]
    return SheetWords(Wording(own["title"], headings, roles), own["claimed"], own["yes"], own["no"])


class Renderer:
    """Words for screens, in the time zone of a community. ``bot_name`` is known once the bot is connected."""

    def __init__(self, timezone: ZoneInfo, folder: Path | None = None) -> None:
        self._timezone = timezone
        self._folder = folder or messages_folder()
        self.bot_name = ""
        self._languages = {language: self._language(language) for language in LANGUAGES}

    def text(self, screen: Screen, repeated: bool = False) -> str:
        """The HTML of a message; ``repeated`` says so at its head."""
        voice = self._languages[screen.language]
        text = voice.environment.get_template(f"{screen.view}.html").render(screen.data).strip()
        return voice.label("mark.repeated", {"text": Markup(text)}) if repeated else text  # noqa: S704  # rendered above, escaped

    def keyboard(self, screen: Screen) -> list[list[dict[str, Any]]]:
        """The rows of buttons as the Bot API wants them."""
        voice = self._languages[screen.language]
        return [[self._button(tap, voice) for tap in row] for row in screen.buttons]

    def keys(self, screen: Screen) -> dict[str, Any]:
        """The key below the text field that sends one's own phone number, or that it goes away."""
        if screen.keys == "remove":
            return {"remove_keyboard": True}
        text = self._languages[screen.language].plain("key.contact", {})
        key = {"text": text, "request_contact": True}
        return {"keyboard": [[key]], "resize_keyboard": True, "one_time_keyboard": True}

    def file_name(self, paper: Paper) -> str:
        """What a file is called when it is sent."""
        stem, _, extension = paper.name.rpartition(".")
        word, dash, rest = stem.partition("-")
        known = self._languages[paper.about.language].labels.get("file", {})
        return f"{known.get(word, word)}{dash}{rest}.{extension}"

    def link(self, payload: str) -> str:
        """The address that opens the bot's private chat with a start payload."""
        return f"https://t.me/{self.bot_name}?start={payload}"

    def toast(self, toast: Toast) -> str:
        """The words of an answer to a tap: plain text of at most 200 characters."""
        voice = self._languages[toast.language]
        return voice.plain(f"toast.{toast.label}", toast.data)[:200]

    def commands(self, language: str) -> dict[str, str]:
        """The bot's commands with their descriptions."""
        return dict(self._languages[language].labels["command"])

    def words(self, language: str, key: str, **data: object) -> str:
        """A label as plain text, for the terminal and for files."""
        return self._languages[language].plain(key, data)

    def _language(self, language: str) -> _Voice:
        return _Voice(self._folder / language, self._timezone, self.link)

    def _button(self, tap: Tap | Link, voice: _Voice) -> dict[str, Any]:
        if isinstance(tap, Link):
            return {"text": voice.plain(f"button.{tap.label}", {}), "url": self.link(tap.payload)}
        text = tap.label if tap.literal else voice.plain(f"button.{tap.label}", tap.data)
        button: dict[str, Any] = {"text": text, "callback_data": encode(tap.button)}
        if tap.style:
            button["style"] = tap.style
        return button


class _Voice:
    """One language: its templates and its labels."""

    def __init__(self, folder: Path, timezone: ZoneInfo, link: Callable[[str], str]) -> None:
        self.labels = read_labels(folder)
        self._timezone = timezone
        self.environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.globals.clear()  # no message uses them, and each rendering would copy them
        self.environment.filters |= {
            "moment": self.moment,
            "day": self.day,
            "clock": self.clock,
            "span": self.span,
            "short": _shorten,
            "word": lambda value, group: self.labels[group][value],
            "fill": lambda text, data: Markup(self._template(text).render(data)),  # noqa: S704  # it was escaped there
            "lines": _whole_lines,
            "bar": self.bar,
            "link": link,
        }
        self._compiled: dict[str, Template] = {}
        # Most buttons say the same always: those need no template.
        self._fixed = {
            f"{group}.{name}": unescape(text)
            for group, labels in self.labels.items()
            for name, text in labels.items()
            if "{" not in text
        }

    def label(self, key: str, data: Mapping[str, Any]) -> str:
        """A label as HTML."""
        group, _, name = key.partition(".")
        return self._template(self.labels[group][name]).render(data)

    def plain(self, key: str, data: Mapping[str, Any]) -> str:
        """A label as plain text."""
        return self._fixed.get(key) or unescape(self.label(key, data))

    def _template(self, text: str) -> Template:
        if text not in self._compiled:
            self._compiled[text] = self.environment.from_string(text)
        return self._compiled[text]

    def moment(self, at: int) -> str:
        """An instant (milliseconds UTC) in the community's time, as people say it."""
        local = datetime.fromtimestamp(at / 1000, self._timezone)
        return self.plain("time.moment", {**self._date(local), "clock": f"{local:%H:%M}"})

    def day(self, at: int) -> str:
        """The day of an instant, as people say it."""
        return self.plain("time.day", self._date(datetime.fromtimestamp(at / 1000, self._timezone)))

    def clock(self, at: int) -> str:
        """The time of day of an instant."""
        return f"{datetime.fromtimestamp(at / 1000, self._timezone):%H:%M}"

    def span(self, minutes: int) -> str:
        """So much time, in the greatest unit of which it is two, or minutes."""
        unit, size = next((one for one in _SPANS if minutes >= 2 * one[1]), ("minutes", 1))
        return self.plain(f"time.{unit}", {"many": minutes // size})

    def _date(self, local: datetime) -> dict[str, int | str]:
        return {"month": local.month, "day": local.day, "weekday": self._weekdays[local.weekday()]}

    def bar(self, step: int) -> str:
        """The six steps as a bar: done, the present one, to come."""
        signs = [self.labels["bar"][name] for name in ("done", "here", "ahead")]
        return "".join(signs[(number > step) * 2 + (number == step)] for number in range(1, 7))

    @cached_property
    def _weekdays(self) -> list[str]:
        return self.labels["time"]["weekdays"].split()


def _whole_lines(html: Markup, most: int) -> Markup:
    """The first lines of a text that fit into ``most`` characters as people read them."""
    kept: list[str] = []
    room = most
    for line in html.strip().splitlines():
        room -= len(unescape(line)) + 1
        if room < 0:
            return Markup("\n").join([*kept, "…"])
        kept.append(line)
    return Markup("\n").join(kept)


def _shorten(text: str, most: int = _SHORT) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
