"""Server-sent events for people's screens."""

import asyncio

from aiohttp import web

from sandbox.events import Event
from sandbox.keys import WORLD
from sandbox.user_api.requests import Refused, answer, person

HEARTBEAT = 15.0


async def stream(request: web.Request) -> web.StreamResponse:
    """GET /api/events?as=: a person's events (everyone's without `as`), until either side closes."""
    world = request.app[WORLD]
    try:
        user_id = person(world, request.query["as"]).id if "as" in request.query else None
    except Refused as refused:
        return answer({"error": {"code": refused.code, "message": str(refused)}}, refused.status)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    with world.events.listen(user_id) as queue:
        await response.prepare(request)
        await response.write(b": open\n\n")
        while (line := await _line(queue)) is not None:
            await response.write(line)
    return response


async def _line(queue: "asyncio.Queue[Event | None]") -> bytes | None:
    try:
        event = await asyncio.wait_for(queue.get(), HEARTBEAT)
    except TimeoutError:
        return b": still here\n\n"
    if event is None:
        return None
    name, data = event
    return b"event: " + name.encode() + b"\ndata: " + data + b"\n\n"
