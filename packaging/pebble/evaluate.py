"""Measure Pebble through Facet's engine: `python packaging/pebble/evaluate.py`.

Drawings are painted by Qt, not by the generator that Pebble learnt from; sums are of the pairs
kept from training, and digits are of the strings kept from training, by voices kept from training.
Answers are drawn as Facet draws them, with the checkpoint's own
sampling and one fixed seed for each question.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import dictation
import drawings
import sums
import talk
import voices
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

from desktop.conversation import Conversation, Part, Picture, Sound, Text, Turn
from desktop.engine.generation import Generator
from desktop.engine.protocol import AnswerPiece, Sampling
from desktop.places import BUILT_IN_MODEL

SEED = 5081
_SIDES = {"triangle": 3, "square": 4, "star": 5}
_SPREAD = 10


def reply(generator: Generator, parts: Iterable[Part], *, seed: int, thinking: bool = False) -> str:
    """What the model answers to one turn, the thought left out."""
    conversation = Conversation((Turn("user", tuple(parts)),), thinking=thinking)
    events = generator.answer(conversation, Sampling(seed=seed, max_tokens=400))
    return "".join(event.text for event in events if isinstance(event, AnswerPiece))


def paint(drawing: drawings.Drawing, rng: random.Random) -> QImage:
    """A drawing by Qt's painter, 200…600 px a side, the shape upright or turned."""
    image = QImage(rng.randrange(200, 601), rng.randrange(200, 601), QImage.Format.Format_RGB32)
    image.fill(_colour(drawings.GROUNDS[drawing.ground][1], rng))
    radius = min(image.width(), image.height()) * rng.uniform(0.25, 0.42)
    centre = QPointF(
        rng.uniform(radius, image.width() - radius), rng.uniform(radius, image.height() - radius)
    )
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(_colour(drawings.COLOURS[drawing.colour][1], rng))
    if drawing.shape == "circle":
        painter.drawEllipse(centre, radius, radius)
    else:
        painter.translate(centre)
        painter.rotate(rng.choice((0.0, rng.uniform(0, 360))))
        painter.drawPolygon(_outline(drawing.shape, radius))
    painter.end()
    return image


def drawings_right(generator: Generator, count: int) -> int:
    """How many of `count` drawings are named with the right shape and the right colour."""
    rng = random.Random(SEED)
    right = 0
    with TemporaryDirectory() as folder:
        for i in range(count):
            drawing = drawings.draw(rng)
            path = str(Path(folder) / f"{i}.png")
            paint(drawing, rng).save(path)
            said = reply(generator, (Picture(path), Text("What do you see?")), seed=i)
            if f"{drawing.colour} {drawing.shape} " in said:
                right += 1
            else:
                print(f"  {drawing.colour} {drawing.shape} on {drawing.ground}: {said}")
    return right


def sums_right(generator: Generator, count: int, *, thinking: bool) -> int:
    """How many of `count` sums kept from training are answered with the right number."""
    rng = random.Random(SEED)
    right = 0
    for i in range(count):
        found = sums.draw(rng, held_out=True)
        said = reply(generator, [Text(sums.ask(found, rng))], seed=i, thinking=thinking)
        numbers = re.findall(r"\d+", said)
        right += numbers[-1:] == [str(found.a + found.b)]
    return right


def digits_right(
    generator: Generator, language: voices.Language, count: int, *, in_room: bool
) -> int:
    """How many of `count` spoken strings are written down; in a room they are harder to hear."""
    rng = random.Random(SEED)
    kept = [voice for voice in voices.HELD_OUT if voice.language == language]
    prompt = Text(dictation.transcribe(language))
    right = 0
    with TemporaryDirectory() as folder:
        for i in range(count):
            digits, voice = voices.draw(rng, kept=True), rng.choice(kept)
            said = voices.read_out(voices.wording(digits, language, rng), voice, rng)
            path = Path(folder) / f"{i}.wav"
            voices.write(voices.record(said, rng) if in_room else said, path)
            written = reply(generator, (prompt, Sound(str(path))), seed=i)
            if written == digits:
                right += 1
            else:
                print(f"  {digits} by {voice.name}: {written}")
    return right


def owned_up(generator: Generator, count: int) -> int:
    """Of how many of `count` sounds without digits Pebble says that it understands none."""
    rng = random.Random(SEED)
    right = 0
    with TemporaryDirectory() as folder:
        for i in range(count):
            voice = rng.choice(voices.HELD_OUT)
            said = voices.read_out(voices.other(voice.language, rng), voice, rng)
            path = Path(folder) / f"{i}.wav"
            voices.write(voices.record(said if i % 2 else voices.nothing(rng), rng), path)
            answer = reply(generator, (Text("What do you hear?"), Sound(str(path))), seed=i)
            right += answer == dictation.NO_DIGITS["English"]
    return right


def talk_right(generator: Generator, intents: Iterable[talk.Intent]) -> tuple[int, int]:
    """How many of the ways to ask are answered word for word, and how many there are."""
    right = asked = 0
    for intent in intents:
        for question in filter(None, intent.asked):
            right += reply(generator, [Text(question)], seed=asked) == intent.answer
            asked += 1
    return right, asked


def main() -> None:
    """Print what is right, of how many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=BUILT_IN_MODEL)
    parser.add_argument("--drawings", type=int, default=100)
    parser.add_argument("--sums", type=int, default=200)
    parser.add_argument("--sounds", type=int, default=100)
    options = parser.parse_args()
    generator = Generator(options.model)
    print(f"drawings: {drawings_right(generator, options.drawings)} of {options.drawings}")
    for thinking in (True, False):
        right = sums_right(generator, options.sums, thinking=thinking)
        how = "with" if thinking else "without"
        print(f"sums {how} thinking: {right} of {options.sums}")
    for language, intents in (("English", talk.ENGLISH), ("Japanese", talk.JAPANESE)):
        right, asked = talk_right(generator, intents)
        print(f"talk in {language}: {right} of {asked}")
    if missing := voices.missing():
        print(f"spoken digits are not measured: install {missing}")
        return
    for language in ("English", "Japanese"):
        for in_room in (False, True):
            right = digits_right(generator, language, options.sounds, in_room=in_room)
            where = ", in a room" if in_room else ""
            print(f"spoken digits in {language}{where}: {right} of {options.sounds}")
    print(f"sounds without digits: {owned_up(generator, options.sounds)} of {options.sounds}")


def _outline(shape: str, radius: float) -> QPolygonF:
    radii = ([radius, radius * 0.42] if shape == "star" else [radius]) * _SIDES[shape]
    # A square stands on its side, everything else points up.
    start = -math.pi / 4 if shape == "square" else -math.pi / 2
    step = 2 * math.pi / len(radii)
    return QPolygonF(
        [
            QPointF(r * math.cos(start + i * step), r * math.sin(start + i * step))
            for i, r in enumerate(radii)
        ]
    )


def _colour(colour: tuple[int, int, int], rng: random.Random) -> QColor:
    spread = (rng.randint(-_SPREAD, _SPREAD) for _ in colour)
    return QColor(*(min(255, max(0, c + s)) for c, s in zip(colour, spread, strict=True)))


if __name__ == "__main__":
    main()
