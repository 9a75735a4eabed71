"""What a model will take of memory, against the published sizes' figures and against real runs."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import broken
import mlx.core as mx
import mlx.nn as nn
import pytest
from PIL import Image
from published import SIZES, published_config

from desktop.engine.decoding import decode, prefill
from desktop.engine.memory import (
    kv_bytes,
    needs,
    picture_bytes,
    prefill_bytes,
    weight_bytes,
)
from desktop.engine.reading import PromptEmbeddings, Reading
from desktop.gemma4.checkpoint import assemble_model, load_model, open_checkpoint
from desktop.gemma4.config import Config
from desktop.gemma4.model import Gemma4
from desktop.gemma4.pictures import cut_picture
from desktop.gemma4.vision import VisionConfig, VisionTower

CHECKPOINTS = Path(__file__).parents[1] / "golden" / "ckpt"
FAMILIES = ("e2b-like", "e4b-like", "12b-unified-like", "26b-a4b-like", "31b-like")
KIB, MIB = 2**10, 2**20
KV = {
    "e2b": (6 * KIB, 6 * MIB),
    "e4b": (16 * KIB, 20 * MIB),
    "12b": (16 * KIB, 320 * MIB),
    "26b-a4b": (20 * KIB, 200 * MIB),
    "31b": (80 * KIB, 800 * MIB),
}
"""What a token adds to the full layers, and the sliding layers' windows."""
METAL = {"e2b": 3.5e9, "e4b": 5.1e9, "26b-a4b": 15.5e9, "31b": 20.2e9}
"""The peaks of mlx-lm 0.31.3 on an M5 Max: text alone at 4 bits, a prompt of 2,048 tokens."""
REDUCED: dict[str, dict[str, Any]] = {
    "e2b": {"num_hidden_layers": 12, "num_kv_shared_layers": 5, "hidden_size_per_layer_input": 32},
    "e4b": {"num_hidden_layers": 12, "num_kv_shared_layers": 6, "hidden_size_per_layer_input": 256},
    "31b": {"num_hidden_layers": 7, "num_key_value_heads": 2, "num_global_key_value_heads": 1},
}
"""The published shapes, made small enough to be run here but wide enough to be measured."""


def published(size: str) -> Config:
    return Config.from_dict(published_config(size))


def reduced(size: str) -> Config:
    config = published_config(size)
    config["text_config"] |= REDUCED[size] | {
        "hidden_size": 256,
        "intermediate_size": 512,
        "num_attention_heads": 8,
        "head_dim": 32,
        "global_head_dim": 64,
        "sliding_window": 128,
        "vocab_size": 512,
        "vocab_size_per_layer_input": 512,
    }
    return Config.from_dict(config)


def unread(config: Config, *, sees: bool = False) -> Gemma4:
    model = Gemma4(config, sees=sees, hears=False)
    model.set_dtype(mx.bfloat16)
    return model


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tokens", [2048, 131072])
def test_keys_and_values_of_the_published_sizes(size: str, tokens: int) -> None:
    token, windows = KV[size]
    assert kv_bytes(published(size).text, tokens) == tokens * token + windows


@pytest.mark.parametrize("chunk", [256, 1000])
@pytest.mark.parametrize("family", FAMILIES)
def test_keys_and_values_are_those_of_the_real_caches(family: str, chunk: int) -> None:
    checkpoint = open_checkpoint(CHECKPOINTS / family)
    model, text = load_model(checkpoint), checkpoint.config.text
    prompt = PromptEmbeddings(model, Reading([5] * 301))
    cache = model.make_cache()
    before = 0
    for done in prefill(model, prompt, cache, chunk):
        held = sum(layer.nbytes for layer in cache)
        assert held == kv_bytes(text, done, done - before, model.dtype.size)
        before = done
    list(decode(model, prompt, cache, lambda p: mx.argmax(p, axis=-1), 3))
    held = sum(layer.nbytes for layer in cache)
    assert held == kv_bytes(text, 303, width=model.dtype.size)


@pytest.mark.parametrize("family", FAMILIES)
def test_weights_are_known_to_the_byte_before_they_are_read(family: str) -> None:
    checkpoint = open_checkpoint(CHECKPOINTS / family)
    before = mx.get_active_memory()
    model = assemble_model(checkpoint)
    predicted = weight_bytes(model)
    assert mx.get_active_memory() - before < predicted / 100
    tensors = mx.load(str(checkpoint.shards[0]))
    assert isinstance(tensors, dict)
    assert predicted == sum(tensor.nbytes for tensor in tensors.values())


def test_loading_holds_no_weights_twice(tmp_path: Path) -> None:
    checkpoint = open_checkpoint(
        _with_more_experts(CHECKPOINTS / "26b-a4b-like", tmp_path / "wide")
    )
    mx.clear_cache()
    before = mx.get_active_memory()
    mx.reset_peak_memory()
    model = load_model(checkpoint)
    assert mx.get_peak_memory() - before < 1.15 * weight_bytes(model)


def _with_more_experts(narrow: Path, folder: Path) -> Path:
    """Each expert 64 times, so that joined tensors are most of a checkpoint."""
    shutil.copytree(narrow, folder, copy_function=shutil.copyfile)
    weights = mx.load(str(narrow / "model.safetensors"))
    assert isinstance(weights, dict)
    for name, array in weights.items():
        if ".experts." in name or name.endswith(("router.proj.weight", "per_expert_scale")):
            weights[name] = mx.repeat(array, 64, axis=0)
    mx.save_safetensors(str(folder / "model.safetensors"), weights)
    config = json.loads((folder / "config.json").read_text())
    config["text_config"]["num_experts"] *= 64
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def test_a_sense_left_out_does_not_count(tmp_path: Path) -> None:
    whole = CHECKPOINTS / "e2b-like"
    deaf = open_checkpoint(broken.deafen(whole, tmp_path / "deaf"))
    hearing = weight_bytes(assemble_model(open_checkpoint(whole)))
    assert weight_bytes(assemble_model(deaf)) < hearing


@pytest.mark.parametrize("size", METAL)
def test_peaks_measured_on_metal(size: str) -> None:
    model = unread(published(size))
    nn.quantize(model)
    text, tokens = published(size).text, 2047
    growth = kv_bytes(text, tokens, tokens) + prefill_bytes(text, tokens, tokens, metal=True)
    assert METAL[size] - weight_bytes(model) == pytest.approx(growth, rel=0.15)


@pytest.mark.parametrize("size", REDUCED)
def test_a_prefill_peaks_where_it_was_predicted(size: str) -> None:
    config = reduced(size)
    model = unread(config)
    mx.eval(model.parameters())
    tokens, chunk = 512, 256
    prompt, cache = PromptEmbeddings(model, Reading([5] * (tokens + 1))), model.make_cache()
    mx.clear_cache()
    before = mx.get_active_memory()
    mx.reset_peak_memory()
    list(prefill(model, prompt, cache, chunk))
    predicted = kv_bytes(config.text, tokens, chunk) + prefill_bytes(config.text, chunk, tokens)
    assert mx.get_peak_memory() - before == pytest.approx(predicted, rel=0.15)


@pytest.mark.parametrize("soft_tokens", [35, 64])
def test_a_picture_peaks_where_it_was_predicted(soft_tokens: int) -> None:
    eyes = VisionConfig(128, 384, 2, 4, 4, head_dim=32)
    config = replace(published("e2b"), vision=eyes)
    tower = VisionTower(eyes)
    tower.set_dtype(mx.bfloat16)
    mx.eval(tower.parameters())
    picture = cut_picture(Image.new("RGB", (800, 800 * soft_tokens // 64)), soft_tokens)
    mx.clear_cache()
    before = mx.get_active_memory()
    mx.reset_peak_memory()
    mx.eval(tower(mx.array(picture.patches), mx.array(picture.positions)))
    predicted = picture_bytes(config, picture.soft_tokens)
    assert mx.get_peak_memory() - before == pytest.approx(predicted, rel=0.15)


def test_what_is_asked_before_a_model_is_loaded() -> None:
    config = published("26b-a4b")
    seeing = needs(unread(config, sees=True), config)
    assert seeing.kv_windows == 200 * MIB
    assert seeing.kv_per_1000_tokens == 1000 * 20 * KIB
    assert seeing.picture is not None and seeing.chunk > 0
    blind = needs(unread(config), config)
    assert blind.picture is None
    assert blind.weights < seeing.weights
