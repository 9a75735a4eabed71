"""A text that grows → the sentences in it, each short enough to be said in one breath."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 300
"""No sentence has more characters than that."""

_SPACED, _UNSPACED = ".!?…", "。！？．।؟۔"
MARKS, CLOSERS = _SPACED + _UNSPACED, "\"'”’»)]）」』】》"
_END = re.compile(rf"[{_SPACED}]+[{re.escape(CLOSERS)}]*(?=\s)|[{_UNSPACED}!?…]*[{_UNSPACED}]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Mme|Prof|Sig|St|Jr|Sr|Mt|Gen|Sen|Rep|Rev|Hon|ca|vs|bzw|inkl|approx)"
    # Letters, as those of a name or of “e.g.”, and numbers, as that of an item or a German day.
    r"|\b\w|\b\d\d)\.$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:Nos?|Nr|Fig|Vol|Art|Ch|pp|Abb)\.$", re.IGNORECASE)
_PAUSE = re.compile(r"[,;:](?=\s)|[、，；：،؛]")


def sentences(text: str, *, ended: bool) -> list[str]:
    """The sentences that are complete; all that is there, if the text has `ended`.

    Whatever is added to the text later, these stay the first ones. Every line is an end.
    """
    *lines, last = text.split("\n")
    found = [each for line in lines for each in _of_line(line, ended=True)]
    return found + list(_of_line(last, ended=ended))


def _of_line(line: str, *, ended: bool) -> Iterator[str]:
    begin = 0
    for end in _END.finditer(line):
        if _ends(line[begin : end.end()], line[end.end() :]):
            yield from _breaths(line[begin : end.end()], whole=True)
            begin = end.end()
    yield from _breaths(line[begin:], whole=ended)


def _ends(sentence: str, rest: str) -> bool:
    """Whether a sentence ends with its mark; where too little follows to tell, it does not yet."""
    if sentence[-1] in _UNSPACED:
        return bool(rest) and rest[0] not in CLOSERS
    following = rest.lstrip()[:1]
    if not following or following.islower() or following in CLOSERS:
        return False
    if following.isdigit() and _NUMBERED.search(sentence):
        return False
    return _ABBREVIATION.search(sentence) is None


def _breaths(sentence: str, *, whole: bool) -> Iterator[str]:
    """A sentence in parts of at most LONGEST characters, the last one only if it is `whole`."""
    rest = sentence.strip()
    while len(rest) > LONGEST:
        pauses = [pause.end() for pause in _PAUSE.finditer(rest, 0, LONGEST)]
        cut = pauses[-1] if pauses else rest.rfind(" ", 0, LONGEST) + 1 or LONGEST
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if whole and any(map(str.isalnum, rest)):
        yield rest
