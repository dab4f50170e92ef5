"""What waits for a moment: how a case was before a tap that may be taken back, and whom a director picks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from bot.domain.case import Act, Case, Outcome, State
from bot.storage.store import Tx

#: What an act can change of a case; the rest of it is what was reported.
_FIELDS = (
    "state",
    "lead",
    "helpers",
    "feedback",
    "due_at",
    "closed_at",
    "referred_to",
    "assigned_at",
    "resumes",
    "paused_at",
    "return_at",
    "extensions",
    "bounces",
    "reopened",
    "supervised_at",
    "outcome",
    "same_as",
    "checker",
    "checked",
    "state_at",
    "due_from",
    "handled_by",
)


@dataclass(frozen=True, slots=True)
class Undo:
    """The last tap: whose (a person id), which act, the case's version after it, until when it can be taken back."""

    actor: int
    act: Act
    version: int
    until_at: int
    _before: str

    def before(self, case: Case) -> Case:
        """The case as it was."""
        known: dict[str, Any] = orjson.loads(self._before)
        known["state"] = State(known["state"])
        known["resumes"] = State(known["resumes"]) if known["resumes"] else None
        known["outcome"] = Outcome(known["outcome"]) if known["outcome"] else None
        known["helpers"] = tuple(known["helpers"])
        return replace(case, **known)


async def keep(tx: Tx, community: int, before: Case, after: Case, actor: int, act: Act, until_at: int) -> None:
    """Keep how the case was before a tap."""
    known = orjson.dumps({field: getattr(before, field) for field in _FIELDS}).decode()
    await tx.run(
        "undo_keep",
        community=community,
        case_id=before.case_id,
        actor=actor,
        act=act.value,
        version=after.version,
        before=known,
        until_at=until_at,
    )


async def of_case(tx: Tx, community: int, case_id: int) -> Undo | None:
    """The last tap on a case that can be taken back, or could be until lately."""
    row = await tx.row("undo_of", community=community, case_id=case_id)
    if row is None:
        return None
    return Undo(row["actor"], Act(row["act"]), row["version"], row["until_at"], row["before"])


async def forget(tx: Tx, community: int, case_id: int) -> None:
    """A tap can be taken back no more."""
    await tx.run("undo_forget", community=community, case_id=case_id)


async def pick(tx: Tx, community: int, case: Case, director: int, chosen: Sequence[int]) -> None:
    """Keep whom a director has picked for a case so far, the lead first."""
    await tx.run(
        "picks_keep",
        community=community,
        case_id=case.case_id,
        person=director,
        version=case.version,
        chosen=orjson.dumps(list(chosen)).decode(),
    )


async def picked(tx: Tx, community: int, case: Case, director: int) -> tuple[int, ...]:
    """Whom a director has picked for the case as it stands now."""
    row = await tx.row("picks_of", community=community, case_id=case.case_id, person=director)
    return tuple(orjson.loads(row["chosen"])) if row and row["version"] == case.version else ()


async def forget_picks(tx: Tx, community: int, case_id: int) -> None:
    """The case has gone to somebody."""
    await tx.run("picks_forget", community=community, case_id=case_id)
