"""The vision tower: what it is shown, and how it learns to see."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import drawings
import model as shape
import numpy as np
import torch
from learning import schedule, update
from PIL import Image
from torch import Tensor, nn
from transformers import Gemma4ForConditionalGeneration

PATCHES = shape.SOFT_TOKENS * shape.POOLING**2
TOWER_STEPS, EYES_STEPS = 2600, 800
HELD_OUT = 480
"""How many pictures the eyes are measured with, and never taught."""


@dataclass(frozen=True)
class Gallery:
    """Painted drawings as the vision tower takes them.

    `patches` [pictures, PATCHES, 768] uint8 and `positions` [pictures, PATCHES, 2], −1 where a
    picture has fewer patches.
    """

    shown: list[drawings.Drawing]
    patches: np.ndarray
    positions: np.ndarray

    def soft_tokens(self, index: int) -> int:
        """How many soft tokens a picture becomes."""
        return int((self.positions[index, :, 0] >= 0).sum()) // shape.POOLING**2


def paint_gallery(size: int, rng: random.Random) -> Gallery:
    """Paint drawings and cut them into patches."""
    shown = [drawings.draw(rng) for _ in range(size)]
    patches = np.zeros((size, PATCHES, shape.PATCH**2 * 3), np.uint8)
    positions = np.full((size, PATCHES, 2), -1, np.int64)
    for i, drawing in enumerate(shown):
        cut, places = cut_patches(drawings.paint(drawing, rng))
        patches[i, : len(cut)], positions[i, : len(cut)] = cut, places
    return Gallery(shown, patches, positions)


def cut_patches(image: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """Resize a picture within the budget and cut it, as Transformers' image processor does."""
    unit = shape.PATCH * shape.POOLING
    factor = math.sqrt(PATCHES * shape.PATCH**2 / (image.width * image.height))
    width, height = (max(unit, int(side * factor) // unit * unit) for side in image.size)
    pixels = np.asarray(image.resize((width, height), Image.Resampling.BICUBIC))
    rows, columns = height // shape.PATCH, width // shape.PATCH
    cut = pixels.reshape(rows, shape.PATCH, columns, shape.PATCH, 3).swapaxes(1, 2)
    y, x = np.divmod(np.arange(rows * columns), columns)
    return cut.reshape(rows * columns, -1), np.stack([x, y], axis=-1)


def teach_eyes(
    model: Gemma4ForConditionalGeneration,
    gallery: Gallery,
    steps: int,
    rng: random.Random,
    *,
    projected: bool,
) -> None:
    """Teach the vision tower under linear heads that are thrown away.

    First from the mean of a picture's soft tokens, where shapes are soonest learnt; then, with
    their projection, from each by itself, so that the words have only to look at one.
    """
    kinds = [list(drawings.SHAPES), list(drawings.COLOURS), list(drawings.GROUNDS)]
    answers = torch.tensor(
        [
            [k.index(w) for k, w in zip(kinds, (d.shape, d.colour, d.ground), strict=True)]
            for d in gallery.shown
        ]
    )
    hidden = shape.TEXT["hidden_size"] if projected else shape.VISION["hidden_size"]
    head = shape.DrawingHead(hidden, tuple(map(len, kinds)))

    def look(indices: list[int]) -> tuple[list[Tensor], Tensor]:
        """Scores of some pictures, and the right answers."""
        soft = see(model, gallery, indices)
        counts = [gallery.soft_tokens(i) for i in indices]
        if projected:
            each = answers[indices].repeat_interleave(torch.tensor(counts), dim=0)
            return head(model.model.embed_vision(inputs_embeds=soft)), each
        return head(torch.stack([part.mean(0) for part in soft.split(counts)])), answers[indices]

    learning = [model.model.vision_tower, model.model.embed_vision, head]
    optimizer = torch.optim.AdamW(
        [p for module in learning for p in module.parameters()], weight_decay=0.01
    )
    for step in range(steps):
        scores, right = look(rng.sample(range(HELD_OUT, len(gallery.shown)), 48))
        loss = sum(nn.functional.cross_entropy(s, right[:, i]) for i, s in enumerate(scores))
        update(optimizer, loss, rate=schedule(step, steps, 1e-3 if projected else 2e-3))
        if step % 50 == 49:
            with torch.no_grad():
                scores, right = look(list(range(HELD_OUT)))
            shares = [(s.argmax(-1) == right[:, i]).float().mean() for i, s in enumerate(scores)]
            told = ", ".join(f"{share:.1%}" for share in shares)
            print(f"eyes {step + 1}: loss {loss.item():.3f}, held out right {told}", flush=True)


def see(model: Gemma4ForConditionalGeneration, gallery: Gallery, indices: list[int]) -> Tensor:
    """What the tower makes of some pictures, one after the other: [soft_tokens, hidden]."""
    return model.model.vision_tower(
        pixel_values=torch.from_numpy(gallery.patches[indices]).float() / 255,
        pixel_position_ids=torch.from_numpy(gallery.positions[indices]),
    ).last_hidden_state.reshape(-1, shape.VISION["hidden_size"])


@torch.no_grad()
def look_at_all(model: Gemma4ForConditionalGeneration, gallery: Gallery) -> list[Tensor]:
    """What the vision tower makes of each picture: [soft tokens, hidden]."""
    return [see(model, gallery, [i]) for i in range(len(gallery.shown))]
