"""Who may do what: every role, what they are to the case, and everything that can be done, against a table by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.case import Act, Case, State
from bot.domain.permission import ALLOWED, Deed, Look, What, allow, may, permit
from bot.domain.person import Appointment, Person, Role
from bot.errors import Refused, Stale
from tests.made import case, person

#: The columns of the table, each with its sign.
COLUMNS: dict[str, What] = {
    "O": Act.OPEN,
    "A": Act.ASSIGN,
    "C": Act.ACCEPT,
    "S": Act.START,
    "F": Act.FEED_BACK,
    "V": Act.VERIFY,
    "L": Act.CLOSE,
    "R": Act.ARCHIVE,
    "p": Look.PUBLIC,
    "s": Look.SHEET,
    "r": Look.REPORTER,
    "t": Look.PHONE,
    "b": Look.BOARD,
    "f": Look.STAFF,
    "h": Look.STAFF_PHONE,
    "1": Deed.REPORT,
    "2": Deed.FOLLOW,
    "3": Deed.ASK,
    "4": Deed.ANSWER,
    "5": Deed.HAND_OVER,
    "6": Deed.REFER,
    "7": Deed.BIND,
    "8": Deed.INVITE,
    "9": Deed.TAKE_LIST,
    "g": Deed.GIVE_LIST,
    "x": Deed.REVOKE,
    "l": Deed.LEAVE,
    "z": Deed.ARCHIVE_FILE,
    "k": Deed.BLOCK,
    "n": Deed.HIDE,
    "+": Deed.ADD,
}
#: What somebody of grid 1 can be to a case. A "stranger" has a case of grid 2 before them.
RELATIONS = ("stranger", "grid", "lead", "named", "referred", "reported")
#: role, what they are to the case, what they may. A sign is a right, a dot is none.
TABLE = """
program    stranger  O......R.......................
program    grid      O......R.......................
program    lead      O......R.......................
program    named     O......R.......................
program    referred  O......R.......................
program    reported  O......R.......................
secretary  stranger  .A...VLRpsrtbfh123.56789gxlzk.+
secretary  grid      .A...VLRpsrtbfh123.56789gxlzk.+
secretary  lead      .A...VLRpsrtbfh123.56789gxlzk.+
secretary  named     .A...VLRpsrtbfh123.56789gxlzk.+
secretary  referred  .A...VLRpsrtbfh123.56789gxlzk.+
secretary  reported  .A...VLRpsrtbfh123456789gxlzkn+
deputy     stranger  .A...VLRpsrtbf.123.567....lzk.+
deputy     grid      .A...VLRpsrtbf.123.567....lzk.+
deputy     lead      .A...VLRpsrtbf.123.567....lzk.+
deputy     named     .A...VLRpsrtbf.123.567....lzk.+
deputy     referred  .A...VLRpsrtbf.123.567....lzk.+
deputy     reported  .A...VLRpsrtbf.1234567....lzkn+
grid_head  stranger  ...............1..........l....
grid_head  grid      ........ps.....12.........l....
grid_head  lead      ..CSF....s.....1.3.5......l....
grid_head  named     ..CSF....srt...1.3.5......l....
grid_head  referred  ...............1..........l....
grid_head  reported  ........ps.....1..4.......l..n+
full_time  stranger  ...............1..........l....
full_time  grid      ........p......12.........l....
full_time  lead      ..CSF....s.....1.3.5......l....
full_time  named     ..CSF....srt...1.3.5......l....
full_time  referred  ...............1..........l....
full_time  reported  ........ps.....1..4.......l..n+
specialist stranger  ...............1..........l....
specialist grid      ........p......12.........l....
specialist lead      ..CSF....s.....1.3.5......l....
specialist named     ..CSF....srt...1.3.5......l....
specialist referred  ...............1..........l....
specialist reported  ........ps.....1..4.......l..n+
auxiliary  stranger  ...............1..........l....
auxiliary  grid      ........p......12.........l....
auxiliary  lead      ..CSF....s.....1.3.5......l....
auxiliary  named     ..CSF....srt...1.3.5......l....
auxiliary  referred  ...............1..........l....
auxiliary  reported  ........ps.....1..4.......l..n+
duty       stranger  ...............1..........l....
duty       grid      ...............1..........l....
duty       lead      ...............1..........l....
duty       named     ...............1..........l....
duty       referred  ...............1..........l....
duty       reported  ........ps.....1..4.......l..n+
red_team   stranger  ...............1..........l....
red_team   grid      ...............1..........l....
red_team   lead      ...............1..........l....
red_team   named     ...............1..........l....
red_team   referred  ...............1..........l....
red_team   reported  ........ps.....1..4.......l..n+
liaison    stranger  ...............1..........l....
liaison    grid      ...............1..........l....
liaison    lead      ...............1..........l....
liaison    named     ...............1..........l....
liaison    referred  .........s.....1.3........l....
liaison    reported  ........ps.....1..4.......l..n+
resident   stranger  ...............1...............
resident   grid      ........p......12..............
resident   lead      ...............1...............
resident   named     ...............1...............
resident   referred  ...............1...............
resident   reported  ........ps.....1..4..........n+
"""
ROWS = [tuple(line.split()) for line in TABLE.strip().splitlines()]


def viewer(role: str) -> Person | None:
    """Person 2 with that role in grid 1 (the liaison of 城管, where one is needed); the program is nobody."""
    if role == "program":
        return None
    unit = "城管" if role == Role.LIAISON else ""
    whole = role in (Role.SECRETARY, Role.DEPUTY, Role.LIAISON)
    return replace(person(2), appointments=(Appointment(Role(role), None if whole else 1, unit),))


def before(relation: str, state: State) -> Case:
    """The case that somebody has before them who is that to it."""
    return case(
        state,
        grid=1 if relation == "grid" else 2,
        lead=2 if relation in ("lead", "named") else 3,
        anonymous=relation != "named",
        reporter=2 if relation == "reported" else 5,
        referred_to="城管" if relation == "referred" else "消防",
    )


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(("role", "relation", "rights"), ROWS)
def test_the_table_of_rights(role: str, relation: str, rights: str, state: State) -> None:
    known = before(relation, state)
    found = "".join(sign if may(viewer(role), what, known) else "." for sign, what in COLUMNS.items())
    assert found == rights


def test_the_table_forgets_nothing() -> None:
    assert set(COLUMNS.values()) == {*Act, *Look, *Deed} == set(ALLOWED)
    assert {row[:2] for row in ROWS} == {(role, relation) for role in ("program", *Role) for relation in RELATIONS}
    assert len({row[:2] for row in ROWS}) == len(ROWS)
    assert all(len(rights) == len(COLUMNS) for *_, rights in ROWS)


def test_several_roles_give_the_rights_of_each() -> None:
    both = replace(person(2), appointments=(Appointment(Role.SECRETARY, None), Appointment(Role.GRID_HEAD, 1)))
    known = before("lead", State.HANDLING)
    assert may(both, Act.VERIFY, known) and may(both, Act.FEED_BACK, known)


@pytest.mark.parametrize("what", [what for what in ALLOWED if what != Deed.REPORT])
def test_what_is_not_there_and_what_is_not_yours_answer_alike(what: What) -> None:
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


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RESIDENT])
def test_who_has_just_lost_a_role_has_lost_its_rights(role: Role) -> None:
    """The case is still in their hands: that alone gives nothing."""
    known = replace(before("named", State.HANDLING), grid=1, referred_to="城管")
    now = person(2)
    assert {what for what in ALLOWED if may(now, what, known, grid=1)} == {Deed.REPORT}
    assert {what for what in ALLOWED if may(viewer(role), what, known, grid=1)} > {Deed.REPORT}


@pytest.mark.parametrize("role", Role)
def test_who_was_forgotten_may_nothing(role: Role) -> None:
    gone = viewer(role)
    assert gone is not None
    known = replace(before("named", State.HANDLING), reporter=2)
    assert not any(may(replace(gone, user_id=0), what, known, grid=1) for what in ALLOWED)


def test_what_concerns_no_case_is_allowed_or_refused() -> None:
    allow(person(1, Role.SECRETARY), Deed.INVITE)
    with pytest.raises(Refused) as refused:
        allow(person(1, Role.DEPUTY, grid=None), Deed.INVITE)
    assert refused.value.code == "person.not_yours"
