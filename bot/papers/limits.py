"""How much a file may hold."""

from __future__ import annotations

MEGABYTE = 1_000_000
MOST_BYTES = 5 * MEGABYTE
MOST_UNPACKED = 50 * MEGABYTE
MOST_ROWS = 2_000
MOST_COLUMNS = 50
