"""What ``liubu doctor`` says of the weather sources: when each was last read, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.cli.words import say
from bot.domain.community import Community
from bot.domain.source_health import Health


def lines(community: Community, known: dict[str, Health], now: int) -> Iterator[str]:
    """A line for each source of the configuration."""
    for source in community.weather.sources:
        health = known.get(source.key)
        if health is None:
            yield say("doctor.source_untried", key=source.key)
            continue
        at = _moment(community, health.read_at)
        if health.is_stale(source.stale_after_ms, now):
            yield say("doctor.source_stale", key=source.key, at=at, error=health.error)
        elif health.is_failing:
            yield say("doctor.source_failing", key=source.key, at=at, error=health.error)
        else:
            yield say("doctor.source_good", key=source.key, at=at)


def any_stale(community: Community, known: dict[str, Health], now: int) -> bool:
    """Whether somebody should look after one of them."""
    found = [(source, known.get(source.key)) for source in community.weather.sources]
    return any(health is not None and health.is_stale(source.stale_after_ms, now) for source, health in found)


def _moment(community: Community, at: int | None) -> str:
    if at is None:
        return say("doctor.never")
    return f"{datetime.fromtimestamp(at / 1000, community.timezone):%Y-%m-%d %H:%M}"
