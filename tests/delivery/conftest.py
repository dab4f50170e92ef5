"""The ground of the storage tests, for what stands between it and Telegram."""

from __future__ import annotations

from tests.storage.conftest import ground

__all__ = ["ground"]
