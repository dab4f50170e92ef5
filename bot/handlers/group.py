"""What people say to the bot in a group: only commands and answers to its own messages arrive there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import dialogs, drafts, groups
from bot.actions import people as people_actions
from bot.domain.screen import Reaction
from bot.errors import Refused
from bot.flows import report
from bot.handlers import proof
from bot.handlers.desk import NOTHING, Courtesies, Heard
from bot.storage import people


async def start(heard: Heard) -> Courtesies:
    """/start: with the payload g<number> (a startgroup link) it binds the group to that grid."""
    argument = heard.said.argument
    if argument[:1] == "g" and argument[1:].isdecimal() and len(argument) < 8:
        return await _bind(heard, int(argument[1:]))
    return await help_(heard)


async def bind(heard: Heard) -> Courtesies:
    """/bind <number>: binds the group to that grid."""
    argument = heard.said.argument
    if not argument.isdecimal() or len(argument) > 6:
        await _say(heard, "group/bind_how", grids=len(heard.ctx.community.grids))
        return NOTHING
    return await _bind(heard, int(argument))


async def new_report(heard: Heard) -> Courtesies:
    """/report: opens the dialog in private; as an answer to a message, with that message's text and photos."""
    group = await people.group_in(heard.ctx.tx, heard.ctx.community_id, heard.said.chat_id)
    if group is None:
        await _say(heard, "group/unbound")
        return NOTHING
    person = await people_actions.come_from(heard.ctx, heard.person, group.grid)
    replied = heard.said.replied
    said = replied if replied and not heard.said.replied_to_bot else None
    text = "\n".join(filter(None, (said.text if said else "", heard.said.argument)))
    answers = {**drafts.told(heard.ctx, text, said.files if said else ()), "grid": group.grid}
    if not person.reachable:
        await drafts.keep(heard.ctx, person, answers)
        await groups.invite(heard.ctx, heard.said.chat_id, "q", heard.said.thread)
        return NOTHING
    await dialogs.begin(heard.ctx, person, report.NAME, answers)
    return (Reaction(heard.said.chat_id, heard.said.message_id, "👌"),)


async def help_(heard: Heard) -> Courtesies:
    """/help: the card of the grid, or what a group that is not bound yet needs."""
    group = await people.group_in(heard.ctx.tx, heard.ctx.community_id, heard.said.chat_id)
    if group is None:
        await _say(heard, "group/unbound")
    else:
        await groups.invite(heard.ctx, heard.said.chat_id, f"r{group.grid}", heard.said.thread)
    return NOTHING


COMMANDS: dict[str, Callable[[Heard], Awaitable[Courtesies]]] = {
    "start": start,
    "bind": bind,
    "report": new_report,
    "help": help_,
}


async def handle(heard: Heard) -> Courtesies:
    """A group message: a command of ours, or a worker's proof; anything else is none of our business."""
    command = heard.said.command
    if command in COMMANDS:
        return await COMMANDS[command](heard)
    if command is None and await proof.is_proof(heard):
        return await proof.take(heard)
    return NOTHING


async def _bind(heard: Heard, grid: int) -> Courtesies:
    try:
        await groups.bind(heard.ctx, heard.person, grid, heard.said.chat_id, heard.said.thread)
    except Refused as refusal:
        await _say(heard, "group/refused", code=refusal.code)
    return NOTHING


async def _say(heard: Heard, view: str, **data: str | int) -> None:
    await groups.say(heard.ctx, heard.said.chat_id, view, heard.said.thread, **data)
