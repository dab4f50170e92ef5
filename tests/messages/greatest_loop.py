"""The screens of the side roads with the greatest plausible values: cards, the choice of workers, forms, notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.actions import cards, offers, team
from bot.actions.cards import Dossier
from bot.domain.case import MOST_PARTS, Act, Case, Outcome, Place, State
from bot.domain.media import MediaKind, Medium, Purpose
from bot.domain.note import Note, NoteKind
from bot.domain.person import Appointment, Person, Role
from bot.domain.relay import Relay
from bot.domain.screen import Screen, Value
from bot.flows.engine import Answers
from bot.flows.form import FORMS, MOST_WORDS
from tests.made import NOW, PRIVATE, PUBLIC, case, demo, person, photo

LARGEST = 10**9
MARK = "<b>&amp;\"'{{x}}"
LONG = (MARK + "话" * MOST_WORDS)[:MOST_WORDS]
UNIT = "部" * 40
NAME = "欧阳" * 5
#: Acts of which reporters and followers hear (bot/actions/notices.py).
NEWS = (
    Act.ACCEPT,
    Act.REFER,
    Act.RETURN,
    Act.DELIVER,
    Act.PARK,
    Act.UNPARK,
    Act.EXTEND,
    Act.REJECT,
    Act.MERGE,
    Act.SPLIT,
    Act.REOPEN,
)


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    for state in State:
        for category in (PUBLIC, PRIVATE):
            yield from _cards(state, category, language)
    yield from _notices(language)
    for form in FORMS:
        yield Screen("form/done", language, {"form": form, "number": LARGEST, "apart": True})


def filled() -> Iterator[Answers]:
    """Every form with the longest answers."""
    one = {"id": LARGEST, "name": NAME, "title": "auxiliary", "load": 99, "reachable": False, "away": False}
    for name, form in FORMS.items():
        yield {
            "form": name,
            "case_id": LARGEST,
            "reason": max(form.reasons, key=len, default=None),
            "units": [UNIT + str(n) for n in range(40)],
            "unit": UNIT if form.unit else None,
            "people": [{**one, "id": n} for n in range(40)],
            "page": 2,
            "who": 3 if form.who else None,
            "like": [{"number": LARGEST, "category": "类" * 40, "place": "处" * 100}] * 5,
            "target": LARGEST if form.number else None,
            "day": NOW,
            "words": LONG,
            "parts": [LONG] * MOST_PARTS if form.parts else None,
        }


def _file(known: Case) -> Dossier:
    media = tuple(
        Medium(n, LARGEST, purpose, photo(n, kind), None)
        for n, (purpose, kind) in enumerate([(p, k) for p in Purpose for k in MediaKind] * 20)
    )
    helpers = tuple(replace(person(n, Role.AUXILIARY), name=NAME) for n in range(30, 40))
    said = tuple(
        Note(n, LARGEST, 30, NoteKind.REASON, LONG, NOW, act=act.value, reason="no_detail")
        for n, act in enumerate((Act.PARK, Act.REJECT, Act.BOUNCE))
    )
    relay = Relay(1, LARGEST, 2, LONG, NOW, LONG, NOW)
    reporter = replace(person(5), name=(MARK + "名" * 200)[:129], phone="1" * 15)
    lead = replace(person(2, Role.AUXILIARY), name=NAME) if known.lead else None
    authors = {30: helpers[0]}
    return Dossier(known, reporter, lead, media, relay, helpers, helpers[1], said, authors, undo_by=9)


def _cards(state: State, category: str, language: str) -> Iterator[Screen]:
    secretary = person(9, Role.SECRETARY, language=language)
    liaison = replace(person(3, language=language), appointments=(Appointment(Role.LIAISON, None, UNIT),))
    workers = [person(number, Role.AUXILIARY, language=language) for number in (2, 30, 31)]
    for checked in (None, True, False):
        known = case(
            state,
            number=LARGEST,
            category=category,
            text=LONG * 4,
            place=Place(words=LONG[:100]),
            feedback=LONG,
            due_at=NOW,
            anonymous=False,
            helpers=tuple(range(30, 40)),
            checker=31,
            checked=checked,
            extensions=99,
            bounces=99,
            reopened=99,
            supervised_at=NOW,
            outcome=Outcome.NOT_OURS,
            referred_to=UNIT,
        )
        file = _file(known)
        yield cards.group_card(file, demo(), thread=3)
        yield cards.reporter_card(file, person(5, language=language), demo())
        yield cards.follower_card(file, person(6, language=language), demo())
        for viewer in (secretary, liaison, *workers):
            yield cards.duty_card(file, viewer, demo())
    card = cards.duty_card(file, secretary, demo())
    for buttons in (offers.behind(known, secretary, cards.around(file)), offers.outcomes(known)):
        yield replace(card, buttons=buttons)
    if state is State.OPENED:
        yield from _panels(file, card)


def _panels(file: Dossier, card: Screen) -> Iterator[Screen]:
    ranked: tuple[Person, ...] = tuple(person(n, Role.AUXILIARY, name=NAME, reachable=n % 2 > 0) for n in range(20, 60))
    days: list[tuple[int, dict[str, Value]]] = [(n, {"days": n - 1, "due_at": NOW}) for n in range(5)]
    for page in (0, 2, 99):
        for chosen in ((), tuple(range(20, 30))):
            yield team.screen(card, team.Panel(file.case, ranked, dict.fromkeys(range(60), 99), (), chosen, days, page))


def _notices(language: str) -> Iterator[Screen]:
    yield Screen("relay/silent", language, {"number": LARGEST, "question": LONG, "due_at": NOW})
    reasons: tuple[dict[str, Value] | None, ...] = (None, {"act": "reject", "reason": "no_detail", "text": LONG})
    for act in NEWS:
        for mine in (True, False):
            for why in reasons:
                yield Screen(
                    "notice/moved",
                    language,
                    {
                        "number": LARGEST,
                        "act": act.value,
                        "holder": NAME,
                        "title": "auxiliary",
                        "mine": mine,
                        "due_at": NOW,
                        "return_at": NOW,
                        "department": UNIT,
                        "same_as": LARGEST,
                        "outcome": (Outcome.NOT_OURS if why else Outcome.SOLVED).value,
                        "why": why,
                        "result": "not_theirs" if why else None,
                        "paused": why is not None,
                    },
                )
