"""Where an action happens: the transaction, the community, and the time."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.community import Community
from bot.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Context:
    """What every action is given. ``community_id`` is the community's number in this database; ``now`` is ms UTC."""

    tx: Tx
    community: Community
    community_id: int
    now: int
