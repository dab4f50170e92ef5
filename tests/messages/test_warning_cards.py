"""The greatest screens of warnings hold what the bot puts into them, and a source's words are set line by line."""

from __future__ import annotations

from typing import Any

from bot.actions import warning_cards
from bot.actions.context import Context
from bot.actions.warning_state import Known
from bot.domain.warning import Colour, WeatherWarning
from bot.domain.warning_chains import HAND, Seen, State, chains
from tests.domain.warning_made import lifted, told
from tests.made import NOW, demo
from tests.messages.greatest_warnings import CALLED, data

NO_DATABASE: Any = None
CTX = Context(NO_DATABASE, demo(), 1, NOW)


def shown(*messages: WeatherWarning) -> dict[str, Any]:
    """What is shown of the only warning that they are about."""
    (chain,) = chains(map(Seen, messages))
    return dict(warning_cards.data(CTX, Known(7, chain, None)))


def test_the_greatest_screens_hold_what_is_shown() -> None:
    assert set(shown(told(1))) == set(data(CALLED[0], State.IN_FORCE, long=True))


def test_a_sources_words_are_set_line_by_line() -> None:
    found = shown(told(1, description=" 一\r\n\r\n　二 \n", instruction="\n 3. 三\n"))
    assert (found["text"], found["instruction"]) == ("一\n二", "3. 三")


def test_a_headline_is_shown_where_there_is_no_more() -> None:
    assert shown(told(1, description=" ", headline="标题"))["text"] == "标题"
    assert shown(told(1, description=""))["text"] == ""


def test_it_says_what_it_was_before() -> None:
    found = shown(told(1, Colour.RED), told(2, Colour.BLUE, 60, refs=(1,)))
    assert (found["was"], found["rose"]) == ("red", False)
    found = shown(told(1, Colour.BLUE), told(2, Colour.RED, 60, refs=(1,)))
    assert (found["was"], found["rose"]) == ("blue", True)
    assert shown(told(1))["was"] is None


def test_it_says_until_when_only_if_a_source_does() -> None:
    assert shown(told(1, lasts=None))["until"] is None
    assert shown(told(1, lasts=60))["until"] == NOW + 3_600_000


def test_who_entered_it_is_not_named_and_a_lift_has_its_own_words() -> None:
    found = shown(told(1, source=HAND, sender="x"))
    assert (found["sender"], found["by_hand"]) == ("", True)
    found = shown(told(1), lifted(2, 5, refs=(1,), description="雨停了"))
    assert (found["text"], found["lift"], found["state"]) == ("第1条", "雨停了", "lifted")
