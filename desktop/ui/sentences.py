"""The sentence for a Problem, in the person's language."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from desktop.problems import SENTENCES


def sentence(kind: str, details: Mapping[str, str]) -> str:
    """What happened and what to do; `kind` and `details` are a Problem's."""
    return QCoreApplication.translate("problems", SENTENCES[kind]).format(**details)
