"""What the directors see of a flood response: one card with what holds, what is still open, and what can be done."""

from __future__ import annotations

from bot.actions import duty, notices, post, response_seats
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, may
from bot.domain.person import Person
from bot.domain.response import NONE, Measures, Move, Proposal, Response, needs_confirmation, others
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.storage import distress, outbox, responses

GO, ASK, NO, SHOW, LIST = "response.go", "response.ask", "response.no", "response.show", "response.list"
ROLL, DOORS = "roll.start", "door.open"
SLOT, DUTY = "response", "response_duty"


async def show(ctx: Context, person: Person, *, fresh: bool = True, asked: bool = True) -> None:
    """The card of a director; ``asked``: they have asked for it."""
    response = await responses.now_open(ctx.tx, ctx.community_id)
    screen = Screen("response/card", person.language, await _data(ctx, response), await _buttons(ctx, person, response))
    kind = Kind.ANSWER if asked else Kind.ASSIGNMENT
    await post.show(ctx, person, kind, SLOT, screen, fresh=fresh, urgent=True)


async def refresh(ctx: Context, *, fresh: bool = False, doer: Person | None = None) -> None:
    """Bring the directors' cards up to date; ``fresh``: as a new message for all but the ``doer``, who has just tapped.

    Who has never seen one is shown it where it is ``fresh``.
    """
    people = {one.person_id: one for one in await notices.directors(ctx)}
    if doer is not None and may(doer, Deed.RESPOND):
        people[doer.person_id] = doer
    for person in people.values():
        own = doer is not None and person.person_id == doer.person_id
        shown = await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, SLOT)
        if shown or fresh:
            await show(ctx, person, fresh=(fresh and not own) or not shown, asked=own)


async def confirm(ctx: Context, person: Person, wanted: int) -> None:
    """Ask once more before the highest level, and before the end."""
    holds = await level(ctx)
    seen = await responses.version(ctx.tx, ctx.community_id)
    yes = Tap("response_sure", Press(GO, wanted, seen), style="danger", data={"level": str(wanted)})
    rows: Buttons = ((yes,), (Tap("back", Press(SHOW)),))
    data: dict[str, Value] = {"level": str(wanted), "holds": str(holds)}
    await post.show(ctx, person, Kind.ANSWER, SLOT, Screen("response/sure", person.language, data, rows))


async def level(ctx: Context) -> int:
    """The level that holds now; 0: none."""
    response = await responses.now_open(ctx.tx, ctx.community_id)
    return response.level if response else NONE


async def _data(ctx: Context, response: Response | None) -> dict[str, Value]:
    if response is None:
        return {"level": None}
    measures = ctx.community.response.measures[response.level]
    helps = await distress.open_help(ctx.tx, ctx.community_id)
    doors = await distress.doors(ctx.tx, ctx.community_id, response.response_id)
    rounds = await distress.rounds(ctx.tx, ctx.community_id, response.response_id)
    listed = await distress.households(ctx.tx, ctx.community_id)
    water = await responses.water(ctx.tx, ctx.community_id, response.response_id)
    return {
        "level": str(response.level),
        "since": response.started_at,
        "seats": measures.seats,
        "lacking": list(await response_seats.lacking(ctx, response)),
        "check_in": measures.check_in_ms // 60_000,
        "all_well": measures.all_well_ms // 60_000 if measures.all_well_ms else None,
        "water": len(water),
        "helps": len(helps),
        "waiting": sum(1 for one in helps if one.taken_by is None),
        "round": len(rounds),
        "safe": rounds[-1].safe if rounds else 0,
        "roll_call": measures.roll_call and not rounds,
        "doors": len(doors),
        "doors_done": sum(1 for one in doors if one.is_done),
        "doors_open": len(listed) - len(doors) if measures.door_calls else 0,
    }


async def _buttons(ctx: Context, person: Person, response: Response | None) -> Buttons:
    holds = response.level if response else NONE
    seen = await responses.version(ctx.tx, ctx.community_id)
    rows: list[tuple[Tap, ...]] = []
    if response is not None:
        rows.append((Tap("situation_list", Press(LIST)),))
    if not may(person, Deed.RESPOND):
        return tuple(rows)
    if response is not None:
        rows.append((Tap("roll_start", Press(ROLL, response.response_id)), Tap("doors_open", Press(DOORS))))
    taps = [_change(holds, one, seen) for one in others(holds)]
    rows += [tuple(taps[i : i + 2]) for i in range(0, len(taps), 2)]
    if response is not None:
        rows.append((Tap("response_end", Press(ASK, NONE)),))
    return tuple(rows)


def _change(holds: int, wanted: int, seen: int) -> Tap:
    press = Press(ASK, wanted) if needs_confirmation(wanted) else Press(GO, wanted, seen)
    return Tap("response_go", press, data={"level": str(wanted), "start": holds == NONE})


async def tell_duty(ctx: Context, response: Response, measures: Measures | None, done: Move) -> None:
    """Whoever is on duty is told what holds from now on; the directors have their card."""
    know = {one.person_id for one in await notices.directors(ctx)}
    for person in await duty.officers(ctx):
        if person.person_id in know:
            continue
        data: dict[str, Value] = {
            "move": done.value,
            "level": str(response.level),
            "check_in": measures.check_in_ms // 60_000 if measures else None,
            "all_well": measures.all_well_ms // 60_000 if measures and measures.all_well_ms else None,
        }
        buttons: Buttons = ((Tap("situation_list", Press(LIST)),),) if measures else ()
        screen = Screen("response/duty", person.language, data, buttons)
        await post.show(ctx, person, Kind.ASSIGNMENT, DUTY, screen, fresh=True, urgent=True)


# --- proposals ---


async def ask(ctx: Context, proposal: Proposal, holds: int) -> None:
    """Ask the directors about a level that is proposed, by a new message."""
    seen = await responses.version(ctx.tx, ctx.community_id)
    for person in await notices.directors(ctx):
        no = Tap("response_no", Press(NO, proposal.proposal_id))
        screen = _proposed(person, proposal, holds, "", ((_change(holds, proposal.level, seen),), (no,)))
        await post.show(ctx, person, Kind.PAGE, _slot(proposal), screen, fresh=True, urgent=True)


async def settled(ctx: Context, proposal: Proposal, outcome: str, doer: Person | None) -> None:
    """Say on the cards of a proposal what became of it."""
    for person in await notices.directors(ctx):
        if await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, _slot(proposal)):
            own = doer is not None and person.person_id == doer.person_id
            screen = _proposed(person, proposal, NONE, outcome, ())
            await post.show(ctx, person, Kind.ANSWER if own else Kind.CARD, _slot(proposal), screen)


def _slot(proposal: Proposal) -> str:
    return f"response_proposal:{proposal.proposal_id}"


def _proposed(person: Person, proposal: Proposal, holds: int, outcome: str, buttons: Buttons) -> Screen:
    data: dict[str, Value] = {
        "level": str(proposal.level),
        "holds": str(holds) if holds else None,
        "warning": proposal.warning is not None,
        "outcome": outcome,
        "at": proposal.at,
    }
    return Screen("response/proposal", person.language, data, buttons)
