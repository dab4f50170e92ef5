"""What people are told about their data, and that they agreed to it (PIPL, 个人信息保护法, articles 13 to 17)."""

from __future__ import annotations

from bot.domain.person import Person

#: The version of the notice in messages/*/privacy/. Whoever agreed to an older one is asked again.
VERSION = 1
#: So many messages are kept for somebody who has not agreed yet, and for so long.
MOST_HELD = 20
HELD_MS = 24 * 3_600_000


def has_agreed(person: Person) -> bool:
    """Whether the person has agreed to the notice as it is now."""
    return person.consent >= VERSION
