"""An outsider who forges, guesses and replays gets nothing: ten thousand generated tries against a town with secrets.

The tries go to the handlers as raw updates, as the processor would give them, so that ten thousand take seconds; what
they do to the database is all that they could do to anybody.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from bot import handlers
from bot.actions.context import Context
from bot.actions.ends import FLOWS
from bot.app import open_store
from bot.domain.button import MENUS
from bot.domain.case import Act
from bot.domain.consent import VERSION
from bot.domain.screen import Album, Screen, Toast
from bot.handlers.presses import PRESSES
from bot.handlers.private import COMMANDS
from bot.render import Renderer
from bot.storage.screens import load
from bot.storage.store import Tx
from tests.made import demo
from tests.stories.scenes import assigned, files_report, resident
from tests.town import Neighbour, Town, open_town, picture

TRIES, A_COMMIT = 10_000, 250
OUTSIDER, OWN_GROUP, BOT = 6_660_001, -666, SimpleNamespace(id=1, username="liubu_bot")
PHONE = "13800002001"
RENDERER = Renderer(demo().timezone)
RENDERER.bot_name = BOT.username
#: What nobody outside may be told: what was reported, where, by whom, and who is on the staff list.
SECRETS = ("三单元王家门口", "程桂兰", "2001", PHONE, "名单上的人", "为什么吵", "12月的药")
#: What is the outsider's own, or belongs to the program's housekeeping. All else stands still.
OWN = {
    "inbox": "1 = 1",
    "sqlite_sequence": "1 = 1",
    "counters": "1 = 1",
    "audit_heads": "1 = 1",
    "audit_events": "actor = :me",
    "timers": "subject = :me AND kind NOT IN ('deadline', 'archive', 'fetch')",
    "persons": "person_id = :me",
    "dialogs": "person_id = :me",
    "drafts": "person_id = :me",
    "held_updates": "person_id = :me",
    "staff_files": "person_id = :me",
    "finds": "person_id = :me",
    # Whoever searches first puts into the index what waits for it: nothing in it is theirs, and nothing else changes.
    "search_words": "1 = 1",
    "search_cases": "1 = 1",
    "search_waiting": "1 = 1",
    "outbox": "chat_id IN (:user, :group)",
    "slots": "chat_id IN (:user, :group)",
}
#: The rest of a busy community, behind what the stories have done: each row is something to guess at.
ROWS = (
    "INSERT INTO invitations (community_id, invitation_id, digest, role, most, made_at, expires_at)"
    " VALUES (1, 1, '{hash}', 'deputy', 9, 1, 9000000000000)",
    "INSERT INTO staff_places (community_id, place_id, name, phone, role, grid, listed_by, listed_at)"
    " VALUES (1, 1, '名单上的人', '13800009999', 'full_time', 1, 1, 1)",
    "INSERT INTO staff_files (community_id, number, person_id, file_id, name, state, lines, sent_at)"
    " VALUES (1, 1, 1, '', '名单', 'read', '[]', 1)",
    "INSERT INTO absences (community_id, person_id, deputy, from_at, until_at) VALUES (1, 3, 4, 1, 9000000000000)",
    "INSERT INTO handovers (community_id, handover_id, case_id, receiver, asked_by, asked_at)"
    " VALUES (1, 1, 1, 3, 1, 1)",
    "INSERT INTO blocks (community_id, block_id, person_id, reason, made_by, since) VALUES (1, 1, 44, 'false', 1, 1)",
    "INSERT INTO relays (community_id, relay_id, case_id, asker, question, asked_at)"
    " VALUES (1, 1, 1, 2, '为什么吵', 1)",
    "INSERT INTO relays (community_id, relay_id, case_id, asker, question, asked_at, answer, answered_at)"
    " VALUES (1, 2, 2, 2, '为什么吵', 1, '12月的药', 2)",
    "UPDATE cases SET referred_to = '城管' WHERE case_id = 2",
    "UPDATE persons SET phone = '{phone}' WHERE user_id = 2001",
)


@dataclass
class Forger:
    """Makes tries. The numbers are small enough to meet what there is."""

    rng: random.Random
    number: int = 0
    kept: list[dict[str, Any]] = field(default_factory=list)

    def tries(self, many: int) -> Iterator[dict[str, Any]]:
        """Raw updates; every tenth is one that came before."""
        for _ in range(many):
            self.number += 1
            if self.kept and self.rng.random() < 0.1:
                yield self.rng.choice(self.kept)
                continue
            made = self.rng.choices((self.tap, self.start, self.command, self.thing), (6, 2, 1, 2))[0]()
            self.kept.append(made)
            yield made

    def tap(self) -> dict[str, Any]:
        """A button that nobody offered."""
        chat = self.rng.choice((OUTSIDER, OUTSIDER, OWN_GROUP))
        message = {"message_id": self.count(), "date": 1, "chat": _chat(chat)}
        query = {"id": str(self.number), "from": _OUTSIDER, "chat_instance": "1", "data": self.payload()}
        return self._update(callback_query={**query, "message": message})

    def payload(self) -> str:
        """A forged payload: of every kind that there is, and now and then broken."""
        count, pick = self.count, self.rng.choice
        made = pick(
            (
                f"c:{pick(list(Act))}:{count()}:{count()}:{count()}",
                f"v:{pick(sorted(MENUS))}:{count()}:{count()}",
                f"d:{count()}:{count()}:{pick(_CHOICES)}",
                f"m:{pick(_HOME)}",
                f"p:{pick(sorted(PRESSES))}:{count()}:{count()}:{count()}",
                f"p:{pick(sorted(PRESSES))}:{count()}:{count()}:{count()}",
            )
        )
        if self.rng.random() < 0.1:
            at = self.rng.randrange(len(made))
            made = made[:at] + pick("：:-0９🙂x") + made[at + 1 :]
        return made[:60]

    def start(self) -> dict[str, Any]:
        """A deep link with a guessed payload."""
        pick = self.rng.choice
        payload = pick(("r{n}", "f{n}", "g{n}", "q", "c", "m", "i{t}", "i{h}", "a{n}", "h{n}", "{t}"))
        token = "".join(pick("abcXYZ019_-") for _ in range(22))
        return self._said(text=f"/start {payload.format(n=self.count(), t=token, h=_HASH)}")

    def command(self) -> dict[str, Any]:
        """A command, perhaps one that is not theirs, perhaps with a number."""
        name = self.rng.choice([*sorted(COMMANDS), "bind", "nothing"])
        argument = "" if name == "report" else self.rng.choice(("", f" {self.count()}", f" {PHONE}"))
        if name in ("find", "mine"):
            argument = self.rng.choice((argument, " 三单元王家门口", " 路灯 1号楼", " 第一网格"))
        return self._said(text=f"/{name}{argument}")

    def thing(self) -> dict[str, Any]:
        """A photo, a contact, a list, a place, an answer to some message; no words, which would make it a report."""
        pick = self.rng.choice
        size = {"file_id": "x", "file_unique_id": f"u{self.number}", "width": 1, "height": 1}
        things: Sequence[dict[str, Any]] = (
            {"photo": [size]},
            {"contact": {"phone_number": pick((PHONE, "13800009999", "+8613800009999")), "first_name": "x"}},
            {"contact": {"phone_number": PHONE, "first_name": "x", "user_id": pick((2001, 1001, 1))}},
            {"document": {"file_id": "d", "file_unique_id": "d", "file_name": "名单.xlsx", "mime_type": "text/csv"}},
            {"location": {"latitude": 35.4882, "longitude": 112.8482}},
        )
        answered = {"message_id": self.count(), "date": 1, "chat": _chat(OUTSIDER), "from": {**_OUTSIDER, "id": BOT.id}}
        return self._said(**pick(things), **pick(({}, {"reply_to_message": {**answered, "text": "1号"}})))

    def count(self) -> int:
        """A guessed number."""
        known: tuple[int, ...] = (*range(1, 9), self.rng.randrange(60), 10**9, 10**15 - 1)
        return self.rng.choice(known)

    def _said(self, **content: Any) -> dict[str, Any]:
        chat = OUTSIDER if self.rng.random() < 0.8 or "contact" in content else OWN_GROUP
        return self._update(
            message={"message_id": self.number, "date": 1, "chat": _chat(chat), "from": _OUTSIDER, **content}
        )

    def _update(self, **body: Any) -> dict[str, Any]:
        return {"update_id": self.number, **body}


def _chat(number: int) -> dict[str, Any]:
    return {"id": number, "type": "private"} if number > 0 else {"id": number, "type": "group", "title": "x"}


_OUTSIDER = {"id": OUTSIDER, "is_bot": False, "first_name": "路人"}
_HASH = "a" * 64
_AGREED = (
    "INSERT INTO persons (community_id, person_id, user_id, name, met_at, consent, consented_at)"
    " VALUES (1, 5000, ?, 'x', 1, ?, 1)"
)
_HOME = ("report", "mine", "find", "tasks", "board", "help", "language", "settings", "staff")
_CHOICES = ("1", "2", "c.fac.light", "g.fac", "submit", "go", "back", "same.1", "same.2", "other.1", "resume", *FLOWS)


def shown(content: object) -> str:
    """All the words of what was queued for somebody."""
    assert not isinstance(content, Album), "photos of a case"
    screen = content if isinstance(content, Screen) else getattr(content, "about", None)
    if not isinstance(screen, Screen):
        return ""
    assert not screen.view.startswith(("case/", "find/case")), screen.view
    if screen.view.startswith("find/"):  # it repeats what they wrote, and shows no case
        assert not screen.data.get("cases")
        screen = replace(screen, data={**screen.data, "words": [], "text": ""})
    labels = [button["text"] for row in RENDERER.keyboard(screen) for button in row]
    return "\n".join((RENDERER.text(screen), *labels))


class Attack:
    """The tries, one after the other, on a database at rest."""

    def __init__(self, data: Path) -> None:
        self.file = data / "liubu.sqlite"
        self.data = data
        self.failures: list[str] = []

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that is not the outsider's own, table by table."""
        with sqlite3.connect(self.file) as raw:
            found = raw.execute("SELECT person_id FROM persons WHERE user_id = ?", (OUTSIDER,)).fetchone()
            values = {"me": found[0] if found else -1, "user": OUTSIDER, "group": OWN_GROUP}
            names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            query = "SELECT * FROM {} WHERE NOT coalesce(({}), 0 = 1)"
            return {name: raw.execute(query.format(name, OWN.get(name, "0 = 1")), values).fetchall() for name in names}

    async def run(self, forger: Forger, many: int) -> None:
        """That many tries."""
        async with open_store(None, self.data) as store:
            for _ in range(many // A_COMMIT):
                batch = list(forger.tries(A_COMMIT))
                await store.write(lambda tx, batch=batch: self._handle(tx, batch))  # type: ignore[misc]
                self._read_what_came()

    async def _handle(self, tx: Tx, batch: list[dict[str, Any]]) -> None:
        for raw in batch:
            try:
                await tx.savepoint(lambda tx, raw=raw: self._one(tx, raw))  # type: ignore[misc]
            except Exception as error:
                self.failures.append(f"{error!r} by {orjson.dumps(raw).decode()}")

    async def _one(self, tx: Tx, raw: dict[str, Any]) -> None:
        ctx = Context(tx, demo(), 1, 1_900_000_000_000)
        for courtesy in await handlers.handle(ctx, raw, BOT):  # type: ignore[arg-type]
            if isinstance(courtesy, Toast) and courtesy.label:
                words = RENDERER.toast(courtesy)
                assert not any(secret in words for secret in SECRETS), words

    def _read_what_came(self) -> None:
        with sqlite3.connect(self.file) as raw:
            query = "SELECT screen FROM outbox WHERE chat_id IN (?, ?) AND screen IS NOT NULL"
            for (screen,) in raw.execute(query, (OUTSIDER, OWN_GROUP)).fetchall():
                words = shown(load(screen))
                assert not any(secret in words for secret in SECRETS), words
            raw.execute("DELETE FROM outbox WHERE chat_id IN (?, ?)", (OUTSIDER, OWN_GROUP))


async def a_busy_town(town: Town) -> Neighbour:
    """Two cases with photos and words, one of them handled; the worker's card stands in the group."""
    reporter = resident(town)
    await files_report(reporter, "三单元王家门口的灯坏了", photo=picture(1))
    await assigned(town, 1)
    await files_report(reporter, "三单元王家门口又吵起来了", kind="噪音扰民")
    return reporter


@pytest.mark.timeout(240)
@pytest.mark.parametrize("agreed", [True, False])
async def test_ten_thousand_tries_of_an_outsider(tmp_path: Path, agreed: bool) -> None:
    async with open_town(tmp_path) as town:
        await a_busy_town(town)
    attack = Attack(tmp_path)
    with sqlite3.connect(attack.file) as raw:
        for statement in ROWS:
            raw.execute(statement.format(hash=_HASH, phone=PHONE))
        if agreed:
            raw.execute(_AGREED, (OUTSIDER, VERSION))
    before = attack.rows()
    await attack.run(Forger(random.Random(7 + agreed)), TRIES if agreed else TRIES // 10)
    assert attack.failures == []
    after = attack.rows()
    assert {name for name in before if before[name] != after[name]} == set()
