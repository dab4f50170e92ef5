"""What there is to be asked for, and who has it: one table for the menus, /help and what is unknown to somebody.

A right in the table means: whoever may do or see that (:mod:`bot.domain.permission`).
"""

from __future__ import annotations

from enum import StrEnum

from bot.domain.permission import ON_DUTY, Deed, Look, What, may
from bot.domain.person import Person, Role


class Group(StrEnum):
    """Who has an entry that no right stands for."""

    EVERYBODY = "everybody"
    HANDLERS = "handlers"  # to whom cases are given: the workers and the liaisons
    UNLISTED = "unlisted"  # everybody, but it stands in no menu: few need it, once


Who = Group | What

#: The commands of the private chat in the order of the menu.
COMMANDS: dict[str, Who] = {
    "start": Group.EVERYBODY,
    "report": Group.EVERYBODY,
    "mine": Group.EVERYBODY,
    "find": Group.EVERYBODY,
    "tasks": Group.HANDLERS,
    "parked": Group.EVERYBODY,
    "warnings": Group.EVERYBODY,
    "warn": Deed.WARN,
    "weather": Look.ROSTER,
    "duty": Group.EVERYBODY,
    "roster": Look.ROSTER,
    "log": Look.ROSTER,  # who is on duty may; who is staff and is not, reads that
    "patrol": Look.ROSTER,  # the same
    "board": Look.BOARD,
    "archive": Deed.ARCHIVE_FILE,
    "staff": Look.STAFF,
    "invite": Deed.INVITE,
    "staff_list": Deed.TAKE_LIST,
    "blocks": Deed.BLOCK,
    "leave": Deed.LEAVE,
    "response": Look.ROSTER,  # as the log
    "households": Deed.RESPOND,
    "claim": Group.UNLISTED,
    "phone": Group.UNLISTED,  # a button below one's own reports
    "settings": Group.EVERYBODY,
    "cancel": Group.EVERYBODY,
    "language": Group.EVERYBODY,
    "privacy": Group.EVERYBODY,
    "mydata": Group.EVERYBODY,
    "help": Group.EVERYBODY,
}
#: The commands of a group, and those that only its administrators are shown besides.
GROUP_COMMANDS = ("report", "help")
CHIEF_COMMANDS = (*GROUP_COMMANDS, "bind")


def has(person: Person, who: Who) -> bool:
    """Whether the person is among them."""
    match who:
        case Group.EVERYBODY | Group.UNLISTED:
            return True
        case Group.HANDLERS:
            return person.is_worker or person.holds(Role.LIAISON)
    return may(person, who)


def knows(person: Person, command: str) -> bool:
    """Whether there is such a command for the person; what somebody may while on duty only, the action asks itself."""
    who = COMMANDS.get(command)
    return who is not None and (has(person, who) or (who in ON_DUTY and person.is_staff))


def commands(person: Person) -> tuple[str, ...]:
    """The commands that a person is shown."""
    return tuple(name for name, who in COMMANDS.items() if who is not Group.UNLISTED and has(person, who))


def resident_commands() -> tuple[str, ...]:
    """The commands that everybody has."""
    return tuple(name for name, who in COMMANDS.items() if who is Group.EVERYBODY)
