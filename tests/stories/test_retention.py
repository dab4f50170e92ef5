"""What has been kept long enough goes by itself: who reported, what was said, and the files on the disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.actions import retention as actions
from bot.domain.community import Community
from bot.domain.retention import DAY_MS, POLICY, Kept, before
from bot.storage import audit, cases, media, timers
from bot.storage.store import Tx
from tests.made import NOW, demo
from tests.stories.scenes import closed, files_report, resident
from tests.stories.test_photo import stored
from tests.town import Town, open_town, picture

LAMP, STAIRS = "三单元门口的灯坏了", "二单元楼道堵了"


def soon(community: Community) -> Community:
    """A community that keeps nothing for long."""
    return replace(community, policy=replace(community.policy, keep_cases_days=30, keep_media_days=60))


async def read(town: Town, work: Any, *values: Any) -> Any:
    """Ask the bot's storage."""
    return await town.app.store.read(lambda tx: work(tx, town.app.community_id, *values))


async def test_a_closed_case_is_anonymised_and_then_its_files_are_deleted(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=soon) as town:
        person = resident(town)
        number = await files_report(person, LAMP, photo=picture(1))
        await closed(town, number)
        await town.wind(minutes=1)  # a chat that got much at once gets the rest a little later
        open_one = await files_report(person, STAIRS, kind="垃圾堆积", photo=picture(2))
        assert len(stored(tmp_path)) == 3
        await town.wind(days=29)
        assert (await read(town, cases.by_id, number)).text == LAMP
        await town.wind(days=2)
        case = await read(town, cases.by_id, number)
        assert (case.text, case.state.value, case.grid) == ("", "archived", 1)
        assert (await read(town, cases.by_id, open_one)).text == STAIRS, "an open case is needed"
        assert len(stored(tmp_path)) == 3
        await town.wind(days=31)
        assert len(stored(tmp_path)) == 1, "the open case's"
        assert await read(town, media.of_case, number) == []
        assert (await read(town, audit.verify)).broken_at is None
        await person.says("/mine")
        assert LAMP not in "".join((await person.reads())[-1:])
        await town.secretary.taps_data(1, f"v:photos:{number}:0")  # an old button asks for what is no more


async def test_a_file_that_another_case_has_stays(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=soon) as town:
        person = resident(town)
        number = await files_report(person, LAMP, photo=picture(1))
        await closed(town, number)
        await town.wind(minutes=1)
        other = await files_report(person, STAIRS, kind="垃圾堆积", photo=picture(1))
        (shared,) = {m.sha256 for m in await read(town, media.of_case, other)}
        await town.wind(days=62)
        assert await read(town, media.of_case, number) == []
        assert [path.name for path in stored(tmp_path)] == [shared]


async def test_it_goes_on_in_batches_and_twice_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "_CASES", 1)
    monkeypatch.setattr(actions, "_FILES", 1)
    async with open_town(tmp_path, changed=soon) as town:
        person = resident(town)
        for text, kind in ((LAMP, "路灯不亮"), (STAIRS, "垃圾堆积")):
            await closed(town, await files_report(person, text, kind=kind, photo=picture(3)))
            await town.wind(minutes=1)
        await town.wind(days=62)
        for _ in range(6):
            await town.wind(minutes=1)
        assert [(await read(town, cases.by_id, number)).text for number in (1, 2)] == ["", ""]
        assert stored(tmp_path) == []
        events = await read(town, audit.of_case, 1)
        assert [event.act for event in events].count("case.anonymised") == 1
        await town.app.store.write(lambda tx: actions.tidy(town.app._context(tx, town.app.clock.now())))
        assert await read(town, audit.of_case, 1) == events


async def test_a_crash_between_the_tombstone_and_the_file_is_made_good(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=soon) as town:
        number = await files_report(resident(town), LAMP, photo=picture(1))
        await closed(town, number)
        broken = town.app.shredder._vault.delete

        async def strike(_sha256: str) -> None:
            raise OSError("the power is gone")

        town.app.shredder._vault.delete = strike  # type: ignore[method-assign,assignment]
        await town.wind(days=62)
        assert await read(town, media.of_case, number) == [], "nobody is shown it any more"
        assert len(stored(tmp_path)) == 2
        town.app.shredder._vault.delete = broken  # type: ignore[method-assign]
        await town.wind(hours=2)
        assert stored(tmp_path) == []
        assert not await read(town, failing)


async def failing(tx: Tx, community: int) -> list[Any]:
    """What fails again and again."""
    return await timers.failing(tx, community)


async def test_what_is_fetched_too_late_is_not_kept(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=soon) as town:
        await town.fault("getFile", "500", times=1_000)
        number = await files_report(resident(town), LAMP, photo=picture(1))
        await town.wind(minutes=5)
        waiting = await read(town, media.of_case, number)
        assert [m.sha256 for m in waiting] == [None]
        await town.session.delete(f"{town.sandbox.url}/api/faults")
        await closed(town, number)
        town.app.gateway.file = gone_when_it_comes(town, waiting[0].media_id)  # type: ignore[method-assign]
        await town.wind(hours=2)
        assert len(stored(tmp_path)) == 1, "only the worker's photo"


def gone_when_it_comes(town: Town, number: int) -> Any:
    """Telegram gives the file just when its time is over."""
    real = town.app.gateway.file

    async def file(file_id: str) -> bytes:
        content = await real(file_id)
        await town.app.store.write(
            lambda tx: tx.run("media_delete", community=town.app.community_id, media=number, now=town.app.clock.now())
        )
        return content

    return file


def test_the_table_is_whole_and_the_community_decides_for_cases_and_media() -> None:
    assert set(POLICY) == set(Kept)
    usual, own = demo().policy, replace(demo().policy, keep_cases_days=40, keep_media_days=50)
    assert [before(kept, usual, NOW) for kept in (Kept.CASES, Kept.MEDIA)] == [NOW - 365 * DAY_MS, NOW - 730 * DAY_MS]
    assert [before(kept, own, NOW) for kept in (Kept.CASES, Kept.MEDIA)] == [NOW - 40 * DAY_MS, NOW - 50 * DAY_MS]
    assert before(Kept.HELD, usual, NOW) == NOW - DAY_MS
