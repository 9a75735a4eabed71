"""A sound too long to be heard at once is cut in its pauses."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.sound_files import RATE
from desktop.sound_parts import parts


def test_a_short_sound_is_one_part() -> None:
    assert parts(np.ones(30 * RATE, np.float32)) == [(0, 30 * RATE)]


def test_a_long_sound_is_cut_in_its_pauses() -> None:
    rng = np.random.default_rng(0)
    samples = rng.normal(0, 0.2, 70 * RATE).astype(np.float32)
    for second in (22, 48):
        samples[second * RATE : second * RATE + RATE // 2] *= 0.01
    cut = parts(samples)
    assert [start for start, _ in cut[1:]] == [stop for _, stop in cut[:-1]]
    assert (cut[0][0], cut[-1][1]) == (0, len(samples))
    for second, (_, stop) in zip((22, 48), cut, strict=False):
        assert second * RATE < stop < second * RATE + RATE // 2


@pytest.mark.parametrize("level", [0.0, 1.0])
def test_an_even_sound_is_cut_all_the_same(level: float) -> None:
    cut = parts(np.full(100 * RATE, level, np.float32))
    assert cut[-1][1] == 100 * RATE
    assert all(0 < stop - start <= 30 * RATE for start, stop in cut)
