"""The audio tower: what it is played, and how it learns to hear."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import model as shape
import numpy as np
import torch
import voices
from learning import by_length, schedule, update
from torch import Tensor, nn
from transformers import Gemma4AudioFeatureExtractor, Gemma4ForConditionalGeneration

KEPT, ALONE, STRINGS = 480, 7000, 24000
"""How many recordings the ears are measured with, and never taught; how many there are of a word
alone, and how many of anything."""
ALONE_STEPS, STRINGS_STEPS, NUMBER_STEPS = 300, 4000, 8000
RENUMBERED = 1300
"""Steps after which it is looked again where the digits end, in more recordings than before."""
FRAMES = 6400
"""The largest batch of recordings, padding included, in frames of 10 ms."""
_SILENT = math.log(1e-3)


@dataclass(frozen=True)
class Sounds:
    """Recordings as the audio tower takes them: log-mel [frames, 128], float16."""

    heard: list[voices.Heard]
    frames: list[np.ndarray]

    def __add__(self, others: Sounds) -> Sounds:
        return Sounds([*self.heard, *others.heard], [*self.frames, *others.frames])

    def soft_tokens(self, index: int) -> int:
        """How many soft tokens a recording becomes."""
        return -(-len(self.frames[index]) // 4)

    def batches(self, rng: random.Random) -> list[list[int]]:
        """All recordings in batches of about one length, in random order."""
        return by_length(list(range(len(self.heard))), self.soft_tokens, FRAMES // 4, rng)

    def drawn(self, rng: random.Random, steps: int) -> Iterator[tuple[int, list[int]]]:
        """Batches of some recordings after others, one for each step."""
        step = 0
        while step < steps:
            some = rng.sample(range(len(self.heard)), 1000)
            for batch in by_length(some, self.soft_tokens, FRAMES // 4, rng)[: steps - step]:
                yield step, batch
                step += 1

    def said_by_others(self, rng: random.Random) -> Sounds:
        """The same, as if somebody else had said them."""
        return Sounds(self.heard, [said_by_another(frames, rng) for frames in self.frames])


def record(kinds: Sequence[voices.Kind], rng: random.Random) -> Sounds:
    """Record sounds of these kinds."""
    drawn = [(rng.getrandbits(64), kind) for kind in kinds]
    extractor = Gemma4AudioFeatureExtractor()
    sounds = Sounds([], [])
    with ProcessPoolExecutor() as pool:
        for heard, samples in pool.map(record_sound, drawn, chunksize=50):
            features = extractor([samples.astype(np.float32)])
            frames = features["input_features"][0][features["input_features_mask"][0] > 0]
            sounds.heard.append(heard)
            sounds.frames.append(frames.astype(np.float16))
    return sounds


def record_sound(drawn: tuple[int, voices.Kind]) -> tuple[voices.Heard, np.ndarray]:
    """One recording, from its seed and its kind."""
    seed, kind = drawn
    return voices.recording(random.Random(seed), kind)


def said_by_another(frames: np.ndarray, rng: random.Random) -> np.ndarray:
    """A recording as if somebody else had said it, at another pace: [other frames, 128]."""
    return from_another_throat(at_another_pace(frames, rng), rng)


def at_another_pace(frames: np.ndarray, rng: random.Random) -> np.ndarray:
    """A recording said slower or faster: [frames, 128] → [other frames, 128]."""
    count = max(12, int(len(frames) * rng.uniform(0.8, 1.25)))
    at = np.linspace(0, len(frames) - 1, count)
    before = np.floor(at).astype(int)
    after = np.minimum(before + 1, len(frames) - 1)
    share = (at - before)[:, None]
    return (frames[before] * (1 - share) + frames[after] * share).astype(np.float16)


def from_another_throat(frames: np.ndarray, rng: random.Random) -> np.ndarray:
    """A recording as if somebody else had said it, into another microphone: [frames, 128].

    A band of it is silenced, so that no word hangs on one.
    """
    bands = np.arange(shape.MEL_BINS) + rng.randint(-8, 8)
    said = frames[:, bands.clip(0, shape.MEL_BINS - 1)].astype(np.float32)
    low = rng.randrange(shape.MEL_BINS)
    said[:, low : low + rng.randrange(shape.MEL_BINS // 6)] = _SILENT
    if rng.random() < 0.3:
        said += np.linspace(-1, 1, shape.MEL_BINS) * rng.uniform(-1.5, 1.5)
    return np.maximum(said, _SILENT).astype(np.float16)


def hear(
    model: Gemma4ForConditionalGeneration, frames: Sequence[np.ndarray]
) -> tuple[Tensor, Tensor]:
    """What the tower makes of recordings: [recordings, soft tokens, hidden], how many of each."""
    rows = [torch.from_numpy(row).float() for row in frames]
    padded = nn.utils.rnn.pad_sequence(rows, batch_first=True)
    mask = torch.arange(padded.shape[1]) < torch.tensor([len(row) for row in rows])[:, None]
    # The engine, too, computes in bf16; here it is half as long again faster.
    with torch.autocast("cpu", torch.bfloat16):
        out = model.model.audio_tower(padded, mask)
    return out.last_hidden_state.float(), out.attention_mask.sum(-1)


@dataclass(frozen=True)
class Told:
    """What the heads make of recordings, each [recordings, soft tokens, scores].

    `heard` [recordings, soft tokens, hidden] is what the tower made of them, and `counts`
    [recordings] how many soft tokens of each are no padding.
    """

    heard: Tensor
    words: Tensor
    digits: Tensor
    numbers: Tensor
    counts: Tensor

    def words_loss(self, heard: Sequence[voices.Heard]) -> Tensor:
        """How far that is from the words that were said, wherever they end (CTC)."""
        words = [torch.tensor(each.words, dtype=torch.long) for each in heard]
        likely = self.words.log_softmax(-1).transpose(0, 1)
        lengths = torch.tensor([len(row) for row in words])
        return nn.functional.ctc_loss(
            likely, torch.cat(words), self.counts, lengths, blank=voices.WORDS, zero_infinity=True
        )

    def numbers_loss(self, right: Sequence[tuple[Tensor, Tensor] | None]) -> Tensor:
        """How far that is from the last digit and their number at each soft token, if known."""
        loss = torch.zeros(())
        for told, which in ((self.digits, 0), (self.numbers, 1)):
            scores, answers = [torch.zeros(0, told.shape[-1])], [torch.zeros(0, dtype=torch.long)]
            for row, count, known in zip(told, self.counts.tolist(), right, strict=True):
                if known is not None:
                    # A recording that is stretched ends its digits later.
                    at = torch.linspace(0, len(known[which]) - 1, count).round().long()
                    scores.append(row[:count])
                    answers.append(known[which][at])
            summed = nn.functional.cross_entropy(
                torch.cat(scores), torch.cat(answers), reduction="sum"
            )
            loss = loss + summed / max(1, sum(map(len, answers)))
        return loss

    def read(self, row: int) -> str:
        """The digits of a recording, read as the language model is to read them."""
        count = int(self.counts[row])
        numbers = self.numbers[row, :count].argmax(-1)
        return "".join(
            str(self.digits[row, :count][numbers == number].sum(0)[:10].argmax().item())
            for number in range(1, int(numbers[-1]) + 1)
        )


class Ears:
    """The audio tower and its projection, taught under linear heads that are thrown away.

    First words alone, by the mean of a recording's soft tokens, as CTC from nothing stayed at
    chance for hundreds of steps. Then each word of a string, once, at a soft token of the tower's
    choice (CTC). By then the tower itself knows where most words end, and is taught to tell at
    each soft token which digit was the last and how many there were, so that the language model
    only looks up the third, say; left to count for itself it did not learn to.

    Attributes:
        heads: what is thrown away in the end.
    """

    def __init__(self, model: Gemma4ForConditionalGeneration) -> None:
        self._model = model
        self.heads = shape.SpeechHeads(shape.TEXT["hidden_size"], voices.WORDS, voices.LONGEST)
        learning = (model.model.audio_tower, model.model.embed_audio, self.heads)
        self._optimizer = torch.optim.AdamW(
            [p for module in learning for p in module.parameters()], weight_decay=0.01
        )

    def learn(self, rng: random.Random) -> None:
        """Go through all three."""
        alone, strings = record(["alone"] * ALONE, rng), record(["any"] * STRINGS, rng)
        self._learn_words_alone(alone, rng)
        self._learn_strings(alone + strings, rng)
        self._learn_numbers(alone + strings, record(["kept"] * KEPT, rng), rng)

    def listen(self, frames: Sequence[np.ndarray]) -> Told:
        """What is told of recordings."""
        heard, counts = hear(self._model, frames)
        soft_tokens = self._model.model.embed_audio(inputs_embeds=heard)
        return Told(heard, *self.heads(soft_tokens), counts)

    def _learn_words_alone(self, alone: Sounds, rng: random.Random) -> None:
        for step, indices in alone.drawn(rng, ALONE_STEPS):
            told = self.listen([said_by_another(alone.frames[i], rng) for i in indices])
            said = torch.stack(
                [row[:n].mean(0) for row, n in zip(told.words, told.counts, strict=True)]
            )
            right = torch.tensor([alone.heard[i].words[0] for i in indices])
            loss = nn.functional.cross_entropy(said, right)
            update(self._optimizer, loss, rate=schedule(step, ALONE_STEPS, 1e-3))
            if step % 50 == 49:
                share = (said.argmax(-1) == right).float().mean()
                print(f"words alone {step + 1}: loss {loss:.3f}, right {share:.1%}", flush=True)

    def _learn_strings(self, sounds: Sounds, rng: random.Random) -> None:
        for step, indices in sounds.drawn(rng, STRINGS_STEPS):
            told = self.listen([said_by_another(sounds.frames[i], rng) for i in indices])
            loss = told.words_loss([sounds.heard[i] for i in indices])
            update(self._optimizer, loss, rate=schedule(step, STRINGS_STEPS, 1e-3))
            if step % 50 == 49:
                print(f"strings {step + 1}: loss {loss:.3f}", flush=True)

    def _learn_numbers(self, sounds: Sounds, kept: Sounds, rng: random.Random) -> None:
        numbers: dict[int, tuple[Tensor, Tensor]] = {}
        for step, indices in sounds.drawn(rng, NUMBER_STEPS):
            if step % RENUMBERED == 0:
                numbers = self.number(sounds, rng)
                print(f"{len(numbers)} of {len(sounds.heard)} are numbered", flush=True)
            told = self.listen([said_by_another(sounds.frames[i], rng) for i in indices])
            loss = told.words_loss([sounds.heard[i] for i in indices])
            loss = loss + told.numbers_loss([numbers.get(i) for i in indices])
            update(self._optimizer, loss, rate=schedule(step, NUMBER_STEPS, 1.5e-3))
            if step % 50 == 49:
                print(f"numbers {step + 1}: loss {loss:.3f}", flush=True)
            if step % 300 == 299:
                print(f"numbers {step + 1}: right {self._right(kept, rng)}", flush=True)

    @torch.no_grad()
    def number(self, sounds: Sounds, rng: random.Random) -> dict[int, tuple[Tensor, Tensor]]:
        """Where the digits end in those recordings of which the ears take every word."""
        found: dict[int, tuple[Tensor, Tensor]] = {}
        for indices in sounds.batches(rng):
            told = self.listen([sounds.frames[i] for i in indices])
            named = told.words.argmax(-1)
            for i, row, count in zip(indices, named, told.counts, strict=True):
                if (numbers := number_digits(row[:count], sounds.heard[i].words)) is not None:
                    found[i] = numbers
        return found

    @torch.no_grad()
    def _right(self, kept: Sounds, rng: random.Random) -> str:
        """Of how many recordings the digits are right."""
        right: Counter[str | None] = Counter()
        for indices in kept.batches(rng):
            told = self.listen([kept.frames[i] for i in indices])
            for row, i in enumerate(indices):
                right[kept.heard[i].language] += told.read(row) == kept.heard[i].digits
        of = Counter(heard.language for heard in kept.heard)
        return ", ".join(f"{right[language]} of {of[language]} {language}" for language in of)


def number_digits(named: Tensor, words: list[int]) -> tuple[Tensor, Tensor] | None:
    """What the ears took for the end of which word → the last digit at each soft token, and how
    many there were: twice [soft tokens]. None where that are not the words that were said.
    """
    begins = torch.cat([torch.tensor([True]), named[1:] != named[:-1]])
    ends = begins & (named < voices.WORDS)
    if named[ends].tolist() != words:
        return None
    last, number = torch.full_like(named, 10), torch.zeros_like(named)
    for place in ends.nonzero()[:, 0].tolist():
        if (digit := int(named[place]) % (voices.WORDS // 2)) < 10:
            last[place:] = digit
            number[place:] += 1
    return last, number
