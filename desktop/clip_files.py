"""A video file, as people have it on disk → some of its frames and its sound."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from desktop.containers import Path, decoded, opened, seconds
from desktop.problems import Problem
from desktop.sound_files import Samples, decode_sound

LONGEST = 60  # s: the model card's limit.
FRAMES = 32


@dataclass(frozen=True)
class Frame:
    """One frame of a video, and when it is shown, in s."""

    image: Image.Image
    time: float

    @property
    def label(self) -> str:
        """When it is shown, as mm:ss."""
        return f"{int(self.time) // 60:02}:{int(self.time) % 60:02}"


def read_frames(path: Path, count: int = FRAMES) -> list[Frame]:
    """Up to `count` frames of a video, evenly spaced from the first, upright, as RGB.

    Raises Problem for a bad file, or one of more than LONGEST seconds.
    """
    with _opened(path) as container:
        stream = next(iter(container.streams.video))
        total = _frame_count(container, stream)
        # As Transformers 5.23 samples them (video_utils.py, default_sample_indices_fn).
        wanted = {int(i * total / count) for i in range(count)} if total > count else None
        rate = float(stream.average_rate or 1)
        stream.thread_type = "AUTO"
        frames = [
            Frame(_upright(frame), i / rate)
            for i, frame in enumerate(decoded(container, stream))
            if wanted is None or i in wanted
        ]
    if not frames:
        raise Problem("not_a_clip", path=path)
    return frames


def read_clip_sound(path: Path) -> Samples | None:
    """The sound of a video, None where it is mute; raises Problem as `read_frames` does."""
    with _opened(path) as container:
        stream = next(iter(container.streams.audio), None)
        return None if stream is None else decode_sound(container, stream)


@contextmanager
def _opened(path: Path) -> Generator[InputContainer]:
    """A video's container; raises Problem where it has no pictures, or too many."""
    with opened(path, "not_a_clip") as container:
        if not container.streams.video:
            raise Problem("not_a_clip", path=path)
        if seconds(container) > LONGEST + 1:
            raise Problem("clip_too_long", path=path, limit=LONGEST)
        yield container


def _frame_count(container: InputContainer, stream: VideoStream) -> int:
    """How many frames a stream has; where its header does not say, they are counted."""
    if stream.frames:
        return stream.frames
    count = sum(packet.size > 0 for packet in container.demux(stream))
    container.seek(0)
    return count


def _upright(frame: VideoFrame) -> Image.Image:
    """A frame as it is to be shown: phones store turned pictures and a note how to turn them."""
    image = frame.to_image()
    return image.rotate(frame.rotation, expand=True) if frame.rotation else image
