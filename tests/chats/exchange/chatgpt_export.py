"""ChatGPT's export, in miniature: one conversation with everything in it."""

from __future__ import annotations

from typing import Any


def node(
    key: str, parent: str | None, role: str, content: dict[str, Any] | None, **more: Any
) -> tuple[str, dict[str, Any]]:
    """A node of the mapping; `content` None is a node without a message."""
    message = content and {
        "id": key,
        "author": {"role": role, "name": None, "metadata": {}},
        "create_time": 1_700_000_000.5 + len(key),
        "update_time": None,
        "content": content,
        "status": "finished_successfully",
        "end_turn": True,
        "weight": 1.0,
        "metadata": {},
        "recipient": "all",
        "channel": None,
        **more,
    }
    return key, {"id": key, "message": message, "parent": parent, "children": []}


def text(*parts: Any) -> dict[str, Any]:
    return {"content_type": "text", "parts": list(parts)}


def conversation(*nodes: tuple[str, dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A conversation of nodes; the last one is shown."""
    mapping = dict(nodes)
    for key, each in mapping.items():
        if each["parent"] in mapping:
            mapping[each["parent"]]["children"].append(key)
    return {
        "title": "Cats",
        "create_time": 1_700_000_000.25,
        "update_time": 1_700_000_100.0,
        "mapping": mapping,
        "moderation_results": [],
        "current_node": nodes[-1][0] if nodes else None,
        "conversation_id": "6f3d",
        "is_archived": False,
        "safe_urls": [],
        "default_model_slug": "gpt-4o",
        **more,
    }


def picture(pointer: str) -> dict[str, Any]:
    return {
        "content_type": "image_asset_pointer",
        "asset_pointer": pointer,
        "size_bytes": 8,
        "width": 2,
        "height": 2,
        "fovea": None,
        "metadata": {"dalle": None},
    }


EVERYTHING = conversation(
    node("root", None, "system", None),
    node("hidden", "root", "system", text("")),
    node(
        "about",
        "hidden",
        "user",
        {
            "content_type": "user_editable_context",
            "user_profile": "I have a cat.",
            "user_instructions": "Be brief.",
        },
    ),
    node(
        "q",
        "about",
        "user",
        {
            "content_type": "multimodal_text",
            "parts": [picture("sediment://file_00ab"), picture("file-service://file-Gone"), "Who?"],
        },
        metadata={
            "attachments": [
                {"id": "file_00ab", "name": "cat.png"},
                {"id": "file-77", "name": "notes.pdf"},
            ]
        },
    ),
    node("first", "q", "assistant", text("A dog.")),
    node(
        "thoughts",
        "q",
        "assistant",
        {
            "content_type": "thoughts",
            "thoughts": [
                {"summary": "Looking", "content": "It has whiskers.", "chunks": []},
                {"summary": "", "content": "A cat?"},
            ],
        },
    ),
    node(
        "recap",
        "thoughts",
        "assistant",
        {"content_type": "reasoning_recap", "content": "Thought for 3 seconds"},
    ),
    node(
        "code",
        "recap",
        "assistant",
        {"content_type": "code", "language": "python", "text": "print('```')"},
        recipient="python",
    ),
    node("ran", "code", "tool", {"content_type": "execution_output", "text": "```\n"}),
    node(
        "quote",
        "ran",
        "tool",
        {
            "content_type": "tether_quote",
            "url": "https://cats.example",
            "domain": "cats.example",
            "title": "Cats",
            "text": "Cats\npurr.",
        },
    ),
    node("odd", "quote", "tool", {"content_type": "smell", "strength": 3}),
    node(
        "answer",
        "odd",
        "assistant",
        text("A cat\ue200cite\ue202turn0\ue201.\ue200navlist\ue201"),
        metadata={
            "content_references": [
                {
                    "matched_text": "\ue200cite\ue202turn0\ue201",
                    "alt": " ([Cats](https://cats.example))",
                }
            ]
        },
    ),
)
