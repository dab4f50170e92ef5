"""The messages of a swap: to who is asked, to who has asked, and to the directors."""

from __future__ import annotations

from bot.actions import post, rosters, shift_cards
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.roster import Shift
from bot.domain.screen import Buttons, Screen, Tap, Value

OFFER = rosters.SWAP
ASK, AGREE, DECLINE, WITHDRAW = "swap.ask", "swap.agree", "swap.decline", "swap.withdraw"


def line(ctx: Context, shift: Shift) -> Value:
    """A shift in words: which post, from when until when."""
    return {"post": shift_cards.post_of(ctx, shift), "from_at": shift.from_at, "until_at": shift.until_at}


async def show_asked(
    ctx: Context, person: Person, asker: Person, mine: Shift, other: Shift, state: str, *, fresh: bool = False
) -> None:
    """The card of who is asked: ``mine`` is the asker's shift, ``other`` is theirs."""
    taps = (
        Tap("swap_agree", Press(AGREE, mine.shift_id), style="primary"),
        Tap("swap_decline", Press(DECLINE, mine.shift_id)),
    )
    data = {"name": asker.called, "theirs": line(ctx, mine), "yours": line(ctx, other), "state": state}
    buttons: Buttons = (taps,) if state == "open" else ()
    screen = Screen("swap/asked", person.language, data, buttons)
    slot = f"swap:{mine.shift_id}"
    await post.show(ctx, person, Kind.ASSIGNMENT, slot, screen, fresh=fresh)


async def show_asker(
    ctx: Context, person: Person, colleague: Person, mine: Shift, other: Shift, state: str, *, fresh: bool = False
) -> None:
    """The message of who has asked; after a no they can look for another shift, or for cover."""
    buttons: Buttons = ()
    if state == "open":
        buttons = ((Tap("swap_withdraw", Press(WITHDRAW, mine.shift_id)),),)
    elif state in ("declined", "over") and mine.from_at > ctx.now:
        again = Tap("swap_offer", Press(OFFER, mine.shift_id), data={"at": mine.from_at})
        cover = Tap("cover_ask", Press(rosters.ASK, mine.shift_id), data={"at": mine.from_at})
        buttons = ((again,), (cover,))
    data = {"name": colleague.called, "theirs": line(ctx, other), "yours": line(ctx, mine), "state": state}
    screen = Screen("swap/asking", person.language, data, buttons)
    await post.show(ctx, person, Kind.ANSWER, f"swapping:{mine.shift_id}", screen, fresh=fresh)


async def tell(ctx: Context, director: Person, asker: Person, colleague: Person, mine: Shift, other: Shift) -> None:
    """A director reads who stands what now."""
    data: dict[str, Value] = {
        "lines": [
            {"shift": line(ctx, mine), "name": colleague.called, "before": asker.called},
            {"shift": line(ctx, other), "name": asker.called, "before": colleague.called},
        ]
    }
    await post.send(ctx, director, Kind.TROUBLE, Screen("swap/told", director.language, data))
