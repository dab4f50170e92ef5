"""Notes, proofs, looking on site, promises and agreements: the rules, by tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import agreement, check, note, picture, promise, proof
from bot.domain.agreement import Agreement, Side, Standing
from bot.domain.case import State
from bot.domain.media import Attachment, Purpose
from bot.domain.note import Note, NoteKind
from bot.domain.person import Person, Role
from bot.domain.picture import Picture
from bot.domain.promise import Promise
from bot.errors import Refused, Stale
from tests.made import NOW, PRIVATE, PUBLIC, case, demo, person, photo

LEAD, HELPER, CHECKER = person(2, Role.FULL_TIME), person(3, Role.AUXILIARY), person(4, Role.AUXILIARY)
SECRETARY, RESIDENT = person(9, Role.SECRETARY), person(5)
LIAISON = person(8, Role.LIAISON)


# --- notes ---


@pytest.mark.parametrize("state", State)
def test_who_may_write_a_note_and_when(state: State) -> None:
    known = case(state, helpers=(3,), checker=4, lead=2)
    working = (known.resumes or state) in (State.ACCEPTED, State.HANDLING)
    expected = {
        2: working,
        3: working,
        9: working,
        4: working or state is State.FED_BACK,
        5: False,
        8: False,
    }
    found = {p.person_id: note.may_write(known, p) for p in (LEAD, HELPER, SECRETARY, CHECKER, RESIDENT, LIAISON)}
    assert found == expected


@pytest.mark.parametrize("resumes", [State.OPENED, State.ASSIGNED, State.ACCEPTED, State.HANDLING])
def test_a_department_has_it_and_the_visits_go_on(resumes: State) -> None:
    known = case(State.REFERRED, lead=2, resumes=resumes, paused_at=NOW, return_at=NOW, referred_to="城管")
    assert note.may_write(known, LEAD) is (resumes in (State.ACCEPTED, State.HANDLING))


@pytest.mark.parametrize("confidential", [True, False])
def test_who_may_read_a_note(confidential: bool) -> None:
    known = case(State.HANDLING, helpers=(3,), checker=4, referred_to="城管")
    said = Note(1, known.case_id, 2, NoteKind.VISIT, "t", NOW, confidential)
    able = {p.person_id for p in (LEAD, HELPER, CHECKER, SECRETARY, RESIDENT, LIAISON) if note.may_read(said, p, known)}
    assert able == ({2, 3, 9} if confidential else {2, 3, 4, 9})
    assert not note.may_read(said, replace(LEAD, appointments=()), known), "who lost the role"


# --- proofs ---

OLD, YOUNG = replace(photo(1), origin_at=NOW - 1), replace(photo(2), origin_at=NOW)


@pytest.mark.parametrize(
    ("photos", "seen", "left", "code"),
    [
        ((photo(3),), (), ["unique3"], None),
        ((OLD,), (), [], "proof.old"),
        ((YOUNG,), (), ["unique2"], None),
        ((OLD, YOUNG), (), ["unique2"], None),
        ((photo(3),), ("unique3",), [], "proof.seen"),
        ((photo(3), photo(4)), ("unique3",), ["unique4"], None),
        ((OLD, photo(3)), ("unique3",), [], "proof.seen"),
        ((), (), [], None),
    ],
)
def test_which_photos_show_it(
    photos: tuple[Attachment, ...], seen: tuple[str, ...], left: list[str], code: str | None
) -> None:
    known = case(State.HANDLING, assigned_at=NOW)
    if code is None:
        assert [one.unique_id for one in proof.fresh(known, photos, seen)] == left
        return
    with pytest.raises(Refused) as refused:
        proof.fresh(known, photos, seen)
    assert refused.value.code == code


def shot(number: int, of: int = 1, purpose: Purpose = Purpose.COMPLETION, **more: object) -> Picture:
    """A picture; each number gives another content."""
    given = {"album": None, "sha256": f"{number:064}", "looks": None, **more}
    return Picture(number, of, purpose, **given)  # type: ignore[arg-type]


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=6))
def test_pictures_that_differ_little_share_a_part(bits: int, flipped: set[int]) -> None:
    """So that whoever looks for the parts finds every copy."""
    other = bits
    for bit in flipped:
        other ^= 1 << bit
    one, two = f"{bits:016x}", f"{other:016x}"
    shared = any(a == b for a, b in zip(picture.parts(one), picture.parts(two), strict=True))
    copied = picture.is_copy(shot(1, of=1, looks=one), shot(2, of=2, looks=two))
    assert copied is (len(flipped) <= picture.MOST_BITS)
    assert shared or not copied
    within = picture.is_copy(shot(1, looks=one), shot(2, looks=two))
    assert within is (len(flipped) <= picture.MOST_BITS_WITHIN)


def test_which_proofs_are_copies() -> None:
    same = "a" * 64
    first = shot(1, of=1, purpose=Purpose.REPORT, sha256=same)
    assert picture.copies(shot(5, of=2, sha256=same), [first]) == [(5, 1)]
    assert picture.copies(first, [shot(5, of=2, sha256=same)]) == [(5, 1)], "the earlier one came into the store later"
    assert picture.copies(shot(5, of=1, sha256=same), [first]) == [(5, 1)], "before is not after"
    assert picture.copies(shot(5, of=2, purpose=Purpose.REPORT, sha256=same), [first]) == []
    assert picture.copies(shot(5, of=2, sha256=same), [shot(4, of=2, purpose=Purpose.VISIT, sha256=same)]) == []
    assert picture.copies(shot(5, of=2, sha256=same), [shot(4, of=3, purpose=Purpose.VISIT, sha256=same)]) == [(5, 3)]
    assert picture.copies(shot(5, sha256=same, album="a"), [shot(4, sha256=same, album="a")]) == []


# --- looking on site ---


def test_the_share_is_about_the_share_and_the_same_whenever_it_is_asked() -> None:
    cases = [case(State.HANDLING, number=n) for n in range(1, 2_001)]
    drawn = [check.is_drawn("seed", one, 10) for one in cases]
    assert drawn == [check.is_drawn("seed", one, 10) for one in cases]
    assert drawn != [check.is_drawn("other", one, 10) for one in cases], "it hangs on what nobody knows before"
    assert 140 < sum(drawn) < 260
    assert not any(check.is_drawn("seed", one, 0) for one in cases)
    assert all(check.is_drawn("seed", one, 100) for one in cases)


def test_who_looks() -> None:
    known = case(State.HANDLING, lead=2, helpers=(3,))
    near, far = person(4, Role.AUXILIARY), person(6, Role.AUXILIARY, grid=2)
    busy, away = person(7, Role.AUXILIARY), person(10, Role.AUXILIARY)
    out = person(11, Role.AUXILIARY, reachable=False)
    both = replace(person(12, Role.AUXILIARY), appointments=(*LEAD.appointments, *SECRETARY.appointments))
    staff = [LEAD, HELPER, far, busy, near, away, out, both, SECRETARY, LIAISON]
    load = {7: 3, 6: 0, 4: 1}
    assert check.choose(known, staff, load, {10}) == near
    assert check.choose(known, [one for one in staff if one not in (near, busy)], load, {10}) == far
    assert check.choose(known, [LEAD, HELPER, out, both, SECRETARY], load, ()) is None


# --- promises ---


def test_a_promise_is_of_who_made_it_and_once() -> None:
    made = Promise(1, 7, 1, 2, NOW, NOW)
    assert promise.check(made, LEAD) is made
    for known, error in (
        (None, Refused),
        (replace(made, person=3), Refused),
        (replace(made, state=promise.Standing.KEPT), Stale),
    ):
        with pytest.raises(error):
            promise.check(known, LEAD)


# --- agreements ---

OPEN = Agreement(1, 7, "t", 2, NOW, Standing.OPEN, (Side(1, 5), Side(2, None, expires_at=NOW + 10)))


@pytest.mark.parametrize("state", State)
def test_when_an_agreement_can_be_written(state: State) -> None:
    known, able = case(state, category=PRIVATE), True
    try:
        agreement.check_make(known, demo())
    except Stale:
        able = False
    assert able is ((known.resumes or state) in (State.ACCEPTED, State.HANDLING))
    with pytest.raises(Refused, match="no_dispute"):
        agreement.check_make(case(state, category=PUBLIC), demo())


@pytest.mark.parametrize(
    ("who", "known", "at", "code"),
    [
        (person(6), OPEN, NOW, None),
        (person(6), OPEN, NOW + 10, "agreement.expired"),
        (RESIDENT, OPEN, NOW, "agreement.not_you"),
        (LEAD, OPEN, NOW, "agreement.not_you"),
        (person(6), replace(OPEN, state=Standing.VOID), NOW, "agreement.void"),
        (person(6), replace(OPEN, sides=(OPEN.sides[0], Side(2, 7, expires_at=NOW + 10))), NOW, "agreement.taken"),
    ],
)
def test_who_can_open_a_link(who: Person, known: Agreement, at: int, code: str | None) -> None:
    side, handled = known.sides[1], case(State.HANDLING, lead=2)
    if code is None:
        assert agreement.check_open(known, side, handled, who, at)
        return
    with pytest.raises(Refused) as refused:
        agreement.check_open(known, side, handled, who, at)
    assert refused.value.code == code


def test_both_must_say_yes_and_one_no_is_enough() -> None:
    first, second = Side(1, 5), Side(2, 6)
    both = replace(OPEN, sides=(first, second))
    assert agreement.after(both, first, agreed=True) is Standing.OPEN
    assert agreement.after(both, first, agreed=False) is Standing.REFUSED
    half = replace(both, sides=(replace(first, agreed=True, answered_at=NOW), second))
    assert agreement.after(half, second, agreed=True) is Standing.CONFIRMED
    assert agreement.check_answer(both, person(6)) == (both, second)
    for known, who, error in ((None, person(6), Refused), (both, person(8), Refused), (half, RESIDENT, Stale)):
        with pytest.raises(error):
            agreement.check_answer(known, who)
    with pytest.raises(Stale):
        agreement.check_answer(replace(both, state=Standing.VOID), person(6))


def test_only_a_secret_of_ours_has_a_digest() -> None:
    token = agreement.payload("A" * 22)
    assert agreement.is_payload(token) and len(agreement.digest(token) or "") == 64
    assert [agreement.digest(text) for text in ("a", "a" + "A" * 21, "a" + "!" * 22, "i" + "A" * 22)][:3] == [None] * 3
