"""The questions of ``liubu setup``: each is asked until its answer can be used."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

import typer

from bot.cli.community_file import NewCommunity, NewGrid
from bot.cli.places import check_name, narrow, read_places, split
from bot.cli.words import say, tell
from bot.config import SLUG
from bot.errors import LiubuError
from bot.render import vocabulary

T = TypeVar("T")

MOST_GRIDS = 99
_FEWEST_DIGITS = 3
_TEN = 10


def ask_community(is_taken: Callable[[str], bool]) -> NewCommunity:
    """All that a new community needs. ``is_taken`` says whether another community has that slug."""

    def slug(text: str) -> str:
        return _free(_slug(text), is_taken)

    name = _ask(say("setup.ask_name"), check_name)
    name_en = _ask(say("setup.ask_name_en"), _optional)
    office = _ask(say("setup.ask_office"), _phone)
    code = _ask(say("setup.ask_slug"), slug, proposed_slug(name_en, is_taken))
    names = _ask(say("setup.ask_grids"), read_grids, "1")
    grids = [NewGrid(grid, _ask_places(grid)) for grid in names]
    return NewCommunity(code, name, name_en, office, tuple(grids))


def read_grids(text: str) -> tuple[str, ...]:
    """The names of the grids: given one by one, or only how many there are; LiubuError if that cannot be used."""
    words = split(text)
    known = vocabulary()
    if len(words) == 1:
        many = known.number(words[0]) or known.number(words[0][:-1])  # "7", or seven with a measure word
        if many is not None and many > MOST_GRIDS:
            raise LiubuError("setup.too_many_grids", most=MOST_GRIDS)
        if many:
            return tuple(grid_name(number) for number in range(1, many + 1))
    if not words or words == ["0"]:
        raise LiubuError("setup.no_grids")
    if len(words) > MOST_GRIDS:
        raise LiubuError("setup.too_many_grids", most=MOST_GRIDS)
    if len(set(words)) < len(words):
        raise LiubuError("setup.grid_twice")
    return tuple(map(check_name, words))


def grid_name(number: int) -> str:
    """What grid 1 to 99 is usually called."""
    return say("setup.grid_name", only="zh", number=_numeral(number))


def proposed_slug(name_en: str, is_taken: Callable[[str], bool] = lambda _: False) -> str:
    """A slug made of the English name, that no other community has."""
    base = re.sub(r"[^a-z0-9]+", "-", name_en.lower()).strip("-")[:24].strip("-") or "community"
    more = (f"{base}-{number}" for number in range(2, 1000))
    return base if not is_taken(base) else next(slug for slug in more if not is_taken(slug))


def _ask_places(grid: str) -> tuple[str, ...]:
    house, anywhere = say("setup.house", only="zh", number="{number}"), say("setup.anywhere", only="zh")
    return _ask(say("setup.ask_places", grid=grid), lambda text: read_places(text, house), anywhere)


def _ask(question: str, read: Callable[[str], T], usual: str = "") -> T:
    """Ask until ``read`` takes the answer; an empty answer means the ``usual`` one."""
    while True:
        said: str = typer.prompt("\n" + question, default=usual, show_default=bool(usual))
        try:
            return read(narrow(said))
        except LiubuError as problem:
            typer.echo(tell(problem))


def _optional(text: str) -> str:
    return check_name(text) if text else ""


def _phone(text: str) -> str:
    if text and sum(sign.isdecimal() for sign in text) < _FEWEST_DIGITS:
        raise LiubuError("setup.no_phone")
    return _optional(text)


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise LiubuError("setup.bad_slug")
    return text


def _free(slug: str, is_taken: Callable[[str], bool]) -> str:
    if is_taken(slug):
        raise LiubuError("setup.slug_taken", slug=slug)
    return slug


def _numeral(number: int) -> str:
    words: dict[int, str] = {}
    for word, value in vocabulary().numerals.items():
        words.setdefault(value, word)  # the first one is the usual one
    tens, ones = divmod(number, _TEN)
    if tens == 0:
        return words[ones]
    return (words[tens] if tens > 1 else "") + words[_TEN] + (words[ones] if ones else "")
