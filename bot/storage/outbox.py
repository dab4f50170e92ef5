"""What must go out, and which message of a chat shows what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.domain.notice import POLICY, Kind
from bot.domain.screen import Content, Screen
from bot.errors import BadPayload
from bot.storage.screens import dump, load
from bot.storage.store import Row, Tx

Shape = Literal["text", "photo"]


@dataclass(frozen=True, slots=True)
class Queued:
    """An effect: a message waits. What it says is read when it is sent; until then only its place counts."""

    outbox_id: int
    chat_id: int
    priority: int
    not_before: int
    limited: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """An effect: a chat has another id now, and all that waits for it goes there."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Living:
    """The message that shows something in a chat; ``shape`` says how it can be edited."""

    message_id: int
    shape: Shape


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message about to be sent. ``doubtful``: an earlier attempt may have arrived; ``shown``: what it replaces."""

    outbox_id: int
    chat_id: int
    kind: Kind
    slot: str | None
    content: Content
    fresh: bool
    doubtful: bool
    attempts: int
    shown: Living | None


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that could not be sent."""

    outbox_id: int
    chat_id: int
    kind: str
    attempts: int
    error: str
    queued_at: int


async def send(
    tx: Tx, community: int, chat_id: int, kind: Kind, content: Content, now: int, not_before: int = 0
) -> None:
    """Queue a message of its own."""
    row = await tx.row(
        "outbox_add",
        community=community,
        chat_id=chat_id,
        kind=kind.value,
        screen=dump(content),
        priority=POLICY[kind].priority,
        not_before=not_before,
        now=now,
    )
    assert row is not None  # noqa: S101  # the query returns a row always
    _tell(tx, row["outbox_id"], chat_id, kind, POLICY[kind].priority, not_before)


async def show(
    tx: Tx,
    community: int,
    chat_id: int,
    kind: Kind,
    slot: str,
    screen: Screen,
    now: int,
    *,
    fresh: bool = False,
    not_before: int = 0,
) -> None:
    """Queue the newest look of a living message; ``fresh``: as a new message below instead of an edit.

    What comes with a sound, and has not arrived, keeps it.
    """
    if screen.silent and await _is_to_sound(tx, community, chat_id, slot):
        screen = replace(screen, silent=False)
    row = await tx.row(
        "outbox_show",
        community=community,
        chat_id=chat_id,
        kind=kind.value,
        slot=slot,
        screen=dump(screen),
        priority=POLICY[kind].priority,
        fresh=fresh,
        not_before=not_before,
        now=now,
    )
    assert row is not None  # noqa: S101  # the query returns a row always
    _tell(tx, row["outbox_id"], chat_id, kind, row["priority"], row["not_before"])


async def open_(tx: Tx, community: int) -> list[tuple[Queued, Kind, bool]]:
    """All that still has to go out: its place, its kind, and whether it was being sent when the program ended."""
    found = []
    for row in await tx.rows("outbox_open", community=community):
        kind = Kind(row["kind"])
        place = Queued(row["outbox_id"], row["chat_id"], row["priority"], row["not_before"], POLICY[kind].limited)
        found.append((place, kind, row["state"] == "sending"))
    return found


async def claim(tx: Tx, community: int, outbox_id: int) -> Outgoing | None:
    """Take a message to send it; None if it is not waiting any more. Once committed, it may have arrived."""
    row = await tx.row("outbox_claim", community=community, outbox=outbox_id)
    return await _outgoing(tx, community, row) if row else None


async def interrupted(tx: Tx, community: int, outbox_id: int) -> Outgoing | None:
    """A message that was being sent when the program ended."""
    row = await tx.row("outbox_interrupted", community=community, outbox=outbox_id)
    return await _outgoing(tx, community, row) if row else None


async def sent(tx: Tx, community: int, outbox_id: int, message_id: int | None, now: int) -> None:
    """The message arrived as ``message_id``."""
    await tx.run("outbox_sent", community=community, outbox=outbox_id, message_id=message_id, now=now)


async def retry(tx: Tx, community: int, message: Outgoing, not_before: int, doubtful: bool, error: str) -> bool:
    """Let the message be sent again later; False if a newer look of it waits already and takes its place."""
    changed = await tx.run(
        "outbox_retry",
        community=community,
        outbox=message.outbox_id,
        not_before=not_before,
        doubtful=doubtful,
        error=error,
    )
    if changed:
        return True
    await tx.run(
        "outbox_inherit",
        community=community,
        chat_id=message.chat_id,
        slot=message.slot,
        doubtful=doubtful,
        fresh=message.fresh,
    )
    return False


async def drop(tx: Tx, community: int, outbox_id: int, error: str, now: int) -> None:
    """The message is not sent any more."""
    await tx.run("outbox_drop", community=community, outbox=outbox_id, error=error, now=now)


async def fail(tx: Tx, community: int, outbox_id: int, error: str, now: int) -> None:
    """The message cannot be sent; it is kept with the error."""
    await tx.run("outbox_fail", community=community, outbox=outbox_id, error=error, now=now)


async def failed(tx: Tx, community: int, most: int = 50) -> list[Undelivered]:
    """The messages that could not be sent."""
    rows = await tx.rows("outbox_failed", community=community, most=most)
    return [_undelivered(row) for row in rows]


async def failed_since(tx: Tx, community: int, since: int) -> int:
    """How many messages could not be sent since an instant."""
    row = await tx.row("outbox_failed_since", community=community, since=since)
    return int(row["many"]) if row else 0


async def stuck(tx: Tx, community: int, before: int) -> int:
    """How many messages should have gone out before an instant, and did not."""
    row = await tx.row("outbox_stuck", community=community, before=before)
    return int(row["many"]) if row else 0


async def prune(tx: Tx, community: int, before: int) -> int:
    """Forget what was sent before an instant; how many."""
    return await tx.run("outbox_prune", community=community, before=before)


async def living(tx: Tx, community: int, chat_id: int, slot: str) -> Living | None:
    """The message that shows something in a chat."""
    row = await tx.row("slot_of", community=community, chat_id=chat_id, slot=slot)
    return Living(row["message_id"], row["shape"]) if row else None


async def is_shown(tx: Tx, community: int, chat_id: int, slot: str) -> bool:
    """Whether something is shown in a chat, or about to be."""
    return await tx.row("slot_shown", community=community, chat_id=chat_id, slot=slot) is not None


async def keep_slot(tx: Tx, community: int, chat_id: int, slot: str, message: Living) -> None:
    """From now on this message shows it."""
    await tx.run(
        "slot_set",
        community=community,
        chat_id=chat_id,
        slot=slot,
        message_id=message.message_id,
        shape=message.shape,
    )


async def rename_slot(tx: Tx, community: int, chat_id: int, old: str, new: str, now: int) -> None:
    """The message that showed one thing shows another from now on; what waits for the first is not sent any more."""
    await tx.run("slot_clear_waiting", community=community, chat_id=chat_id, slot=old, now=now)
    await tx.run("slot_rename", community=community, chat_id=chat_id, old=old, new=new)


async def slot_in(tx: Tx, community: int, chat_id: int, message_id: int) -> str | None:
    """What a message shows, or showed before a newer one took its place."""
    row = await tx.row("slot_by_message", community=community, chat_id=chat_id, message_id=message_id)
    return str(row["slot"]).partition("~")[0] if row else None


async def _outgoing(tx: Tx, community: int, row: Row) -> Outgoing:
    shown = await living(tx, community, row["chat_id"], row["slot"]) if row["slot"] else None
    return Outgoing(
        row["outbox_id"],
        row["chat_id"],
        Kind(row["kind"]),
        row["slot"],
        load(row["screen"]),
        bool(row["fresh"]),
        bool(row["doubtful"]),
        row["attempts"],
        shown,
    )


async def _is_to_sound(tx: Tx, community: int, chat_id: int, slot: str) -> bool:
    rows = await tx.rows("outbox_unsettled", community=community, chat_id=chat_id, slot=slot)
    return any(_sounds(row["screen"]) for row in rows)


def _sounds(payload: str) -> bool:
    """Whether it is a look with a sound; what cannot be read, and is given up when its turn comes, is none."""
    try:
        look = load(payload)
    except (BadPayload, ValueError, LookupError, TypeError):
        return False
    return isinstance(look, Screen) and not look.silent


def _tell(tx: Tx, outbox_id: int, chat_id: int, kind: Kind, priority: int, not_before: int) -> None:
    tx.effects.append(Queued(outbox_id, chat_id, priority, not_before, POLICY[kind].limited))


def _undelivered(row: Row) -> Undelivered:
    return Undelivered(
        row["outbox_id"], row["chat_id"], row["kind"], row["attempts"], row["error"] or "", row["queued_at"]
    )
