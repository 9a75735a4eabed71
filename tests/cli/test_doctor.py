"""`facet doctor`, as a script uses it."""

from __future__ import annotations

import json
from pathlib import Path

import planted
import pytest

from desktop.__main__ import main
from desktop.models.findings import Badge, Report


def facet(*arguments: str | Path) -> int:
    return main(["doctor", *map(str, arguments)])


@pytest.fixture
def deaf(tmp_path: Path) -> Path:
    return planted.FAULTS["no ears"].make(tmp_path / "model")


@pytest.fixture
def mendable(tmp_path: Path) -> Path:
    return planted.FAULTS["a missing feature extractor"].make(tmp_path / "model")


def test_a_whole_model_is_shown_with_its_badges(capsys: pytest.CaptureFixture[str]) -> None:
    assert facet(planted.original("26b-a4b-like")) == 0
    written = capsys.readouterr()
    assert "sees         yes\n" in written.out
    assert "hears        no\n" in written.out
    assert written.out.endswith("Nothing is wrong with it.\n") and not written.err


def test_what_is_wrong_is_said_in_sentences(deaf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert facet(deaf, "--quick") == 1
    written = capsys.readouterr().out
    assert "Impaired: It cannot hear: the weights of its ears were left out." in written
    assert "was not tried" in written and "Nothing is wrong" not in written


def test_what_is_no_model_is_said_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert facet(tmp_path) == 1
    assert "Broken: “" in capsys.readouterr().out


def test_what_was_tried_is_told_in_figures(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    badges = (Badge("sees", True, 8, 8), Badge("hears", False, 1, 6), Badge("thinks", True))
    report = Report("/models/m", "Gemma 4 E2B", thorough=True, badges=badges)
    monkeypatch.setattr("desktop.doctor.examination.examine", lambda *_, **__: report)
    assert facet("/models/m") == 0
    written = capsys.readouterr().out
    assert "sees         yes, 8 of 8 right\n  hears        no, 1 of 6 right\n" in written
    assert "thinks       yes\n" in written


def test_json_is_the_report(deaf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert facet(deaf, "--quick", "--json") == 1
    written = json.loads(capsys.readouterr().out)
    report = Report.from_json(written)
    assert (report.folder, report.runs, report.whole) == (str(deaf), True, False)
    assert written["findings"][0]["kind"] == "deaf" and "mended" not in written


def test_it_mends_beside_the_folder(mendable: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert facet(mendable, "--quick") == 1
    assert facet(mendable, "--quick", "--mend") == 0
    mended = mendable.with_name("model (mended)")
    assert capsys.readouterr().out.endswith(f"\nMended in “{mended}”.\n")
    assert facet(mended, "--quick", "--mend", "--json") == 0
    assert json.loads(capsys.readouterr().out)["mended"] is None


def test_what_it_cannot_mend_stays_wrong(deaf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert facet(deaf, "--quick", "--mend") == 1
    assert capsys.readouterr().out.endswith("\nNothing was mended.\n")


@pytest.mark.parametrize("arguments", [(), ("a", "b"), ("a", "--slow")])
def test_a_wrong_command_line_is_said(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        facet(*arguments)
    assert caught.value.code == 2 and "usage: facet doctor" in capsys.readouterr().err
