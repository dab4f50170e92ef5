"""Two communities with a bot each on one database, and many people in both: neither can see that there is the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

from bot.domain.community import Community
from bot.domain.person import Role
from bot.storage import audit
from tests.conftest import Database
from tests.stories.scenes import assigned, files_report, resident
from tests.town import Town, open_town, picture

NOT_YOURS = "没有找到，或者不归您办理。"


def lin(community: Community) -> Community:
    """The other community: the same grids, and for part of its staff the same people."""
    return replace(community, slug="lin", name="林溪社区")


@asynccontextmanager
async def two_towns(database: Database) -> AsyncIterator[tuple[Town, Town]]:
    """Both, on one database."""
    where = {"database_url": database.url, "schema": database.schema}
    async with (
        open_town(database.data, **where) as here,  # type: ignore[arg-type]
        open_town(database.data, changed=lin, token="2222222:other", **where) as there,  # type: ignore[arg-type]
    ):
        yield here, there


async def test_neither_sees_the_other(database: Database) -> None:
    async with two_towns(database) as (here, there):
        assert (here.app.community_id, there.app.community_id) == (1, 2)
        await files_report(resident(here), "三单元门口的灯坏了", photo=picture(1))
        await assigned(here, 1)
        await resident(here).sees("您上报的 1号")
        # There the same people stand before nothing: no card, no task, no number.
        await there.quiet()
        for person in (resident(there), there.secretary, there.staff(Role.FULL_TIME, 1)):
            assert not [text for text in await person.reads() if "1号 ·" in text or "三单元" in text]
            await person.starts()
            message = await person.last()
            for payload in ("p:team.pick:1:2:2", "c:accept:1:3:0", "v:photos:1:0", "v:back:1:0", "v:finish:1:0"):
                assert await person.taps_data(message["message_id"], payload) == NOT_YOURS
        await there.secretary.says("/board")
        assert "1号" not in (await there.secretary.reads())[-1]
        # Their numbers begin with 1 as well, and are other cases.
        await files_report(resident(there), "楼道里堆了旧家具", kind="楼道堆物")
        await there.secretary.sees("1号 ·", "旧家具")
        await here.secretary.sees("1号 ·", "三单元")
        assert not [text for text in await here.secretary.reads() if "旧家具" in text]
        for town in (here, there):
            found = await town.app.store.read(partial(audit.verify, community=town.app.community_id))
            assert found.broken_at is None and found.good > 0


async def test_what_somebody_holds_in_one_gives_nothing_in_the_other(database: Database) -> None:
    def fewer(community: Community) -> Community:
        others = tuple(s for s in community.staff if (s.role, s.grid) != (Role.FULL_TIME, 1))
        return replace(lin(community), staff=others)

    where = {"database_url": database.url, "schema": database.schema}
    async with (
        open_town(database.data, **where) as here,  # type: ignore[arg-type]
        open_town(database.data, changed=fewer, token="2222222:other", **where) as there,  # type: ignore[arg-type]
    ):
        worker = here.staff(Role.FULL_TIME, 1)
        assert worker.user_id not in {s.user_id for s in there.community.staff}
        stranger = await there.person(worker.user_id, worker.name)
        await stranger.starts()
        await stranger.says("/board")
        assert "没有这个命令" in (await stranger.reads())[-1]
        await files_report(resident(there), "三单元门口的灯坏了")
        message = await stranger.last()
        for payload in ("c:accept:1:3:0", "v:back:1:0", "v:photos:1:0"):
            assert await stranger.taps_data(message["message_id"], payload) == NOT_YOURS
