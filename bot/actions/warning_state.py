"""The warnings that are known: their messages put together, numbered, with what people were told of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.context import Context
from bot.domain.warning import Colour
from bot.domain.warning_chains import Chain, State, chains
from bot.domain.warning_facts import Told, due_at, fact, inhibited
from bot.storage import warnings

#: A warning that is over is known for so long, in case a source comes back to it.
KNOWN_MS = 48 * 3_600_000


@dataclass(frozen=True, slots=True)
class Known:
    """A warning with its number, and what people were told of it last."""

    number: int
    chain: Chain
    told: Told | None

    @property
    def is_told(self) -> bool:
        """Whether people were told that it is in force, and not yet that it is over."""
        return self.told is not None and not self.told.over


async def known(ctx: Context) -> tuple[Known, ...]:
    """The warnings that are in force or were so lately, the one that began first first; all are numbered."""
    told = await warnings.told(ctx.tx, ctx.community_id, ctx.now - KNOWN_MS)
    found = chains(await warnings.live(ctx.tx, ctx.community_id, ctx.now - KNOWN_MS))
    return tuple(Known(chain.numbers[0], chain, told.get(chain.numbers[0])) for chain in found if chain.numbers)


async def in_force(ctx: Context) -> tuple[Known, ...]:
    """Those that are in force, the gravest first."""
    found = [one for one in await known(ctx) if one.chain.state(ctx.now) is State.IN_FORCE]
    return tuple(sorted(found, key=lambda one: (-one.chain.colour.rank, one.number)))


def hidden(ctx: Context, all_: Sequence[Known]) -> frozenset[int]:
    """The numbers of those that a graver one of the same hazard hides.

    A graver one does so until people have been told that it is over, or less grave.
    """
    standing = [(one, _as_told(ctx, one)) for one in all_]
    return inhibited((one.number, one.chain.hazard, colour) for one, colour in standing if colour is not None)


def _as_told(ctx: Context, one: Known) -> Colour | None:
    """The colour that a warning has for people now; None: it is over for them."""
    what = fact(one.told, one.chain, ctx.now)
    if one.told is not None and due_at(one.told, one.chain, what, ctx.now) > ctx.now:
        return one.told.colour
    return one.chain.colour if one.chain.state(ctx.now) is State.IN_FORCE else None


async def numbered(ctx: Context) -> tuple[tuple[Known, ...], tuple[tuple[int, int], ...]]:
    """The same as :func:`known` after something has come, each new one with a number, and how it stands kept.

    Also, which were found to be one: the number that is no more, and the one that is left.
    """
    told = await warnings.told(ctx.tx, ctx.community_id, ctx.now - KNOWN_MS)
    found = chains(await warnings.live(ctx.tx, ctx.community_id, ctx.now - KNOWN_MS))
    numbers = _claims(found, told)
    result, joined = [], dict[int, int]()
    for chain, claimed in zip(found, numbers, strict=True):
        number = await _keep(ctx, chain, claimed)
        joined |= {other: number for other in chain.numbers if other not in numbers}
        result.append(Known(number, chain, told.get(number)))
    for other, number in joined.items():
        await warnings.join(ctx.tx, ctx.community_id, other, number, ctx.now)
    return tuple(result), tuple(joined.items())


async def _keep(ctx: Context, chain: Chain, claimed: int | None) -> int:
    if claimed is None:
        number = await warnings.add(ctx.tx, ctx.community_id, chain, ctx.now)
    else:
        number = claimed
        await warnings.set_(ctx.tx, ctx.community_id, number, chain, ctx.now)
    for one in chain.seen:
        if one.warning != number:
            await warnings.assign(ctx.tx, ctx.community_id, one, number)
    return number


def _claims(found: Sequence[Chain], told: dict[int, Told]) -> list[int | None]:
    """Which number each keeps: one of which people know that it is in force rather than another, else the lowest.

    Where two claim one number, the one with the newest message has it.
    """
    taken: dict[int, int] = {}
    for place in sorted(range(len(found)), key=lambda n: found[n].leaf.key, reverse=True):
        free = [number for number in found[place].numbers if number not in taken]
        if free:
            taken[min(free, key=lambda n: (n not in told or told[n].over, n))] = place
    claimed = {place: number for number, place in taken.items()}
    return [claimed.get(place) for place in range(len(found))]
