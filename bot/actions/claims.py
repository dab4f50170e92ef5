"""Claiming one's place on the staff list (名册) by one's own phone number."""

from __future__ import annotations

from typing import Literal

from bot.actions import home, notices, post
from bot.actions import staff_list as lists
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.phone import masked, normal_phone
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.domain.staff_plan import Listed
from bot.storage import audit, people, staff_list

CLAIM = "list.claim"
#: So often in so long somebody may send a number with which there is no place for them.
MOST_TRIES = 5
WITHIN_MS = 24 * 3_600_000


async def offer(ctx: Context, person: Person) -> Buttons:
    """The button to claim a place, for who holds nothing yet while somebody on the list is still to come."""
    wanted = not person.is_staff and await staff_list.has_unclaimed(ctx.tx, ctx.community_id)
    return ((Tap("list_claim", Press(CLAIM)),),) if wanted else ()


async def ask(ctx: Context, person: Person) -> None:
    """Ask the person for their own number, by the key that sends it."""
    await _answer(ctx, person, "staff_list/ask", "contact")


async def claim(ctx: Context, person: Person, phone: str, user_id: int) -> None:
    """The person shares a number that Telegram says is ``user_id``'s: they get the places that the list has for it."""
    number = normal_phone(phone)
    if user_id != person.user_id:
        await _answer(ctx, person, "staff_list/not_claimed", "contact", code="not_own")
    elif await staff_list.refusals(ctx.tx, ctx.community_id, person.person_id, ctx.now - WITHIN_MS) >= MOST_TRIES:
        await _answer(ctx, person, "staff_list/not_claimed", "remove", code="too_often")
    else:
        places = await staff_list.places_of(ctx.tx, ctx.community_id, number) if number else []
        await _decide(ctx, person, places)


async def _decide(ctx: Context, person: Person, places: list[Listed]) -> None:
    if any(place.person not in (None, person.person_id) for place in places):
        await _refuse(ctx, person, "somebody_else")
        await _warn(ctx, person, places)
    elif not places:
        await _refuse(ctx, person, "not_listed")
    elif all(place.person == person.person_id for place in places):
        await _answer(ctx, person, "staff_list/not_claimed", "remove", code="already")
    else:
        await _take(ctx, person, places)


async def _take(ctx: Context, person: Person, places: list[Listed]) -> None:
    open_ = [place for place in places if place.person is None]
    await lists.give_place(ctx, person, person, open_)
    await people.set_phone(ctx.tx, ctx.community_id, person.person_id, open_[-1].phone)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "claim.taken", places=len(open_))
    now = await people.by_id(ctx.tx, ctx.community_id, person.person_id)
    assert now is not None  # noqa: S101  # they are speaking with us
    data: dict[str, Value] = {"name": now.name, "posts": lists.posts(ctx, (place.held for place in open_))}
    await _answer(ctx, now, "staff_list/welcome", "remove", title=now.title.value, **data)
    await home.show_menu(ctx, now)
    for case in await notices.awaiting(ctx, now) if now.is_director else ():
        await notices.show_card(ctx, await notices.dossier(ctx, case), now)
    for director in await notices.directors(ctx):
        if director.person_id != now.person_id:
            screen = Screen("staff_list/claimed", director.language, data, silent=True)
            await post.send(ctx, director, Kind.RECEIPT, screen)


async def _refuse(ctx: Context, person: Person, code: Literal["somebody_else", "not_listed"]) -> None:
    """The number itself is kept nowhere."""
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "claim.refused", reason=code)
    await _answer(ctx, person, "staff_list/not_claimed", "remove", code=code)


async def _warn(ctx: Context, person: Person, places: list[Listed]) -> None:
    """Somebody else's number, or somebody with a new account: the secretary must look."""
    data: dict[str, Value] = {"name": places[0].name, "phone": masked(places[0].phone), "account": person.name}
    for director in await notices.directors(ctx):
        await post.send(ctx, director, Kind.TROUBLE, Screen("staff_list/claimed_twice", director.language, data))


async def _answer(ctx: Context, person: Person, view: str, keys: Literal["contact", "remove"], **data: Value) -> None:
    await post.send(ctx, person, Kind.ANSWER, Screen(view, person.language, data, keys=keys))
