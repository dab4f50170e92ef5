"""Dialogs about a case: who has lost the right meanwhile is asked nothing more about it, not even to end it."""

from __future__ import annotations

from collections.abc import Callable

from bot.actions import forms
from bot.actions.context import Context
from bot.domain.case import Act
from bot.domain.permission import Deed, What, may
from bot.domain.person import Person
from bot.flows import agreement, feedback, form, relay
from bot.flows.engine import Answers
from bot.storage import cases
from bot.storage.dialogs import Dialog

#: The right that each dialog about a case needs, by what is known in it.
TABLE: dict[str, Callable[[Answers], What]] = {
    agreement.NAME: lambda _: Deed.MEDIATE,
    feedback.NAME: lambda _: Act.FEED_BACK,
    form.NAME: lambda answers: forms.TABLE[answers["form"]].right,
    relay.ANSWER: lambda _: Deed.ANSWER,
    relay.ASK: lambda _: Deed.ASK,
}


async def holds(ctx: Context, person: Person, dialog: Dialog) -> bool:
    """Whether the person still has the right to what the dialog is about."""
    number = dialog.answers.get("case_id")
    if dialog.flow not in TABLE or number is None:
        return True
    case = await cases.by_id(ctx.tx, ctx.community_id, number)
    joined = await cases.merged_reporters(ctx.tx, ctx.community_id, number)
    return case is not None and may(person, TABLE[dialog.flow](dialog.answers), case, joined=joined)
