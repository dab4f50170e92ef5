"""My data (PIPL, articles 44 to 47): everybody gets all that is held about them, and is forgotten if they wish."""

from __future__ import annotations

from datetime import datetime

from bot.actions import notices, post, release
from bot.actions.context import Context
from bot.actions.notices import Standing
from bot.domain.button import Press
from bot.domain.case import ENDED, Case, category_name
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.screen import Paper, Screen, Tap, Value
from bot.errors import Refused
from bot.storage import audit, cases, mydata, outbox

ERASE, FORGET, KEEP = "mydata.erase", "mydata.forget", "mydata.keep"
SLOT = "mydata"
#: So long the second, confirming tap is taken for one.
CONFIRM_S = 3_600
_MOST_CASES = 1_000
_MOST_NAMED = 10


async def give(ctx: Context, person: Person) -> None:
    """Send somebody a file with all that is held about them."""
    held = await mydata.of(ctx.tx, ctx.community_id, person)
    many = sum(map(len, held.values()))
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "mydata.given", rows=many)
    sections: list[Value] = [
        {"name": name, "rows": [_plain(ctx, person, row) for row in rows]} for name, rows in held.items() if rows
    ]
    community = ctx.community.name if person.language == "zh" else ctx.community.name_en
    data: dict[str, Value] = {"community": community, "made_at": _clock(ctx, ctx.now), "sections": sections}
    about = Screen("mydata/about", person.language, {}, ((Tap("mydata_erase", Press(ERASE)),),))
    paper = Paper(about, "mydata.html", Screen("paper/mydata", person.language, data))
    await post.send(ctx, person, Kind.ANSWER, paper)


async def ask(ctx: Context, person: Person) -> None:
    """Say what goes and what stays, and ask for a second tap. Refused ("mydata.staff") while they hold an office."""
    _check(person)
    reported = await cases.reported_by(ctx.tx, ctx.community_id, person.person_id, _MOST_CASES)
    open_ = [case for case in reported if case.state not in ENDED]
    named: list[Value] = [
        {"number": case.case_id, "category": category_name(case, ctx.community, person.language)}
        for case in open_[:_MOST_NAMED]
    ]
    data: dict[str, Value] = {"many": len(reported), "cases": named, "more": len(open_) - len(named)}
    confirm = Tap("mydata_forget", Press(FORGET, ctx.now // 1_000, person.person_id), style="danger")
    screen = Screen("mydata/erase", person.language, data, ((confirm,), (Tap("mydata_keep", Press(KEEP)),)))
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen, fresh=True)


async def keep(ctx: Context, person: Person) -> None:
    """The person would rather not be forgotten."""
    await post.show(ctx, person, Kind.ANSWER, SLOT, Screen("mydata/kept", person.language))


async def forget(ctx: Context, person: Person, asked_s: int, asked: int) -> None:
    """Forget a person, who was asked at that second.

    Refused if that is long ago, if they hold an office, or if it was another person who was ``asked`` (by number): who
    was forgotten and comes back still has the old message.
    """
    _check(person)
    if asked != person.person_id or not 0 <= ctx.now // 1_000 - asked_s <= CONFIRM_S:
        raise Refused("mydata.stale")
    reported = await cases.reported_by(ctx.tx, ctx.community_id, person.person_id, _MOST_CASES)
    led = await cases.led_by(ctx.tx, ctx.community_id, person.person_id, _MOST_CASES)
    erased = await mydata.erase(ctx.tx, ctx.community_id, person, ctx.now)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "person.erased", **erased)
    for case in {case.case_id: case for case in (*reported, *led)}.values():
        await _take_name_off(ctx, case)
    data: dict[str, Value] = {"office": ctx.community.office}
    goodbye = Screen("mydata/gone", person.language, data)
    await outbox.send(ctx.tx, ctx.community_id, person.user_id, Kind.ANSWER, goodbye, ctx.now)


def _check(person: Person) -> None:
    if person.is_staff:
        raise Refused("mydata.staff")


async def _take_name_off(ctx: Context, case: Case) -> None:
    """The cards that others have of the case say "resident" from now on; nor does the group's name who had it."""
    if case.state in ENDED:
        return
    file = await notices.dossier(ctx, case)
    if file.lead and file.lead.is_gone:
        await notices.show_in_group(ctx, file)
    for person, standing in await notices.refresh(ctx, case):
        if standing in (Standing.DIRECTOR, Standing.LEAD):
            await release.old_copies(ctx, file, person)


def _plain(ctx: Context, person: Person, row: dict[str, Value]) -> list[Value]:
    """The fields of a row that are filled, in words as far as they are known here."""
    return [
        {"name": name, "value": _word(ctx, person, name, value)} for name, value in row.items() if value is not None
    ]


def _word(ctx: Context, person: Person, name: str, value: Value) -> Value:
    if isinstance(value, int) and (name.endswith("_at") or name in ("at", "since")):
        return _clock(ctx, value) if value else ""
    if name.startswith("quiet_") and isinstance(value, int):
        return f"{value // 60}:{value % 60:02}"
    if name == "category" and isinstance(value, str):
        found = ctx.community.category(value)
        return value if found is None else found.name if person.language == "zh" else found.name_en
    return bool(value) if name in ("reachable", "plain", "anonymous", "confidential", "agreed") else value


def _clock(ctx: Context, at: int) -> str:
    """An instant in the community's time, as a machine can read it, too."""
    return f"{datetime.fromtimestamp(at / 1_000, ctx.community.timezone):%Y-%m-%d %H:%M}"
