"""Who may do what: every role, what they are to the case, and everything that can be done, against a table by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.case import Act, Case, State
from bot.domain.permission import ALLOWED, Deed, Look, What, allow, may, permit
from bot.domain.person import Appointment, Person, Role
from bot.errors import Refused, Stale
from tests.made import case, person

#: What somebody of grid 1 can be to a case. A "stranger" has a case of grid 2 before them.
RELATIONS = ("stranger", "grid", "lead", "named", "helper", "checker", "referred", "reported", "joined")
#: Each right, and by hand who has it: a role, or "worker", "staff" or "anybody" for several of them, and after an "@"
#: what they must be to the case where that matters.
TABLE = """
open        program
assign      secretary deputy
accept      worker@lead,named
start       worker@lead,named
feed_back   worker@lead,named
verify      secretary deputy
close       secretary deputy
archive     program secretary deputy
send_back   secretary deputy
bounce      worker@lead,named
need_info   secretary deputy worker@lead,named
inform      program secretary deputy worker@lead,named anybody@reported
refer       secretary deputy
return      secretary deputy worker@lead,named liaison@referred
deliver     secretary deputy liaison@referred
park        secretary
unpark      secretary
extend      secretary deputy
supervise   secretary deputy
reject      secretary deputy
merge       secretary deputy
split       secretary deputy
reopen      secretary deputy
undo        secretary deputy
public      secretary deputy worker@grid resident@grid anybody@reported,joined
sheet       secretary deputy grid_head@grid worker@lead,named,helper,checker liaison@referred anybody@reported
reporter    secretary deputy worker@named
phone       secretary deputy worker@named
board       secretary deputy
staff       secretary deputy
staff_phone secretary
notes       secretary deputy worker@lead,named,helper,checker
confidential secretary deputy worker@lead,named,helper
parked      anybody
report      anybody
follow      secretary deputy worker@grid resident@grid
ask         secretary deputy worker@lead,named liaison@referred
answer      anybody@reported
hide        anybody@reported
add         secretary deputy anybody@reported
hand_over   secretary deputy worker@lead,named
note        secretary deputy worker@lead,named,helper,checker
more_time   worker@lead,named
check       worker@checker
mediate     worker@lead,named
confirm     anybody@reported
object      worker@grid resident@grid anybody@reported,joined
bind        secretary deputy
invite      secretary
take_list   secretary
give_list   secretary
revoke      secretary
leave       staff
remind      secretary deputy
block       secretary deputy
archive_file secretary deputy
roster      staff
duty_log    secretary deputy
situation   secretary deputy
overdue     secretary deputy
plan_duty   secretary deputy
take_shift  secretary deputy worker duty red_team
log_duty    secretary deputy
patrol
warn        secretary deputy
respond     secretary deputy
"""
WORKER = ("grid_head", "full_time", "specialist", "auxiliary")
SEVERAL = {
    "worker": WORKER,
    "staff": ("secretary", "deputy", *WORKER, "duty", "red_team", "liaison"),
    "anybody": tuple(role.value for role in Role),
}


def by_hand() -> dict[str, set[tuple[str, str]]]:
    """For each right the pairs of a role and a relation that have it."""
    found: dict[str, set[tuple[str, str]]] = {}
    for line in TABLE.strip().splitlines():
        right, *holders = line.split()
        assert right not in found, right
        found[right] = {
            (role, relation)
            for who, _, where in (holder.partition("@") for holder in holders)
            for role in SEVERAL.get(who, (who,))
            for relation in (where.split(",") if where else RELATIONS)
        }
    return found


RIGHTS = by_hand()
ROWS = [(role, relation) for role in ("program", *(role.value for role in Role)) for relation in RELATIONS]


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
        helpers=(2,) if relation == "helper" else (),
        checker=2 if relation == "checker" else None,
        anonymous=relation != "named",
        reporter=2 if relation == "reported" else 5,
        referred_to="城管" if relation == "referred" else "消防",
    )


def known_joined(relation: str) -> frozenset[int]:
    """Whose report was merged into that case."""
    return frozenset({2}) if relation == "joined" else frozenset({5})


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(("role", "relation"), ROWS)
def test_the_table_of_rights(role: str, relation: str, state: State) -> None:
    known = before(relation, state)
    found = {what.value for what in ALLOWED if may(viewer(role), what, known, joined=known_joined(relation))}
    assert found == {right for right, holders in RIGHTS.items() if (role, relation) in holders}


def test_the_table_forgets_nothing() -> None:
    assert set(RIGHTS) == {what.value for what in (*Act, *Look, *Deed)} == {what.value for what in ALLOWED}
    assert len({*Act, *Look, *Deed}) == len(Act) + len(Look) + len(Deed)


def test_several_roles_give_the_rights_of_each() -> None:
    both = replace(person(2), appointments=(Appointment(Role.SECRETARY, None), Appointment(Role.GRID_HEAD, 1)))
    known = before("lead", State.HANDLING)
    assert may(both, Act.VERIFY, known) and may(both, Act.FEED_BACK, known)


@pytest.mark.parametrize("what", [what for what in ALLOWED if what not in (Deed.REPORT, Look.PARKED)])
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
    assert {what for what in ALLOWED if may(now, what, known, grid=1)} == {Deed.REPORT, Look.PARKED}
    assert {what for what in ALLOWED if may(viewer(role), what, known, grid=1)} > {Deed.REPORT, Look.PARKED}


@pytest.mark.parametrize("role", Role)
def test_who_was_forgotten_may_nothing(role: Role) -> None:
    gone = viewer(role)
    assert gone is not None
    known = replace(before("named", State.HANDLING), reporter=2)
    assert not any(may(replace(gone, user_id=0), what, known, grid=1, joined=(2,)) for what in ALLOWED)


def test_what_concerns_no_case_is_allowed_or_refused() -> None:
    allow(person(1, Role.SECRETARY), Deed.INVITE)
    with pytest.raises(Refused) as refused:
        allow(person(1, Role.DEPUTY, grid=None), Deed.INVITE)
    assert refused.value.code == "person.not_yours"
