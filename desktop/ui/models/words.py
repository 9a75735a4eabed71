"""What is said of models: how large, how fast, how good, and whether they fit."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.models.catalogue import Copy, Size
from desktop.models.findings import FINDINGS, Report, Severity
from desktop.models.fit import Fit
from desktop.models.shelf import Source
from desktop.problems import SENTENCES

translate = QCoreApplication.translate
_MINUTE, _HOUR = 60, 3600


def size_name(size: str) -> str:
    """The name of a size: Gemma 4 E4B."""
    return f"Gemma 4 {size}"


def gigabytes(count: float) -> str:
    """Bytes as people read them, in decimal units as disks are sold in."""
    if count < 1e9:
        return translate("models", "{number} MB").format(number=f"{count / 1e6:.0f}")
    return translate("models", "{number} GB").format(number=f"{count / 1e9:.1f}")


def speed(bytes_per_s: float) -> str:
    """How fast something comes."""
    if bytes_per_s < 1e6:
        return translate("models", "{number} KB/s").format(number=f"{bytes_per_s / 1e3:.0f}")
    return translate("models", "{number} MB/s").format(number=f"{bytes_per_s / 1e6:.1f}")


def time_left(seconds: float) -> str:
    """How long something takes still, as roughly as that is known."""
    if seconds < _MINUTE:
        return translate("models", "{number} s left").format(number=max(1, round(seconds)))
    if seconds < _HOUR:
        return translate("models", "{number} min left").format(number=round(seconds / _MINUTE))
    hours, rest = divmod(round(seconds / _MINUTE), 60)
    return translate("models", "{hours} h {minutes} min left").format(hours=hours, minutes=rest)


def character(size: Size) -> str:
    """What a size is good for, in one sentence."""
    return {
        "E2B": translate("models", "Small and quick. It sees and hears."),
        "E4B": translate("models", "The all-rounder for most Macs. It sees and hears."),
        "12B": translate("models", "Knows more and reasons better. It sees and hears."),
        "26B-A4B": translate("models", "Much knowledge at a small model’s speed. It sees."),
        "31B": translate("models", "The most capable. It sees."),
    }[size.name]


def making(copy: Copy) -> str:
    """How a copy came by its bits."""
    if copy.kind == "original":
        return translate("models", "original, 16 bit")
    return {
        "qat": translate("models", "{bits} bit, trained for it"),
        "mixed": translate("models", "{bits} bit, more where it matters"),
        "plain": translate("models", "{bits} bit"),
    }[copy.kind].format(bits=copy.bits)


def verdict(fit: Fit) -> str:
    """Whether a copy fits this Mac."""
    return {
        "well": translate("models", "Fits well"),
        "short": translate("models", "Fits with short chats"),
        "not": translate("models", "Does not fit"),
    }[fit.verdict]


def taken(fit: Fit) -> str:
    """How much of what there is a copy takes."""
    return translate("models", "{needed} of {available} GB").format(
        needed=f"{fit.needed / 1e9:.1f}", available=f"{fit.available / 1e9:.1f}"
    )


def arithmetic(copy: Copy, size: Size, fit: Fit) -> str:
    """Where that figure comes from."""
    figures = size.figures
    lines = [
        translate("models", "Weights: {size}").format(size=gigabytes(copy.bytes)),
        translate("models", "Each 1,000 tokens of a chat: {size}").format(
            size=gigabytes(figures.kv_per_1000_tokens)
        ),
        translate("models", "Looking at the largest picture: {size}").format(
            size=gigabytes(figures.picture)
        ),
        translate("models", "For a model, this Mac has {size}").format(
            size=gigabytes(fit.available)
        ),
    ]
    if fit.context:
        lines.append(
            translate("models", "Longest chat that fits: {tokens} tokens").format(
                tokens=f"{fit.context:,}"
            )
        )
    return "\n".join(lines)


def expected_speed(fit: Fit) -> str:
    """How fast it answers at best; empty where the chip is not known."""
    if fit.speed is None or fit.verdict == "not":
        return ""
    return translate("models", "up to {number} tokens a second").format(number=round(fit.speed))


def one_after_another(first: str, second: str) -> str:
    """Two sentences."""
    return translate("models", "{first} {second}").format(first=first, second=second)


def why_recommended(size: Size, fit: Fit) -> str:
    """Why this is the one to take."""
    if fit.verdict == "short":
        return translate(
            "models", "The one that takes least; chats have to stay short on this Mac."
        )
    if size.name in ("E2B", "E4B"):
        return translate("models", "The best that fits this Mac well and answers quickly.")
    return translate("models", "The best that fits this Mac well, with room for long chats.")


def abilities(report: Report) -> str:
    """What a model can do, as far as that is known."""
    names = {
        "sees": translate("models", "sees"),
        "hears": translate("models", "hears"),
        "thinks": translate("models", "thinks"),
        "calls tools": translate("models", "calls tools"),
    }
    return ", ".join(names[badge.ability] for badge in report.badges if badge.has)


def sentences(report: Report, *severities: Severity) -> list[str]:
    """What is wrong with a model, as far as it is so bad."""
    told = {**SENTENCES, **FINDINGS}
    return [
        translate("problems", told[found.kind]).format(**found.details)
        for severity in severities
        for found in report.findings
        if found.severity == severity
    ]


def source(found: Source) -> str:
    """Which app a model on this Mac belongs to."""
    return {
        "facet": translate("models", "downloaded by Facet"),
        "hugging_face": translate("models", "in Hugging Face’s cache"),
        "lm_studio": translate("models", "from LM Studio"),
        "other": translate("models", "found on this Mac"),
        "added": translate("models", "chosen by you"),
    }[found]
