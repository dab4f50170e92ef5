"""Why a file was not read."""

from __future__ import annotations

from bot.errors import LiubuError

#: Every reason there is. ``name`` is always among the data; what else, stands behind.
CODES = (
    "too_big",  # most (megabytes)
    "empty",
    "not_a_table",
    "other_format",  # a table of another program, or of an old one
    "password",
    "macros",
    "broken",
    "entities",  # it wants something from outside itself
    "unpacks_too_big",  # most (megabytes)
    "too_many_rows",  # most
    "too_many_columns",  # most
    "quotes",  # row: where a quotation mark has no other
)


class Unreadable(LiubuError):
    """A file that holds no table which can be read; ``code`` is one of ``CODES``."""
