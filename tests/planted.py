"""Faults planted in whole checkpoints, one in each copy, and what is to be found of them."""

from __future__ import annotations

import json
import re
import shutil
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mlx.core as mx
import mlx.nn as nn
from mlx.utils import tree_flatten

from desktop.gemma4.checkpoint import load_model, open_checkpoint
from desktop.places import BUILT_IN_MODEL

CHECKPOINTS = Path(__file__).parent / "golden" / "ckpt"
WEIGHTS = "model.safetensors"
FAMILIES = ("e2b-like", "e4b-like", "12b-unified-like", "26b-a4b-like", "31b-like")

Weights = dict[str, mx.array]


@dataclass(frozen=True)
class Fault:
    """What is done to a copy of `whole`, and every kind of finding that matters afterwards.

    `felt` faults are found by loading the model.
    """

    kinds: str
    plant: Callable[[Path], object]
    whole: str = "e2b-like"
    felt: bool = False

    def make(self, folder: Path) -> Path:
        copy(self.whole, folder)
        self.plant(folder)
        return folder


def original(name: str) -> Path:
    return BUILT_IN_MODEL if name == "pebble" else CHECKPOINTS / name


def copy(name: str, folder: Path) -> Path:
    return Path(shutil.copytree(original(name), folder, copy_function=shutil.copyfile))


def weights_of(folder: Path) -> Weights:
    weights = mx.load(str(folder / WEIGHTS))
    assert isinstance(weights, dict)
    mx.eval(weights)
    return weights


def save_weights(folder: Path, weights: Weights, name: str = WEIGHTS) -> None:
    # What is read lazily is still read from the old file.
    mx.eval(weights)
    (folder / name).unlink(missing_ok=True)
    mx.save_safetensors(str(folder / name), weights)


def change_json(folder: Path, name: str, change: Callable[[dict[str, Any]], object]) -> None:
    content = json.loads((folder / name).read_text())
    change(content)
    (folder / name).write_text(json.dumps(content))


def change_weights(folder: Path, within: str, change: Callable[[mx.array], mx.array]) -> None:
    """Change every tensor whose name a pattern is found in."""
    weights = weights_of(folder)
    named = [name for name in weights if re.search(within, name)]
    assert named
    save_weights(folder, weights | {name: change(weights[name]) for name in named})


def drop_weights(folder: Path, within: str) -> None:
    weights = weights_of(folder)
    save_weights(folder, {n: a for n, a in weights.items() if not re.search(within, n)})


def exchange(folder: Path, one: str, other: str) -> None:
    """Swap all tensors whose names differ in nothing but these words."""
    weights = weights_of(folder)
    swapped = {
        name.replace(one, other) if one in name else name.replace(other, one): array
        for name, array in weights.items()
    }
    assert swapped.keys() == weights.keys()
    save_weights(folder, swapped)


def replace_with_noise(folder: Path, within: str) -> None:
    """New matrices as a fresh model has them, as large in the mean as those that were there."""
    mx.random.seed(7)

    def noise(array: mx.array) -> mx.array:
        if array.ndim < 2:
            return array
        spread = mx.std(array.astype(mx.float32))
        return (mx.random.normal(array.shape) * spread).astype(array.dtype)

    change_weights(folder, within, noise)


def pack(folder: Path, bits: int, within: str, finer: Iterable[str] = ()) -> None:
    """Quantise what a pattern is found in the names of, as converters do; `finer` at 8 bits."""
    model = load_model(open_checkpoint(folder))

    def packing(path: str, module: nn.Module) -> bool | dict[str, Any]:
        fits = hasattr(module, "to_quantized") and module.weight.shape[-1] % 32 == 0
        if not fits or not re.search(within, path):
            return False
        return {"group_size": 32, "bits": 8 if path.endswith(tuple(finer)) else bits}

    nn.quantize(model, class_predicate=packing)
    save_weights(folder, dict(tree_flatten(model.parameters())))


def convert(folder: Path, bits: int) -> None:
    """Quantise as mlx-vlm does: towers, their projection of pictures and scalars stay whole."""
    kept = "vision_tower|audio_tower|embed_vision|vision_embedder"
    pack(folder, bits, f"^(?!.*({kept}))", finer=["router.proj"])


def change_header(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the header of the weight file, and leave the bytes behind it."""
    data = (folder / WEIGHTS).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    change(header)
    text = json.dumps(header).encode()
    (folder / WEIGHTS).write_bytes(struct.pack("<Q", len(text)) + text + data[8 + length :])


def _grow_a_tensor(header: dict[str, Any]) -> None:
    header["model.language_model.norm.weight"]["shape"] = [63]


def _lay_over(header: dict[str, Any]) -> None:
    layers = "model.language_model.layers"
    one, other = f"{layers}.0.mlp.up_proj.weight", f"{layers}.1.mlp.up_proj.weight"
    start, stop = header[one]["data_offsets"]
    header[other]["data_offsets"] = [start + 4, stop + 4]


def _split(folder: Path) -> None:
    """Two shards and their index, in which one tensor's place is wrong."""
    weights = weights_of(folder)
    names = sorted(weights)
    files = [f"model-{i:05}-of-00002.safetensors" for i in (1, 2)]
    for i, file in enumerate(files):
        save_weights(folder, {name: weights[name] for name in names[i::2]}, file)
    (folder / WEIGHTS).unlink()
    places = {name: files[i % 2] for i, name in enumerate(names)}
    places[names[0]] = files[1]
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": places}))


def _take_eyes_of_another_size(folder: Path) -> None:
    others = weights_of(original("e4b-like"))
    eyes = {name: array for name, array in others.items() if "vision_tower" in name}
    save_weights(folder, weights_of(folder) | eyes)


def _put_in_two_files(folder: Path) -> None:
    weights = weights_of(folder)
    one = next(iter(weights))
    save_weights(folder, {one: weights[one] + 1}, "older.safetensors")


def _repeat_a_layer(folder: Path) -> None:
    weights = weights_of(folder)
    layers = "vision_tower.encoder.layers"
    first = {n: a for n, a in weights.items() if f"{layers}.0." in n}
    save_weights(folder, weights | {n.replace(".0.", ".1."): a for n, a in first.items()})


def _forget_tokens(folder: Path, *tokens: str) -> None:
    text = (folder / "tokenizer.json").read_text(encoding="utf-8")
    for i, token in enumerate(tokens):
        assert json.dumps(token) in text
        text = text.replace(json.dumps(token), json.dumps(f"<unused{i}>"))
    (folder / "tokenizer.json").write_text(text, encoding="utf-8")


def _become_text_only(folder: Path) -> None:
    """As mlx-lm converts: the text model alone, and a config that still speaks of senses."""
    drop_weights(folder, "vision|audio")
    (folder / "processor_config.json").unlink()


APRIL_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}<|turn>{{ message.role }}\n"
    "{% if message.content is string %}{{ message.content }}{% else %}"
    "{% for part in message.content %}{% if part.type == 'image' %}\n\n<|image|>\n\n"
    "{% elif part.type == 'text' %}{{ part.text }}{% endif %}{% endfor %}{% endif %}<turn|>\n"
    "{% endfor %}<|turn>model\n"
)

FAULTS: dict[str, Fault] = {
    "no config": Fault("not_a_checkpoint", lambda f: (f / "config.json").unlink()),
    "a config cut short": Fault(
        "unreadable_config", lambda f: (f / "config.json").write_text('{"model_type": "gem')
    ),
    "a config that makes no model": Fault(
        "unreadable_config",
        lambda f: change_json(f, "config.json", lambda c: c["text_config"].update(head_dim=[32])),
    ),
    "a config that cannot be computed with": Fault(
        "cannot_compute",
        lambda f: change_json(
            f, "config.json", lambda c: c["text_config"].update(sliding_window=None)
        ),
        whole="31b-like",
        felt=True,
    ),
    "another model": Fault(
        "other_model", lambda f: (f / "config.json").write_text('{"model_type": "llama"}')
    ),
    "a missing shard": Fault(
        "missing_shards", lambda f: (f / WEIGHTS).rename(f / "model-00001-of-00002.safetensors")
    ),
    "a truncated tensor": Fault(
        "damaged_weights",
        lambda f: (f / WEIGHTS).write_bytes((f / WEIGHTS).read_bytes()[:-64]),
    ),
    "a page instead of weights": Fault(
        "damaged_weights", lambda f: (f / WEIGHTS).write_bytes(b"<html>404</html>" * 9)
    ),
    "a header that is no header": Fault(
        "damaged_weights",
        lambda f: change_header(f, lambda h: h.update({"model.language_model.norm.weight": []})),
    ),
    "a tensor smaller than its place": Fault(
        "wrong_tensor_size", lambda f: change_header(f, _grow_a_tensor)
    ),
    "tensors over each other": Fault("overlapping_tensors", lambda f: change_header(f, _lay_over)),
    "a tensor too few": Fault("mismatched_weights", lambda f: drop_weights(f, "layers.1.mlp.up")),
    "the eyes of another size": Fault("mismatched_weights", _take_eyes_of_another_size),
    "a tensor in two files": Fault("double_tensor", _put_in_two_files),
    "no tokenizer": Fault("unreadable_tokenizer", lambda f: (f / "tokenizer.json").unlink()),
    "the wrong vocabulary": Fault(
        "wrong_vocabulary",
        lambda f: shutil.copyfile(original("pebble") / "tokenizer.json", f / "tokenizer.json"),
    ),
    "a vocabulary too small": Fault(
        "wrong_vocabulary",
        lambda f: shutil.copyfile(original("e2b-like") / "tokenizer.json", f / "tokenizer.json"),
        whole="pebble",
    ),
    "a text-only conversion": Fault("blind deaf", _become_text_only),
    "a text-only conversion of a size without ears": Fault(
        "blind", _become_text_only, whole="26b-a4b-like"
    ),
    "a text-only conversion of the size without towers": Fault(
        "blind deaf", _become_text_only, whole="12b-unified-like"
    ),
    "a config without eyes": Fault(
        "blind", lambda f: change_json(f, "config.json", lambda c: c.pop("vision_config"))
    ),
    "eyes that lead nowhere": Fault("blind", lambda f: drop_weights(f, "embed_vision")),
    "no ears": Fault("deaf", lambda f: drop_weights(f, "audio_tower")),
    "eyes of zeros": Fault(
        "empty_weights sees_nothing",
        lambda f: change_weights(f, r"vision_tower.*weight", mx.zeros_like),
        whole="31b-like",
        felt=True,
    ),
    "a projection of zeros": Fault(
        "empty_weights hears_nothing",
        lambda f: change_weights(f, "embed_audio", mx.zeros_like),
        whole="12b-unified-like",
        felt=True,
    ),
    "eyes that are no numbers": Fault(
        "infinite_weights sees_no_numbers",
        lambda f: change_weights(f, "embed_vision", lambda a: a * mx.inf),
        whole="26b-a4b-like",
        felt=True,
    ),
    "words that are no numbers": Fault(
        "infinite_weights no_numbers",
        lambda f: change_weights(f, "language_model.norm", lambda a: a * mx.nan),
        whole="31b-like",
        felt=True,
    ),
    "a layer twice": Fault("repeated_weights", _repeat_a_layer, whole="31b-like", felt=True),
    "swapped vision weights": Fault(
        "sees_wrong hears_wrong",
        lambda f: exchange(f, "embed_vision", "embed_audio"),
        whole="pebble",
        felt=True,
    ),
    "eyes and ears never trained": Fault(
        "sees_wrong hears_wrong",
        lambda f: replace_with_noise(f, "vision_tower|audio_tower"),
        whole="pebble",
        felt=True,
    ),
    "swapped layers of the ears": Fault(
        "hears_wrong",
        lambda f: exchange(f, "audio_tower.layers.0.", "audio_tower.layers.2."),
        whole="pebble",
        felt=True,
    ),
    "2-bit per-layer embeddings": Fault(
        "ruined_per_layer", lambda f: pack(f, 2, "embed_tokens_per_layer")
    ),
    "2-bit words": Fault(
        "ruined_words", lambda f: pack(f, 2, "language_model.*mlp"), whole="31b-like"
    ),
    "a 4-bit router": Fault("ruined_router", lambda f: pack(f, 4, "router"), whole="26b-a4b-like"),
    "2-bit eyes": Fault("ruined_eyes", lambda f: pack(f, 2, "vision_tower")),
    "2-bit eyes of the size without towers": Fault(
        "ruined_eyes", lambda f: pack(f, 2, "vision_embedder"), whole="12b-unified-like"
    ),
    "4-bit ears": Fault("ruined_ears", lambda f: pack(f, 4, "audio_tower")),
    "half floats": Fault(
        "half_floats", lambda f: change_weights(f, "", lambda a: a.astype(mx.float16))
    ),
    "no processor": Fault("missing_processor", lambda f: (f / "processor_config.json").unlink()),
    "a missing feature extractor": Fault(
        "missing_feature_extractor",
        lambda f: change_json(f, "processor_config.json", lambda p: p.pop("feature_extractor")),
    ),
    "a feature extractor of Gemma 3n": Fault(
        "wrong_feature_extractor",
        lambda f: change_json(
            f,
            "processor_config.json",
            lambda p: p["feature_extractor"].update(frame_length=512, fft_length=1024),
        ),
    ),
    "an image processor missing": Fault(
        "missing_image_processor",
        lambda f: change_json(f, "processor_config.json", lambda p: p.pop("image_processor")),
    ),
    "an image processor of SigLIP": Fault(
        "wrong_image_processor",
        lambda f: change_json(
            f,
            "processor_config.json",
            lambda p: p["image_processor"].update(do_normalize=True, image_mean=[0.5] * 3),
        ),
    ),
    "forgotten end tokens": Fault(
        "missing_end_tokens",
        lambda f: change_json(f, "generation_config.json", lambda g: g.update(eos_token_id=1)),
    ),
    "a stale template": Fault(
        "other_template", lambda f: (f / "chat_template.jinja").write_text(APRIL_TEMPLATE)
    ),
    "a stale template within": Fault(
        "other_template",
        lambda f: change_json(
            f, "tokenizer_config.json", lambda t: t.update(chat_template=APRIL_TEMPLATE)
        ),
    ),
    "no tokenizer config": Fault(
        "missing_tokenizer_config", lambda f: (f / "tokenizer_config.json").unlink()
    ),
    "an index that is wrong": Fault("wrong_index", _split),
    "no place for pictures": Fault("missing_media_tokens", lambda f: _forget_tokens(f, "<image|>")),
    "another id for pictures": Fault(
        "wrong_token_ids",
        lambda f: change_json(f, "config.json", lambda c: c.update(image_token_id=262144)),
    ),
    "no thoughts": Fault("cannot_think", lambda f: _forget_tokens(f, "<|think|>", "<|channel>")),
    "no tools": Fault("cannot_call_tools", lambda f: _forget_tokens(f, "<|tool_call>")),
}
