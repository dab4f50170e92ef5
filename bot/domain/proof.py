"""What shows that a case is done: photos that are new, taken after it was assigned; for a dispute an agreement."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.domain.case import Case
from bot.domain.media import Attachment
from bot.errors import Refused


def fresh(case: Case, photos: Sequence[Attachment], seen: Collection[str]) -> tuple[Attachment, ...]:
    """The photos that can show it: nobody sent them before (``seen``: by Telegram's ids), and they are not old.

    Refused if there are some and none of them is; the code says why.
    """
    young = [photo for photo in photos if not _is_old(case, photo)]
    new = tuple(photo for photo in young if photo.unique_id not in seen)
    if photos and not young:
        raise Refused("proof.old", number=case.case_id)
    if photos and not new:
        raise Refused("proof.seen", number=case.case_id)
    return new


def _is_old(case: Case, photo: Attachment) -> bool:
    """Whether it was passed on and first sent before the case was assigned."""
    return photo.origin_at is not None and case.assigned_at is not None and photo.origin_at < case.assigned_at
