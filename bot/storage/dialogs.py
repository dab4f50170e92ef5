"""Where people are in their dialogs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from bot.storage.counters import next_number
from bot.storage.store import Tx

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dialog:
    """The place of a person in a dialog. ``version`` grows with each step taken."""

    person: int
    dialog_id: int
    flow: str
    step: str
    version: int
    answers: Answers
    updated_at: int


async def of(tx: Tx, community: int, person: int) -> Dialog | None:
    """The open dialog of a person."""
    row = await tx.row("dialog_of", community=community, person=person)
    if row is None:
        return None
    answers = orjson.loads(row["answers"])
    return Dialog(person, row["dialog_id"], row["flow"], row["step"], row["version"], answers, row["updated_at"])


async def begin(tx: Tx, community: int, person: int, flow: str, step: str, answers: Answers, now: int) -> Dialog:
    """Open a dialog; one that was open before is given up."""
    dialog = await next_number(tx, community, "dialog")
    await tx.run(
        "dialog_begin",
        community=community,
        person=person,
        dialog=dialog,
        flow=flow,
        step=step,
        answers=orjson.dumps(answers).decode(),
        now=now,
    )
    return Dialog(person, dialog, flow, step, 1, answers, now)


async def move(tx: Tx, community: int, dialog: Dialog, step: str, answers: Answers, now: int) -> Dialog | None:
    """Go on to a step; None if the dialog has moved since it was read."""
    changed = await tx.run(
        "dialog_move",
        community=community,
        person=dialog.person,
        dialog=dialog.dialog_id,
        version=dialog.version,
        step=step,
        answers=orjson.dumps(answers).decode(),
        now=now,
    )
    if changed == 0:
        return None
    return Dialog(dialog.person, dialog.dialog_id, dialog.flow, step, dialog.version + 1, answers, now)


async def end(tx: Tx, community: int, dialog: Dialog) -> None:
    """Close a dialog."""
    await tx.run("dialog_end", community=community, person=dialog.person, dialog=dialog.dialog_id)


async def keep_draft(tx: Tx, community: int, person: int, answers: Answers, now: int) -> None:
    """Keep what the person began to report in a group."""
    text = orjson.dumps(answers).decode()
    await tx.run("draft_keep", community=community, person=person, answers=text, now=now)


async def take_draft(tx: Tx, community: int, person: int, since: int = 0) -> Answers | None:
    """What the person began to say since an instant, once."""
    row = await tx.row("draft_take", community=community, person=person, since=since)
    return orjson.loads(row["answers"]) if row else None


async def prune_drafts(tx: Tx, community: int, before: int, unagreed: int) -> int:
    """Forget drafts kept before an instant, or another for people who have never agreed to the notice; how many."""
    return await tx.run("draft_prune", community=community, before=before, unagreed=unagreed)
