"""A sound file, or the sound of a video, as people have it on disk → 16 kHz samples."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import BlockingIOError as GraphIsEmpty
from av.error import EOFError as GraphHasEnded
from av.filter import Graph
from numpy.typing import NDArray

from desktop.containers import Path, decoded, opened, seconds
from desktop.problems import Problem

RATE = 16_000  # Hz
LONGEST_FILE = 1800  # s

# By default FFmpeg would add channels up instead of averaging them, and its filter would let a
# thousandth of what lies above 8 kHz fold back.
_RESAMPLER = (
    f"{RATE}:out_sample_fmt=flt:out_chlayout=mono:rematrix_maxval=1"
    ":filter_size=64:cutoff=0.95:filter_type=kaiser"
)

Samples = NDArray[np.float32]


def read_sound(path: Path) -> Samples:
    """A whole sound file as 16 kHz mono samples −1…1, its channels averaged.

    Raises Problem for a bad file, or one of more than LONGEST_FILE seconds.
    """
    too_long = Problem("sound_too_long", path=path, limit=LONGEST_FILE // 60)
    with opened(path, "not_a_sound") as container:
        stream = next(iter(container.streams.audio), None)
        if stream is None:
            raise Problem("not_a_sound", path=path)
        if seconds(container) > LONGEST_FILE:
            raise too_long
        samples = decode_sound(container, stream)
    if len(samples) > LONGEST_FILE * RATE:
        raise too_long
    return samples


def decode_sound(container: InputContainer, stream: AudioStream) -> Samples:
    """All of a stream, up to a little more than LONGEST_FILE; what is damaged is left out.

    Raises ValueError for samples that are no numbers.
    """
    pieces: list[Samples] = []
    count = 0
    for piece in _resampled(decoded(container, stream)):
        pieces.append(piece)
        count += len(piece)
        if count > LONGEST_FILE * RATE:
            break
    samples = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    if not np.isfinite(samples).all():
        raise ValueError("samples that are no numbers")
    return samples


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
