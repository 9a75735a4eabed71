"""Videos → evenly spaced frames, upright and not too large, and their sound."""

from __future__ import annotations

import struct
from pathlib import Path

import hostile
import numpy as np
import pytest

from desktop.clip_files import FRAMES, LONGEST, read_clip_sound, read_frames
from desktop.problems import Problem
from desktop.sound_files import RATE


def write(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "a video"
    path.write_bytes(content)
    return path


def problem_of(path: Path) -> str:
    with pytest.raises(Problem) as caught:
        read_frames(path)
    return caught.value.kind


@pytest.mark.parametrize("form", hostile.VIDEOS)
def test_every_format_is_watched_and_heard(form: str, tmp_path: Path) -> None:
    path = write(tmp_path, hostile.video(form, frames=8))
    frames = read_frames(path)
    assert [frame.time for frame in frames] == [i / 8 for i in range(8)]
    assert {(frame.image.size, frame.image.mode) for frame in frames} == {((64, 48), "RGB")}
    reds = [frame.image.getpixel((32, 24))[0] for frame in frames]
    assert np.abs(np.subtract(reds, [i * 40 % 256 for i in range(8)])).max() < 20
    samples = read_clip_sound(path)
    assert samples is not None and abs(len(samples) - RATE) < RATE // 5


def test_many_frames_are_sampled_evenly_from_the_first(tmp_path: Path) -> None:
    path = write(tmp_path, hostile.film("ffv1", [(16, 16)] * 80))
    frames = read_frames(path)
    assert [frame.time for frame in frames] == [int(i * 80 / FRAMES) / 8 for i in range(FRAMES)]
    assert frames[-1].label == "00:09"


def test_a_mute_video_has_no_sound(tmp_path: Path) -> None:
    assert read_clip_sound(write(tmp_path, hostile.film("ffv1", [(16, 16)] * 2))) is None


def test_a_video_filmed_upright_is_shown_upright(tmp_path: Path) -> None:
    whole = hostile.film("mpeg4", [(64, 48)] * 2, "mp4")
    at = whole.index(b"tkhd") + 44
    quarter = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    frames = read_frames(write(tmp_path, whole[:at] + quarter + whole[at + 36 :]))
    assert [frame.image.size for frame in frames] == [(48, 64)] * 2


@pytest.mark.parametrize(
    ("size", "shown"),
    [((1920, 1080), (1920, 1080)), ((2704, 1520), (1352, 760)), ((7680, 4320), (1920, 1080))],
)
def test_frames_of_more_than_full_hd_are_reduced(
    size: tuple[int, int], shown: tuple[int, int], tmp_path: Path
) -> None:
    frames = read_frames(write(tmp_path, hostile.film("mjpeg", [size])))
    assert [frame.image.size for frame in frames] == [shown]
    assert np.abs(np.subtract(frames[0].image.getpixel((9, 9)), (0, 128, 60))).max() < 6


def test_frames_may_differ_in_size(tmp_path: Path) -> None:
    sizes = [(64, 48), (640, 480), (48, 64)]
    frames = read_frames(write(tmp_path, hostile.film("mjpeg", sizes)))
    assert [frame.image.size for frame in frames] == sizes


def hours() -> bytes:
    """A frame a minute, for two hours."""
    return hostile.film("mpeg4", [(64, 48)] * 120, "mp4", step=480)


def test_a_minute_is_watched_and_more_is_refused(tmp_path: Path) -> None:
    seconds = [(16, 16)] * LONGEST
    assert len(read_frames(write(tmp_path, hostile.film("mpeg4", seconds, rate=1)))) == FRAMES
    assert problem_of(write(tmp_path, hostile.film("mpeg4", seconds * 2, rate=1))) == (
        "clip_too_long"
    )


@pytest.mark.parametrize("said", [0, 2, 7200])
def test_hours_are_refused_whatever_their_header_says(said: int, tmp_path: Path) -> None:
    assert problem_of(write(tmp_path, hostile.lasting(hours(), said))) == "clip_too_long"


@pytest.mark.parametrize("said", [0, 7200])
def test_a_moment_is_watched_whatever_its_header_says(said: int, tmp_path: Path) -> None:
    moment = hostile.film("mpeg4", [(64, 48)] * 4, "mp4")
    assert len(read_frames(write(tmp_path, hostile.lasting(moment, said)))) == 4


def test_no_more_is_heard_than_is_watched(tmp_path: Path) -> None:
    whole = hostile.video("mkv", frames=2, tone=LONGEST + 30)
    at = whole.index(b"\x44\x89\x88") + 3  # how long it says it is, in ms
    samples = read_clip_sound(
        write(tmp_path, whole[:at] + struct.pack(">d", 250) + whole[at + 8 :])
    )
    assert samples is not None and len(samples) == LONGEST * RATE


@pytest.mark.parametrize("content", [b"", b"hello", hostile.sound("m4a"), hostile.picture("gif")])
def test_what_is_no_video_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    assert problem_of(write(tmp_path, content)) == "not_a_clip"


def test_a_missing_file_is_told_apart_from_one_that_cannot_be_opened(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "none.mov") == "no_such_file"
    assert problem_of(tmp_path) == "unreadable_file"
