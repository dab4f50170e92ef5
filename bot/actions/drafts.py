"""Reports that begin with something already said: a photo out of the blue, or a neighbour's message in the group."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.context import Context
from bot.domain.media import Attachment, MediaKind
from bot.domain.person import Person
from bot.flows.engine import Answers, with_files
from bot.flows.report import guess
from bot.storage import dialogs


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


async def keep(ctx: Context, person: Person, answers: Answers) -> None:
    """Keep what was begun in a group until the person comes to the private chat."""
    await dialogs.keep_draft(ctx.tx, ctx.community_id, person.person_id, answers, ctx.now)


async def take(ctx: Context, person: Person) -> Answers | None:
    """What the person began in a group, once."""
    return await dialogs.take_draft(ctx.tx, ctx.community_id, person.person_id)


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
