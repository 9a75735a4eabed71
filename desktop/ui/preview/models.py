"""Models: the window of them, and the offer to someone who has none."""

from __future__ import annotations

import json
from contextlib import nullcontext

from PySide6.QtWidgets import QWidget

from desktop.models.mac import Mac
from desktop.models.progress import Downloading, FileProgress, State
from desktop.problems import Problem
from desktop.ui.models.library import ModelLibrary
from desktop.ui.models.window import ModelsWindow

from .part import Part
from .stage import Stage

MODELS = Part("models")
_MAC = Mac("Apple M4", 16 * 2**30, 120e9)
_BEST = "mlx-community/gemma-4-E4B-it-qat-4bit"


@MODELS.state
def none_yet(stage: Stage) -> QWidget:
    return _window(stage, _library(stage))


@MODELS.state
def some_here(stage: Stage) -> QWidget:
    library = _library(stage)
    _store(library)
    window = _window(stage, library)
    window.show_loaded(str(library.folder / _BEST))
    return window


@MODELS.state
def coming(stage: Stage) -> QWidget:
    library = _library(stage)
    _come(library, _BEST, State.DOWNLOADING, 0.34)
    _come(library, "mlx-community/gemma-4-26B-A4B-it-qat-4bit", State.WAITING, 0)
    _come(library, "someone/gemma-4-E4B-it-tuned-4bit", State.PAUSED, 0.8)
    return _window(stage, library)


@MODELS.state
def broken(stage: Stage) -> QWidget:
    library = _library(stage)
    problem = Problem("no_room_for_model", missing="2.4")
    _come(library, _BEST, State.FAILED, 0.34, problem)
    locked = "google/gemma-4-12B-it"
    _come(library, locked, State.FAILED, 0, Problem("needs_token", repository=locked))
    return _window(stage, library)


@MODELS.state
def narrow(stage: Stage) -> QWidget:
    library = _library(stage)
    _store(library)
    _come(library, "mlx-community/gemma-4-12B-it-OptiQ-4bit", State.DOWNLOADING, 0.34)
    return _window(stage, library, 480)


@MODELS.state
def first_launch(stage: Stage) -> QWidget:
    return stage.open(library=_library(stage), built_in=True)


@MODELS.state
def first_launch_narrow(stage: Stage) -> QWidget:
    return stage.open(460, library=_library(stage), built_in=True)


@MODELS.state
def first_download(stage: Stage) -> QWidget:
    library = _library(stage)
    _come(library, _BEST, State.DOWNLOADING, 0.34)
    return stage.open(library=library, built_in=True)


@MODELS.state
def here_already(stage: Stage) -> QWidget:
    library = _library(stage)
    _store(library)
    return stage.open(library=library, built_in=True)


def _library(stage: Stage) -> ModelLibrary:
    folder = stage.folder()
    library = ModelLibrary(folder, lambda _: nullcontext(), home=folder, mac=_MAC)
    stage.end_with(library.close)
    return library


def _window(stage: Stage, library: ModelLibrary, width: int = 620) -> ModelsWindow:
    stage.open()
    window = stage.own(ModelsWindow(library, stage.window))
    window.resize(width, 1060)
    window.show()
    return window


def _store(library: ModelLibrary) -> None:
    """Put two models where people have them; their weights take no room on the disk."""
    cache = library.folder / ".cache" / "huggingface" / "hub"
    snapshots = cache / "models--mlx-community--gemma-4-e2b-it-4bit" / "snapshots"
    (snapshots.parent / "refs").mkdir(parents=True)
    (snapshots.parent / "refs" / "main").write_text("1")
    for folder, layers, size in (
        (library.folder / _BEST, 42, 6_800_000_000),
        (snapshots / "1", 35, 3_550_670_554),
    ):
        folder.mkdir(parents=True)
        config = {
            "model_type": "gemma4",
            "text_config": {"num_hidden_layers": layers},
            "quantization": {"bits": 4},
        }
        (folder / "config.json").write_text(json.dumps(config))
        with (folder / "model.safetensors").open("wb") as weights:
            weights.truncate(size)
    library.look()


def _come(
    library: ModelLibrary,
    repository: str,
    state: State,
    share: float,
    problem: Problem | None = None,
) -> None:
    size = 3_400_000_000
    files = tuple(
        FileProgress(f"model-0000{i}-of-00002.safetensors", size, round(size * share))
        for i in (1, 2)
        if share
    )
    fast = 41e6 if state is State.DOWNLOADING else 0.0
    library.on_way[repository] = Downloading(repository, state, files, fast, problem)
