"""What a loaded model makes of a few words, drawings and spoken digits.

A model that knows language has to tell them: of drawings the colour and the shape, of sounds the
digit. What it says is compared between them, so that its liking for a word counts for nothing: a
trial is right where the true word gains most, of all the words, over its mean. Of a model that has
learnt nothing it can only be said whether what is shown or played changes what it says.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import mlx.core as mx
import numpy as np
from numpy.typing import NDArray

from desktop.conversation import Conversation, Part, Picture, Sound, Text, Turn
from desktop.engine.reading import PromptEmbeddings, read
from desktop.gemma4.checkpoint import Checkpoint
from desktop.gemma4.model import Gemma4
from desktop.listening import Task
from desktop.models.findings import Finding
from desktop.places import RESOURCES

from .processor import soft_tokens

DRAWINGS = (("red", "circle"), ("green", "square"), ("blue", "triangle"), ("yellow", "star"))
SPOKEN = {"1": "one", "3": "three", "5": "five", "6": "six", "7": "seven", "9": "nine"}
_FOLDER = RESOURCES / "doctor"
_QUESTION, _OPENING = "Which shape and which colour?", "A"
_DETAIL = 70  # soft tokens
_EXCHANGES = (("Thank you", "You are welcome!"), ("What is 2 + 2?", "2 + 2 = 4"))
_PASSED = 2 / 3
"""The part of the trials that must be right: guessing gets there once in a hundred times."""
_CHANGED = 0.01
"""Nats by which some word must be likelier or less likely; rounding moves none as far."""
_PUBLISHED_VOCABULARY = 100_000
"""Tokens; models made for tests have fewer."""

_Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Trial:
    """How often a sense was right, and what is wrong with it, if anything.

    Nothing is tried of a sense that changes nothing, or of a model that does not talk.
    """

    right: int
    tried: int
    finding: Finding | None


def try_words(checkpoint: Checkpoint, model: Gemma4) -> Finding | None:
    """Whether plain answers are likely to the model; None where they are.

    They must be so by half of what they would be to one who knows the vocabulary and no more.
    """
    lengths = [_answer_nats(checkpoint, model, *exchange) for exchange in _EXCHANGES]
    nats = float(np.concatenate(lengths).mean())
    guess = math.log(checkpoint.config.text.vocab_size)
    if not math.isfinite(nats):
        return Finding.of("no_numbers")
    if nats < guess / 2:
        return None
    if checkpoint.config.text.vocab_size < _PUBLISHED_VOCABULARY:
        return Finding.of("untrained")
    return Finding.of("talks_nonsense", nats=f"{nats:.1f}", guess=f"{guess:.1f}")


def try_eyes(checkpoint: Checkpoint, model: Gemma4, *, talks: bool) -> Trial:
    """Show drawings, of which a model that talks must tell the colour, then the shape."""
    detail = min(_DETAIL, soft_tokens(checkpoint.folder))
    drawings = DRAWINGS if talks else DRAWINGS[:2]
    said: list[_Scores] = []
    for colour, shape in drawings:
        picture = Picture(str(_FOLDER / f"{colour} {shape}.png"), detail)
        question = (picture, Text(_QUESTION))
        said.append(_said(checkpoint, model, question, _OPENING, f" {colour}"))
    by_colour, by_shape = np.stack([s[0] for s in said]), np.stack([s[-1] for s in said])
    if finding := _unchanged("sees", by_colour):
        return Trial(0, 0, finding)
    if not talks:
        return Trial(0, 0, None)
    colours, shapes = (_first_ids(checkpoint, words) for words in zip(*DRAWINGS, strict=True))
    right = _told_apart(by_colour[:, colours]) + _told_apart(by_shape[:, shapes])
    return _judge("sees", right, 2 * len(DRAWINGS))


def try_ears(checkpoint: Checkpoint, model: Gemma4, *, talks: bool) -> Trial:
    """Play digits, which a model that talks must write down. All sounds are equally long."""
    task = Task(spoken="English")
    digits = [*SPOKEN] if talks else [*SPOKEN][:2]
    sounds = [Sound(str(_FOLDER / f"{digit}.flac"), task) for digit in digits]
    said = np.stack([_said(checkpoint, model, (sound,))[-1] for sound in sounds])
    if finding := _unchanged("hears", said):
        return Trial(0, 0, finding)
    if not talks:
        return Trial(0, 0, None)
    ids = [checkpoint.tokenizer.encode(d, add_special_tokens=False).ids[0] for d in digits]
    return _judge("hears", _told_apart(said[:, ids]), len(digits))


def _unchanged(sense: str, said: _Scores) -> Finding | None:
    """What is wrong where no medium changes what is said, [media, vocabulary] in nats."""
    if not np.isfinite(said).all():
        return Finding.of(f"{sense}_no_numbers")
    if np.abs(said - said[0]).max() <= _CHANGED:
        return Finding.of(f"{sense}_nothing")
    return None


def _judge(sense: str, right: int, tried: int) -> Trial:
    wrong = right < _PASSED * tried
    finding = Finding.of(f"{sense}_wrong", right=right, tried=tried) if wrong else None
    return Trial(right, tried, finding)


def _told_apart(scores: _Scores) -> int:
    """For how many rows the word of their own place gains most over the mean of all rows."""
    gains = scores - scores.mean(axis=0)
    return int((gains.argmax(axis=-1) == np.arange(len(scores))).sum())


def _first_ids(checkpoint: Checkpoint, words: Sequence[str]) -> list[int]:
    encode = checkpoint.tokenizer.encode
    return [encode(f" {word}", add_special_tokens=False).ids[0] for word in words]


def _answer_nats(checkpoint: Checkpoint, model: Gemma4, question: str, answer: str) -> _Scores:
    """How unlikely each token of an answer is, in nats: [tokens]."""
    ids = checkpoint.tokenizer.encode(answer, add_special_tokens=False).ids
    said = _likelihoods(checkpoint, model, (Text(question),), ids)
    return -said[np.arange(len(ids)), ids]


def _said(
    checkpoint: Checkpoint, model: Gemma4, question: tuple[Part, ...], *opening: str
) -> _Scores:
    """How likely each token is after each piece of an opening, or at once: [pieces, vocabulary]."""
    pieces = [checkpoint.tokenizer.encode(o, add_special_tokens=False).ids for o in opening]
    said = _likelihoods(checkpoint, model, question, [id for piece in pieces for id in piece])
    ends = np.cumsum([len(piece) for piece in pieces])
    return said[ends] if opening else said


def _likelihoods(
    checkpoint: Checkpoint, model: Gemma4, question: tuple[Part, ...], opening: Sequence[int]
) -> _Scores:
    """The likelihood of each token, in nats, as a reply begins and after each of its tokens.

    [1 + opening, vocabulary]
    """
    conversation = Conversation((Turn("user", question),))
    (reading,) = read(conversation, checkpoint, model)
    prompt = PromptEmbeddings(model, replace(reading, ids=[*reading.ids, *opening]))
    hidden = model.hidden(prompt.stretch(0, prompt.count), model.make_cache())
    logits = model.logits(hidden[-1 - len(opening) :]).astype(mx.float32)
    return np.array(logits - mx.logsumexp(logits, axis=-1, keepdims=True))
