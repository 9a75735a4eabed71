"""The models that are on this Mac already are found, and used where they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.models.shelf import Shelf
from desktop.problems import Problem


def checkpoint(folder: Path, *, layers: int = 42, kind: str = "gemma4", bits: int = 0) -> Path:
    folder.mkdir(parents=True)
    config = {"model_type": kind, "text_config": {"num_hidden_layers": layers}}
    if bits:
        config["quantization"] = {"bits": bits, "group_size": 64}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "model.safetensors").write_bytes(bytes(1000))
    return folder


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.delenv("HF_HOME", raising=False)
    monkeypatch.delenv("HF_HUB_CACHE", raising=False)
    return Shelf(tmp_path / "Models", home=tmp_path / "home")


def cached(home: Path, commit: str = "abc", **known: int) -> Path:
    """A snapshot in Hugging Face's cache, its weights a link to a blob as there."""
    repository = home / ".cache/huggingface/hub/models--mlx-community--gemma-4-e2b-it-4bit"
    folder = checkpoint(repository / "snapshots" / commit, layers=35, **known)
    (repository / "refs").mkdir(exist_ok=True)
    (repository / "refs" / "main").write_text(commit)
    (repository / "blobs").mkdir(exist_ok=True)
    blob = repository / "blobs" / "0123"
    (folder / "model.safetensors").rename(blob)
    (folder / "model.safetensors").symlink_to(blob)
    return folder


def test_facets_own_are_found_by_publisher_and_name(shelf: Shelf) -> None:
    folder = checkpoint(shelf.folder / "mlx-community" / "gemma-4-E4B-it-qat-4bit", bits=4)
    (model,) = shelf.models()
    assert model.folder == folder
    assert (model.source, model.size, model.bits, model.bytes) == ("facet", "E4B", 4, 1000)
    assert model.repository == "mlx-community/gemma-4-E4B-it-qat-4bit"


def test_a_download_on_its_way_is_no_model_yet(shelf: Shelf) -> None:
    checkpoint(shelf.folder / ".downloads" / "mlx-community" / "gemma-4-E4B-it")
    checkpoint(shelf.folder / ".hidden" / "gemma-4-E4B-it")
    assert shelf.models() == []


def test_hugging_faces_cache_is_used_in_place(shelf: Shelf, tmp_path: Path) -> None:
    folder = cached(tmp_path / "home", bits=4)
    (model,) = shelf.models()
    assert model.folder == folder
    assert (model.source, model.name, model.bytes) == ("hugging_face", "gemma-4-e2b-it-4bit", 1000)
    assert model.repository == "mlx-community/gemma-4-e2b-it-4bit"


def test_hugging_faces_own_variables_are_heeded(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached(tmp_path / "home")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "elsewhere"))
    assert shelf.models() == []
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "home/.cache/huggingface/hub"))
    assert len(shelf.models()) == 1


def test_lm_studios_models_are_found_where_its_settings_say(shelf: Shelf, tmp_path: Path) -> None:
    home = tmp_path / "home"
    checkpoint(home / ".lmstudio/models/lmstudio-community/gemma-4-E2B-it-MLX-4bit", layers=35)
    checkpoint(tmp_path / "disk" / "mlx-community" / "gemma-4-31b-it-4bit", layers=60)
    settings = {"downloadsFolder": str(tmp_path / "disk")}
    (home / ".lmstudio" / "settings.json").write_text(json.dumps(settings))
    assert {(model.source, model.size) for model in shelf.models()} == {
        ("lm_studio", "E2B"),
        ("lm_studio", "31B"),
    }


def test_other_models_and_files_that_are_no_checkpoint_are_passed_over(
    shelf: Shelf, tmp_path: Path
) -> None:
    root = tmp_path / "home" / ".lmstudio" / "models" / "someone"
    checkpoint(root / "llama", kind="llama")
    (checkpoint(root / "empty") / "model.safetensors").unlink()
    (checkpoint(root / "broken") / "config.json").write_text("{")
    (root / "file.txt").write_text("")
    assert shelf.models() == []


def test_an_added_folder_is_known_the_next_time_and_can_be_forgotten(
    shelf: Shelf, tmp_path: Path
) -> None:
    folder = checkpoint(tmp_path / "mine", kind="gemma4_unified", layers=48)
    shelf.add(folder)
    shelf.add(folder)
    again = Shelf(shelf.folder, home=tmp_path / "home")
    (model,) = again.models()
    assert (model.source, model.name, model.size, model.bits) == ("added", "mine", "12B", 16)
    again.remove(model)
    assert again.models() == []
    assert (folder / "config.json").exists()


def test_a_folder_without_a_gemma_is_not_added(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="not a model folder"):
        shelf.add(tmp_path)


def test_an_added_folder_that_another_app_keeps_too_is_listed_once(
    shelf: Shelf, tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(cached(tmp_path / "home"))
    shelf.add(link)
    assert [model.source for model in shelf.models()] == ["added"]


def test_only_facets_own_are_deleted(shelf: Shelf, tmp_path: Path) -> None:
    own = checkpoint(shelf.folder / "mlx-community" / "gemma-4-E4B-it-qat-4bit")
    other = cached(tmp_path / "home")
    for model in shelf.models():
        shelf.remove(model)
    assert not own.exists() and not own.parent.exists()
    assert (other / "model.safetensors").exists()


def test_a_model_is_found_by_repository_name_and_folder(shelf: Shelf) -> None:
    folder = checkpoint(shelf.folder / "mlx-community" / "gemma-4-E4B-it-qat-4bit")
    for name in ("mlx-community/gemma-4-e4b-it-qat-4bit", "gemma-4-E4B-it-qat-4bit", str(folder)):
        found = shelf.find(name)
        assert found and found.folder == folder
    assert shelf.find("gemma-4-31b-it-4bit") is None
