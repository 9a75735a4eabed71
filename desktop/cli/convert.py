"""`facet models convert`: a checkpoint in bf16 → one that a Mac has room for."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from desktop.conversion.allocation import LEAST, MOST
from desktop.conversion.convert import Converted, Progress, convert
from desktop.problems import Problem

_INTERRUPTED = 130
_STAGES = {"measure": "Measuring layers", "write": "Writing"}


def main(arguments: Sequence[str]) -> int:
    """Convert one checkpoint; returns 0, 1 after a Problem, 130 when it is interrupted."""
    options = _parser().parse_args(arguments)
    told = _tell_json if options.json else _told_in_words()
    try:
        converted = convert(options.folder, options.to, options.bits, told)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Nothing was written.", file=sys.stderr)
        return _INTERRUPTED
    (_tell_json if options.json else _summarise)(converted)
    return 0


def _tell_json(event: Progress | Converted) -> None:
    name = "done" if isinstance(event, Converted) else "progress"
    try:
        print(json.dumps({"event": name, **asdict(event)}, default=str), flush=True)
    except BrokenPipeError:
        # Whoever read this has gone; Python must not complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _told_in_words() -> Callable[[Progress], None]:
    """Progress on stderr: in place on a terminal, elsewhere each stage once."""
    terminal = sys.stderr.isatty()
    last = ""

    def told(progress: Progress) -> None:
        nonlocal last
        line = _STAGES[progress.stage]
        if terminal:
            line = f"\r{line}: {100 * progress.done // progress.total} %"
        if line != last:
            going_on = terminal and progress.done < progress.total
            print(line, end="" if going_on else "\n", file=sys.stderr, flush=True)
        last = line

    return told


def _summarise(converted: Converted) -> None:
    sizes = converted.bytes / 1e6, converted.bytes_before / 1e6
    modules = ", ".join(f"{count} with {bits}" for bits, count in converted.modules.items())
    print("{}: {:,.0f} MB, before {:,.0f} MB".format(converted.folder, *sizes))
    print(f"Bits of a layer's weights: {converted.bits:.2f} in the mean; modules: {modules}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="facet models convert",
        description="Make a Gemma 4 in bf16 smaller: each weight gets the bits that it needs.",
    )
    add = parser.add_argument
    add("folder", metavar="FOLDER", type=Path, help="a checkpoint in bf16")
    add("--to", metavar="OUT", type=Path, required=True, help="a folder that is made")
    add(
        "--bits",
        metavar="B",
        type=_bits,
        default=4.5,
        help=f"bits of a layer's weights in the mean, {LEAST} to {MOST} (4.5)",
    )
    add("--json", action="store_true", help="write JSON Lines")
    return parser


def _bits(text: str) -> float:
    bits = float(text)
    if not LEAST <= bits <= MOST:
        raise argparse.ArgumentTypeError(f"{text} is out of range")
    return bits
