"""Links by which somebody's calendar reads the roster: made, shown once, made void, and answered."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bot.actions import post
from bot.actions.context import Context
from bot.domain import roster_feed
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look, allow, may
from bot.domain.person import Person
from bot.domain.roster_feed import Entry, Feed, Link, Scope
from bot.domain.screen import Screen, Tap, Value
from bot.errors import Refused
from bot.storage import audit, links, people, roster

SLOT = "roster_links"
SHOW, MAKE, REVOKE = "roster.link", "roster.link_make", "roster.link_revoke"
_SCOPES = tuple(Scope)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a calendar gets, and the link by which it came."""

    feed: Feed
    link: Link


async def show(ctx: Context, person: Person, *, fresh: bool = True) -> None:
    """Which links the person has, and what can be done with them. Refused if there is no web part to answer them."""
    allow(person, Look.ROSTER)
    if not ctx.web_url:
        raise Refused("roster.no_web")
    await post.show(ctx, person, Kind.ANSWER, SLOT, await _screen(ctx, person), fresh=fresh)


async def make(ctx: Context, person: Person, number: int) -> None:
    """Make a link of a scope (its place in :class:`Scope`) and show it, this once; the one before is void."""
    scope = _scope(person, number)
    if not ctx.web_url:
        raise Refused("roster.no_web")
    secret = secrets.token_urlsafe(roster_feed.SECRET_BYTES)
    kept = roster_feed.digest(secret)
    assert kept is not None  # noqa: S101  # it was made as its pattern says
    await links.put(ctx.tx, ctx.community_id, person.person_id, scope, kept, ctx.now)
    await _note(ctx, person, "roster.link_made", scope)
    screen = await _screen(ctx, person, f"{ctx.web_url}/roster/{secret}.ics", scope)
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen)


async def revoke(ctx: Context, person: Person, number: int) -> None:
    """A link is void from now on; the message in which it stood loses it."""
    scope = _scope(person, number)
    if await links.revoke(ctx.tx, ctx.community_id, person.person_id, scope):
        await _note(ctx, person, "roster.link_revoked", scope)
    await post.show(ctx, person, Kind.ANSWER, SLOT, await _screen(ctx, person))


async def answer(ctx: Context, secret: str) -> Answered | None:
    """What the calendar that comes with a secret gets; None if it gets nothing: no such link, or no such right."""
    kept = roster_feed.digest(secret)
    link = await links.by_digest(ctx.tx, ctx.community_id, kept) if kept else None
    person = await people.by_id(ctx.tx, ctx.community_id, link.person) if link else None
    if link is None or person is None or person.is_gone or not may(person, _right(link.scope)):
        return None
    span = ctx.now - roster_feed.BACK_MS, ctx.now + roster_feed.AHEAD_MS
    found = await roster.between(ctx.tx, ctx.community_id, *span)
    shifts = [one for one in found if link.scope is Scope.ALL or one.person == person.person_id]
    known = [await people.by_id(ctx.tx, ctx.community_id, one) for one in dict.fromkeys(n.person for n in shifts)]
    names = {one.person_id: one.called for one in known if one is not None}
    entries = []
    for shift in shifts:
        where = ctx.community.post(shift.post)
        if where is not None:
            grid = ctx.community.grid(where.grid) if where.grid else None
            name = names.get(shift.person, "")
            about = shift.shift_id, where, grid.name if grid else "", name
            entries.append(Entry(*about, shift.from_at, shift.until_at))
    name = ctx.community.name if person.language == "zh" else ctx.community.name_en
    feed = Feed(ctx.community.slug, name, person.language, link.scope, ctx.now, tuple(entries))
    return Answered(feed, link)


def is_to_note(link: Link, now: int) -> bool:
    """Whether it is to be written down that a calendar came."""
    return link.read_at is None or now - link.read_at >= roster_feed.NOTE_EVERY_MS


async def _screen(ctx: Context, person: Person, address: str = "", scope: Scope | None = None) -> Screen:
    known = {one.scope: one for one in await links.of_person(ctx.tx, ctx.community_id, person.person_id)}
    rows: list[tuple[Tap, ...]] = []
    for place, one in enumerate(_SCOPES):
        again: dict[str, Value] = {"again": one in known}
        own = Tap("roster_link_own", Press(MAKE, place), data=again)
        make_ = own if one is Scope.OWN else Tap("roster_link_all", Press(MAKE, place), data=again)
        void = (Tap("roster_link_revoke", Press(REVOKE, place), style="danger"),) if one in known else ()
        rows += [(make_, *void)] if may(person, _right(one)) else []
    lines: list[Value] = [
        {"scope": one.scope.value, "made_at": one.made_at, "read_at": one.read_at} for one in known.values()
    ]
    data: dict[str, Value] = {"links": lines, "address": address, "scope": scope.value if scope else ""}
    return Screen("roster/links", person.language, data, tuple(rows))


def _scope(person: Person, number: int) -> Scope:
    if not 0 <= number < len(_SCOPES):
        raise Refused("person.not_yours")
    allow(person, _right(_SCOPES[number]))
    return _SCOPES[number]


def _right(scope: Scope) -> Look | Deed:
    return Look.ROSTER if scope is Scope.OWN else Deed.PLAN_DUTY


async def _note(ctx: Context, person: Person, act: str, scope: Scope) -> None:
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, act, None, scope=scope.value)
