"""Messages about warnings, as tests make them."""

from __future__ import annotations

from typing import Any

from bot.domain.warning import Area, Colour, Hazard, Message, Reference, Status, WeatherWarning
from tests.made import NOW

MINUTE, HOUR = 60_000, 3_600_000
OFFICE = "和风区气象台"
HERE = (Area("和风区", ("420103000000",)),)


def told(number: int, colour: Colour = Colour.BLUE, at: float = 0, **more: Any) -> WeatherWarning:
    """A message of that number, sent so many minutes after the beginning; ``refs`` are the numbers it takes up."""
    refs = tuple(Reference(OFFICE, identifier(one)) for one in more.pop("refs", ()))
    lasts = more.pop("lasts", 12 * 60)
    sent = NOW + round(at * MINUTE)
    given: dict[str, Any] = {
        "source": "cap",
        "identifier": identifier(number),
        "sender": OFFICE,
        "sent": sent,
        "status": Status.ACTUAL,
        "message": Message.UPDATE if refs else Message.ALERT,
        "hazard": Hazard.RAINSTORM,
        "colour": colour,
        "references": refs,
        "description": f"第{number}条",
        "onset": sent,
        "expires": None if lasts is None else sent + round(lasts * MINUTE),
        "areas": HERE,
    }
    return WeatherWarning(**{**given, **more})


def lifted(number: int, at: float, **more: Any) -> WeatherWarning:
    """The message that lifts."""
    return told(number, more.pop("colour", Colour.UNKNOWN), at, message=Message.CANCEL, **more)


def identifier(number: int) -> str:
    """An identifier as the national ones are: the county's code, and a number."""
    return f"42010341600000_{number:08}"
