"""The screens of the menu, the settings, the help, the block list and the plain mode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from bot.actions import blocks, home, waiting
from bot.actions.help import TOPICS
from bot.domain.block import Block, Reason
from bot.domain.person import Person, Role
from bot.domain.screen import Screen, Value
from bot.flows import plain
from bot.flows.engine import World
from tests.made import NOW, demo, person

LARGEST = 10**9
LONG_NAME = ("<b>&amp;\"'{{x}}" + "名" * 200)[:129]
OFFICE = "0" * 40
DATA: dict[str, Value] = {
    "name": LONG_NAME,
    "community": "社" * 40,
    "grid": "格" * 40,
    "title": Role.GRID_HEAD.value,
    "office": OFFICE,
}


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    yield from _home(language)
    yield from _blocks(language)
    for view, _, _ in (("help/topics", None, None), *TOPICS):
        for office, worker in (("", True), (OFFICE, False)):
            yield Screen(view, language, {"office": office, "worker": worker})
    asked = plain.PLAIN.steps[3].ask({"grid": 1, "free": True}, World(demo(), person(5, language=language), NOW))
    yield Screen(asked.view, language, {**asked.data, "problem": "where_how", "details": {}})


def _home(language: str) -> Iterator[Screen]:
    many = dict.fromkeys(
        (*(s.value for s in waiting.STATES), "questions", "handovers", "appeals", "petitions"), LARGEST
    )
    for plainly in (True, False):
        for lines in (many, dict.fromkeys(many, 0)):
            for grid in ("格" * 40, None):
                data: dict[str, Value] = {**DATA, "grid": grid, "plain": plainly, "waiting": cast(Value, lines)}
                who = person(9, Role.SECRETARY, language=language, plain=plainly)
                yield Screen("home/start", language, data, home.menu(who, OFFICE))
    for quiet in (True, False):
        for own in (True, False):
            hours: dict[str, Value] = {"begins": "22:00", "ends": "7:00", "quiet": quiet, "own_hours": own}
            yield Screen("home/settings", language, {**hours, "plain": quiet})
    for office in ("", OFFICE):
        yield Screen("home/office", language, {"office": office})
    for answer in ("", "yes", "no"):
        yield Screen("home/offer_plain", language, {"answer": answer})


def _blocks(language: str) -> Iterator[Screen]:
    who: Person = person(5, language=language, name=LONG_NAME)
    for reason, until in ((Reason.OTHER, NOW), (Reason.FALSE, None)):
        words = "由" * 200 if reason is Reason.OTHER else ""
        block = Block(LARGEST, 5, reason, words, 1, NOW, until)
        line: dict[str, Value] = {**blocks.line(block, who)}
        for appealed in (True, False):
            for office in ("", OFFICE):
                more: dict[str, Value] = {**line, "appealed": appealed, "office": office}
                yield Screen("block/told", language, more)
                yield Screen("block/appealed", language, more)
            yield Screen("block/done", language, {**line, "appealed": appealed})
            yield Screen("block/list", language, {"lines": [{**line, "appealed": appealed}] * 20})
        for how in ("open", "lifted", "kept", "expired"):
            yield Screen("block/case", language, {**line, "appeal": "申" * 500, "how": how})
            yield Screen("block/over", language, {"how": how, "until": until, "office": OFFICE})
    yield Screen("block/list", language, {"lines": []})
