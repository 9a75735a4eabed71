"""Recordings are kept as files wholly, or not at all."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from desktop.problems import Problem
from desktop.recording.wave_files import write_wave
from desktop.sound_files import RATE, read_sound


def test_what_is_written_is_16_khz_mono_of_16_bits(tmp_path: Path) -> None:
    write_wave(tmp_path / "a.wav", np.zeros(RATE, np.float32))
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert file.getparams()[:4] == (1, 2, RATE, RATE)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    samples = np.random.default_rng(1).uniform(-1, 1, RATE).astype(np.float32)
    write_wave(tmp_path / "a.wav", samples)
    assert np.abs(read_sound(tmp_path / "a.wav") - samples).max() <= 1 / 32768
    write_wave(tmp_path / "b.wav", read_sound(tmp_path / "a.wav"))
    assert (tmp_path / "b.wav").read_bytes() == (tmp_path / "a.wav").read_bytes()


def test_what_is_too_loud_is_clipped(tmp_path: Path) -> None:
    write_wave(tmp_path / "a.wav", np.array([1, 1.5, -1, -1.5, 100], np.float32))
    peak = 32767 / 32768
    assert read_sound(tmp_path / "a.wav") == pytest.approx([peak, peak, -1, -1, peak])


def test_nothing_is_left_where_it_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "a.wav").mkdir()
    with pytest.raises(Problem) as caught:
        write_wave(tmp_path / "a.wav", np.zeros(10, np.float32))
    assert caught.value.kind == "cannot_keep_recording"
    assert caught.value.details == {"path": str(tmp_path)}
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        write_wave(tmp_path / "gone" / "a.wav", np.zeros(10, np.float32))
    assert caught.value.kind == "cannot_keep_recording"


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_wave(tmp_path / "a.wav", np.full(10, 0.5, np.float32))

    def fail(path: Path, content: bytes) -> int:
        path.open("wb").close()
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(Problem):
        write_wave(tmp_path / "a.wav", np.zeros(10, np.float32))
    assert read_sound(tmp_path / "a.wav") == pytest.approx(np.full(10, 0.5))
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]
