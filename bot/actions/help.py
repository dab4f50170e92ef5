"""Help by topics: a sentence and buttons, each to a short page in the same message; who has which topic is a table."""

from __future__ import annotations

from bot.actions import post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.case import Act
from bot.domain.menu import Group, Who, has
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look
from bot.domain.person import Person
from bot.domain.screen import Screen, Tap, Value
from bot.errors import BadPayload

SLOT = "help"
PAGE = "help"
#: The pages in their order, who has them, and their buttons' labels. A button carries the number of its page.
TOPICS: tuple[tuple[str, Who, str], ...] = (
    ("help/report", Group.EVERYBODY, "help_report"),
    ("help/progress", Group.EVERYBODY, "help_progress"),
    ("help/privacy", Group.EVERYBODY, "help_privacy"),
    ("help/settings", Group.EVERYBODY, "help_settings"),
    ("help/tasks", Group.HANDLERS, "help_tasks"),
    ("help/leave", Deed.LEAVE, "help_leave"),
    ("help/assign", Act.ASSIGN, "help_assign"),
    ("help/staff", Look.STAFF, "help_staff"),
    ("help/groups", Deed.BIND, "help_groups"),
    ("help/blocks", Deed.BLOCK, "help_blocks"),
)


async def show(ctx: Context, person: Person, *, fresh: bool = False) -> None:
    """What there is help about, for this person."""
    taps = [
        Tap(label, Press(PAGE, number)) for number, (_, who, label) in enumerate(TOPICS, start=1) if has(person, who)
    ]
    rows = tuple(tuple(taps[i : i + 2]) for i in range(0, len(taps), 2))
    await _show(ctx, person, Screen("help/topics", person.language, {}, rows), fresh=fresh)


async def show_page(ctx: Context, person: Person, number: int) -> None:
    """A page by its number, 0 for the topics; BadPayload if there is none, or it is not for this person."""
    if number == 0:
        await show(ctx, person)
        return
    if number > len(TOPICS) or not has(person, TOPICS[number - 1][1]):
        raise BadPayload("button.unknown")
    view = TOPICS[number - 1][0]
    data: dict[str, Value] = {"office": ctx.community.office, "worker": person.is_worker}
    await _show(ctx, person, Screen(view, person.language, data, ((Tap("back", Press(PAGE)),),)), fresh=False)


async def _show(ctx: Context, person: Person, screen: Screen, *, fresh: bool) -> None:
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen, fresh=fresh)
