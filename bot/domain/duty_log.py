"""What is written into the log of the duty (值班日志) by itself."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """The kinds of entries; the messages have a sentence for each."""

    ACCEPTED = "accepted"  # somebody has taken over
    LATE = "late"  # nobody has taken over in time
    STOOD_IN = "stood_in"  # somebody else has
    SIGNED = "signed"  # what was handed over was signed for
    ENDED = "ended"  # a shift ended, and nobody follows
    WORDS = "words"  # what somebody wrote down
