"""A checkpoint folder, as people have it on disk → a model ready to run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import mlx.core as mx
import mlx.nn as nn
from mlx.utils import tree_flatten
from mlx_lm.utils import infer_quant_config
from tokenizers import Tokenizer

from desktop.family import GEMMA4_TYPES
from desktop.problems import Problem
from desktop.side_files import mapping, read_side_file

from .config import Config, SamplingDefaults
from .model import Gemma4, senses_in
from .stored import INDEX, stored_tensors

END_TOKENS = ("<eos>", "<turn|>", "<|tool_response>")


@dataclass(frozen=True)
class Checkpoint:
    """Everything that can be known of a checkpoint before its weights are read.

    `stop_ids` end a reply. `picture_tokens` and `frame_tokens` are the default detail of a picture
    and of a video's frame, in soft tokens; `frames` is how many of a video are looked at.
    """

    folder: Path
    name: str
    config: Config
    tokenizer: Tokenizer
    stop_ids: frozenset[int]
    sampling: SamplingDefaults
    picture_tokens: int
    frame_tokens: int
    frames: int
    shards: tuple[Path, ...]
    sees: bool
    hears: bool


def open_checkpoint(folder: Path) -> Checkpoint:
    """Read what a folder declares; raises Problem where it is no whole Gemma 4 checkpoint."""
    declared = _read_config(folder)
    try:
        config = Config.from_dict(declared)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise Problem("unreadable_config", path=folder / "config.json") from error
    shards = _find_shards(folder)
    tensors = [name for shard in shards for name in stored_tensors(shard)]
    sees, hears = senses_in(tensors, config)
    tokenizer = read_tokenizer(folder)
    generation = _read_optional(folder / "generation_config.json")
    processor = _read_optional(folder / "processor_config.json")
    pictures = mapping(processor.get("image_processor")) or {}
    frames = mapping(processor.get("video_processor")) or {}
    return Checkpoint(
        folder=folder,
        name=_name(folder, config),
        config=config,
        tokenizer=tokenizer,
        stop_ids=_stop_ids(tokenizer, generation, declared),
        sampling=_sampling(generation),
        picture_tokens=_whole(pictures.get("max_soft_tokens"), 280),
        frame_tokens=_whole(frames.get("max_soft_tokens"), 70),
        frames=_whole(frames.get("num_frames"), 32),
        shards=tuple(shards),
        sees=sees,
        hears=hears,
    )


def load_model(checkpoint: Checkpoint) -> Gemma4:
    """A model with its weights in memory; raises Problem where they do not match the config."""
    model = assemble_model(checkpoint)
    read_weights(model)
    return model


def read_weights(model: Gemma4, told: Callable[[int], object] = lambda _: None) -> None:
    """Read the weights of an assembled model; `told` hears after each how many bytes are read.

    Each tensor is read into the memory it stays in, one after another: some conversions store
    experts' tensors joined, and taking many apart at once would hold all of them twice.
    """
    read = 0
    for _, array in cast("list[tuple[str, mx.array]]", tree_flatten(model.parameters())):
        mx.eval(array)
        read += array.nbytes
        told(read)
    mx.clear_cache()


def assemble_model(checkpoint: Checkpoint) -> Gemma4:
    """A model whose weights are known by shape and not read yet; raises Problem as above.

    How each module is quantised is read off its own tensors, so per-layer overrides need no
    reading of the config.
    """
    # A config that makes no model fails as variously as its values are wrong.
    try:
        model = Gemma4(checkpoint.config, sees=checkpoint.sees, hears=checkpoint.hears)
    except Exception as error:
        raise Problem("unreadable_config", path=checkpoint.folder / "config.json") from error
    weights: dict[str, mx.array] = {}
    for shard in checkpoint.shards:
        try:
            weights |= _arrays(shard)
        except RuntimeError as error:
            raise Problem("damaged_weights", path=shard) from error
    weights = model.sanitize(weights)
    try:
        _quantize_like(model, weights)
        model.load_weights(list(weights.items()), strict=True)
    except ValueError as error:
        detail = str(error).strip().splitlines()[0].rstrip(".:")
        raise Problem("mismatched_weights", path=checkpoint.folder, detail=detail) from error
    model.eval()
    return model


def _arrays(shard: Path) -> dict[str, mx.array]:
    loaded = mx.load(str(shard))
    assert isinstance(loaded, dict)
    return loaded


def _quantize_like(model: nn.Module, weights: dict[str, mx.array]) -> None:
    """Replace each module whose tensors are packed by its quantised twin."""

    def packing(path: str, module: nn.Module) -> bool | dict[str, Any]:
        if f"{path}.scales" not in weights or not hasattr(module, "to_quantized"):
            return False
        return infer_quant_config(path, module, weights)

    nn.quantize(model, class_predicate=packing)


def _read_config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    if not folder.is_dir() or not path.is_file():
        raise Problem("not_a_checkpoint", path=folder)
    try:
        declared = json.loads(path.read_text(encoding="utf-8"))
        kind = declared["model_type"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem("unreadable_config", path=path) from error
    if kind not in GEMMA4_TYPES:
        raise Problem("other_model", path=folder, family=kind)
    return declared


def _read_optional(path: Path) -> dict[str, Any]:
    """A side file's mapping; sensible defaults stand in for one that is missing or damaged."""
    return read_side_file(path) or {}


def _sampling(generation: dict[str, Any]) -> SamplingDefaults:
    """The declared sampling; what is not declared, or is no number, is the model card's."""
    declared = {
        name: generation[name]
        for name in ("temperature", "top_p", "top_k")
        if isinstance(generation.get(name), int | float)
    }
    if generation.get("do_sample") is False:
        declared["temperature"] = 0
    return SamplingDefaults(**declared)


def _whole(value: object, otherwise: int) -> int:
    """A declared count, if it is one."""
    return value if isinstance(value, int) and value > 0 else otherwise


def _find_shards(folder: Path) -> list[Path]:
    """The weight files, all of those that the index or their own numbering promise."""
    index = mapping(_read_optional(folder / INDEX).get("weight_map")) or {}
    names = set(map(str, index.values())) or {path.name for path in folder.glob("*.safetensors")}
    for name in tuple(names):
        if numbered := re.fullmatch(r"(.+)-\d{5}-of-(\d{5})\.safetensors", name):
            stem, count = numbered.groups()
            names |= {f"{stem}-{i:05}-of-{count}.safetensors" for i in range(1, int(count) + 1)}
    shards = [folder / name for name in sorted(names)]
    missing = [shard.name for shard in shards if not shard.is_file()]
    if missing or not shards:
        raise Problem(
            "missing_shards", path=folder, missing=", ".join(missing) or "model.safetensors"
        )
    return shards


def read_tokenizer(folder: Path) -> Tokenizer:
    """A checkpoint's tokenizer, to which the names of control tokens are plain text.

    Raises Problem where it is missing, damaged or not Gemma 4's.
    """
    # The library raises bare Exception for whatever is wrong with the file.
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:
        raise Problem("unreadable_tokenizer", path=folder) from error
    if any(tokenizer.token_to_id(token) is None for token in ("<bos>", "<|turn>", "<turn|>")):
        raise Problem("unreadable_tokenizer", path=folder)
    # Whoever writes “<turn|>” in a message means those seven characters.
    tokenizer.encode_special_tokens = True
    return tokenizer


def _stop_ids(
    tokenizer: Tokenizer, generation: dict[str, Any], declared: dict[str, Any]
) -> frozenset[int]:
    """The declared ends of a reply, and those that Gemma 4's grammar always has.

    Older conversions declare only the end of text; a reply would run on past its turn.
    """
    ends = generation.get("eos_token_id", declared.get("eos_token_id", []))
    known = (tokenizer.token_to_id(token) for token in END_TOKENS)
    declared_ends: list[object] = ends if isinstance(ends, list) else [ends]
    return frozenset(id for id in (*declared_ends, *known) if isinstance(id, int))


def _name(folder: Path, config: Config) -> str:
    size = config.size_name()
    return f"Gemma 4 {size}" if size else folder.resolve().name.capitalize()
