"""Pebble's folder: its weights, in bf16, and what stands beside them."""

from __future__ import annotations

import json
from pathlib import Path

import model as shape
import tokenizer as vocabulary
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import Gemma4ForConditionalGeneration

from desktop.doctor.processor import processor_config
from desktop.gemma4.config import Config


def save(model: Gemma4ForConditionalGeneration, tokenizer: Tokenizer, out: Path) -> None:
    """Write a checkpoint folder in the hub's layout, in bf16."""
    out.mkdir(parents=True, exist_ok=True)
    ids = {token: tokenizer.token_to_id(token) for token in vocabulary.CONTROL}
    settings = shape.config(tokenizer.get_vocab_size(), ids)
    weights = {
        name: tensor.detach().to(torch.bfloat16).contiguous().clone()
        for name, tensor in model.state_dict().items()
        if name != "lm_head.weight"
    }
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    generation = {
        "bos_token_id": ids["<bos>"],
        "do_sample": True,
        "eos_token_id": settings["eos_token_id"],
        "pad_token_id": ids["<pad>"],
        # A model this small is only worth listening to where it is sure.
        "temperature": 0.3,
        "top_k": 64,
        "top_p": 0.95,
    }
    ears = processor_config(Config.from_dict(settings), shape.SOFT_TOKENS)["feature_extractor"]
    processor = {
        "feature_extractor": ears,
        "image_processor": {
            "image_processor_type": "Gemma4ImageProcessor",
            "max_soft_tokens": shape.SOFT_TOKENS,
            "patch_size": shape.PATCH,
            "pooling_kernel_size": shape.POOLING,
        },
        "processor_class": "Gemma4Processor",
    }
    for name, content in (
        ("config.json", settings),
        ("generation_config.json", generation),
        ("processor_config.json", processor),
        ("tokenizer_config.json", {"tokenizer_class": "GemmaTokenizer"}),
    ):
        (out / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    tokenizer.save(str(out / "tokenizer.json"))
