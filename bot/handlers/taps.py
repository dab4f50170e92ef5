"""What the buttons do. Every payload is taken as a claim and checked again by the action."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.actions import agreements, cards, dialogs, drafts, home, notices, offers, pauses, post, team, undo
from bot.actions import boards as board_actions
from bot.actions import cases as case_actions
from bot.actions import help as help_actions
from bot.actions import people as people_actions
from bot.actions import settings as settings_actions
from bot.actions import tasks as task_actions
from bot.actions.cards import Dossier
from bot.domain import case as rules
from bot.domain.button import CaseButton, CaseMenu, DialogButton, MenuButton, Press, decode
from bot.domain.case import ARROWS, Act, Case, Outcome
from bot.domain.case_file import staff_acts
from bot.domain.consent import has_agreed
from bot.domain.notice import Kind
from bot.domain.permission import Look, may, permit
from bot.domain.screen import Buttons
from bot.errors import BadPayload, Refused, Stale
from bot.flows import feedback, find, report
from bot.handlers.desk import Courtesies, Pressed
from bot.handlers.presses import PRESSES
from bot.storage import audit, cases, outbox, people
from bot.storage.audit import Event


async def handle(pressed: Pressed) -> Courtesies:
    """A tap: what it asks for, or why that cannot be."""
    try:
        return await _handle(pressed)
    except BadPayload:
        return pressed.toast("button_unknown")
    except Stale as stale:
        return await _stale(pressed, stale)
    except Refused as refusal:
        return pressed.toast(refusal.code.replace(".", "_"), alert=True)


async def _handle(pressed: Pressed) -> Courtesies:
    button = decode(pressed.tapped.payload)
    match button:
        case DialogButton():
            await dialogs.tap(pressed.ctx, pressed.person, button)
            return pressed.toast()
        case CaseButton():
            return await _act(pressed, button)
        case CaseMenu():
            return await _MENUS[button.what](pressed, button)
        case Press(what) if what in PRESSES:
            return await PRESSES[what](pressed, button)
        case MenuButton(what) if what in _HOME:
            await _HOME[what](pressed)
            return pressed.toast()
    raise BadPayload("button.unknown")


# --- acts on a case ---


async def _act(pressed: Pressed, button: CaseButton) -> Courtesies:
    ctx, person = pressed.ctx, pressed.person
    number, version = button.case_id, button.version
    match button.act:
        case Act.ACCEPT:
            await case_actions.accept(ctx, person, number, version)
        case Act.START:
            await case_actions.start(ctx, person, number, version)
        case Act.VERIFY:
            await case_actions.verify(ctx, person, number, version)
        case Act.CLOSE:
            permit(person, Act.CLOSE, await cases.by_id(ctx.tx, ctx.community_id, number))
            await case_actions.close(ctx, person, number, version, _outcome(button.choice))
        case Act.ARCHIVE:
            await case_actions.archive(ctx, person, number, version)
        case Act.SUPERVISE:
            await case_actions.supervise(ctx, person, number, version)
        case Act.UNPARK:
            await pauses.unpark(ctx, person, number, version)
        case Act.INFORM:
            await pauses.inform(ctx, person, number, version)
        case Act.UNDO:
            await undo.undo(ctx, person, number)
        case _:  # the program opens, and all else needs a choice, words or a photo first: no button does it at once
            raise BadPayload("button.unknown")
    return pressed.toast(f"did_{button.act}", number=number)


def _outcome(choice: int) -> Outcome:
    """The outcome that a button stands for."""
    known = list(Outcome)
    if choice >= len(known):
        raise BadPayload("button.unknown")
    return known[choice]


async def _stale(pressed: Pressed, stale: Stale) -> Courtesies:
    """Say who did what when, where the person may know it; and put the card right."""
    number = stale.data.get("number")
    if stale.code != "case.moved_on" or not isinstance(number, int):
        return pressed.toast(stale.code.replace(".", "_"), number=number if isinstance(number, int) else 0)
    events = await audit.of_case(pressed.ctx.tx, pressed.ctx.community_id, number)
    last = next((e for e in reversed(events) if e.act.removeprefix("case.") in ARROWS), None)
    if last is None:
        return pressed.toast("case_moved_on", number=number)
    name, act = await _doer(pressed, number, last), last.act.removeprefix("case.")
    return pressed.toast("case_done_by", at=last.at, number=number, name=name, act=act)


async def _doer(pressed: Pressed, number: int, event: Event) -> str | None:
    """Who did it, by name. The reporter is not named for what a reporter can do: the worker may not know them."""
    actor = await people.by_id(pressed.ctx.tx, pressed.ctx.community_id, event.actor) if event.actor else None
    case = await cases.by_id(pressed.ctx.tx, pressed.ctx.community_id, number)
    if actor is None or case is None or (actor.person_id == case.reporter and not staff_acts(event.act)):
        return None
    return actor.name


# --- menus of a case's card ---


async def _workers(pressed: Pressed, button: CaseMenu) -> Courtesies:
    await team.show(pressed.ctx, pressed.person, button.case_id, button.page)
    return pressed.toast()


async def _more(pressed: Pressed, button: CaseMenu) -> Courtesies:
    case = await _seen(pressed, button, Look.SHEET)
    file = await notices.dossier(pressed.ctx, case)
    await _put(pressed, file, offers.behind(case, pressed.person, cards.around(file)))
    return pressed.toast()


async def _outcomes(pressed: Pressed, button: CaseMenu) -> Courtesies:
    case = await _seen(pressed, button, Act.CLOSE)
    rules.check(case, Act.CLOSE)
    await _put(pressed, await notices.dossier(pressed.ctx, case), offers.outcomes(case))
    return pressed.toast()


async def _put(pressed: Pressed, file: Dossier, buttons: Buttons) -> None:
    """Show other buttons on the person's card."""
    card = notices.card(pressed.ctx, file, pressed.person)
    screen = replace(card, buttons=buttons)
    await post.show(pressed.ctx, pressed.person, Kind.ANSWER, notices.slot(file.case), screen)


async def _back(pressed: Pressed, button: CaseMenu) -> Courtesies:
    case = await _seen(pressed, button, Look.SHEET)
    await notices.show_card(pressed.ctx, await notices.dossier(pressed.ctx, case), pressed.person, asked=True)
    return pressed.toast()


async def _photos(pressed: Pressed, button: CaseMenu) -> Courtesies:
    album = await case_actions.album(pressed.ctx, pressed.person, button.case_id)
    if not album.photos and not album.voices:
        return pressed.toast("no_photos")
    ctx = pressed.ctx
    await outbox.send(ctx.tx, ctx.community_id, pressed.person.user_id, Kind.ANSWER, album, ctx.now)
    return pressed.toast()


async def _finish(pressed: Pressed, button: CaseMenu) -> Courtesies:
    case = await _seen(pressed, button, Act.FEED_BACK)
    if case.state not in _BEFORE_FEEDBACK:
        raise Stale("case.moved_on", number=case.case_id)
    agreed = {"agreed": True} if await agreements.holds(pressed.ctx, case) else {}
    await dialogs.begin(pressed.ctx, pressed.person, feedback.NAME, {"case_id": case.case_id, **agreed})
    return pressed.toast()


async def _follow(pressed: Pressed, button: CaseMenu) -> Courtesies:
    if not pressed.person.reachable or not has_agreed(pressed.person):
        return pressed.way_in(f"f{button.case_id}")
    news = await case_actions.follow(pressed.ctx, pressed.person, button.case_id)
    return pressed.toast("did_follow" if news else "follows_already", number=button.case_id)


async def _seen(pressed: Pressed, button: CaseMenu, what: Act | Look) -> Case:
    found = await cases.by_id(pressed.ctx.tx, pressed.ctx.community_id, button.case_id)
    return permit(pressed.person, what, found)


#: Whoever shows that it is done has accepted it and begun by that.
_BEFORE_FEEDBACK = ARROWS[Act.ACCEPT].before | ARROWS[Act.START].before | ARROWS[Act.FEED_BACK].before

_MENUS: dict[str, Callable[[Pressed, CaseMenu], Awaitable[Courtesies]]] = {
    "workers": _workers,
    "back": _back,
    "photos": _photos,
    "finish": _finish,
    "follow": _follow,
    "more": _more,
    "outcomes": _outcomes,
}


# --- the menu that everybody has ---


async def _report(pressed: Pressed) -> None:
    grid = {"grid": pressed.person.grid} if pressed.person.grid else {}
    said = await drafts.take_fresh(pressed.ctx, pressed.person) or {}
    await dialogs.begin(pressed.ctx, pressed.person, report.NAME, {**grid, **said})


async def _mine(pressed: Pressed) -> None:
    await home.show_mine(pressed.ctx, pressed.person)


async def _tasks(pressed: Pressed) -> None:
    await task_actions.show(pressed.ctx, pressed.person)


async def _board(pressed: Pressed) -> None:
    if not may(pressed.person, Look.BOARD):
        raise Refused("case.not_yours")
    await board_actions.show(pressed.ctx, pressed.person)


async def _find(pressed: Pressed) -> None:
    await dialogs.begin(pressed.ctx, pressed.person, find.NAME, {})


async def _help(pressed: Pressed) -> None:
    await help_actions.show(pressed.ctx, pressed.person, fresh=True)


async def _settings(pressed: Pressed) -> None:
    await settings_actions.show(pressed.ctx, pressed.person, fresh=True)


async def _call(pressed: Pressed) -> None:
    await home.show_office(pressed.ctx, pressed.person)


async def _language(pressed: Pressed) -> None:
    other = "en" if pressed.person.language == "zh" else "zh"
    person = await people_actions.speak(pressed.ctx, pressed.person, other)
    await home.show_menu(pressed.ctx, person)


_HOME: dict[str, Callable[[Pressed], Awaitable[None]]] = {
    "report": _report,
    "mine": _mine,
    "tasks": _tasks,
    "board": _board,
    "find": _find,
    "help": _help,
    "settings": _settings,
    "call": _call,
    "language": _language,
}
