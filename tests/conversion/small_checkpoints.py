"""Checkpoints to convert, small enough for a second, and their parts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import mlx.core as mx
import numpy as np
from mlx.utils import tree_flatten

from desktop.gemma4.backbone import Stretch
from desktop.gemma4.checkpoint import load_model, open_checkpoint
from desktop.gemma4.config import Config
from desktop.gemma4.model import Gemma4

GOLDEN = Path(__file__).parents[1] / "golden" / "ckpt"
Weights = dict[str, mx.array]
OUTLYING = {
    "layers.1.mlp.gate_proj": "layers.1.pre_feedforward_layernorm",
    "layers.1.mlp.up_proj": "layers.1.pre_feedforward_layernorm",
    "layers.3.self_attn.q_proj": "layers.3.input_layernorm",
}
"""The modules that few bits harm most, and the norms that what they take comes from."""


def weights_of(folder: Path) -> Weights:
    weights: Weights = {}
    for shard in folder.glob("*.safetensors"):
        loaded = mx.load(str(shard))
        assert isinstance(loaded, dict)
        weights |= loaded
    mx.eval(weights)
    return weights


def write(folder: Path, weights: Weights, config: dict[str, Any]) -> Path:
    """A checkpoint folder with a golden one's tokenizer."""
    folder.mkdir()
    for name in ("tokenizer.json", "generation_config.json", "processor_config.json"):
        shutil.copyfile(GOLDEN / "e2b-like" / name, folder / name)
    (folder / "config.json").write_text(json.dumps(config))
    mx.save_safetensors(str(folder / "model.safetensors"), weights)
    return folder


def in_bf16(family: str, folder: Path) -> Path:
    """A golden checkpoint as Google publishes them."""
    weights = weights_of(GOLDEN / family)
    halved = {name: array.astype(mx.bfloat16) for name, array in weights.items()}
    return write(folder, halved, json.loads((GOLDEN / family / "config.json").read_text()))


def uneven(folder: Path, words: int = 2048) -> Path:
    """A random E4B of few and narrow layers that knows so many words.

    Some modules have a few weights far larger than the rest, for inputs that are as much smaller:
    the steps of their groups are wide.
    """
    config = json.loads((GOLDEN / "e4b-like" / "config.json").read_text())
    config["text_config"] |= {"vocab_size": words, "vocab_size_per_layer_input": words}
    config |= {"vocab_size": words, "vision_config": None, "audio_config": None}
    model = Gemma4(Config.from_dict(config), sees=False, hears=False)
    rng = np.random.default_rng(7)
    weights: Weights = {}
    for name, array in tree_flatten(model.parameters()):
        numbers = np.ones(array.shape, np.float32)
        if array.ndim > 1:
            numbers = rng.standard_normal(array.shape, np.float32) / np.sqrt(array.shape[-1])
        module = name.removesuffix(".weight").partition(".model.")[2]
        if module in OUTLYING:
            numbers[:, ::32] *= 12
        elif module in OUTLYING.values():
            numbers[::32] /= 12
        weights[f"model.{name.replace('model.', '', 1)}"] = mx.array(numbers).astype(mx.bfloat16)
    return write(folder, weights, config)


def log_probabilities(model: Gemma4, ids: list[int]) -> np.ndarray:
    """[tokens, vocabulary] f32."""
    words = mx.array(ids)
    hidden = model.hidden(Stretch(words, model.embed(words)), model.make_cache())
    logits = model.logits(hidden).astype(mx.float32)
    return np.array(logits - mx.logsumexp(logits, axis=-1, keepdims=True))


def load(folder: Path) -> Gemma4:
    return load_model(open_checkpoint(folder))
