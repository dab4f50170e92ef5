"""Reads CAP, the format of official warnings (OASIS Common Alerting Protocol 1.2, and 1.1).

One document may hold many alerts: each that can be read is a warning, whatever the others are. Of several ``info``
blocks the Chinese ones are taken, else the English, else those of the first language; those of one language are the
regions of one warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TypeVar

from bot.domain.warning import Area, Colour, Hazard, Message, Reference, Status, WeatherWarning
from bot.weather import headline
from bot.weather.elements import Group, Walk
from bot.weather.reading import (
    MOST_PROBLEMS,
    Problem,
    Reading,
    Unreadable,
    Why,
    clean,
    instant,
    maybe_instant,
    number,
    shown,
)

_GROUPS = frozenset({"alert", "info", "area", "geocode", "parameter", "eventCode"})
_MOST_ALERTS, _MOST_AREAS, _MOST_CODES, _MOST_POINTS, _MOST_REFERENCES = 5_000, 500, 2_000, 5_000, 200
_LONGEST_KEY, _LONGEST_TITLE = 300, 400
_STATUS = {status.value.lower(): status for status in Status}
_NO_WARNING = frozenset({"ack", "error"})
_MESSAGE = {"alert": Message.ALERT, "update": Message.UPDATE, "cancel": Message.CANCEL}
_ALL_CLEAR = "allclear"
#: What stands in an alert only: outside of one it belongs to one that is called something else.
_STRAY = frozenset({"identifier", "msgType"})
T = TypeVar("T")


def read(source: str, document: bytes) -> Reading:
    """The warnings of a document; ``source`` is the key under which the configuration has where it comes from."""
    walk = Walk(document, _GROUPS)
    warnings, problems, passed = list[WeatherWarning](), list[Problem](), list[str]()
    for name, alert in islice(walk, _MOST_ALERTS):
        try:
            found = _warning(source, alert) if name == "alert" else None
        except Unreadable as error:
            problems.append(_of(error.problem, alert))
            continue
        warnings += [found] if isinstance(found, WeatherWarning) else []
        passed += [found] if isinstance(found, str) else []
        if name != "alert":
            problems.append(Problem("alert", Why.NOT_THIS, name))
    if walk.problem is not None:
        problems.append(walk.problem)
    if len(warnings) + len(problems) + len(passed) >= _MOST_ALERTS:
        problems.append(Problem("alert", Why.TOO_LARGE, str(_MOST_ALERTS)))
    if _STRAY & walk.outside.texts.keys() or not (warnings or problems or passed):
        problems.append(Problem("alert", Why.NOT_THIS, walk.root))
    return Reading(tuple(warnings), tuple(problems[-MOST_PROBLEMS:]), tuple(passed))


def _of(problem: Problem, alert: Group) -> Problem:
    """The problem, with what is known of the message that has it: its title, else its identifier."""
    titles = (info.text("headline") for info in alert.inner("info"))
    called = next((title for title in titles if title), "") or alert.text("identifier")
    return Problem(problem.field, problem.why, problem.detail, clean(called, 100))


def _warning(source: str, alert: Group) -> WeatherWarning | str:
    """The warning that an alert is; its identifier, if it is no warning but an answer between services."""
    identifier = _key(alert, "identifier")
    kind = alert.text("msgType").lower()
    if kind in _NO_WARNING:
        return identifier
    status = _STATUS.get(alert.text("status").lower())
    if status is None:
        raise _lacking(alert, "status")
    message = _MESSAGE.get(kind)
    if message is None:
        raise _lacking(alert, "msgType")
    infos = alert.inner("info")
    if not infos and message is not Message.CANCEL:
        raise Unreadable("info", Why.MISSING)
    sent = instant("sent", alert.text("sent"))
    references = _references(alert.text("references"))
    head = (source, identifier, _key(alert, "sender"), sent, status)
    if not infos:
        return WeatherWarning(*head, message, Hazard.OTHER, Colour.UNKNOWN, references)
    return _told(head, message, references, _spoken(infos), infos)


def _told(
    head: tuple[str, str, str, int, Status],
    message: Message,
    references: tuple[Reference, ...],
    regions: Sequence[Group],
    infos: Sequence[Group],
) -> WeatherWarning:
    """The warning that the ``regions`` of one language tell; ``infos`` are the blocks of all languages."""
    said = [_said(region) for region in regions]
    main = max(range(len(said)), key=lambda at: (said[at][1].rank, -at))
    hazard, colour, _ = said[main]
    first, sent = regions[main], head[3]
    ends = all(lifted for _, _, lifted in said)
    onsets = [at for region in regions if (at := maybe_instant(region.text("onset")))]
    begins = [at for region in regions if (at := maybe_instant(region.text("effective")))]
    expiries = [at for region in regions if (at := maybe_instant(region.text("expires")))]
    return WeatherWarning(
        *head,
        Message.CANCEL if ends else message,
        hazard,
        colour,
        references,
        event=clean(first.text("event"), 100),
        headline=clean(first.text("headline"), _LONGEST_TITLE),
        description=clean(first.text("description")),
        instruction=clean(first.text("instruction")),
        onset=min(onsets or begins, default=None),
        # An end before the beginning is a mistake of the source: a warning must not end by it.
        expires=max((at for at in expiries if at > sent), default=None),
        areas=_areas(regions) or _areas(infos),
    )


def _said(info: Group) -> tuple[Hazard, Colour, bool]:
    """Hazard, colour, and whether it is a lift: by the title, else by what else a block says."""
    title, event = info.text("headline"), info.text("event")
    said = headline.read(title, event)
    colour = said.colour
    if colour is Colour.UNKNOWN:
        colour = _colour_of_parameters(info)
    if colour is Colour.UNKNOWN:
        colour = headline.colour_of_severity(info.text("severity"))
    responses = [text.lower() for text in info.every("responseType")]
    all_clear = bool(responses) and all(one == _ALL_CLEAR for one in responses)
    return said.hazard, colour, said.lifts or all_clear


def _colour_of_parameters(info: Group) -> Colour:
    for parameter in info.inner("parameter"):
        name = parameter.text("valueName").lower()
        if "color" in name or "colour" in name or name == "awareness_level":
            found = headline.plain_colour(parameter.text("value"))
            if found is not Colour.UNKNOWN:
                return found
    return Colour.UNKNOWN


def _spoken(infos: Sequence[Group]) -> Sequence[Group]:
    """The blocks of the language that is taken."""
    languages = [_language(info) for info in infos]
    wishes: tuple[Callable[[str], bool], ...] = (
        lambda language: language in ("zh", "zh-cn", "zh-hans", "zh-hans-cn", "chi", "zho"),
        lambda language: language.startswith("zh"),
        lambda language: language.startswith("en"),
        lambda language: language == languages[0],
    )
    for wish in wishes:
        if found := [info for info, language in zip(infos, languages, strict=True) if wish(language)]:
            return found
    return infos


def _language(info: Group) -> str:
    """The language of a block; one that does not name it is Chinese if its title is."""
    named = info.text("language").lower().replace("_", "-")
    return named or ("zh" if any(0x4E00 <= ord(sign) <= 0x9FFF for sign in info.text("headline")) else "en")


def _references(text: str) -> tuple[Reference, ...]:
    """The triples "sender,identifier,sent" with blanks between them; what is no triple names a message all the same."""
    found = []
    for triple in text.split()[:_MOST_REFERENCES]:
        parts = triple.split(",")
        if len(parts) >= 3:
            found.append(Reference(",".join(parts[:-2]), parts[-2], maybe_instant(parts[-1])))
        elif parts[-1]:
            found.append(Reference(parts[0] if len(parts) == 2 else "", parts[-1]))
    return tuple(one for one in found if one.identifier)


# --- areas ---


def _areas(infos: Iterable[Group]) -> tuple[Area, ...]:
    found = dict.fromkeys(_area(area) for info in infos for area in info.inner("area"))
    return tuple(found)[:_MOST_AREAS]


def _area(area: Group) -> Area:
    codes = dict.fromkeys(clean(code.text("value"), 40) for code in area.inner("geocode"))
    return Area(
        clean(area.text("areaDesc"), 200),
        tuple(code for code in codes if code)[:_MOST_CODES],
        _shapes(area.every("polygon"), _polygon),
        _shapes(area.every("circle"), _circle),
    )


def _shapes(texts: Sequence[str], read_one: Callable[[str], T | None]) -> tuple[T, ...]:
    """The shapes; none at all if one of them cannot be read, for then it is not known where the warning holds."""
    found = [read_one(text) for text in texts]
    known = tuple(shape for shape in found if shape is not None)
    return known if len(known) == len(found) else ()


def _polygon(text: str) -> tuple[tuple[float, float], ...] | None:
    points = [_point(pair) for pair in text.split()[: _MOST_POINTS + 1]]
    known = tuple(point for point in points if point is not None)
    return known if len(known) == len(points) and 3 <= len(points) <= _MOST_POINTS else None


def _circle(text: str) -> tuple[float, float, float] | None:
    centre, _, radius = text.strip().rpartition(" ")
    point, km = _point(centre.strip()), number(radius)
    return (*point, km) if point is not None and km is not None and km >= 0 else None


def _point(text: str) -> tuple[float, float] | None:
    lat_text, _, lon_text = text.partition(",")
    lat, lon = number(lat_text), number(lon_text)
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    return lat, lon


# --- texts by which messages are matched ---


def _key(alert: Group, name: str) -> str:
    """A text that is there, and whole."""
    text = alert.text(name)
    if not text:
        raise Unreadable(name, Why.MISSING)
    if len(text) > _LONGEST_KEY:
        raise Unreadable(name, Why.TOO_LARGE, len(text))
    return text


def _lacking(alert: Group, name: str) -> Unreadable:
    text = alert.text(name)
    return Unreadable(name, Why.BAD_VALUE if text else Why.MISSING, shown(text))
