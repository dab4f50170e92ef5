"""The roster as a calendar reads it: iCalendar (RFC 5545), an event for each shift."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from bot.domain.roster_feed import Entry, Feed, Scope

Say = Callable[..., str]
#: How often a calendar is asked to come again (RFC 7986).
_AGAIN = timedelta(hours=1)


def ics(feed: Feed, say: Say) -> bytes:
    """The shifts of a feed; one's own ring an hour before. The same shift keeps its UID whoever stands it."""
    found = Calendar()
    found.add("prodid", "-//liubu//roster//ZH")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    name = say(f"roster_feed.{feed.scope.value}", community=feed.community)
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("refresh-interval", _AGAIN, parameters={"VALUE": "DURATION"})
    for entry in feed.entries:
        found.add_component(_event(feed, entry, say))
    made: bytes = found.to_ical()
    return made


def _event(feed: Feed, entry: Entry, say: Say) -> Event:
    post = say(f"post_title.{entry.post.kind.value}", grid=entry.grid)
    event = Event()
    event.add("uid", f"shift-{entry.shift}@{feed.slug}.liubu")
    event.add("dtstamp", _moment(feed.made_at))
    event.add("dtstart", _moment(entry.from_at))
    event.add("dtend", _moment(entry.until_at))
    event.add("summary", say(f"roster_feed.{feed.scope.value}_event", post=post, name=entry.name))
    if feed.scope is Scope.OWN:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", post)
        alarm.add("trigger", timedelta(hours=-1))
        event.add_component(alarm)
    return event


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at // 1000, UTC)
