"""Calling who is on duty: about what."""

from __future__ import annotations

from enum import StrEnum


class Matter(StrEnum):
    """About what somebody is called."""

    HELP = "help"
