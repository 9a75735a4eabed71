"""Every message crosses the pipe unchanged, one line each."""

from __future__ import annotations

import pytest

from desktop.engine import protocol
from desktop.engine.protocol import (
    AnswerNow,
    AnswerPiece,
    Cancel,
    Done,
    Failed,
    Generate,
    Load,
    Sampling,
    Shutdown,
    ToolCalled,
    Warned,
    decode,
    encode,
)

MESSAGES = [
    Load("/models/gemma 4"),
    Generate(7, {"messages": [{"role": "user", "content": "一行\n二行"}]}, Sampling(seed=3)),
    Cancel(7),
    Shutdown(),
    AnswerPiece(7, "zwei\nZeilen \u2028 🙂"),
    ToolCalled(7, "now", {"tz": "JST", "deep": {"a": [1, None, True]}}),
    AnswerNow(7),
    Done(7, "stop", [1, 2], 2, 10, 0, 10, 1.5, 2.5, 100),
    Failed(None, "no_such_file", {"path": "x"}),
    Warned(7, "short_context", {"tokens": "2,048"}),
    Load("/mnt/caf\udce9 日本"),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda m: type(m).__name__)
def test_a_message_is_one_line_and_comes_back_equal(message: protocol.Request) -> None:
    line = encode(message)
    assert line.count(b"\n") == 1 and line.endswith(b"\n")
    assert decode(line) == message


@pytest.mark.parametrize("line", [b"", b"{}", b"null", b"[1]", b'{"type":"Load"}', b"hello\n"])
def test_a_line_that_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):
        decode(line)
