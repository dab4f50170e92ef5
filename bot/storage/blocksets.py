"""Sets of cases, a block of 4,096 numbers at a time, as the index keeps them.

In the program a set is an integer whose bits are the cases' places in the block: sets are joined by ``|`` and ``&``.
In the database it is text that both kinds of database take in lists: three hexadecimal digits for each case while they
are few, else ``=`` and all bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

SIZE = 4_096
_FEW = 64


def place(case_id: int) -> tuple[int, int]:
    """The block of a case, and the set that holds it alone."""
    block, bit = divmod(case_id, SIZE)
    return block, 1 << bit


def pack(bits: int) -> str:
    """A set as it is kept; "" is the empty one."""
    if bits.bit_count() > _FEW:
        return f"={bits:x}"
    return "".join(f"{bit:03x}" for bit in _places(bits))


def unpack(text: str) -> int:
    """The set that was kept."""
    if text[:1] == "=":
        return int(text[1:], 16)
    bits = 0
    for start in range(0, len(text), 3):
        bits |= 1 << int(text[start : start + 3], 16)
    return bits


def numbers(block: int, bits: int) -> Iterator[int]:
    """The cases of a set, the newest first."""
    return (block * SIZE + bit for bit in _places(bits))


def by_block(case_ids: Iterable[int]) -> dict[int, int]:
    """Cases as a set for each of their blocks."""
    found: dict[int, int] = {}
    for case_id in case_ids:
        block, bits = place(case_id)
        found[block] = found.get(block, 0) | bits
    return found


def between(block: int, first: int, before: int) -> int:
    """All places of a block whose numbers are at least ``first`` and below ``before``."""
    low = min(max(first - block * SIZE, 0), SIZE)
    high = min(max(before - block * SIZE, 0), SIZE)
    return (1 << high) - (1 << low) if high > low else 0


def _places(bits: int) -> Iterator[int]:
    while bits:
        bit = bits.bit_length() - 1
        yield bit
        bits ^= 1 << bit
