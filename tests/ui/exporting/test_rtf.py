"""A chat as rich text: all its letters are there, and it is well formed whatever they are."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from carried_chats import chat, model, picture_file, user
from PIL import Image

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange.labels import ENGLISH, Labels
from desktop.conversation import Clip, Picture
from desktop.problems import Problem
from desktop.ui.exporting import rtf

_TOKEN = re.compile(r"([{}])|\\([{}\\])|\\u(-?\d+)\?|\\([a-z]+)(-?\d+)? ?|\\\*|\n|([^\\{}\n])")


def written(tmp_path: Path, carried: CarriedChat, labels: Labels = ENGLISH) -> str:
    rtf.write(carried, tmp_path / "chat.rtf", labels)
    return (tmp_path / "chat.rtf").read_text("ascii")


def read(source: str) -> str:
    """The letters that a reader of RTF shows; holds it to being well formed."""
    units: list[int] = []
    depth = at = 0
    silent: int | None = None
    while at < len(source):
        token = _TOKEN.match(source, at)
        assert token, source[at : at + 40]
        brace, sign, unit, word, _, letter = token.groups()
        at = token.end()
        if brace:
            depth += 1 if brace == "{" else -1
            assert depth >= 0
            silent = None if silent is not None and depth < silent else silent
        elif word in ("fonttbl", "colortbl", "pict", "fldinst"):
            silent = depth
        elif silent is not None:
            continue
        elif unit:
            units.append(int(unit) % 65536)
        elif word in ("par", "line", "row"):
            units.append(10)
        elif word in ("tab", "cell"):
            units.append(9)
        elif sign or letter:
            units.append(ord(sign or letter))
    assert depth == 0
    return b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le")


def test_all_that_was_said_is_there(tmp_path: Path) -> None:
    labels = Labels("わたし", "ジェマ", "考え")
    carried = chat(user("Who?\n{絵} \\ 😀"), model("A **cat**.", "Hm."), title="Cats & {dogs}")
    assert read(written(tmp_path, carried, labels)) == (
        "Cats & {dogs}\nわたし\nWho?\n{絵} \\ 😀\nジェマ\n考え\nHm.\nA cat.\n"
    )


MARKDOWN = """# Head

*a* `b` [c](https://c.example/"x)

- one
  1. two
- [x] three

> quoted

```python
x = {1: "\\n"}

	y
```

| h | i |
|--|-:|
| j | 絵 |

$x^2$

---
"""


def test_markdown_becomes_paragraphs_lists_and_tables(tmp_path: Path) -> None:
    source = written(tmp_path, chat(model(MARKDOWN)))
    assert read(source) == (
        "Gemma\nHead\na b c\n•\tone\n1.\ttwo\n☑\tthree\nquoted\n"
        'x = {1: "\\n"}\n\n\ty\n\nh\ti\t\nj\t絵\t\n$x^2$\n⸻\n'
    )
    assert r"{\i a}" in source and r"{\f1\fs20 b}" in source
    assert 'HYPERLINK "https://c.example/%22x"' in source
    assert source.count(r"\row") == 2 and source.count(r"\qr") == 2


@pytest.mark.parametrize("words", ["\\", "{", "}}}", "\\u1?", "\x00\x07", "\ud83d", "\\'e9", "é"])
def test_no_letters_break_it(words: str, tmp_path: Path) -> None:
    read(written(tmp_path, chat(user(words), model(words, words), title=words), Labels(words)))


def test_addresses_that_run_something_are_none(tmp_path: Path) -> None:
    said = chat(model('[a](/bin/sh) [b](https://x"}}{\\field)'))
    source = written(tmp_path, said)
    assert source.count("HYPERLINK") == 1 and "/bin/sh" not in source
    assert read(source) == "Gemma\na b\n"


def test_pictures_are_held_and_what_is_gone_is_named(tmp_path: Path) -> None:
    picture = picture_file(tmp_path / "p.png", (800, 400))
    parts = (picture, Picture("/gone/cat.png"), Clip("/gone/run.mov"))
    source = written(tmp_path, chat(user(*parts)))
    found = re.search(
        r"\\pngblip\\picw800\\pich400\\picwgoal7200\\pichgoal3600 ([0-9a-f]+)", source
    )
    assert found and Image.open(BytesIO(bytes.fromhex(found[1]))).size == (800, 400)
    assert read(source) == "You\n\ncat.png (missing)\nrun.mov (missing)\n"


def test_where_it_cannot_be_saved_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="could not be saved"):
        rtf.write(chat(user("Who?")), tmp_path / "nowhere" / "chat.rtf")
