"""The Gemma 4 checkpoints that are on this Mac already, wherever an app has put them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from desktop.family import GEMMA4_TYPES, size_with
from desktop.problems import Problem
from desktop.side_files import mapping, read_side_file

Source = Literal["facet", "hugging_face", "lm_studio", "other", "added"]

_ADDED = "added.json"
_OTHERS = (".omlx/models", ".swama/models", ".mlx-serve/models", "models")
"""Where oMLX, Swama, MLX Core and many people keep checkpoints, beneath the home folder."""


@dataclass(frozen=True)
class StoredModel:
    """A checkpoint on this Mac.

    `size` is the published size, None where it is another one; `bits` those of most weights, 16
    where none were taken away; `bytes` those of its weights. `repository` is where it comes from on
    the hub, None where that is not known.
    """

    folder: Path
    name: str
    size: str | None
    bits: int
    bytes: int
    source: Source
    repository: str | None


class Shelf:
    """The models in `folder`, which are Facet's own, in other apps' folders, and those added."""

    def __init__(self, folder: Path, home: Path | None = None) -> None:
        self.folder = folder
        self._home = home or Path.home()

    def models(self) -> list[StoredModel]:
        """Every Gemma 4 checkpoint there is, each once, Facet's own first."""
        found: dict[Path, StoredModel] = {}
        for source, folder, repository in self._places():
            model = _stored(folder, source, repository)
            if model is not None:
                found.setdefault(folder.resolve(), model)
        return list(found.values())

    def find(self, name: str) -> StoredModel | None:
        """A model by its repository, its name or its folder."""
        wanted = name.lower()
        for model in self.models():
            called = (model.repository or "", model.name, model.folder.name, str(model.folder))
            if wanted in (word.lower() for word in called):
                return model
        return None

    def add(self, folder: Path) -> StoredModel:
        """Use a folder where it is; raises Problem where it holds no Gemma 4 model."""
        model = _stored(folder.absolute(), "added", None)
        if model is None:
            raise Problem("not_a_checkpoint", path=folder)
        if model.folder not in (added := self._added()):
            self._note([*added, model.folder])
        return model

    def remove(self, model: StoredModel) -> None:
        """Delete one of Facet's own, or forget one that was added; may raise OSError.

        What belongs to another app is left alone.
        """
        if model.source == "facet":
            shutil.rmtree(model.folder)
            with suppress(OSError):
                model.folder.parent.rmdir()
        elif model.source == "added":
            self._note([folder for folder in self._added() if folder != model.folder])

    def _places(self) -> Iterator[tuple[Source, Path, str | None]]:
        for folder in _beneath(self.folder):
            yield "facet", folder, "/".join(folder.parts[-2:])
        for folder in self._added():
            yield "added", folder, None
        for folder, repository in _hugging_face(self._home):
            yield "hugging_face", folder, repository
        for root in _lm_studio(self._home):
            for folder in _beneath(root):
                yield "lm_studio", folder, "/".join(folder.parts[-2:])
        for name in _OTHERS:
            for folder in (*_children(self._home / name), *_beneath(self._home / name)):
                yield "other", folder, None

    def _added(self) -> list[Path]:
        told = (read_side_file(self.folder / _ADDED) or {}).get("folders", [])
        return [Path(folder) for folder in told if isinstance(folder, str)]

    def _note(self, folders: list[Path]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        told = json.dumps({"folders": [str(folder) for folder in folders]}, indent=1)
        (self.folder / _ADDED).write_text(told, encoding="utf-8")


def _hugging_face(home: Path) -> Iterator[tuple[Path, str]]:
    """The snapshots that a branch points to in the cache of huggingface_hub, and all its users."""
    base = Path(os.environ.get("HF_HOME") or home / ".cache" / "huggingface")
    hub = Path(os.environ.get("HF_HUB_CACHE") or base / "hub")
    for repository in _children(hub):
        kind, *name = repository.name.split("--")
        if kind != "models" or len(name) != 2:
            continue
        for branch in _children(repository / "refs", folders=False):
            with suppress(OSError, UnicodeDecodeError):
                commit = branch.read_text(encoding="utf-8").strip()
                yield repository / "snapshots" / commit, "/".join(name)


def _lm_studio(home: Path) -> Iterator[Path]:
    settings = read_side_file(home / ".lmstudio" / "settings.json") or {}
    chosen = settings.get("downloadsFolder")
    if isinstance(chosen, str):
        yield Path(chosen)
    yield home / ".lmstudio" / "models"
    yield home / ".cache" / "lm-studio" / "models"


def _beneath(root: Path) -> Iterator[Path]:
    """Folders in folders: publisher/name."""
    for publisher in _children(root):
        yield from _children(publisher)


def _children(root: Path, *, folders: bool = True) -> list[Path]:
    try:
        names = sorted(root.iterdir())
    except OSError:
        return []
    return [path for path in names if path.is_dir() == folders and not path.name.startswith(".")]


def _stored(folder: Path, source: Source, repository: str | None) -> StoredModel | None:
    """What a folder holds, if it is a Gemma 4 checkpoint in safetensors."""
    config = read_side_file(folder / "config.json") or {}
    if config.get("model_type") not in GEMMA4_TYPES:
        return None
    try:
        weights = sum(path.stat().st_size for path in folder.glob("*.safetensors"))
    except OSError:
        return None
    if not weights:
        return None
    text = mapping(config.get("text_config")) or config
    size = size_with(text.get("num_hidden_layers", 0))
    bits = (mapping(config.get("quantization")) or {}).get("bits", 16)
    name = repository.split("/")[-1] if repository else folder.name
    return StoredModel(folder, name, size, bits, weights, source, repository)
