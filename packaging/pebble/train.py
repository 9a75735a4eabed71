"""Train Pebble: `python packaging/pebble/train.py --out resources/pebble`."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import lessons
import model as shape
import tokenizer as vocabulary
import torch
from ears import Ears
from eyes import EYES_STEPS, TOWER_STEPS, look_at_all, paint_gallery, teach_eyes
from folder import save
from safetensors.torch import load_file
from together import teach_together
from tokenizers import Tokenizer
from words import teach_words

VOCABULARY = 1600
SEED = 20261123


def main() -> None:
    """Train from nothing, with fixed seeds: eyes, ears, words, then ears and words together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    stages = ("tower", "eyes", "ears", "words", "words again", "last words", "together")
    parser.add_argument("--from", dest="first", choices=stages, default="tower", metavar="STAGE")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    done = stages.index(options.first)
    if done:
        # Weights know their own vocabulary only.
        tokenizer = Tokenizer.from_file(str(options.out / "tokenizer.json"))
    else:
        tokenizer = vocabulary.train(lessons.corpus(rng, 3000), VOCABULARY)
    ids = {token: tokenizer.token_to_id(token) for token in vocabulary.CONTROL}
    model = shape.build(shape.config(tokenizer.get_vocab_size(), ids))
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters", flush=True)
    gallery = paint_gallery(20000, rng)
    model.train()
    if done:
        model.load_state_dict(load_file(options.out / "model.safetensors"), strict=False)
    if done < 1:
        teach_eyes(model, gallery, TOWER_STEPS, rng, projected=False)
        save(model, tokenizer, options.out)
    if done < 2:
        teach_eyes(model, gallery, EYES_STEPS, rng, projected=True)
        save(model, tokenizer, options.out)
    seen = look_at_all(model, gallery)
    ears = Ears(model)
    heads = options.out / "speech_heads.pt"
    if done < 3:
        ears.learn(random.Random(SEED))
        save(model, tokenizer, options.out)
        torch.save(ears.heads.state_dict(), heads)
    else:
        ears.heads.load_state_dict(torch.load(heads))
    if done < 6:
        first_round = max(0, done - 3)
        for _ in teach_words(model, tokenizer, gallery, seen, SEED, first_round=first_round):
            save(model, tokenizer, options.out)
    teach_together(model, tokenizer, gallery, seen, ears, SEED)
    save(model, tokenizer, options.out)


if __name__ == "__main__":
    main()
