"""What reporters, followers and directors see after a case has ended, with the greatest plausible values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.actions import cards, results
from bot.actions.cards import Afterwards, Dossier
from bot.domain.button import Press
from bot.domain.case import MOST_PARTS, Outcome, Place, State
from bot.domain.person import Role
from bot.domain.petition import Petition, Wish
from bot.domain.screen import Screen, Tap, Value
from bot.domain.verdict import Answer, Verdict
from bot.storage.verdicts import Results
from tests.made import NOW, PRIVATE, PUBLIC, case, demo, person

LARGEST = 10**9
MARK = "<b>&amp;\"'{{x}}"
LONG = (MARK + "话" * 500)[:500]
NAME = "欧阳" * 5
STATES = (State.CLOSED, State.ARCHIVED, State.REJECTED, State.MERGED, State.SPLIT, State.HANDLING)


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    for state in STATES:
        for category in (PUBLIC, PRIVATE):
            yield from _cards(state, category, language)
    yield from _petitions(language)
    yield from _proposals(language)
    yield from _lists(language)


def _cards(state: State, category: str, language: str) -> Iterator[Screen]:
    known = case(
        state,
        number=LARGEST,
        category=category,
        text=LONG * 4,
        place=Place(words=LONG[:100]),
        feedback=LONG,
        due_at=NOW,
        outcome=Outcome.NOT_OURS,
        reopened=99,
        extensions=99,
        same_as=LARGEST + 1 if state is State.MERGED else None,
    )
    lead = replace(person(2, Role.AUXILIARY), name=NAME)
    for afterwards in _afterwards(known.case_id):
        file = Dossier(known, person(5), lead, afterwards=afterwards)
        yield cards.group_card(file, demo())
        yield cards.reporter_card(file, person(5, language=language), demo())
        yield cards.follower_card(file, person(6, language=language), demo())
        yield cards.duty_card(file, person(9, Role.SECRETARY, language=language), demo())
        yield cards.duty_card(file, person(2, Role.AUXILIARY, language=language), demo())


def _afterwards(number: int) -> Iterator[Afterwards]:
    """Nothing said yet, nothing said in time, and all that can have been said and asked for."""
    said = Verdict(number, NOW, 5, Answer.PARTLY, 5, NOW)
    others = tuple(case(State.FED_BACK, number=LARGEST + n) for n in range(30))
    yield Afterwards(now=NOW)
    yield Afterwards(now=NOW, verdict=replace(said, rating=None))
    yield Afterwards(now=NOW + 4 * 86_400_000, verdict=replace(said, answer=None, rating=None))
    for kind in Wish:
        wish = Petition(LARGEST, number, kind, 5, LONG, NOW)
        yield Afterwards(
            NOW,
            said,
            (wish,),
            frozenset({5, 6}),
            others[0],
            others[:MOST_PARTS],
            others,
            tuple(range(LARGEST, LARGEST + 20)),
        )


def _petitions(language: str) -> Iterator[Screen]:
    yes = ((Tap("petition_yes", Press("petition.yes", LARGEST), data={"kind": "reopen"}),),)
    for kind in Wish:
        for how in ("waiting", "granted", "refused", "void"):
            for by in ("lead", "reporter", "follower"):
                for words in (LONG, ""):
                    data: dict[str, Value] = {
                        "number": LARGEST,
                        "category": "类" * 40,
                        "place": LONG[:100],
                        "state": "closed",
                        "outcome": "not_ours" if words else None,
                        "about": words * 4,
                        "feedback": words or None,
                        "kind": kind.value,
                        "text": words,
                        "by": by,
                        "name": NAME if words else "",
                        "asked_at": NOW,
                        "wish_at": NOW,
                        "paused": how == "waiting",
                        "due_at": NOW if words else None,
                        "extensions": 99,
                        "reopened": 99 if words else 0,
                        "voices": [words] * 5 if words else [],
                        "more": LARGEST if words else 0,
                        "how": how,
                        "decider": NAME if words else "",
                        "own": how == "waiting",
                    }
                    yield Screen("petition/card", language, data, yes)
        for due_at in (NOW, None):
            told: dict[str, Value] = {"number": LARGEST, "kind": kind.value, "words": LONG, "due_at": due_at}
            yield Screen("petition/refused", language, {**told, "paused": due_at is not None})
    for paused in (True, False):
        yield Screen("petition/granted", language, {"number": LARGEST, "due_at": NOW, "paused": paused})
    yield Screen("petition/gone", language)


def _proposals(language: str) -> Iterator[Screen]:
    line: dict[str, Value] = {"number": LARGEST, "state": "fed_back", "at": NOW}
    for open_, root, many in ((True, None, 10), (False, LARGEST, 10), (False, None, 10), (False, LARGEST, 0)):
        for name in (NAME, ""):
            data: dict[str, Value] = {
                "place": "楼" * 40,
                "days": 365,
                "many": many,
                "category": "类" * 40,
                "lines": [line] * many,
                "decider": name,
                "root": root,
                "open": open_,
            }
            yield Screen("root/proposal", language, data)


def _lists(language: str) -> Iterator[Screen]:
    line: dict[str, Value] = {
        "number": LARGEST,
        "category": "类" * 40,
        "grid": "格" * 40,
        "place": "楼" * 40,
        "since": NOW,
        "review_at": NOW,
    }
    for lines, pages in (([line, {**line, "place": None}] * 5, LARGEST), ([line], 1), ([], 1)):
        known: list[Value] = [*lines]
        data: dict[str, Value] = {"lines": known, "many": LARGEST, "page": pages, "pages": pages}
        yield Screen("parked/list", language, data)
    every = dict.fromkeys((*(one.value for one in Outcome), "rejected", "merged", "split"), LARGEST)
    answers = dict.fromkeys((*(one.value for one in Answer), "silent", "awaited"), LARGEST)
    asked = {(kind.value, how): LARGEST for kind in Wish for how in ("granted", "refused", "waiting", "void")}
    for found in (Results(every, answers, dict.fromkeys(range(1, 6), LARGEST), asked), Results({}, {}, {}, {})):
        yield Screen("results/month", language, {**results.counted(found), "days": 30})
