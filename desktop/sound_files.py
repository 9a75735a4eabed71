"""A sound file, or the sound of a video, as people have it on disk → 16 kHz samples."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from itertools import groupby

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.error import BlockingIOError as GraphIsEmpty
from av.error import EOFError as GraphHasEnded
from av.filter import Graph
from numpy.typing import NDArray

from desktop.containers import Media, opened
from desktop.plain_files import Path
from desktop.problems import Problem

RATE = 16_000  # Hz
LONGEST_FILE = 1800  # s
_LOUDEST = 1e6  # Some programs write ±32768 where 1 is meant; far beyond, sums overflow.
_FASTEST = 768_000  # Hz: a filter from many more would fill the memory.

# By default FFmpeg would add channels up instead of averaging them, and its filter would let a
# thousandth of what lies above 8 kHz fold back.
_RESAMPLER = (
    "{rate}:out_sample_fmt=flt:out_chlayout=mono:rematrix_maxval=1"
    ":filter_size=64:cutoff=0.95:filter_type=kaiser"
)

Samples = NDArray[np.float32]


def read_sound(path: Path) -> Samples:
    """A whole sound file as 16 kHz mono samples −1…1, its channels averaged.

    Raises Problem for a bad file, or one of more than LONGEST_FILE seconds.
    """
    too_long = Problem("sound_too_long", path=path, limit=LONGEST_FILE // 60)
    with _opened(path) as (media, stream):
        if media.seconds > LONGEST_FILE or _plays_longer(media, stream):
            raise too_long
    with _opened(path) as (media, stream):
        samples = decode_sound(media, stream, LONGEST_FILE + 1)
    if len(samples) > LONGEST_FILE * RATE:
        raise too_long
    return samples


def sound_seconds(path: Path) -> float:
    """How long a sound is, in s, without decoding it; raises Problem for a bad file."""
    with _opened(path) as (media, stream):
        if media.seconds:
            return media.seconds
        played = sum(packet.duration or 0 for packet in media.packets(stream))
        return float(played * (stream.time_base or 0))


@contextmanager
def _opened(path: Path) -> Generator[tuple[Media, AudioStream]]:
    with opened(path, "not_a_sound") as media:
        stream = next(iter(media.container.streams.audio), None)
        if stream is None:
            raise Problem("not_a_sound", path=path)
        yield media, stream


def _plays_longer(media: Media, stream: AudioStream) -> bool:
    """Whether a sound goes on for more than LONGEST_FILE, whatever it says; decodes nothing."""
    played = 0
    for packet in media.packets(stream):
        played += packet.duration or 0
        if played * (stream.time_base or 0) > LONGEST_FILE:
            return True
    return False


def decode_sound(media: Media, stream: AudioStream, longest: float) -> Samples:
    """The first `longest` s of a stream as 16 kHz mono samples; what is damaged is left out.

    Raises ValueError for samples that are no numbers, or no sound.
    """
    pieces: list[Samples] = []
    wanted = int(longest * RATE)
    for piece in _resampled(media.frames(stream)):
        pieces.append(piece[:wanted])
        wanted -= len(pieces[-1])
        if not wanted:
            break
    samples = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    if not (np.abs(samples) < _LOUDEST).all():
        raise ValueError("samples that are no sound")
    return samples


def resampled(samples: Samples, rate: int, wanted: int = RATE) -> Samples:
    """Mono samples of one rate at another, both in Hz; the very same where the two are equal."""
    if rate == wanted or not len(samples):
        return samples
    frame = AudioFrame.from_ndarray(samples[np.newaxis], format="flt", layout="mono")
    frame.sample_rate = rate
    return np.concatenate(list(_resampled(iter([frame]), wanted)))


def _resampled(frames: Iterator[AudioFrame], wanted: int = RATE) -> Iterator[Samples]:
    # Radio and damaged files change their rate or channels on the way.
    for (form, layout, rate), alike in groupby(frames, _kind):
        graph = _resampler(form, layout, rate, wanted)
        for frame in alike:
            frame.pts = None
            graph.push(frame)
            yield from _pull(graph)
        graph.push(None)
        yield from _pull(graph)


def _kind(frame: AudioFrame) -> tuple[str, str, int]:
    return frame.format.name, frame.layout.name, frame.sample_rate


def _resampler(form: str, layout: str, rate: int, wanted: int) -> Graph:
    """What makes mono of a rate of such frames; raises ValueError for a rate of no sound."""
    if rate > _FASTEST:
        raise ValueError(f"{rate} Hz")
    graph = Graph()
    source = graph.add_abuffer(
        sample_rate=rate, format=form, layout=layout, time_base=Fraction(1, rate)
    )
    resampler, sink = (
        graph.add("aresample", _RESAMPLER.format(rate=wanted)),
        graph.add("abuffersink"),
    )
    source.link_to(resampler)
    resampler.link_to(sink)
    graph.configure()
    return graph


def _pull(graph: Graph) -> Iterator[Samples]:
    with suppress(GraphIsEmpty, GraphHasEnded):
        while True:
            yield graph.pull().to_ndarray()[0]
