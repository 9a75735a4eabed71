"""Chat messages in JSON are read and written without loss, and refused in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.conversation import Clip, Picture, Sound, Text, ToolCall, Turn
from desktop.gemma4.prompt import render_text
from desktop.listening import Task
from desktop.messages import read_conversation, read_turn, write_conversation, write_turn
from desktop.problems import Problem

CASES = json.loads((Path(__file__).parent / "golden/prompt_cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['template']}-{c['name']}")
def test_a_conversation_survives_the_pipe(case: dict[str, Any]) -> None:
    conversation = read_conversation(case)
    again = read_conversation(json.loads(json.dumps(write_conversation(conversation))))
    assert render_text(again, empty_thought=True) == render_text(conversation, empty_thought=True)


def test_a_picture_keeps_its_path_and_detail() -> None:
    content = [{"type": "image", "path": "a.png", "detail": 560}, {"type": "text", "text": "?"}]
    message = {"role": "user", "content": content, "token_ids": [3, 4]}
    conversation = read_conversation([message], Path("/pictures"))
    (turn,) = conversation.turns
    assert turn.parts == (Picture("/pictures/a.png", 560), Text("?"))
    assert read_conversation(write_conversation(conversation)) == conversation


def test_a_sound_keeps_its_task_and_a_clip_whether_it_is_mute() -> None:
    parts = (Sound("a.wav", Task("French", "English")), Sound("b.wav", Task()), Sound("c.wav"))
    turn = Turn("user", (*parts, Clip("d.mov", mute=True), Clip("e.mov")))
    assert read_turn(json.loads(json.dumps(write_turn(turn)))) == turn


def test_arguments_in_a_string_are_read() -> None:
    call = {"id": "1", "function": {"name": "f", "arguments": '{"a": 1}'}}
    (turn,) = read_conversation([{"role": "assistant", "tool_calls": [call]}]).turns
    assert turn.parts == (ToolCall("f", {"a": 1}, "1"),)


@pytest.mark.parametrize(
    "data",
    [
        3,
        {"messages": 3},
        {},
        ["hi"],
        [{"role": "king", "content": "x"}],
        [{"role": "user", "content": [{"type": "smell"}]}],
        [{"role": "user", "content": {"text": "x"}}],
        [{"role": "user", "content": [{"type": "audio", "path": "a", "task": "sing"}]}],
        [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": "{"}}]}],
    ],
)
def test_anything_else_is_refused_in_words(data: object) -> None:
    with pytest.raises(Problem) as caught:
        read_conversation(data)
    assert caught.value.kind == "bad_messages"
