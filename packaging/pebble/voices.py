"""Spoken digits: strings of one to five, the voices that read them, and what a room makes of them.

The voices are those of espeak-ng and flite, two small synthesizers. Only they, numpy and the
standard library are needed.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import wave
import zlib
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import numpy as np
import talk

RATE = 16_000  # Hz
LONGEST = 5  # digits
WORDS = 22  # ten digits and whatever else may be said, in each language

Language = Literal["English", "Japanese"]
Kind = Literal["kept", "alone", "any"]
Samples = np.ndarray
"""Mono float64 at RATE, −1…1."""

_WORDS: dict[Language, tuple[tuple[str, ...], ...]] = {
    "English": (
        ("zero", "zero", "oh"),
        ("one",),
        ("two",),
        ("three",),
        ("four",),
        ("five",),
        ("six",),
        ("seven",),
        ("eight",),
        ("nine",),
    ),
    "Japanese": (
        ("ゼロ", "れい"),
        ("いち",),
        ("に",),
        ("さん",),
        ("よん",),
        ("ご",),
        ("ろく",),
        ("なな",),
        ("はち",),
        ("きゅう",),
    ),
}
_PAUSES: dict[Language, tuple[str, ...]] = {
    "English": (" ", " ", ", ", ", ", ". "),
    "Japanese": (" ", " ", "、", "、", "。"),
}
_OTHER: dict[Language, tuple[str, ...]] = {
    "English": (
        "The weather is fine today.",
        "Where is the station?",
        "My cat sleeps on the sofa.",
        "Please open the window.",
        "I would like some coffee.",
        "Music is playing in the garden.",
        "Thank you very much.",
        "See you tomorrow.",
    ),
    "Japanese": (
        "きょうはいいてんきですね。",
        "えきはどこですか。",
        "ねこがねています。",
        "まどをあけてください。",
        "コーヒーをください。",
        "おんがくがきこえます。",
        "ありがとうございます。",
        "またあした。",
        "おはようございます。",
        "おなかがすきました。",
        "でんしゃがおくれています。",
        "ほんをよむのがすきです。",
    ),
}
"""What is said that is no digit, beside what talk.py asks: espeak-ng reads kana, and no kanji."""


@dataclass(frozen=True)
class Voice:
    """A synthesizer's voice; an espeak-ng name is an accent and, after +, a variant.

    `throat` is a variant of one's own, as the lines of espeak-ng's voice files.
    """

    synthesizer: Literal["espeak-ng", "flite"]
    name: str
    language: Language = "English"
    throat: str = ""


_ACCENTS: tuple[tuple[str, Language], ...] = (
    ("en-us", "English"),
    ("en-us", "English"),
    ("en-gb", "English"),
    ("en-gb-scotland", "English"),
    ("en-gb-x-rp", "English"),
    ("en-gb-x-gbclan", "English"),
    ("en-gb-x-gbcwmd", "English"),
    ("en-029", "English"),
    ("en-us-nyc", "English"),
    *((("ja", "Japanese"),) * 13),
)
_VARIANTS = (
    *("m1", "m2", "m3", "m4", "m6", "m7", "m8", "f1", "f2", "f4", "f5"),
    *("klatt", "klatt2", "klatt3", "klatt4", "Andy", "Annie", "Alex", "Linda", "Michael"),
    *("Lee", "steph", "grandma", "grandpa", "belinda", "travis"),
)

TAUGHT = (
    *(
        Voice("espeak-ng", f"{a}+{v}", language)
        for (a, language), v in product(_ACCENTS, _VARIANTS)
    ),
    *(Voice("flite", name) for name in ("slt", "awb", "rms", "kal", "kal16") for _ in range(30)),
)
"""Voices that Pebble learns from, some more often than others."""

MADE_UP = 0.6
"""The share of espeak-ng's voices that are of a throat drawn for one recording."""

HELD_OUT = (
    Voice("espeak-ng", "en-us+f3"),
    Voice("espeak-ng", "en-gb+m5"),
    Voice("espeak-ng", "ja+f3", "Japanese"),
    Voice("espeak-ng", "ja+m5", "Japanese"),
)
"""Voices kept from training, for the measurement."""


def anyone(rng: random.Random) -> Voice:
    """A voice to learn from: one of TAUGHT, or its accent from a throat that nobody else has."""
    voice = rng.choice(TAUGHT)
    if voice.synthesizer == "flite" or rng.random() > MADE_UP:
        return voice
    accent = voice.name.partition("+")[0]
    return Voice("espeak-ng", accent, voice.language, throat(rng))


def throat(rng: random.Random) -> str:
    """The lines of an espeak-ng voice file (its docs/voices.md) for a throat made up by chance.

    A formant has its frequency, height and width in per cent, and a shift in Hz.
    """
    lowest, wide = rng.uniform(60, 200), rng.uniform(1.1, 1.9)
    length = rng.uniform(0.82, 1.28)
    lines = [f"pitch {lowest:.0f} {lowest * wide:.0f}", f"intonation {rng.randint(1, 4)}"]
    for formant in range(9):
        frequency = 100 * min(1.6, max(0.7, length * rng.uniform(0.85, 1.15)))
        height, width = rng.uniform(65, 125), rng.uniform(70, 165)
        shift = rng.choice((0, 1)) * {1: 60, 2: 300, 3: 150}.get(formant, 0) * rng.uniform(-1, 1)
        lines.append(f"formant {formant} {frequency:.0f} {height:.0f} {width:.0f} {shift:.0f}")
    sometimes = (
        (0.12, f"klatt {rng.randint(1, 4)}"),
        (0.4, f"flutter {rng.randint(0, 10)}"),
        (0.4, f"roughness {rng.randint(0, 5)}"),
        (0.3, f"echo {rng.randint(10, 140)} {rng.randint(5, 40)}"),
        (0.3, f"voicing {rng.randint(50, 120)}"),
        (0.3, f"consonants {rng.randint(60, 150)} {rng.randint(40, 150)}"),
        (0.3, "breath 0 " + " ".join(str(rng.randint(0, 6)) for _ in range(7))),
        (0.2, f"tone 600 {rng.randint(120, 255)} 1600 {rng.randint(60, 255)} 2800 0"),
        (0.3, "stressAmp " + " ".join(str(rng.randint(12, 24)) for _ in range(8))),
    )
    return "\n".join([*lines, *(line for share, line in sometimes if rng.random() < share)])


def missing() -> str:
    """Which of the synthesizers are not installed: "" if both are."""
    return " and ".join(name for name in ("espeak-ng", "flite") if shutil.which(name) is None)


def held_out(digits: str) -> bool:
    """Whether a string is kept from training, for the measurement: one in ten of the long ones."""
    return len(digits) > 2 and zlib.crc32(digits.encode()) % 10 == 0


def draw(rng: random.Random, *, kept: bool = False) -> str:
    """A string of one to five digits, of those kept from training or of the others."""
    while True:
        digits = "".join(rng.choices("0123456789", k=rng.randint(1, LONGEST)))
        if held_out(digits) == kept:
            return digits


def wording(digits: str, language: Language, rng: random.Random) -> str:
    """How digits are read out, one by one: "three, seven, one"."""
    pause = rng.choice(_PAUSES[language])
    return pause.join(rng.choice(_WORDS[language][int(digit)]) for digit in digits)


def other(language: Language, rng: random.Random) -> str:
    """Something to say without a digit in it."""
    if language == "English":
        asked = [
            question
            for intent in talk.ENGLISH
            for question in intent.asked
            if question and not re.search(r"\d|\b(one|two|for|to|oh)\b", question)
        ]
    else:
        asked = [
            question
            for intent in talk.JAPANESE
            for question in intent.asked
            if re.fullmatch(r"[ぁ-ヶー、。？！]+", question)
        ]
    return rng.choice([*asked, *_OTHER[language] * 4])


def speak(text: str, voice: Voice, path: Path) -> None:
    """Write a text, as a voice reads it, to a WAV file: mono, 16 bit, 16 kHz."""
    write(_spoken(text, voice), path)


def write(samples: Samples, path: Path) -> None:
    """Write a WAV file: mono, 16 bit, 16 kHz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).round().astype("<i2").tobytes())


def read_out(text: str, voice: Voice, rng: random.Random) -> Samples:
    """A text as a voice reads it, faster or slower, higher or lower."""
    pace, pitch = rng.uniform(0.7, 1.3), rng.uniform(0.75, 1.3)
    return _spoken(text, voice, pace, pitch, gap=rng.choice((0, 0, 0, 5, 15, 30)))


def record(samples: Samples, rng: random.Random, *, silence: float = 2.2) -> Samples:
    """What a microphone makes of a voice: its room, its noise, its level.

    `silence` is how many seconds there may be, at most, before it and after it.
    """
    noise = np.random.default_rng(rng.getrandbits(64))
    if rng.random() < 0.6:
        samples = _resampled(samples, rng.uniform(0.88, 1.14))
    around = [silence * rng.choice((0.05, 0.3, 1)) * rng.random() for _ in range(2)]
    samples = np.pad(samples, [int(RATE * seconds) for seconds in around])
    if rng.random() < 0.3:
        echo = noise.standard_normal(int(RATE * rng.uniform(0.05, 0.3)))
        echo *= np.exp(np.linspace(0, -7, len(echo)))
        echo *= rng.uniform(0.1, 0.7) / np.sqrt(np.square(echo).sum())
        echo[0] = 1.0
        size = len(samples) + len(echo) - 1
        samples = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(echo, size), size)
    samples = samples / (np.abs(samples).max() + 1e-9)
    if rng.random() < 0.7:
        loudness = np.sqrt(np.square(samples).mean()) if samples.any() else 0.1
        hiss = _hiss(len(samples), rng.choice((0.0, 0.5, 1.0)), noise)
        samples = samples + hiss * loudness * 10 ** (-rng.uniform(14, 50) / 20)
    if rng.random() < 0.15:
        for _ in range(rng.randint(1, 4)):
            samples[rng.randrange(len(samples))] += rng.uniform(-1, 1)
    if rng.random() < 0.4:
        spectrum = np.fft.rfft(samples)
        hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
        low, high = rng.choice((0, 60, 200)), rng.choice((3400, 5500, 7500))
        # Slopes of a few hundred Hz, as a filter with edges would ring.
        spectrum *= np.clip((hertz - low) / 60 + 1, 0, 1) * np.clip((high - hertz) / 400 + 1, 0, 1)
        samples = np.fft.irfft(spectrum, len(samples))
    level = 10 ** (-rng.uniform(0, 30) / 20) / max(1.0, np.abs(samples).max())
    return (samples * level * 32767).round() / 32768


@dataclass(frozen=True)
class Heard:
    """What is to be heard in a recording: digits, if any, and a language, if anyone speaks."""

    digits: str
    language: Language | None

    @property
    def words(self) -> list[int]:
        """What is said, a number below WORDS for each word; all that is no digit is one word."""
        if self.language is None:
            return []
        first = list(_WORDS).index(self.language) * 11
        return [first + int(digit) for digit in self.digits] or [first + 10]


def recording(rng: random.Random, kind: Kind) -> tuple[Heard, Samples]:
    """Someone reads out digits; or else, if any will do, says something else, or nothing.

    What is kept from training is a string kept from it by a voice kept from it. What is alone is a
    digit, or something else, with next to no silence around it.
    """
    voice = rng.choice(HELD_OUT) if kind == "kept" else anyone(rng)
    if kind == "any" and rng.random() < 0.04:
        return Heard("", None), record(nothing(rng), rng)
    if kind != "kept" and rng.random() < 0.08:
        digits, text = "", other(voice.language, rng)
    else:
        digits = rng.choice("0123456789") if kind == "alone" else draw(rng, kept=kind == "kept")
        text = wording(digits, voice.language, rng)
    said = read_out(text, voice, rng)
    if kind == "alone":
        loud = np.flatnonzero(np.abs(said) > 0.02 * np.abs(said).max())
        said = said[loud[0] : loud[-1] + 1]
    samples = record(said, rng, silence=0.4 if kind == "alone" else 2.2)
    return Heard(digits, voice.language), samples


def nothing(rng: random.Random) -> Samples:
    """Half a second to four in which nobody speaks: all but silent; `record` adds the noise."""
    noise = np.random.default_rng(rng.getrandbits(64))
    size = int(RATE * rng.uniform(0.5, 4))
    return _hiss(size, rng.choice((0.0, 0.5, 1.0)), noise) * rng.choice((0.0, 1e-4, 1e-2))


def _spoken(
    text: str, voice: Voice, pace: float = 1.0, pitch: float = 1.0, *, gap: int = 0
) -> Samples:
    """A text read out; `pace` and `pitch` are factors, `gap` is 10 ms between words.

    flite knows no gap, and its voices keep their pitch.
    """
    if voice.synthesizer == "espeak-ng":
        name = f"{voice.name}+drawn" if voice.throat else voice.name
        command = ["espeak-ng", "-v", name, "-s", f"{165 * pace:.0f}"]
        command += ["-p", f"{min(99, 50 * pitch):.0f}", "-g", str(gap), "--stdout", text]
    else:
        command = ["flite", "-voice", voice.name, "--setf", f"duration_stretch={1 / pace:.2f}"]
        command += ["-t", text, "-o", "/dev/stdout"]
    said = _run(command, voice.throat)
    with wave.open(BytesIO(said)) as file:
        rate = file.getframerate()
    # Neither can know the length before it has written its header to a pipe.
    samples = np.frombuffer(said[44:], "<i2") / 32768
    return np.clip(_resampled(samples, rate / RATE), -1, 1)


def _run(command: list[str], throat: str) -> bytes:
    """What a synthesizer prints, and espeak-ng with a voice file of ours beside its own data."""
    if not throat:
        return subprocess.run(command, capture_output=True, check=True).stdout
    with TemporaryDirectory() as home:
        variants = Path(home, "espeak-ng-data", "voices", "!v")
        variants.mkdir(parents=True)
        for path in _espeak_data().iterdir():
            if path.name != "voices":
                Path(home, "espeak-ng-data", path.name).symlink_to(path)
        (variants / "drawn").write_text(f"language variant\nname drawn\n{throat}\n")
        return _run([*command, f"--path={home}"], "")


@cache
def _espeak_data() -> Path:
    told = subprocess.run(["espeak-ng", "--version"], capture_output=True, check=True, text=True)
    return Path(told.stdout.rpartition("Data at: ")[2].strip())


def _resampled(samples: Samples, factor: float) -> Samples:
    """The same sound with 1 / factor as many samples, cut off in the spectrum."""
    size = round(len(samples) / factor)
    return np.fft.irfft(np.fft.rfft(samples)[: size // 2 + 1], size) * size / len(samples)


def _hiss(size: int, slope: float, noise: np.random.Generator) -> Samples:
    """Noise of loudness 1, white for slope 0, pink for 0.5, brown for 1."""
    spectrum = np.fft.rfft(noise.standard_normal(size))
    spectrum[1:] /= np.arange(1, len(spectrum)) ** slope
    spectrum[0] = 0
    hiss = np.fft.irfft(spectrum, size)
    return hiss / np.sqrt(np.square(hiss).mean())
