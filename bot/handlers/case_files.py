"""/archive and its buttons: the proof file of a case or of a month, and before and after side by side."""

from __future__ import annotations

import re

from bot.actions import case_files, home
from bot.domain.button import Press
from bot.domain.permission import Deed, may
from bot.domain.screen import Screen
from bot.errors import Refused
from bot.handlers.desk import Courtesies, Heard, Pressed

#: A year and a month with anything between them, and a case's number with or without a word behind it.
_MONTH = re.compile(r"(20\d\d)\D{1,3}(1[0-2]|0?[1-9])\D?")
_NUMBER = re.compile(r"#?(\d{1,9})\s*\D?")


async def archive(heard: Heard) -> None:
    """/archive: how to ask; /archive 12: of a case; /archive 2026-11: of a month."""
    said = heard.said.argument.strip()
    if not may(heard.person, Deed.ARCHIVE_FILE):
        await home.show_menu(heard.ctx, heard.person, "home/unknown")
        return
    number, month = _NUMBER.fullmatch(said), _MONTH.fullmatch(said)
    if not number and not month:
        await case_files.show_menu(heard.ctx, heard.person)
        return
    try:
        if number:
            await case_files.ask_case(heard.ctx, heard.person, int(number[1]))
        elif month:
            await case_files.ask_month(heard.ctx, heard.person, int(month[1]) * 100 + int(month[2]))
    except Refused as refusal:
        await home.show_menu(heard.ctx, heard.person, "home/refused", code=refusal.code)
        return
    await home.answer(heard.ctx, heard.person, Screen("archive/making", heard.person.language))


async def pressed_case(pressed: Pressed, press: Press) -> Courtesies:
    """The file of a case."""
    await case_files.ask_case(pressed.ctx, pressed.person, press.a)
    return pressed.toast("file_making")


async def pressed_month(pressed: Pressed, press: Press) -> Courtesies:
    """The files of a month."""
    await case_files.ask_month(pressed.ctx, pressed.person, press.a)
    return pressed.toast("file_making")


async def pressed_pair(pressed: Pressed, press: Press) -> Courtesies:
    """Before and after."""
    await case_files.ask_pair(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


COMMANDS = {"archive": archive}
PRESSES = {case_files.CASE: pressed_case, case_files.MONTH: pressed_month, case_files.PAIR: pressed_pair}
