"""Samples → log-mel frames as the reference's, and where a long sound is cut."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from desktop.gemma4.sound import SHORTEST, log_mel, parts
from desktop.sound_files import RATE, read_sound

GOLDEN = Path(__file__).parents[1] / "golden" / "cases"
CLIPS = ["aud_0p7", "aud_1p3", "aud_2p0"]


@pytest.mark.parametrize("clip", CLIPS)
def test_log_mel_is_the_references_without_its_padding(clip: str) -> None:
    reference = np.load(GOLDEN / "preprocess.npz")
    expected = reference[f"{clip}_features"][reference[f"{clip}_mask"]]
    features = log_mel(read_sound(GOLDEN / "inputs" / f"{clip}.wav"))
    assert features.shape == expected.shape
    assert features.dtype == np.float32
    assert np.abs(features - expected).max() < 1e-5


def test_a_clip_alone_has_the_frames_that_it_has_in_a_batch() -> None:
    reference = np.load(GOLDEN / "preprocess.npz")
    for row, clip in enumerate(["aud_0p7", "aud_1p3"]):
        expected = reference["aud_ragged_features"][row][reference["aud_ragged_mask"][row]]
        features = log_mel(read_sound(GOLDEN / "inputs" / f"{clip}.wav"))
        assert features.shape == expected.shape
        assert np.abs(features - expected).max() < 1e-5


def test_the_shortest_sound_makes_one_frame() -> None:
    assert len(log_mel(np.zeros(SHORTEST, np.float32))) == 1


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
