"""getUpdates and the webhook's settings (telegram-errors row 42)."""

import asyncio
import re
import time
from typing import Any
from urllib.parse import urlsplit

from sandbox.bot_api import errors
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.params import NotJson, Params
from sandbox.jsontypes import Json
from sandbox.updates import Interrupted
from sandbox.world import World

MAX_BATCH = 100
MAX_TIMEOUT = 50
HELD_BACK = 3
"""A second conflict within this many seconds is answered this many seconds later."""
SAME_POLL = 0.5
"""The same offset again within this many seconds gives one update at most."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
MAX_SECRET = 256

OTHER_POLL = "other poll"
WEBHOOK_CALL = "setWebhook"


class Described:
    """A result with a description beside it, as setWebhook answers."""

    def __init__(self, result: Any, description: str) -> None:
        """Keep both."""
        self.result = result
        self.description = description


async def get_updates(world: World, params: Params) -> list[Json]:
    """Serve getUpdates: confirm what is before the offset, then wait for the first new update."""
    if world.webhook.url:
        raise BotApiError(errors.WEBHOOK_ACTIVE)
    world.updates.interrupt(OTHER_POLL)
    _allow(world, params)
    if params.integer("offset"):
        world.updates.confirm(params.integer("offset"))
    limit, patience = _pace(world, params)
    until = time.monotonic() + patience
    while not (found := world.updates.peek(limit)):
        left = until - time.monotonic()
        if left <= 0:
            break
        await _wait(world, left)
    return [update.json for update in found]


def _pace(world: World, params: Params) -> tuple[int, float]:
    """Return limit and timeout; with the flood limits on, one who asks again too soon gets less."""
    limit = params.integer("limit", MAX_BATCH, 1, MAX_BATCH)
    timeout = params.integer("timeout", 0, 0, MAX_TIMEOUT)
    now, offset = time.monotonic(), params.integer("offset")
    last_offset, last_time = world.last_poll
    world.last_poll = (offset, now)
    if world.limits.on and offset == last_offset:
        timeout = HELD_BACK if timeout < HELD_BACK and now < last_time + HELD_BACK else timeout
        limit = 1 if now < last_time + SAME_POLL else limit
    return limit, timeout


async def _wait(world: World, patience: float) -> None:
    try:
        await world.updates.wait(patience)
    except Interrupted as interruption:
        if str(interruption) == WEBHOOK_CALL:
            raise BotApiError(errors.WEBHOOK_CALL) from interruption
        await _hold_back(world)
        raise BotApiError(errors.OTHER_POLL) from interruption


async def _hold_back(world: World) -> None:
    """Answer the first conflict at once, further ones within three seconds after three seconds."""
    last, world.last_conflict = world.last_conflict, time.monotonic()
    if world.last_conflict - last < HELD_BACK:
        await asyncio.sleep(HELD_BACK)


def _allow(world: World, params: Params) -> None:
    try:
        kinds = params.json("allowed_updates")
    except NotJson:
        return
    if isinstance(kinds, list):
        world.updates.allow(str(kind) for kind in kinds)


def set_webhook(world: World, params: Params) -> Described:
    """Serve setWebhook; only addresses on this machine are accepted, with http as well as https."""
    url = params.text("url").strip()
    if not url:
        return delete_webhook(world, params)
    _check_url(url)
    secret = params.text("secret_token")
    if len(secret) > MAX_SECRET:
        raise BotApiError(errors.SECRET_TOO_LONG)
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise BotApiError(errors.SECRET_CHARACTERS)
    _allow(world, params)
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    hook = world.webhook
    same = (hook.url, hook.secret) == (url, secret)
    hook.url, hook.secret, hook.last_error = url, secret, ""
    hook.max_connections = params.integer("max_connections", 40, 1, 100)
    world.updates.interrupt(WEBHOOK_CALL)
    world.postman.wake()
    return Described(True, "Webhook is already set" if same else "Webhook was set")


def _check_url(url: str) -> None:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    try:
        port = parts.port
    except ValueError as error:
        raise BotApiError(errors.WEBHOOK_URL_INVALID) from error
    if not parts.hostname or any(char.isspace() for char in url):
        raise BotApiError(errors.WEBHOOK_URL_INVALID)
    if parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https":
        raise BotApiError(errors.WEBHOOK_BAD, reason="An HTTPS URL must be provided for webhook")
    if port not in (None, 80, 88, 443, 8443):
        reason = "Webhook can be set up only on ports 80, 88, 443 or 8443"
        raise BotApiError(errors.WEBHOOK_BAD, reason=reason)
    raise BotApiError(errors.WEBHOOK_BAD, reason="Failed to resolve host: Name or service not known")


def delete_webhook(world: World, params: Params) -> Described:
    """Serve deleteWebhook."""
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    was, world.webhook.url = world.webhook.url, ""
    return Described(True, "Webhook was deleted" if was else "Webhook is already deleted")


def get_webhook_info(world: World, params: Params) -> Json:  # noqa: ARG001
    """Serve getWebhookInfo."""
    return world.webhook.as_json(len(world.updates), world.updates.allowed)
