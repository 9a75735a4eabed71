"""`facet models`: what is here, what can be had, and the way from there to here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hub_server import Fault, HubServer

from desktop.cli.models import main
from desktop.network import connections
from desktop.places import BUILT_IN_MODEL

TINY = "google/gemma-4-tiny"


@pytest.fixture
def environment(tmp_path: Path, hub: HubServer) -> dict[str, str]:
    """A home where nothing is, and the tests' own hub."""
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    return {**os.environ, **home, "HF_ENDPOINT": hub.url, "HF_HOME": str(tmp_path / "hf")}


def facet(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", "models", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_model_is_pulled_listed_found_and_removed(
    environment: dict[str, str], hub: HubServer, tmp_path: Path
) -> None:
    hub.publish(TINY, BUILT_IN_MODEL)
    pulled = facet(environment, "pull", TINY)
    folder = Path(pulled.stdout.strip())
    assert pulled.returncode == 0, pulled.stderr
    assert (folder / "model.safetensors").read_bytes() == (
        BUILT_IN_MODEL / "model.safetensors"
    ).read_bytes()
    assert "downloading" in pulled.stderr
    purposes = {made.purpose for made in connections(tmp_path / "data" / "Facet" / "Facet")}
    assert purposes == {TINY}, "as Settings › Privacy will list it"
    assert TINY.split("/")[1] in facet(environment, "list").stdout
    assert facet(environment, "path", TINY).stdout.strip() == str(folder)
    assert facet(environment, "remove", TINY).returncode == 0
    assert not folder.exists()
    assert "no model" in facet(environment, "path", TINY).stderr


def test_progress_is_told_to_programs_line_by_line(
    environment: dict[str, str], hub: HubServer
) -> None:
    hub.publish(TINY, BUILT_IN_MODEL)
    lines = facet(environment, "pull", TINY, "--json").stdout.splitlines()
    events = [json.loads(line) for line in lines]
    assert {"checking", "downloading", "done"} >= {event["state"] for event in events}
    assert events[-1]["state"] == "done" and Path(events[-1]["path"]).is_dir()
    figures = [event["done_bytes"] for event in events[:-1]]
    assert figures == sorted(figures)
    assert events[-2]["total_bytes"] > 11_000_000


def test_what_can_not_be_pulled_is_told_in_a_sentence(
    environment: dict[str, str], hub: HubServer
) -> None:
    missing = facet(environment, "pull", TINY)
    assert missing.returncode == 1 and TINY in missing.stderr
    assert "Traceback" not in missing.stderr
    hub.publish(TINY, BUILT_IN_MODEL)
    hub.gate(TINY, known=())
    hub.script(*[Fault("status", status=401)] * 9)
    gated = facet(environment, "pull", TINY)
    assert gated.returncode == 1 and "token" in gated.stderr


def test_every_copy_says_whether_it_fits_so_much_memory(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    copies = told(
        capsys, "list", "--available", "--memory", "16", "--folder", str(tmp_path / "Models")
    )
    assert [copy["repository"] for copy in copies if copy["recommended"]] == [
        "mlx-community/gemma-4-E4B-it-qat-4bit"
    ]
    assert {copy["fit"] for copy in copies if copy["size"] == "31B"} == {"not"}
    assert not any(copy["here"] for copy in copies)


def test_another_apps_model_is_not_removed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / ".lmstudio" / "models" / "google" / "gemma-4-tiny"
    folder.parent.mkdir(parents=True)
    folder.symlink_to(BUILT_IN_MODEL)
    models = str(tmp_path / "Models")
    assert [model["source"] for model in told(capsys, "list", "--folder", models)] == ["lm_studio"]
    assert main(["remove", TINY, "--folder", models]) == 1
    assert "another app" in capsys.readouterr().err
    assert folder.exists()
