"""What can't be converted is said in one sentence, and nothing is left that looks done."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_checkpoints import in_bf16

from desktop.conversion.convert import Progress, convert
from desktop.gemma4.checkpoint import open_checkpoint
from desktop.problems import Problem


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_bf16("e4b-like", tmp_path_factory.mktemp("refusals") / "whole")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for 1.1 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={1_100_000}", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root alone, on Linux")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def silently(_: Progress) -> None: ...


def problem_of(whole: Path, out: Path) -> str:
    with pytest.raises(Problem) as caught:
        convert(whole, out, 4.5, silently)
    return caught.value.kind


def test_what_is_there_already_stays_as_it_is(whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine").write_text("words")
    assert problem_of(whole, out) == "folder_taken"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (out / "mine").read_text() == "words"


def test_a_converted_checkpoint_is_not_converted_again(whole: Path, tmp_path: Path) -> None:
    convert(whole, tmp_path / "once", 4.5, silently)
    assert problem_of(tmp_path / "once", tmp_path / "twice") == "already_quantised"


def test_nor_is_one_whose_config_forgot_that_it_is_quantised(whole: Path, tmp_path: Path) -> None:
    once = tmp_path / "once"
    convert(whole, once, 4.5, silently)
    config = json.loads((once / "config.json").read_text())
    del config["quantization"], config["quantization_config"]
    (once / "config.json").write_text(json.dumps(config))
    assert problem_of(once, tmp_path / "twice") == "already_quantised"


def test_another_model_is_named(whole: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(whole, tmp_path / "other"))
    (other / "config.json").write_text('{"model_type": "llama"}')
    assert problem_of(other, tmp_path / "out") == "other_model"


def test_a_place_that_is_not_there_is_told_before_anything_is_measured(
    whole: Path, tmp_path: Path
) -> None:
    told: list[Progress] = []
    with pytest.raises(Problem) as caught:
        convert(whole, tmp_path / "no" / "out", 4.5, told.append)
    assert caught.value.kind == "unwritable_folder" and not told


def test_a_disk_that_is_too_small_is_told_with_what_is_needed(whole: Path, disk: Path) -> None:
    (disk / "other").write_bytes(bytes(600_000))
    with pytest.raises(Problem) as caught:
        convert(whole, disk / "out", 4.5, silently)
    assert caught.value.kind == "no_room_to_convert"
    assert [path.name for path in disk.iterdir()] == ["other"]


def test_a_disk_that_fills_up_meanwhile_is_told_and_given_back(whole: Path, disk: Path) -> None:
    def fill_up(progress: Progress) -> None:
        if progress.stage == "write" and not (disk / "other").exists():
            (disk / "other").write_bytes(bytes(shutil.disk_usage(disk).free - 8192))

    with pytest.raises(Problem) as caught:
        convert(whole, disk / "out", 4.5, fill_up)
    assert caught.value.kind == "unwritable_folder"
    assert [path.name for path in disk.iterdir()] == ["other"]


@pytest.mark.parametrize("stage", ["measure", "write"])
def test_interrupted_nothing_is_left(whole: Path, tmp_path: Path, stage: str) -> None:
    def interrupt(progress: Progress) -> None:
        assert not (tmp_path / "out").exists()
        if progress.stage == stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert(whole, tmp_path / "out", 4.5, interrupt)
    assert list(tmp_path.iterdir()) == []


def test_killed_what_is_left_is_no_model_and_the_next_conversion_takes_it_away(
    whole: Path, tmp_path: Path
) -> None:
    killed = f"""
import os, signal
from pathlib import Path
from desktop.conversion import sensitivity
from desktop.conversion.convert import convert
sensitivity._SAID = ("Who?", "I.")
def told(progress):
    if progress.stage == "write" and progress.done == progress.total:
        os.kill(os.getpid(), signal.SIGKILL)
convert(Path({str(whole)!r}), Path({str(tmp_path / "out")!r}), 4.5, told)
"""
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", killed], cwd=root).returncode == -9
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".")
    with pytest.raises(Problem):
        open_checkpoint(left)
    convert(whole, tmp_path / "out", 4.5, silently)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_source_that_is_cut_short_is_named(whole: Path, tmp_path: Path) -> None:
    cut = Path(shutil.copytree(whole, tmp_path / "cut"))
    weights = cut / "model.safetensors"

    def told(progress: Progress) -> None:
        if progress.stage == "measure":
            os.truncate(weights, 100_000)

    with pytest.raises(Problem) as caught:
        convert(cut, tmp_path / "out", 4.5, told)
    assert caught.value.kind == "damaged_weights"
    assert not (tmp_path / "out").exists()
