"""Whether tokenizer, config and weights speak of the same tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from desktop.gemma4.checkpoint import END_TOKENS, Checkpoint
from desktop.models.findings import Finding
from desktop.side_files import mapping, read_side_file

GENERATION, TOKENIZER = "generation_config.json", "tokenizer_config.json"
THINKING = ("<|think|>", "<|channel>", "<channel|>")
PICTURES, SOUNDS = ("<|image>", "<image|>"), ("<|audio>", "<audio|>")
TOOLS = (
    *("<|tool>", "<tool|>", "<|tool_call>", "<tool_call|>"),
    *("<|tool_response>", "<tool_response|>", '<|"|>'),
)
_DECLARED = {
    "image_token_id": "<|image|>",
    "audio_token_id": "<|audio|>",
    "video_token_id": "<|video|>",
    "boi_token_id": "<|image>",
    "eoi_token_id": "<image|>",
    "boa_token_id": "<|audio>",
    "eoa_token_id": "<audio|>",
    "eoa_token_index": "<audio|>",
    "bos_token_id": "<bos>",
    "pad_token_id": "<pad>",
}
"""The tokens that config.json gives the ids of."""
_FILLED_UP = 0.01
"""The part of a vocabulary that may be rows without a token, which round its size up."""


def check_vocabulary(checkpoint: Checkpoint) -> Iterator[Finding]:
    """What the tokenizer lacks, or knows otherwise than config and weights."""
    tokenizer, rows = checkpoint.tokenizer, checkpoint.config.text.vocab_size
    tokens = tokenizer.get_vocab_size(with_added_tokens=True)
    highest = max(tokenizer.get_vocab(with_added_tokens=True).values(), default=0)
    if highest >= rows or tokens < rows * (1 - _FILLED_UP):
        yield Finding.of("wrong_vocabulary", tokens=tokens, rows=rows)
        return
    media = (*PICTURES * checkpoint.sees, *SOUNDS * checkpoint.hears)
    for kind, needed in (
        ("missing_media_tokens", media),
        ("cannot_think", THINKING),
        ("cannot_call_tools", TOOLS),
    ):
        if lacking := missing_tokens(checkpoint, needed):
            yield Finding.of(kind, tokens=", ".join(lacking))
    declared = read_side_file(checkpoint.folder / "config.json") or {}
    if wrong := list(_disagreements(checkpoint, declared)):
        yield Finding.of("wrong_token_ids", tokens=", ".join(wrong))


def missing_tokens(checkpoint: Checkpoint, tokens: Iterable[str]) -> list[str]:
    """Those that the tokenizer does not know."""
    return [token for token in tokens if checkpoint.tokenizer.token_to_id(token) is None]


def end_ids(checkpoint: Checkpoint) -> dict[str, int]:
    """The tokens that end the model's part, with their ids."""
    known = ((token, checkpoint.tokenizer.token_to_id(token)) for token in END_TOKENS)
    return {token: id for token, id in known if id is not None}


def check_generation(checkpoint: Checkpoint) -> Iterator[Finding]:
    """Ends of an answer that are not declared, and whether the tokenizer's own config is there."""
    generation = read_side_file(checkpoint.folder / GENERATION) or {}
    config = read_side_file(checkpoint.folder / "config.json") or {}
    said = generation.get("eos_token_id", config.get("eos_token_id"))
    declared = said if isinstance(said, list) else [said]
    lacking = [token for token, id in end_ids(checkpoint).items() if id not in declared]
    if lacking:
        yield Finding.of("missing_end_tokens", tokens=", ".join(lacking))
    if read_side_file(checkpoint.folder / TOKENIZER) is None:
        yield Finding.of("missing_tokenizer_config")


def _disagreements(checkpoint: Checkpoint, declared: Mapping[str, Any]) -> Iterator[str]:
    """Tokens whose ids the config gives otherwise, for the senses that the model has."""
    text = mapping(declared.get("text_config")) or {}
    lost = {"image", "video"} if not checkpoint.sees else set[str]()
    lost |= {"audio"} if not checkpoint.hears else set[str]()
    for name, token in _DECLARED.items():
        id = declared.get(name, text.get(name))
        known = checkpoint.tokenizer.token_to_id(token)
        if any(sense in token for sense in lost) or id is None or known is None:
            continue
        if id != known:
            yield token
