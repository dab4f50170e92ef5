"""Due times: everything that happens at an instant is a row here."""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Timer:
    """Something that is due: ``kind`` names what to do, ``subject`` with what (a case's number, a job's)."""

    kind: str
    subject: int
    due_at: int
    attempts: int


@dataclass(frozen=True, slots=True)
class TimerSet:
    """An effect: there is something due at that instant now."""

    due_at: int


async def set_(tx: Tx, community: int, kind: str, subject: int, due_at: int) -> None:
    """Let something be due; what was set for the same thing before is forgotten."""
    await tx.run("timer_set", community=community, kind=kind, subject=subject, due_at=due_at)
    tx.effects.append(TimerSet(due_at))


async def set_once(tx: Tx, community: int, kind: str, subject: int, due_at: int) -> None:
    """Let something be due, unless a time is set for it already."""
    await tx.run("timer_set_once", community=community, kind=kind, subject=subject, due_at=due_at)
    tx.effects.append(TimerSet(due_at))


async def set_earlier(tx: Tx, community: int, kind: str, subject: int, due_at: int) -> None:
    """Let something be due at that instant at the latest."""
    await tx.run("timer_set_earlier", community=community, kind=kind, subject=subject, due_at=due_at)
    tx.effects.append(TimerSet(due_at))


async def is_set(tx: Tx, community: int, kind: str, subject: int) -> bool:
    """Whether a time is set for it."""
    return await tx.row("timer_is_set", community=community, kind=kind, subject=subject) is not None


async def clear(tx: Tx, community: int, kind: str, subject: int) -> None:
    """Nothing is due any more."""
    await tx.run("timer_clear", community=community, kind=kind, subject=subject)


async def take(tx: Tx, community: int, timer: Timer) -> bool:
    """Take the timer up; False if it is no longer due at that instant."""
    taken = await tx.run("timer_take", community=community, kind=timer.kind, subject=timer.subject, due_at=timer.due_at)
    return taken > 0


async def due(tx: Tx, community: int, now: int, most: int = 100) -> list[Timer]:
    """What is due, the earliest first."""
    rows = await tx.rows("timers_due", community=community, now=now, most=most)
    return [Timer(row["kind"], row["subject"], row["due_at"], row["attempts"]) for row in rows]


async def next_due(tx: Tx, community: int) -> int | None:
    """When the next thing is due."""
    row = await tx.row("timer_next", community=community)
    return row["due_at"] if row else None


async def failed(tx: Tx, community: int, timer: Timer, again_at: int, error: str) -> None:
    """Doing it failed; it is due again later."""
    await tx.run(
        "timer_failed",
        community=community,
        kind=timer.kind,
        subject=timer.subject,
        again_at=again_at,
        error=error,
    )
    tx.effects.append(TimerSet(again_at))


async def failing(tx: Tx, community: int, most: int = 50) -> list[tuple[Timer, str]]:
    """What was due and fails, with the error."""
    rows = await tx.rows("timers_failing", community=community, most=most)
    return [(Timer(r["kind"], r["subject"], r["due_at"], r["attempts"]), r["error"] or "") for r in rows]
