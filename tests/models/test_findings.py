"""Reports survive JSON, and a report that is kept is as good as its files are unchanged."""

from __future__ import annotations

import json
import os
import string
from pathlib import Path

import pytest

from desktop.models.checks import keep, kept
from desktop.models.findings import FINDINGS, Badge, Finding, Report
from desktop.problems import SENTENCES, Problem


def finding(kind: str) -> Finding:
    """One with every blank of its sentence filled."""
    fields = (field for _, field, _, _ in string.Formatter().parse(FINDINGS[kind]) if field)
    return Finding.of(kind, **dict.fromkeys(fields, 3))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "model"
    made.mkdir()
    (made / "config.json").write_text("{}")
    (made / "model.safetensors").write_bytes(b"12345678")
    return made


@pytest.fixture
def report(folder: Path) -> Report:
    return Report(
        str(folder),
        "Gemma 4 E2B",
        thorough=True,
        badges=(Badge("sees", True, 7, 8), Badge("hears", False)),
        findings=(finding("sees_wrong"), finding("untrained")),
    )


def test_every_kind_of_finding_is_one_clear_sentence_or_two() -> None:
    assert not FINDINGS.keys() & SENTENCES.keys()
    for kind in FINDINGS:
        text = str(finding(kind))
        assert text[-1] == "." and "{" not in text and len(text) < 200


def test_a_report_survives_json(report: Report) -> None:
    written = json.loads(json.dumps(report.to_json()))
    assert Report.from_json(written) == report
    first = written["findings"][0]
    assert (first["severity"], first["sentence"]) == ("impaired", str(report.findings[0]))


def test_a_problem_is_a_finding_with_the_same_words() -> None:
    problem = Problem("damaged_weights", path="model.safetensors")
    found = Finding.from_problem(problem)
    assert str(found) == str(problem) and found.severity == "broken"


@pytest.mark.parametrize(
    ("kind", "runs", "whole"),
    [
        ("no_numbers", False, False),
        ("blind", True, False),
        ("missing_processor", True, False),
        ("untrained", True, True),
    ],
)
def test_a_report_is_as_bad_as_its_worst_finding(kind: str, runs: bool, whole: bool) -> None:
    report = Report("f", "n", True, findings=(finding("spare_weights"), finding(kind)))
    assert (report.runs, report.whole) == (runs, whole)


def test_a_report_is_kept_for_its_folder(folder: Path, report: Report, tmp_path: Path) -> None:
    store = tmp_path / "store" / "checks"
    assert kept(store, folder) is None
    keep(store, report)
    assert kept(store, folder) == report
    assert kept(store, tmp_path) is None


@pytest.mark.parametrize("change", ["size", "time", "come", "gone", "folder gone"])
def test_a_report_is_forgotten_when_a_file_changes(
    change: str, folder: Path, report: Report, tmp_path: Path
) -> None:
    keep(tmp_path / "store", report)
    config = folder / "config.json"
    if change == "size":
        state = config.stat()
        config.write_text("{ }")
        os.utime(config, ns=(state.st_atime_ns, state.st_mtime_ns))
    elif change == "time":
        os.utime(config, ns=(1, 1))
    elif change == "come":
        (folder / "more.json").touch()
    elif change == "gone":
        config.unlink()
    else:
        folder.rename(tmp_path / "away")
    assert kept(tmp_path / "store", folder) is None


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"files": 3}', "kind", "cut"])
def test_a_damaged_report_is_none(
    damage: str, folder: Path, report: Report, tmp_path: Path
) -> None:
    keep(tmp_path / "store", report)
    (path,) = (tmp_path / "store").iterdir()
    text = path.read_text()
    written = {"kind": text.replace("sees_wrong", "newer_kind"), "cut": text[:-40]}
    path.write_text(written.get(damage, damage))
    assert kept(tmp_path / "store", folder) is None
