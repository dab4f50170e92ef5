"""The report dialog in plain mode, for older people: one large question, few buttons, one below the other.

What happened comes first and may be spoken; the kind of thing is guessed from the words, and asked only if it cannot
be. Nothing is asked about similar cases. It ends as the report dialog does.
"""

from __future__ import annotations

from bot.domain.community import Building, Category
from bot.domain.media import MediaKind
from bot.domain.screen import Value
from bot.flows import where
from bot.flows.engine import (
    Again,
    Answers,
    Choice,
    Done,
    Files,
    Flow,
    Input,
    Option,
    Question,
    Spot,
    Step,
    Taken,
    Words,
    World,
    also_told,
)
from bot.flows.report import guess

NAME = "plain"
#: So many kinds of thing are offered, besides "something else".
_MOST_KINDS = 5
_PAGE = 6
_UNSURE = "words"


def _always(_answers: Answers, _world: World) -> bool:
    return True


# --- what happened ---


def _ask_what(answers: Answers, _world: World) -> Question:
    return Question("plain/what", {"photos": len(answers.get("photos", ()))})


def _take_what(answers: Answers, given: Input, world: World) -> Again | Taken:
    match given:
        case Words(text) if text.strip():
            return Taken(_guessed({**answers, "text": text.strip()}, world))
        case Files(files, caption):
            said = bool(caption.strip()) or any(file.kind is MediaKind.VOICE for file in files)
            kept = also_told(answers, given, world, None if said else "now_words")
            return kept if kept.problem else Taken(_guessed(kept.answers, world))
        case Spot():
            return Again(where.with_spot(answers, given) if "grid" in answers else answers, "now_words")
    return Again(answers, "now_words")


def _guessed(answers: Answers, world: World) -> Answers:
    """The answers with the kind of thing, if it can be guessed from the words."""
    category = guess(answers["text"], world.community) if "category" not in answers else None
    return {**answers, "category": category.key} if category else answers


# --- what kind of thing ---


def kinds(world: World) -> list[Category]:
    """The few kinds of thing that are offered: the common ones, as the configuration lists them."""
    common = [category for category in world.community.categories if category.common]
    return [category for category in common if category is not world.community.plain_category][:_MOST_KINDS]


def _ask_kind(_answers: Answers, world: World) -> Question:
    language = world.person.language
    rows = [(Option(f"c.{c.key}", c.name if language == "zh" else c.name_en, literal=True),) for c in kinds(world)]
    other = Option(f"c.{world.community.plain_category.key}", "plain_other")
    return Question("plain/kind", rows=(*rows, (other,)))


def _take_kind(answers: Answers, given: Input, world: World) -> Again | Taken:
    offered = {f"c.{category.key}": category.key for category in (*kinds(world), world.community.plain_category)}
    match given:
        case Choice(key) if key in offered:
            return Taken({**answers, "category": offered[key]})
        case Words() | Files():
            more = _told_more(answers, given, world, "now_category")
            guessed = _guessed(more.answers, world)
            return Again(more.answers, more.problem, more.details) if "category" not in guessed else Taken(guessed)
    return Again(answers, "use_buttons")


def _told_more(answers: Answers, given: Words | Files, world: World, answer: str) -> Again:
    """More is said while something else is asked: it is kept; ``answer`` is what they are told then."""
    said = Files((), given.text) if isinstance(given, Words) else given
    return also_told(answers, said, world, answer)


# --- which grid, only if nobody knows where the person lives ---


def _ask_grid(_answers: Answers, world: World) -> Question:
    options = [(Option(str(grid.number), grid.name, literal=True),) for grid in world.community.grids]
    return Question("report/grid", rows=tuple(options))


def _take_grid(answers: Answers, given: Input, world: World) -> Again | Taken:
    if isinstance(given, Choice) and given.key.isdecimal() and world.community.grid(int(given.key)):
        return Taken(where.without_place({**answers, "grid": int(given.key)}))
    return also_told(answers, given, world, "kept") if isinstance(given, Files) else Again(answers, "use_buttons")


# --- where ---


def _ask_where(answers: Answers, world: World) -> Question:
    if answers.get("free"):
        return Question("plain/place", rows=((Option(_UNSURE, "plain_skip_place"),),))
    buildings, own = _own_first(answers, world), _own(answers, world)
    page = min(answers.get("page", 0), max(0, (len(buildings) - 1) // _PAGE))
    shown = buildings[page * _PAGE : (page + 1) * _PAGE]
    rows = [(Option(f"b.{one.key}", one.name, literal=True, style="primary" if one is own else None),) for one in shown]
    if (page + 1) * _PAGE < len(buildings):
        rows.append((Option(f"p.{page + 1}", "plain_more"),))
    elif page:
        rows.append((Option("p.0", "plain_first"),))
    return Question("plain/where", rows=(*rows, (Option(_UNSURE, "plain_unsure"),)))


def _take_where(answers: Answers, given: Input, world: World) -> Again | Taken:
    match given:
        case Choice(key) if key == _UNSURE and answers.get("free"):
            return Taken(_somewhere(answers, world))
        case Choice(key) if key == _UNSURE:
            return Again({**answers, "free": True})
        case Files(files) if any(file.kind is MediaKind.VOICE for file in files):
            told = also_told(answers, given, world)
            return told if told.problem else Taken(_somewhere(told.answers, world))
    taken = where.take(answers, given, world)
    return Taken(_settled(taken.answers)) if isinstance(taken, Taken) else taken


def _somewhere(answers: Answers, world: World) -> Answers:
    """Somewhere in the grid: who cannot say it, or has said it in a voice note, is not held up."""
    grid = world.community.grid(answers["grid"])
    return _settled(where.with_words(answers, grid.name if grid else str(answers["grid"])))


def _settled(answers: Answers) -> Answers:
    return {key: value for key, value in answers.items() if key != "free"}


def _own(answers: Answers, world: World) -> Building | None:
    """The building in which the person lives, if it is of this grid."""
    person = world.person
    known = person.building if person.grid == answers["grid"] else None
    return world.community.building(answers["grid"], known) if known else None


def _own_first(answers: Answers, world: World) -> list[Building]:
    grid, own = world.community.grid(answers["grid"]), _own(answers, world)
    others = [building for building in (grid.buildings if grid else ()) if building is not own]
    return [own, *others] if own else others


# --- sending it ---


def _ask_send(answers: Answers, world: World) -> Question:
    category = world.community.category(answers["category"])
    name = "" if category is None else category.name if world.person.language == "zh" else category.name_en
    data: dict[str, Value] = {
        "category": name,
        "text": answers.get("text", ""),
        "photos": len(answers.get("photos", ())),
        "voices": len(answers.get("voices", ())),
        "place": where.say(where.place(answers), answers["grid"], world.community),
    }
    return Question("plain/send", data, ((Option("submit", "plain_submit", style="primary"),),))


def _take_send(answers: Answers, given: Input, world: World) -> Again | Done:
    match given:
        case Choice("submit"):
            return Done("submit", answers)
        case Words() | Files():
            return _told_more(answers, given, world, "kept")
    return Again(answers, "use_buttons")


PLAIN = Flow(
    NAME,
    (
        Step("what", _always, lambda a: "text" in a, _ask_what, _take_what),
        Step("kind", _always, lambda a: "category" in a, _ask_kind, _take_kind),
        Step("grid", _always, lambda a: "grid" in a, _ask_grid, _take_grid),
        Step("where", _always, lambda a: "place" in a, _ask_where, _take_where, _settled),
        Step("send", _always, lambda _: False, _ask_send, _take_send),
    ),
)
