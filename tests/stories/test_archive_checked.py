"""An archive file is checked against the database: whoever packs it anew is found, and the command says it in words."""

from __future__ import annotations

import asyncio
import hashlib
import io
from pathlib import Path
from zipfile import ZipFile

import orjson
import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.papers.bundle import MANIFEST
from tests.delivery.test_paper import download
from tests.stories.test_archive import a_closed_case, check, documents
from tests.town import Town, open_town


async def test_a_file_that_was_packed_anew_is_found(tmp_path: Path) -> None:
    """Whoever changes the PDF and puts the manifest right as well does not get past the database."""
    async with open_town(tmp_path) as town:
        number = await a_closed_case(town)
        await town.secretary.taps_on(f"{number}号", "档案")
        content = await download(town, (await documents(town.secretary))[1])
        with ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        manifest = orjson.loads(parts[MANIFEST])
        forged = b"%PDF another"
        for entry in manifest["files"]:
            if entry["path"].endswith(".pdf"):
                parts[entry["path"]] = forged
                entry |= {"size": len(forged), "sha256": hashlib.sha256(forged).hexdigest()}
        assert await recheck(town, parts, manifest, tmp_path) == {"not_made"}
        first = manifest["cases"][0]["events"].pop(0)
        lines = parts[f"case-{number}/events.jsonl"].splitlines()[1:]
        parts[f"case-{number}/events.jsonl"] = b"\n".join(lines) + b"\n"
        for entry in manifest["files"]:
            if entry["path"].endswith("events.jsonl"):
                body = parts[entry["path"]]
                entry |= {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        assert await recheck(town, parts, manifest, tmp_path) == {"not_made", "event_missing"}
        assert first
        manifest["chain"]["hash"] = "0" * 64
        manifest["cases"][0]["media"][0]["sha256"] = "0" * 64
        manifest["cases"][0]["media"][0]["path"] = None
        found = await recheck(town, parts, manifest, tmp_path)
        assert found == {"not_made", "event_missing", "chain_other", "photo_unknown"}
        manifest["community"] = "elsewhere"
        assert await recheck(town, parts, manifest, tmp_path) == set(), "another community's cannot be compared here"


async def recheck(town: Town, parts: dict[str, bytes], manifest: object, folder: Path) -> set[str]:
    """What is found in an archive that is packed anew."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in {**parts, MANIFEST: orjson.dumps(manifest)}.items():
            archive.writestr(name, content)
    return {flaw.code for flaw in (await check(town, out.getvalue(), folder)).flaws}


async def test_the_command_says_it_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_town(tmp_path) as town:
        number = await a_closed_case(town)
        await town.secretary.taps_on(f"{number}号", "档案")
        content = await download(town, (await documents(town.secretary))[1])
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(content)
    place = content.rindex(b"\xff\xd8\xff") + 300
    bad.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    for name in ("LIUBU_TOKEN", "LIUBU_COMMUNITY", "LIUBU_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)

    async def run(data: Path, *words: str) -> tuple[int, str]:
        monkeypatch.setenv("LIUBU_DATA", str(data))
        ended = await asyncio.to_thread(CliRunner().invoke, cli, ["audit", "verify", *words])
        return ended.exit_code, ended.output

    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "demo").symlink_to(tmp_path)
    code, words = await run(tmp_path / "some", str(good))
    assert code == 0, words
    assert "档案文件完好" in words and "一致" in words and "制作的" in words and "is whole" in words
    code, words = await run(tmp_path / "some", str(bad))
    assert code == 1 and "内容被改过" in words and ".jpg" in words and "没有制作过这个文件" in words
    code, words = await run(tmp_path / "nothing", str(good))
    assert code == 0 and "只核对了文件本身" in words
    assert not (tmp_path / "nothing").exists(), "looking makes no database"
    assert (await run(tmp_path / "nothing", str(tmp_path / "no.zip")))[0] == 1
