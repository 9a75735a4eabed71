"""A sound file, or the sound of a video, as people have it on disk → 16 kHz samples."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from os import PathLike

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import BlockingIOError as GraphIsEmpty
from av.error import EOFError as GraphHasEnded
from av.error import FFmpegError, InvalidDataError
from av.filter import Graph
from numpy.typing import NDArray

from desktop.problems import Problem

RATE = 16_000  # Hz
LONGEST_FILE = 1800  # s

# A playlist could make FFmpeg open whatever it names; only containers are read.
CONTAINERS = (
    "aac,aiff,amr,asf,au,avi,caf,flac,flv,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpeg,mpegts,"
    "ogg,w64,wav"
)
# By default FFmpeg would add channels up instead of averaging them, and its filter would let a
# thousandth of what lies above 8 kHz fold back.
_RESAMPLER = (
    f"{RATE}:out_sample_fmt=flt:out_chlayout=mono:rematrix_maxval=1"
    ":filter_size=64:cutoff=0.95:filter_type=kaiser"
)

Samples = NDArray[np.float32]
Path = str | PathLike[str]


def read_sound(path: Path) -> Samples:
    """A whole sound file as 16 kHz mono samples −1…1, its channels averaged.

    Raises Problem for a bad file, or one of more than LONGEST_FILE seconds.
    """
    try:
        with open(path, "rb") as file, open_container(file) as container:
            stream = next(iter(container.streams.audio), None)
            if stream is None:
                raise Problem("not_a_sound", path=path)
            if (container.duration or 0) > LONGEST_FILE * av.time_base:
                raise Problem("sound_too_long", path=path, limit=LONGEST_FILE // 60)
            samples = decode_sound(container, stream)
    except FileNotFoundError as error:
        raise Problem("no_such_file", path=path) from error
    except (FFmpegError, ValueError) as error:
        raise Problem("not_a_sound", path=path) from error
    except OSError as error:
        raise Problem("unreadable_file", path=path) from error
    if not np.isfinite(samples).all():
        raise Problem("not_a_sound", path=path)
    if len(samples) > LONGEST_FILE * RATE:
        raise Problem("sound_too_long", path=path, limit=LONGEST_FILE // 60)
    return samples


def open_container(file: object) -> InputContainer:
    """Open a file of sound or video; raises FFmpegError for any other."""
    return av.open(file, mode="r", options={"format_whitelist": CONTAINERS})


def decode_sound(container: InputContainer, stream: AudioStream) -> Samples:
    """All of a stream, up to a little more than LONGEST_FILE; what is damaged is left out."""
    pieces: list[Samples] = []
    count = 0
    for piece in _resampled(_frames(container, stream)):
        pieces.append(piece)
        count += len(piece)
        if count > LONGEST_FILE * RATE:
            break
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def _frames(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    for packet in container.demux(stream):
        with suppress(InvalidDataError):
            yield from packet.decode()


def _resampled(frames: Iterator[AudioFrame]) -> Iterator[Samples]:
    graph: Graph | None = None
    for frame in frames:
        graph = graph or _resampler(frame)
        frame.pts = None
        graph.push(frame)
        yield from _pull(graph)
    if graph is not None:
        graph.push(None)
        yield from _pull(graph)


def _resampler(frame: AudioFrame) -> Graph:
    graph = Graph()
    source = graph.add_abuffer(
        sample_rate=frame.sample_rate,
        format=frame.format.name,
        layout=frame.layout.name,
        time_base=Fraction(1, frame.sample_rate),
    )
    resampler, sink = graph.add("aresample", _RESAMPLER), graph.add("abuffersink")
    source.link_to(resampler)
    resampler.link_to(sink)
    graph.configure()
    return graph


def _pull(graph: Graph) -> Iterator[Samples]:
    with suppress(GraphIsEmpty, GraphHasEnded):
        while True:
            yield graph.pull().to_ndarray()[0]
