"""Who may do what: every role, what they are to the case, and every act, against a table written by hand."""

from __future__ import annotations

import pytest

from bot.domain.case import Act, State
from bot.domain.permission import ALLOWED, Look, Standing, may, permit, standings
from bot.domain.person import Person, Role
from bot.errors import Refused, Stale
from tests.made import case, person

#: The columns of the table, each with its sign.
COLUMNS: dict[str, Act | Look] = {
    "O": Act.OPEN,
    "A": Act.ASSIGN,
    "C": Act.ACCEPT,
    "S": Act.START,
    "F": Act.FEED_BACK,
    "V": Act.VERIFY,
    "L": Act.CLOSE,
    "R": Act.ARCHIVE,
    "s": Look.SHEET,
    "r": Look.REPORTER,
}
#: role, what they are to the case, what they may. A sign is a right, a dot is none.
TABLE = """
program               -              O......R..
secretary             stranger       .A...VLRsr
secretary             lead           .A...VLRsr
secretary             reporter       .A...VLRsr
secretary             lead+reporter  .A...VLRsr
grid_head             stranger       ..........
grid_head             lead           ..CSF...s.
grid_head             reporter       ........s.
grid_head             lead+reporter  ..CSF...s.
full_time             stranger       ..........
full_time             lead           ..CSF...s.
full_time             reporter       ........s.
full_time             lead+reporter  ..CSF...s.
specialist            stranger       ..........
specialist            lead           ..CSF...s.
specialist            reporter       ........s.
specialist            lead+reporter  ..CSF...s.
auxiliary             stranger       ..........
auxiliary             lead           ..CSF...s.
auxiliary             reporter       ........s.
auxiliary             lead+reporter  ..CSF...s.
resident              stranger       ..........
resident              lead           ..........
resident              reporter       ........s.
resident              lead+reporter  ........s.
secretary+grid_head   stranger       .A...VLRsr
secretary+grid_head   lead           .ACSFVLRsr
grid_head+auxiliary   lead           ..CSF...s.
grid_head+auxiliary   stranger       ..........
"""
ROWS = [tuple(line.split()) for line in TABLE.strip().splitlines()]


def viewer(roles: str) -> Person | None:
    """Person 2 with those roles; a resident holds none; the program is nobody."""
    if roles == "program":
        return None
    return person(2, *(Role(role) for role in roles.split("+") if role != "resident"))


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(("roles", "relation", "rights"), ROWS)
def test_the_table_of_rights(roles: str, relation: str, rights: str, state: State) -> None:
    known = case(state, lead=2 if "lead" in relation else 3, reporter=2 if "reporter" in relation else 5)
    found = "".join(sign if may(viewer(roles), what, known) else "." for sign, what in COLUMNS.items())
    assert found == rights


def test_the_table_forgets_nothing() -> None:
    assert set(COLUMNS.values()) == {*Act, *Look}
    assert {role for roles, *_ in ROWS for role in roles.split("+")} == {"program", *Role}
    for role in Role:
        assert {relation for roles, relation, _ in ROWS if roles == role} == {
            "stranger",
            "lead",
            "reporter",
            "lead+reporter",
        }
    assert len({row[:2] for row in ROWS}) == len(ROWS)
    assert all(len(rights) == len(COLUMNS) for *_, rights in ROWS)


@pytest.mark.parametrize("what", [*Act, *Look])
def test_what_is_not_there_and_what_is_not_yours_answer_alike(what: Act | Look) -> None:
    stranger = person(77)
    answers = []
    for known in (None, case(State.HANDLING, number=1), case(State.OPENED, number=2)):
        with pytest.raises(Refused) as refused:
            permit(stranger, what, known)
        answers.append((type(refused.value), refused.value.code, refused.value.data))
    assert answers == [(Refused, "case.not_yours", {})] * 3
    assert not issubclass(answers[0][0], Stale)


def test_the_door_hands_out_the_case_itself() -> None:
    known = case(State.ASSIGNED)
    assert permit(person(2, Role.FULL_TIME), Act.ACCEPT, known) is known


def test_a_former_worker_has_lost_the_case() -> None:
    assert not may(person(2), Act.FEED_BACK, case(State.HANDLING, lead=2))


def test_following_a_case_gives_no_right() -> None:
    known = case(State.HANDLING)
    assert standings(person(2), known, frozenset({2})) == {Standing.FOLLOWER}
    assert not any(Standing.FOLLOWER in allowed for allowed in ALLOWED.values())
