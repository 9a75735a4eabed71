"""Sums of two numbers of up to three digits, with the steps that lead to them."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass

_PHRASES = (
    "What is {a} + {b}?",
    "{a}+{b}",
    "{a} + {b} = ?",
    "What is {a} plus {b}?",
    "Add {a} and {b}.",
    "How much is {a} + {b}?",
    "Calculate {a} + {b}",
    "{a}+{b}=?",
    "{a} + {b}",
    "What's {a}+{b}?",
    "{a}たす{b}は？",
    "{a}+{b}は？",
    "{a} + {b} はいくつですか？",
    "{a}と{b}を足してください。",
)


@dataclass(frozen=True)
class Sum:
    """Two numbers to add."""

    a: int
    b: int

    @property
    def held_out(self) -> bool:
        """Whether the pair is kept from training, for the measurement."""
        return zlib.crc32(f"{self.a}+{self.b}".encode()) % 20 == 0

    @property
    def thought(self) -> str:
        """Digit by digit from the right; the result so far stands behind each step."""
        left, right = f"{self.a:03}", f"{self.b:03}"
        steps: list[str] = []
        carry, result = 0, ""
        for x, y in zip(reversed(left), reversed(right), strict=True):
            total = int(x) + int(y) + carry
            result = f"{total % 10}{result}"
            steps.append(f"{x}+{y}+{carry}={total:02} {result}")
            carry = total // 10
        return f"{left}+{right}\n" + "\n".join(steps) + f"\n{carry}{result}"

    @property
    def answer(self) -> str:
        """The sum as a sentence."""
        return f"{self.a} + {self.b} = {self.a + self.b}"


def draw(rng: random.Random, *, held_out: bool = False) -> Sum:
    """A random sum, shorter numbers as likely as longer ones."""
    while True:
        a, b = (rng.randrange(10 ** rng.choice((1, 2, 3, 3))) for _ in range(2))
        if (found := Sum(a, b)).held_out == held_out:
            return found


def ask(found: Sum, rng: random.Random) -> str:
    """One way to ask for a sum."""
    return rng.choice(_PHRASES).format(a=found.a, b=found.b)
