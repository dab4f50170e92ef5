"""What has been kept long enough: found in batches, anonymised, or deleted."""

from __future__ import annotations

from bot.storage import clocks, search
from bot.storage.counters import next_number
from bot.storage.store import Tx


async def nobody(tx: Tx, community: int, now: int) -> int:
    """The number of the person to whom everything belongs that has become nobody's; made when first needed."""
    row = await tx.row("nobody_of", community=community)
    if row is not None and row["nobody"] is not None:
        return int(row["nobody"])
    person = await next_number(tx, community, "person")
    await tx.run("nobody_add", community=community, person=person, now=now)
    await tx.run("nobody_set", community=community, person=person)
    return person


async def cases_over(tx: Tx, community: int, before: int, most: int) -> list[tuple[int, int]]:
    """Cases closed before an instant that still say who reported them: their numbers, and who that was."""
    rows = await tx.rows("cases_over", community=community, before=before, most=most)
    return [(row["case_id"], row["reporter"]) for row in rows]


async def anonymise(tx: Tx, community: int, case_id: int, reporter: int, now: int) -> None:
    """Take from a case who reported and follows it, and what people wrote."""
    whose = await nobody(tx, community, now)
    await tx.run("case_media_disown", community=community, case_id=case_id, nobody=whose, reporter=reporter)
    await tx.run("case_unfollow", community=community, case_id=case_id)
    await tx.run("case_relays_blank", community=community, case_id=case_id)
    await tx.run("case_notes_blank", community=community, case_id=case_id)
    await tx.run("case_agreements_blank", community=community, case_id=case_id)
    await tx.run("case_agreements_disown", community=community, case_id=case_id)
    await tx.run("case_petitions_blank", community=community, case_id=case_id, nobody=whose)
    await tx.run("case_voices_forget", community=community, case_id=case_id)
    await tx.run("case_verdicts_disown", community=community, case_id=case_id, nobody=whose)
    await clocks.forget(tx, community, case_id)
    await tx.run("case_slots_forget", community=community, slot=f"case:{case_id}", older=f"case:{case_id}~%")
    await tx.run("case_parties_slots_forget", community=community, case_id=case_id)
    await tx.run("case_anonymise", community=community, case_id=case_id, nobody=whose, now=now)
    await search.forget(tx, community, case_id)
    await search.wait(tx, community, case_id, now)


async def media_over(tx: Tx, community: int, before: int, most: int) -> list[int]:
    """Files of cases closed before an instant, as far as nobody is about to delete them."""
    rows = await tx.rows("media_over", community=community, before=before, most=most)
    return [row["media_id"] for row in rows]


async def bury(tx: Tx, community: int, medium: int, now: int) -> bool:
    """Leave a tombstone of a file; False if there is one already."""
    return await tx.run("media_delete", community=community, media=medium, now=now) > 0


async def is_needed(tx: Tx, sha256: str) -> bool:
    """Whether a stored file of any community has that content."""
    return await tx.row("media_needed", sha256=sha256) is not None


async def strangers_over(tx: Tx, community: int, before: int, most: int) -> list[int]:
    """People met before an instant who never agreed and have no part in anything."""
    rows = await tx.rows("strangers_over", community=community, before=before, most=most)
    return [row["person_id"] for row in rows]


async def forget_places(tx: Tx, community: int, before: int) -> int:
    """Forget places on the staff list that were listed before an instant and never claimed; how many."""
    return await tx.run("places_over", community=community, before=before)


async def forget_invitations(tx: Tx, community: int, before: int) -> int:
    """Forget invitations that were over before an instant; how many."""
    return await tx.run("invitations_over", community=community, before=before)


async def forget_blocks(tx: Tx, community: int, before: int) -> int:
    """Forget blocks that were over before an instant; how many."""
    return await tx.run("blocks_over", community=community, before=before)


async def forget_failed(tx: Tx, community: int, messages: int, updates: int) -> int:
    """Forget messages and updates that failed before an instant each; how many."""
    sent = await tx.run("outbox_failed_over", community=community, before=messages)
    return sent + await tx.run("inbox_failed_over", before=updates)
