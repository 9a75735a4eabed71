"""`facet models convert`, as a script uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli import convert as command
from desktop.cli.convert import main
from desktop.conversion import sensitivity
from desktop.gemma4.checkpoint import open_checkpoint


@pytest.fixture
def tiny(golden: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sensitivity, "_SAID", ("Who?", "I."))
    return golden / "ckpt" / "e4b-like"


def test_json_tells_the_whole_way(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main([str(tiny), "--to", str(out), "--bits", "5", "--json"]) == 0
    told = capsys.readouterr()
    events = [json.loads(line) for line in told.out.splitlines()]
    assert [event["event"] for event in events[:-1]] == ["progress"] * (len(events) - 1)
    assert [event["stage"] for event in events[:6]] == ["measure"] * 6
    done = events[-1]
    assert (done["event"], done["folder"]) == ("done", str(out))
    assert done["bytes"] < done["bytes_before"] / 2 and done["bits"] <= 5
    assert sum(done["modules"].values()) > 30
    assert told.err == "" and open_checkpoint(out).sees


def test_in_words_progress_is_told_aside_and_the_result_at_the_end(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tiny), "--to", str(tmp_path / "out")]) == 0
    told = capsys.readouterr()
    assert told.err == "Measuring layers\nWriting\n"
    assert told.out.startswith(f"{tmp_path / 'out'}: 1 MB, before 3 MB\n")
    assert "bits" in told.out.lower()


def test_a_failure_is_one_sentence(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tiny), "--to", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"There is something at “{tmp_path}” already. Choose another name.\n"
    )


def test_ctrl_c_says_that_nothing_was_written(
    tiny: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_tell_json", interrupted)
    assert main([str(tiny), "--to", str(tmp_path / "out"), "--json"]) == 130
    assert capsys.readouterr().err == "Stopped. Nothing was written.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("bits", ["3.9", "6.1", "four"])
def test_bits_are_four_to_six(tiny: Path, tmp_path: Path, bits: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main([str(tiny), "--to", str(tmp_path / "out"), "--bits", bits])
    assert caught.value.code == 2
