"""Reports that begin with something already said: a photo out of the blue, or a neighbour's message in the group."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.context import Context
from bot.domain.case import Case, category_name
from bot.domain.media import Attachment, MediaKind
from bot.domain.person import Person
from bot.flows.engine import Answers, with_files
from bot.flows.report import guess
from bot.storage import dialogs

#: So long the button to report takes up what was said before it was tapped.
FRESH_MS = 3_600_000


def told(ctx: Context, text: str, files: Sequence[Attachment] = ()) -> Answers:
    """The answers that lie in what was said; the category is guessed from the words."""
    answers = _said(ctx, text, files)
    category = guess(answers.get("text", ""), ctx.community)
    return {**answers, "category": category.key} if category else answers


def prefill(ctx: Context, person: Person, text: str, files: Sequence[Attachment]) -> Answers:
    """What was said, and what the person's last report proposes for the rest: grid, category and building."""
    answers = told(ctx, text, files)
    if person.grid is not None:
        answers["grid"] = person.grid
    if "category" not in answers and ctx.community.category(person.category or ""):
        answers["category"] = person.category
    if person.grid is not None and person.building and ctx.community.building(person.grid, person.building):
        answers["place"] = {"building": person.building}
    return answers


def proof(ctx: Context, tasks: Sequence[Case], worker: Person, text: str, photos: Sequence[Attachment]) -> Answers:
    """The answers of a feedback that begins with photos: of which of the worker's cases is still to be asked."""
    known = [
        {"number": case.case_id, "category": category_name(case, ctx.community, worker.language)} for case in tasks
    ]
    answers, _ = with_files({"tasks": known}, "photos", photos, ctx.community.policy.max_photos)
    note = text.strip()[: ctx.community.policy.max_text]
    return {**answers, "note": note} if note else answers


async def keep(ctx: Context, person: Person, answers: Answers) -> None:
    """Keep what was begun until the person comes to the private chat, or taps the button to report."""
    await dialogs.keep_draft(ctx.tx, ctx.community_id, person.person_id, answers, ctx.now)


async def take(ctx: Context, person: Person) -> Answers | None:
    """What the person began in a group, once."""
    return await dialogs.take_draft(ctx.tx, ctx.community_id, person.person_id)


async def take_fresh(ctx: Context, person: Person) -> Answers | None:
    """What the person has just said without being asked, once; None if that is an hour ago or more."""
    return await dialogs.take_draft(ctx.tx, ctx.community_id, person.person_id, ctx.now - FRESH_MS)


def _said(ctx: Context, text: str, files: Sequence[Attachment]) -> Answers:
    policy = ctx.community.policy
    voices = [file for file in files if file.kind is MediaKind.VOICE]
    photos = [file for file in files if file.kind is not MediaKind.VOICE]
    answers: Answers = {}
    if photos:
        answers, _ = with_files({"photos_done": True}, "photos", photos, policy.max_photos)
    if voices:
        answers, _ = with_files(answers, "voices", voices, policy.max_photos)
    words = text.strip()[: policy.max_text]
    if words or voices:
        answers["text"] = words
    return answers
