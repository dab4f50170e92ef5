"""A clock that stands still until it is wound, so that a slow machine changes nothing."""

from __future__ import annotations

from bot.clock import WoundClock
from tests.made import NOW


class Still(WoundClock):
    """Shows the same instant until it is wound."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0

    def now(self) -> int:
        """The instant to which it was wound."""
        return NOW + self.passed

    def wind(self, ms: int) -> None:
        """Let that much time pass, and wake all who wait."""
        self.passed += ms
        self.wind_to(self.passed)
