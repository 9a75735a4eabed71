"""Checkpoints as people have them on disk: every published form, and every way to be broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mlx.core as mx
import mlx.nn as nn
import numpy as np
import pytest
from mlx.utils import tree_flatten
from PIL import Image

from desktop.gemma4.backbone import Stretch
from desktop.gemma4.checkpoint import load_model, open_checkpoint
from desktop.gemma4.model import Gemma4
from desktop.gemma4.pictures import cut_picture
from desktop.problems import Problem

Weights = dict[str, mx.array]
IDS = mx.array([2, 15, 100, 200, 300, 16])


@pytest.fixture(params=["e2b-like", "e4b-like"])
def original(request: pytest.FixtureRequest, golden: Path) -> Path:
    return golden / "ckpt" / request.param


@pytest.fixture
def copy(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "copy", copy_function=shutil.copyfile))


def weights_of(folder: Path) -> Weights:
    weights = mx.load(str(folder / "model.safetensors"))
    assert isinstance(weights, dict)
    mx.eval(weights)
    return weights


def rewrite(folder: Path, weights: Weights, **config: Any) -> Path:
    (folder / "model.safetensors").unlink(missing_ok=True)
    mx.save_safetensors(str(folder / "model.safetensors"), weights)
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **config}))
    return folder


def logits_of(model: Gemma4) -> np.ndarray:
    hidden = model.hidden(Stretch(IDS, model.embed(IDS)), model.make_cache())
    return np.array(model.logits(hidden).astype(mx.float32))


def answers_of(model: Gemma4) -> Iterator[np.ndarray]:
    """What it says to some words, and makes of a picture and a sound as far as it can."""
    yield logits_of(model)
    rng = np.random.default_rng(0)
    if "embed_vision" in model:
        side, pooling = (16, 3) if "vision_tower" in model else (48, 1)
        image = Image.fromarray(rng.integers(0, 255, (96, 144, 3), np.uint8))
        yield np.array(model.see(cut_picture(image, 70, side, pooling)))
    if "embed_audio" in model:
        width = 128 if "audio_tower" in model else 640
        yield np.array(model.hear(mx.array(rng.normal(size=(20, width)), mx.float32)))


def load(folder: Path) -> Gemma4:
    return load_model(open_checkpoint(folder))


def converted(name: str) -> str:
    """A tensor's name as mlx-lm and mlx-vlm write it."""
    bare = name.removeprefix("model.")
    prefix = "language_model."
    return f"{prefix}model.{bare.removeprefix(prefix)}" if bare.startswith(prefix) else bare


def test_both_key_layouts_give_the_same_model(copy: Path, original: Path) -> None:
    expected = logits_of(load(original))
    rewrite(copy, {converted(name): array for name, array in weights_of(original).items()})
    np.testing.assert_array_equal(logits_of(load(copy)), expected)
    assert open_checkpoint(copy).sees and open_checkpoint(copy).hears


def test_shards_give_the_same_model(copy: Path, original: Path) -> None:
    weights = weights_of(original)
    names = sorted(weights)
    (copy / "model.safetensors").unlink()
    files = [f"model-{i:05}-of-00003.safetensors" for i in (1, 2, 3)]
    for i, file in enumerate(files):
        mx.save_safetensors(str(copy / file), {name: weights[name] for name in names[i::3]})
    index = {name: files[i % 3] for i, name in enumerate(names)}
    (copy / "model.safetensors.index.json").write_text(json.dumps({"weight_map": index}))
    np.testing.assert_array_equal(logits_of(load(copy)), logits_of(load(original)))


def test_bf16_weights_stay_bf16_throughout(copy: Path, original: Path) -> None:
    rewrite(copy, {n: a.astype(mx.bfloat16) for n, a in weights_of(original).items()})
    model = load(copy)
    hidden = model.hidden(Stretch(IDS, model.embed(IDS)), model.make_cache())
    assert model.dtype == hidden.dtype == model.logits(hidden).dtype == mx.bfloat16


def test_a_text_only_conversion_works_and_knows_that_it_is_blind(
    copy: Path, original: Path
) -> None:
    expected = logits_of(load(original))
    text = {n: a for n, a in weights_of(original).items() if "language_model" in n}
    rewrite(copy, {converted(name): array for name, array in text.items()})
    checkpoint = open_checkpoint(copy)
    assert not checkpoint.sees and not checkpoint.hears
    np.testing.assert_array_equal(logits_of(load_model(checkpoint)), expected)


MIXTURES: dict[str, tuple[str, dict[str, Any]]] = {
    **{f"{bits} bit": ("affine", {"bits": bits}) for bits in (2, 3, 4, 5, 6, 8)},
    "mxfp4": ("mxfp4", {"bits": 4}),
    "mxfp8": ("mxfp8", {"bits": 8}),
    "nvfp4": ("nvfp4", {"bits": 4, "group_size": 16}),
}
AT_8_BIT = ("layers.0.mlp.down_proj", "router.proj", "embed_tokens_per_layer")
"""What converters keep finer than the rest."""
CASES = [("e2b-like", mixture) for mixture in MIXTURES] + [
    (family, mixture)
    for family in ("e4b-like", "12b-unified-like", "26b-a4b-like", "31b-like")
    for mixture in ("4 bit", "mxfp4")
]


@pytest.mark.parametrize(("family", "mixture"), CASES)
def test_a_quantised_checkpoint_equals_its_dequantised_weights(
    family: str, mixture: str, golden: Path, tmp_path: Path
) -> None:
    """Mixed as mlx-vlm mixes: language model and projections packed, some finer, towers whole."""
    original = golden / "ckpt" / family
    copy = Path(shutil.copytree(original, tmp_path / "copy", copy_function=shutil.copyfile))
    model = load(original)
    packed: dict[str, dict[str, Any]] = {}

    def packing(path: str, module: nn.Module) -> bool | dict[str, Any]:
        if "tower" in path or not hasattr(module, "to_quantized") or module.weight.shape[-1] % 32:
            return False
        mode, how = MIXTURES[mixture]
        if path.endswith(AT_8_BIT):
            mode, how = "affine", {"bits": 8}
        packed[path] = {"group_size": 32, **how, "mode": mode}
        return packed[path]

    nn.quantize(model, class_predicate=packing)
    quantised = dict(tree_flatten(model.parameters()))
    plain: Weights = {}
    for path, how in packed.items():
        parts = [quantised.get(f"{path}.{part}") for part in ("weight", "scales", "biases")]
        plain[f"{path}.weight"] = mx.dequantize(*parts, **how).astype(mx.float32)
    packing_parts = {f"{path}.{part}" for path in packed for part in ("scales", "biases")}
    others = {name: array for name, array in quantised.items() if name not in packing_parts}
    expected = answers_of(load(rewrite(copy, {**others, **plain})))
    settings = {"group_size": 32, "bits": 4, **packed}
    from_packed = answers_of(load(rewrite(copy, quantised, quantization=settings)))
    assert len(packed) > 20
    for ours, theirs in zip(from_packed, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=2e-3, rtol=0)


def problem_of(folder: Path) -> str:
    with pytest.raises(Problem) as caught:
        load(folder)
    return caught.value.kind


def cut(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])


FAULTS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "no config": ("not_a_checkpoint", lambda f: (f / "config.json").unlink()),
    "config cut": ("unreadable_config", lambda f: cut(f / "config.json", 40)),
    "config a list": ("unreadable_config", lambda f: (f / "config.json").write_text("[]")),
    "config with more layers than it has kinds of": (
        "unreadable_config",
        lambda f: (f / "config.json").write_text(
            (f / "config.json")
            .read_text()
            .replace('"num_hidden_layers": ', '"num_hidden_layers": 9')
        ),
    ),
    "another model": (
        "other_model",
        lambda f: (f / "config.json").write_text('{"model_type": "llama"}'),
    ),
    "no weights": ("missing_shards", lambda f: (f / "model.safetensors").unlink()),
    "a shard missing by number": (
        "missing_shards",
        lambda f: (f / "model.safetensors").rename(f / "model-00001-of-00002.safetensors"),
    ),
    "a shard missing by index": (
        "missing_shards",
        lambda f: (f / "model.safetensors.index.json").write_text(
            '{"weight_map": {"a": "model.safetensors", "b": "model-2.safetensors"}}'
        ),
    ),
    "weights cut": ("damaged_weights", lambda f: cut(f / "model.safetensors", 500_000)),
    "weights empty": ("damaged_weights", lambda f: cut(f / "model.safetensors", 0)),
    "weights no safetensors": (
        "damaged_weights",
        lambda f: (f / "model.safetensors").write_bytes(b"<html>404</html>" * 9),
    ),
    "a tensor missing": (
        "mismatched_weights",
        lambda f: rewrite(
            f, {n: a for n, a in weights_of(f).items() if "layers.1.mlp.up" not in n}
        ),
    ),
    "a tensor of another shape": (
        "mismatched_weights",
        lambda f: rewrite(
            f,
            {
                n: a[:-1] if n.endswith("embed_tokens.weight") else a
                for n, a in weights_of(f).items()
            },
        ),
    ),
    "no tokenizer": ("unreadable_tokenizer", lambda f: (f / "tokenizer.json").unlink()),
    "tokenizer cut": ("unreadable_tokenizer", lambda f: cut(f / "tokenizer.json", 999)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_checkpoint_is_named_for_what_it_is(
    golden: Path, tmp_path: Path, fault: str
) -> None:
    kind, damage = FAULTS[fault]
    folder = tmp_path / "copy"
    shutil.copytree(golden / "ckpt" / "e2b-like", folder, copy_function=shutil.copyfile)
    damage(folder)
    assert problem_of(folder) == kind


def test_a_reply_stops_where_the_grammar_ends_it_even_if_the_checkpoint_forgot(copy: Path) -> None:
    (copy / "generation_config.json").write_text('{"eos_token_id": 1}')
    assert open_checkpoint(copy).stop_ids == {1, 16, 9}


SAMPLING: dict[str, tuple[float, float, int]] = {
    "{}": (1.0, 0.95, 64),
    '{"temperature": 0.7, "top_k": 40}': (0.7, 0.95, 40),
    '{"temperature": null, "top_p": "all"}': (1.0, 0.95, 64),
    '{"do_sample": false, "temperature": 0.7}': (0, 0.95, 64),
    "[]": (1.0, 0.95, 64),
    "{": (1.0, 0.95, 64),
}


@pytest.mark.parametrize("declared", SAMPLING)
def test_sampling_is_as_declared_and_otherwise_the_model_cards(copy: Path, declared: str) -> None:
    (copy / "generation_config.json").write_text(declared)
    sampling = open_checkpoint(copy).sampling
    assert (sampling.temperature, sampling.top_p, sampling.top_k) == SAMPLING[declared]


DETAILS: dict[str, tuple[int, int, int]] = {
    '{"image_processor": {"max_soft_tokens": 560}}': (560, 70, 32),
    '{"video_processor": {"max_soft_tokens": 140, "num_frames": 8}}': (280, 140, 8),
    '{"image_processor": {"max_soft_tokens": null, "size": {"height": 224}}}': (280, 70, 32),
    '{"image_processor": [], "video_processor": null}': (280, 70, 32),
}


@pytest.mark.parametrize("declared", DETAILS)
def test_detail_is_as_declared_and_otherwise_the_model_cards(copy: Path, declared: str) -> None:
    (copy / "processor_config.json").write_text(declared)
    checkpoint = open_checkpoint(copy)
    found = checkpoint.picture_tokens, checkpoint.frame_tokens, checkpoint.frames
    assert found == DETAILS[declared]
    (copy / "processor_config.json").unlink()
    assert open_checkpoint(copy).picture_tokens == 280


@pytest.mark.parametrize(
    "family", ["e2b-like", "e4b-like", "12b-unified-like", "26b-a4b-like", "31b-like"]
)
def test_the_config_that_transformers_writes_gives_the_same_model(
    family: str, golden: Path, tmp_path: Path
) -> None:
    """It says layer by layer what sets full layers apart, and leaves defaults out."""
    original = golden / "ckpt" / family
    folder = Path(shutil.copytree(original, tmp_path / family, copy_function=shutil.copyfile))
    written = golden / "cases" / family / "config.transformers-5.23.json"
    shutil.copyfile(written, folder / "config.json")
    assert (open_checkpoint(folder).sees, open_checkpoint(folder).hears) == (
        open_checkpoint(original).sees,
        open_checkpoint(original).hears,
    )
    np.testing.assert_array_equal(logits_of(load(folder)), logits_of(load(original)))
