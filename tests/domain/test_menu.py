"""Which commands somebody has, by what they hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import menu
from bot.domain.case import Act
from bot.domain.permission import Deed, Look
from bot.domain.person import Role
from tests.made import person

FLOOD = {"households"}
#: What each role has besides what everybody has.
MORE = {
    Role.SECRETARY: {
        "roster",
        "response",
        "log",
        "patrol",
        "board",
        "archive",
        "invite",
        "staff",
        "staff_list",
        "blocks",
        "leave",
        "warn",
        *FLOOD,
    },
    Role.DEPUTY: {"roster", "response", "log", "board", "archive", "staff", "blocks", "leave", "warn", *FLOOD},
    Role.GRID_HEAD: {"roster", "response", "log", "tasks", "leave"},
    Role.FULL_TIME: {"roster", "response", "log", "tasks", "leave"},
    Role.SPECIALIST: {"roster", "response", "log", "tasks", "leave"},
    Role.AUXILIARY: {"roster", "response", "log", "tasks", "leave"},
    Role.DUTY: {"roster", "response", "log", "leave"},
    Role.RED_TEAM: {"roster", "response", "log", "leave"},
    Role.LIAISON: {"roster", "response", "log", "tasks", "leave"},
    Role.RESIDENT: set(),
}
MORE |= {role: {*more, "weather", "patrol"} for role, more in MORE.items() if role is not Role.RESIDENT}
#: What all of the staff know besides: whether they may just now, the roster says.
ON_DUTY = {"warn"}


@pytest.mark.parametrize("role", Role)
def test_what_a_role_has(role: Role) -> None:
    who = person(1, role)
    assert set(menu.commands(who)) == {*menu.resident_commands(), *MORE[role]}
    assert all(menu.knows(who, command) for command in menu.commands(who))
    others = set().union(*MORE.values()) - MORE[role] - (ON_DUTY if who.is_staff else set())
    assert not any(menu.knows(who, command) for command in others)


def test_several_roles_give_what_each_gives_in_the_order_of_the_table() -> None:
    both = person(1, Role.SECRETARY, Role.FULL_TIME)
    assert {"tasks", "board"} <= set(menu.commands(both))
    order = list(menu.COMMANDS)
    assert list(menu.commands(both)) == sorted(menu.commands(both), key=order.index)


def test_what_there_is_not_nobody_has() -> None:
    assert not menu.knows(person(1, Role.SECRETARY), "nonsense")
    assert not menu.knows(person(1, Role.SECRETARY), "")


def test_a_right_in_the_table_is_asked_of_the_one_door() -> None:
    secretary, gone = person(1, Role.SECRETARY), replace(person(1, Role.SECRETARY), user_id=0)
    for right in (Look.BOARD, Act.ASSIGN, Deed.BLOCK):
        assert menu.has(secretary, right) and not menu.has(gone, right)


@pytest.mark.parametrize("names", [menu.COMMANDS, menu.GROUP_COMMANDS, menu.CHIEF_COMMANDS])
def test_telegram_takes_the_names(names: tuple[str, ...]) -> None:
    assert all(
        name.isascii() and name.replace("_", "").isalpha() and name.islower() and len(name) <= 32 for name in names
    )
    assert len(names) == len(set(names)) <= 100
