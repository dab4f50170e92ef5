"""Where an action happens: the transaction, the community, and the time."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.community import Community
from bot.domain.finding import NO_WORDING, Wording
from bot.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Context:
    """What every action is given. ``community_id`` is the community's number in this database; ``now`` is ms UTC;
    ``wording`` are the words that mean something when somebody looks for cases; ``web_url`` is where the web part is
    reached, "" if there is none.
    """

    tx: Tx
    community: Community
    community_id: int
    now: int
    wording: Wording = NO_WORDING
    web_url: str = ""
