"""The question "where": a building from buttons, words, or a shared position."""

from __future__ import annotations

from bot.domain.case import Place
from bot.domain.community import Community
from bot.flows.engine import (
    Again,
    Answers,
    Choice,
    Files,
    Input,
    Option,
    Question,
    Spot,
    Taken,
    Words,
    World,
    also_told,
)

_PAGE = 12
_MOST_WORDS = 100


def ask(answers: Answers, world: World) -> Question:
    """The buildings of the grid, a page at a time."""
    grid = world.community.grid(answers["grid"])
    buildings = grid.buildings if grid else ()
    page = min(answers.get("page", 0), max(0, (len(buildings) - 1) // _PAGE))
    shown = buildings[page * _PAGE : (page + 1) * _PAGE]
    options = [Option(f"b.{building.key}", building.name, literal=True) for building in shown]
    rows = tuple(tuple(options[i : i + 3]) for i in range(0, len(options), 3))
    turn = []
    if page > 0:
        turn.append(Option(f"p.{page - 1}", "page_before"))
    if (page + 1) * _PAGE < len(buildings):
        turn.append(Option(f"p.{page + 1}", "page_after"))
    return Question("report/where", {"grid": grid.name if grid else ""}, (*rows, tuple(turn)) if turn else rows)


def take(answers: Answers, given: Input, world: World) -> Again | Taken:
    """A building's button, words of at most 100 characters, or a position."""
    match given:
        case Choice(key) if key.startswith("b.") and world.community.building(answers["grid"], key[2:]):
            return Taken(_with_place(answers, {"building": key[2:]}))
        case Choice(key) if key.startswith("p.") and key[2:].isdecimal() and len(key) < 6:
            return Again({**answers, "page": int(key[2:])})
        case Words(text) if 0 < len(text.strip()) <= _MOST_WORDS:
            return Taken(_with_place(answers, {"words": text.strip()}))
        case Words():
            return Again(answers, "place_too_long", {"most": _MOST_WORDS})
        case Spot():
            return Taken(with_spot(answers, given))
        case Files():
            return also_told(answers, given, world, "kept")
    return Again(answers, "where_how")


def with_spot(answers: Answers, spot: Spot) -> Answers:
    """The answers with a shared position as the place."""
    return _with_place(answers, {"lat": spot.lat, "lon": spot.lon})


def with_words(answers: Answers, words: str) -> Answers:
    """The answers with words as the place."""
    return _with_place(answers, {"words": words})


def without_place(answers: Answers) -> Answers:
    """The answers without a place: it belonged to another grid."""
    return {key: value for key, value in answers.items() if key not in ("place", "page", "similar")}


def place(answers: Answers) -> Place:
    """The place among the answers."""
    return Place(**answers["place"])


def say(where: Place, grid: int, community: Community) -> str:
    """A place in words, for those who may know it."""
    building = community.building(grid, where.building) if where.building else None
    if building:
        return building.name
    if where.words:
        return where.words
    return f"{where.lat:.5f}, {where.lon:.5f}" if where.lat is not None and where.lon is not None else "?"


def _with_place(answers: Answers, found: dict[str, str | float]) -> Answers:
    return {**without_place(answers), "place": found}
