"""Train Pebble: `python packaging/pebble/train.py --out resources/pebble`."""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

import drawings
import lessons
import model as shape
import numpy as np
import tokenizer as vocabulary
import torch
import voices
from PIL import Image
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import Gemma4AudioFeatureExtractor, Gemma4ForConditionalGeneration

from desktop.doctor.processor import processor_config
from desktop.gemma4.config import Config

VOCABULARY = 1600
PATCHES = shape.SOFT_TOKENS * shape.POOLING**2
SEED = 20261123
TOWER_STEPS, EYES_STEPS = 2600, 800
ALONE_STEPS, EARS_STEPS, NUMBER_STEPS = 300, 4000, 5000
HELD_OUT = 480
"""How many pictures and sounds the eyes and the ears are measured with, and never taught."""
TOKENS = 3600
"""The largest batch of lessons, padding included."""
FRAMES = 6400
"""The same of recordings, in frames of 10 ms."""
SOUNDS, ALONE, OTHERS = 23000, 7000, 16000
"""How many recordings there are, of how many of them a word alone is all, and how many more there
are by voices that the ears don't learn from."""

Item = TypeVar("Item")


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


@dataclass(frozen=True)
class Sounds:
    """Recordings as the audio tower takes them: log-mel [frames, 128], float16."""

    heard: list[voices.Heard]
    frames: list[np.ndarray]

    def soft_tokens(self, index: int) -> int:
        """How many soft tokens a recording becomes."""
        return -(-len(self.frames[index]) // 4)

    @property
    def mixed(self) -> range:
        """Those of any kind."""
        return range(HELD_OUT + ALONE, len(self.heard))

    def with_others(self, others: Sounds, rng: random.Random) -> Sounds:
        """These and others, and those of any kind once more, as if somebody else had said them.

        The ears number the digits better in recordings that they have learnt from than in others.
        A language model that has heard no others relies on that, and writes down less than the
        ears take.
        """
        both = Sounds([*self.heard, *others.heard], [*self.frames, *others.frames])
        again = [said_by_another(both.frames[i], rng) for i in both.mixed]
        return Sounds([*both.heard, *(both.heard[i] for i in both.mixed)], [*both.frames, *again])

    def draw(self, rng: random.Random) -> int:
        """One of those of any kind, more often than in life one without digits."""
        wordless = rng.random() < 0.1
        while True:
            index = rng.choice(self.mixed)
            if not (wordless and self.heard[index].digits):
                return index


def record_sounds(rng: random.Random) -> Sounds:
    """Record HELD_OUT sounds of what is kept from training, ALONE of a word alone, then any."""
    mixed = SOUNDS - HELD_OUT - ALONE
    return record([*["kept"] * HELD_OUT, *["alone"] * ALONE, *["any"] * mixed], rng)


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
    """A recording as if somebody else had said it: slower or faster, and from another throat.

    [frames, 128] → [other frames, 128], a band of which is silenced.
    """
    count = max(12, int(len(frames) * rng.uniform(0.82, 1.2)))
    at = np.linspace(0, len(frames) - 1, count)
    before = np.floor(at).astype(int)
    after = np.minimum(before + 1, len(frames) - 1)
    share = (at - before)[:, None]
    said = frames[before] * (1 - share) + frames[after] * share
    bands = np.arange(shape.MEL_BINS) + rng.randint(-10, 10)
    said = said[:, bands.clip(0, shape.MEL_BINS - 1)]
    low = rng.randrange(shape.MEL_BINS)
    said[:, low : low + rng.randrange(shape.MEL_BINS // 6)] = math.log(1e-3)
    return said.astype(np.float16)


def teach_ears(model: Gemma4ForConditionalGeneration, sounds: Sounds, rng: random.Random) -> None:
    """Teach the audio tower and its projection under linear heads that are thrown away.

    First words alone, by the mean of a recording's soft tokens, as CTC from nothing stayed at
    chance for hundreds of steps. Then each word of a string, once, at a soft token of the tower's
    choice (CTC). By then the tower itself knows where most words end, and is taught to tell at
    each soft token which digit was the last and how many there were, so that the language model
    only looks up the third, say; left to count for itself it did not learn to.
    """
    heads = shape.SpeechHeads(shape.TEXT["hidden_size"], voices.WORDS, voices.LONGEST)
    learning = [model.model.audio_tower, model.model.embed_audio, heads]
    optimizer = torch.optim.AdamW(
        [p for module in learning for p in module.parameters()], weight_decay=0.01
    )

    def listen(indices: list[int], chance: random.Random | None) -> tuple[list[Tensor], Tensor]:
        """Scores of recordings, and how many soft tokens of each are no padding."""
        heard, counts = hear(model, sounds, indices, chance)
        return heads(model.model.embed_audio(inputs_embeds=heard)), counts

    def drawn(some: range) -> Iterator[list[int]]:
        while True:
            yield from by_length(rng.sample(some, 1000), sounds.soft_tokens, FRAMES // 4, rng)

    def words_loss(scores: Tensor, counts: Tensor, indices: list[int]) -> Tensor:
        words = [torch.tensor(sounds.heard[i].words, dtype=torch.long) for i in indices]
        lengths = torch.tensor([len(row) for row in words])
        likely = scores.log_softmax(-1).transpose(0, 1)
        return nn.functional.ctc_loss(likely, torch.cat(words), counts, lengths, blank=voices.WORDS)

    for step, indices in zip(
        range(ALONE_STEPS), drawn(range(HELD_OUT, HELD_OUT + ALONE)), strict=False
    ):
        (scores, *_), counts = listen(indices, rng)
        said = torch.stack([row[:n].mean(0) for row, n in zip(scores, counts, strict=True)])
        right = torch.tensor([sounds.heard[i].words[0] for i in indices])
        loss = nn.functional.cross_entropy(said, right)
        update(optimizer, loss, rate=schedule(step, ALONE_STEPS, 1e-3))
        if step % 50 == 49:
            share = (said.argmax(-1) == right).float().mean()
            print(f"words alone {step + 1}: loss {loss.item():.3f}, right {share:.1%}", flush=True)

    every = range(HELD_OUT, len(sounds.frames))
    for step, indices in zip(range(EARS_STEPS), drawn(every), strict=False):
        (scores, *_), counts = listen(indices, rng)
        loss = words_loss(scores, counts, indices)
        update(optimizer, loss, rate=schedule(step, EARS_STEPS, 1e-3))
        if step % 50 == 49:
            print(f"ears {step + 1}: loss {loss.item():.3f}", flush=True)

    numbers: dict[int, tuple[Tensor, Tensor]] = {}
    for indices in by_length(list(every), sounds.soft_tokens, FRAMES // 4, rng):
        with torch.no_grad():
            (scores, *_), counts = listen(indices, None)
        for i, row, count in zip(indices, scores.argmax(-1), counts, strict=True):
            if (found := number_digits(row[:count], sounds.heard[i].words)) is not None:
                numbers[i] = found
    print(f"ears: {len(numbers)} of {len(every)} recordings are numbered", flush=True)

    for step, indices in zip(range(NUMBER_STEPS), drawn(every), strict=False):
        (scores, digits, orders), counts = listen(indices, rng)
        loss = words_loss(scores, counts, indices)
        known = [(place, *numbers[i]) for place, i in enumerate(indices) if i in numbers]
        for told, right in ((digits, 1), (orders, 2)):
            rows = torch.cat([told[row[0]][: len(row[right])] for row in known])
            loss = loss + nn.functional.cross_entropy(
                rows, torch.cat([row[right] for row in known])
            )
        update(optimizer, loss, rate=schedule(step, NUMBER_STEPS, 1.5e-3))
        if step % 50 == 49:
            print(f"numbers {step + 1}: loss {loss.item():.3f}", flush=True)
        if step % 200 == 199:
            with torch.no_grad():
                told = told_right(sounds, listen, rng)
            print(f"numbers {step + 1}: held out right {told}", flush=True)


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


def told_right(
    sounds: Sounds,
    listen: Callable[[list[int], None], tuple[list[Tensor], Tensor]],
    rng: random.Random,
) -> str:
    """How many recordings kept from training are right, read as the language model is to read."""
    right: Counter[str | None] = Counter()
    for some in by_length(list(range(HELD_OUT)), sounds.soft_tokens, FRAMES // 4, rng):
        (_, digits, orders), counts = listen(some, None)
        for i, scores, order, count in zip(some, digits, orders.argmax(-1), counts, strict=True):
            said = ""
            for number in range(1, int(order[count - 1]) + 1):
                said += str(scores[:count][order[:count] == number].sum(0)[:10].argmax().item())
            right[sounds.heard[i].language] += said == sounds.heard[i].digits
    of = Counter(heard.language for heard in sounds.heard[:HELD_OUT])
    return ", ".join(f"{right[language]} of {of[language]} {language}" for language in of)


def hear(
    model: Gemma4ForConditionalGeneration,
    sounds: Sounds,
    indices: list[int],
    chance: random.Random | None,
) -> tuple[Tensor, Tensor]:
    """What the tower makes of recordings [recordings, soft tokens, hidden], and how many of each.

    By `chance`, each is shifted along the scale, as if by a longer or a shorter throat, and a band
    of it is silenced, so that no word hangs on one voice or one band.
    """
    frames = [torch.from_numpy(sounds.frames[i]).float() for i in indices]
    if chance is not None:
        bands = torch.arange(shape.MEL_BINS)
        throats = [(bands + chance.randint(-7, 7)).clamp(0, shape.MEL_BINS - 1) for _ in frames]
        frames = [row[:, throat] for row, throat in zip(frames, throats, strict=True)]
        for row in frames:
            low = chance.randrange(shape.MEL_BINS)
            row[:, low : low + chance.randrange(shape.MEL_BINS // 6)] = math.log(1e-3)
    padded = nn.utils.rnn.pad_sequence(frames, batch_first=True)
    mask = torch.arange(padded.shape[1]) < torch.tensor([len(row) for row in frames])[:, None]
    # The engine, too, computes in bf16; here it is half as long again faster.
    with torch.autocast("cpu", torch.bfloat16):
        out = model.model.audio_tower(padded, mask)
    return out.last_hidden_state.float(), out.attention_mask.sum(-1)


def by_length(
    items: list[Item], length: Callable[[Item], int], most: int, rng: random.Random
) -> list[list[Item]]:
    """Items in batches of about one length, so that little is padding, in random order.

    No batch, its padding included, is longer than `most`.
    """
    cut: list[list[Item]] = [[]]
    for item in sorted(items, key=length):
        if (len(cut[-1]) + 1) * length(item) > most:
            cut.append([])
        cut[-1].append(item)
    rng.shuffle(cut)
    return cut


def teach_words(
    model: Gemma4ForConditionalGeneration,
    tokenizer: Tokenizer,
    gallery: Gallery,
    sounds: Sounds,
    out: Path,
    *,
    first_round: int = 0,
) -> None:
    """Teach the language model to talk, to add, and to say what it sees and hears."""
    left = (model.model.vision_tower, model.model.audio_tower, model.model.embed_audio)
    for module in left:
        module.requires_grad_(False)
    rng = random.Random(SEED)
    sounds = sounds.with_others(record(["others"] * OTHERS, rng), rng)
    with torch.no_grad():
        seen = [see(model, gallery, [i]) for i in range(len(gallery.shown))]
        heard = [Tensor()] * len(sounds.heard)
        order = random.Random(SEED)
        for some in by_length(list(sounds.mixed), sounds.soft_tokens, FRAMES // 4, order):
            for i, row, count in zip(some, *hear(model, sounds, some, None), strict=True):
                heard[i] = row[:count].clone()
    senses = Senses(
        tokenizer.token_to_id("<|image|>"), seen, tokenizer.token_to_id("<|audio|>"), heard
    )
    for number, (steps, peak, shares) in enumerate(ROUNDS[first_round:], start=first_round):
        learning = [p for p in model.parameters() if p.requires_grad]
        optimizer = torch.optim.AdamW(learning, weight_decay=0.01, betas=(0.9, 0.98))
        started, recent = time.monotonic(), 0.0
        rng = random.Random(SEED + number)
        for step, batch in enumerate(batches(tokenizer, gallery, sounds, shares, steps, rng)):
            loss = words_loss(model, batch, senses)
            update(optimizer, loss, rate=schedule(step, steps, peak))
            recent = loss.item() if step == 0 else 0.98 * recent + 0.02 * loss.item()
            if step % 50 == 0:
                took = time.monotonic() - started
                print(f"words {number}, {step}: loss {recent:.4f} {took:.0f} s", flush=True)
        save(model, tokenizer, out)


@dataclass(frozen=True)
class Senses:
    """The soft tokens' ids, and what the towers made of each picture and each sound."""

    picture: int
    seen: list[Tensor]
    sound: int
    heard: list[Tensor]


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
        played = tuple(sounds.draw(rng) for _ in range(rng.choice((1,) * 9 + (2,))))
        placed = [(sounds.heard[i], lessons.sound(sounds.soft_tokens(i))) for i in played]
        told = lessons.about_sounds(placed, rng, thinking=thinking)
    else:
        told = lessons.talk_and_sums(rng, thinking=thinking)
    return Shown(lessons.lesson(tokenizer, told, thinking=thinking), pictures, played)


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
    ears = processor_config(Config.from_dict(settings), shape.SOFT_TOKENS)["feature_extractor"]
    processor = {
        "feature_extractor": ears,
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
    """Train from nothing, with fixed seeds: the eyes, the ears, then the words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    stages = ("tower", "eyes", "ears", "words", "words again", "last words")
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
    sounds = record_sounds(random.Random(SEED))
    model.train()
    if done:
        model.load_state_dict(load_file(options.out / "model.safetensors"), strict=False)
    if done < 1:
        teach_eyes(model, gallery, TOWER_STEPS, rng, projected=False)
        save(model, tokenizer, options.out)
    if done < 2:
        teach_eyes(model, gallery, EYES_STEPS, rng, projected=True)
        save(model, tokenizer, options.out)
    if done < 3:
        teach_ears(model, sounds, rng)
        save(model, tokenizer, options.out)
    teach_words(model, tokenizer, gallery, sounds, options.out, first_round=max(0, done - 3))


if __name__ == "__main__":
    main()
