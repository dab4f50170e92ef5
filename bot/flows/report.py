"""The report dialog (问题上报): grid, category, what happened, photos, where, similar cases, review."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.case import Place
from bot.domain.community import CaseKind, Category, Community, PhotoRule
from bot.domain.distress import Depth
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
    Go,
    Input,
    Option,
    Question,
    Spot,
    Step,
    Taken,
    Words,
    World,
    also_told,
    is_changing,
)
from bot.flows.similar import SIMILAR

NAME = "report"


def _always(_answers: Answers, _world: World) -> bool:
    return True


def _never(_answers: Answers) -> bool:
    return False


# --- which grid ---


def _ask_grid(_answers: Answers, world: World) -> Question:
    options = [Option(str(grid.number), grid.name, literal=True) for grid in world.community.grids]
    return Question("report/grid", rows=_rows(options, 2))


def _take_grid(answers: Answers, given: Input, world: World) -> Again | Taken:
    if isinstance(given, Choice) and given.key.isdecimal() and world.community.grid(int(given.key)):
        return Taken(where.without_place({**answers, "grid": int(given.key)}))
    return _tell_first(answers, given, world, "kept")


# --- which category ---


def _ask_group(_answers: Answers, world: World) -> Question:
    common = [_category_option(c, world) for c in world.community.categories if c.common]
    groups = [
        Option(f"g.{g.key}", f"{_name(g.name, g.name_en, world)} ▸", literal=True) for g in world.community.groups
    ]
    return Question("report/group", rows=_rows(common, 2) + _rows(groups, 2))


def _take_group(answers: Answers, given: Input, world: World) -> Again | Taken:
    if isinstance(given, Choice):
        kind, _, key = given.key.partition(".")
        if kind == "g" and world.community.group(key):
            return Taken({**answers, "group": key})
        return _choose_category(answers, given, world)
    return _say_first(answers, given, world)


def _ask_category(answers: Answers, world: World) -> Question:
    group = world.community.group(answers["group"])
    options = [_category_option(c, world) for c in group.categories] if group else []
    name = _name(group.name, group.name_en, world) if group else ""
    return Question("report/category", {"group": name}, _rows(options, 2))


def _take_category(answers: Answers, given: Input, world: World) -> Again | Taken:
    if isinstance(given, Choice):
        return _choose_category(answers, given, world)
    return _say_first(answers, given, world)


def _choose_category(answers: Answers, given: Choice, world: World) -> Again | Taken:
    key = given.key.removeprefix("c.")
    category = world.community.category(key)
    if category is None:
        return Again(answers, "use_buttons")
    return Taken(_without_similar({**_without_group(answers), "category": key}))


def _say_first(answers: Answers, given: Input, world: World) -> Again | Taken:
    """Somebody tells right away what happened, which may answer what kind of thing it is."""
    told = _tell_first(answers, given, world, "now_category")
    return Taken(told.answers) if "category" in told.answers and "category" not in answers else told


def _tell_first(answers: Answers, given: Input, world: World, problem: str) -> Again:
    """What somebody tells before it is asked is kept, and proposes the category."""
    match given:
        case Files():
            told = also_told(answers, given, world, problem)
        case Words(text) if text.strip() and "text" not in answers:
            told = Again({**answers, "text": text.strip()}, problem)
        case Spot() if "grid" in answers:
            told = Again(where.with_spot(answers, given), problem)
        case _:
            return Again(answers, "use_buttons")
    category = guess(told.answers.get("text", ""), world.community)
    if category is None or "category" in answers or "text" in answers:
        return told
    return replace(told, answers={**_without_group(told.answers), "category": category.key})


def guess(text: str, community: Community) -> Category | None:
    """The category whose words a text holds: the one with the most of them, by their length."""
    found = [(sum(len(word) for word in c.words if word in text), c) for c in community.categories]
    score, category = max(found, key=lambda pair: pair[0])
    return category if score else None


# --- how deep the water stands, where the report began at the message of a flood response ---


def _depth_wanted(answers: Answers, _world: World) -> bool:
    return bool(answers.get("water"))


def _ask_depth(_answers: Answers, _world: World) -> Question:
    options = [Option(f"deep.{depth}", "report_depth", data={"depth": depth.value}) for depth in Depth]
    return Question("report/depth", {"emergency": True}, rows=_rows(options, 2))


def _take_depth(answers: Answers, given: Input, world: World) -> Again | Taken:
    known = {f"deep.{depth}": depth.value for depth in Depth}
    match given:
        case Choice(key) if key in known:
            return Taken({"text": "", **answers, "depth": known[key]})
        case Files():
            return also_told(answers, given, world, "kept")
        case Words(text) if text.strip():
            return Again({**answers, "text": text.strip()}, "kept")
        case Spot():
            return Again(where.with_spot(answers, given), "kept")
    return Again(answers, "use_buttons")


# --- what happened ---


def _ask_text(answers: Answers, world: World) -> Question:
    category = world.community.category(answers.get("category", ""))
    name = _name(category.name, category.name_en, world) if category else ""
    emergency = category is not None and category.kind is CaseKind.EMERGENCY
    return Question("report/text", {"category": name, "photos": len(answers.get("photos", ())), "emergency": emergency})


def _take_text(answers: Answers, given: Input, world: World) -> Again | Taken:
    match given:
        case Words(text) if text.strip():
            return Taken({**_without_voices(answers), "text": text.strip()})
        case Files():
            return _take_files(answers, given, world)
        case Spot():
            return Again(where.with_spot(answers, given), "now_words")
    return Again(answers, "now_words")


def _without_voices(answers: Answers) -> Answers:
    """Whoever changes what they said to words does not want to be heard any more: a voice tells who speaks."""
    if not is_changing(answers, "text"):
        return answers
    return {key: value for key, value in answers.items() if key != "voices"}


def _take_files(answers: Answers, given: Files, world: World) -> Again | Taken:
    """Words under a photo, or a voice note, say what happened; a photo alone does not."""
    words = given.caption.strip()
    before = {key: value for key, value in answers.items() if key != "text"} if words else answers
    kept = also_told(before, given, world)
    if kept.problem == "too_long":  # what was said before still counts
        return replace(kept, answers={**answers, **kept.answers})
    if words or any(file.kind is MediaKind.VOICE for file in given.files):
        return Taken(kept.answers)
    return Again(kept.answers, kept.problem or (None if "text" in answers else "now_words"), kept.details)


# --- photos ---


def _photos_wanted(answers: Answers, world: World) -> bool:
    category = world.community.category(answers.get("category", ""))
    return bool(answers.get("water")) or (category is not None and category.photo is PhotoRule.WANTED)


def _photos_answered(answers: Answers) -> bool:
    return bool(answers.get("photos_done"))


def _ask_photos(answers: Answers, world: World) -> Question:
    many = len(answers.get("photos", ()))
    option = Option("go", "photos_go", style="primary") if many else Option("go", "photos_skip")
    rows = ((option,),) if not many else ((option,), (Option("clear", "photos_clear"),))
    return Question("report/photos", {"many": many, "most": world.community.policy.max_photos}, rows)


def _take_photos(answers: Answers, given: Input, world: World) -> Again | Taken:
    match given:
        case Choice("go"):
            return Taken({**answers, "photos_done": True})
        case Choice("clear"):
            return Again({**answers, "photos": [], "photos_done": False})
        case Files():
            return also_told(answers, given, world)
    return Again(answers, "photo_or_skip")


# --- review ---


def _ask_review(answers: Answers, world: World) -> Question:
    category = world.community.category(answers["category"])
    grid = world.community.grid(answers["grid"])
    data: dict[str, Value] = {
        "category": _name(category.name, category.name_en, world) if category else "",
        "private": category is not None and not category.is_public,
        "emergency": category is not None and category.kind is CaseKind.EMERGENCY,
        "text": answers.get("text", ""),
        "depth": answers.get("depth"),
        "photos": len(answers.get("photos", ())),
        "voices": len(answers.get("voices", ())),
        "grid": grid.name if grid else "",
        "place": where.say(where.place(answers), answers["grid"], world.community),
        "anonymous": is_anonymous(answers, world.community),
        "phone": world.person.phone is not None,
    }
    rows = (
        (Option("submit", "submit", style="primary"),),
        (Option("e.group", "edit_category"), Option("e.text", "edit_text")),
        (Option("e.photos", "edit_photos"), Option("e.where", "edit_where")),
        (Option("w.show", "who_show") if data["anonymous"] else Option("w.hide", "who_hide"),),
    )
    return Question("report/review", data, rows)


def _take_review(answers: Answers, given: Input, world: World) -> Again | Go | Done:
    match given:
        case Choice("submit"):
            return Done("submit", answers)
        case Choice("w.show" | "w.hide" as key):
            return Again({**answers, "anonymous": key == "w.hide"})
        case Choice(key) if key.removeprefix("e.") in _EDITABLE:
            return Go(key.removeprefix("e."), answers)
        case Files():
            return also_told(answers, given, world)
        case Spot():
            return Again(where.with_spot(_without_similar(answers), given))
    return Again(answers, "use_buttons")


_EDITABLE = ("group", "text", "photos", "where")


def is_anonymous(answers: Answers, community: Community) -> bool:
    """Whether the worker is not to know who reports: as the person chose, else where the category is private."""
    category = community.category(answers["category"])
    private = category is None or not category.is_public
    return bool(answers.get("anonymous", private))


# --- the flow ---


def _needs(answers: Answers, world: World) -> str | None:
    """Similar cases are looked for when it is known what is where, once for each answer to that."""
    known = {"grid", "category", "place"} <= answers.keys() and "text" in answers
    category = world.community.category(answers.get("category", ""))
    public = category is not None and category.is_public
    return "similar" if known and public and "similar" not in answers else None


def _without_group(answers: Answers) -> Answers:
    """The answers with no group of categories open."""
    return {key: value for key, value in answers.items() if key != "group"}


def _without_similar(answers: Answers) -> Answers:
    return {key: value for key, value in answers.items() if key != "similar"}


def _category_option(category: Category, world: World) -> Option:
    return Option(f"c.{category.key}", _name(category.name, category.name_en, world), literal=True)


def _name(name: str, name_en: str, world: World) -> str:
    return name if world.person.language == "zh" else name_en


def _rows(options: list[Option], width: int) -> tuple[tuple[Option, ...], ...]:
    return tuple(tuple(options[i : i + width]) for i in range(0, len(options), width))


def place_of(answers: Answers) -> Place:
    """The place among the answers."""
    return where.place(answers)


REPORT = Flow(
    NAME,
    (
        Step("grid", _always, lambda a: "grid" in a, _ask_grid, _take_grid),
        Step("group", _always, lambda a: "category" in a or "group" in a, _ask_group, _take_group),
        Step("category", lambda a, _: "group" in a, _never, _ask_category, _take_category, _without_group),
        Step("depth", _depth_wanted, lambda a: "depth" in a, _ask_depth, _take_depth),
        Step("text", _always, lambda a: "text" in a, _ask_text, _take_text),
        Step("photos", _photos_wanted, _photos_answered, _ask_photos, _take_photos),
        Step("where", _always, lambda a: "place" in a, where.ask, where.take),
        SIMILAR,
        Step("review", _always, _never, _ask_review, _take_review),
    ),
    _needs,
)
