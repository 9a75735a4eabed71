"""How loud samples are, in numbers that are known."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.loudness import SILENCE, envelope, level
from desktop.sound_files import RATE


def sine(peak: float) -> np.ndarray:
    return (peak * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)


@pytest.mark.parametrize(("peak", "dbfs"), [(1, -3.01), (0.5, -9.03), (0.001, -63.01)])
def test_the_level_of_a_sine_is_3_db_below_its_peak(peak: float, dbfs: float) -> None:
    assert level(sine(peak)) == pytest.approx(dbfs, abs=0.01)


@pytest.mark.parametrize("count", [0, 1, 1000])
def test_silence_and_nothing_have_the_lowest_level(count: int) -> None:
    assert level(np.zeros(count, np.float32)) == SILENCE == -120


def test_each_column_is_the_peak_of_its_slice() -> None:
    samples = np.array([0.1, -0.2, 0.3, 0.0, 0.0, -0.9], np.float32)
    drawn = envelope(samples, 3)
    assert drawn.dtype == np.float32
    assert drawn == pytest.approx([0.2, 0.3, 0.9])


def test_no_peak_is_overlooked_where_slices_are_of_unequal_length() -> None:
    for place in range(100):
        samples = np.zeros(100, np.float32)
        samples[place] = 0.5
        assert envelope(samples, 7).max() == 0.5


def test_there_may_be_more_columns_than_samples() -> None:
    drawn = envelope(np.array([0.5, -0.25], np.float32), 5)
    assert drawn == pytest.approx([0.5, 0.5, 0.5, 0.25, 0.25])


def test_nothing_is_drawn_as_zeros() -> None:
    assert np.array_equal(envelope(np.zeros(0, np.float32), 4), np.zeros(4, np.float32))
    assert envelope(np.ones(4, np.float32), 0).shape == (0,)


def test_what_is_too_loud_is_drawn_as_1() -> None:
    assert envelope(np.array([-3], np.float32), 1) == [1]
