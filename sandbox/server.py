"""Starts and stops a sandbox."""

import asyncio
import contextlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from sandbox.bot_api import dispatch
from sandbox.bot_api.errors import PATH_UNKNOWN, BotApiError
from sandbox.guard import check_bind, guard
from sandbox.keys import WORLD
from sandbox.people import Person
from sandbox.user_api.routes import add_routes
from sandbox.world import World

DEMO_TOKEN = "7000000001:sandbox-demo-token"  # noqa: S105 - it opens nothing but this sandbox
BOT_USERNAME = "liubu_demo_bot"
BOT_NAME = "六步"
MAX_BODY = 100 * 1024 * 1024
PAGE = Path(__file__).parent / "page"
GRACE = 0.2
"""Seconds that open requests get when the sandbox stops."""


@dataclass(slots=True)
class Sandbox:
    """A running sandbox."""

    world: World
    url: str
    _runner: web.AppRunner
    _postman: "asyncio.Task[None]"

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.token

    async def stop(self) -> None:
        """Stop serving; long polls and event streams end at once."""
        self.world.events.close()
        self._postman.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._postman
        await self._runner.cleanup()


async def start(
    port: int = 0,
    *,
    host: str = "127.0.0.1",
    token: str = DEMO_TOKEN,
    bot_username: str = BOT_USERNAME,
    bot_name: str = BOT_NAME,
    privacy: bool = True,
    log: bool = False,
) -> Sandbox:
    """Start a sandbox with an empty world (port 0: any free one). Raises NotLoopback, OSError."""
    check_bind(host)
    bot = Person(int(token.partition(":")[0]), bot_name, username=bot_username, is_bot=True)
    world = World(token, bot, privacy)
    world.calls.on = log
    runner = web.AppRunner(application(world), access_log=None, handler_cancellation=True, shutdown_timeout=GRACE)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    await site.start()
    bound = runner.addresses[0][1]
    shown = f"[{host}]" if ":" in host else host
    postman = asyncio.get_running_loop().create_task(world.postman.run())
    return Sandbox(world, f"http://{shown}:{bound}", runner, postman)


def application(world: World) -> web.Application:
    """Assemble the web application."""
    app = web.Application(middlewares=[guard], client_max_size=MAX_BODY)
    app[WORLD] = world
    app.router.add_route("*", "/bot{rest:.*}", dispatch.serve)
    app.router.add_get("/file/bot{token:[^/]*}/{path:.*}", dispatch.download)
    add_routes(app)
    app.router.add_get("/", _index)
    app.router.add_get("/page/{path:.*}", _page)
    app.router.add_route("*", "/{rest:.*}", _unknown)
    return app


async def _index(request: web.Request) -> web.StreamResponse:  # noqa: ARG001
    return _file("index.html")


async def _page(request: web.Request) -> web.StreamResponse:
    return _file(request.match_info["path"])


def _file(name: str) -> web.StreamResponse:
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE) or not path.is_file():
        return web.Response(status=404, text="Not Found")
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    headers = {"Content-Type": kind, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return web.FileResponse(path, headers=headers)


async def _unknown(request: web.Request) -> web.StreamResponse:  # noqa: ARG001
    return dispatch.refusal(BotApiError(PATH_UNKNOWN))
