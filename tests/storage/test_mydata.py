"""Whatever leads to a person is shown to them and has its fate: the schema is walked, so that nothing is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.actions import mydata as action
from bot.actions.context import Context
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.screen import Paper, Screen
from bot.render import LANGUAGES, Renderer, messages_folder, read_labels
from bot.storage import audit, mydata, outbox, people
from bot.storage.mydata import FATES, SECTIONS, Fate
from bot.storage.store import Tx
from tests.made import NOW, demo
from tests.storage.conftest import Ground
from tests.storage.states import GOOD

#: Columns with a chat or a user in them that is no person's: groups; and the number of nobody, who is no person.
NO_PERSONS = {"grid_groups.chat_id", "communities.nobody"}
#: A raw update of the person with that id that could not be handled.
UPDATE = '{"update_id":1,"message":{"message_id":5,"from":{"id":1001,"is_bot":false}}}'


async def leading(ground: Ground) -> set[str]:
    """The columns that lead to a person: by a foreign key, or by a user's or chat's id."""
    found: set[str] = set()
    for (table,) in await ground.raw("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"):
        for _, _, target, column, *_ in await ground.raw(f"PRAGMA foreign_key_list({table})"):
            if target == "persons" and column != "community_id":
                found.add(f"{table}.{column}")
        for _, column, *_ in await ground.raw(f"PRAGMA table_info({table})"):
            if column in ("user_id", "chat_id", "actor", "nobody", "person_id") or (table, column) == ("inbox", "raw"):
                found.add(f"{table}.{column}")
    return found - {"persons.person_id"}


@pytest.mark.only("sqlite")  # where the schema comes from the same files, and tells its keys more easily
async def test_no_column_that_leads_to_a_person_is_forgotten(ground: Ground) -> None:
    columns = await leading(ground) - NO_PERSONS
    assert columns >= {"cases.reporter", "audit_events.actor", "outbox.chat_id", "held_updates.person_id"}
    covered = [column for section in SECTIONS for column in section.covers]
    assert sorted(covered) == sorted(columns), "what /mydata shows"
    assert set(FATES) == columns, "what becomes of it"


async def everywhere(ground: Ground) -> Person:
    """Person 1, with a row in every table that leads to persons."""
    await ground.write(audit.record, NOW, 1, "person.met")
    await ground.write(outbox.send, 1_001, Kind.RECEIPT, Screen("a/b", "zh"), NOW)
    statements = []
    for table, row in GOOD.items():
        if table in ("communities", "counters", "persons", "audit_events", "outbox", "inbox", "timers"):
            continue
        between = (
            "rungs",
            "responses",
            "households",
            "roll_calls",
            "duty_patterns",
            "pages",
        )  # rows to which others lead
        if table in between or any(f"{table}.{column}" in FATES for column in row):
            statements.append(insert(table, {**row, **({"chat_id": 1_001} if table == "slots" else {})}))
    order = [
        "cases",
        "relays",
        "case_followers",
        "case_helpers",
        "case_notes",
        "petitions",
        "petition_voices",
        "verdicts",
        "root_causes",
        "undos",
        "picks",
        "rungs",
        "rung_people",
        "reminders",
        "bulk_picks",
        "media",
        "promises",
        "agreements",
        "agreement_sides",
        "handovers",
        "duty_patterns",
        "duty_turns",
        "pages",
        "page_calls",
        "responses",
        "households",
        "roll_calls",
        "roll_answers",
        "response_asked",
        "door_calls",
        "help_requests",
    ]
    statements.sort(key=lambda text: order.index(name) if (name := text.split()[2]) in order else -1)
    await ground.raw(
        *statements,
        insert("inbox", {**GOOD["inbox"], "state": "failed", "raw": UPDATE, "error": "e"}),
        "UPDATE listed_staff SET user_id = 1001",
        "UPDATE cases SET lead = 1, checker = 1 WHERE case_id = 8",
        "UPDATE petitions SET decided_by = 1, decided_at = 5, granted = TRUE",
        "UPDATE staff_places SET person_id = 1",
        "UPDATE invitations SET made_by = 1",
        insert("staff_places", {**GOOD["staff_places"], "place_id": 2, "phone": "2"}),
        insert("blocks", {**GOOD["blocks"], "block_id": 2, "person_id": 3}),
    )
    person = await ground.read(people.by_id, 1)
    assert isinstance(person, Person)
    return person


def insert(table: str, row: dict[str, object]) -> str:
    """A row as a statement; what belongs to a case belongs to the one that is there."""
    values = {**row, "case_id": 8} if "case_id" in row else row
    return f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(map(literal, values.values()))})"  # noqa: S608


def literal(value: object) -> str:
    """A value in SQL."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int | float) else f"'{value}'"


async def rows_of(ground: Ground, columns: Iterable[str]) -> dict[str, int]:
    """How many rows lead to person 1 by each of the columns."""
    found = {}
    for column in columns:
        table, name = column.split(".")
        whose = {"user_id": "1001", "chat_id": "1001", "raw": f"'{UPDATE}'"}.get(name, "1")
        ((many,),) = await ground.raw(f"SELECT count(*) FROM {table} WHERE {name} = {whose}")  # noqa: S608
        found[column] = many
    return found


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_file_can_be_written_in_words(ground: Ground, language: str) -> None:
    person = replace(await everywhere(ground), language=language)

    async def give(tx: Tx) -> Screen:
        await action.give(Context(tx, demo(), 1, NOW), person)
        newest = max(queued.outbox_id for queued, _, _ in await outbox.open_(tx, 1))
        message = await outbox.claim(tx, 1, newest)
        assert message is not None and isinstance(message.content, Paper)
        assert isinstance(message.content.body, Screen)
        return message.content.body

    page = Renderer(demo().timezone).text(await ground.store.write(give))
    assert page.count("<h2>") > 40


async def test_what_somebody_else_said_about_a_person_is_not_shown_to_them(ground: Ground) -> None:
    person = await everywhere(ground)
    said = '{"from":{"id":1001,"is_bot":false},"text":"a"}'
    report = f'{{"message":{{"from":{{"id":1002}},"text":"secret","reply_to_message":{said}}}}}'
    failed = {**GOOD["inbox"], "update_id": 2, "state": "failed", "raw": report, "error": "e"}
    await ground.raw(insert("inbox", failed))
    held = await ground.read(mydata.of, person)
    assert [row["raw"] for row in held["set_aside"]] == [UPDATE]


async def test_everything_is_shown_and_what_is_to_go_is_gone(ground: Ground) -> None:
    person = await everywhere(ground)
    before = await rows_of(ground, FATES)
    assert [column for column, many in before.items() if not many] == ["absences.deputy"]
    held = await ground.read(mydata.of, person)
    assert [name for name, rows in held.items() if not rows] == []
    fields = {field for rows in held.values() for row in rows for field in row}
    for language in LANGUAGES:
        assert set(read_labels(messages_folder() / language)["mydata_field"]) == fields

    await ground.write(mydata.erase, person, NOW + 1)
    after = await rows_of(ground, FATES)
    assert {column for column, many in after.items() if many == 0} == {
        column for column, fate in FATES.items() if fate is Fate.GONE
    }
    nameless = await ground.read(people.by_id, 1)
    assert nameless.is_gone
    assert (nameless.name, nameless.phone, nameless.reachable, nameless.appointments) == ("", None, False, ())
    assert (await ground.read(audit.verify)).broken_at is None
    assert not re.search("P1|1001", str(await ground.raw("SELECT * FROM persons WHERE person_id = 1")))


async def test_others_keep_what_is_theirs(ground: Ground) -> None:
    await everywhere(ground)
    other = await ground.read(people.by_id, 2)
    await ground.write(mydata.erase, other, NOW + 1)
    kept = await rows_of(ground, [column for column in FATES if column != "absences.deputy"])
    assert [column for column, many in kept.items() if not many] == []


async def test_what_a_message_on_its_way_leaves_is_swept_up(ground: Ground) -> None:
    await ground.write(outbox.send, 1_001, Kind.ANSWER, Screen("a/b", "zh"), NOW)
    await ground.write(outbox.send, 1_002, Kind.ANSWER, Screen("a/b", "zh"), NOW)
    for number in (1, 2):
        await ground.write(outbox.claim, number)
        await ground.write(outbox.sent, number, 5, NOW)
    person = await ground.read(people.by_id, 1)
    await ground.raw("UPDATE persons SET user_id = NULL, erased_at = 1 WHERE person_id = 1")
    assert person.user_id == 1_001
    assert await ground.write(mydata.sweep) == 1
    assert await ground.raw("SELECT chat_id FROM outbox") == [(1_002,)]
