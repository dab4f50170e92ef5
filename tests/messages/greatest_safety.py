"""The screens around the reporter's safety: questions passed on, phone numbers, what a department sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.actions import cards
from bot.actions.cards import Dossier
from bot.domain.case import Place, State
from bot.domain.media import MediaKind, Medium, Purpose
from bot.domain.person import Appointment, Person, Role
from bot.domain.relay import Relay
from bot.domain.screen import Screen, Value
from tests.made import NOW, PRIVATE, PUBLIC, case, demo, person, photo

LARGEST = 10**9
MARK = "<b>&amp;\"'{{x}}"
LONG = (MARK + "问" * 600)[:500]
UNIT = "部" * 40
NAME = (MARK + "名" * 200)[:129]
PHONE = "1" * 15


def screens(language: str) -> Iterator[Screen]:
    """All of them, with the longest texts and names that there may be."""
    yield from _cards(language)
    yield from _relays(language)
    number: dict[str, Value] = {"number": LARGEST}
    yield Screen("refer/gone", language, number)
    yield Screen("case/added", language, number)
    for view in ("phone/own", "phone/kept", "phone/shown"):
        yield Screen(view, language, {**number, "phone": PHONE})


def _cards(language: str) -> Iterator[Screen]:
    secretary = person(9, Role.SECRETARY, language=language)
    worker = person(2, Role.FULL_TIME, language=language)
    liaison = replace(person(3, language=language), appointments=(Appointment(Role.LIAISON, None, UNIT),))
    reporter = replace(person(5, language=language), name=NAME, phone=PHONE)
    gone = replace(person(5), name="", user_id=0)
    for state in State:
        for category in (PUBLIC, PRIVATE):
            for hidden, who in ((True, reporter), (False, reporter), (False, gone)):
                file = _dossier(state, category, hidden, who)
                yield cards.reporter_card(file, reporter, demo())
                for viewer in (secretary, worker, liaison):
                    yield cards.duty_card(file, viewer, demo())


def _dossier(state: State, category: str, hidden: bool, reporter: Person) -> Dossier:
    known = case(
        state,
        number=LARGEST,
        category=category,
        text=LONG * 4,
        place=Place(words=LONG[:100]),
        feedback=LONG,
        due_at=NOW,
        anonymous=hidden,
        referred_to=UNIT,
    )
    proof = Medium(1, LARGEST, Purpose.COMPLETION, photo(1, MediaKind.PHOTO), None)
    lead = replace(person(2, Role.AUXILIARY), name="欧阳" * 5) if known.lead else None
    asked = {
        State.OPENED: Relay(1, LARGEST, 9, LONG, NOW),
        State.HANDLING: Relay(1, LARGEST, 9, LONG, NOW, None, NOW),
    }.get(state, Relay(1, LARGEST, 9, LONG, NOW, LONG, NOW))
    return Dossier(known, reporter, lead, (proof,), asked)


def _relays(language: str) -> Iterator[Screen]:
    data: dict[str, Value] = {
        "number": LARGEST,
        "category": "类" * 40,
        "title": Role.FULL_TIME.value,
        "name": "欧阳" * 5,
        "question": LONG,
    }
    for answer, outcome in ((None, "open"), (LONG, "answered"), (None, "declined")):
        yield Screen("relay/question", language, {**data, "answer": answer, "outcome": outcome})
        yield Screen("relay/question", language, {**data, "name": "", "answer": answer, "outcome": outcome})
        yield Screen("relay/heard", language, {**data, "answer": answer})
    for view in ("relay/asked", "relay/answered", "relay/lost"):
        yield Screen(view, language, data)
