"""The dialog at a checkpoint (打点): what was found there, with photos and the position as proof."""

from __future__ import annotations

from typing import Any

from bot.domain.media import MediaKind
from bot.domain.patrol import MOST_PHOTOS, Checkpoint, Found, Tick
from bot.domain.screen import Value
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
    World,
    also_photos,
    attachments,
)

NAME = "patrol"


def _about(answers: Answers, world: World) -> dict[str, Value]:
    point = point_of(answers, world.community.checkpoints)
    photos, found = len(answers.get("photos", ())), answers.get("found", "")
    name, kind = (point.name, point.kind.value) if point else ("", "other")
    return {"name": name, "kind": kind, "found": found, "photos": photos, "spot": "spot" in answers}


def _ask_found(answers: Answers, world: World) -> Question:
    rows = ((Option(Found.GOOD.value, "patrol_good", style="success"), Option(Found.BAD.value, "patrol_bad")),)
    return Question("patrol/point", _about(answers, world), rows)


def _take_found(answers: Answers, given: Input, _world: World) -> Again | Taken:
    match given:
        case Choice(key) if key in set(Found):
            return Taken({**answers, "found": key})
        case Files() | Spot():
            return _keep(answers, given)
    return Again(answers, "use_buttons")


def _ask_proof(answers: Answers, world: World) -> Question:
    proven = bool(answers.get("photos")) or "spot" in answers
    go = Option("go", "patrol_go", style="primary") if proven else Option("go", "patrol_skip")
    return Question("patrol/proof", {**_about(answers, world), "most": MOST_PHOTOS}, ((go,),))


def _take_proof(answers: Answers, given: Input, _world: World) -> Again | Done:
    match given:
        case Choice("go"):
            return Done(answers["found"], answers)
        case Files() | Spot():
            return _keep(answers, given)
    return Again(answers, "patrol_proof_how")


def _keep(answers: Answers, given: Files | Spot) -> Again:
    """Photos and a position are kept whenever they come. A photo sent as a file cannot be shown again as one."""
    if isinstance(given, Spot):
        return Again({**answers, "spot": [given.lat, given.lon]})
    if any(file.kind is not MediaKind.PHOTO for file in given.files):
        return Again(answers, "patrol_photo_how")
    return also_photos(answers, given, MOST_PHOTOS)


def point_of(answers: Answers, known: tuple[Checkpoint, ...]) -> Checkpoint | None:
    """The checkpoint that a dialog is about; None if the configuration has lost it."""
    return next((point for point in known if point.key == answers.get("point")), None)


def tick_of(answers: Answers, now: int) -> Tick:
    """What somebody has found."""
    photos = tuple(file.file_id for file in attachments(answers, "photos"))
    lat, lon = answers.get("spot", (None, None))
    return Tick(answers["point"], Found(answers["found"]), now, photos, lat, lon)


def report_of(answers: Answers, point: Checkpoint) -> Answers:
    """The report that begins with what is known: the grid, the place, the photos, and of which round it comes."""
    lat, lon = answers.get("spot", (point.lat, point.lon))
    place: dict[str, Any] = {"words": point.name, **({"lat": lat, "lon": lon} if lat is not None else {})}
    told: Answers = {"grid": point.grid, "place": place, NAME: [answers["round"], point.key]}
    return {**told, "photos": answers["photos"], "photos_done": True} if answers.get("photos") else told


PATROL = Flow(
    NAME,
    (
        Step("found", lambda _a, _w: True, lambda a: "found" in a, _ask_found, _take_found),
        Step("proof", lambda _a, _w: True, lambda _: False, _ask_proof, _take_proof),
    ),
)
