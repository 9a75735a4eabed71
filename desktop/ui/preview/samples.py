"""What people and models say in the pictures."""

from __future__ import annotations

from pathlib import Path

_TEXTS = Path(__file__).with_name("texts")


def sample(name: str) -> str:
    """A sample in Markdown."""
    return (_TEXTS / f"{name}.md").read_text(encoding="utf-8").strip()
