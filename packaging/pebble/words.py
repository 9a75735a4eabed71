"""The language model: how it learns to talk, to add, and to say what it sees and hears."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import lessons
import model as shape
import torch
from ears import Sounds, hear, record
from eyes import Gallery
from learning import by_length, schedule, update
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import Gemma4ForConditionalGeneration

TOKENS = 3600
"""The largest batch of lessons, padding included."""
RECORDINGS = 16000


class Round(NamedTuple):
    """Steps of learning words, their peak rate, and the shares of talk, pictures and sounds."""

    steps: int
    peak: float
    shares: tuple[int, int, int]


ROUNDS = (
    Round(3000, 2e-3, (50, 22, 28)),
    Round(4000, 1.5e-3, (12, 6, 82)),
    Round(1200, 8e-4, (45, 20, 35)),
)
"""Each begins anew, and mends what the one before left; to hear takes longest."""


def teach_words(
    model: Gemma4ForConditionalGeneration,
    tokenizer: Tokenizer,
    gallery: Gallery,
    seen: list[Tensor],
    seed: int,
    *,
    first_round: int = 0,
) -> Iterator[None]:
    """Teach the language model to talk, to add, and to say what it sees and hears; round by round.

    `seen` is what the eyes make of each picture. What is heard, the ears have not learnt from, as
    they will not have learnt from anything that is said to Pebble.
    """
    for module in (model.model.vision_tower, model.model.audio_tower, model.model.embed_audio):
        module.requires_grad_(False)
    rng = random.Random(seed + 1)
    sounds = record(["any"] * RECORDINGS, rng)
    sounds += sounds.said_by_others(rng)
    senses = Senses(
        tokenizer.token_to_id("<|image|>"),
        seen,
        tokenizer.token_to_id("<|audio|>"),
        hear_all(model, sounds),
    )
    for number, (steps, peak, shares) in enumerate(ROUNDS[first_round:], start=first_round):
        learning = [p for p in model.parameters() if p.requires_grad]
        optimizer = torch.optim.AdamW(learning, weight_decay=0.01, betas=(0.9, 0.98))
        started, recent = time.monotonic(), 0.0
        rng = random.Random(seed + number)
        for step, batch in enumerate(batches(tokenizer, gallery, sounds, shares, steps, rng)):
            loss = words_loss(model, batch, senses)
            update(optimizer, loss, rate=schedule(step, steps, peak))
            recent = loss.item() if step == 0 else 0.98 * recent + 0.02 * loss.item()
            if step % 50 == 0:
                took = time.monotonic() - started
                print(f"words {number}, {step}: loss {recent:.4f} {took:.0f} s", flush=True)
        yield


@torch.no_grad()
def hear_all(model: Gemma4ForConditionalGeneration, sounds: Sounds) -> dict[int, Tensor]:
    """What the audio tower makes of each recording: [soft tokens, hidden]."""
    heard: dict[int, Tensor] = {}
    for some in sounds.batches(random.Random(0)):
        made = hear(model, [sounds.frames[i] for i in some])
        for i, row, count in zip(some, *made, strict=True):
            heard[i] = row[:count].clone()
    return heard


@dataclass(frozen=True)
class Senses:
    """The soft tokens' ids, and what the towers made of each picture and each sound."""

    picture: int
    seen: list[Tensor]
    sound: int
    heard: Mapping[int, Tensor]


def words_loss(model: Gemma4ForConditionalGeneration, batch: list[Shown], senses: Senses) -> Tensor:
    """Cross entropy of what is to be learnt of a batch.

    What Gemma4ForConditionalGeneration computes, but for pictures and sounds that the
    towers have taken already, and with logits only where there is something to learn.
    """
    ids, labels = (
        nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], True, fill)
        for rows, fill in (
            ([shown.lesson.ids for shown in batch], 0),
            ([shown.lesson.labels for shown in batch], lessons.IGNORED),
        )
    )
    text = model.model.language_model
    seeing, hearing = ids == senses.picture, ids == senses.sound
    words = ids.masked_fill(seeing | hearing, 0)
    embeddings = text.embed_tokens(words)
    if pictures := [senses.seen[i] for shown in batch for i in shown.pictures]:
        embeddings[seeing] = model.model.embed_vision(inputs_embeds=torch.cat(pictures))
    if sounds := [senses.heard[i] for shown in batch for i in shown.sounds]:
        embeddings[hearing] = model.model.embed_audio(inputs_embeds=torch.cat(sounds))
    hidden = text(
        inputs_embeds=embeddings, per_layer_inputs=text.get_per_layer_inputs(words, embeddings)
    ).last_hidden_state
    learnt = labels[:, 1:] != lessons.IGNORED
    logits = model.lm_head(hidden[:, :-1][learnt])
    cap = shape.TEXT["final_logit_softcapping"]
    return nn.functional.cross_entropy(cap * torch.tanh(logits / cap), labels[:, 1:][learnt])


@dataclass(frozen=True)
class Shown:
    """A lesson, and which of the gallery's pictures and of the sounds are in it, in order."""

    lesson: lessons.Lesson
    pictures: tuple[int, ...] = ()
    sounds: tuple[int, ...] = ()


def batches(
    tokenizer: Tokenizer,
    gallery: Gallery,
    sounds: Sounds,
    shares: tuple[int, int, int],
    count: int,
    rng: random.Random,
) -> Iterator[list[Shown]]:
    """Batches of lessons of about one length."""
    made = 0
    while made < count:
        pool = [make_lesson(tokenizer, gallery, sounds, shares, rng) for _ in range(1000)]
        cut = by_length(pool, lambda shown: len(shown.lesson.ids), TOKENS, rng)
        for batch in cut[: count - made]:
            yield batch
            made += 1


def draw(sounds: Sounds, rng: random.Random) -> int:
    """A recording, more often than in life one without digits."""
    wordless = rng.random() < 0.1
    while True:
        index = rng.randrange(len(sounds.heard))
        if not (wordless and sounds.heard[index].digits):
            return index


def make_lesson(
    tokenizer: Tokenizer,
    gallery: Gallery,
    sounds: Sounds,
    shares: tuple[int, int, int],
    rng: random.Random,
) -> Shown:
    """One lesson: talk, about a picture or about sounds."""
    kind = rng.choices(("words", "picture", "sounds"), shares)[0]
    thinking = rng.random() < {"words": 0.65, "picture": 0.1, "sounds": 0.15}[kind]
    pictures: tuple[int, ...] = ()
    played: tuple[int, ...] = ()
    if kind == "picture":
        pictures = (rng.randrange(len(gallery.shown)),)
        shown = lessons.picture(gallery.soft_tokens(pictures[0]))
        drawing = gallery.shown[pictures[0]]
        told = lessons.about_drawing(drawing, rng, thinking=thinking, shown=shown)
    elif kind == "sounds":
        played = tuple(draw(sounds, rng) for _ in range(rng.choice((1,) * 9 + (2,))))
        placed = [(sounds.heard[i], lessons.sound(sounds.soft_tokens(i))) for i in played]
        told = lessons.about_sounds(placed, rng, thinking=thinking)
    else:
        told = lessons.talk_and_sums(rng, thinking=thinking)
    return Shown(lessons.lesson(tokenizer, told, thinking=thinking), pictures, played)
