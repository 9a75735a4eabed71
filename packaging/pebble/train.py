"""Train Pebble: `python packaging/pebble/train.py --out resources/pebble`."""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import drawings
import lessons
import model as shape
import numpy as np
import tokenizer as vocabulary
import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import Gemma4ForConditionalGeneration

VOCABULARY = 1600
PATCHES = shape.SOFT_TOKENS * shape.POOLING**2
SEED = 20261123


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


def pictures(gallery: Gallery, indices: list[int]) -> dict[str, Tensor]:
    """The model's inputs for some of the gallery's pictures."""
    return {
        "pixel_values": torch.from_numpy(gallery.patches[indices]).float() / 255,
        "image_position_ids": torch.from_numpy(gallery.positions[indices]),
    }


def teach_tower(
    model: Gemma4ForConditionalGeneration, gallery: Gallery, steps: int, rng: random.Random
) -> None:
    """Teach the vision tower alone, under a linear head that is thrown away."""
    kinds = [list(drawings.SHAPES), list(drawings.COLOURS), list(drawings.GROUNDS)]
    answers = torch.tensor(
        [
            [k.index(w) for k, w in zip(kinds, (d.shape, d.colour, d.ground), strict=True)]
            for d in gallery.shown
        ]
    )
    held_out = 480
    tower, head = model.model.vision_tower, shape.DrawingHead(tuple(map(len, kinds)))

    def look(indices: list[int]) -> list[Tensor]:
        inputs = pictures(gallery, indices)
        soft = tower(
            pixel_values=inputs["pixel_values"], pixel_position_ids=inputs["image_position_ids"]
        ).last_hidden_state.reshape(-1, shape.VISION["hidden_size"])
        counts = [gallery.soft_tokens(i) for i in indices]
        return head(torch.stack([part.mean(0) for part in soft.split(counts)]))

    optimizer = torch.optim.AdamW([*tower.parameters(), *head.parameters()], weight_decay=0.01)
    for step in range(steps):
        indices = rng.sample(range(held_out, len(gallery.shown)), 48)
        loss = sum(
            nn.functional.cross_entropy(scores, answers[indices, i])
            for i, scores in enumerate(look(indices))
        )
        update(optimizer, loss, rate=schedule(step, steps, 2e-3))
        if step % 50 == 49:
            with torch.no_grad():
                right = [
                    (scores.argmax(-1) == answers[:held_out, i]).float().mean().item()
                    for i, scores in enumerate(look(list(range(held_out))))
                ]
            shares = ", ".join(f"{share:.1%}" for share in right)
            print(f"tower {step + 1}: loss {loss.item():.3f}, held out right {shares}", flush=True)


def teach(
    model: Gemma4ForConditionalGeneration,
    tokenizer: Tokenizer,
    gallery: Gallery,
    steps: range,
    rng: random.Random,
    out: Path,
) -> None:
    """Teach the whole model to talk, to add and to say what it sees."""
    tower = list(model.model.vision_tower.parameters())
    seeing = {id(p) for p in tower}
    rest = [p for n, p in model.named_parameters() if "audio" not in n and id(p) not in seeing]
    # The tower has learnt its shapes; the untrained words' first gradients must not undo that.
    groups = [{"params": rest}, {"params": tower, "share": 0.2}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    started, recent = time.monotonic(), 0.0
    for step in steps:
        batch, indices = lesson_batch(tokenizer, gallery, 40, rng)
        loss = model(**batch, **pictures(gallery, indices)).loss
        update(optimizer, loss, rate=schedule(step, steps.stop, 2e-3))
        recent = loss.item() if step == steps.start else 0.95 * recent + 0.05 * loss.item()
        if step % 20 == 0:
            print(f"{step}: loss {recent:.4f} {time.monotonic() - started:.0f} s", flush=True)
        if step % 200 == 199:
            save(model, tokenizer, out)


def lesson_batch(
    tokenizer: Tokenizer, gallery: Gallery, size: int, rng: random.Random
) -> tuple[dict[str, Tensor], list[int]]:
    """A batch of lessons, padded, and the pictures that they show, in order."""
    made: list[lessons.Lesson] = []
    indices: list[int] = []
    for _ in range(size):
        index = rng.randrange(len(gallery.shown)) if rng.random() < 0.35 else None
        thinking = rng.random() < (0.1 if index is not None else 0.55)
        drawing = None if index is None else gallery.shown[index]
        told = lessons.exchanges(rng, drawing, thinking=thinking)
        count = 0 if index is None else gallery.soft_tokens(index)
        made.append(lessons.lesson(tokenizer, told, thinking=thinking, soft_tokens=count))
        if index is not None:
            indices.append(index)
    length = max(len(lesson.ids) for lesson in made)
    ids = torch.zeros(size, length, dtype=torch.long)
    labels = torch.full((size, length), lessons.IGNORED)
    mask = torch.zeros(size, length, dtype=torch.long)
    for i, lesson in enumerate(made):
        ids[i, : len(lesson.ids)] = torch.tensor(lesson.ids)
        labels[i, : len(lesson.ids)] = torch.tensor(lesson.labels)
        mask[i, : len(lesson.ids)] = 1
    return {"input_ids": ids, "labels": labels, "attention_mask": mask}, indices


def schedule(step: int, steps: int, peak: float) -> float:
    """Warm-up over 50 steps, then a cosine down to nothing."""
    return peak * min(1.0, (step + 1) / 50) * 0.5 * (1 + math.cos(math.pi * step / steps))


def update(optimizer: torch.optim.Optimizer, loss: Tensor, rate: float) -> None:
    """One clipped step."""
    for group in optimizer.param_groups:
        group["lr"] = rate * group.get("share", 1.0)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 1.0)
    optimizer.step()


def save(model: Gemma4ForConditionalGeneration, tokenizer: Tokenizer, out: Path) -> None:
    """Write a checkpoint folder in the hub's layout, in bf16."""
    out.mkdir(parents=True, exist_ok=True)
    ids = {token: tokenizer.token_to_id(token) for token in vocabulary.CONTROL}
    settings = shape.config(tokenizer.get_vocab_size(), ids)
    weights = {
        name: tensor.detach().to(torch.bfloat16).contiguous().clone()
        for name, tensor in model.state_dict().items()
        if name != "lm_head.weight"
    }
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    generation = {
        "bos_token_id": ids["<bos>"],
        "do_sample": True,
        "eos_token_id": settings["eos_token_id"],
        "pad_token_id": ids["<pad>"],
        # A model this small is only worth listening to where it is sure.
        "temperature": 0.3,
        "top_k": 64,
        "top_p": 0.95,
    }
    processor = {
        "image_processor": {
            "image_processor_type": "Gemma4ImageProcessor",
            "max_soft_tokens": shape.SOFT_TOKENS,
            "patch_size": shape.PATCH,
            "pooling_kernel_size": shape.POOLING,
        },
        "processor_class": "Gemma4Processor",
    }
    for name, content in (
        ("config.json", settings),
        ("generation_config.json", generation),
        ("processor_config.json", processor),
        ("tokenizer_config.json", {"tokenizer_class": "GemmaTokenizer"}),
    ):
        (out / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    tokenizer.save(str(out / "tokenizer.json"))


def main() -> None:
    """Train from nothing, with fixed seeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1150)
    parser.add_argument("--resume", type=int, metavar="STEP", help="go on from what is in --out")
    parser.add_argument("--tower-steps", type=int, default=2600)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    start = options.resume or 0
    tokenizer = vocabulary.train(lessons.corpus(rng, 3000), VOCABULARY)
    ids = {token: tokenizer.token_to_id(token) for token in vocabulary.CONTROL}
    model = shape.build(shape.config(tokenizer.get_vocab_size(), ids))
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters", flush=True)
    gallery = paint_gallery(20000, rng)
    model.train()
    if options.resume is not None:
        model.load_state_dict(load_file(options.out / "model.safetensors"), strict=False)
        rng.seed(SEED + start)
    else:
        teach_tower(model, gallery, options.tower_steps, rng)
        save(model, tokenizer, options.out)
    teach(model, tokenizer, gallery, range(start, options.steps), rng, options.out)
    save(model, tokenizer, options.out)


if __name__ == "__main__":
    main()
