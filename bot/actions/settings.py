"""My settings (我的设置): language, plain mode, quiet hours; one living message, everything by buttons."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import people as people_actions
from bot.actions import post
from bot.actions.context import Context
from bot.domain import quiet
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.quiet import Hours
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import BadPayload
from bot.storage import audit, people

SLOT = "settings"
LANGUAGE, PLAIN, QUIET, OWN_HOURS = "set.language", "set.plain", "set.quiet", "set.hours"
#: The languages by the number that a button carries.
LANGUAGES = ("zh", "en")


async def show(ctx: Context, person: Person, *, fresh: bool = False, own_hours: bool = False) -> None:
    """The settings as they are; ``own_hours``: with the choice of one's own quiet hours open."""
    begins, ends = person.quiet
    data: dict[str, Value] = {
        "plain": person.plain,
        "quiet": begins != ends,
        "begins": f"{begins // 60}:{begins % 60:02}",
        "ends": f"{ends // 60}:{ends % 60:02}",
        "own_hours": own_hours,
    }
    buttons = _own_hours(person) if own_hours else _buttons(person)
    screen = Screen("home/settings", person.language, data, buttons)
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen, fresh=fresh)


async def speak(ctx: Context, person: Person, number: int) -> None:
    """Another language; BadPayload if there is none of that number."""
    if number >= len(LANGUAGES):
        raise BadPayload("button.unknown")
    changed = LANGUAGES[number] != person.language
    await show(ctx, await people_actions.speak(ctx, person, LANGUAGES[number]) if changed else person)


async def set_plain(ctx: Context, person: Person, plain: bool) -> Person:
    """The plain mode on or off."""
    await people.set_plain(ctx.tx, ctx.community_id, person.person_id, plain)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "person.plain", on=int(plain))
    return replace(person, plain=plain)


async def set_quiet(ctx: Context, person: Person, hours: Hours) -> Person:
    """Other quiet hours; BadPayload if they are not among those offered."""
    if not quiet.is_offered(hours):
        raise BadPayload("button.unknown")
    await people.set_quiet(ctx.tx, ctx.community_id, person.person_id, *hours)
    return replace(person, quiet=hours)


def _buttons(person: Person) -> Buttons:
    own = person.quiet not in (quiet.NEVER, *quiet.USUAL) and person.quiet[0] != person.quiet[1]
    zh = Tap("settings_zh", Press(LANGUAGE, 0), data={"on": person.language == "zh"})
    en = Tap("settings_en", Press(LANGUAGE, 1), data={"on": person.language == "en"})
    plain = Tap("settings_plain", Press(PLAIN, int(not person.plain)), data={"on": person.plain})
    hours = [_hours(person, begins, ends) for begins, ends in quiet.USUAL]
    off = Tap("quiet_off", Press(QUIET, *quiet.NEVER), data={"on": person.quiet[0] == person.quiet[1]})
    return ((zh, en), (plain,), tuple(hours), (off, Tap("quiet_own", Press(OWN_HOURS), data={"on": own})))


def _hours(person: Person, begins: int, ends: int) -> Tap:
    data: dict[str, Value] = {"begins": begins // 60, "ends": ends // 60, "on": person.quiet == (begins, ends)}
    return Tap("quiet_hours", Press(QUIET, begins, ends), data=data)


def _own_hours(person: Person) -> Buttons:
    """From and to one by one; what is tapped counts at once. Who had none begins with the usual ones."""
    begins, ends = person.quiet if quiet.is_offered(person.quiet) and person.quiet != quiet.NEVER else quiet.USUAL[0]
    first = tuple(_hour(minute, Press(QUIET, minute, ends, 1), minute == begins) for minute in quiet.BEGINS)
    then = tuple(_hour(minute, Press(QUIET, begins, minute, 1), minute == ends) for minute in quiet.ENDS)
    return (first, then, (Tap("back", Press(OWN_HOURS, 1)),))


def _hour(minute: int, press: Press, on: bool) -> Tap:
    return Tap("quiet_hour", press, data={"hour": minute // 60, "on": on})
