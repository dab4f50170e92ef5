"""What waits for somebody now, and the way to it: the lines and buttons of /start."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import notices, petition_cards
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.case import Act, Case, State
from bot.domain.permission import Deed, may
from bot.domain.person import Person
from bot.domain.screen import Buttons, Tap, Value
from bot.errors import BadPayload, Stale
from bot.storage import cases, petitions, waiting

SHOW, REQUEST = "waiting", "waiting.hand"
#: The states that wait for somebody, by the number that a button carries.
STATES = (State.ASSIGNED, State.OPENED, State.FED_BACK, State.VERIFIED)
#: So many cards are shown at a time, the most urgent of them.
_MOST_CARDS = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: the values of the lines, and the buttons that lead there."""

    data: dict[str, Value]
    buttons: Buttons


async def of(ctx: Context, person: Person, *, but: State | None = None) -> Waiting:
    """All that waits for the person; the way to the cases in the state ``but`` is another one."""
    many = await _cases(ctx, person)
    questions = await waiting.questions(ctx.tx, ctx.community_id, person.person_id)
    offers = await waiting.handovers(ctx.tx, ctx.community_id, person.person_id) if person.is_worker else []
    appeals = await waiting.appeals(ctx.tx, ctx.community_id) if may(person, Deed.BLOCK) else 0
    asked = await petitions.waiting(ctx.tx, ctx.community_id) if may(person, Act.REOPEN) else 0
    data: dict[str, Value] = {state.value: many.get(state, 0) for state in STATES}
    data |= {"questions": len(questions), "handovers": len(offers), "appeals": appeals, "petitions": asked}
    buttons = (
        *_case_buttons({one: n for one, n in many.items() if one is not but}),
        *_petitions(asked),
        *_others(questions, offers, appeals),
    )
    return Waiting({"waiting": data}, buttons)


async def show(ctx: Context, person: Person, number: int) -> None:
    """The cards of the cases in a state of :data:`STATES`, as new messages below; Stale if there is none any more."""
    if number >= len(STATES):
        raise BadPayload("button.unknown")
    found = await _in(ctx, person, STATES[number])
    if not found:
        raise Stale("case.none_waiting")
    for case in reversed(found[:_MOST_CARDS]):  # the most urgent one lies lowest
        await notices.show_card(ctx, await notices.dossier(ctx, case), person, fresh=True, asked=True)


async def _cases(ctx: Context, person: Person) -> dict[State, int]:
    """How many cases wait for the person, by their state."""
    found = await waiting.cases(ctx.tx, ctx.community_id) if may(person, Act.ASSIGN) else {}
    asked = await _in(ctx, person, State.ASSIGNED)
    return {**found, State.ASSIGNED: len(asked)}


async def _in(ctx: Context, person: Person, state: State) -> list[Case]:
    """The cases in a state that wait for the person: for a worker to accept, for a director to decide."""
    if state is State.ASSIGNED:
        led = await cases.led_by(ctx.tx, ctx.community_id, person.person_id) if person.is_worker else []
        return [case for case in led if case.state is state]
    found = await cases.in_state(ctx.tx, ctx.community_id, state, _MOST_CARDS)
    return [case for case in found if may(person, _DUE[state], case)]


#: What a director has to do with a case in that state.
_DUE = {State.OPENED: Act.ASSIGN, State.FED_BACK: Act.VERIFY, State.VERIFIED: Act.CLOSE}


def _case_buttons(many: dict[State, int]) -> Buttons:
    numbered = [(number, state) for number, state in enumerate(STATES) if many.get(state)]
    return tuple((_button(number, state, many[state]),) for number, state in numbered)


def _button(number: int, state: State, many: int) -> Tap:
    return Tap("waiting_cases", Press(SHOW, number), data={"state": state.value, "many": many})


def _petitions(many: int) -> Buttons:
    return ((Tap("waiting_petitions", Press(petition_cards.LIST), data={"many": many}),),) if many else ()


def _others(questions: list[tuple[int, int]], offers: list[tuple[int, int]], appeals: int) -> Buttons:
    asked = [Tap("waiting_question", Press("relay.answer", relay), data={"number": case}) for relay, case in questions]
    given = [Tap("waiting_handover", Press(REQUEST, one), data={"number": case}) for one, case in offers]
    heard = [Tap("waiting_appeals", Press("block.list"), data={"many": appeals})] if appeals else []
    return tuple((tap,) for tap in (*asked, *given, *heard))
