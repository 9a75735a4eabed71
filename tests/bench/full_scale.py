"""Checkpoints of full size with random weights, and the memory that Facet takes for them.

    python tests/bench/full_scale.py e2b FOLDER
    python tests/bench/full_scale.py 26b-a4b FOLDER --layers 12 --stand-in

FOLDER is written where it is not there yet, in the form that people download: 4 bits in groups of
64, the router in 8, towers in bf16. Each measurement runs in a process of its own; the exit status
is 1 where one is more than 15 % off what engine/memory.py predicts.

Without an accelerator MLX multiplies bf16 by packed weights at 0.4 GFLOP a second: hours for 8,192
tokens of E2B. `--stand-in` puts a cheap operation in the place of each product with packed weights
in a prefill, with a result of the same shape and dtype: what is computed is then nonsense, what is
allocated is the same; attention, norms and everything else stay real. A tower's peak is that of
one of its layers, so `--tower-layers 1` measures it too.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import mlx.core as mx
import mlx.nn as nn
import numpy as np
from mlx.utils import tree_flatten
from mlx_lm.models.cache import KVCache
from numpy.typing import NDArray
from PIL import Image

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

sys.path.insert(0, str(TESTS.parent / "packaging"))

from model_figures import figures  # noqa: E402
from published import SIZES, published_config  # noqa: E402

from desktop.engine.decoding import (  # noqa: E402
    PREFILL_CHUNK,
    Sampler,
    decode,
    prefill,
    sampler_for,
)
from desktop.engine.memory import (  # noqa: E402
    decode_bytes,
    kv_bytes,
    picture_bytes,
    prefill_bytes,
    sound_bytes,
    weight_bytes,
)
from desktop.engine.protocol import Sampling  # noqa: E402
from desktop.engine.reading import PromptEmbeddings, Reading  # noqa: E402
from desktop.gemma4.audio import MEL_BINS  # noqa: E402
from desktop.gemma4.backbone import Cache  # noqa: E402
from desktop.gemma4.checkpoint import load_model, open_checkpoint  # noqa: E402
from desktop.gemma4.config import Config, SamplingDefaults, TextConfig  # noqa: E402
from desktop.gemma4.model import Gemma4  # noqa: E402
from desktop.gemma4.pictures import cut_picture  # noqa: E402
from desktop.models.catalogue import Figures, catalogue  # noqa: E402
from desktop.models.fit import needed  # noqa: E402

SHARD = 2 << 30  # bytes
BLOCK = 8 << 20  # elements made at a time
SOFT_TOKENS, CHAT = 1120, 4096
TOLERANCE = 0.15

Row = tuple[str, int, int, float]
"""What, predicted and measured in bytes, and how long it took in s."""


def write_checkpoint(declared: dict[str, Any], folder: Path, *, packed: bool = True) -> None:
    """Write a whole checkpoint folder, block by block, in well under 1 GB of memory."""
    folder.mkdir(parents=True)
    shapes = _tensors(Config.from_dict(declared), packed)
    shards = list(_shards(shapes))
    index: dict[str, str] = {}
    for number, names in enumerate(shards, 1):
        file = f"model-{number:05}-of-{len(shards):05}.safetensors"
        _write_shard(folder / file, names, shapes)
        index |= dict.fromkeys(names, file)
    packing = {"quantization": {"group_size": 64, "bits": 4, "mode": "affine"}}
    files = {
        "config.json": declared | (packing if packed else {}),
        "model.safetensors.index.json": {"weight_map": index},
        "generation_config.json": {"eos_token_id": [1, 106, 50], "top_k": 64, "top_p": 0.95},
        "processor_config.json": {"image_processor": {"max_soft_tokens": 280}},
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=1))
    real = TESTS.parents[1] / "shared" / "tokenizer"
    tokenizer = real if real.is_dir() else TESTS / "golden" / "ckpt" / "e2b-like"
    shutil.copyfile(tokenizer / "tokenizer.json", folder / "tokenizer.json")


def _tensors(config: Config, packed: bool) -> dict[str, mx.array]:
    """Every tensor by name, in bf16 or of a 4-bit conversion; none is ever evaluated."""
    model = Gemma4(config, sees=True, hears=True)

    def packing(path: str, module: nn.Module) -> bool | dict[str, int]:
        if not path.startswith("language_model") or not hasattr(module, "to_quantized"):
            return False
        return {"group_size": 64, "bits": 8 if path.endswith("router.proj") else 4}

    model.set_dtype(mx.bfloat16)
    if packed:
        nn.quantize(model, class_predicate=packing)
    return dict(tree_flatten(model.parameters()))


def _shards(tensors: dict[str, mx.array]) -> Iterator[list[str]]:
    names: list[str] = []
    size = 0
    for name, array in tensors.items():
        names.append(name)
        size += array.nbytes
        if size > SHARD:
            yield names
            names, size = [], 0
    if names:
        yield names


def _write_shard(path: Path, names: list[str], tensors: dict[str, mx.array]) -> None:
    kinds = {mx.uint32: "U32", mx.bfloat16: "BF16", mx.float32: "F32"}
    header: dict[str, Any] = {"__metadata__": {"format": "mlx"}}
    end = 0
    for name in names:
        array = tensors[name]
        header[name] = {
            "dtype": kinds[array.dtype],
            "shape": array.shape,
            "data_offsets": [end, end := end + array.nbytes],
        }
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    rng = np.random.default_rng(len(names))
    with path.open("wb") as file:
        file.write(len(encoded).to_bytes(8, "little") + encoded)
        for name in names:
            array, inputs = tensors[name], _inputs(name, tensors)
            for start in range(0, array.size, BLOCK):
                count = min(BLOCK, array.size - start)
                file.write(_values(name, array, inputs, count, rng).tobytes())


def _inputs(name: str, tensors: dict[str, mx.array]) -> int:
    """How many numbers each result of a tensor's product is summed from."""
    scales = tensors.get(f"{name.rpartition('.')[0]}.scales")
    return math.prod(tensors[name].shape[-1:]) if scales is None else scales.shape[-1] * 64


def _values(
    name: str, array: mx.array, inputs: int, count: int, rng: np.random.Generator
) -> NDArray[Any]:
    """Numbers that keep activations near 1: as stored, bf16 as the upper half of float32."""
    if array.dtype == mx.uint32:
        return rng.integers(0, 1 << 32, count, np.uint32)
    spread = 0.5 * inputs**-0.5
    last = name.rpartition(".")[2]
    numbers: NDArray[np.float32]
    if last == "scales":
        # 0…15 spread evenly have a standard deviation of 4.6.
        numbers = np.full(count, spread / 4.6, np.float32)
    elif last == "biases":
        numbers = np.full(count, -7.5 * spread / 4.6, np.float32)
    elif last.endswith(("_min", "_max")):
        numbers = np.full(count, -20 if "min" in last else 20, np.float32)
    elif array.ndim == 1:
        numbers = np.full(count, 0 if "bias" in last else 1, np.float32)
    else:
        numbers = rng.standard_normal(count, np.float32) * np.float32(spread)
    return numbers if array.dtype == mx.float32 else (numbers.view(np.uint32) >> 16).astype("<u2")


def measure_loading(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Peaks of MLX and of the whole process while the weights are read."""
    started = time.perf_counter()
    model = load_model(open_checkpoint(folder))
    seconds = time.perf_counter() - started
    weights = weight_bytes(model)
    unit = 1 if sys.platform == "darwin" else 1024
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    yield "load: MLX", weights, mx.get_peak_memory(), seconds
    yield "load: process", weights, resident, seconds


def measure_prefill(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Growth over the weights while a long prompt is computed."""
    checkpoint = open_checkpoint(folder)
    model = load_model(checkpoint)
    text, tokens = checkpoint.config.text, options.tokens
    chunk = min(PREFILL_CHUNK, tokens)
    prompt = PromptEmbeddings(model, _reading(tokens))
    cache = model.make_cache()
    if options.stand_in:
        _stand_in()
    with _Growth() as growth:
        if options.last_chunk:
            _fill(cache, text, tokens - chunk, chunk)
            prompt = PromptEmbeddings(model, _reading(chunk))
        for _ in prefill(model, prompt, cache, chunk):
            pass
    predicted = kv_bytes(text, tokens, chunk) + prefill_bytes(text, chunk, tokens)
    yield f"prefill {tokens:,}", predicted, growth.peak, growth.seconds
    held = sum(layer.nbytes for layer in cache)
    yield f"keys and values {tokens:,}", kv_bytes(text, tokens, chunk), held, growth.seconds


def measure_picture(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Growth over the weights while the most detailed picture is encoded."""
    checkpoint = open_checkpoint(folder)
    model = load_model(checkpoint)
    if "vision_tower" in model:
        encoder = model.vision_tower.encoder
        encoder.layers = encoder.layers[: options.tower_layers]
    eyes = checkpoint.config.vision
    assert eyes is not None
    noise = np.random.default_rng(0).integers(0, 256, (1400, 2000, 3), np.uint8)
    picture = cut_picture(
        Image.fromarray(noise), SOFT_TOKENS, eyes.patch_size, eyes.pooling_kernel_size
    )
    with _Growth() as growth:
        soft = model.see(picture)
        assert mx.isfinite(soft).all().item()
    predicted = picture_bytes(checkpoint.config, picture.soft_tokens)
    yield f"picture {picture.soft_tokens:,}", predicted, growth.peak, growth.seconds


def measure_sound(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Growth over the weights while 30 s of sound are encoded."""
    checkpoint = open_checkpoint(folder)
    model = load_model(checkpoint)
    model.audio_tower.layers = model.audio_tower.layers[: options.tower_layers]
    features = mx.random.normal((4 * 750, MEL_BINS))
    mx.eval(features)
    with _Growth() as growth:
        assert mx.isfinite(model.hear(features)).all().item()
    yield "sound 30 s", sound_bytes(checkpoint.config, 750), growth.peak, growth.seconds


def measure_decoding(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Growth over the weights while a few tokens are drawn, with all products real."""
    checkpoint = open_checkpoint(folder)
    model = load_model(checkpoint)
    text, asked, drawn = checkpoint.config.text, 4, 3
    prompt = PromptEmbeddings(model, _reading(asked))
    cache = model.make_cache()
    with _Growth() as growth:
        for _ in prefill(model, prompt, cache):
            pass
        ids = list(decode(model, prompt, cache, _sampler(), drawn))
    predicted = kv_bytes(text, asked + drawn) + decode_bytes(text, asked + drawn)
    yield f"decode {len(ids)}", predicted, growth.peak, growth.seconds


def measure_fit(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """The peak of a whole chat: the weights, the largest picture, and a prompt of CHAT tokens.

    Predicted as for the table of what fits which Mac, but for this computer's way of computing.
    """
    checkpoint = open_checkpoint(folder)
    told = figures(options.size, metal=mx.metal.is_available())
    size = next(s for s in catalogue().sizes if s.name == options.size.upper())
    size = replace(size, figures=Figures(**{**told, "reading": {CHAT: told["reading"][str(CHAT)]}}))
    started = time.perf_counter()
    *_, (_, _, picture, _) = measure_picture(folder, options)
    model = load_model(checkpoint)
    copy = replace(size.copies[0], bytes=weight_bytes(model))
    prompt, cache = PromptEmbeddings(model, _reading(CHAT)), model.make_cache()
    if options.stand_in:
        _stand_in()
    mx.clear_cache()
    mx.reset_peak_memory()
    for _ in prefill(model, prompt, cache):
        pass
    peak = max(mx.get_peak_memory(), copy.bytes + picture)
    yield f"fit {CHAT:,}", needed(copy, size, CHAT), peak, time.perf_counter() - started


MEASUREMENTS: dict[str, Callable[[Path, argparse.Namespace], Iterator[Row]]] = {
    "load": measure_loading,
    "prefill": measure_prefill,
    "picture": measure_picture,
    "sound": measure_sound,
    "decode": measure_decoding,
    "fit": measure_fit,
}


class _Growth:
    """How far MLX's memory rises above where it was, in bytes, and how long it took, in s."""

    peak = 0
    seconds = 0.0

    def __enter__(self) -> _Growth:
        mx.clear_cache()
        self._before, self._started = mx.get_active_memory(), time.perf_counter()
        mx.reset_peak_memory()
        return self

    def __exit__(self, *_: object) -> None:
        self.peak = mx.get_peak_memory() - self._before
        self.seconds = time.perf_counter() - self._started


def _reading(tokens: int) -> Reading:
    """A prompt of random words, one longer than what is prefilled of it."""
    return Reading(np.random.default_rng(0).integers(300, 500, tokens + 1).tolist())


def _fill(cache: Cache, text: TextConfig, tokens: int, chunk: int) -> None:
    """Put nothing into the caches as a prefill of `tokens` in chunks would fill them."""
    for layer in cache:
        full = isinstance(layer, KVCache)
        heads = text.num_global_key_value_heads if full and text.attention_k_eq_v else None
        size = text.global_head_dim if full else text.head_dim
        for start in range(0, tokens, chunk):
            stop = min(start + chunk, tokens)
            keys = mx.zeros((1, heads or text.num_key_value_heads, stop - start, size), mx.bfloat16)
            mx.eval(layer.update_and_fetch(keys, keys))


def _sampler() -> Sampler:
    """The published sampling; fails on anything infinite."""
    draw = sampler_for(Sampling(), SamplingDefaults())

    def checked(logprobs: mx.array) -> mx.array:
        assert mx.isfinite(logprobs).all().item()
        return draw(logprobs)

    return checked


def _stand_in() -> None:
    """Let each product with packed weights only make a result of its shape."""

    def product(x: mx.array, weight: mx.array, *_: object, **__: object) -> mx.array:
        return _like(x, (*x.shape[:-1], weight.shape[-2]))

    def gathered(
        x: mx.array, weight: mx.array, *_: object, rhs_indices: mx.array, **__: object
    ) -> mx.array:
        rows = np.broadcast_shapes(x.shape[:-2], rhs_indices.shape)
        return _like(x, (*rows, x.shape[-2], weight.shape[-2]))

    mx.quantized_matmul, mx.gather_qmm = product, gathered


def _like(x: mx.array, shape: tuple[int, ...]) -> mx.array:
    return mx.broadcast_to(x[..., :1], shape) + mx.zeros((), x.dtype)


def main() -> None:
    options = _arguments().parse_args()
    if options.step:
        rows = list(MEASUREMENTS[options.step](options.folder, options))
        print(json.dumps(rows))
        return
    if not options.folder.exists():
        declared = published_config(options.size)
        if options.layers:
            declared["text_config"]["num_hidden_layers"] = options.layers
        write_checkpoint(declared, options.folder)
    steps = options.only or [
        step for step in MEASUREMENTS if step != "sound" or options.size in ("e2b", "e4b")
    ]
    missed = False
    print(f"{'what':24}{'predicted MB':>14}{'measured MB':>14}{'ratio':>8}{'s':>8}")
    for step in steps:
        command = [sys.executable, *sys.argv, "--step", step]
        output = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        for what, predicted, measured, seconds in json.loads(output):
            figures = f"{predicted / 1e6:14,.1f}{measured / 1e6:14,.1f}{measured / predicted:8.3f}"
            print(f"{what:24}{figures}{seconds:8.1f}", flush=True)
            missed |= abs(measured / predicted - 1) > TOLERANCE
    sys.exit(missed)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure a checkpoint of full size.")
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder", type=Path, help="written where it is not there yet")
    parser.add_argument("--layers", type=int, help="language layers (12B and larger)")
    parser.add_argument("--tower-layers", type=int, help="layers of the towers that are run")
    parser.add_argument("--tokens", type=int, default=8192, help="how many are prefilled")
    parser.add_argument("--last-chunk", action="store_true", help="compute only the last chunk")
    parser.add_argument("--stand-in", action="store_true", help="replace products with weights")
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, help="which measurements")
    parser.add_argument("--step", choices=MEASUREMENTS, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    main()
