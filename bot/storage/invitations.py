"""Invitations: what a link gives, how often it was used, and that it is void."""

from __future__ import annotations

from bot.domain.invitation import Invitation
from bot.domain.person import Appointment, Role
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def add(
    tx: Tx, community: int, digest: str, held: Appointment, most: int, made_by: int | None, now: int, expires_at: int
) -> int:
    """Keep an invitation; its number. ``digest`` is the SHA-256 of the secret, in hexadecimal."""
    number = await next_number(tx, community, "invitation")
    await tx.run(
        "invitation_add",
        community=community,
        invitation=number,
        digest=digest,
        role=held.role.value,
        grid=held.grid or 0,
        unit=held.unit,
        most=most,
        made_by=made_by,
        now=now,
        expires_at=expires_at,
    )
    return number


async def by_digest(tx: Tx, community: int, digest: str) -> Invitation | None:
    """The invitation of a secret."""
    row = await tx.row("invitation_by_digest", community=community, digest=digest)
    return _invitation(row) if row else None


async def by_id(tx: Tx, community: int, invitation: int) -> Invitation | None:
    """An invitation of the community."""
    row = await tx.row("invitation_by_id", community=community, invitation=invitation)
    return _invitation(row) if row else None


async def standing(tx: Tx, community: int, now: int, skip: int, many: int) -> list[Invitation]:
    """A page of those that somebody could still use, the newest first."""
    rows = await tx.rows("invitations_standing", community=community, now=now, skip=skip, many=many)
    return [_invitation(row) for row in rows]


async def use(tx: Tx, community: int, invitation: int, now: int) -> bool:
    """One more person uses it; False if it cannot be used any more."""
    return await tx.run("invitation_use", community=community, invitation=invitation, now=now) > 0


async def revoke(tx: Tx, community: int, invitation: int, now: int) -> bool:
    """Nobody can use it any more; False if nobody could before."""
    return await tx.run("invitation_revoke", community=community, invitation=invitation, now=now) > 0


async def revoke_of_setup(tx: Tx, community: int, now: int) -> int:
    """The links made at the terminal are void; how many were not."""
    return await tx.run("invitations_of_setup_revoke", community=community, now=now)


def _invitation(row: Row) -> Invitation:
    return Invitation(
        invitation_id=row["invitation_id"],
        held=Appointment(Role(row["role"]), row["grid"] or None, row["unit"]),
        most=row["most"],
        used=row["used"],
        made_by=row["made_by"],
        made_at=row["made_at"],
        expires_at=row["expires_at"],
        revoked_at=row["revoked_at"],
    )
