"""What is mended is a folder of its own, in which nothing is left to mend."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import planted
import pytest
from planted import APRIL_TEMPLATE, FAULTS

from desktop.doctor.examination import examine
from desktop.doctor.mending import can_mend, mend
from desktop.gemma4.checkpoint import load_model, open_checkpoint
from desktop.problems import Problem

ELSEWHERE = [
    name
    for name, fault in FAULTS.items()
    if fault.kinds.startswith(("missing_processor", "missing_feature", "missing_image"))
    or fault.kinds.startswith(("wrong_feature", "wrong_image", "missing_end", "other_template"))
    or fault.kinds in ("missing_tokenizer_config", "wrong_index")
]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy with all the faults at once that can be mended in one file each."""
    folder = planted.copy("e2b-like", tmp_path / "model")
    for name in ("no processor", "forgotten end tokens", "a stale template within"):
        FAULTS[name].plant(folder)
    return folder


@pytest.mark.parametrize("name", ELSEWHERE)
def test_each_fault_that_can_be_mended_is(name: str, tmp_path: Path) -> None:
    folder = FAULTS[name].make(tmp_path / "model")
    before = contents(folder)
    report = examine(folder, quick=True)
    assert can_mend(report)
    mended = mend(report)
    assert mended == tmp_path / "model (mended)"
    assert examine(mended, quick=True).whole
    assert contents(folder) == before


def test_a_mended_model_is_the_same_model_with_right_files(broken: Path) -> None:
    mended = mend(examine(broken, quick=True))
    assert (mended / planted.WEIGHTS).is_symlink()
    assert not (mended / "processor_config.json").is_symlink()
    original = planted.original("e2b-like") / "processor_config.json"
    written = json.loads((mended / "processor_config.json").read_text())
    assert written == json.loads(original.read_text())
    assert "chat_template" not in json.loads((mended / "tokenizer_config.json").read_text())
    ends = json.loads((mended / "generation_config.json").read_text())["eos_token_id"]
    assert sorted(ends) == [1, 9, 16]
    load_model(open_checkpoint(mended))


def test_both_folders_can_be_moved_together(broken: Path, tmp_path: Path) -> None:
    mended = mend(examine(broken, quick=True))
    (tmp_path / "elsewhere").mkdir()
    for folder in (broken, mended):
        shutil.move(folder, tmp_path / "elsewhere" / folder.name)
    assert examine(tmp_path / "elsewhere" / mended.name, quick=True).whole


def test_nothing_that_is_there_already_is_written_over(broken: Path) -> None:
    report = examine(broken, quick=True)
    first = mend(report)
    (first / "mine.txt").write_text("mine")
    assert mend(report).name == "model (mended 2)"
    assert (first / "mine.txt").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_a_problem(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = examine(broken, quick=True)

    def full(*_args: object, **_settings: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(Problem) as caught:
        mend(report)
    assert caught.value.kind == "cannot_mend"
    assert [path.name for path in broken.parent.iterdir()] == ["model"]


@pytest.mark.parametrize("name", ["a truncated tensor", "a text-only conversion"])
def test_what_weights_have_lost_cannot_be_mended(name: str, tmp_path: Path) -> None:
    folder = FAULTS[name].make(tmp_path / "model")
    assert not can_mend(examine(folder, quick=True))


def test_the_april_template_and_facets_own_are_told_apart(tmp_path: Path) -> None:
    folder = planted.copy("31b-like", tmp_path / "model")
    (folder / "chat_template.jinja").write_text(APRIL_TEMPLATE)
    (found,) = (f for f in examine(folder, quick=True).findings if f.kind == "other_template")
    assert "pictures" in found.details["detail"]
    mended = mend(examine(folder, quick=True))
    assert not examine(mended, quick=True).findings
