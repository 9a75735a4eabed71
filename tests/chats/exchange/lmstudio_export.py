"""LM Studio's conversation file, in miniature: one with everything in it."""

from __future__ import annotations

from typing import Any


def said(role: str, *content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "singleStep", "role": role, "content": list(content)}


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def block(*content: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "contentBlock",
        "stepIdentifier": "17-0.5",
        "content": list(content),
        "defaultShouldIncludeInContext": True,
        "shouldIncludeInContext": True,
        **more,
    }


def answered(*steps: dict[str, Any]) -> dict[str, Any]:
    sender = {"senderName": "google/gemma-4-e4b"}
    return {"type": "multiStep", "role": "assistant", "senderInfo": sender, "steps": list(steps)}


def message(*versions: dict[str, Any], selected: Any = 0) -> dict[str, Any]:
    return {"versions": list(versions), "currentlySelected": selected}


def conversation(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "name": "Cats",
        "pinned": True,
        "createdAt": 1_700_000_000_250,
        "preset": "",
        "tokenCount": 33,
        "systemPrompt": "",
        "messages": list(messages),
        "usePerChatPredictionConfig": True,
        "perChatPredictionConfig": {
            "fields": [
                {"key": "llm.prediction.temperature", "value": 0.7},
                {"key": "llm.prediction.systemPrompt", "value": "Be brief."},
            ]
        },
        "clientInput": "",
        "clientInputFiles": [],
        "userFilesSizeBytes": 8,
        "lastUsedModel": {"identifier": "google/gemma-4-e4b"},
        "notes": [],
        "plugins": [],
        **more,
    }


CAT = {"type": "file", "fileIdentifier": "17 - 4.png", "fileType": "image", "sizeBytes": 8}
PAPER = {"type": "file", "fileIdentifier": "18.pdf", "fileType": "document", "name": "paper.pdf"}
EVERYTHING = conversation(
    message(said("user", CAT, text("Who?"), PAPER)),
    message(
        answered(block(text("A dog."))),
        answered(
            block(
                text("Whiskers…"),
                style={"type": "thinking", "ended": True, "title": "Thought for 2 s"},
                prefix="<think>",
                suffix="</think>",
            ),
            block(
                {
                    "type": "toolCallRequest",
                    "callId": 1,
                    "name": "look_up",
                    "parameters": {"what": "猫"},
                }
            ),
            block({"type": "toolCallResult", "callId": 1, "content": '["cat"]'}),
            block(text("A cat."), genInfo={"stats": {"stopReason": "eosFound"}}),
            {"type": "debugInfoBlock", "debugInfo": "Conversation naming technique: 'prompt'"},
        ),
        selected=1,
    ),
    message(said("user", text("And?")), said("user", text("And then?")), selected=0),
)
