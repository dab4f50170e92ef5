"""What people say to the bot in private."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import boards as board_actions
from bot.actions import cases, claims, dialogs, drafts, home, people, residents
from bot.actions import tasks as task_actions
from bot.actions.parked import PAYLOAD
from bot.domain import agreement, menu
from bot.domain.invitation import is_payload
from bot.domain.media import MediaKind
from bot.domain.screen import Screen
from bot.errors import Refused
from bot.flows import feedback, report
from bot.flows.engine import Answers, Contact, Files, Input, Spot, Unusable, Words
from bot.handlers import (
    additions,
    agreements,
    case_files,
    doors,
    finding,
    flood,
    gate,
    invitations,
    leave,
    mydata,
    notes,
    parked,
    patrols,
    phones,
    proof,
    relays,
    roster,
    settings,
    shifts,
    staff,
    staff_list,
    warnings,
    weather,
)
from bot.handlers import blocks as block_handlers
from bot.handlers import help as help_handlers
from bot.handlers.desk import NOTHING, Courtesies, Heard
from bot.handlers.incoming import Content


async def start(heard: Heard) -> None:
    """/start: by itself the menu; with a payload what the button in the group promised."""
    payload = heard.said.argument
    if payload[:1] == "r" and payload[1:].isdecimal() and heard.ctx.community.grid(int(payload[1:])):
        person = await people.come_from(heard.ctx, heard.person, int(payload[1:]))
        await residents.came(heard.ctx, person, int(payload[1:]))
        await dialogs.begin(heard.ctx, person, report.NAME, {"grid": int(payload[1:])})
    elif is_payload(payload):
        await invitations.open_link(heard)
    elif agreement.is_payload(payload):
        await agreements.open_link(heard)
    elif flood.is_payload(payload):
        await flood.open_link(heard)
    elif payload == "c":
        await staff_list.claim(heard)
    elif payload == "m":
        await home.show_mine(heard.ctx, heard.person)
    elif payload == PAYLOAD:
        await parked.listed(heard)
    elif payload == "q":
        await _from_draft(heard)
    elif payload[:1] == "f" and payload[1:].isdecimal() and len(payload) < 16:
        await _follow(heard, int(payload[1:]))
    else:
        await home.show_start(heard.ctx, heard.person, await claims.offer(heard.ctx, heard.person))


async def new_report(heard: Heard) -> None:
    """/report."""
    told = drafts.told(heard.ctx, heard.said.argument)
    await dialogs.begin(heard.ctx, heard.person, report.NAME, {**known_grid(heard), **told})


async def tasks(heard: Heard) -> None:
    """/tasks."""
    await task_actions.show(heard.ctx, heard.person)


async def cancel(heard: Heard) -> None:
    """/cancel."""
    if not await dialogs.cancel(heard.ctx, heard.person):
        await home.show_menu(heard.ctx, heard.person)


async def language(heard: Heard) -> None:
    """/language: the other one."""
    other = "en" if heard.person.language == "zh" else "zh"
    await home.show_menu(heard.ctx, await people.speak(heard.ctx, heard.person, other))


async def board(heard: Heard) -> None:
    """/board."""
    await board_actions.show(heard.ctx, heard.person)


async def unknown(heard: Heard) -> None:
    """A command that there is not, or not for this person."""
    await home.show_menu(heard.ctx, heard.person, "home/unknown")


_MORE_THAN_A_GREETING = 4

COMMANDS: dict[str, Callable[[Heard], Awaitable[None]]] = {
    "start": start,
    "report": new_report,
    "tasks": tasks,
    "board": board,
    "cancel": cancel,
    "language": language,
    **case_files.COMMANDS,
    **gate.COMMANDS,
    **block_handlers.COMMANDS,
    **finding.COMMANDS,
    **help_handlers.COMMANDS,
    **mydata.COMMANDS,
    **phones.COMMANDS,
    **invitations.COMMANDS,
    **settings.COMMANDS,
    **staff_list.COMMANDS,
    **leave.COMMANDS,
    **staff.COMMANDS,
    **parked.COMMANDS,
    **warnings.COMMANDS,
    **flood.COMMANDS,
    **doors.COMMANDS,
    **weather.COMMANDS,
    **roster.COMMANDS,
    **shifts.COMMANDS,
    **patrols.COMMANDS,
}


async def handle(heard: Heard) -> Courtesies:
    """A private message: a command, a worker's proof, an answer in a dialog, or something new."""
    said = heard.said
    if said.command is not None:
        await _command(heard, said.command)
    elif (taken := await _in_answer(heard)) is not None:
        return taken
    elif await staff_list.is_claim(heard):
        await staff_list.contact(heard)
    elif await staff_list.is_list(heard):
        await staff_list.document(heard)
    elif dialog := await dialogs.open_dialog(heard.ctx, heard.person):
        await dialogs.answer(heard.ctx, heard.person, dialog, as_input(said.content, said.at))
    elif said.content.files:
        await _quick(heard)
    elif said.content.unusable:
        await home.show_menu(heard.ctx, heard.person, "home/unusable", code=said.content.unusable)
    else:
        await _words(heard, said.content.text.strip())
    return NOTHING


async def _in_answer(heard: Heard) -> Courtesies | None:
    """What is said in answer to a card or a question, and a proof; None if it is none of these."""
    if await notes.is_note(heard):
        return await notes.take(heard)
    if await additions.is_addition(heard):
        return await additions.take(heard)
    if (asked := await relays.answers(heard)) is not None:
        return await relays.take(heard, asked)
    if (shift := await shifts.note_of(heard)) is not None:
        return await shifts.take(heard, shift)
    if await shifts.answers_log(heard):
        return await shifts.take_log(heard)
    return await proof.take(heard) if await proof.is_proof(heard) else None


def as_input(content: Content, at: int) -> Input:
    """A message's content as an answer in a dialog."""
    if content.contact:
        return Contact(*content.contact)
    if content.unusable:
        return Unusable(content.unusable)
    if content.files:
        return Files(content.files, content.text)
    if content.spot:
        return Spot(*content.spot)
    return Words(content.text, at)


def known_grid(heard: Heard) -> Answers:
    """The grid, if the person came from one before."""
    return {"grid": heard.person.grid} if heard.person.grid else {}


async def _words(heard: Heard, text: str) -> None:
    """Words out of the blue: a greeting is answered; more than that is kept for the button to report."""
    if len(text) >= _MORE_THAN_A_GREETING and not text.startswith("/"):
        await drafts.keep(heard.ctx, heard.person, drafts.told(heard.ctx, text))
        await home.show_menu(heard.ctx, heard.person, "home/hello", text=text)
    else:
        await home.show_menu(heard.ctx, heard.person, "home/hello", text=None)


async def _command(heard: Heard, command: str) -> None:
    """Do what a command says; what somebody may while on duty only is refused by the action itself."""
    try:
        await (COMMANDS[command] if menu.knows(heard.person, command) else unknown)(heard)
    except Refused as refusal:
        await home.show_menu(heard.ctx, heard.person, "home/refused", code=refusal.code)


async def _quick(heard: Heard) -> None:
    """A photo or a voice note out of the blue is a report; what the person reported last proposes the rest.

    Photos of a worker who has a case in hand may be its proof: that is asked first.
    """
    content = heard.said.content
    photos = [file for file in content.files if file.kind is not MediaKind.VOICE]
    tasks = await cases.in_hand(heard.ctx, heard.person) if photos else []
    if tasks:
        known = drafts.proof(heard.ctx, tasks, heard.person, content.text, photos)
        await dialogs.begin(heard.ctx, heard.person, feedback.NAME, known)
        return
    await dialogs.begin(
        heard.ctx,
        heard.person,
        report.NAME,
        drafts.prefill(heard.ctx, heard.person, content.text, content.files),
    )


async def _from_draft(heard: Heard) -> None:
    answers = await drafts.take(heard.ctx, heard.person)
    await dialogs.begin(heard.ctx, heard.person, report.NAME, answers or known_grid(heard))


async def _follow(heard: Heard, number: int) -> None:
    try:
        news = await cases.follow(heard.ctx, heard.person, number)
    except Refused as refusal:
        await home.show_menu(heard.ctx, heard.person, "home/refused", code=refusal.code)
        return
    if not news:
        screen = Screen("dialog/following", heard.person.language, {"number": number})
        await home.answer(heard.ctx, heard.person, screen)
