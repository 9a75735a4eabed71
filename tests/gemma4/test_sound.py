"""Samples → log-mel frames as the reference's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from desktop.gemma4.sound import SHORTEST, log_mel
from desktop.sound_files import read_sound

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
