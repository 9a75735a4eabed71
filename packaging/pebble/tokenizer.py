"""Pebble's vocabulary: Gemma's control tokens, every byte, and what its own talk needs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
from tokenizers.trainers import BpeTrainer

CONTROL = [
    "<pad>",
    "<eos>",
    "<bos>",
    "<unk>",
    "<mask>",
    "<|tool>",
    "<tool|>",
    "<|tool_call>",
    "<tool_call|>",
    "<|tool_response>",
    "<tool_response|>",
    '<|"|>',
    "<|think|>",
    "<|channel>",
    "<channel|>",
    "<|turn>",
    "<turn|>",
    "<|image>",
    "<image|>",
    "<|image|>",
    "<|audio>",
    "<audio|>",
    "<|audio|>",
    "<|video|>",
]


def train(corpus: Iterable[str], size: int) -> Tokenizer:
    """Learn byte-fallback BPE as Gemma's: words begin with ▁, and digits stand alone."""
    learner = Tokenizer(models.BPE())
    learner.normalizer = normalizers.Replace(" ", "▁")
    learner.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex("[0-9\n+=]"), "isolated"),
            pre_tokenizers.Split("▁", "merged_with_next"),
        ]
    )
    own = size - len(CONTROL) - 256
    learner.train_from_iterator(corpus, BpeTrainer(vocab_size=own, show_progress=False))
    learned = json.loads(learner.to_str())["model"]
    words = [*CONTROL, *(f"<0x{byte:02X}>" for byte in range(256))]
    words += sorted(learned["vocab"], key=learned["vocab"].__getitem__)
    merges = [tuple(pair) for pair in learned["merges"]]
    tokenizer = Tokenizer(
        models.BPE(
            vocab={word: i for i, word in enumerate(words)},
            merges=merges,
            unk_token="<unk>",
            fuse_unk=True,
            byte_fallback=True,
        )
    )
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    )
    tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in CONTROL])
    return tokenizer
