"""Leaving one's own phone number: by the key that sends it, for a number that is typed may be anybody's."""

from __future__ import annotations

from bot.domain.phone import normal_phone
from bot.flows.engine import Again, Answers, Contact, Done, Flow, Input, Question, Step, World

NAME = "phone"
_LONGEST = 15  # digits, in any country (E.164)


def _ask(_answers: Answers, _world: World) -> Question:
    return Question("phone/ask", keys="contact")


def _take(answers: Answers, given: Input, world: World) -> Again | Done:
    match given:
        case Contact(phone, user_id) if user_id == world.person.user_id:
            digits = "".join(sign for sign in phone if sign.isdecimal())[:_LONGEST]
            return Done("keep", {"phone": normal_phone(phone) or digits})
        case Contact():
            return Again(answers, "contact_not_yours")
    return Again(answers, "contact_please")


PHONE = Flow(NAME, (Step("contact", lambda _a, _w: True, lambda _: False, _ask, _take, contact=True),))
