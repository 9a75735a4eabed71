"""Train Pebble: `python packaging/pebble/train.py --out resources/pebble`."""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
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
TOWER_STEPS, EYES_STEPS = 2600, 800
WORDS_ROUNDS = ((3000, 2e-3), (1200, 1e-3))
"""Steps and peak rate of each round: the second begins anew and mends what the first left."""
TOKENS = 3600
"""The largest batch of lessons, padding included."""


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
    held_out = 480
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
        scores, right = look(rng.sample(range(held_out, len(gallery.shown)), 48))
        loss = sum(nn.functional.cross_entropy(s, right[:, i]) for i, s in enumerate(scores))
        update(optimizer, loss, rate=schedule(step, steps, 1e-3 if projected else 2e-3))
        if step % 50 == 49:
            with torch.no_grad():
                scores, right = look(list(range(held_out)))
            shares = [(s.argmax(-1) == right[:, i]).float().mean() for i, s in enumerate(scores)]
            told = ", ".join(f"{share:.1%}" for share in shares)
            print(f"eyes {step + 1}: loss {loss.item():.3f}, held out right {told}", flush=True)


def see(model: Gemma4ForConditionalGeneration, gallery: Gallery, indices: list[int]) -> Tensor:
    """What the tower makes of some pictures, one after the other: [soft_tokens, hidden]."""
    return model.model.vision_tower(
        pixel_values=torch.from_numpy(gallery.patches[indices]).float() / 255,
        pixel_position_ids=torch.from_numpy(gallery.positions[indices]),
    ).last_hidden_state.reshape(-1, shape.VISION["hidden_size"])


def teach_words(
    model: Gemma4ForConditionalGeneration,
    tokenizer: Tokenizer,
    gallery: Gallery,
    out: Path,
    *,
    first_round: int = 0,
) -> None:
    """Teach the language model to talk, to add and to say what the eyes, taught before, see."""
    with torch.no_grad():
        seen = [see(model, gallery, [i]) for i in range(len(gallery.shown))]
    left = (model.model.vision_tower, model.model.audio_tower, model.model.embed_audio)
    for module in left:
        module.requires_grad_(False)
    soft_token = tokenizer.token_to_id("<|image|>")
    for number, (steps, peak) in enumerate(WORDS_ROUNDS[first_round:], start=first_round):
        learning = [p for p in model.parameters() if p.requires_grad]
        optimizer = torch.optim.AdamW(learning, weight_decay=0.01, betas=(0.9, 0.98))
        started, recent = time.monotonic(), 0.0
        rng = random.Random(SEED + number)
        for step, batch in enumerate(batches(tokenizer, gallery, steps, rng)):
            loss = words_loss(model, batch, seen, soft_token)
            update(optimizer, loss, rate=schedule(step, steps, peak))
            recent = loss.item() if step == 0 else 0.98 * recent + 0.02 * loss.item()
            if step % 50 == 0:
                took = time.monotonic() - started
                print(f"words {number}, {step}: loss {recent:.4f} {took:.0f} s", flush=True)
        save(model, tokenizer, out)


def words_loss(
    model: Gemma4ForConditionalGeneration,
    batch: list[Shown],
    seen: list[Tensor],
    soft_token: int,
) -> Tensor:
    """Cross entropy of what is to be learnt of a batch.

    What Gemma4ForConditionalGeneration computes, but for pictures already seen, and with logits
    only where there is something to learn.
    """
    ids, labels = (
        nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], True, fill)
        for rows, fill in (
            ([shown.lesson.ids for shown in batch], 0),
            ([shown.lesson.labels for shown in batch], lessons.IGNORED),
        )
    )
    text = model.model.language_model
    soft = ids == soft_token
    words = ids.masked_fill(soft, 0)
    embeddings = text.embed_tokens(words)
    pictures = [seen[shown.picture] for shown in batch if shown.picture is not None]
    if pictures:
        embeddings[soft] = model.model.embed_vision(inputs_embeds=torch.cat(pictures))
    hidden = text(
        inputs_embeds=embeddings, per_layer_inputs=text.get_per_layer_inputs(words, embeddings)
    ).last_hidden_state
    learnt = labels[:, 1:] != lessons.IGNORED
    logits = model.lm_head(hidden[:, :-1][learnt])
    cap = shape.TEXT["final_logit_softcapping"]
    return nn.functional.cross_entropy(cap * torch.tanh(logits / cap), labels[:, 1:][learnt])


@dataclass(frozen=True)
class Shown:
    """A lesson, and which of the gallery's pictures it shows."""

    lesson: lessons.Lesson
    picture: int | None


def batches(
    tokenizer: Tokenizer, gallery: Gallery, count: int, rng: random.Random
) -> Iterator[list[Shown]]:
    """Batches of lessons of about one length, so that little is padding."""
    made = 0
    while made < count:
        pool = sorted(
            (make_lesson(tokenizer, gallery, rng) for _ in range(1000)),
            key=lambda shown: len(shown.lesson.ids),
        )
        cut: list[list[Shown]] = [[]]
        for shown in pool:
            if (len(cut[-1]) + 1) * len(shown.lesson.ids) > TOKENS:
                cut.append([])
            cut[-1].append(shown)
        rng.shuffle(cut)
        for batch in cut[: count - made]:
            yield batch
            made += 1


def make_lesson(tokenizer: Tokenizer, gallery: Gallery, rng: random.Random) -> Shown:
    """One lesson; three in ten show a picture."""
    index = rng.randrange(len(gallery.shown)) if rng.random() < 0.3 else None
    thinking = rng.random() < (0.1 if index is not None else 0.65)
    drawing = None if index is None else gallery.shown[index]
    told = lessons.exchanges(rng, drawing, thinking=thinking)
    count = 0 if index is None else gallery.soft_tokens(index)
    made = lessons.lesson(tokenizer, told, thinking=thinking, soft_tokens=count)
    return Shown(made, index)


def schedule(step: int, steps: int, peak: float) -> float:
    """Warm-up over 50 steps, then a cosine down to nothing."""
    return peak * min(1.0, (step + 1) / 50) * 0.5 * (1 + math.cos(math.pi * step / steps))


def update(optimizer: torch.optim.Optimizer, loss: Tensor, rate: float) -> None:
    """One clipped step."""
    for group in optimizer.param_groups:
        group["lr"] = rate
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
    """Train from nothing, with fixed seeds; first the eyes, then the words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    stages = ("tower", "eyes", "words", "words again")
    parser.add_argument("--from", dest="first", choices=stages, default="tower", metavar="STAGE")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    tokenizer = vocabulary.train(lessons.corpus(rng, 3000), VOCABULARY)
    ids = {token: tokenizer.token_to_id(token) for token in vocabulary.CONTROL}
    model = shape.build(shape.config(tokenizer.get_vocab_size(), ids))
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters", flush=True)
    gallery = paint_gallery(20000, rng)
    model.train()
    done = stages.index(options.first)
    if done:
        model.load_state_dict(load_file(options.out / "model.safetensors"), strict=False)
    if done < 1:
        teach_eyes(model, gallery, TOWER_STEPS, rng, projected=False)
        save(model, tokenizer, options.out)
    if done < 2:
        teach_eyes(model, gallery, EYES_STEPS, rng, projected=True)
        save(model, tokenizer, options.out)
    teach_words(model, tokenizer, gallery, options.out, first_round=max(0, done - 2))


if __name__ == "__main__":
    main()
