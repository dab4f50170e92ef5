"""The leanest HTTP/1.1 server that Bot API clients accept: one protocol per connection, no pipelining."""

import asyncio
import binascii
import re
from collections.abc import Callable

import orjson

Fields = dict[str, bytes]
Handler = Callable[[str, Fields, "Connection"], None]

HEAD_END = b"\r\n\r\n"
FIELD_NAME = re.compile(rb'name="?([^";\r\n]+)"?')


class Connection(asyncio.Protocol):
    """Cuts the byte stream into requests and hands each to the handler, which replies now or later."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the transport for the replies."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Forgets the transport: replies that come later are dropped."""
        self._transport = None

    @property
    def alive(self) -> bool:
        """Whether anybody still waits for a reply."""
        return self._transport is not None

    def data_received(self, data: bytes) -> None:
        """Handles every whole request of the buffer."""
        self._buffer = self._buffer + data if self._buffer else data
        while self._buffer and self._take():
            pass

    def _take(self) -> bool:
        buffer = self._buffer
        end = buffer.find(HEAD_END)
        if end < 0:
            return False
        head = buffer[:end].lower()
        cut = _body(buffer, end + 4, head)
        if cut is None:
            return False
        body, after = cut
        self._buffer = buffer[after:]
        target = buffer[: buffer.index(b"\r\n")].split(b" ")[1]
        path, _, query = target.partition(b"?")
        self._handler(path.decode(), fields(body or query, head), self)
        return True

    def reply(self, payload: bytes, content_type: bytes = b"application/json") -> None:
        """Writes one 200 answer."""
        if self._transport is not None:
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b"
                % (content_type, len(payload), payload)
            )


def fields(body: bytes, head: bytes) -> Fields:
    """The parameters of a call, whichever of the three encodings the client chose."""
    if not body:
        return {}
    if b"application/json" in head:
        return {key: _plain(value) for key, value in orjson.loads(body).items() if value is not None}
    if b"multipart/form-data" in head:
        return _multipart(body)
    return _urlencoded(body)


def _body(buffer: bytes, start: int, head: bytes) -> tuple[bytes, int] | None:
    at = head.find(b"content-length:")
    if at < 0:
        return _chunks(buffer, start) if b"transfer-encoding: chunked" in head else (b"", start)
    stop = head.find(b"\r", at)
    end = start + int(head[at + 15 : stop if stop > 0 else len(head)])
    return (buffer[start:end], end) if len(buffer) >= end else None


def _chunks(buffer: bytes, at: int) -> tuple[bytes, int] | None:
    parts: list[bytes] = []
    while (line := buffer.find(b"\r\n", at)) >= 0:
        size = int(buffer[at:line], 16)
        at = line + 2 + size + 2
        if len(buffer) < at:
            return None
        if size == 0:
            return b"".join(parts), at
        parts.append(buffer[line + 2 : at - 2])
    return None


def _urlencoded(body: bytes) -> Fields:
    pairs = (pair.partition(b"=") for pair in body.split(b"&"))
    return {key.decode(): _unquote(value) for key, _, value in pairs}


def _unquote(value: bytes) -> bytes:
    """Percent-decoding at the speed of C: %E4 is the =E4 of quoted-printable."""
    value = value.replace(b"+", b" ")
    if b"%" not in value:
        return value
    return binascii.a2b_qp(value.replace(b"=", b"%3D").replace(b"%", b"="))


def _multipart(body: bytes) -> Fields:
    boundary = body[: body.index(b"\r\n")]
    found: Fields = {}
    for part in body.split(boundary)[1:-1]:
        head, _, value = part.partition(HEAD_END)
        name = FIELD_NAME.search(head)
        if name and b"filename=" not in head:
            found[name[1].decode()] = value.removesuffix(b"\r\n")
    return found


def _plain(value: object) -> bytes:
    return value.encode() if isinstance(value, str) else orjson.dumps(value)
