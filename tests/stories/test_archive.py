"""The proof file of a case, a month's archive, and before and after in one picture: asked for, made, sent, checked."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import orjson
import pytest
from pypdfium2 import PdfDocument

from bot.actions import case_files
from bot.cli import archive_file
from bot.cli.archive_file import Verdict
from bot.domain.case_file import asked
from bot.domain.person import Role
from bot.domain.retention import DAY_MS
from bot.papers.bundle import MANIFEST
from bot.storage import audit, people, timers
from bot.storage.audit import Event
from bot.storage.store import Tx
from tests.delivery.test_paper import cells, download
from tests.stories.scenes import closed, files_report, resident
from tests.stories.test_forged import NOT_YOURS, forge, somebody
from tests.stories.test_retention import soon
from tests.town import Message, Neighbour, Town, labels, open_town, picture, said

TEXT = "三单元门口堆了旧家具，走路不方便"


async def a_closed_case(town: Town, photo: bytes | None = None) -> int:
    """A case that ran through the loop, with photos from before and after."""
    number = await files_report(resident(town), TEXT, photo=photo or picture(1, (1200, 900)))
    await closed(town, number)
    await town.wind(minutes=1)
    return number


async def documents(person: Neighbour) -> list[Message]:
    """The files that somebody has got."""
    return [m for m in await person.town.messages(person.user_id, person.user_id) if "document" in m]


def text_of(content: bytes) -> str:
    """The text of a PDF without spaces."""
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in PdfDocument(content))


async def check(town: Town, content: bytes, folder: Path) -> Verdict:
    """What `liubu audit verify FILE` finds, against the bot's database."""
    path = folder / "check.zip"
    path.write_bytes(content)
    verdict, found = archive_file.examine(path)
    sha256 = archive_file.digest(path)
    await town.app.store.read(lambda tx: archive_file.compare(tx, verdict, found, sha256))
    return verdict


async def events(town: Town, number: int) -> list[Event]:
    """The audit events of a case."""
    return await town.app.store.read(lambda tx: audit.of_case(tx, town.app.community_id, number))


def waiting(tmp_path: Path) -> list[Path]:
    """Files that were made and not sent."""
    return sorted((tmp_path / "papers").glob("*")) if (tmp_path / "papers").exists() else []


async def test_a_tap_on_a_closed_case_gives_the_file_in_both_forms(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        number = await a_closed_case(town)
        await forge(resident(town), f"p:who.hide:{number}:0:0")
        secretary = town.secretary
        answer = await secretary.taps_on(f"{number}号", "档案")
        assert answer and "做好就发给您" in answer["text"]
        pdf, packed = await documents(secretary)
        assert pdf["document"]["file_name"] == f"案件档案-{number}.pdf"
        assert packed["document"]["file_name"] == f"案件档案-{number}.zip"
        assert "可以直接打印" in said(pdf)
        text = text_of(await download(town, pdf))
        worker = town.staff(Role.FULL_TIME, 1)
        for words in (TEXT, f"{number}号", worker.name, secretary.name, "上报人居民", "修好了", "照片（2张）"):
            assert words in text, words
        assert "程桂兰" not in text, "who reported did not agree to be known"
        assert "case." not in text, "every event has words"
        for event in (await events(town, number))[:-2]:
            assert f"#{event.seq}{event.hash[:12]}" in text

        content = await download(town, packed)
        with ZipFile(io.BytesIO(content)) as archive:
            assert archive.read(f"case-{number}/case-{number}.pdf") == await download(town, pdf)
            assert sum(name.endswith(".jpg") for name in archive.namelist()) == 2
        verdict = await check(town, content, tmp_path)
        assert (verdict.flaws, verdict.compared, verdict.cases) == ([], True, 1)
        assert verdict.made is not None
        made = [event for event in await events(town, number) if event.act == "file.made"]
        assert [orjson.loads(event.facts)["what"] for event in made] == ["pdf", "zip"]
        assert waiting(tmp_path) == [], "nothing is left of them"


async def test_who_agreed_to_be_known_is_named(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        number = await files_report(person, TEXT)
        await closed(town, number)
        await town.secretary.says(f"/archive {number}")
        pdf, _ = await documents(town.secretary)
        assert "上报人居民程桂兰" in text_of(await download(town, pdf))


async def test_by_command_and_for_an_open_case_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        number = await files_report(resident(town), TEXT)
        secretary = town.secretary
        await secretary.says("/archive")
        menu = await secretary.sees("案件档案", "/archive 12")
        assert len(labels(menu)) == 3
        for wrong in ("/archive 999", "/archive 2026-13", "/archive 3026-01", "/archive 2099-01", "/archive x"):
            await secretary.says(wrong)
        assert await documents(secretary) == []
        await secretary.sees("没有找到这件事")
        await secretary.sees("请写成 2026-11")
        await secretary.says(f"/archive {number}号")
        await secretary.sees("正在制作档案")
        pdf, packed = await documents(secretary)
        assert "已立案" in text_of(await download(town, pdf))
        assert (await check(town, await download(town, packed), tmp_path)).flaws == []


@pytest.mark.parametrize("who", ["resident", "reporter", "worker", "outsider"])
async def test_nobody_else_gets_one(tmp_path: Path, who: str) -> None:
    async with open_town(tmp_path) as town:
        number = await a_closed_case(town)
        person = await somebody(town, who)
        for payload in (f"p:file.case:{number}:0:0", "p:file.case:999999999999999:0:0"):
            assert await forge(person, payload) == NOT_YOURS
        for payload in ("p:file.month:202611:0:0", "p:file.month:999999999999999:0:0"):
            assert await forge(person, payload)
        if who != "reporter":
            assert await forge(person, f"p:file.pair:{number}:0:0") == NOT_YOURS
        await person.says(f"/archive {number}")
        await person.says("/archive 2026-11")
        assert await documents(person) == []
        assert all(
            "档案" not in label for m in await town.from_bot(person.user_id, person.user_id) for label in labels(m)
        )
        assert not [event for event in await events(town, number) if event.act == "file.made"]


async def test_who_may_not_have_it_any_more_gets_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        number = await a_closed_case(town)
        person = resident(town)

        async def ask(tx: Tx) -> None:
            app, known = town.app, await people.by_user(tx, town.app.community_id, person.user_id)
            assert known is not None
            for kind in (case_files.CASE, case_files.MONTH):
                subject = asked(known.person_id, number if kind == case_files.CASE else 202611)
                await timers.set_(tx, app.community_id, kind, subject, app.clock.now())

        await town.app.store.write(ask)
        await town.quiet()
        assert await documents(person) == []
        assert waiting(tmp_path) == []
        assert not [event for event in await every(town) if event.act == "file.made"]


async def every(town: Town) -> list[Event]:
    """All audit events."""

    async def work(tx: Tx) -> list[Event]:
        seq, _ = await audit.head(tx, town.app.community_id)
        found = [await audit.by_seq(tx, town.app.community_id, n) for n in range(1, seq + 1)]
        return [event for event in found if event is not None]

    return await town.app.store.read(work)


async def test_a_line_that_breaks_and_a_restart_lose_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        number = await a_closed_case(town)
        await town.fault("sendDocument", "500", times=2)
        await town.secretary.says(f"/archive {number}")
        assert len(waiting(tmp_path)) >= 1
        await town.stop_bot()
        await town.start_bot()
        await town.wind(minutes=1)
        await town.wind(minutes=1)
        assert {m["document"]["file_name"] for m in await documents(town.secretary)} == {
            f"案件档案-{number}.pdf",
            f"案件档案-{number}.zip",
        }
        assert waiting(tmp_path) == []


async def test_a_file_that_waited_too_long_can_be_asked_for_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        number = await a_closed_case(town)
        await town.fault("sendDocument", "500", times=1)
        await town.secretary.says(f"/archive {number}")
        assert waiting(tmp_path) != []
        town.app.archivist.sweep(town.app.clock.now() + 2 * DAY_MS)
        assert waiting(tmp_path) == []
        await town.wind(minutes=2)
        assert "请再点一次" in said(await town.secretary.last())
        await town.secretary.taps_on(f"{number}号", "档案")
        assert len(await documents(town.secretary)) == 2


async def test_what_cannot_be_sent_is_deleted_after_a_day(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        number = await a_closed_case(town)
        await town.fault("sendDocument", "403", times=5)
        await town.secretary.says(f"/archive {number}")
        assert waiting(tmp_path) != []
        await town.wind(hours=23)
        assert waiting(tmp_path) != []
        await town.wind(hours=2)
        assert waiting(tmp_path) == []


async def test_two_taps_make_one_file(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        number = await a_closed_case(town)
        await town.secretary.taps_on(f"{number}号", "档案", twice=True)
        await town.wind(seconds=30)
        assert len(await documents(town.secretary)) in (2, 4)
        made = [event for event in await events(town, number) if event.act == "file.made"]
        assert len(made) == len(await documents(town.secretary))


# --- a month ---


async def test_a_month_in_one_file(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        numbers = [await a_closed_case(town), await a_closed_case(town, picture(5, (800, 600)))]
        left_open = await files_report(resident(town), "灯坏了")
        secretary = town.secretary
        await secretary.says("/archive")
        month = labels(await secretary.sees("点下面的月份"))[0]
        await secretary.taps(month)
        (packed,) = await documents(secretary)
        assert packed["document"]["file_name"] == f"月度档案-{month}.zip"
        content = await download(town, packed)
        with ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            manifest = orjson.loads(archive.read(MANIFEST))
            index = cells(archive.read("index.xlsx"))
        assert manifest["scope"] == {"month": month}
        assert [case["number"] for case in manifest["cases"]] == numbers
        for number in numbers:
            assert f"case-{number}/case-{number}.pdf" in names
        assert not any(name.startswith(f"case-{left_open}/") for name in names)
        assert [row[0] for row in index[2:]] == [str(number) for number in numbers]
        assert (await check(town, content, tmp_path)).flaws == []
        (made,) = [event for event in await every(town) if event.act == "file.made"]
        assert made.case_id is None
        assert set(orjson.loads(made.facts)) == {"what", "sha256", "size", "part", "month"}


async def test_a_month_that_is_too_large_comes_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.domain.case_file.parts.__defaults__", (900_000,))
    async with open_town(tmp_path) as town:
        for _ in range(3):
            await a_closed_case(town)
        await town.secretary.says("/archive")
        month = labels(await town.secretary.sees("点下面的月份"))[0]
        await town.secretary.taps(month)
        found = await documents(town.secretary)
        assert [m["document"]["file_name"] for m in found] == [
            f"月度档案-{month}-{n}.zip" for n in range(1, len(found) + 1)
        ]
        assert len(found) >= 2
        numbers = []
        for place, message in enumerate(found, start=1):
            assert f"第 {place} 份，共 {len(found)} 份" in said(message)
            content = await download(town, message)
            assert (await check(town, content, tmp_path)).flaws == []
            with ZipFile(io.BytesIO(content)) as archive:
                numbers += [case["number"] for case in orjson.loads(archive.read(MANIFEST))["cases"]]
        assert sorted(set(numbers)) == [1, 2, 3]


async def test_a_month_without_cases(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.secretary.says("/archive 2020-01")
        await town.secretary.sees("2020-01 没有结案的案件")
        assert await documents(town.secretary) == []


# --- what is not there any more ---


async def test_what_was_deleted_is_shown_as_deleted(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=soon) as town:
        number = await a_closed_case(town)
        await town.wind(days=31)
        await town.secretary.says(f"/archive {number}")
        text = text_of(await download(town, (await documents(town.secretary))[0]))
        assert "上报人和文字内容已按期删除" in text and TEXT not in text and "照片（2张）" in text
        await town.wind(days=31)
        await town.secretary.says(f"/archive {number}")
        pdf, packed = (await documents(town.secretary))[-2:]
        text = text_of(await download(town, pdf))
        assert text.count("照片已按期删除") == 2
        content = await download(town, packed)
        with ZipFile(io.BytesIO(content)) as archive:
            (case,) = orjson.loads(archive.read(MANIFEST))["cases"]
        assert [(one["condition"], one["path"]) for one in case["media"]] == [("deleted", None)] * 2
        assert all(len(one["sha256"]) == 64 and f"SHA-256{one['sha256'][:16]}" in text for one in case["media"])
        assert (await check(town, content, tmp_path)).flaws == []
