"""Who may be told what of a case: the rule that every message is held against.

What somebody has a right to, they may have at the moment before a step or after it: in between lies the message.

- In a group: no words of a report, and nothing of who reported it (the ears listen for that as well).
- Words that somebody wrote about a case (each has a sign of its own): they themselves, and whoever may see its sheet.
  Where it is: also whoever was asked to take it and whoever stands in for somebody. Confidential words: whoever may
  make notes. Words that belong to no case (why somebody is blocked): the directors and the one whom it concerns.
- The name, the number and the phone of a resident: they themselves, and whoever may know who reported one of theirs.
- That there is a case of that number: whoever may see its public side or its sheet, follows it, was asked about it or
  to take it, or stands in for somebody; of a public case everybody (the list of the parked, "is it one of these"); and
  of a case that goes on in another, or came out of it, whoever may see that other one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.domain.button import CaseButton, CaseMenu, decode
from bot.domain.case import Case, is_public
from bot.domain.community import Community
from bot.domain.permission import Deed, Look, What, may
from bot.domain.person import Person
from bot.errors import BadPayload
from tests.ears import Heard
from tests.storm.peek import Known, Peek

SIGN = re.compile(r"记号\d+[a-z]")
_STRIP, _EDITS = "editMessageReplyMarkup", ("editMessageText", "editMessageCaption")
#: What is left of a card that is somebody's no more (case/handed).
_BLANKED = (
    re.compile(r"\d+号 此案件已移交，不用您再办了。辛苦了。"),
    re.compile(r"No\. \d+ This case has been handed over; you need not do anything more\. Thank you\."),
)
NUMBER = re.compile(r"(?<!\d)(\d+)号(?!楼|院|线)|No\. ?(\d+)")


@dataclass
class Rights:
    """Holds what was heard against the rule. ``authors`` says who said which sign (user ids)."""

    peek: Peek
    community: Community
    residents: dict[int, str]
    authors: dict[str, int] = field(default_factory=dict)
    checked: int = 0

    async def flaws(self, heard: list[Heard], before: Known, after: Known) -> list[str]:
        """What was told to somebody without a right to it."""
        found = []
        for one in heard:
            if _takes_away(one):  # what stood there before was held against the rule then
                continue
            self.checked += 1
            told = [*await self._signs(one, before, after), *self._names(one, before, after)]
            told += self._numbers(one, before, after) if one.chat_id > 0 else []
            found += [f"{flaw} told to {one.chat_id} by {one.method}: {one.words!r}" for flaw in told]
        return found

    async def _signs(self, one: Heard, before: Known, after: Known) -> list[str]:
        found = []
        for sign in sorted(set(SIGN.findall(one.words))):
            if await self.peek.published(sign):  # a director has put it into a warning, for everybody
                continue
            if one.chat_id < 0 or not await self._may_read(sign, one, before, after):
                found.append(f"the words {sign}")
        return found

    async def _may_read(self, sign: str, heard: Heard, before: Known, after: Known) -> bool:
        user_id = heard.chat_id
        if self.authors.get(sign) == user_id:
            return True
        numbers, persons, confidential = await self.peek.holders(sign)
        if not numbers and not persons:  # they were told and not kept: they belong to the case that is named with them
            numbers = _mentioned(heard.words)
        people = [(known, known.by_user(user_id)) for known in (before, after)]
        if not numbers:
            return any(one and (one.is_director or one.person_id in persons) for _, one in people)
        what: What = Deed.NOTE if confidential else Look.SHEET
        return any(
            one and number in known.cases and _reads(one, known.cases[number], known, what, sign)
            for known, one in people
            for number in numbers
        )

    def _names(self, one: Heard, before: Known, after: Known) -> list[str]:
        found = []
        for user_id, name in self.residents.items():
            if user_id == one.chat_id or name not in one.words:
                continue
            if one.chat_id < 0 or not any(_knows(one.chat_id, user_id, known) for known in (before, after)):
                found.append(f"the name {name}")
        return found

    def _numbers(self, one: Heard, before: Known, after: Known) -> list[str]:
        return [
            f"the case {number}"
            for number in sorted(_mentioned(one.words))
            if (number in before.cases or number in after.cases)  # of what is no case, nothing is told
            and not any(self._hears(one.chat_id, n, known) for known in (before, after) for n in _family(number, known))
        ]

    def _hears(self, user_id: int, number: int, known: Known) -> bool:
        case, person = known.cases.get(number), known.by_user(user_id)
        if case is None or person is None:
            return False
        if is_public(case, self.community) or may(person, Look.PUBLIC, case) or may(person, Look.SHEET, case):
            return True
        mine = (number, person.person_id)
        return mine in known.offered | known.asked | known.followers or person.person_id in known.stand_ins


def _takes_away(heard: Heard) -> bool:
    """Whether a message lost its buttons, or all its words but the number that was in them.

    That may come long after the right was lost, when the bot was killed or the line was down.
    """
    if heard.method == _STRIP:
        return True
    return heard.method in _EDITS and any(pattern.fullmatch(heard.words.strip()) for pattern in _BLANKED)


def _family(number: int, known: Known) -> list[int]:
    """The case, and those that it goes on in, or came out of, or that came into it or out of it."""
    case, cases = known.cases.get(number), known.cases.values()
    up = [case.same_as, case.parent] if case else []
    return [number, *(one for one in up if one), *(one.case_id for one in cases if number in (one.same_as, one.parent))]


def _reads(person: Person, case: Case, known: Known, what: What, sign: str) -> bool:
    if may(person, what, case):
        return True
    place = sign in (case.place.words or "")
    return place and ((case.case_id, person.person_id) in known.offered or person.person_id in known.stand_ins)


def _knows(user_id: int, reporter: int, known: Known) -> bool:
    """Whether somebody may know who reported one of the other's cases."""
    person, other = known.by_user(user_id), known.by_user(reporter)
    theirs = [case for case in known.cases.values() if other and case.reporter == other.person_id]
    return person is not None and (person.is_director or any(may(person, Look.REPORTER, case) for case in theirs))


def _mentioned(words: str) -> set[int]:
    """The numbers of cases that words and payloads name."""
    found = {int(one or other) for one, other in NUMBER.findall(words)}
    for line in words.splitlines():
        try:
            button = decode(line)
        except BadPayload:
            continue
        if isinstance(button, CaseButton | CaseMenu):
            found.add(button.case_id)
    return found
