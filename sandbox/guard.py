"""Who may talk to the sandbox: programs and pages of this machine, nobody else."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class NotLoopback(ValueError):
    """The sandbox was asked to listen on an address that others can reach."""


def check_bind(host: str) -> None:
    """Refuse to listen on anything but loopback. Raises NotLoopback."""
    if host not in LOOPBACK:
        raise NotLoopback(f"the sandbox listens on loopback only, not on {host}")


def _host_of(address: str) -> str:
    try:
        return urlsplit(f"//{address}").hostname or ""
    except ValueError:
        return ""


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other Host headers (DNS rebinding) and requests from pages of other origins."""
    host = request.headers.get("Host", "")
    if _host_of(host) not in LOOPBACK:
        return web.Response(status=421, text="Misdirected Request")
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return web.Response(status=403, text="Forbidden")
    return await handler(request)
