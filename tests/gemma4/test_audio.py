"""Soft tokens of sounds, against the reference's."""

from __future__ import annotations

import json
from pathlib import Path

import mlx.core as mx
import numpy as np
import pytest

from desktop.gemma4.audio import AudioConfig, AudioTower, sanitize_audio_weights
from desktop.gemma4.soft_tokens import SoftTokenEmbedder
from desktop.gemma4.sound import log_mel
from desktop.sound_files import read_sound

GOLDEN = Path(__file__).parents[1] / "golden"
FAMILIES = ["e2b-like", "e4b-like"]
CASES = {
    "audio": ["aud_1p3"],
    "audio2": ["aud_0p7", "aud_1p3"],
    "image_audio": ["aud_1p3"],
}

Weights = dict[str, mx.array]


def weights_of(family: str, part: str) -> Weights:
    prefix = f"model.{part}."
    weights = mx.load(str(GOLDEN / "ckpt" / family / "model.safetensors"))
    return {k.removeprefix(prefix): v for k, v in weights.items() if k.startswith(prefix)}


def load(family: str) -> tuple[AudioTower, SoftTokenEmbedder]:
    declared = json.loads((GOLDEN / "ckpt" / family / "config.json").read_text())
    config = AudioConfig.from_dict(declared["audio_config"])
    tower = AudioTower(config)
    tower.load_weights(list(sanitize_audio_weights(weights_of(family, "audio_tower")).items()))
    hidden = declared["text_config"]["hidden_size"]
    embedder = SoftTokenEmbedder(config.output_proj_dims, hidden, config.rms_norm_eps)
    embedder.load_weights(list(weights_of(family, "embed_audio").items()))
    return tower, embedder


def features_of(name: str) -> mx.array:
    return mx.array(log_mel(read_sound(GOLDEN / "cases" / "inputs" / f"{name}.wav")))


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("case", CASES)
def test_soft_tokens_are_the_references_clip_by_clip(family: str, case: str) -> None:
    tower, embedder = load(family)
    expected = np.load(GOLDEN / "cases" / family / f"{case}.npz")["audio_soft"]
    rows = np.concatenate([np.array(embedder(tower(features_of(n)))) for n in CASES[case]])
    assert rows.shape == expected.shape
    assert np.abs(rows - expected).max() < 5e-4


@pytest.mark.parametrize("frames", [1, 2, 3, 4, 5, 47, 48, 49, 96, 97, 199])
def test_the_count_is_known_before_hearing(frames: int) -> None:
    tower, _ = load("e2b-like")
    heard = tower(mx.random.normal((frames, 128)))
    assert heard.shape == (AudioTower.soft_token_count(frames), 48)


def test_what_comes_later_changes_nothing_earlier() -> None:
    tower, _ = load("e2b-like")
    features = features_of("aud_2p0")
    whole, part = np.array(tower(features)), np.array(tower(features[:98]))
    # Soft token n hears frames 4n − 3 … 4n + 3, so the last of the part misses one.
    assert np.abs(whole[:24] - part[:24]).max() < 1e-5
    assert np.abs(whole[: len(part)] - part).max() > 1e-3


def test_half_precision_weights_make_half_precision_soft_tokens() -> None:
    tower, _ = load("e2b-like")
    features = features_of("aud_1p3")
    exact = np.array(tower(features))
    tower.set_dtype(mx.bfloat16)
    rounded = tower(features.astype(mx.bfloat16))
    assert rounded.dtype == mx.bfloat16
    error = np.linalg.norm(np.array(rounded.astype(mx.float32)) - exact) / np.linalg.norm(exact)
    assert error < 0.05


@pytest.mark.parametrize("family", FAMILIES)
def test_filters_in_mlx_layout_are_left_as_they_are(family: str) -> None:
    torch = weights_of(family, "audio_tower")
    ours = sanitize_audio_weights(torch)
    filters = [name for name, array in torch.items() if array.shape != ours[name].shape]
    again = sanitize_audio_weights(ours)
    assert len(filters) == 2 + 2  # two strided convolutions, and one in each layer
    assert all(np.array_equal(again[name], ours[name]) for name in ours)


def test_an_unknown_key_is_ignored_and_a_missing_one_is_as_in_e2b() -> None:
    assert AudioConfig.from_dict({"new": 1, "hidden_size": 8}) == AudioConfig(hidden_size=8)
    assert AudioConfig().num_hidden_layers == 12
