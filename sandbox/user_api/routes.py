"""The table of contents of the user-side API."""

from aiohttp import web

from sandbox.user_api import (
    chats,
    controls,
    events,
    files,
    messages,
    people,
    reactions,
    taps,
    topics,
    weather,
)
from sandbox.user_api.requests import Call, endpoint

MESSAGES = "/api/chats/{chat_id}/messages"
MESSAGE = MESSAGES + "/{message_id}"

CALLS: tuple[tuple[str, str, Call], ...] = (
    ("GET", "/api/people", people.everyone),
    ("POST", "/api/people", people.add),
    ("DELETE", "/api/people/{user_id}", people.deactivate),
    ("POST", "/api/people/{user_id}/block", people.set_blocked),
    ("GET", "/api/bot", people.bot),
    ("POST", "/api/bot", people.set_privacy),
    ("GET", "/api/chats", chats.listing),
    ("POST", "/api/chats", chats.create),
    ("DELETE", "/api/chats/{chat_id}", chats.close),
    ("POST", "/api/chats/{chat_id}/members", chats.members),
    ("POST", "/api/chats/{chat_id}/migrate", chats.to_supergroup),
    ("POST", "/api/chats/{chat_id}/topics", topics.create),
    ("POST", "/api/chats/{chat_id}/topics/{thread}", topics.change),
    ("DELETE", "/api/chats/{chat_id}/topics/{thread}", topics.delete),
    ("POST", "/api/chats/{chat_id}/forum", topics.turn),
    ("GET", MESSAGES, messages.history),
    ("POST", MESSAGES, messages.say),
    ("PATCH", MESSAGE, messages.change),
    ("DELETE", MESSAGE, messages.take_back),
    ("POST", "/api/messages/react", reactions.react),
    ("POST", "/api/taps", taps.tap),
    ("POST", "/api/start", taps.start),
    ("GET", "/api/clock", controls.clock),
    ("POST", "/api/clock", controls.advance),
    ("GET", "/api/clock/follow", controls.follow),
    ("POST", "/api/clock/settled", controls.settled),
    ("GET", "/api/faults", controls.faults),
    ("POST", "/api/faults", controls.order_fault),
    ("DELETE", "/api/faults", controls.clear_faults),
    ("POST", "/api/limits", controls.set_limits),
    ("GET", "/api/log", controls.log),
    ("POST", "/api/log", controls.set_log),
    ("POST", "/api/weather/cap", weather.add_warning),
    ("POST", "/api/weather/forecast", weather.set_forecast),
    ("POST", "/api/weather/flood", weather.set_flood),
    ("POST", "/api/weather/alerts", weather.set_alerts),
    ("POST", "/api/weather/minutely", weather.set_minutely),
    ("POST", "/api/weather/down", weather.set_down),
    ("DELETE", "/api/weather", weather.clear),
)


def add_routes(app: web.Application) -> None:
    """Mount the user-side API, and the weather services at their real paths."""
    for method, path, call in CALLS:
        app.router.add_route(method, path, endpoint(call))
    app.router.add_get("/api/events", events.stream)
    app.router.add_get("/api/files/{file_id}", files.show)
    app.router.add_get("/v1/forecast", weather.forecast)
    app.router.add_get("/v1/flood", weather.flood)
    app.router.add_get("/weatheralert/v1/current/{latitude}/{longitude}", weather.alerts)
    app.router.add_get("/v7/minutely/5m", weather.minutely)
    for prefix in ("", "/v2"):
        app.router.add_get(prefix + "/cap-alerts/cn-cma-xx/rss.xml", weather.feed)
        app.router.add_get(prefix + "/cap-alerts/cn-cma-xx/{number:\\d+}.xml", weather.warning)
