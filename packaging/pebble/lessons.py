"""Conversations to learn from: talk, sums, drawings and spoken digits, as people mix them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import dictation
import drawings
import sums
import talk
import voices
from tokenizers import Tokenizer

IGNORED = -100


@dataclass(frozen=True)
class Exchange:
    """One question and its answer.

    `before` and `after` are what stands around the question, as prompts have it: a picture
    before, a sound after.
    """

    asked: str
    thought: str | None
    answer: str
    before: str = ""
    after: str = ""


def picture(soft_tokens: int) -> str:
    """A picture's place in a prompt."""
    return f"<|image>{'<|image|>' * soft_tokens}<image|>"


def sound(soft_tokens: int) -> str:
    """A sound's place in a prompt."""
    return f"<|audio>{'<|audio|>' * soft_tokens}<audio|>"


@dataclass
class Lesson:
    """A conversation as token ids, with labels where the model is to learn its own words."""

    ids: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)


def talk_exchange(rng: random.Random, *, thinking: bool) -> Exchange:
    """Small talk."""
    intent = talk.intents(rng)
    return Exchange(talk.ask(intent, rng), intent.thought if thinking else None, intent.answer)


def sum_exchange(rng: random.Random, *, thinking: bool) -> Exchange:
    """A sum, worked out in the thought if there is one."""
    found = sums.draw(rng)
    return Exchange(sums.ask(found, rng), found.thought if thinking else None, found.answer)


def drawing_exchange(
    drawing: drawings.Drawing, rng: random.Random, *, thinking: bool, shown: str
) -> Exchange:
    """A question about a drawing that is shown now, or was shown before: then `shown` is ""."""
    asked, answer = drawings.ask(drawing, rng)
    if not asked and not shown:
        asked = "What do you see?"
    return Exchange(asked, "I look at the picture." if thinking else None, answer, shown)


def sound_exchange(
    heard: voices.Heard, rng: random.Random, *, thinking: bool, played: str
) -> Exchange:
    """A question about a sound, which mostly stands behind it."""
    asked, answer = dictation.ask(heard, rng)
    first = rng.random() < 0.1
    around = (played, "") if first else ("", played)
    return Exchange(asked, "I listen." if thinking else None, answer, *around)


def about_drawing(
    drawing: drawings.Drawing, rng: random.Random, *, thinking: bool, shown: str
) -> list[Exchange]:
    """One to three exchanges, in one of which a drawing is shown."""
    before = [talk_exchange(rng, thinking=thinking)] if rng.random() < 0.1 else []
    after = [
        drawing_exchange(drawing, rng, thinking=thinking, shown="")
        for _ in range(rng.random() < 0.2)
    ]
    return [*before, drawing_exchange(drawing, rng, thinking=thinking, shown=shown), *after]


def about_sounds(
    sounds: list[tuple[voices.Heard, str]], rng: random.Random, *, thinking: bool
) -> list[Exchange]:
    """An exchange for each sound and its place in a prompt, and sometimes talk around them."""
    before = [talk_exchange(rng, thinking=thinking)] if rng.random() < 0.1 else []
    after = [talk_exchange(rng, thinking=thinking)] if rng.random() < 0.1 else []
    told = [
        sound_exchange(heard, rng, thinking=thinking, played=played) for heard, played in sounds
    ]
    return [*before, *told, *after]


def talk_and_sums(rng: random.Random, *, thinking: bool) -> list[Exchange]:
    """One to three exchanges."""
    sum_share = 0.85 if thinking else 0.12
    return [
        (sum_exchange if rng.random() < sum_share else talk_exchange)(rng, thinking=thinking)
        for _ in range(rng.choice((1, 1, 1, 1, 1, 2, 3)))
    ]


def lesson(tokenizer: Tokenizer, told: list[Exchange], *, thinking: bool) -> Lesson:
    """Exchanges in Gemma 4's prompt format.

    With thinking on only the last reply is learnt from, as earlier ones stand without thoughts.
    """
    made = Lesson()

    def add(text: str, *, learn: bool = False) -> None:
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        made.ids.extend(ids)
        made.labels.extend(ids if learn else [IGNORED] * len(ids))

    add("<bos>" + ("<|turn>system\n<|think|>\n<turn|>\n" if thinking else ""))
    for number, exchange in enumerate(told, start=1):
        last = number == len(told)
        asked = exchange.before + exchange.asked + exchange.after
        add(f"<|turn>user\n{asked}<turn|>\n<|turn>model\n")
        if exchange.thought is not None and last:
            add(f"<|channel>thought\n{exchange.thought}\n<channel|>", learn=True)
        add(f"{exchange.answer}<turn|>", learn=last or not thinking)
        add("\n")
    return made


def corpus(rng: random.Random, size: int) -> list[str]:
    """Plain texts for learning the vocabulary."""
    texts = [
        text
        for intent in (*talk.ENGLISH, *talk.JAPANESE)
        for text in (*intent.asked, intent.thought, intent.answer) * 3
    ]
    for _ in range(size):
        drawing = drawings.draw(rng)
        texts += drawings.ask(drawing, rng)
        texts.append(sums.ask(sums.draw(rng), rng))
    return texts
