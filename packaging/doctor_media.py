"""Make what the doctor shows and plays to a model: `python packaging/doctor_media.py`.

It writes `resources/doctor/`: four drawings, and six digits read out by flite, one second each.
flite must be installed.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "packaging" / "pebble")]

import voices  # noqa: E402

from desktop.doctor.senses import DRAWINGS, SPOKEN  # noqa: E402

FOLDER = PROJECT / "resources" / "doctor"
VOICE = voices.Voice("flite", "slt")
SIDE, RADIUS, SUPERSAMPLING = 192, 72, 4  # pixels, pixels, times
COLOURS = {
    "red": (220, 40, 40),
    "green": (40, 160, 70),
    "blue": (40, 90, 220),
    "yellow": (245, 215, 40),
}
CORNERS = {"circle": 90, "square": 4, "triangle": 3, "star": 10}


def draw(colour: str, shape: str) -> Image.Image:
    """One shape in the middle of a white ground; a square stands on its side."""
    image = Image.new("RGB", (SIDE * SUPERSAMPLING,) * 2, "white")
    count = CORNERS[shape]
    start = -math.pi / (4 if shape == "square" else 2)
    points: list[tuple[float, float]] = []
    for i in range(count):
        radius = RADIUS * SUPERSAMPLING * (0.42 if shape == "star" and i % 2 else 1)
        angle = start + 2 * math.pi * i / count
        middle = SIDE * SUPERSAMPLING / 2
        points.append((middle + radius * math.cos(angle), middle + radius * math.sin(angle)))
    ImageDraw.Draw(image).polygon(points, fill=COLOURS[colour])
    return image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def write_sound(samples: np.ndarray, path: Path) -> None:
    """Write one second of 16 kHz mono samples as FLAC, silence added at the end."""
    second = np.pad(samples, (0, voices.RATE))[: voices.RATE]
    with av.open(str(path), "w") as file:
        stream = file.add_stream("flac", rate=voices.RATE)
        stream.layout = "mono"
        whole = (second * 32767).round().astype(np.int16)[None]
        frame = av.AudioFrame.from_ndarray(whole, format="s16", layout="mono")
        frame.sample_rate = voices.RATE
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for colour, shape in DRAWINGS:
        draw(colour, shape).save(FOLDER / f"{colour} {shape}.png", optimize=True)
    for digit, word in SPOKEN.items():
        voices.speak(word, VOICE, FOLDER / "spoken.wav")
        with av.open(str(FOLDER / "spoken.wav")) as file:
            pieces = [frame.to_ndarray()[0] for frame in file.decode(audio=0)]
        (FOLDER / "spoken.wav").unlink()
        write_sound(np.concatenate(pieces) / 32768, FOLDER / f"{digit}.flac")


if __name__ == "__main__":
    main()
