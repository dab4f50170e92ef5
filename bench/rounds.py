"""Interleaved rounds: the machine is noisy for everybody, so contenders take turns and medians count."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from bench.figures import Figure, median, plain

T = TypeVar("T")
Results = dict[str, list[T]]


async def interleave(rounds: int, runs: Mapping[str, Callable[[], Awaitable[T]]]) -> Results[T]:
    """Each run once per round, in turns; the results by name."""
    results: Results[T] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            results[name].append(await run())
    return results


def middle(results: list[dict[str, float]], key: str) -> float:
    """The median of a key."""
    return median(result[key] for result in results)


def ratio(results: Results[float], name: str, base: str) -> float:
    """The median of the ratios within each round."""
    return median(one / other for one, other in zip(results[name], results[base], strict=True))


def ratio_of(results: Results[dict[str, float]], key: str, name: str, base: str) -> float:
    """The same for a key of dictionaries."""
    return ratio({each: [result[key] for result in results[each]] for each in (name, base)}, name, base)


def listing(prefix: str, results: Results[dict[str, float]], units: Mapping[str, str]) -> list[Figure]:
    """Plain figures: the medians of these keys for each contender."""
    return [
        plain(f"{prefix} {name} {key}", middle(found, key), unit)
        for name, found in results.items()
        for key, unit in units.items()
    ]
