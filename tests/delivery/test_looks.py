"""What a picture looks like: the same however small it is made, and nothing where there is nothing to see."""

from __future__ import annotations

import pytest

from bot.delivery.fetcher import _looks
from bot.domain.media import MediaKind
from bot.domain.picture import MOST_BITS
from tests.browser.drawings import lamp, stairs
from tests.stories.working import scene
from tests.town import picture


def looks(content: bytes, kind: MediaKind = MediaKind.PHOTO) -> str | None:
    """What it looks like."""
    return _looks(content, kind)


def differ(one: str | None, other: str | None) -> int:
    """In how many bits."""
    assert one is not None and other is not None
    return (int(one, 16) ^ int(other, 16)).bit_count()


@pytest.mark.parametrize("seed", range(20))
def test_a_copy_looks_the_same_in_any_size(seed: int) -> None:
    first = looks(scene(seed))
    for size, quality in (((320, 240), 90), ((640, 480), 40), ((1280, 960), 85)):
        assert differ(first, looks(scene(seed, size, quality))) <= MOST_BITS


def test_different_pictures_look_different() -> None:
    found = [looks(scene(seed)) for seed in range(20)]
    assert all(differ(one, other) > MOST_BITS for n, one in enumerate(found) for other in found[:n])


@pytest.mark.parametrize("draw", [lamp, stairs])
def test_before_and_after_from_one_spot_are_two_pictures(draw: object) -> None:
    assert callable(draw)
    assert differ(looks(draw(True)), looks(draw(False))) > 1


def test_where_nothing_is_seen_there_is_no_look() -> None:
    assert looks(picture(3)) is None
    assert looks(b"OggS voice", MediaKind.VOICE) is None
