"""How fast bytes come is the mean of the last seconds."""

from __future__ import annotations

import pytest

from desktop.models.speed import Speed


def steady(until: float, rate: int = 1000) -> Speed:
    """As many bytes each tenth of a second, from 100 s on."""
    speed = Speed(100)
    for tenth in range(1, round((until - 100) * 10) + 1):
        speed.note(rate // 10, 100 + tenth / 10)
    return speed


def test_it_cant_be_told_at_once() -> None:
    assert steady(100.3).at(100.3) == 0


@pytest.mark.parametrize("seconds", [1, 5, 60])
def test_what_is_steady_is_told(seconds: int) -> None:
    assert steady(100 + seconds).at(100 + seconds) == pytest.approx(1000, rel=0.03)


def test_it_falls_while_nothing_comes() -> None:
    speed = steady(110)
    assert speed.at(113) == pytest.approx(500, rel=0.05)
    assert speed.at(120) == 0


def test_many_small_pieces_are_remembered_as_few() -> None:
    speed = Speed(0)
    for piece in range(10_000):
        speed.note(1, 1 + piece / 10_000)
    assert speed.at(2) == pytest.approx(5000) and len(speed._came) <= 11
