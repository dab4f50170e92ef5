"""Reads QWeather (和风天气): its Weather Alert v1, and the rain of the next two hours in steps of five minutes.

An alert names no area: it was asked for at a place. Its attributions must be shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.warning import Colour, Forecast, Message, Rain, Reference, Status, WeatherWarning
from bot.weather import headline
from bot.weather.reading import (
    MOST_PROBLEMS,
    Outlook,
    Problem,
    Reading,
    Unreadable,
    Why,
    clean,
    instant,
    json_of,
    listed,
    maybe_instant,
    number,
    shown,
    table,
)

#: A warning without an end is taken to last so long from its beginning.
LASTS_MS = 24 * 3_600_000
_STEP_MS = 5 * 60_000
_MOST_ALERTS, _MOST_STEPS, _MOST_SUPERSEDED = 1_000, 288, 200
_MESSAGE = {"alert": Message.ALERT, "update": Message.UPDATE, "cancel": Message.CANCEL}


def read_alerts(source: str, document: bytes) -> Reading:
    """The warnings that are in force. An empty list is believed only where the answer says that it is meant so."""
    try:
        answer = table("document", json_of(document))
        _refused(answer)
        metadata = table("metadata", answer.get("metadata"))
        empty = metadata.get("zeroResult") is True
        alerts = listed("alerts", answer.get("alerts", [] if empty else None))
        if not alerts and not empty:
            raise Unreadable("metadata.zeroResult", Why.BAD_VALUE, metadata.get("zeroResult"))
    except Unreadable as error:
        return Reading(problems=(error.problem,))
    attributions = _texts(metadata.get("attributions"))
    warnings, problems = list[WeatherWarning](), list[Problem]()
    if len(alerts) > _MOST_ALERTS:
        problems.append(Problem("alerts", Why.TOO_LARGE, str(len(alerts))))
    for at, alert in enumerate(alerts[:_MOST_ALERTS]):
        try:
            warnings.append(_warning(source, alert, attributions))
        except Unreadable as error:
            problems.append(_placed(error.problem, f"alerts[{at}]", alert))
    return Reading(tuple(warnings), tuple(problems[:MOST_PROBLEMS]))


def _warning(source: str, value: object, attributions: tuple[str, ...]) -> WeatherWarning:
    alert = table("", value)
    identifier = clean(alert.get("id"), 300)
    if not identifier:
        raise Unreadable("id", Why.MISSING)
    kind = table("messageType", alert.get("messageType"))
    message = _MESSAGE.get(clean(kind.get("code"), 20).lower())
    if message is None:
        raise Unreadable("messageType.code", Why.BAD_VALUE if kind.get("code") else Why.MISSING, kind.get("code"))
    sent = instant("issuedTime", alert.get("issuedTime"))
    title, event = clean(alert.get("headline"), 400), _name(alert.get("eventType"))
    if not (title or event):
        raise Unreadable("headline", Why.MISSING)
    said = headline.read(title, event)
    begins = maybe_instant(alert.get("onsetTime")) or maybe_instant(alert.get("effectiveTime"))
    ends = maybe_instant(alert.get("expireTime"))
    return WeatherWarning(
        source,
        identifier,
        clean(alert.get("senderName"), 300),
        sent,
        Status.ACTUAL,
        Message.CANCEL if said.lifts else message,
        said.hazard,
        _colour(alert, said.colour),
        tuple(Reference("", one) for one in _texts(kind.get("supersedes"))[:_MOST_SUPERSEDED]),
        event=clean(event, 100),
        headline=title,
        description=clean(alert.get("description")),
        instruction=clean(alert.get("instruction")),
        onset=begins,
        expires=ends if ends is not None and ends > sent else (begins or sent) + LASTS_MS,
        attributions=attributions,
    )


def _colour(alert: Mapping[str, object], said: Colour) -> Colour:
    """The colour that the answer names, else the title's, else what stands for the severity."""
    named = headline.plain_colour(_name(alert.get("color"), "code"))
    known = named if named is not Colour.UNKNOWN else said
    return known if known is not Colour.UNKNOWN else headline.colour_of_severity(clean(alert.get("severity"), 20))


def _placed(problem: Problem, place: str, alert: object) -> Problem:
    called = clean(alert.get("headline") or alert.get("id"), 100) if isinstance(alert, dict) else ""
    return Problem(f"{place}.{problem.field}".removesuffix("."), problem.why, problem.detail, called)


# --- minutely precipitation ---


def read_minutely(source: str, document: bytes, place: tuple[float, float]) -> Outlook:
    """The rain of the next two hours at a place (lat, lon), as the answer does not name it."""
    try:
        answer = table("document", json_of(document))
        _refused(answer)
        steps = listed("minutely", answer.get("minutely"))
        if not 0 < len(steps) <= _MOST_STEPS:
            raise Unreadable("minutely", Why.TOO_LARGE if steps else Why.MISSING, len(steps))
        rain = [_step(f"minutely[{at}]", step) for at, step in enumerate(steps)]
        if all(one.mm is None for one in rain):
            raise Unreadable("minutely.precip", Why.MISSING)
    except Unreadable as error:
        return Outlook(problems=(error.problem,))
    refer = answer.get("refer")
    sources = _texts(refer.get("sources")) if isinstance(refer, dict) else ()
    ordered = tuple(sorted(rain, key=lambda one: one.at))
    return Outlook((Forecast(source, *place, ordered, clean(answer.get("summary"), 200), sources),))


def _step(field: str, value: object) -> Rain:
    step = table(field, value)
    at, precip = instant(f"{field}.fxTime", step.get("fxTime")), step.get("precip")
    mm = number(precip)
    if (mm is None and precip not in (None, "")) or (mm is not None and not 0 <= mm <= 500):
        raise Unreadable(f"{field}.precip", Why.BAD_VALUE, precip)
    return Rain(at, _STEP_MS, mm)


# --- values ---


def _refused(answer: Mapping[str, object]) -> None:
    """Raises what the service says is wrong: old answers have a code, new ones an error."""
    error = answer.get("error")
    if error is not None:
        raise Unreadable("error", Why.REFUSED, error.get("title", error) if isinstance(error, dict) else error)
    code = answer.get("code", "200")
    if code not in ("200", 200):
        raise Unreadable("code", Why.REFUSED, shown(code))


def _name(value: object, key: str = "name") -> str:
    return clean(value.get(key), 100) if isinstance(value, dict) else clean(value, 100)


def _texts(value: object) -> tuple[str, ...]:
    found: Sequence[object] = value if isinstance(value, list) else ()
    return tuple(text for one in found[:_MOST_SUPERSEDED] if (text := clean(one, 300)))
