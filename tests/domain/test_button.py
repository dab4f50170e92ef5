"""Payloads: what we make comes back as it was, and whatever else comes is refused by one error."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.button import (
    MENUS,
    MOST_BYTES,
    Button,
    CaseButton,
    CaseMenu,
    DialogButton,
    MenuButton,
    decode,
    encode,
)
from bot.domain.case import Act
from bot.errors import BadPayload
from tests.made import demo

LARGEST = 10**15 - 1
numbers = st.integers(0, LARGEST)
# A choice is a key of the configuration (at most 16 characters) with its kind before it, or a number.
choices = st.from_regex(r"[a-z]{0,5}\.?[a-z0-9_.]{0,16}", fullmatch=True)
buttons = st.one_of(
    st.builds(CaseButton, st.sampled_from(Act), numbers, numbers, numbers),
    st.builds(CaseMenu, st.sampled_from(sorted(MENUS)), numbers, numbers),
    st.builds(DialogButton, numbers, numbers, choices),
    st.builds(MenuButton, st.from_regex(r"[a-z_]{1,20}", fullmatch=True)),
)


@given(buttons)
@example(CaseButton(Act.FEED_BACK, LARGEST, LARGEST, LARGEST))
@example(CaseMenu("workers", LARGEST, LARGEST))
@example(DialogButton(LARGEST, LARGEST, "other." + "9" * 15))
@example(DialogButton(1, 2, "a:b:c"))
def test_a_button_comes_back_as_it_was(button: Button) -> None:
    payload = encode(button)
    assert 1 <= len(payload.encode()) <= MOST_BYTES == 64
    assert decode(payload) == button


def test_every_choice_of_the_demo_fits_beside_the_largest_numbers() -> None:
    community = demo()
    keys = [f"c.{c.key}" for c in community.categories] + [f"g.{g.key}" for g in community.groups]
    keys += [f"b.{b.key}" for grid in community.grids for b in grid.buildings] + [
        str(g.number) for g in community.grids
    ]
    for key in keys:
        assert decode(encode(DialogButton(LARGEST, LARGEST, key))) == DialogButton(LARGEST, LARGEST, key)


def test_what_does_not_fit_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="too long"):
        encode(DialogButton(1, 1, "楼" * 20))


def _answers(payload: str) -> None:
    """Decoding gives a button of the four kinds with sane values, or BadPayload, and nothing else."""
    try:
        button = decode(payload)
    except BadPayload:
        return
    match button:
        case CaseButton(act, case_id, version, worker):
            assert isinstance(act, Act)
            assert all(0 <= number <= LARGEST for number in (case_id, version, worker))
        case CaseMenu(what, case_id, page):
            assert what in MENUS
            assert all(0 <= number <= LARGEST for number in (case_id, page))
        case DialogButton(dialog_id, version, choice):
            assert all(0 <= number <= LARGEST for number in (dialog_id, version))
            assert isinstance(choice, str)
        case MenuButton(what):
            assert isinstance(what, str)
    assert re.fullmatch("[cvdm]", payload[:1])


@given(st.text(max_size=70))
def test_any_text_is_a_button_or_a_bad_payload(payload: str) -> None:
    _answers(payload)


SIGNS = ["c", "v", "d", "m", "x", "", *Act, *sorted(MENUS), "same.1", "None", "nan", "\x00", "🙂"]
NUMBERS = ["0", "1", "-1", "+1", " 1", "1_0", "²", "٣", "1.5", "1e3", "0" * 15, "9" * 15, "9" * 16]
pieces = st.sampled_from([*SIGNS, *NUMBERS])


@given(st.lists(pieces, max_size=7).map(":".join))
def test_near_misses_are_buttons_or_bad_payloads(payload: str) -> None:
    _answers(payload)


FORGED = [
    "",
    "c",
    "c:",
    "m",
    "c:accept:1:1",
    "c:accept:1:1:0:0",
    "c:burn:1:1:0",
    "c:accept:-1:1:0",
    "c:accept:²:1:0",
    "c:accept:٣:1:0",
    f"c:accept:{10**15}:1:0",
    "v:everything:1:0",
    "v:workers:1",
    "d:1:1",
    "d:x:1:submit",
    "z:1",
]


@pytest.mark.parametrize("payload", [text for text in FORGED if text != "m"])
def test_forged_payloads_are_refused(payload: str) -> None:
    with pytest.raises(BadPayload):
        decode(payload)


def test_a_menu_without_a_name_names_nothing() -> None:
    assert decode("m") == MenuButton("")  # which is no entry of the menu, so the tap is refused
