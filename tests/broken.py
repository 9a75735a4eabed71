"""Checkpoints that cannot be used as they are, for tests of what is said of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import mlx.core as mx

CHECKPOINTS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "not a checkpoint": ("is not a model folder", lambda f: (f / "config.json").unlink()),
    "another model": (
        "of the kind “llama”",
        lambda f: (f / "config.json").write_text('{"model_type": "llama"}'),
    ),
    "a missing shard": (
        "model-00002-of-00002.safetensors is missing",
        lambda f: (f / "model.safetensors").rename(f / "model-00001-of-00002.safetensors"),
    ),
    "an unreadable tokenizer": (
        "tokenizer",
        lambda f: (f / "tokenizer.json").write_text('{"model": '),
    ),
}
"""What is wrong with each, the words that say so, and how a whole one is broken."""


def make(fault: str, whole: Path, folder: Path) -> str:
    """Copy a whole checkpoint to `folder` and break it; returns what is to be said of it."""
    words, damage = CHECKPOINTS[fault]
    shutil.copytree(whole, folder, copy_function=shutil.copyfile)
    damage(folder)
    return words


def deafen(whole: Path, folder: Path) -> Path:
    """Copy a checkpoint to `folder` as one that cannot hear."""
    shutil.copytree(whole, folder, copy_function=shutil.copyfile)
    weights = mx.load(str(folder / "model.safetensors"))
    assert isinstance(weights, dict)
    heard = {name: array for name, array in weights.items() if "audio" not in name}
    mx.eval(heard)
    (folder / "model.safetensors").unlink()
    mx.save_safetensors(str(folder / "model.safetensors"), heard)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "audio_config": None}))
    return folder
