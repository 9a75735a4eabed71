"""Soft tokens of pictures, against the reference's."""

from __future__ import annotations

import json
from pathlib import Path

import mlx.core as mx
import numpy as np
import pytest

from desktop.gemma4.pictures import read_picture
from desktop.gemma4.soft_tokens import SoftTokenEmbedder
from desktop.gemma4.vision import VisionConfig, VisionTower, sanitize_vision_weights

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = {
    "image1": ["img_a"],
    "image2": ["img_a", "img_b"],
    "image_wide": ["img_wide"],
    "image_audio": ["img_b"],
    "turn2_image": ["img_a"],
}
FAMILY_CASES = [
    (family, case)
    for family in ("e2b-like", "e4b-like")
    for case in CASES
    if (GOLDEN / "cases" / family / f"{case}.npz").exists()
]


def load(family: str) -> tuple[VisionTower, SoftTokenEmbedder]:
    folder = GOLDEN / "ckpt" / family
    declared = json.loads((folder / "config.json").read_text())
    config = VisionConfig.from_dict(declared["vision_config"])
    tower = VisionTower(config)
    hidden = declared["text_config"]["hidden_size"]
    embedder = SoftTokenEmbedder(config.hidden_size, hidden, config.rms_norm_eps)
    weights = mx.load(str(folder / "model.safetensors"))
    for module, prefix in ((tower, "model.vision_tower."), (embedder, "model.embed_vision.")):
        own = {k.removeprefix(prefix): v for k, v in weights.items() if k.startswith(prefix)}
        module.load_weights(list(sanitize_vision_weights(own).items()))
    return tower, embedder


def soft_tokens(tower: VisionTower, name: str) -> mx.array:
    picture = read_picture(GOLDEN / "cases" / "inputs" / f"{name}.png", max_soft_tokens=70)
    return tower(mx.array(picture.patches), mx.array(picture.positions))


def test_the_golden_cases_are_all_there() -> None:
    assert len(FAMILY_CASES) == 8


@pytest.mark.parametrize(("family", "case"), FAMILY_CASES)
def test_soft_tokens_are_the_references(family: str, case: str) -> None:
    tower, embedder = load(family)
    expected = np.load(GOLDEN / "cases" / family / f"{case}.npz")["image_soft"]
    rows = np.concatenate([np.array(embedder(soft_tokens(tower, n))) for n in CASES[case]])
    assert rows.shape == expected.shape
    assert np.abs(rows - expected).max() < 5e-4


def test_half_precision_weights_make_half_precision_soft_tokens() -> None:
    tower, _ = load("e2b-like")
    exact = np.array(soft_tokens(tower, "img_a"))
    tower.set_dtype(mx.bfloat16)
    rounded = soft_tokens(tower, "img_a")
    assert rounded.dtype == mx.bfloat16
    error = np.linalg.norm(np.array(rounded.astype(mx.float32)) - exact) / np.linalg.norm(exact)
    assert error < 0.05


def test_float32_bounds_do_not_widen_half_precision() -> None:
    tower, _ = load("e2b-like")
    tower.set_dtype(mx.bfloat16)
    clipped = tower.encoder.layers[0].mlp.gate_proj
    clipped.input_max = clipped.input_max.astype(mx.float32)
    assert clipped(mx.ones((1, 64), mx.bfloat16)).dtype == mx.bfloat16


def test_the_checkpoints_bounds_are_applied() -> None:
    tower, _ = load("e2b-like")
    free = np.array(soft_tokens(tower, "img_a"))
    for layer in tower.encoder.layers:
        layer.mlp.up_proj.output_max = mx.array(-1e-3)
    assert np.abs(np.array(soft_tokens(tower, "img_a")) - free).max() > 1e-2


def test_standardized_soft_tokens_are_shifted_then_scaled() -> None:
    plain = VisionConfig(64, 96, 1, 2, 2, 36, position_embedding_size=128)
    tower = VisionTower(VisionConfig(**{**plain.__dict__, "standardize": True}))
    tower.patch_embedder.position_embedding_table = mx.random.normal((2, 128, 64))
    patches = mx.random.randint(0, 256, (36, 768)).astype(mx.uint8)
    positions = mx.stack([mx.arange(36) % 6, mx.arange(36) // 6], axis=-1)
    before = tower(patches, positions)
    tower.std_bias, tower.std_scale = mx.full(64, 3.0), mx.full(64, 0.5)
    assert mx.allclose(tower(patches, positions), (before - 3) * 0.5, atol=1e-4)


def test_an_unknown_key_is_ignored_and_a_missing_one_is_as_in_e2b() -> None:
    config = VisionConfig.from_dict({"new": 1, "rope_parameters": {"rope_theta": 7.0}})
    assert config == VisionConfig(rope_theta=7.0)
    assert (config.hidden_size, config.num_hidden_layers, config.head_dim) == (768, 16, 64)
