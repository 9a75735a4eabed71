"""However a connection fails: what is called done is what was published, and nothing is lost."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from arriving import REPOSITORY, download, files, needed, there
from hub_server import STATUSES, Asked, Fault, HubServer

from desktop.models.halt import Halt, Halted
from desktop.models.patience import Patience
from desktop.models.progress import Downloading
from desktop.models.staging import Staging
from desktop.problems import Problem

HASTY = Patience(connect=5, stall=0.02, first_pause=0.0005, longest_pause=0.001, tries=3)
CALM = Patience(connect=20, stall=20, first_pause=0.001, longest_pause=0.002)
KINDS = (
    *(
        "hang up",
        "silence",
        "cut",
        "cut",
        "cut",
        "unmeasured",
        "stall",
        "trickle",
        "corrupt",
        "too long",
    ),
    *("too short", "gzip", "whole", "whole cut", "wrong range", "relative", "absolute", "loop"),
    *("status", "status", "status", "page"),
)
RUNS = 3
BATCHES = 10


class Weather:
    """What goes wrong, and when, of one seed."""

    def __init__(self, seed: int, hub: HubServer) -> None:
        self.chance = random.Random(seed)
        self.commits: dict[str, Mapping[str, bytes]] = {}
        self._hub = hub
        self._left = self.chance.randint(1, 8)
        self._often = self.chance.uniform(0.2, 0.9)
        self._steps = self.chance.choice((None, None, self.chance.randint(1, 12)))
        self.publish()
        hub.fault = self.fault

    def publish(self) -> None:
        """Another version, some of whose files are as they were."""
        chance = self.chance
        published = files(chance.randrange(1000), chance.choice((50, 5_000, 60_000, 200_000)))
        for name in ("README.md", "chat_template.jinja", "model-00002-of-00002.safetensors"):
            if chance.random() < 0.5:
                del published[name]
        if self.commits and chance.random() < 0.7:
            before = list(self.commits.values())[-1]
            published["tokenizer.json"] = before["tokenizer.json"]
        self.commits[self._hub.publish(REPOSITORY, published)] = needed(published)

    def fault(self, asked: Asked) -> Fault | None:
        """What goes wrong with an answer."""
        chance = self.chance
        if not self._left or chance.random() > self._often:
            return None
        self._left -= 1
        if chance.random() < 0.05:
            self.publish()
            if chance.random() < 0.5:
                self._hub.forget_history(REPOSITORY)
        kind = chance.choice(KINDS)
        if kind == "trickle":
            return Fault(kind, chance.randint(4_000, 20_000))
        if kind == "corrupt" and "/api/" in asked.path:
            # Nothing but the connection itself vouches for a listing.
            return None
        status, after = chance.choice(STATUSES), chance.choice((None, 0))
        return Fault(kind, chance.randrange(200_000), status, after)

    def hear(self, halt: Halt) -> None:
        """Something is told of the download: it may be paused now."""
        if self._steps is not None:
            self._steps -= 1
            if not self._steps:
                halt.set()

    def clear_up(self) -> None:
        """Nothing goes wrong any more."""
        self._left, self._steps = 0, None


def attempt(hub: HubServer, models: Path, weather: Weather, patience: Patience) -> bool:
    """Download on; returns whether it says that it is done, and holds it to what it says."""
    halt = Halt()

    def hear(_: Downloading) -> None:
        weather.hear(halt)

    try:
        download(hub, models, patience=patience, halt=halt, tell=hear)
    except (Problem, Halted):
        assert not (models / REPOSITORY).exists()
        for name, content in verified(models).items():
            assert any(files.get(name) == content for files in weather.commits.values())
        return False
    folder = models / REPOSITORY
    commit = json.loads((folder / ".origin.json").read_text())["commit"]
    assert there(folder) == weather.commits[commit]
    return True


def verified(models: Path) -> dict[str, bytes]:
    """What is called whole of an unfinished download."""
    listing = (staging := Staging(models, REPOSITORY)).listing
    whole = [file for file in listing.files if staging.is_whole(file)] if listing else []
    return {file.path: staging.whole(file).read_bytes() for file in whole}


def damage(models: Path, chance: random.Random) -> None:
    """Have the end of what has come unwritten, as after a loss of power."""
    for part in sorted(models.rglob("*.part")):
        if part.stat().st_size and chance.random() < 0.2:
            with part.open("r+b") as file:
                file.seek(chance.randrange(part.stat().st_size))
                file.write(b"\0")


@pytest.mark.parametrize("batch", range(BATCHES))
def test_300_schedules_of_faults(
    batch: int, hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A test loses no power, and this takes half its time.
    monkeypatch.setattr(os, "fsync", lambda _: None)
    for seed in range(batch, 300, BATCHES):
        hub.forget_everything()
        models, weather = tmp_path / str(seed), Weather(seed, hub)
        for _ in range(RUNS):
            if attempt(hub, models, weather, HASTY):
                break
            damage(models, weather.chance)
        else:
            weather.clear_up()
            assert attempt(hub, models, weather, CALM), f"seed {seed}"
