"""What a button means, as a value, and as the at most 64 bytes that Telegram carries for it.

A payload is only a claim: whoever can send one may have made it up, so everything in it is checked again when it
comes back.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.case import Act
from bot.errors import BadPayload

MOST_BYTES = 64


@dataclass(frozen=True, slots=True)
class CaseButton:
    """Do ``act`` to a case that was seen in a ``version``; ``choice`` is the number of what was chosen with it."""

    act: Act
    case_id: int
    version: int
    choice: int = 0


@dataclass(frozen=True, slots=True)
class CaseMenu:
    """Open something on a case's card that changes nothing: :data:`MENUS`; ``page`` where there are several."""

    what: str
    case_id: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class DialogButton:
    """An answer in a dialog: what was chosen at a version of it."""

    dialog_id: int
    version: int
    choice: str


@dataclass(frozen=True, slots=True)
class MenuButton:
    """Something that a person can always do: ``report``, ``mine``, ``tasks``, ``help``, ``language``, ``board``."""

    what: str


@dataclass(frozen=True, slots=True)
class Press:
    """Everything else that a button asks for: ``what`` names it, ``a``, ``b`` and ``c`` are numbers that go with it.

    Which there are, says :data:`bot.handlers.presses.PRESSES`.
    """

    what: str
    a: int = 0
    b: int = 0
    c: int = 0


Button = CaseButton | CaseMenu | DialogButton | MenuButton | Press
#: Whom to assign, the photos, the card again, the feedback, following, what else can be done, other outcomes.
MENUS = frozenset({"workers", "photos", "back", "finish", "follow", "more", "outcomes"})


def encode(button: Button) -> str:
    """The payload of a button; ValueError if it does not fit."""
    match button:
        case CaseButton():
            text = f"c:{button.act}:{button.case_id}:{button.version}:{button.choice}"
        case CaseMenu():
            text = f"v:{button.what}:{button.case_id}:{button.page}"
        case DialogButton():
            text = f"d:{button.dialog_id}:{button.version}:{button.choice}"
        case MenuButton():
            text = f"m:{button.what}"
        case Press():
            text = f"p:{button.what}:{button.a}:{button.b}:{button.c}"
    if len(text.encode()) > MOST_BYTES:
        raise ValueError(f"the payload {text!r} is too long for a button")
    return text


def decode(text: str) -> Button:
    """The button that a payload stands for; BadPayload if it stands for none."""
    kind, _, rest = text.partition(":")
    try:
        return _READERS[kind](rest)
    except (KeyError, ValueError, TypeError):
        raise BadPayload("button.unknown") from None


def _case_button(rest: str) -> Button:
    act, case_id, version, choice = rest.split(":")
    return CaseButton(Act(act), _number(case_id), _number(version), _number(choice))


def _case_menu(rest: str) -> Button:
    what, case_id, page = rest.split(":")
    if what not in MENUS:
        raise ValueError(what)
    return CaseMenu(what, _number(case_id), _number(page))


def _dialog_button(rest: str) -> Button:
    dialog_id, version, choice = rest.split(":", 2)
    return DialogButton(_number(dialog_id), _number(version), choice)


def _menu_button(rest: str) -> Button:
    return MenuButton(rest)


def _press(rest: str) -> Button:
    what, a, b, c = rest.split(":")
    return Press(what, _number(a), _number(b), _number(c))


def _number(text: str) -> int:
    # A forged number must not be too large for a column of the database.
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise ValueError(text)
    return int(text)


_READERS = {"c": _case_button, "v": _case_menu, "d": _dialog_button, "m": _menu_button, "p": _press}
