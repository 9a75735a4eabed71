"""A command of Facet in this process, as a terminal would see it; a new Python takes a second."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """What a command wrote, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


def run(
    main: Callable[[Sequence[str]], int], *words: str | Path, stdin: str | None = None
) -> Ended:
    """Run a command's `main` in the project's folder."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    before, handler = Path.cwd(), signal.getsignal(signal.SIGINT)
    os.chdir(ROOT)
    try:
        with (
            redirect_stdout(out),
            redirect_stderr(err),
            mock.patch.object(sys, "stdin", io.StringIO(stdin or "")),
        ):
            status = main([str(word) for word in words])
    except SystemExit as left:
        status = int(left.code or 0)
    finally:
        os.chdir(before)
        signal.signal(signal.SIGINT, handler)
    return Ended(status, *(_written(stream) for stream in (out, err)))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()
