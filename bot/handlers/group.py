"""What people say to the bot in a group, and who comes into it: only commands and answers to the bot concern it.

With privacy mode nothing else arrives; an administrator is sent all that is said, and passes it over.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import dialogs, drafts, groups, residents
from bot.actions import people as people_actions
from bot.actions.context import Context
from bot.domain.consent import has_agreed
from bot.domain.invitation import is_payload
from bot.domain.screen import Reaction
from bot.flows import report
from bot.handlers import binding, notes, proof
from bot.handlers.desk import NOTHING, Courtesies, Heard
from bot.handlers.incoming import Membership, Said, Unnamed
from bot.storage import groups as bound
from bot.storage import people


async def start(heard: Heard) -> Courtesies:
    """/start: with the payload g<number> (a startgroup link) it binds the group to that grid."""
    argument = heard.said.argument
    if argument[:1] == "g" and argument[1:].isdecimal() and len(argument) < 8:
        return await binding.by_link(heard, int(argument[1:]))
    if is_payload(argument):
        await _say(heard, "group/invitation")
        return NOTHING
    return await help_(heard)


async def new_report(heard: Heard) -> Courtesies:
    """/report: opens the dialog in private; as an answer to a message, with that message's text and photos."""
    group = await bound.in_chat(heard.ctx.tx, heard.ctx.community_id, heard.said.chat_id)
    if group is None:
        await _say(heard, "group/unbound")
        return NOTHING
    person = await people_actions.come_from(heard.ctx, heard.person, group.grid)
    replied = heard.said.replied
    said = replied if replied and not heard.said.replied_to_bot else None
    text = "\n".join(filter(None, (said.text if said else "", heard.said.argument)))
    answers = {**drafts.told(heard.ctx, text, said.files if said else ()), "grid": group.grid}
    if not person.reachable or not has_agreed(person):
        await drafts.keep(heard.ctx, person, answers)
        await groups.invite(heard.ctx, heard.said.chat_id, "q", heard.said.thread)
        return NOTHING
    await dialogs.begin(heard.ctx, person, report.NAME, answers)
    return (Reaction(heard.said.chat_id, heard.said.message_id, "👌"),)


async def help_(heard: Heard) -> Courtesies:
    """/help: the card of the grid, or what a group that is not bound yet needs."""
    group = await bound.in_chat(heard.ctx.tx, heard.ctx.community_id, heard.said.chat_id)
    if group is None:
        await _say(heard, "group/unbound")
    else:
        await groups.invite(heard.ctx, heard.said.chat_id, f"r{group.grid}", heard.said.thread)
    return NOTHING


COMMANDS: dict[str, Callable[[Heard], Awaitable[Courtesies]]] = {
    "start": start,
    "bind": binding.bind,
    "report": new_report,
    "help": help_,
}


async def handle(heard: Heard) -> Courtesies:
    """A group message: a command of ours, or a worker's proof; anything else is none of our business."""
    command = heard.said.command
    if command in COMMANDS:
        return await COMMANDS[command](heard)
    if command is None and await notes.is_note(heard):
        return await notes.take(heard)
    if command is None and await proof.is_proof(heard):
        return await proof.take(heard)
    return NOTHING


def concerns_us(said: Said) -> bool:
    """Whether something said in a group is for the bot: a command of ours, or an answer to what the bot said."""
    return said.command in COMMANDS or (said.command is None and said.replied_to_bot)


async def overhear(ctx: Context, said: Said) -> None:
    """Something that is none of our business: who is known already is seen to be there, and nothing is kept."""
    if person := await people.by_user(ctx.tx, ctx.community_id, said.sender.user_id):
        await residents.seen(ctx, person, said.chat_id)


async def let_in_or_out(ctx: Context, change: Membership) -> None:
    """The bot was put out of a group, let into one, or has other rights in one."""
    if not change.inside:
        await groups.lost(ctx, change.chat_id)
    elif not await groups.back(ctx, change.chat_id) and change.fresh:
        await binding.let_in(ctx, change)


async def ask_for_a_name(ctx: Context, unnamed: Unnamed) -> None:
    """A command of somebody who speaks as the group itself: nobody can be seen behind it."""
    if unnamed.command in COMMANDS:
        await groups.say(ctx, unnamed.chat_id, "group/unnamed", unnamed.thread, command=unnamed.command)


async def _say(heard: Heard, view: str, **data: str | int) -> None:
    await groups.say(heard.ctx, heard.said.chat_id, view, heard.said.thread, **data)
