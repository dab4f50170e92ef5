"""Two colleagues swap their shifts: asked, agreed or not, and what has changed meanwhile."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.actions.context import Context
from bot.domain.roster import Origin, Shift
from bot.storage import people, roster, swaps
from tests.stories.clocks import now_in
from tests.stories.duties import HOUR, act, events
from tests.stories.test_roster import Office, ahead, office, plan
from tests.town import Neighbour, labels, said

CARD = "想和您换班"


async def of(o: Office, who: Neighbour) -> list[Shift]:
    """The coming shifts of somebody."""
    return [one for one in await act(o.town, ahead) if one.person == await number(o, who)]


async def number(o: Office, who: Neighbour) -> int:
    person = await act(o.town, lambda ctx: people.by_user(ctx.tx, ctx.community_id, who.user_id))
    assert person is not None
    return person.person_id


async def ask(o: Office) -> tuple[Shift, Shift]:
    """The first of two who take turns asks the second; which shift, and for which."""
    first, second, _ = o.workers
    await plan(o, first, second)
    mine, theirs = (await of(o, first))[0], (await of(o, second))[0]
    o.ear.forget()
    await again(o)
    o.ear.only(
        [
            (first, "现在值班"),
            (first, f"已经去问{second.name}"),
            (second, (f"{first.name}{CARD}", "您的班", "带班领导")),
        ],
        edited=[(first, "用您的这一班，换哪一班"), (first, "您的值班")],
    )
    return mine, theirs


async def again(o: Office) -> None:
    first, _, _ = o.workers
    await first.says("/duty")
    await first.taps(next(one for one in labels(await first.last()) if one.startswith("换班")))
    choice = await first.sees("用您的这一班，换哪一班")
    await first.taps(labels(choice)[0])


async def test_they_agree_and_both_shifts_change_hands(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, _ = o.workers
        mine, theirs = await ask(o)
        card = await second.sees(CARD)
        assert labels(card) == ["同意换班", "不换"] and said(card).count("08:00") == 4, "both, from and until"
        data = f"p:swap.agree:{mine.shift_id}:0:0"
        told = await asyncio.gather(*[second.taps_data(card["message_id"], data) for _ in range(2)])
        assert sorted(told) == sorted(["换好了，谢谢。", "现在换不了了，两边的班都没有变。"]), "two taps are one"
        o.ear.only(
            [(first, f"{second.name}同意换班，换好了"), (o.secretary, ("两位同事换了班", f"（原{first.name}）"))],
            edited=[(second, "换好了，谢谢")],
        )
        after = {one.shift_id: one for one in await act(o.town, ahead)}
        one, two = after[mine.shift_id], after[theirs.shift_id]
        assert (one.person, two.person) == (theirs.person, mine.person)
        assert (one.planned, two.planned) == (mine.person, theirs.person)
        assert one.origin is two.origin is Origin.HAND
        assert await events(o.town, "swap.agreed") == 1


async def test_the_reminders_go_to_who_stands_it_now(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        second = o.workers[1]
        mine, _ = await ask(o)
        await second.taps("同意换班")
        o.ear.forget()
        await o.town.wind(hours=(mine.from_at - now_in(o.town)) // HOUR)
        told = [one for one in o.ear.fresh() if "值班提醒" in one.words or "一小时" in one.words]
        assert {one.chat_id for one in told} == {second.user_id}


async def test_they_do_not_want_to(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, _ = o.workers
        mine, theirs = await ask(o)
        await second.taps("不换")
        o.ear.only([(first, f"{second.name}换不了")], edited=[(second, "好，不换")])
        assert [label[:2] for label in labels(await first.last())] == ["换班", "求替"]
        assert [one.person for one in (await act(o.town, ahead))[:2]] == [mine.person, theirs.person]
        await first.taps(labels(await first.last())[0])
        await first.sees("用您的这一班，换哪一班")


async def test_it_is_taken_back(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, _ = o.workers
        mine, _ = await ask(o)
        card = await second.sees(CARD)
        await first.taps("不用换了")
        o.ear.only(edited=[(first, "不换了"), (second, f"{first.name}不用换了")])
        data = f"p:swap.agree:{mine.shift_id}:0:0"
        assert await second.taps_data(card["message_id"], data) == "现在换不了了，两边的班都没有变。"
        o.ear.nothing()


async def test_what_has_changed_meanwhile_is_refused_and_nothing_is_half_done(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        _, second, third = o.workers
        mine, theirs = await ask(o)
        card = await second.sees(CARD)
        data = f"p:swap.agree:{mine.shift_id}:0:0"
        someone = await number(o, third)

        async def give(ctx: Context) -> None:
            assert await roster.give(ctx.tx, ctx.community_id, theirs.shift_id, theirs.person, someone)

        await act(o.town, give)
        assert await second.taps_data(card["message_id"], data) == "现在换不了了，两边的班都没有变。"
        assert await third.taps_data(card["message_id"], data) == "这次没有请您换班。"
        after = {one.shift_id: one.person for one in await act(o.town, ahead)}
        assert (after[mine.shift_id], after[theirs.shift_id]) == (mine.person, someone)
        swap = await act(o.town, lambda ctx: swaps.of(ctx.tx, ctx.community_id, mine.shift_id))
        assert swap is not None and swap.state == swaps.OPEN
        o.ear.nothing()


async def test_who_left_swaps_nothing(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        _, second, _ = o.workers
        mine, theirs = await ask(o)
        card = await second.sees(CARD)

        async def leave(ctx: Context) -> None:
            person = await people.by_id(ctx.tx, ctx.community_id, mine.person)
            assert person is not None
            for held in person.appointments:
                await people.dismiss(ctx.tx, ctx.community_id, mine.person, held)

        await act(o.town, leave)
        data = f"p:swap.agree:{mine.shift_id}:0:0"
        assert await second.taps_data(card["message_id"], data) == "现在换不了了，两边的班都没有变。"
        after = {one.shift_id: one.person for one in await act(o.town, ahead)}
        assert (after[mine.shift_id], after[theirs.shift_id]) == (mine.person, theirs.person)


async def test_an_offer_that_nobody_answers_ends_two_hours_before(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, _ = o.workers
        mine, _ = await ask(o)
        await o.town.wind(hours=(mine.from_at - 2 * HOUR - now_in(o.town)) // HOUR, minutes=59)
        o.ear.forget()
        await o.town.wind(minutes=2)
        o.ear.only([(first, f"{second.name}没有回音，没有换")], edited=[(second, "时间到了，没有换")])
