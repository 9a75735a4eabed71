"""A video file, as people have it on disk → some of its frames and its sound."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from desktop.containers import Media, opened
from desktop.plain_files import Path
from desktop.problems import Problem
from desktop.sound_files import Samples, decode_sound

LONGEST = 60  # s: the model card's limit.
FRAMES = 32
_FASTEST = 240  # frames a second: slow motion, as phones record it.
_ENOUGH = 1920 * 1080  # pixels
_SMALL = 160 * 120  # pixels


@dataclass(frozen=True)
class Frame:
    """One frame of a video, and when it is shown, in s."""

    image: Image.Image
    time: float

    @property
    def label(self) -> str:
        """When it is shown, as mm:ss."""
        return _label(self.time)


@dataclass(frozen=True)
class Outline:
    """What can be told of a video without decoding it.

    It plays for `seconds`. `labels` are those of the frames that would be looked at, of `width` ×
    `height` pixels; `sound_seconds` is 0 where it is mute.
    """

    seconds: float
    width: int
    height: int
    labels: tuple[str, ...]
    sound_seconds: float


def clip_outline(path: Path, count: int = FRAMES) -> Outline:
    """A video's outline, if up to `count` frames are looked at; raises as `read_frames` does."""
    total = _frame_count(path)
    with _opened(path) as (media, stream):
        rate = float(stream.average_rate or 1)
        return Outline(
            media.seconds or total / rate,
            stream.width,
            stream.height,
            tuple(_label(i / rate) for i in sorted(_wanted(total, count))),
            media.seconds if media.container.streams.audio else 0,
        )


def is_clip(path: Path) -> bool:
    """Whether a file holds moving pictures, and not a sound alone, with its cover perhaps.

    Raises Problem where it is neither.
    """
    with opened(path, "not_a_medium") as media:
        videos = media.container.streams.video
        moving = any(not stream.disposition & Disposition.attached_pic for stream in videos)
        if not moving and not media.container.streams.audio:
            raise Problem("not_a_medium", path=path)
        return moving


def read_frames(path: Path, count: int = FRAMES) -> list[Frame]:
    """Up to `count` frames of a video, evenly spaced from the first, upright, as RGB.

    Those of more than full HD are reduced by a whole factor. Raises Problem for a bad file, or
    one of more than LONGEST seconds.
    """
    frames = list(_frames(path, count, _ENOUGH))
    if not frames:
        raise Problem("not_a_clip", path=path)
    return frames


def small_frames(path: Path, count: int = FRAMES) -> Iterator[Frame]:
    """The frames of `read_frames`, one after the other, small; raises Problem as it does."""
    yield from _frames(path, count, _SMALL)


def _frames(path: Path, count: int, enough: int) -> Iterator[Frame]:
    wanted = _wanted(_frame_count(path), count)
    with _opened(path) as (media, stream):
        rate = float(stream.average_rate or 1)
        stream.thread_type = "AUTO"
        for i, frame in enumerate(media.frames(stream)):
            if i in wanted:
                yield Frame(_shown(frame, enough), i / rate)


def read_clip_sound(path: Path) -> Samples | None:
    """The sound of a video, None where it is mute; raises Problem as `read_frames` does."""
    with _opened(path) as (media, _):
        stream = next(iter(media.container.streams.audio), None)
        return None if stream is None else decode_sound(media, stream, LONGEST)


@contextmanager
def _opened(path: Path) -> Generator[tuple[Media, VideoStream]]:
    """A video and its pictures; raises Problem where it has none, or says too many."""
    with opened(path, "not_a_clip") as media:
        stream = next(iter(media.container.streams.video), None)
        if stream is None:
            raise Problem("not_a_clip", path=path)
        if media.seconds > LONGEST + 1:
            raise Problem("clip_too_long", path=path, limit=LONGEST)
        yield media, stream


def _label(time: float) -> str:
    return f"{int(time) // 60:02}:{int(time) % 60:02}"


def _wanted(total: int, count: int) -> set[int]:
    """Which of `total` frames are looked at, if they are to be `count`.

    As Transformers 5.23 samples them (video_utils.py, default_sample_indices_fn).
    """
    return {int(i * total / count) for i in range(count)} if total > count else set(range(total))


def _frame_count(path: Path) -> int:
    """How many frames a video has, whatever its header says; decodes nothing.

    Raises Problem for a bad file, or one that plays for more than LONGEST seconds.
    """
    count, first = 0, None
    with _opened(path) as (media, stream):
        for packet in media.packets(stream):
            count += packet.size > 0
            time = float((packet.dts or 0) * (stream.time_base or 0))
            if first is None and packet.dts is not None:
                first = time
            if time - (first or 0) > LONGEST + 1 or count > _FASTEST * (LONGEST + 1):
                raise Problem("clip_too_long", path=path, limit=LONGEST)
    return count


def _shown(frame: VideoFrame, enough: int) -> Image.Image:
    """A frame as it is to be shown: phones store turned pictures and a note how to turn them."""
    factor = math.ceil(math.sqrt(frame.width * frame.height / enough))
    if factor == 1:
        image = frame.to_image()
    else:
        width, height = (math.ceil(side / factor) for side in (frame.width, frame.height))
        image = frame.to_image(width=width, height=height, interpolation="AREA")
    return image.rotate(frame.rotation, expand=True) if frame.rotation else image
