"""Downloads from a server of the tests' own, without patience."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from hub_server import HubServer

from desktop.models.download import Download
from desktop.models.halt import Halt
from desktop.models.hub import Hub
from desktop.models.patience import Patience
from desktop.models.progress import Downloading, Progress
from desktop.models.staging import Staging

REPOSITORY = "google/gemma-4-tiny"
QUICK = Patience(connect=20, stall=20, first_pause=0.001, longest_pause=0.002, tries=4)
IMPATIENT = replace(QUICK, stall=0.1)


def files(seed: int = 0, size: int = 20_000) -> dict[str, bytes]:
    """What a repository holds, other for each seed."""
    chance = random.Random(seed)
    return {
        "README.md": b"# A tiny model",
        "chat_template.jinja": b"",
        "config.json": b'{"model_type": "gemma4"}',
        "model-00001-of-00002.safetensors": chance.randbytes(size),
        "model-00002-of-00002.safetensors": chance.randbytes(size // 3),
        "tokenizer.json": chance.randbytes(size // 10),
    }


def needed(published: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those of them that a model is run with."""
    return {name: content for name, content in published.items() if name != "README.md"}


def download(
    server: HubServer,
    models: Path,
    *,
    repository: str = REPOSITORY,
    token: str | None = None,
    patience: Patience = QUICK,
    halt: Halt | None = None,
    tell: Callable[[Downloading], None] = lambda _: None,
) -> Path:
    """Download a model as far as it goes; returns its folder, raises what a Download does."""
    staging = Staging(models, repository)
    progress = Progress(repository, tell)
    Download(Hub(server.url, token, patience), staging, halt or Halt(), progress).run()
    return staging.place


def there(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, but what is hidden."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name[0] != "."}
