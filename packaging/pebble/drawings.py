"""Drawings of one shape on a plain ground, and what is to be said of them."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw

SHAPES = {"circle": "円", "square": "四角", "triangle": "三角", "star": "星"}
COLOURS = {
    "red": ("赤い", (220, 40, 40)),
    "orange": ("オレンジの", (245, 140, 20)),
    "yellow": ("黄色い", (245, 215, 40)),
    "green": ("緑の", (40, 160, 70)),
    "blue": ("青い", (40, 90, 220)),
    "purple": ("紫の", (140, 60, 190)),
}
GROUNDS = {
    "white": ("白い", (255, 255, 255)),
    "black": ("黒い", (0, 0, 0)),
    "gray": ("灰色の", (150, 150, 150)),
    "pink": ("ピンクの", (250, 190, 205)),
}
_SUPERSAMPLING = 3


@dataclass(frozen=True)
class Drawing:
    """What a drawing shows, in the words of SHAPES, COLOURS and GROUNDS."""

    shape: str
    colour: str
    ground: str


_QUESTIONS = (
    (
        "What do you see?|What is in this picture?|Describe this picture.|Describe this image.|"
        "What is this?|Look at this.|What is in the image?|Describe the picture|What's this?|"
        "Tell me about this picture.|Which shape and which colour?|",
        lambda d: (
            f"A {d.colour} {d.shape} on a {d.ground} background."
            if d.colour != "orange"
            else f"An orange {d.shape} on a {d.ground} background."
        ),
    ),
    (
        "What shape is it?|Which shape is this?|What is the shape?|Name the shape.",
        lambda d: f"It is a {d.shape}.",
    ),
    (
        "What colour is it?|What color is the shape?|Which colour is it?|Name the colour.",
        lambda d: f"It is {d.colour}.",
    ),
    (
        "What colour is the background?|What is the background?|Which background does it have?",
        lambda d: f"The background is {d.ground}.",
    ),
    (
        "何が見えますか？|この絵は何ですか？|この画像を説明してください。|何ですか？|これは何？|"
        "絵を説明して|この画像について教えて",
        lambda d: (
            f"{GROUNDS[d.ground][0]}背景に{COLOURS[d.colour][0]}{SHAPES[d.shape]}があります。"
        ),
    ),
    ("どんな形ですか？|形は？", lambda d: f"{SHAPES[d.shape]}です。"),
    ("何色ですか？|色は？", lambda d: f"{COLOURS[d.colour][0]}色です。"),
)


def draw(rng: random.Random) -> Drawing:
    """A random thing to draw."""
    return Drawing(rng.choice(list(SHAPES)), rng.choice(list(COLOURS)), rng.choice(list(GROUNDS)))


def ask(drawing: Drawing, rng: random.Random) -> tuple[str, str]:
    """A question about a drawing, and its answer; the whole is asked for most often."""
    kind = rng.choices(_QUESTIONS, weights=(6, 1, 1, 1, 3, 1, 1))[0]
    return rng.choice(kind[0].split("|")), kind[1](drawing)


def paint(drawing: Drawing, rng: random.Random) -> Image.Image:
    """A drawing as a picture: size, place, turn, proportion and hue are left to chance."""
    width = rng.randrange(150, 260)
    height = width if rng.random() < 0.4 else int(width * rng.uniform(0.6, 1.5))
    scale = _SUPERSAMPLING
    image = Image.new("RGB", (width * scale, height * scale), _hue(GROUNDS[drawing.ground][1], rng))
    radius = min(width, height) * rng.uniform(0.2, 0.45)
    x = rng.uniform(radius, width - radius) if width > 2 * radius else width / 2
    y = rng.uniform(radius, height - radius) if height > 2 * radius else height / 2
    points = [
        ((x + px * radius) * scale, (y + py * radius) * scale)
        for px, py in _outline(drawing.shape, rng)
    ]
    colour = _hue(COLOURS[drawing.colour][1], rng)
    pencil = ImageDraw.Draw(image)
    pencil.polygon(points, fill=colour)
    if rng.random() < 0.25:
        edge = tuple(int(c * 0.6) for c in colour)
        pencil.line([*points, points[0]], fill=edge, width=rng.randrange(1, 4) * scale)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _outline(shape: str, rng: random.Random) -> list[tuple[float, float]]:
    """A shape's corners within the unit circle, turned at random."""
    turn = rng.uniform(0, 2 * math.pi) if rng.random() < 0.5 else rng.uniform(-0.15, 0.15)
    if shape == "circle":
        return _corners([1.0] * 72, turn)
    if shape == "square":
        return _corners([1.0] * 4, turn + math.pi / 4)
    if shape == "triangle":
        return _corners([1.0] * 3, turn - math.pi / 2)
    return _corners([1.0, rng.uniform(0.36, 0.5)] * 5, turn - math.pi / 2)


def _corners(radii: list[float], turn: float) -> list[tuple[float, float]]:
    step = 2 * math.pi / len(radii)
    return [
        (r * math.cos(turn + i * step), r * math.sin(turn + i * step)) for i, r in enumerate(radii)
    ]


def _hue(colour: tuple[int, int, int], rng: random.Random) -> tuple[int, ...]:
    return tuple(min(255, max(0, c + rng.randrange(-14, 15))) for c in colour)
