"""A chat as a page: all of it is there, looks like itself, and nothing in it can run."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from carried_chats import chat, model, picture_file, user
from PIL import Image

from desktop.chats.carried import CarriedChat
from desktop.chats.exchange.labels import ENGLISH, Labels
from desktop.conversation import Clip, Picture, Sound
from desktop.problems import Problem
from desktop.ui.exporting import html
from desktop.ui.exporting.mathml import mathml
from desktop.ui.exporting.words_html import html_of

EMPTY = {"br", "hr", "img", "meta"}


class Page(HTMLParser):
    """Reads a page, and holds it to closing what it opens."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words += data


def written(tmp_path: Path, carried: CarriedChat, labels: Labels = ENGLISH) -> str:
    html.write(carried, tmp_path / "chat.html", labels)
    return (tmp_path / "chat.html").read_text("utf-8")


def test_a_page_says_all_that_was_said(tmp_path: Path) -> None:
    labels = Labels("わたし", "ジェマ", "考え")
    carried = chat(user("Who?\n<b>"), model("**A cat.**", "Hm."), title="Cats & <dogs>")
    page = Page(text := written(tmp_path, carried, labels))
    said = ["Cats & <dogs>", "わたし", "Who?\n<b>", "ジェマ", "考え", "Hm.", "A cat."]
    places = [page.words.index(word) for word in said]
    assert places == sorted(places)
    assert "<strong>A cat.</strong>" in text and "<details>" in text


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<script>\nalert(1)\n</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](file:///etc/passwd)",
        "![x](https://example.com/spy.png)",
        "![x](data:image/svg+xml,<svg onload=alert(1)>)",
        "<iframe src=https://example.com></iframe>",
        "<!-- never closed",
        "</main></body><style>*{display:none}</style>",
        "$\\text{<script>alert(1)</script>}$",
        "$\\text{</math><script>alert(1)</script>}$",
        "$\\href{javascript:alert(1)}{x}$",
        '$$\\class{"onclick=alert(1)}{x}$$',
        '```"><script>alert(1)</script>\nx\n```',
        "```html\n<script>alert(1)</script>\n```",
        '| <script> |\n|:-|\n| "onclick= |',
        "x[^<script>]\n\n[^<script>]: y",
        "<b>never closed\n\n<i>",
    ],
)
def test_nothing_that_is_said_can_run_or_be_fetched(attack: str, tmp_path: Path) -> None:
    for carried in (chat(model(attack, attack), title=attack), chat(user(attack))):
        page = Page(written(tmp_path, carried, Labels(attack, attack, attack)))
        assert not {"script", "iframe", "object", "svg", "link"} & set(page.tags)
        assert page.tags.count("style") == 1
        assert not any(name.startswith("on") for name in page.attributes)
        assert not {"style", "srcset"} & page.attributes
        assert all(re.match("https://|data:image/(png|jpeg);", a) for a in page.addresses)


def test_the_page_allows_its_own_style_alone(tmp_path: Path) -> None:
    policy = re.search('Content-Security-Policy" content="([^"]*)"', written(tmp_path, chat()))
    assert policy and "default-src 'none'" in policy[1] and "unsafe" not in policy[1]


def test_pictures_are_held_small_and_without_what_their_files_tell(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    Image.effect_noise((3000, 1500), 80).convert("RGB").save(tmp_path / "p.jpg", exif=exif)
    drawn = picture_file(tmp_path / "絵.png")
    page = Page(written(tmp_path, chat(user(Picture(str(tmp_path / "p.jpg")), drawn))))
    photo, drawing = (base64.b64decode(a.partition(",")[2]) for a in page.addresses)
    assert Image.open(BytesIO(photo)).size == (2000, 1000)
    assert b"where I live" not in photo
    assert Image.open(BytesIO(drawing)).format == "PNG"


def test_sounds_and_videos_can_be_played(tmp_path: Path) -> None:
    for name in ("a.wav", "b.mov"):
        (tmp_path / name).write_bytes(name.encode())
    parts = (Sound(str(tmp_path / "a.wav")), Clip(str(tmp_path / "b.mov")), Sound("/gone/c.mp3"))
    page = Page(written(tmp_path, chat(user(*parts))))
    assert {"audio", "video"} <= set(page.tags)
    assert [base64.b64decode(a.partition(",")[2]) for a in page.addresses] == [b"a.wav", b"b.mov"]
    assert "c.mp3 (missing)" in page.words


def test_markdown_is_what_the_transcript_shows() -> None:
    assert html_of("a **b** `c` ~~d~~ H<sub>2</sub>O\\\ne") == (
        "<p>a <strong>b</strong> <code>c</code> <s>d</s> H<sub>2</sub>O<br>\ne</p>\n"
    )
    assert html_of("- [x] a\n- [ ] b").count('<li class="task">') == 2
    assert "<th class=right>" in html_of("| a |\n|-:|\n| b |")
    assert "<sup>1</sup>" in html_of("a[^1]\n\n[^1]: b")
    assert 'href="https://a.example"' in html_of("[a](https://a.example)")
    assert "href" not in html_of("[a](/etc) [b](#c)")


def test_code_is_coloured_letter_by_letter() -> None:
    code = 'x = "😀é"  # <b>\n\n\tpass'
    made = html_of(f"```python\n{code}\n```")
    assert Page(made).words.strip("\n") == code
    assert "<span class=comment># &lt;b&gt;</span>" in made and "class=string" in made
    assert html_of("```\n<b>\n```") == "<pre><code>&lt;b&gt;</code></pre>\n"
    assert html_of("    x") == "<pre><code>x</code></pre>\n"


def test_formulas_are_mathematics_or_stay_their_source() -> None:
    assert "<mfrac>" in html_of("$\\frac{a}{b}$")
    assert 'display="block"' in html_of("$$x$$") and 'display="inline"' in html_of("$x$")
    assert "<code>\\unheard{x}</code>" in html_of("$\\unheard{x}$")
    less = mathml("a < b > c", display=False)
    assert less and less.index("<mo>&lt;</mo>") < less.index("<mo>&gt;</mo>")
    said = mathml(r"\text{a<b & c}", display=False)
    assert said and "a&lt;b &amp; c" in said.replace("\xa0", " ")
    assert mathml("x" * 5000, display=False) is None


def test_where_it_cannot_be_saved_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="could not be saved"):
        html.write(chat(user("Who?")), tmp_path / "nowhere" / "chat.html")
