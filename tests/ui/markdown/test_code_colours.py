"""Code has its colours: each line as it ends, all of it exactly in the end, none when copied."""

from __future__ import annotations

import pytest
from markdown_documents import empty, in_threes, shown
from person import wait_until
from pygments.lexer import RegexLexer
from PySide6.QtGui import QTextBlock

from desktop.ui.formulas.formulas import Formulas
from desktop.ui.markdown.code import LineLexer, exact_lines, lexer_of
from desktop.ui.markdown.document import MarkdownDocument
from desktop.ui.markdown.style import TextStyle
from desktop.ui.theme import current_theme

CODES = {
    "python": "import os\n\n\n@cached\ndef f(x: int) -> str:\n    return f'{x} 𝒳' # why\n",
    "rust": 'fn main() {\n    let n: u64 = 3; // three\n    println!("{n}");\n}\n',
    "javascript": "const a = `one\n${two}\nthree`;\nif (a) { b() }\n",
    "html": "<p class='a'>\n<!-- b -->\n<script>\nlet a = 1;\n</script></p>\n",
    "json": '{"a": [1, 2],\n "b": null}\n',
    "yaml": "a:\n  - b: 1\n  - |\n    text\n",
    "bash": 'for f in *; do\n  echo "$f"\ndone\n',
    "diff": "+ a\n- b\n  c\n",
    "c": "/* one */ int f(void) { return 1; }\n",
    "sql": "SELECT a FROM b WHERE c = 'd';\n",
}
LONG_COMMENT = "int a;\n/* one\n   two */\nint b;\n"


def words_of(block: QTextBlock) -> list[tuple[str, str]]:
    """The coloured stretches of a text block, with their colours."""
    units = block.text().encode("utf-16-le")
    return [
        (
            units[2 * each.start : 2 * (each.start + each.length)].decode("utf-16-le"),
            each.format.foreground().color().name(),
        )
        for each in block.layout().formats()
    ]


def colours_of(markdown: MarkdownDocument) -> list[list[tuple[str, str]]]:
    """Those of each line of the first code block, once everything has its colours."""
    wait_until(lambda: markdown.colours.settled)
    code = markdown.codes[0]
    found, block = [words_of(code.first)], code.first
    while block != code.last:
        block = block.next()
        found.append(words_of(block))
    return found


def fenced(language: str, code: str) -> str:
    return f"```{language}\n{code}```\n"


@pytest.mark.parametrize("language", CODES)
def test_code_that_grew_has_the_colours_of_code_that_was_there(
    formulas: Formulas, language: str
) -> None:
    source = fenced(language, CODES[language])
    growing, document = empty(formulas)
    for piece in in_threes(source):
        growing.add(piece)
    growing.finish()
    at_once, other = shown(formulas, source)
    colours = colours_of(growing)
    assert colours == colours_of(at_once) and any(colours)
    assert document.toPlainText() == other.toPlainText()


@pytest.mark.parametrize("language", CODES)
def test_a_line_that_has_ended_is_coloured_at_once_mostly_as_it_will_be(
    formulas: Formulas, language: str
) -> None:
    growing, _ = empty(formulas)
    growing.add(f"```{language}\n{CODES[language]}")
    lexer = lexer_of(language)
    assert lexer is not None
    exact = list(exact_lines(lexer, CODES[language]))
    line_lexer = LineLexer(lexer)
    by_line = [line_lexer.read(line) for line in CODES[language].splitlines()]
    if isinstance(lexer, RegexLexer) and language != "yaml":
        assert by_line == exact[: len(by_line)]
    assert any(by_line)
    last = growing.codes[0].last
    assert not words_of(last) or len(by_line) == 1


def test_a_comment_of_several_lines_is_one_in_the_end(formulas: Formulas) -> None:
    growing, _ = empty(formulas)
    comment = TextStyle.of(current_theme(), 15).code.comment
    growing.add(f"```c\n{LONG_COMMENT}")
    growing.add("```\n\nAfter.")
    assert colours_of(growing)[1:3] == [[("/* one", comment)], [("   two */", comment)]]


def test_a_language_that_nobody_knows_has_no_colours(formulas: Formulas) -> None:
    assert colours_of(shown(formulas, fenced("nonesuch", CODES["python"]))[0]) == [[]] * 6


def test_colours_are_no_part_of_the_text(formulas: Formulas) -> None:
    markdown, document = shown(formulas, fenced("python", CODES["python"]))
    colours_of(markdown)
    assert TextStyle.of(current_theme(), 15).code.keyword not in document.toHtml()


def test_code_that_is_written_anew_is_coloured_anew(formulas: Formulas) -> None:
    """A list that becomes loose moves the code in it."""
    item = "- a\n\n  ```python\n  import os\n  x = 1\n  ```\n"
    growing, _ = empty(formulas)
    growing.add(f"- tight\n{item}".replace("\n\n", "\n"))
    growing.add("- b\n")
    before = colours_of(growing)
    growing.add("\n- c\n")
    assert colours_of(growing) == before and before[0]


def test_long_code_is_coloured_without_holding_the_window_up(
    formulas: Formulas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.markdown.colours._SLICE_S", 0.0)
    once = CODES["python"].count("\n")
    markdown, _ = shown(formulas, fenced("python", CODES["python"] * 20))
    assert not markdown.colours.settled
    colours = colours_of(markdown)
    assert colours == colours[:once] * 20 and any(colours)


def test_lexers_that_leave_more_states_than_they_entered_go_on() -> None:
    lexer = lexer_of("html")
    assert lexer is not None
    reader = LineLexer(lexer)
    assert [reader.read(line) for line in ("</p></p>", "]]>", "<b>")][2]
