"""Whether the chat template in a folder writes the prompts that Gemma 4 is trained on.

Facet never goes by it: published copies carry old ones. Here it writes a few prompts, as other
apps would have it write them, beside those of `desktop.gemma4.prompt`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desktop.gemma4.config import Config
from desktop.gemma4.prompt import render_text
from desktop.messages import read_conversation
from desktop.models.findings import Finding
from desktop.places import RESOURCES
from desktop.side_files import read_side_file

from .vocabulary import TOKENIZER

TEMPLATE = "chat_template.jinja"
_LARGEST = 200_000
"""Characters, ten times as many as the official template has."""
_WEATHER = {"name": "weather", "arguments": {"place": "Tokyo", "days": 2}}
_PROBES: dict[str, dict[str, Any]] = {
    "pictures": {
        "messages": [
            {"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "What?"}]}
        ]
    },
    "sounds": {
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "Write."}, {"type": "audio"}]}
        ]
    },
    "thinking": {
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "2 + 2?"},
            {"role": "assistant", "content": "<|channel>thought\nA sum.\n<channel|>4"},
            {"role": "user", "content": "3 + 3?"},
        ],
        "enable_thinking": True,
    },
    "tools": {
        "messages": [
            {"role": "user", "content": "Weather?"},
            {
                "role": "assistant",
                "content": "",
                "tool_calls": [{"id": "1", "type": "function", "function": _WEATHER}],
            },
            {"role": "tool", "tool_call_id": "1", "content": "sunny"},
        ],
    },
}


def check_template(folder: Path, config: Config) -> Iterator[Finding]:
    """Whether there is a template, and in what its prompts are others than Facet's."""
    template = _read_template(folder)
    if template is None:
        yield Finding.of("missing_template")
    elif wrong := [name for name in _PROBES if not _agrees(template, _PROBES[name], config)]:
        yield Finding.of("other_template", detail=", ".join(wrong))


def own_template(config: Config) -> str:
    """Facet's template for a model."""
    empty_thought = str(config.opens_with_empty_thought).lower()
    text = (RESOURCES / "doctor" / TEMPLATE).read_text(encoding="utf-8")
    return f"{{%- set empty_thought = {empty_thought} -%}}\n{text}"


def render_template(template: str, conversation: Mapping[str, Any]) -> str:
    """The prompt that a template writes, as Transformers has it write; raises TemplateError."""
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.filters["tojson"] = _to_json
    settings = {
        "add_generation_prompt": True,
        "bos_token": "<bos>",
        "eos_token": "<eos>",
        "raise_exception": _refuse,
    }
    return environment.from_string(template).render({**settings, **conversation})


def _read_template(folder: Path) -> str | None:
    """The template in its own file, or in one of those where it was before."""
    try:
        return (folder / TEMPLATE).read_text(encoding="utf-8")
    except (OSError, ValueError):
        pass
    for name in ("chat_template.json", TOKENIZER):
        template = (read_side_file(folder / name) or {}).get("chat_template")
        if isinstance(template, str):
            return template
    return None


def _agrees(template: str, conversation: Mapping[str, Any], config: Config) -> bool:
    empty_thought = config.opens_with_empty_thought
    expected = render_text(read_conversation(conversation), empty_thought=empty_thought)
    # A template is a program: whatever it raises, it does not write this prompt.
    try:
        return len(template) < _LARGEST and render_template(template, conversation) == expected
    except Exception:
        return False


def _refuse(message: str) -> None:
    raise TemplateError(message)


def _to_json(value: object, indent: int | None = None, sort_keys: bool = False) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=sort_keys)
