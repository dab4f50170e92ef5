"""Forms about cases: whether somebody may fill one in now, what it needs to know, and what is done with it.

Each row of :data:`TABLE` is a form of bot/flows/form.py: the right that it needs, and the action that it leads to.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.actions import bounces, cards, checks, deadlines, endings, leave, merges, pauses, petitions, referrals, team
from bot.actions import cases as case_actions
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain.case import Act, Case, State, category_name
from bot.domain.permission import Deed, What, permit
from bot.domain.person import Person
from bot.errors import Refused
from bot.flows.engine import Answers, attachments
from bot.flows.where import say
from bot.storage import cases

Do = Callable[[Context, Person, Answers], Awaitable[object]]
_MOST_LIKE = 5


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a form is for: ``right`` is needed to fill it in, ``act`` must be due then, ``do`` does it.

    ``also`` are states in which the same is asked although the act is not due; None: the form's list looks itself.
    """

    right: What
    act: Act | None
    do: Do
    also: frozenset[State] = frozenset()


async def prepare(ctx: Context, actor: Person, name: str, case_id: int) -> Answers:
    """The form's first answers and the lists that it shows; Refused or Stale if it cannot be filled in now."""
    purpose = TABLE[name]
    joined = await cases.merged_reporters(ctx.tx, ctx.community_id, case_id)
    case = permit(actor, purpose.right, await cases.by_id(ctx.tx, ctx.community_id, case_id), joined)
    if purpose.act is not None and case.state not in purpose.also:
        rules.check(case, purpose.act)
    answers: Answers = {"form": name, "case_id": case_id}
    return {**answers, **await _LISTS[name](ctx, actor, case)} if name in _LISTS else answers


async def finish(ctx: Context, actor: Person, answers: Answers) -> None:
    """Do what a filled form is for; its permission and the case's state are checked again."""
    await TABLE[answers["form"]].do(ctx, actor, answers)


# --- what the forms show ---


async def _owners(ctx: Context, _actor: Person, case: Case) -> Answers:
    load, away = await cases.load(ctx.tx, ctx.community_id), await leave.away(ctx)
    found = await bounces.choices(ctx, case)
    return {"people": [{"id": one.person_id, **cards.worker_data(one, load, away)} for one in found]}


async def _units(ctx: Context, _actor: Person, case: Case) -> Answers:
    units = await referrals.departments(ctx)
    if not units:
        raise Refused("refer.no_department", number=case.case_id)
    return {"units": list(units)}


async def _like(ctx: Context, actor: Person, case: Case) -> Answers:
    """Open cases of the grid that may be the same, those of the same category and building first."""
    found = await cases.open_in_grid(ctx.tx, ctx.community_id, case.grid, 0)
    others = [one for one in found if one.case_id != case.case_id and one.is_open]

    def rank(one: Case) -> tuple[bool, bool, int]:
        return one.category != case.category, one.place.building != case.place.building, -one.case_id

    return {
        "like": [
            {
                "number": one.case_id,
                "category": category_name(one, ctx.community, actor.language),
                "place": say(one.place, one.grid, ctx.community),
            }
            for one in sorted(others, key=rank)[:_MOST_LIKE]
        ]
    }


async def _more_time_once(ctx: Context, actor: Person, case: Case) -> Answers:
    await petitions.check_more_time(ctx, actor, case)
    return await _until(ctx, actor, case)


async def _until(ctx: Context, _actor: Person, case: Case) -> Answers:
    """The deadline that is put off, so that the form can say it and take a later day only."""
    return {"due_at": deadlines.continued(ctx, case)}


async def _put_off(ctx: Context, actor: Person, case: Case) -> Answers:
    await petitions.check_own_time(ctx, actor, case)
    return await _until(ctx, actor, case)


async def _can_reopen(ctx: Context, actor: Person, case: Case) -> Answers:
    await petitions.check_reopen(ctx, actor, case)
    return {}


async def _can_object(ctx: Context, actor: Person, case: Case) -> Answers:
    await petitions.check_object(ctx, actor, case)
    return {}


async def _refusable(ctx: Context, actor: Person, case: Case) -> Answers:
    return {"petition": (await petitions.to_refuse(ctx, actor, case)).petition_id}


_LISTS: dict[str, Callable[[Context, Person, Case], Awaitable[Answers]]] = {
    "bounce": _owners,
    "refer": _units,
    "merge": _like,
    "extend": _put_off,
    "more_time": _more_time_once,
    "reopen": _can_reopen,
    "object": _can_object,
    "refuse": _refusable,
}


# --- what they lead to ---


async def _bounce(ctx: Context, actor: Person, said: Answers) -> object:
    return await bounces.bounce(ctx, actor, said["case_id"], said["reason"], said.get("words", ""), said.get("who"))


async def _send_back(ctx: Context, actor: Person, said: Answers) -> object:
    return await case_actions.send_back(ctx, actor, said["case_id"], said["words"])


async def _refer(ctx: Context, actor: Person, said: Answers) -> object:
    return await referrals.refer(ctx, actor, said["case_id"], said["unit"], said["day"])


async def _return(ctx: Context, actor: Person, said: Answers) -> object:
    return await referrals.come_back(
        ctx, actor, said["case_id"], said["reason"], said["words"], attachments(said, "photos")
    )


async def _park(ctx: Context, actor: Person, said: Answers) -> object:
    case = await cases.by_id(ctx.tx, ctx.community_id, said["case_id"])
    if case is not None and case.state is State.PARKED:
        return await pauses.park_longer(ctx, actor, said["case_id"], said["day"], said["words"])
    return await pauses.park(ctx, actor, said["case_id"], said["day"], said["words"])


async def _reject(ctx: Context, actor: Person, said: Answers) -> object:
    return await endings.reject(ctx, actor, said["case_id"], said["reason"], said.get("words", ""))


async def _merge(ctx: Context, actor: Person, said: Answers) -> object:
    return await merges.merge(ctx, actor, said["case_id"], said["target"])


async def _split(ctx: Context, actor: Person, said: Answers) -> object:
    return await endings.split(ctx, actor, said["case_id"], said["parts"])


async def _extend(ctx: Context, actor: Person, said: Answers) -> object:
    return await petitions.extend(ctx, actor, said["case_id"], said["day"], said["words"])


async def _check_bad(ctx: Context, actor: Person, said: Answers) -> object:
    return await checks.report(ctx, actor, said["case_id"], good=False, words=said["words"])


async def _due(ctx: Context, actor: Person, said: Answers) -> object:
    return await team.give_by(ctx, actor, said["case_id"], said["day"])


async def _more_time(ctx: Context, actor: Person, said: Answers) -> object:
    return await petitions.ask_more_time(ctx, actor, said["case_id"], said["day"], said["words"])


async def _reopen(ctx: Context, actor: Person, said: Answers) -> object:
    return await petitions.ask_reopen(ctx, actor, said["case_id"], said["words"])


async def _object(ctx: Context, actor: Person, said: Answers) -> object:
    return await petitions.ask_object(ctx, actor, said["case_id"], said["words"])


async def _refuse(ctx: Context, actor: Person, said: Answers) -> object:
    return await petitions.refuse(ctx, actor, said["petition"], said["words"])


TABLE: dict[str, Purpose] = {
    "bounce": Purpose(Act.BOUNCE, Act.BOUNCE, _bounce),
    "send_back": Purpose(Act.SEND_BACK, Act.SEND_BACK, _send_back),
    "refer": Purpose(Act.REFER, Act.REFER, _refer),
    "return": Purpose(Act.RETURN, Act.RETURN, _return),
    "park": Purpose(Act.PARK, Act.PARK, _park, frozenset({State.PARKED})),
    "reject": Purpose(Act.REJECT, Act.REJECT, _reject),
    "merge": Purpose(Act.MERGE, Act.MERGE, _merge),
    "split": Purpose(Act.SPLIT, Act.SPLIT, _split),
    "extend": Purpose(Act.EXTEND, Act.EXTEND, _extend),
    "check_bad": Purpose(Deed.CHECK, Act.VERIFY, _check_bad),
    "more_time": Purpose(Deed.MORE_TIME, Act.EXTEND, _more_time),
    "reopen": Purpose(Deed.OBJECT, None, _reopen),
    "object": Purpose(Deed.OBJECT, None, _object),
    "refuse": Purpose(Act.REOPEN, None, _refuse),
    "due": Purpose(Act.ASSIGN, Act.ASSIGN, _due),
}
