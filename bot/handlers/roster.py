"""The roster: /duty and /roster, the days of a week, changing a shift, taking one over, and cover."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import cover, dialogs, roster_gaps, roster_import, roster_links, roster_papers, rosters, shift_cards
from bot.domain.button import Press
from bot.domain.permission import Deed, allow, may
from bot.flows import rota
from bot.handlers.desk import Courtesies, Heard, Pressed
from bot.storage import people


async def on_duty(heard: Heard) -> None:
    """/duty."""
    await rosters.show(heard.ctx, heard.person)


async def week_command(heard: Heard) -> None:
    """/roster."""
    await rosters.show_week(heard.ctx, heard.person, fresh=True)


async def now(pressed: Pressed, _press: Press) -> Courtesies:
    """Who is on duty, again."""
    await rosters.back(pressed.ctx, pressed.person)
    return pressed.toast()


async def week(pressed: Pressed, press: Press) -> Courtesies:
    """A week of a post; from a message that is not the roster, in one of its own."""
    await rosters.show_week(pressed.ctx, pressed.person, press.a, press.b, fresh=press.c > 0)
    return pressed.toast()


async def shift(pressed: Pressed, press: Press) -> Courtesies:
    """Whom a shift can be given to."""
    await rosters.show_shift(pressed.ctx, pressed.person, press.a, press.b, fresh=press.c > 0)
    return pressed.toast()


async def give(pressed: Pressed, press: Press) -> Courtesies:
    """Somebody else stands it."""
    await rosters.give(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast("did_give_shift")


async def fill(pressed: Pressed, press: Press) -> Courtesies:
    """Who could stand where nobody does."""
    await roster_gaps.show(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast()


async def put(pressed: Pressed, press: Press) -> Courtesies:
    """Somebody stands there now."""
    await roster_gaps.put(pressed.ctx, pressed.person, press.a, press.b, press.c)
    return pressed.toast("did_give_shift")


async def plan(pressed: Pressed, press: Press) -> Courtesies:
    """Man a post by turns: the dialog."""
    allow(pressed.person, Deed.PLAN_DUTY)
    ctx = pressed.ctx
    post = rosters.post_at(ctx, press.a)
    staff = [one for one in await people.staff(ctx.tx, ctx.community_id) if may(one, Deed.TAKE_SHIFT)]
    first = sorted(staff, key=lambda one: (not any(h.grid == post.grid for h in one.appointments), one.person_id))
    known = [{"id": one.person_id, "name": one.called, "title": one.title.value} for one in first]
    answers = {"key": post.key, "post": shift_cards.post_data(ctx, post), "people": known}
    await dialogs.begin(ctx, pressed.person, rota.NAME, answers)
    return pressed.toast()


async def take_over(pressed: Pressed, press: Press) -> Courtesies:
    """我现在接班: which one, and then that one."""
    if not press.a:
        await rosters.offer_posts(pressed.ctx, pressed.person)
        return pressed.toast()
    await rosters.take_over(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_accept_shift")


async def ask_cover(pressed: Pressed, press: Press) -> Courtesies:
    """求替班."""
    await cover.ask(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_ask_cover")


async def take_cover(pressed: Pressed, press: Press) -> Courtesies:
    """我来替."""
    await cover.take(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_take_cover")


async def cannot_cover(pressed: Pressed, press: Press) -> Courtesies:
    """替不了."""
    await cover.cannot(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def withdraw_cover(pressed: Pressed, press: Press) -> Courtesies:
    """不用替了."""
    await cover.withdraw(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def take_list(pressed: Pressed, press: Press) -> Courtesies:
    """Take the street's roster as it was shown."""
    many = await roster_import.take(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast("did_take_roster", many=many)


async def drop_list(pressed: Pressed, press: Press) -> Courtesies:
    """Throw it away."""
    await roster_import.drop(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def papers(pressed: Pressed, _press: Press) -> Courtesies:
    """What can be taken away."""
    await roster_papers.show(pressed.ctx, pressed.person)
    return pressed.toast()


async def picture(pressed: Pressed, press: Press) -> Courtesies:
    """A month as a picture."""
    await roster_papers.ask(pressed.ctx, pressed.person, roster_papers.DRAW, press.a)
    return pressed.toast("did_ask_roster")


async def sheet(pressed: Pressed, press: Press) -> Courtesies:
    """A month as a table."""
    await roster_papers.ask(pressed.ctx, pressed.person, roster_papers.PRINT, press.a)
    return pressed.toast("did_ask_roster")


async def link(pressed: Pressed, _press: Press) -> Courtesies:
    """The links for a calendar."""
    await roster_links.show(pressed.ctx, pressed.person)
    return pressed.toast()


async def make_link(pressed: Pressed, press: Press) -> Courtesies:
    """A new link; the one before is void."""
    await roster_links.make(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def revoke_link(pressed: Pressed, press: Press) -> Courtesies:
    """A link is void."""
    await roster_links.revoke(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_revoke_link")


COMMANDS: dict[str, Callable[[Heard], Awaitable[None]]] = {"duty": on_duty, "roster": week_command}
PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    rosters.NOW: now,
    rosters.WEEK: week,
    rosters.SHIFT: shift,
    rosters.GIVE: give,
    rosters.PLAN: plan,
    roster_gaps.FILL: fill,
    roster_gaps.PUT: put,
    rosters.TAKE_OVER: take_over,
    rosters.ASK: ask_cover,
    cover.TAKE: take_cover,
    cover.CANNOT: cannot_cover,
    cover.WITHDRAW: withdraw_cover,
    roster_import.TAKE: take_list,
    roster_import.DROP: drop_list,
    roster_papers.SHOW: papers,
    roster_papers.PICTURE: picture,
    roster_papers.SHEET: sheet,
    roster_links.SHOW: link,
    roster_links.MAKE: make_link,
    roster_links.REVOKE: revoke_link,
}
