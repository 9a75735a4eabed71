"""Sounds and videos in the composer: what a chip shows, what is chosen for it, and trimming."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hostile
import numpy as np
import pytest
from person import SHIFT, Key, click, drop, files, press_on, settle, wait_until, write
from PySide6.QtCore import QPoint, Qt, QThreadPool
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop.conversation import Clip, Picture, Sound, Text
from desktop.listening import Task
from desktop.places import RESOURCES
from desktop.recording.wave_files import write_wave
from desktop.sound_files import RATE, read_sound
from desktop.ui.composer.chip import Chip
from desktop.ui.composer.clip_chip import ClipChip
from desktop.ui.composer.sound_chip import SoundChip
from desktop.ui.microphone.trim_window import TrimWindow
from desktop.ui.window import MainWindow

PICTURE = RESOURCES / "pictures" / "sample.png"


@pytest.fixture
def window(scripted: MainWindow) -> MainWindow:
    """A window whose model says what it is told to."""
    return scripted


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Ten seconds that become louder from second to second."""
    write_wave(tmp_path / "memo.wav", np.repeat(np.arange(10) / 10, RATE).astype(np.float32))
    return tmp_path / "memo.wav"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A second of video, with a tone."""
    (tmp_path / "harbour.mp4").write_bytes(hostile.video("mp4", frames=8))
    return tmp_path / "harbour.mp4"


def chip_of(window: MainWindow, path: Path | str) -> Chip:
    wait_until(lambda: str(path) in window.composer.chips)
    return window.composer.chips.chip(str(path))


def sound_chip(window: MainWindow, path: Path | str) -> SoundChip:
    chip = chip_of(window, path)
    assert isinstance(chip, SoundChip)
    return chip


def clip_chip(window: MainWindow, path: Path) -> ClipChip:
    chip = chip_of(window, path)
    assert isinstance(chip, ClipChip)
    return chip


def choices(menu: QMenu) -> Iterator[QAction]:
    """Each choice of a menu, and of the menus in it."""
    for action in menu.actions():
        if isinstance(inner := action.menu(), QMenu):
            yield from choices(inner)
        elif not action.isSeparator():
            yield action


def choose(menu: QMenu, words: str, last: bool = False) -> None:
    """Choose by its words; the `last` that has them, as languages stand in two menus."""
    found = [action for action in choices(menu) if action.text() == words]
    found[-1 if last else 0].trigger()


def test_a_dropped_sound_is_a_chip(window: MainWindow, sound: Path) -> None:
    drop(window, files(sound))
    chip = sound_chip(window, sound)
    assert chip.title.text() == "memo.wav · 0:10" and "Answer it" in chip.choice.text()
    assert window.composer.turn.parts == (Sound(str(sound)),)


def test_a_dropped_video_is_a_chip(window: MainWindow, clip: Path) -> None:
    drop(window, files(clip))
    chip = clip_chip(window, clip)
    assert chip.title.text() == "harbour.mp4 · 0:01" and "8 frames" in chip.choice.text()
    assert window.composer.turn.parts == (Clip(str(clip)),)


def test_a_picked_file_says_itself_what_it_is(
    window: MainWindow, sound: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picked = [str(sound), str(PICTURE), str(clip)]
    monkeypatch.setattr(
        "desktop.ui.composer.view.QFileDialog.getOpenFileNames", lambda *_: (picked, "")
    )
    click(window.composer.add)
    wait_until(lambda: len(window.composer.chips.media) == 3)
    assert [medium.path for medium in window.composer.chips.media] == picked


def test_sounds_are_sent_behind_the_words_and_all_else_before(
    window: MainWindow, sound: Path, clip: Path
) -> None:
    drop(window, files(sound, PICTURE, clip))
    wait_until(lambda: len(window.composer.chips.media) == 3)
    write(window, "Well?")
    pictures = (Picture(str(PICTURE)), Clip(str(clip)))
    assert window.composer.turn.parts == (*pictures, Text("Well?"), Sound(str(sound)))


def test_what_each_takes_stands_on_its_own_chip(
    window: MainWindow, sound: Path, clip: Path
) -> None:
    drop(window, files(sound, PICTURE, clip))
    wait_until(lambda: len(window.composer.chips.media) == 3)
    settle()
    window.composer.chips.show_costs([256, 2240, 175])
    told = [chip_of(window, path).choice.text() for path in (sound, PICTURE, clip)]
    assert ["175 tokens" in told[0], "256 tokens" in told[1], "2,240 tokens" in told[2]] == [
        True
    ] * 3


def test_what_the_model_cannot_take_says_so(window: MainWindow, sound: Path) -> None:
    drop(window, files(sound))
    chip = sound_chip(window, sound)
    window.composer.chips.show_costs([0])
    assert "This model cannot take it" in chip.choice.text()


@pytest.mark.parametrize(
    ("words", "task"),
    [
        ("In the language that is spoken", Task()),
        ("日本語", Task(spoken="Japanese")),
        ("Answer it", None),
    ],
)
def test_what_is_to_be_done_with_a_sound_is_chosen(
    window: MainWindow, sound: Path, words: str, task: Task | None
) -> None:
    drop(window, files(sound))
    chip = sound_chip(window, sound)
    choose(chip.menu, words)
    assert window.composer.turn.parts == (Sound(str(sound), task),)
    assert [action.text() for action in choices(chip.menu) if action.isChecked()] == [words]


def test_a_video_is_sent_without_its_sound(window: MainWindow, clip: Path) -> None:
    drop(window, files(clip))
    chip = clip_chip(window, clip)
    window.composer.chips.show_costs([600])
    click(chip.sound)
    assert window.composer.turn.parts == (Clip(str(clip), mute=True),)
    assert "600" not in chip.choice.text()


def test_a_video_that_is_mute_has_no_switch(window: MainWindow, tmp_path: Path) -> None:
    mute = tmp_path / "mute.mkv"
    mute.write_bytes(hostile.film("ffv1", [(16, 16)] * 8))
    drop(window, files(mute))
    chip = clip_chip(window, mute)
    assert not chip.sound.isVisible()


def test_the_frames_of_a_video_are_drawn_as_they_come(window: MainWindow, clip: Path) -> None:
    drop(window, files(clip))
    chip = clip_chip(window, clip)
    QThreadPool.globalInstance().waitForDone()
    settle()
    strip = chip.grab().toImage().copy(6, 6, 190, 40)
    colours = {strip.pixel(x, 20) for x in range(0, 190, 4)}
    assert len(colours) > 3


def test_a_sound_with_a_cover_is_a_sound(window: MainWindow, tmp_path: Path) -> None:
    song = tmp_path / "song.m4a"
    song.write_bytes(hostile.sound("m4a"))
    drop(window, files(song))
    assert isinstance(chip_of(window, song), SoundChip)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("notes.txt", b"only words", "not a picture, a sound or a video"),
        ("empty.wav", b"", "not a picture, a sound or a video"),
        ("cut.png", PICTURE.read_bytes()[:200], "damaged or incomplete"),
    ],
)
def test_what_cannot_be_taken_is_one_sentence(
    window: MainWindow, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    drop(window, files(tmp_path / name))
    wait_until(window.composer.notice.isVisible)
    assert told in window.composer.notice.text() and name in window.composer.notice.text()
    assert not window.composer.chips.media


def test_a_video_that_is_too_long_is_one_sentence(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "long.mkv"
    path.write_bytes(hostile.film("mpeg4", [(16, 16)] * 90, rate=1))
    drop(window, files(path))
    wait_until(window.composer.notice.isVisible)
    assert "longer than 60 seconds" in window.composer.notice.text()


# Trimming


@pytest.fixture
def trimming(window: MainWindow, sound: Path) -> TrimWindow:
    """The window that a sound is trimmed in."""
    drop(window, files(sound))
    chip = sound_chip(window, sound)
    QThreadPool.globalInstance().waitForDone()
    settle()
    choose(chip.menu, "Trim…")
    wait_until(lambda: window.findChildren(TrimWindow))
    (opened,) = window.findChildren(TrimWindow)
    settle()
    return opened


def trimmed(window: MainWindow, sound: Path) -> SoundChip:
    wait_until(lambda: str(sound) not in window.composer.chips and window.composer.chips.media)
    (medium,) = window.composer.chips.media
    return sound_chip(window, medium.path or "")


def test_a_sound_is_trimmed_by_keyboard(
    window: MainWindow, trimming: TrimWindow, sound: Path, recordings: Path
) -> None:
    before = sound.read_bytes()
    for _ in range(2):
        press_on(trimming.bar.first, Key.Key_Right, SHIFT)
    for _ in range(5):
        press_on(trimming.bar.last, Key.Key_Left)
    assert (trimming.bar.start, trimming.bar.stop) == pytest.approx((2, 9.5))
    click(trimming.trim)
    chip = trimmed(window, sound)
    assert chip.title.text() == "0:08" and Path(chip.path).is_relative_to(recordings)
    kept = read_sound(chip.path)
    assert len(kept) == 7.5 * RATE and kept[0] == pytest.approx(0.2, abs=1e-3)
    assert sound.read_bytes() == before


def test_a_sound_is_trimmed_by_mouse(window: MainWindow, trimming: TrimWindow, sound: Path) -> None:
    grip, bar = trimming.bar.last, trimming.bar
    start = grip.rect().center()
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(grip, grip.mapFrom(bar, QPoint(bar.width() // 2, 20)))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton)
    assert bar.stop == pytest.approx(5, abs=0.05)
    click(trimming.trim)
    assert trimmed(window, sound).title.text() == "0:05"


def test_no_end_passes_the_other(trimming: TrimWindow) -> None:
    for _ in range(12):
        press_on(trimming.bar.first, Key.Key_Right, SHIFT)
        press_on(trimming.bar.last, Key.Key_Left, SHIFT)
    assert 0 <= trimming.bar.start < trimming.bar.stop <= 10


def test_trimming_keeps_place_and_task(
    window: MainWindow, trimming: TrimWindow, sound: Path, clip: Path
) -> None:
    drop(window, files(clip))
    clip_chip(window, clip)
    choose(sound_chip(window, sound).menu, "Français", last=True)
    press_on(trimming.bar.first, Key.Key_Right, SHIFT)
    click(trimming.trim)
    wait_until(lambda: str(sound) not in window.composer.chips)
    wait_until(lambda: len(window.composer.chips.media) == 2)
    first, second = window.composer.chips.media
    assert isinstance(first, Sound) and first.task == Task(translate_to="French")
    assert second == Clip(str(clip))


def test_escape_leaves_the_sound_whole(
    window: MainWindow, trimming: TrimWindow, sound: Path
) -> None:
    press_on(trimming.bar.first, Key.Key_Right, SHIFT)
    press_on(trimming, Key.Key_Escape)
    assert not trimming.isVisible()
    assert window.composer.turn.parts == (Sound(str(sound)),)


def test_what_cannot_be_written_leaves_the_sound_whole(
    window: MainWindow, trimming: TrimWindow, sound: Path, recordings: Path
) -> None:
    recordings.write_text("in the way")
    press_on(trimming.bar.first, Key.Key_Right, SHIFT)
    click(trimming.trim)
    wait_until(window.composer.notice.isVisible)
    assert "could not be kept" in window.composer.notice.text()
    assert window.composer.turn.parts == (Sound(str(sound)),)
