"""From the feed to the phones: what concerns another county is not heard, and a source that stumbles is no news."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.stories.clocks import day_in
from tests.stories.duties import Night, night
from tests.stories.test_warnings_attacked import each, groups, over
from tests.stories.warned import all_out
from tests.weather.papers import COUNTY, SENDER, alert, document, info

OURS = f"{COUNTY}41600000_1"


async def publishes(
    n: Night, identifier: str, kind: str = "Alert", code: str = f"{COUNTY}000000", refers: str = "", bare: bool = False
) -> None:
    """A CAP file about a yellow rainstorm warning stands in the feed, and is read."""
    at = day_in(n.town)
    text = alert(
        *(() if bare else (info(f"{SENDER}发布暴雨黄色预警信号", code=code),)),
        identifier=identifier,
        sent=at.isoformat(timespec="seconds"),
        kind=kind,
        references=f"{SENDER},{refers},2026-07-20T21:00:00+08:00" if refers else "",
    )
    file = document(text.replace("2026-07-21T03:00:00+08:00", (at + timedelta(hours=6)).isoformat(timespec="seconds")))
    async with n.town.session.post(f"{n.town.sandbox.url}/api/weather/cap", data=file) as response:
        assert response.status == 200
    await n.town.wind(minutes=1, seconds=5)
    await all_out(n.town)


async def begins(n: Night) -> None:
    """Ours is told, and answered."""
    await publishes(n, OURS)
    called = each((n.leader, n.officer), ("🟨 暴雨黄色预警", "请点“收到”"))
    n.ear.only([*groups(n, "🟨 暴雨黄色预警"), *called, (n.town.secretary, "启动防汛应急响应III级")])
    await n.leader.taps("收到")
    n.ear.only(edited=each((n.leader, n.officer), f"✅ {n.leader.name}"))


async def test_another_countys_warning_is_heard_by_nobody(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await publishes(n, "14058141600000_1", code="140581000000")
        await publishes(n, f"{COUNTY}41600000_7", code="140581000000")  # the name says ours, and the area does not
        await n.town.wind(hours=2)
        n.ear.nothing()


async def test_another_countys_lift_lifts_nothing_of_ours(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await begins(n)
        await n.town.wind(hours=1)
        await publishes(n, "14058141600000_2", "Cancel", refers="14058141600000_1", bare=True)
        await publishes(n, f"{COUNTY}41600000_8", "Cancel", refers="14058141600000_1", bare=True)
        await publishes(n, f"{COUNTY}41600000_9", "Cancel", refers="14058141600000_1", code="140581000000")
        await n.town.wind(hours=1)
        n.ear.nothing()
        await publishes(n, f"{COUNTY}41600000_2", "Cancel", refers=OURS, bare=True)
        over(n, "✅ 已解除：🟨 暴雨黄色预警", fresh=True)
        await n.town.wind(hours=8)
        n.ear.nothing()


@pytest.mark.parametrize("code", ["140500000000", "140000000000", ""])
async def test_what_is_for_the_city_or_for_nobody_in_particular_is_ours_too(tmp_path: Path, code: str) -> None:
    async with night(tmp_path) as n:
        await publishes(n, "14050041600000_1", code=code)
        called = each((n.leader, n.officer), "🟨 暴雨黄色预警")
        n.ear.only([*groups(n, "🟨 暴雨黄色预警"), *called, (n.town.secretary, "启动防汛应急响应III级")])


async def test_a_source_that_stumbles_is_no_news_and_no_lift(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await begins(n)
        for down in (True, False, True, False):
            await n.town.post("/api/weather/down", {"down": down})
            await n.town.wind(minutes=4)
        n.ear.nothing()
