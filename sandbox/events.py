"""What people's screens are told: new, edited and deleted messages, answers, reactions, the clock."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import orjson

from sandbox.jsontypes import Json

Event = tuple[str, bytes]
"""Name of an event and its data as JSON text."""


class EventHub:
    """Hands events to whoever listens; a listener sees what its person may see."""

    def __init__(self) -> None:
        """Start without listeners."""
        self._listeners: dict[asyncio.Queue[Event | None], int | None] = {}

    @contextmanager
    def listen(self, user_id: int | None) -> Iterator[asyncio.Queue[Event | None]]:
        """Give a queue of this person's events (None: of everyone's); a None in it is the end."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listeners[queue] = user_id
        try:
            yield queue
        finally:
            self._listeners.pop(queue, None)

    def publish(self, name: str, data: Json, hears: Callable[[int], bool] | None = None) -> None:
        """Tell the listeners whose user id `hears` it (None: all do). Encodes only when someone does."""
        event: Event | None = None
        for queue, user_id in self._listeners.items():
            if user_id is None or hears is None or hears(user_id):
                event = event or (name, orjson.dumps(data))
                queue.put_nowait(event)

    def close(self) -> None:
        """End every stream."""
        for queue in self._listeners:
            queue.put_nowait(None)
