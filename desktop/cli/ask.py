"""`facet ask`: the engine in a terminal, for scripts and for tests."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from desktop.conversation import DETAILS, Clip, Conversation, Picture, Sound, Text, Turn
from desktop.engine.protocol import (
    AnswerPiece,
    Done,
    Event,
    PartBegun,
    PromptRead,
    Sampling,
    ThoughtPiece,
    ToolCalled,
    Warned,
)
from desktop.listening import Task
from desktop.messages import read_conversation
from desktop.places import BUILT_IN_MODEL
from desktop.problems import Problem

_EVENT_NAMES: dict[type[Any], str] = {
    PartBegun: "part",
    PromptRead: "prompt",
    ThoughtPiece: "thought",
    AnswerPiece: "answer",
    ToolCalled: "tool_call",
    Warned: "warning",
    Done: "done",
}


def main(arguments: Sequence[str]) -> int:
    """Answer one prompt; returns 0, 1 after a Problem, 2 for a wrong command line."""
    options = _parser().parse_args(arguments)
    if options.prompt is None and not options.audio and options.messages is None:
        _parser().error("a PROMPT, --audio or --messages is needed")
    try:
        conversation = _conversation(options)
        if options.show_prompt:
            _show_prompt(options.model, conversation)
        else:
            _answer(options, conversation)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read the answer has gone; Python must not complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _conversation(options: argparse.Namespace) -> Conversation:
    """What the command line says, in the model card's order: pictures, videos, words, sounds."""
    conversation = Conversation()
    if options.messages is not None:
        conversation = _read_messages(options.messages)
    turns = list(conversation.turns)
    if options.system is not None:
        turns.insert(0, Turn("system", (Text(options.system),)))
    if options.prompt is not None or options.audio:
        words = sys.stdin.read() if options.prompt == "-" else options.prompt or ""
        pictures = [Picture(path, options.detail) for path in options.image]
        clips = [Clip(path, options.no_video_sound) for path in options.video]
        sounds = [Sound(path, _task(options)) for path in options.audio]
        turns.append(Turn("user", (*pictures, *clips, Text(words), *sounds)))
    return replace(
        conversation, turns=tuple(turns), thinking=conversation.thinking or options.think
    )


def _task(options: argparse.Namespace) -> Task | None:
    if options.transcribe or options.translate_to:
        return Task(options.translate_to, options.spoken)
    return None


def _read_messages(path: Path) -> Conversation:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Problem("no_such_file", path=path) from error
    except OSError as error:
        raise Problem("unreadable_file", path=path) from error
    except ValueError as error:
        raise Problem("bad_messages", detail=f"“{path}” is not JSON") from error
    return read_conversation(data, path.parent)


def _show_prompt(model: Path, conversation: Conversation) -> None:
    from desktop.gemma4.checkpoint import open_checkpoint
    from desktop.gemma4.prompt import render_text

    config = open_checkpoint(model).config
    text = render_text(conversation, empty_thought=config.opens_with_empty_thought)
    sys.stdout.buffer.write(text.encode())


def _answer(options: argparse.Namespace, conversation: Conversation) -> None:
    from desktop.engine.generation import Generator

    interrupted: list[int] = []
    generator = Generator(options.model, warn=_warn)
    signal.signal(signal.SIGINT, lambda number, _frame: interrupted.append(number))
    sampling = Sampling(
        temperature=options.temperature,
        top_p=options.top_p,
        top_k=options.top_k,
        seed=options.seed,
        max_tokens=options.max_tokens,
        max_thought=options.max_thought,
        ignore_eos=options.ignore_eos,
    )
    events = generator.answer(conversation, sampling, cancelled=lambda: bool(interrupted))
    (_write_json if options.json else _write_text)(events)


def _warn(warned: Warned) -> None:
    print(Problem(warned.kind, **warned.details), file=sys.stderr)


def _write_json(events: Iterator[Event]) -> None:
    for event in events:
        if name := _EVENT_NAMES.get(type(event)):
            fields = {key: value for key, value in asdict(event).items() if key != "id"}
            print(json.dumps({"event": name, **fields}, ensure_ascii=False), flush=True)


def _write_text(events: Iterator[Event]) -> None:
    """The answer to stdout as it comes; the thought to stderr, dimmed on a terminal."""
    dim, plain = ("\x1b[2m", "\x1b[0m") if sys.stderr.isatty() else ("", "")
    thinking = False
    for event in events:
        if isinstance(event, ThoughtPiece):
            print(f"{dim}{event.text}{plain}", end="", file=sys.stderr, flush=True)
            thinking = True
            continue
        if thinking and not isinstance(event, PromptRead):
            print(file=sys.stderr, flush=True)
            thinking = False
        if isinstance(event, AnswerPiece):
            print(event.text, end="", flush=True)
        elif isinstance(event, Warned):
            _warn(event)
        elif isinstance(event, ToolCalled):
            print(f"{event.name} {json.dumps(event.arguments, ensure_ascii=False)}", flush=True)
    print(flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="facet ask", description="Ask Gemma 4 in the terminal, offline."
    )
    add = parser.add_argument
    add("prompt", metavar="PROMPT", nargs="?", help="what to ask; - reads it from stdin")
    add("--model", metavar="FOLDER", type=Path, default=BUILT_IN_MODEL)
    add("--image", metavar="F", action="append", default=[], help="a picture, before the words")
    add("--audio", metavar="F", action="append", default=[], help="a sound, after the words")
    add("--video", metavar="F", action="append", default=[], help="a video, before the words")
    add("--transcribe", action="store_true", help="write down what is said in a sound")
    add("--translate-to", metavar="LANGUAGE", help="translate what is said, into French say")
    add("--spoken", metavar="LANGUAGE", help="the language that is spoken, where it is known")
    add("--no-video-sound", action="store_true", help="watch videos without their sound")
    add("--detail", type=int, choices=DETAILS, help="soft tokens of a picture, at most")
    add("--messages", metavar="FILE", type=Path, help="a JSON list of chat messages")
    add("--system", metavar="TEXT", help="instructions that stand before the conversation")
    add("--think", action="store_true", help="let the model think first")
    add("--max-thought", metavar="N", type=_whole(0), help="close a thought of so many tokens")
    add("--temperature", metavar="T", type=_number(0, None), help="0 is greedy")
    add("--top-p", metavar="P", type=_number(0, 1))
    add("--top-k", metavar="K", type=_whole(0))
    add("--seed", metavar="N", type=_whole(0))
    add("--max-tokens", metavar="N", type=_whole(1))
    add("--ignore-eos", action="store_true", help="go on past the end of the reply")
    add("--json", action="store_true", help="write JSON Lines")
    add("--show-prompt", action="store_true", help="write the rendered prompt and nothing else")
    return parser


def _number(low: float, high: float | None) -> Callable[[str], float]:
    def number(text: str) -> float:
        value = float(text)
        if not low <= value <= (float("inf") if high is None else high):
            raise argparse.ArgumentTypeError(f"{text} is out of range")
        return value

    return number


def _whole(low: int) -> Callable[[str], int]:
    def whole_number(text: str) -> int:
        value = int(text)
        if value < low:
            raise argparse.ArgumentTypeError(f"{text} is out of range")
        return value

    return whole_number
