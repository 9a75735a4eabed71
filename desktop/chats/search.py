"""Finds words in titles, turns and thoughts."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from .words import clean

_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
_QUOTES = str.maketrans("“”„«»", '"' * 5)
_LONGEST = 40
"""How many threes of characters of what is typed are looked up; the text tells the rest."""
_ENOUGH = 200
"""How many hits, from the newest on, are ranked."""
_LOOKED_AT = 20_000
"""How many texts are read for them at most."""
_COMMON = 100
"""How many threes of characters at most may begin with a shorter term to look it up by them."""
_COMMON_AMONG = 20_000
"""Among how many texts, from the newest on, terms are sought that are too common for that."""
_LAST = "\U0010ffff"
_MONTH_S = 30 * 86_400
_BEFORE, _AROUND = 24, 120
"""Characters of a snippet: before the first hit, and in all."""
_TITLE_WEIGHT = 3
_SATURATION, _LENGTH_WEIGHT = 1.2, 0.75

_COLUMNS = """
SELECT passages.chat, entry, passages.words, changed, coalesce(nullif(title, ''), first_words)
"""
_BY_THREES = f"""{_COLUMNS}
FROM sought CROSS JOIN passages ON passages.id = sought.rowid
CROSS JOIN chats ON chats.id = passages.chat AND deleted IS NULL
WHERE sought MATCH ? ORDER BY sought.rowid DESC LIMIT {_LOOKED_AT}
"""
_ONE_BY_ONE = f"""{_COLUMNS}
FROM passages CROSS JOIN chats ON chats.id = passages.chat AND deleted IS NULL
WHERE passages.id > (SELECT max(id) FROM passages) - ? AND %s
ORDER BY passages.id DESC LIMIT {_LOOKED_AT}
"""


@dataclass(frozen=True)
class Found:
    """The best hit in one chat.

    `entry` is the turn that holds it, None for the title; `snippet` is the text around it and
    `ranges` are where in it the hits begin and end.
    """

    chat: str
    entry: int | None
    title: str
    snippet: str
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class _Hit:
    """A text that holds everything that is sought, and how often each."""

    chat: str
    entry: int
    words: str
    changed: float
    title: str
    counts: tuple[int, ...]


def search(database: sqlite3.Connection, text: str, limit: int) -> list[Found]:
    """The chats that hold all the words and "quoted phrases" of a text, the best first."""
    terms = _terms(text)
    if not terms:
        return []
    hits = list(islice(_hits(_rows(database, terms), terms), _ENOUGH))
    best: dict[str, _Hit] = {}
    for hit in _ranked(hits):
        best.setdefault(hit.chat, hit)
    anything = re.compile("|".join(map(re.escape, terms)), re.IGNORECASE)
    return [_found(hit, anything) for hit in islice(best.values(), limit)]


def _terms(text: str) -> list[str]:
    matches = _TERM.finditer(clean(text).translate(_QUOTES))
    terms = (" ".join((match[1] or match[2]).split()) for match in matches)
    # The longest first: where several begin at one place, it is what is marked.
    return sorted({term for term in terms if term}, key=len, reverse=True)


def _rows(database: sqlite3.Connection, terms: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    """The texts that may hold the terms, the newest first."""
    wanted: list[str] = []
    for term in terms:
        if len(term) > 2:
            wanted += (_quoted(term[at : at + 3]) for at in range(len(term) - 2))
            continue
        beginning = _beginning_with(database, term)
        if not beginning:
            return ()
        if len(beginning) <= _COMMON:
            wanted.append(f"({' OR '.join(map(_quoted, beginning))})")
    if wanted:
        looked_up = islice(dict.fromkeys(wanted), _LONGEST)
        return database.execute(_BY_THREES, (" AND ".join(looked_up),))
    like = " AND ".join(["passages.words LIKE ? ESCAPE '\\'"] * len(terms))
    escaped = [re.sub(r"([%_\\])", r"\\\1", term) for term in terms]
    return database.execute(_ONE_BY_ONE % like, [_COMMON_AMONG, *(f"%{term}%" for term in escaped)])


def _beginning_with(database: sqlite3.Connection, short: str) -> list[str]:
    """Every three characters in the texts that begin with one or two, or more than _COMMON."""
    query = "SELECT term FROM threes WHERE term >= ? AND term < ? LIMIT ?"
    small = short.lower()
    rows = database.execute(query, (small, f"{small}{_LAST}", _COMMON + 1))
    return [term for (term,) in rows]


def _quoted(three: str) -> str:
    return '"{}"'.format(three.replace('"', '""'))


def _hits(rows: Iterable[tuple[Any, ...]], terms: Sequence[str]) -> Iterator[_Hit]:
    """The rows that do hold the terms."""
    small = [term.lower() for term in terms]
    for chat, entry, words, changed, title in rows:
        text = words.lower()
        counts = tuple(map(text.count, small))
        if all(counts):
            yield _Hit(chat, entry, words, changed, title, counts)


def _ranked(hits: list[_Hit]) -> list[_Hit]:
    """By BM25, titles above texts, what is new up to twice as high as what is old.

    Each hit holds every term, so that BM25's part for how rare a term is would say nothing.
    """
    now = time.time()
    average = sum(len(hit.words) for hit in hits) / max(len(hits), 1)

    def score(hit: _Hit) -> float:
        length = 1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * len(hit.words) / average
        often = sum(count / (count + _SATURATION * length) for count in hit.counts)
        months = max(now - hit.changed, 0) / _MONTH_S
        return often * (1 + 1 / (1 + months)) * (1 if hit.entry else _TITLE_WEIGHT)

    return sorted(hits, key=score, reverse=True)


def _found(hit: _Hit, anything: re.Pattern[str]) -> Found:
    words = hit.words.rstrip()
    first = anything.search(words)
    begin = max(first.start() - _BEFORE, 0) if first else 0
    end = max(begin + _AROUND, first.end() if first else 0)
    opening = "…" if begin else ""
    closing = "…" if end < len(words) else ""
    around = re.sub(r"\s", " ", words[begin:end])
    snippet = f"{opening}{around}{closing}"
    ranges = tuple(match.span() for match in anything.finditer(snippet))
    return Found(hit.chat, hit.entry or None, hit.title, snippet, ranges)
