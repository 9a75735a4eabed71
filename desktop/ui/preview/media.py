"""Sounds and videos to show: somebody hums, and a landscape changes its colours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from PIL import Image
from PySide6.QtGui import QImage

from desktop.loudness import level
from desktop.recording.recorder import Recorder, State
from desktop.recording.wave_files import write_wave
from desktop.sound_files import RATE, Samples

from .pictures import landscape

_WIDTH, _HEIGHT, _FRAMES_PER_SECOND = 320, 240, 8


@dataclass(frozen=True)
class Media:
    """Files to show: a recording that Facet made, somebody's own sounds, and a video."""

    recording: str
    sound: str
    long_sound: str
    clip: str


class ScriptedRecorder(Recorder):
    """Has recorded some humming, and says that it stands as it is told to."""

    def __init__(
        self,
        seconds: float,
        state: State = State.RECORDING,
        silent: bool = False,
        overruns: int = 0,
    ) -> None:
        super().__init__()
        self._hummed = _humming(seconds) * (not silent)
        self._told = state, silent, overruns

    @property
    def state(self) -> State:
        return self._told[0]

    @property
    def silent(self) -> bool:
        return self._told[1]

    @property
    def overruns(self) -> int:
        return self._told[2]

    @property
    def seconds(self) -> float:
        return len(self._hummed) / RATE

    @property
    def level(self) -> float:
        return level(self._hummed)

    @property
    def samples(self) -> Samples:
        return self._hummed


def make_media(folder: Path, recordings: Path) -> Media:
    """Write the files: Facet's own recording into `recordings`, the others into `folder`."""
    media = Media(
        str(recordings / "Recording.wav"),
        str(folder / "商品企画会議の録音、二〇二六年十一月三日、第二会議室にて.wav"),
        str(folder / "lecture.wav"),
        str(folder / "harbour.mp4"),
    )
    write_wave(Path(media.recording), _humming(7))
    write_wave(Path(media.sound), _humming(26))
    write_wave(Path(media.long_sound), _humming(140))
    _film(media.clip, seconds=5)
    return media


def _humming(seconds: float) -> Samples:
    """Words of different loudness, with pauses between them."""
    chance = np.random.default_rng(7)
    time = np.arange(int(seconds * RATE)) / RATE
    syllables = chance.uniform(0.05, 1, int(seconds * 6) + 2) ** 2
    syllables[5::11] = 0.005
    loudness = np.interp(time * 6, np.arange(len(syllables)), syllables)
    return (0.6 * loudness * np.sin(2 * np.pi * 180 * time)).astype(np.float32)


def _film(path: str, seconds: float) -> None:
    with av.open(path, "w") as container:
        stream = container.add_stream("mpeg4", rate=_FRAMES_PER_SECOND)
        stream.width, stream.height, stream.pix_fmt = _WIDTH, _HEIGHT, "yuv420p"
        voice = container.add_stream("aac", rate=RATE, layout="mono")
        for number in range(int(seconds * _FRAMES_PER_SECOND)):
            picture = _as_image(landscape(_WIDTH, _HEIGHT, (200 + 5 * number) % 360))
            container.mux(stream.encode(VideoFrame.from_image(picture)))
        container.mux(stream.encode())
        heard = AudioFrame.from_ndarray(_humming(seconds)[None], format="fltp", layout="mono")
        heard.sample_rate = RATE
        container.mux(voice.encode(heard))
        container.mux(voice.encode())


def _as_image(picture: QImage) -> Image.Image:
    rgb = picture.convertToFormat(QImage.Format.Format_RGB888)
    size, stride = (rgb.width(), rgb.height()), rgb.bytesPerLine()
    return Image.frombuffer("RGB", size, bytes(rgb.constBits()), "raw", "RGB", stride, 1)
