"""Files of sound and video, as FFmpeg opens them; every failure is told as a Problem."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from os import PathLike
from typing import overload

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError, InvalidDataError
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from desktop.problems import Problem

# A playlist could make FFmpeg open whatever it names; only containers are read.
_FORMATS = (
    "aac,aiff,amr,asf,au,avi,caf,flac,flv,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpeg,mpegts,"
    "ogg,w64,wav"
)

Path = str | PathLike[str]


@contextmanager
def opened(path: Path, unreadable: str) -> Generator[InputContainer]:
    """A file's container; `unreadable` is the Problem where it, or what is done to it, fails."""
    options = {"format_whitelist": _FORMATS}
    try:
        with open(path, "rb") as file, av.open(file, mode="r", options=options) as container:
            yield container
    except FileNotFoundError as error:
        raise Problem("no_such_file", path=path) from error
    except (FFmpegError, ValueError) as error:
        raise Problem(unreadable, path=path) from error
    except OSError as error:
        raise Problem("unreadable_file", path=path) from error


def seconds(container: InputContainer) -> float:
    """How long a file says that it is, in s; 0 where it does not say."""
    return (container.duration or 0) / av.time_base


@overload
def decoded(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]: ...
@overload
def decoded(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]: ...
def decoded(container: InputContainer, stream: AudioStream | VideoStream) -> Iterator[object]:
    """A stream's frames in the order they are played; what is damaged is left out."""
    for packet in container.demux(stream):
        with suppress(InvalidDataError):
            yield from packet.decode()
