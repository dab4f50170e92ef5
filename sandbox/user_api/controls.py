"""The sandbox's own controls: clock, faults, limits, log."""

from aiohttp import web

from sandbox.faults import KINDS, Fault
from sandbox.user_api.requests import Answer, Refused, body, number
from sandbox.world import World

FOLLOW_SECONDS = 25.0
SETTLE_SECONDS = 30.0


async def clock(request: web.Request, world: World) -> Answer:  # noqa: ARG001
    """GET /api/clock."""
    return world.clock.as_json()


async def advance(request: web.Request, world: World) -> Answer:
    """POST /api/clock {"advance": seconds}: wind forward, then wait until the bot has done what is due."""
    values = await body(request)
    seconds = values.get("advance")
    if not isinstance(seconds, int | float) or seconds < 0:
        raise Refused("bad_request", "advance must be a number of seconds, not negative")
    await world.clock.advance(float(seconds))
    version = world.clock.version
    world.events.publish("clock", world.clock.as_json())
    settled = False
    if world.clock.has_follower():
        settled = await world.clock.wait_settled(version, SETTLE_SECONDS)
    return world.clock.as_json() | {"settled": settled}


async def follow(request: web.Request, world: World) -> Answer:
    """GET /api/clock/follow?after=<version>: the clock as soon as its version is greater, 25 s at most."""
    after = number(request.query.get("after") or 0, "after")
    await world.clock.follow(after, FOLLOW_SECONDS)
    return world.clock.as_json()


async def settled(request: web.Request, world: World) -> Answer:
    """POST /api/clock/settled {"version": n}: the bot has done everything that is due by then."""
    version = number((await body(request)).get("version"), "version")
    await world.clock.settle(version)
    return world.clock.as_json()


async def order_fault(request: web.Request, world: World) -> Answer:
    """POST /api/faults: the next `times` calls of a method go wrong."""
    values = await body(request)
    kind = next((one for one in KINDS if one == str(values.get("kind"))), None)
    if kind is None or not values.get("method"):
        raise Refused("bad_request", f"a fault has a method and a kind: {', '.join(KINDS)}")
    times = number(values.get("times", 1), "times")
    retry_after = number(values.get("retry_after", 1), "retry_after")
    chat_id = str(values["chat_id"]) if values.get("chat_id") else ""
    fault = Fault(str(values["method"]), kind, times, chat_id, retry_after)
    if times > 0:
        world.faults.faults.append(fault)
    return {"fault": fault.as_json()}


async def faults(request: web.Request, world: World) -> Answer:  # noqa: ARG001
    """GET /api/faults: what is still to go wrong."""
    return [fault.as_json() for fault in world.faults.faults]


async def clear_faults(request: web.Request, world: World) -> Answer:  # noqa: ARG001
    """DELETE /api/faults."""
    world.faults.faults.clear()
    return {"cleared": True}


async def set_limits(request: web.Request, world: World) -> Answer:
    """POST /api/limits {"on": bool}: Telegram's flood limits."""
    world.limits.on = bool((await body(request)).get("on", True))
    return {"on": world.limits.on}


async def log(request: web.Request, world: World) -> Answer:
    """GET /api/log?method=: the Bot API calls that were served, oldest first."""
    return world.calls.entries(request.query.get("method", ""))


async def set_log(request: web.Request, world: World) -> Answer:
    """POST /api/log {"on": bool}: write the log or not."""
    world.calls.on = bool((await body(request)).get("on", True))
    return {"on": world.calls.on}
