"""Requests to Telegram through aiohttp, in the form that python-telegram-bot wants (PTB#4560 has the reason)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData


class NotSent(NetworkError):
    """No connection: it is certain that nothing arrived. Any other network error leaves that open."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes out with a call: the parameter that it is, its name and its content, or where that lies."""

    field: str
    name: str
    content: bytes | Path

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.content.stat().st_size if isinstance(self.content, Path) else len(self.content)


@dataclass(frozen=True, slots=True)
class _Form:
    """Parameters that go out as a form, because a file goes with them."""

    parameters: Mapping[str, Any]
    upload: Upload


@dataclass(frozen=True, slots=True)
class _Json:
    """Parameters that go out as one JSON body."""

    body: bytes


class AiohttpRequest(BaseRequest):
    """One pool of connections. ``timeout`` is in seconds, for a whole request; ``connections`` bounds the pool."""

    def __init__(self, timeout: float = 10.0, connections: int = 256) -> None:
        self.timeout = timeout
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that a request may take unless it says otherwise."""
        return self.timeout

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, url: str, parameters: Mapping[str, Any], timeout: float | None = None) -> Any:
        """Call a Bot API method with JSON parameters; its result, or a TelegramError."""
        data = cast(RequestData, _Json(orjson.dumps(parameters)))
        payload = await self._request_wrapper(
            url, "POST", data, read_timeout=self.timeout if timeout is None else timeout
        )
        return self.parse_json_payload(payload)["result"]

    async def upload(self, url: str, parameters: Mapping[str, Any], upload: Upload) -> Any:
        """Call a Bot API method with a file; its result, or a TelegramError. A large one may take its time."""
        data = cast(RequestData, _Form(parameters, upload))
        seconds = self.timeout * _UPLOAD_FACTOR + upload.size / _SLOWEST
        payload = await self._request_wrapper(url, "POST", data, read_timeout=seconds)
        return self.parse_json_payload(payload)["result"]

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer's JSON; TelegramError if it is none."""
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError as error:
            raise TelegramError("Invalid server response") from error

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """The status and the body of the answer; TimedOut, NotSent or NetworkError if there is none."""
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        seconds = read_timeout if isinstance(read_timeout, int | float) else self.timeout
        try:
            async with self._session.request(
                method, url, timeout=aiohttp.ClientTimeout(total=seconds), **_body(request_data)
            ) as response:
                return response.status, await response.read()
        except aiohttp.ClientConnectorError as error:
            raise NotSent(str(error)) from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error


_JSON = {"Content-Type": "application/json"}
_UPLOAD_FACTOR = 3
#: Bytes a second over a line that is slow and good enough: 2 Mbit/s.
_SLOWEST = 250_000


def _body(data: RequestData | _Json | _Form | None) -> dict[str, Any]:
    if isinstance(data, _Json):
        return {"data": data.body, "headers": _JSON}
    if isinstance(data, _Form):
        return {"data": _form(data.parameters, data.upload)}
    if data is None or not data.contains_files:
        return {} if data is None else {"data": data.json_parameters}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}


def _form(parameters: Mapping[str, Any], upload: Upload) -> aiohttp.FormData:
    """The form; the file's name as it is, for Telegram does not undo what aiohttp would do to other than ASCII."""
    form = aiohttp.FormData(quote_fields=False)
    for name, value in parameters.items():
        form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    content = upload.content.open("rb") if isinstance(upload.content, Path) else upload.content
    form.add_field(upload.field, content, filename=upload.name, content_type="application/octet-stream")
    return form
