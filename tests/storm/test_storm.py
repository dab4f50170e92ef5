"""Random people do random things: whatever they do, the truths hold. ``make storm`` is the long form."""

from __future__ import annotations

import pytest

from tests.conftest import KINDS
from tests.storm import weather
from tests.storm.run import Figures

STEPS = 250


@pytest.mark.parametrize("kind", KINDS)
def test_a_storm(kind: str) -> None:
    figures = Figures()
    weather.short(kind, STEPS, figures)
    assert figures.steps == STEPS
    assert len(figures.acts) > 5 and figures.cases > 5, f"a storm in which something happens: {figures}"
