"""What the weather sources say is in force, as it is handed over by the readers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.context import Context
from bot.domain.warning import WeatherWarning


async def take(ctx: Context, source_key: str, seen: Sequence[WeatherWarning], *, complete: bool) -> None:
    """Take what a source said at a good reading; ``complete``: it lists all that is in force, what is missing ended."""
