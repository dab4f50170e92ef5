"""The parameters of a call, wherever they came from: query, form, multipart or JSON."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from sandbox.bot_api.errors import REQUEST_TOO_LARGE, BotApiError

MAX_REQUEST = 50 * 1024 * 1024 + 64 * 1024
"""50 MiB for the file and something for the rest (telegram-errors row 35)."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the request."""

    name: str
    mime_type: str
    data: bytes


class NotJson(Exception):
    """A parameter is not the JSON it should be."""


@dataclass(slots=True)
class Params:
    """Parameters by name. Values are text, or JSON values if the request was JSON."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a parameter as text; missing is empty, a JSON value is written as JSON."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return orjson.dumps(value).decode()

    def integer(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """Return a whole number, cut to [low, high]; what is none gives the default."""
        try:
            number = int(self.text(name))
        except ValueError:
            number = default
        number = number if low is None else max(low, number)
        return number if high is None else min(high, number)

    def decimal(self, name: str) -> float:
        """Return a decimal number; what is none gives 0."""
        try:
            return float(self.text(name))
        except ValueError:
            return 0.0

    def flag(self, name: str) -> bool:
        """Return a boolean: true, yes or 1, in any case."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """Return a parsed parameter, None if it is missing or empty. Raises NotJson."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError as error:
            raise NotJson(name) from error

    def mapping(self, name: str) -> dict[str, Any]:
        """Return a parsed object; anything else gives an empty one."""
        try:
            value = self.json(name)
        except NotJson:
            return {}
        return value if isinstance(value, dict) else {}


async def read(request: web.Request) -> Params:
    """Read a request's parameters. Raises BotApiError (413) when it is over about 50 MB."""
    if (request.content_length or 0) > MAX_REQUEST:
        raise BotApiError(REQUEST_TOO_LARGE)
    params = Params(dict(request.query))
    kind = request.content_type
    if kind == "multipart/form-data":
        await _read_multipart(request, params)
    elif kind == "application/json":
        _take_json(await request.read(), params)
    elif request.can_read_body:
        params.values.update({name: str(value) for name, value in (await request.post()).items()})
    return params


def _take_json(body: bytes, params: Params) -> None:
    try:
        values = orjson.loads(body) if body else {}
    except orjson.JSONDecodeError:
        return
    if isinstance(values, dict):
        params.values.update(values)


async def _read_multipart(request: web.Request, params: Params) -> None:
    total = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        data = bytes(await part.read())
        total += len(data)
        if total > MAX_REQUEST:
            raise BotApiError(REQUEST_TOO_LARGE)
        if part.filename is None:
            params.values[part.name] = data.decode("utf-8", "replace")
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            params.uploads[part.name] = Upload(part.filename, mime, data)
