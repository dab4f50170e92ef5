"""In which order what waits may go out: per chat one after the other, the most urgent chat first, within the limits.

Only places are kept here (a number and an urgency); what a message says is read when it is sent.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

from bot.delivery.limits import BULK, Bucket, Window, meter
from bot.storage.outbox import Queued

_SWEEP_ABOVE = 4_096


@dataclass(slots=True)
class Lane:
    """One chat: what waits for it, and until when it rests."""

    meter: Bucket | Window
    waiting: dict[int, Queued] = field(default_factory=dict)
    order: list[tuple[int, int]] = field(default_factory=list)
    busy: bool = False
    rests_until: int = 0

    def head(self) -> Queued | None:
        """The message that must go next."""
        while self.order:
            found = self.waiting.get(self.order[0][1])
            if found is not None and found.priority == self.order[0][0]:
                return found
            heapq.heappop(self.order)
        return None


class Lanes:
    """All chats. Instants are milliseconds."""

    def __init__(self) -> None:
        self._lanes: dict[int, Lane] = {}
        self._ready: list[tuple[int, int, int]] = []
        self._resting: list[tuple[int, int]] = []
        self._bulk = Bucket(BULK)
        self.busy = 0

    def add(self, place: Queued, now: int) -> None:
        """Something waits; something that waited already may have become more urgent."""
        lane = self._lane(place.chat_id, now)
        known = lane.waiting.get(place.outbox_id)
        if known is None or place.priority < known.priority:
            heapq.heappush(lane.order, (place.priority, place.outbox_id))
        lane.waiting[place.outbox_id] = place
        self._schedule(place.chat_id, now)

    def pick(self, now: int, most: int) -> list[Queued]:
        """What goes out now, at most one message of a chat; their chats are busy until :meth:`release`."""
        while self._resting and self._resting[0][0] <= now:
            self._schedule(heapq.heappop(self._resting)[1], now)
        picked: list[Queued] = []
        while self._ready and len(picked) < most:
            place = self._next(now)
            if place is None:
                break
            picked.append(place)
        return [place for place in picked if place.outbox_id > 0]

    def release(self, chat_id: int, now: int, rest_until: int = 0) -> None:
        """The chat's message is settled; it may rest until an instant before the next."""
        lane = self._lanes.get(chat_id)
        if lane is None or not lane.busy:
            return
        lane.busy = False
        self.busy -= 1
        lane.rests_until = max(lane.rests_until, rest_until)
        self._schedule(chat_id, now)

    def move(self, old: int, new: int, now: int) -> None:
        """What waits for a chat waits for another from now on."""
        lane = self._lanes.get(old) if old != new else None
        for place in list(lane.waiting.values()) if lane else []:
            moved = Queued(place.outbox_id, new, place.priority, place.not_before, place.limited)
            self.add(moved, now)
        if lane:
            lane.waiting.clear()
            lane.order.clear()

    def next_at(self, now: int) -> int | None:
        """When something may go out next, if nothing happens before; None: nothing waits."""
        times = [self._resting[0][0]] if self._resting else []
        if self._ready:
            times.append(self._bulk.ready_at(now))
        return min(times, default=None)

    def has_due(self, now: int) -> bool:
        """Whether something is going out, or may go out now."""
        at = self.next_at(now)
        return self.busy > 0 or (at is not None and at <= now)

    def _next(self, now: int) -> Queued | None:
        priority, outbox_id, chat_id = self._ready[0]
        lane = self._lanes.get(chat_id)
        head = lane.head() if lane and not lane.busy else None
        if lane is None or head is None or (head.priority, head.outbox_id) != (priority, outbox_id):
            heapq.heappop(self._ready)
            return Queued(0, chat_id, priority, 0)  # an entry that has been overtaken: nothing goes out for it
        if self._due_at(lane, head, now) > now:  # it stood in line before the chat had to rest
            heapq.heappop(self._ready)
            self._schedule(chat_id, now)
            return Queued(0, chat_id, priority, 0)
        if head.limited and self._bulk.ready_at(now) > now:
            return None
        heapq.heappop(self._ready)
        self._take(lane, head, now)
        return head

    def _take(self, lane: Lane, head: Queued, now: int) -> None:
        heapq.heappop(lane.order)
        del lane.waiting[head.outbox_id]
        lane.busy = True
        self.busy += 1
        lane.meter.take(now)
        if head.limited:
            self._bulk.take(now)

    def _schedule(self, chat_id: int, now: int) -> None:
        lane = self._lanes.get(chat_id)
        head = lane.head() if lane and not lane.busy else None
        if lane is None or head is None:
            return
        at = self._due_at(lane, head, now)
        if at > now:
            heapq.heappush(self._resting, (at, chat_id))
        else:
            heapq.heappush(self._ready, (head.priority, head.outbox_id, chat_id))

    def _due_at(self, lane: Lane, head: Queued, now: int) -> int:
        return max(lane.rests_until, head.not_before, lane.meter.ready_at(now))

    def _lane(self, chat_id: int, now: int) -> Lane:
        lane = self._lanes.get(chat_id)
        if lane is None:
            self._sweep(now)
            lane = self._lanes[chat_id] = Lane(meter(chat_id))
        return lane

    def _sweep(self, now: int) -> None:
        """Forget chats for which nothing waits and whose limits are as good as new."""
        if len(self._lanes) < _SWEEP_ABOVE or len(self._lanes) & (_SWEEP_ABOVE - 1):
            return
        idle = [
            chat
            for chat, lane in self._lanes.items()
            if not lane.waiting and not lane.busy and lane.rests_until <= now and lane.meter.is_full(now)
        ]
        for chat in idle:
            del self._lanes[chat]
