"""The doctor finds every planted fault for what it is, and nothing in whole checkpoints."""

from __future__ import annotations

import json
from pathlib import Path

import planted
import pytest
from planted import FAMILIES, FAULTS, original

from desktop.doctor.examination import examine
from desktop.models.findings import Badge, Report


def matters(report: Report) -> set[str]:
    return {found.kind for found in report.findings if found.severity != "notice"}


def notices(report: Report) -> set[str]:
    return {found.kind for found in report.findings} - matters(report)


def badges(report: Report) -> dict[str, bool]:
    return {badge.ability: badge.has for badge in report.badges}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_for_what_it_is(name: str, tmp_path: Path) -> None:
    fault = FAULTS[name]
    report = examine(fault.make(tmp_path / "model"), quick=not fault.felt)
    assert matters(report) == set(fault.kinds.split())
    assert not report.whole
    assert all(str(found) for found in report.findings)
    lost = {"sees": ("blind", "sees_", "missing_media"), "hears": ("deaf", "hears_")}
    for ability, kinds in lost.items():
        if report.badges and any(kind.startswith(kinds) for kind in matters(report)):
            assert not badges(report)[ability]


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_is_found_in_a_whole_checkpoint(family: str) -> None:
    report = examine(original(family))
    assert report.thorough and report.runs and report.whole
    assert notices(report) == {"missing_template", "untrained"}
    hears = family not in ("26b-a4b-like", "31b-like")
    assert badges(report) == {"sees": True, "hears": hears, "thinks": True, "calls tools": True}


def test_the_built_in_model_tells_all_that_it_is_shown_and_played() -> None:
    report = examine(original("pebble"))
    assert report.badges[:2] == (Badge("sees", True, 8, 8), Badge("hears", True, 6, 6))
    assert report.whole and notices(report) == {"missing_template"}


@pytest.mark.parametrize("bits", [4, 8])
@pytest.mark.parametrize("family", FAMILIES)
def test_a_sane_conversion_is_whole(family: str, bits: int, tmp_path: Path) -> None:
    folder = planted.copy(family, tmp_path / "model")
    planted.convert(folder, bits)
    report = examine(folder, quick=True)
    assert not matters(report)
    small = family in ("e2b-like", "e4b-like")
    coarse = {"coarse_per_layer", "uniform_4_bit"} if small and bits == 4 else set[str]()
    assert notices(report) == {"missing_template"} | coarse


def test_a_model_of_a_published_vocabulary_must_know_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = planted.copy("pebble", tmp_path / "model")
    planted.replace_with_noise(folder, "language_model.layers")
    monkeypatch.setattr("desktop.doctor.senses._PUBLISHED_VOCABULARY", 1000)
    report = examine(folder)
    assert matters(report) == {"talks_nonsense"} and not report.runs


def test_quickly_nothing_is_loaded_and_nothing_is_tried(tmp_path: Path) -> None:
    report = examine(FAULTS["eyes of zeros"].make(tmp_path / "model"), quick=True)
    assert not report.thorough and report.whole
    assert all(badge.tried == 0 for badge in report.badges)


@pytest.mark.parametrize(("part", "kind"), [("vision_tower", "eyes"), ("audio_tower", "ears")])
def test_towers_of_8_bits_are_worth_a_notice(part: str, kind: str, tmp_path: Path) -> None:
    folder = planted.copy("e2b-like", tmp_path / "model")
    planted.pack(folder, 8, part)
    report = examine(folder, quick=True)
    assert report.whole and f"coarse_{kind}" in notices(report)


def test_a_feature_extractor_may_be_where_it_used_to_be(tmp_path: Path) -> None:
    folder = planted.copy("e2b-like", tmp_path / "model")
    processor = json.loads((folder / "processor_config.json").read_text())
    older = processor.pop("feature_extractor")
    (folder / "processor_config.json").write_text(json.dumps(processor))
    (folder / "preprocessor_config.json").write_text(json.dumps(older))
    assert examine(folder, quick=True).whole


def test_what_does_not_matter_of_a_processor_is_passed_over(tmp_path: Path) -> None:
    """Conversions write sizes that nothing uses, and leave values out."""
    folder = planted.copy("e2b-like", tmp_path / "model")
    path = folder / "processor_config.json"
    processor = json.loads(path.read_text())
    processor["image_processor"] |= {"size": {"height": 224, "width": 224}, "image_mean": [0.5] * 3}
    processor["feature_extractor"] |= {"mel_floor": None, "max_frequency": 8000}
    path.write_text(json.dumps(processor))
    assert examine(folder, quick=True).whole


def test_a_file_that_is_not_part_of_the_model_is_named(tmp_path: Path) -> None:
    folder = planted.copy("e2b-like", tmp_path / "model")
    weights = planted.weights_of(folder)
    index = {"weight_map": dict.fromkeys(weights, planted.WEIGHTS)}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    planted.save_weights(folder, weights, "adapter.safetensors")
    report = examine(folder, quick=True)
    assert "spare_weights" in notices(report) and report.whole


def test_what_is_no_folder_is_no_checkpoint(tmp_path: Path) -> None:
    report = examine(tmp_path / "nothing")
    assert matters(report) == {"not_a_checkpoint"} and not report.badges
