"""Every screen of the bot with the greatest plausible values: what the code shows, made by the code where it can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.actions import cards
from bot.actions.cards import Dossier
from bot.actions.ends import FLOWS
from bot.domain.button import DialogButton
from bot.domain.case import Place, State
from bot.domain.media import MediaKind, Medium, Purpose
from bot.domain.person import Person, Role
from bot.domain.screen import Screen, Tap, Value
from bot.flows import form
from bot.flows.engine import Answers, Neighbour, World
from bot.render import LANGUAGES
from tests.made import NOW, PRIVATE, PUBLIC, UNLED, case, demo, person, photo
from tests.messages import (
    greatest_archive,
    greatest_clocks,
    greatest_duty,
    greatest_finding,
    greatest_groups,
    greatest_invitations,
    greatest_loop,
    greatest_manners,
    greatest_privacy,
    greatest_reporter,
    greatest_response,
    greatest_roster,
    greatest_safety,
    greatest_staff,
    greatest_staff_list,
    greatest_swap,
    greatest_warnings,
    greatest_weather,
    greatest_work,
)

#: What a mischievous neighbour writes: it must come out as it was.
MARK = "<b>&amp;\"'{{x}}"
LONG_NAME = (MARK + "名" * 200)[:129]  # Telegram: two names of 64 and a space
STAFF_NAME = "欧阳" * 5
LONG_TEXT = (MARK + "字" * 3_000)[:2_000]
LONG_NOTE = (MARK + "果" * 3_000)[:500]
LONG_PLACE = (MARK + "处" * 200)[:100]
LARGEST = 10**9
REFUSALS = ("case.photo_required", "group.no_grid")
PROBLEM: dict[str, dict[str, Value]] = {"too_long": {"most": LARGEST}, "too_many": {"most": 10}, "kind_unusable": {}}


def everything() -> Iterator[Screen]:
    """Every view in every language."""
    for language in LANGUAGES:
        yield from _cards(language)
        yield from _questions(language)
        yield from _home(language)
        yield from _short(language)
        yield from greatest_manners.screens(language)
        yield from greatest_roster.screens(language)
        yield from greatest_work.screens(language)
        yield from greatest_groups.screens(language)
        yield from greatest_privacy.screens(language)
        yield from greatest_reporter.screens(language)
        yield from greatest_invitations.screens(language)
        yield from greatest_staff.screens(language)
        yield from greatest_staff_list.screens(language)
        yield from greatest_safety.screens(language)
        yield from greatest_loop.screens(language)
        yield from greatest_archive.screens(language)
        yield from greatest_finding.screens(language)
        yield from greatest_clocks.screens(language)
        yield from greatest_warnings.screens(language)
        yield from greatest_response.screens(language)
        yield from greatest_weather.screens(language)
        yield from greatest_duty.screens(language)
        yield from greatest_swap.screens(language)


def _dossier(state: State, category: str) -> Dossier:
    known = case(
        state,
        number=LARGEST,
        category=category,
        text=LONG_TEXT,
        place=Place(words=LONG_PLACE),
        feedback=LONG_NOTE,
        due_at=NOW,
    )
    media = tuple(
        Medium(n, LARGEST, purpose, photo(n, kind), None)
        for n, (purpose, kind) in enumerate([(p, k) for p in Purpose for k in MediaKind] * 20)
    )
    lead = None if state in UNLED else replace(person(2, Role.AUXILIARY), name=STAFF_NAME)
    return Dossier(known, replace(person(5), name=LONG_NAME), lead, media)


def _cards(language: str) -> Iterator[Screen]:
    secretary = person(9, Role.SECRETARY, language=language)
    worker, neighbour = person(2, Role.FULL_TIME, language=language), person(5, language=language)
    for state in State:
        for category in (PUBLIC, PRIVATE):
            file = _dossier(state, category)
            yield cards.group_card(file, demo(), thread=3)
            yield cards.reporter_card(file, neighbour, demo())
            yield cards.follower_card(file, neighbour, demo())
            yield cards.duty_card(file, secretary, demo())
            yield cards.duty_card(file, worker, demo())
            for proofs in (0, 99):
                album: dict[str, Value] = {"number": LARGEST, "category": "类" * 40, "photos": 99, "proofs": proofs}
                yield Screen("case/album", language, album, photo="under the first photo of an album")


def _questions(language: str) -> Iterator[Screen]:
    """Every step of every dialog, with no problem and with each."""
    world = World(demo(), person(5, language=language), NOW, {LARGEST: _neighbour(language)})
    for flow in FLOWS.values():
        for step in flow.steps:
            for answers in (
                _answers(1),
                _answers(10),
                {**_answers(10), **greatest_work.filled()},
                *greatest_loop.filled(),
            ):
                if ("form" in answers) != (flow.name == form.NAME):
                    continue
                question = step.ask(answers, world)
                rows = tuple(
                    tuple(Tap(o.label, DialogButton(LARGEST, LARGEST, o.key), o.literal, o.style, o.data) for o in row)
                    for row in question.rows
                )
                for problem, details in (None, {}), *PROBLEM.items():
                    data: dict[str, Value] = {**question.data, "problem": problem, "details": details}
                    yield Screen(question.view, language, data, rows, photo=question.photo)


def _neighbour(language: str) -> Neighbour:
    category = demo().category("haz.corridor")
    assert category is not None
    name = category.name if language == "zh" else category.name_en
    return Neighbour(LARGEST, name, "楼" * 40, State.FED_BACK.value, "file")


def _answers(photos: int) -> Answers:
    return {
        "grid": 1,
        "until": NOW,
        "group": "fac",
        "category": PRIVATE,
        "text": LONG_TEXT,
        "photos": [{}] * photos,
        "voices": [{}] * 5,
        "place": {"words": LONG_PLACE},
        "similar": [LARGEST],
        "case_id": LARGEST,
        "note": LONG_NOTE,
        **greatest_duty.ROTA,
        "tasks": [{"number": LARGEST, "category": "类" * 40}] * 5,
        "question": LONG_NOTE,
        "role": "liaison",
        "days": 30,
        "reason": "other",
        "words": LONG_NOTE[:200],
        "number": LARGEST,
        "name": LONG_NAME,
        "point": demo().checkpoints[0].key,
        "hazard": "reservoir",
        "colour": "orange",
    }


def _home(language: str) -> Iterator[Screen]:
    who: Person = person(9, Role.GRID_HEAD)
    line: dict[str, Value] = {
        "number": LARGEST,
        "category": "类" * 40,
        "place": LONG_PLACE,
        "state": State.FED_BACK.value,
        "due_at": NOW,
        "open": True,
    }
    menu: dict[str, Value] = {
        "name": LONG_NAME,
        "point": demo().checkpoints[0].key,
        "community": "社" * 40,
        "grid": "格" * 40,
        "title": who.title.value,
        "text": LONG_TEXT,
    }
    for view in ("hello", "trouble", "unknown"):
        yield Screen(f"home/{view}", language, menu)
        yield Screen(f"home/{view}", language, {**menu, "grid": None, "title": "resident", "text": None})
    yield Screen("home/unusable", language, {**menu, "code": "kind_unusable"})
    for code in REFUSALS:
        yield Screen("home/refused", language, {**menu, "code": code})
    for many in (0, 20):
        followed: list[Value] = [line, {**line, "place": None}]
        yield Screen("home/mine", language, {"cases": [line] * (many // 2), "followed": followed * (many // 4)})


def _short(language: str) -> Iterator[Screen]:
    for flow in FLOWS:
        yield Screen("dialog/given_up", language, {"flow": flow})
        yield Screen("dialog/resume", language, {"flow": flow, "text": LONG_TEXT})
        yield Screen("dialog/resume", language, {"flow": flow, "text": ""})
    for code in REFUSALS:
        yield Screen("dialog/refused", language, {"code": code, "number": LARGEST})
        yield Screen("dialog/refused", language, {"code": code, "number": None})
        yield Screen("group/refused", language, {"code": code})
    yield Screen("dialog/following", language, {"number": LARGEST})
    yield Screen("feedback/thanks", language, {"number": LARGEST})
    yield Screen("group/invite", language, {})
    yield Screen("trouble/person", language, {"name": STAFF_NAME, "number": LARGEST})
    yield Screen("trouble/person", language, {"name": STAFF_NAME, "number": None})
