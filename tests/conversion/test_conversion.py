"""A converted checkpoint is the same model, a little less exact, and much smaller."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import mlx.core as mx
import numpy as np
import pytest
from mlx.utils import tree_flatten
from mlx_lm.utils import load_model as load_in_mlx_lm
from PIL import Image
from small_checkpoints import (
    GOLDEN,
    OUTLYING,
    Weights,
    in_bf16,
    load,
    log_probabilities,
    uneven,
    weights_of,
    write,
)

from desktop.conversion import weights as writing
from desktop.conversion.convert import Progress, convert, packings_for
from desktop.conversion.folder import copy_side_files, made_whole, write_config
from desktop.conversion.sensitivity import measure
from desktop.conversion.source import open_source
from desktop.conversion.weights import modules_of, write_weights
from desktop.gemma4.checkpoint import assemble_model, open_checkpoint
from desktop.gemma4.model import Gemma4
from desktop.gemma4.pictures import cut_picture
from desktop.gemma4.stored import StoredTensor, stored_tensors

FAMILIES = ("e2b-like", "e4b-like", "12b-unified-like", "26b-a4b-like", "31b-like")
SHARED = {4: 3, 5: 1}
"""The layers of a small E4B that take the keys and values of others."""
READ_BY = {
    "0.self_attn.k_proj": 1,
    "1.self_attn.k_proj": 2,
    "1.self_attn.v_proj": 2,
    "1.self_attn.q_proj": 1,
    "3.self_attn.v_proj": 2,
}
IDS = np.random.default_rng(0).integers(24, 500, 24).tolist()


def silently(_: object) -> None: ...


def uniform(folder: Path, out: Path, bits: int) -> Path:
    """Convert with the same bits for every weight of the layers."""
    source = open_source(folder)
    packings = packings_for(source, dict.fromkeys(source.matrices, bits))
    with made_whole(out) as part:
        copy_side_files(folder, part)
        write_weights(modules_of(source, packings), part, silently)
        write_config(part, source, packings)
    return out


def stored_in(folder: Path) -> dict[str, StoredTensor]:
    return {
        n: t for shard in folder.glob("*.safetensors") for n, t in stored_tensors(shard).items()
    }


@pytest.fixture(scope="module", params=FAMILIES)
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """A checkpoint in bf16, and what it was converted to, in several files."""
    folder = tmp_path_factory.mktemp("pair")
    whole, out = in_bf16(request.param, folder / "whole"), folder / "converted"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_SHARD", 200_000)
        convert(whole, out, 4.5, silently)
    return whole, out


@pytest.fixture(scope="module")
def sensitive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return uneven(tmp_path_factory.mktemp("uneven") / "whole")


def errors_of(folder: Path) -> dict[str, float]:
    return measure(open_source(folder), lambda *_: None)


def with_unused_keys_and_values() -> tuple[Weights, dict[str, Any]]:
    """A small E4B as published: layers have maps for keys and values that they never use."""
    weights = {n: a.astype(mx.bfloat16) for n, a in weights_of(GOLDEN / "e4b-like").items()}
    for layer, donor in SHARED.items():
        for name in ("k_proj", "v_proj", "k_norm"):
            path = f"model.language_model.layers.{{}}.self_attn.{name}.weight"
            weights[path.format(layer)] = weights[path.format(donor)]
    return weights, json.loads((GOLDEN / "e4b-like" / "config.json").read_text())


def senses_of(model: Gemma4) -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    found: list[mx.array] = []
    if "embed_vision" in model:
        side, pooling = (16, 3) if "vision_tower" in model else (48, 1)
        picture = Image.fromarray(rng.integers(0, 255, (96, 144, 3), np.uint8))
        found.append(model.see(cut_picture(picture, 70, side, pooling)))
    if "embed_audio" in model:
        width = 128 if "audio_tower" in model else 640
        found.append(model.hear(mx.array(rng.normal(size=(20, width)), mx.float32)))
    return [np.array(array.astype(mx.float32)) for array in found]


def test_the_same_things_are_seen_and_heard(pair: tuple[Path, Path]) -> None:
    whole, out = pair
    assert open_checkpoint(out).sees == open_checkpoint(whole).sees
    assert open_checkpoint(out).hears == open_checkpoint(whole).hears
    exact, found = senses_of(load(whole)), senses_of(load(out))
    assert exact
    for ours, theirs in zip(found, exact, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_encoders_norms_and_scalars_are_the_same_to_the_byte(pair: tuple[Path, Path]) -> None:
    whole, out = pair
    before, after = open_source(whole).tensors, stored_in(out)
    matrices = set(open_source(whole).matrices)
    kept = [name for name in before if name.removesuffix(".weight") not in matrices]
    assert any("embed_vision" in name for name in kept) and len(kept) > 20
    for name in kept:
        assert after[name].raw() == before[name].raw()
        assert (after[name].kind, after[name].shape) == (before[name].kind, before[name].shape)


def test_each_weight_is_what_it_was_as_far_as_its_bits_go(pair: tuple[Path, Path]) -> None:
    """Held to the model that Facet loads of the whole checkpoint, experts and all."""
    whole, out = pair
    exact = dict(tree_flatten(assemble_model(open_checkpoint(whole)).parameters()))
    found = weights_of(out)
    for path, tensor in open_source(whole).matrices.items():
        parts = [found[f"{path}.{part}"] for part in ("weight", "scales", "biases")]
        inputs = tensor.shape[-1]
        bits, size = parts[0].shape[-1] * 32 // inputs, inputs // parts[1].shape[-1]
        off = mx.abs(mx.dequantize(*parts, size, bits) - exact[f"{path}.weight"])
        steps = mx.repeat(mx.abs(parts[1]), size, axis=-1)
        assert (off / steps).mean().item() < 0.5, path


def test_index_and_config_say_what_is_in_the_files(pair: tuple[Path, Path]) -> None:
    whole, out = pair
    index = json.loads((out / "model.safetensors.index.json").read_text())
    tensors = stored_in(out)
    assert index["weight_map"] == {name: tensor.file.name for name, tensor in tensors.items()}
    assert index["metadata"]["total_size"] == sum(tensor.nbytes for tensor in tensors.values())
    assert len(set(index["weight_map"].values())) > 2
    config = json.loads((out / "config.json").read_text())
    assert config["quantization"] == config["quantization_config"]
    for path, matrix in open_source(whole).matrices.items():
        inputs = matrix.shape[-1]
        found = {
            "group_size": inputs // tensors[f"{path}.scales"].shape[-1],
            "bits": tensors[f"{path}.weight"].shape[-1] * 32 // inputs,
        }
        usual = {key: config["quantization"][key] for key in found}
        assert config["quantization"].get(path, usual) == found


def test_what_is_not_weights_comes_along(pair: tuple[Path, Path]) -> None:
    whole, out = pair
    for name in ("tokenizer.json", "generation_config.json", "processor_config.json"):
        assert (out / name).read_bytes() == (whole / name).read_bytes()


def test_mlx_lm_computes_the_same(pair: tuple[Path, Path]) -> None:
    _, out = pair
    model, _ = load_in_mlx_lm(out)
    logits = model(mx.array([IDS]))[0].astype(mx.float32)
    ours = log_probabilities(load(out), IDS)
    theirs = np.array(logits - mx.logsumexp(logits, axis=-1, keepdims=True))
    np.testing.assert_allclose(ours, theirs, atol=1e-4)


def divergence(exact: np.ndarray, found: np.ndarray) -> float:
    """The mean Kullback–Leibler divergence of a word from what it should be, in nats."""
    return float((np.exp(exact) * (exact - found)).sum(axis=-1).mean())


def test_bits_go_where_they_are_needed(sensitive: Path, tmp_path: Path) -> None:
    """As near to bf16 as evenly spread bits of the same number are not, by far."""
    exact = log_probabilities(load(sensitive), IDS)
    for bits in (5, 6):
        uniform(sensitive, tmp_path / f"uniform{bits}", bits)
    converted = convert(sensitive, tmp_path / "mixed", 5, silently)
    assert converted.bits == pytest.approx(5, abs=0.02)
    even, mixed, finer = (
        divergence(exact, log_probabilities(load(tmp_path / name), IDS))
        for name in ("uniform5", "mixed", "uniform6")
    )
    assert mixed < 0.85 * even
    assert finer < mixed < 0.2
    config = json.loads((tmp_path / "mixed" / "config.json").read_text())["quantization"]
    for module in OUTLYING:
        assert config[f"language_model.model.{module}"]["bits"] == 6


def test_more_bits_are_nearer_and_larger(sensitive: Path, tmp_path: Path) -> None:
    exact = log_probabilities(load(sensitive), IDS)
    made = [convert(sensitive, tmp_path / f"{bits}", bits, silently) for bits in (4, 4.5, 6)]
    apart = [divergence(exact, log_probabilities(load(one.folder), IDS)) for one in made]
    assert sorted(apart, reverse=True) == apart
    assert made[0].bytes < made[1].bytes < made[2].bytes < made[0].bytes_before
    assert made[0].modules.keys() == {4} and made[2].modules.keys() == {6}
    files = sum(tensor.nbytes for tensor in stored_in(made[1].folder).values())
    assert files == made[1].bytes


def test_maps_that_no_layer_uses_are_left_out(tmp_path: Path) -> None:
    whole = write(tmp_path / "whole", *with_unused_keys_and_values())
    converted = convert(whole, tmp_path / "out", 4.5, silently)
    assert not any("layers.5.self_attn.k_" in name for name in stored_in(converted.folder))
    assert converted.bytes_before < sum(tensor.nbytes for tensor in stored_in(whole).values())


def test_keys_and_values_count_for_each_layer_that_reads_them(tmp_path: Path) -> None:
    weights, config = with_unused_keys_and_values()
    found = errors_of(write(tmp_path / "shared", weights, config))
    config["text_config"]["num_kv_shared_layers"] = 0
    once = errors_of(write(tmp_path / "alone", weights, config))
    for module, times in READ_BY.items():
        path = f"language_model.model.layers.{module}"
        assert found[path] == pytest.approx(times * once[path])


def test_each_weight_is_measured_alone(tmp_path: Path) -> None:
    """Without queries keys do not matter, whatever becomes of the others."""
    weights, config = with_unused_keys_and_values()
    queries = "model.language_model.layers.0.self_attn.q_proj.weight"
    weights[queries] = mx.zeros_like(weights[queries])
    errors = errors_of(write(tmp_path / "whole", weights, config))
    harmless = {path.rpartition("layers.")[2] for path, error in errors.items() if error == 0}
    assert harmless == {"0.self_attn.q_proj", "0.self_attn.k_proj"}


def test_a_table_is_packed_stretch_by_stretch(
    sensitive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bits come of it as of the whole."""
    uniform(sensitive, tmp_path / "whole", 5)
    monkeypatch.setattr(writing, "_PIECE", 10_000)
    uniform(sensitive, tmp_path / "pieces", 5)
    name = "model.safetensors"
    assert (tmp_path / "pieces" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    table = "language_model.model.embed_tokens_per_layer"
    packed = mx.quantize(open_source(sensitive).tensors[f"{table}.weight"].read(), 64, 8)
    for part, array in zip(("weight", "scales", "biases"), packed, strict=True):
        assert mx.array_equal(weights_of(tmp_path / "pieces")[f"{table}.{part}"], array)


def test_neither_the_model_nor_its_largest_table_is_ever_whole_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_PIECE", 100_000)
    whole = uneven(tmp_path / "whole", words=20_000)
    table = open_source(whole).tensors["language_model.model.embed_tokens_per_layer.weight"]
    mx.clear_cache()
    before = mx.get_active_memory()
    mx.reset_peak_memory()
    convert(whole, tmp_path / "out", 4.5, silently)
    assert mx.get_peak_memory() - before < table.nbytes / 4


def test_a_text_model_alone_is_converted_under_its_own_names(
    tmp_path: Path,
) -> None:
    """As Transformers saves it: a flat config, and names without a prefix."""
    whole = in_bf16("e4b-like", tmp_path / "whole")
    config = json.loads((whole / "config.json").read_text())
    weights = {
        name.replace("language_model.", ""): array
        for name, array in weights_of(whole).items()
        if "language_model" in name
    }
    flat = {**config["text_config"], "model_type": "gemma4_text"}
    out = tmp_path / "out"
    convert(write(tmp_path / "text", weights, flat), out, 4.5, silently)
    model, _ = load_in_mlx_lm(out)
    assert "model.layers.0.mlp.down_proj.scales" in stored_in(out)
    logits = model(mx.array([IDS]))[0].astype(mx.float32)
    theirs = np.array(logits - mx.logsumexp(logits, axis=-1, keepdims=True))
    np.testing.assert_allclose(log_probabilities(load(out), IDS), theirs, atol=1e-4)


def test_progress_goes_from_layer_to_layer_and_then_from_byte_to_byte(
    sensitive: Path, tmp_path: Path
) -> None:
    told: list[Progress] = []
    converted = convert(sensitive, tmp_path / "out", 4.5, told.append)
    layers = open_checkpoint(sensitive).config.text.num_hidden_layers
    measured = [progress for progress in told if progress.stage == "measure"]
    written = told[len(measured) :]
    assert [(p.done, p.total) for p in measured] == [(i + 1, layers) for i in range(layers)]
    assert all(p.stage == "write" and p.total == converted.bytes for p in written)
    assert written[-1].done == converted.bytes
    assert sorted(p.done for p in written) == [p.done for p in written]
