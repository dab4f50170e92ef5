"""Who is told of a warning, how, and what it proposes: a table of hazard and colour, which a community may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.warning import Colour, Hazard


class Call(StrEnum):
    """How those on duty are told."""

    PAGE = "page"  # they must say that they have it, else the next one is called
    NOTICE = "notice"  # a message
    NOBODY = "nobody"  # they are not


@dataclass(frozen=True, slots=True)
class Measure:
    """What a warning of one hazard and colour leads to.

    ``groups``: the grids' groups are told; ``all_staff``: so is everybody who is on the staff; ``must_all``: everybody
    on duty has to answer, not only one; ``response``: the flood response level (IV to I: 4 to 1) that is proposed.
    """

    groups: bool = True
    call: Call = Call.NOTICE
    all_staff: bool = False
    must_all: bool = False
    response: int | None = None


Matrix = Mapping[tuple[Hazard, Colour], Measure]

#: What puts a neighbourhood under water, or comes with it.
WATER = frozenset(
    {
        Hazard.RAINSTORM,
        Hazard.FLOOD,
        Hazard.FLASH_FLOOD,
        Hazard.WATERLOGGING,
        Hazard.RESERVOIR,
        Hazard.GEOLOGY,
        Hazard.TYPHOON,
    }
)
#: What comes suddenly and breaks things, and what we have no name for.
SUDDEN = frozenset({Hazard.THUNDERSTORM, Hazard.GALE, Hazard.HAIL, Hazard.SNOW, Hazard.ICE, Hazard.FIRE, Hazard.OTHER})

_WATER: dict[Colour, Measure] = {
    Colour.UNKNOWN: Measure(call=Call.PAGE),
    Colour.BLUE: Measure(call=Call.NOTICE, response=4),
    Colour.YELLOW: Measure(call=Call.PAGE, response=3),
    Colour.ORANGE: Measure(call=Call.PAGE, must_all=True, response=2),
    Colour.RED: Measure(call=Call.PAGE, must_all=True, all_staff=True, response=1),
}
_SUDDEN: dict[Colour, Measure] = {
    Colour.UNKNOWN: Measure(),
    Colour.BLUE: Measure(call=Call.NOBODY),
    Colour.YELLOW: Measure(),
    Colour.ORANGE: Measure(call=Call.PAGE),
    Colour.RED: Measure(call=Call.PAGE, must_all=True, all_staff=True),
}
_SLOW: dict[Colour, Measure] = {
    Colour.UNKNOWN: Measure(call=Call.NOBODY),
    Colour.BLUE: Measure(call=Call.NOBODY),
    Colour.YELLOW: Measure(call=Call.NOBODY),
    Colour.ORANGE: Measure(),
    Colour.RED: Measure(call=Call.PAGE),
}


def _usual(hazard: Hazard) -> Mapping[Colour, Measure]:
    if hazard in WATER:
        return _WATER
    return _SUDDEN if hazard in SUDDEN else _SLOW


#: The table as it is where a community changes nothing.
USUAL: Matrix = {(hazard, colour): measure for hazard in Hazard for colour, measure in _usual(hazard).items()}


def advice(hazard: Hazard, colour: Colour) -> str:
    """Which of our own words say what neighbours are to do: of each hazard some for lesser and for grave warnings."""
    return f"{hazard}_{_degree(colour)}"


def duty(hazard: Hazard, colour: Colour) -> str:
    """Which of our own words say what those on duty are to do."""
    family = "water" if hazard in WATER else "sudden" if hazard in SUDDEN else "slow"
    return f"{family}_{_degree(colour)}"


def _degree(colour: Colour) -> str:
    return "high" if colour.rank >= Colour.ORANGE.rank else "low"
