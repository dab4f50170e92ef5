"""The groups of the grids: which chat a grid has, and what the bot lacks in it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.store import Row, Tx


@dataclass(frozen=True, slots=True)
class GridGroup:
    """The chat of a grid; ``thread`` is the topic of a forum that it uses.

    ``lacks`` are the words for what the bot could not do there when it looked last (:mod:`bot.actions.groups`).
    """

    grid: int
    chat_id: int
    thread: int | None
    reachable: bool
    forum: bool = False
    lacks: tuple[str, ...] = ()


async def of_grid(tx: Tx, community: int, grid: int) -> GridGroup | None:
    """The chat of a grid, if one is bound."""
    row = await tx.row("group_of_grid", community=community, grid=grid)
    return _group(row) if row else None


async def in_chat(tx: Tx, community: int, chat_id: int) -> GridGroup | None:
    """The grid whose chat this is."""
    row = await tx.row("group_by_chat", community=community, chat_id=chat_id)
    return _group(row) if row else None


async def every(tx: Tx, community: int) -> tuple[GridGroup, ...]:
    """The chats of all grids that have one."""
    return tuple(_group(row) for row in await tx.rows("groups_all", community=community))


async def bind(tx: Tx, community: int, grid: int, chat_id: int, thread: int | None, by: int, now: int) -> None:
    """A grid has this chat from now on, nobody has looked yet at what lacks there; a chat serves one grid."""
    await tx.run("group_release", community=community, chat_id=chat_id)
    await tx.run(
        "group_bind",
        community=community,
        grid=grid,
        chat_id=chat_id,
        thread_id=thread,
        person=by,
        now=now,
    )


async def migrate(tx: Tx, community: int, old: int, new: int, now: int) -> bool:
    """A group became a supergroup: its grid and all that waits go to the new chat; False if that was known.

    Its living messages stay behind: messages are numbered anew there, and an old number may be another message. What
    waits or is bound in the new chat already is newer, and stays as it is.
    """
    await tx.run("slots_forget", community=community, chat_id=old)
    await tx.run("outbox_yield", community=community, old=old, new=new, now=now)
    await tx.run("outbox_migrate", community=community, old=old, new=new)
    moved = await tx.run("group_migrate", community=community, old=old, new=new) > 0
    if not moved:
        await tx.run("group_release", community=community, chat_id=old)
    return moved


async def set_reachable(tx: Tx, community: int, chat_id: int, reachable: bool) -> bool:
    """Whether messages can reach a group from now on; True if that is news."""
    changed = await tx.run("group_reachable", community=community, chat_id=chat_id, reachable=reachable)
    return changed > 0


async def set_found(tx: Tx, community: int, group: GridGroup) -> None:
    """What was found in a group: its topic, whether it is a forum, what the bot lacks there."""
    await tx.run(
        "group_found",
        community=community,
        chat_id=group.chat_id,
        thread_id=group.thread,
        forum=group.forum,
        lacks=" ".join(group.lacks),
    )


async def leave_cards(tx: Tx, community: int, chat_id: int, now: int) -> tuple[int, ...]:
    """The numbers of the cases whose cards waited for a chat; they do not go there any more."""
    rows = await tx.rows("outbox_leave", community=community, chat_id=chat_id, now=now)
    return tuple(int(row["slot"].removeprefix("case:")) for row in rows)


def _group(row: Row) -> GridGroup:
    lacks = tuple(row["lacks"].split())
    return GridGroup(row["grid"], row["chat_id"], row["thread_id"], bool(row["reachable"]), bool(row["forum"]), lacks)
