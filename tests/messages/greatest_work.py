"""The screens of work and proof with the greatest plausible values: notes, promises, agreements, looking on site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.actions import cards
from bot.actions.cards import Dossier
from bot.domain.agreement import MOST_TEXT, Agreement, Standing
from bot.domain.case import Place, State
from bot.domain.media import MediaKind, Medium, Purpose
from bot.domain.note import Note, NoteKind
from bot.domain.person import Role
from bot.domain.relay import Relay
from bot.domain.screen import Screen, Value
from bot.flows.engine import Answers
from tests.made import NOW, case, demo, person, photo

LARGEST = 10**9
MARK = "<b>&amp;\"'{{x}}"
LONG = (MARK + "话" * 2_000)[:2_000]
NAME = "欧阳" * 5
ABOUT: dict[str, Value] = {"number": LARGEST, "category": "类" * 40}
DISPUTE = "disp.noise"


def screens(language: str) -> Iterator[Screen]:
    """All of them; the questions of the dialogs are walked elsewhere."""
    yield from _cards(language)
    yield from _notes(language)
    yield from _agreements(language)
    place: dict[str, Value] = {**ABOUT, "place": "处" * 100}
    yield Screen("promise/due", language, {**place, "text": LONG})
    for at in (NOW, None):
        yield Screen("promise/settled", language, {"number": LARGEST, "at": at})
    yield Screen("check/due", language, place)
    for able, name in ((True, NAME), (True, ""), (False, "")):
        yield Screen("check/late", language, {**place, "able": able, "name": name})


def filled() -> Answers:
    """An agreement as it is written."""
    return {"case_id": LARGEST, "text": LONG[:MOST_TEXT], "with_reporter": False, "reporter_can": True, "agreed": True}


def _cards(language: str) -> Iterator[Screen]:
    for state in (State.HANDLING, State.FED_BACK, State.CLOSED):
        for proofs in (0, 5):
            file = _file(state, proofs)
            for viewer in (person(9, Role.SECRETARY), person(2, Role.AUXILIARY), person(40, Role.AUXILIARY)):
                yield cards.duty_card(file, replace(viewer, language=language), demo())


def _file(state: State, proofs: int) -> Dossier:
    known = case(
        state,
        number=LARGEST,
        category=DISPUTE,
        text=LONG,
        place=Place(words="处" * 100),
        feedback=LONG,
        due_at=NOW,
        helpers=tuple(range(30, 40)),
        checker=40,
        checked=False,
        bounces=99,
        extensions=99,
        reopened=99,
        supervised_at=NOW,
    )
    media = tuple(
        Medium(n, LARGEST, Purpose.COMPLETION, photo(n, MediaKind.PHOTO), None, None, LARGEST - n)
        for n in range(proofs)
    )
    said = (
        Note(1, LARGEST, 30, NoteKind.REASON, LONG, NOW, act="send_back"),
        *(Note(n, LARGEST, 30, NoteKind.RELATIVES, LONG, NOW, confidential=True) for n in (2, 3, 4)),
        Note(5, LARGEST, 30, NoteKind.CHECK, LONG, NOW),
    )
    helpers = tuple(replace(person(n, Role.AUXILIARY), name=NAME) for n in range(30, 40))
    lead = replace(person(2, Role.AUXILIARY), name=NAME)
    reporter = replace(person(5), name=(MARK + "名" * 200)[:129], phone="1" * 15)
    relay = Relay(1, LARGEST, 2, LONG[:500], NOW, LONG[:500], NOW)
    deal = Agreement(1, LARGEST, LONG[:MOST_TEXT], 2, NOW, Standing.REFUSED, ())
    return Dossier(
        known,
        reporter,
        lead,
        media,
        relay,
        helpers,
        helpers[0],
        said,
        {30: helpers[0]},
        undo_by=9,
        dispute=True,
        agreement=deal,
    )


def _notes(language: str) -> Iterator[Screen]:
    for kind in NoteKind:
        for text, when in ((LONG, NOW), ("", None)):
            acted = kind is NoteKind.REASON
            line: dict[str, Value] = {
                "kind": kind.value,
                "act": "send_back" if acted else "",
                "reason": "private_matter" if acted else "",
                "name": NAME if when else "",
                "at": NOW,
                "text": text,
                "confidential": True,
                "photos": 99,
                "voices": 99,
            }
            for promised in (None, when):
                told: dict[str, Value] = {**ABOUT, **line, "proposed": when, "promised": promised, "leads": True}
                yield Screen("note/kept", language, told)
                yield Screen("note/kept", language, {**told, "proposed": None})
            pages: dict[str, Value] = {**ABOUT, "many": LARGEST, "page": 99, "pages": 99, "lines": [line] * 5}
            yield Screen("note/log", language, pages)
    for photos in (0, 10):
        yield Screen("note/album", language, {**ABOUT, "photos": photos}, photo="under the first photo of an album")


def _agreements(language: str) -> Iterator[Screen]:
    text = LONG[:MOST_TEXT]
    for two, side in ((True, 2), (False, 1)):
        link: dict[str, Value] = {**ABOUT, "payload": "a" + "A" * 22, "until": NOW, "two": two, "side": side}
        yield Screen("agreement/link", language, link)
    for why in ("opened", "void"):
        yield Screen("agreement/link_void", language, {"number": LARGEST, "why": why})
    for state in Standing:
        for agreed in (None, True, False):
            asked: dict[str, Value] = {**ABOUT, "text": text, "state": state.value, "agreed": agreed}
            yield Screen("agreement/ask", language, asked)
            sides: list[Value] = [
                {"reporter": True, "opened": True, "agreed": agreed, "at": None if agreed is None else NOW},
                {"reporter": False, "opened": False, "agreed": None, "at": None},
            ]
            for shown in (sides, sides[::-1]):
                yield Screen(
                    "agreement/status", language, {**ABOUT, "text": text, "state": state.value, "sides": shown}
                )
    for mine in (True, False):
        yield Screen("agreement/revisit", language, {**ABOUT, "days": 30, "mine": mine})
    yield Screen("agreement/sent", language, {"number": LARGEST})
