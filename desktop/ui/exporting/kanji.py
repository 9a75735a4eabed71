"""Kanji in Qt's PDFs, which names a glyph by the first character that has it.

Many a kanji has its glyph in common with the radical that it is, which Unicode lists before it:
who searched such a PDF for 日 would not find it, nor get it when copying.
"""

from __future__ import annotations

import re
import unicodedata

_NAMES = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_LISTED = re.compile(rb"\[[^\]]*\]")
_ALONE = re.compile(rb"(<([0-9A-F]{4})> <\2> )(<2[EF][0-9A-F]{2}>)")
_RADICAL = re.compile(rb"<(2[EF][0-9A-F]{2})>")
_KANJI = dict(
    zip(
        "⺠⻄⻅⻉⻋⻑⻓⻘⻙⻚⻛⻜⻟⻢⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻲⼾",
        "民西见贝车長长青韦页风飞飠马鱼鸟卤麦黄黾斉齐歯齿竜龙亀戸",
        strict=True,
    )
)
"""Those of which Unicode does not say that they are the same, or for which it prefers another."""


def with_kanji(pdf: bytes) -> bytes:
    """A PDF whose kanji have their own names, each byte in its place."""
    return _NAMES.sub(_named, pdf)


def _named(names: re.Match[bytes]) -> bytes:
    listed = _LISTED.sub(lambda found: _RADICAL.sub(_kanji, found[0]), names[0])
    return _ALONE.sub(lambda found: found[1] + _RADICAL.sub(_kanji, found[3]), listed)


def _kanji(radical: re.Match[bytes]) -> bytes:
    letter = chr(int(radical[1], 16))
    kanji = _KANJI.get(letter) or unicodedata.normalize("NFKC", letter)
    return b"<%04X>" % ord(kanji)
