"""A chat as Markdown reads well, keeps code and formulas, and has its media beside it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from carried_chats import chat, model, picture_file, user

from desktop.chats.exchange.fences import closed, fenced, with_breaks
from desktop.chats.exchange.labels import Labels
from desktop.chats.exchange.markdown import Thoughts, as_markdown, write
from desktop.chats.exchange.media_folder import safe_name
from desktop.chats.exchange.plain_text import as_plain_text
from desktop.conversation import Clip, Picture, Sound, Text, ToolCall, ToolResult, Turn
from desktop.dialogue import Dialogue
from desktop.problems import Problem

TEX = "So $a_1 * b_1$ and\n\n$$\\frac{a}{b}$$\n\n```python\na  = '*'\n```"


def test_a_chat_reads_as_a_conversation(tmp_path: Path) -> None:
    picture = picture_file(tmp_path / "my cat (1).png")
    sound = tmp_path / "meow.wav"
    sound.write_bytes(b"meow")
    asked = user(picture, Sound(str(sound)), Clip("/gone/run.mov"), "Who is it?\nAnd where?")
    written = chat(asked, model(TEX, "Whiskers…"), user("Thanks"), model("Purr."), title="A *cat*")
    write(written, tmp_path / "Cats.md")
    assert (tmp_path / "Cats.md").read_text("utf-8") == (
        "# A \\*cat\\*\n\n"
        "**You**\n\n"
        "![my cat (1).png](Cats%20media/my%20cat%20%281%29.png)\n\n"
        "[meow.wav](Cats%20media/meow.wav)\n\n"
        "*run.mov (missing)*\n\n"
        "Who is it?  \nAnd where?\n\n"
        "**Gemma**\n\n"
        "<details>\n<summary>Thought</summary>\n\nWhiskers…\n\n</details>\n\n"
        f"{TEX}\n\n"
        "---\n\n"
        "**You**\n\nThanks\n\n"
        "**Gemma**\n\nPurr.\n"
    )
    assert (tmp_path / "Cats media" / "meow.wav").read_bytes() == b"meow"
    assert (tmp_path / "Cats media" / "my cat (1).png").is_file()


def test_a_thought_is_quoted_or_left_out() -> None:
    said = chat(model("Yes.", "One.\n\nTwo."))
    quoted = as_markdown(said, Labels(thought="考え", model="ジェマ"), Thoughts.QUOTED)
    assert quoted == "**ジェマ**\n\n> *考え*\n>\n> One.\n>\n> Two.\n\nYes.\n"
    assert as_markdown(said) == "**Gemma**\n\nYes.\n"


def test_what_an_answer_left_open_does_not_swallow_what_follows() -> None:
    said = as_markdown(chat(model("```py\nx = 1"), user("And?")))
    assert said == "**Gemma**\n\n```py\nx = 1\n```\n\n---\n\n**You**\n\nAnd?\n"
    thought = as_markdown(chat(model("Yes.", "</Details> ```")), thoughts=Thoughts.FOLDED)
    assert thought.count("</details>") == 1 and "</Details>" not in thought


def test_media_are_copied_once_under_names_of_their_own(tmp_path: Path) -> None:
    paths = [tmp_path / "a" / "x.png", tmp_path / "b" / "X.png", tmp_path / "c" / "[#^|]%.png"]
    for number, path in enumerate(paths):
        path.parent.mkdir()
        path.write_bytes(bytes([number]))
    pictures = [Picture(str(path)) for path in paths]
    for _ in range(2):
        write(chat(user(*pictures, pictures[0])), tmp_path / "c.md")
    names = sorted(path.name for path in (tmp_path / "c media").iterdir())
    assert len(names) == 3 and "file.png" in names
    linked = [line[line.index("](") + 2 : -1] for line in lines_with_pictures(tmp_path / "c.md")]
    contents = [(tmp_path / unquote(link)).read_bytes() for link in linked]
    assert contents == [b"\0", b"\1", b"\2", b"\0"]


def lines_with_pictures(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.startswith("![")]


def test_where_it_cannot_be_saved_nothing_is_left(tmp_path: Path) -> None:
    picture = picture_file(tmp_path / "x.png")
    (tmp_path / "c.md").mkdir()
    with pytest.raises(Problem, match="could not be saved"):
        write(chat(user(picture)), tmp_path / "c.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.md", "x.png"]


def test_tools_are_told_of_as_code() -> None:
    called = Turn("model", (ToolCall("look", {"at": "猫"}),))
    result = Turn("tool", (ToolResult("a cat", "look"), Text("")))
    said = as_markdown(chat(called, result))
    assert '```json\n{\n  "name": "look",\n  "arguments": {\n    "at": "猫"\n  }\n}\n```' in said
    assert '"result": "a cat"' in said


def test_only_the_branch_that_is_shown_is_told() -> None:
    told = chat(user("1"), model("2"))
    dialogue = Dialogue(told.record.entries)
    assert as_plain_text(told.record).count("2") == 1
    dialogue.rewind(1)
    assert as_plain_text(told.record) == "You:\n1"


def test_plain_text_says_who_said_what() -> None:
    said = chat(user(Picture("/a/cat.png"), "Who?"), model("A *cat*.", "Hm."))
    assert as_plain_text(said.record) == "You:\n[cat.png]\nWho?\n\nGemma:\nA *cat*."


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a", "a"),
        ("```\na\n```", "```\na\n```"),
        ("```\na", "```\na\n```"),
        ("````\n```\na\n", "````\n```\na\n````"),
        ("~~~ x\n```", "~~~ x\n```\n~~~"),
        ("```a```", "```a```"),
        ("```\n``` b", "```\n``` b\n```"),
    ],
)
def test_code_that_is_open_is_closed(text: str, whole: str) -> None:
    assert closed(text) == whole


def test_code_with_fences_in_it_is_fenced() -> None:
    assert fenced("a\n") == "```\na\n```"
    assert fenced("```\n````", "md") == "`````md\n```\n````\n`````"


def test_lines_that_were_typed_stay_lines() -> None:
    typed = "a\nb\n\nc\n```\nd\ne\n```\nf\ng"
    assert with_breaks(typed) == "a  \nb\n\nc  \n```\nd\ne\n```\nf  \ng"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\a\\b.png", "b.png"),
        (".hidden", "file.hidden"),
        ("..", "file"),
        ("", "file"),
        ("a\x00\u202eb.png", "a-b.png"),
        ("x" * 300 + ".png", "x" * 60 + ".png"),
        ("絵 😀.png", "絵 😀.png"),
        ("a.b" + "c" * 20, "a.b" + "c" * 20),
        ("\ud83d.png", "file.png"),
    ],
)
def test_names_are_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
