"""The last lessons, in which the ears learn along with the words."""

from __future__ import annotations

import random

import torch
from ears import Ears, from_another_throat, record
from eyes import Gallery
from learning import schedule, update
from tokenizers import Tokenizer
from torch import Tensor
from transformers import Gemma4ForConditionalGeneration
from words import Senses, batches, words_loss

RECORDINGS = 21000
STEPS, PEAK = 1600, 8e-4
SHARES = (12, 6, 82)
"""Of talk, pictures and sounds."""
HEADS = 0.2
"""How much it counts what the ears tell under their heads, beside what the words make of it."""


def teach_together(
    model: Gemma4ForConditionalGeneration,
    tokenizer: Tokenizer,
    gallery: Gallery,
    seen: list[Tensor],
    ears: Ears,
    seed: int,
) -> None:
    """Teach the ears what the words miss: they number digits better where it is asked for.

    `seen` is what the eyes make of each picture.
    """
    rng = random.Random(seed + 2)
    sounds = record(["any"] * RECORDINGS, rng)
    numbers = ears.number(sounds, rng)
    for module in (model.model.audio_tower, model.model.embed_audio):
        module.requires_grad_(True)
    model.model.vision_tower.requires_grad_(False)
    learning = [*ears.heads.parameters(), *(p for p in model.parameters() if p.requires_grad)]
    optimizer = torch.optim.AdamW(learning, weight_decay=0.01, betas=(0.9, 0.98))
    for step, batch in enumerate(batches(tokenizer, gallery, sounds, SHARES, STEPS, rng)):
        played = sorted({i for shown in batch for i in shown.sounds})
        loss = torch.zeros(())
        heard: dict[int, Tensor] = {}
        if played:
            # Not at another pace: a lesson has a place for as many soft tokens as there were.
            told = ears.listen([from_another_throat(sounds.frames[i], rng) for i in played])
            heard = {i: told.heard[row, : told.counts[row]] for row, i in enumerate(played)}
            loss = told.words_loss([sounds.heard[i] for i in played])
            loss = HEADS * (loss + told.numbers_loss([numbers.get(i) for i in played]))
        senses = Senses(
            tokenizer.token_to_id("<|image|>"), seen, tokenizer.token_to_id("<|audio|>"), heard
        )
        loss = loss + words_loss(model, batch, senses)
        update(optimizer, loss, rate=schedule(step, STEPS, PEAK))
        if step % 50 == 0:
            print(f"together {step}: loss {loss:.4f}", flush=True)
