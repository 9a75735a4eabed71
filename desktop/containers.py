"""Files of sound and video, as FFmpeg opens them; every failure is told as a Problem."""

from __future__ import annotations

import errno
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO, overload

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError, InvalidDataError
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from desktop.plain_files import Path, open_file
from desktop.problems import Problem

# A playlist could make FFmpeg open whatever it names; only containers are read.
_FORMATS = (
    "aac,aiff,amr,asf,au,avi,caf,flac,flv,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpeg,mpegts,"
    "ogg,w64,wav"
)


_PATIENCE = 0.25  # s of work, waiting for the disk left out.


@dataclass(frozen=True)
class Media:
    """An open file of sound or video."""

    container: InputContainer
    source: _Source

    @property
    def seconds(self) -> float:
        """How long it says that it is, in s; 0 where it does not say."""
        return (self.container.duration or 0) / av.time_base

    def packets(self, stream: AudioStream | VideoStream) -> Iterator[Packet[Stream]]:
        """What a stream is made of, not decoded yet."""
        self.source.search()
        for packet in self.container.demux(stream):
            yield packet
            self.source.search()

    @overload
    def frames(self, stream: AudioStream) -> Iterator[AudioFrame]: ...
    @overload
    def frames(self, stream: VideoStream) -> Iterator[VideoFrame]: ...
    def frames(self, stream: AudioStream | VideoStream) -> Iterator[object]:
        """A stream's frames in the order they are played; what is damaged is left out."""
        for packet in self.packets(stream):
            with suppress(InvalidDataError):
                yield from packet.decode()


@contextmanager
def opened(path: Path, unreadable: str) -> Generator[Media]:
    """Open a file; `unreadable` is the Problem where it, or what is done to it, fails."""
    options = {"format_whitelist": _FORMATS}
    with open_file(path) as file:
        source = _Source(file)
        try:
            # Titles and names may be in any of the world's encodings; none of them is used.
            with av.open(source, "r", options=options, metadata_errors="ignore") as container:
                yield Media(container, source)
        except (FFmpegError, ValueError) as error:
            raise Problem(unreadable, path=path) from error
        except OSError as error:
            # A damaged file makes FFmpeg leap to before its start.
            kind = unreadable if error.errno == errno.EINVAL else "unreadable_file"
            raise Problem(kind, path=path) from error


class _Source:
    """A file as FFmpeg reads it; it ends where nothing has been found for _PATIENCE.

    FFmpeg would search gigabytes of zeros for the next sign of a sound.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._ended = False
        self.seek, self.tell = file.seek, file.tell
        self.search()

    def search(self) -> None:
        """Begin to look for the next thing to be found."""
        self._since = time.thread_time()

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        self._ended |= time.thread_time() - self._since > _PATIENCE
        return b"" if self._ended else self._file.read(size)
