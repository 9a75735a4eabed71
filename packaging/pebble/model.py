"""Pebble's shape: Gemma 4 E2B in miniature, and how its weights start."""

from __future__ import annotations

import math
from types import MethodType
from typing import Any

import torch
from torch import nn
from transformers import Gemma4Config, Gemma4ForConditionalGeneration
from transformers.models.gemma4.modeling_gemma4 import Gemma4AudioSubSampleConvProjectionLayer

SOFT_TOKENS = 9
PATCH, POOLING = 16, 3
MEL_BINS = 128
TEXT: dict[str, Any] = {
    "attention_k_eq_v": False,
    "enable_moe_block": False,
    "final_logit_softcapping": 30.0,
    "global_head_dim": 128,
    "head_dim": 64,
    "hidden_activation": "gelu_pytorch_tanh",
    "hidden_size": 192,
    "hidden_size_per_layer_input": 32,
    "intermediate_size": 384,
    "layer_types": ["sliding_attention", "sliding_attention", "full_attention"] * 2,
    "max_position_embeddings": 2048,
    "model_type": "gemma4_text",
    "num_attention_heads": 3,
    "num_global_key_value_heads": None,
    "num_hidden_layers": 6,
    "num_key_value_heads": 1,
    "num_kv_shared_layers": 3,
    "rms_norm_eps": 1e-6,
    "rope_parameters": {
        "full_attention": {
            "partial_rotary_factor": 0.25,
            "rope_theta": 1e6,
            "rope_type": "proportional",
        },
        "sliding_attention": {"rope_theta": 1e4, "rope_type": "default"},
    },
    "sliding_window": 128,
    "tie_word_embeddings": True,
    "use_bidirectional_attention": None,
    "use_double_wide_mlp": True,
}
VISION: dict[str, Any] = {
    "default_output_length": SOFT_TOKENS,
    "global_head_dim": 32,
    "head_dim": 32,
    "hidden_size": 128,
    "intermediate_size": 320,
    "model_type": "gemma4_vision",
    "num_attention_heads": 4,
    "num_hidden_layers": 4,
    "num_key_value_heads": 4,
    "patch_size": PATCH,
    "pooling_kernel_size": POOLING,
    "position_embedding_size": 48,
    "rms_norm_eps": 1e-6,
    "rope_parameters": {"rope_theta": 100.0, "rope_type": "default"},
    "standardize": False,
    "use_clipped_linears": False,
}
AUDIO: dict[str, Any] = {
    "attention_chunk_size": 12,
    # Eight seconds, not half of one: the ears number the digits.
    "attention_context_left": 200,
    "attention_context_right": 0,
    "conv_kernel_size": 5,
    "hidden_size": 128,
    "model_type": "gemma4_audio",
    "num_attention_heads": 4,
    "num_hidden_layers": 3,
    "output_proj_dims": 128,
    "rms_norm_eps": 1e-6,
    "subsampling_conv_channels": [128, 8],
    "use_clipped_linears": False,
}


def config(vocab: int, ids: dict[str, int]) -> dict[str, Any]:
    """config.json in the hub's form; `ids` are the control tokens' ids."""
    ends = [ids["<eos>"], ids["<turn|>"], ids["<|tool_response>"]]
    return {
        "architectures": ["Gemma4ForConditionalGeneration"],
        "model_type": "gemma4",
        "dtype": "bfloat16",
        "text_config": {
            **TEXT,
            "bos_token_id": ids["<bos>"],
            "eos_token_id": ids["<eos>"],
            "pad_token_id": ids["<pad>"],
            "vocab_size": vocab,
            "vocab_size_per_layer_input": vocab,
        },
        "vision_config": VISION,
        "audio_config": AUDIO,
        "eos_token_id": ends,
        "image_token_id": ids["<|image|>"],
        "audio_token_id": ids["<|audio|>"],
        "video_token_id": ids["<|video|>"],
        "boi_token_id": ids["<|image>"],
        "eoi_token_id": ids["<image|>"],
        "boa_token_id": ids["<|audio>"],
        "eoa_token_id": ids["<audio|>"],
        "eoa_token_index": ids["<audio|>"],
        "tie_word_embeddings": True,
        "vision_soft_tokens_per_image": SOFT_TOKENS,
        "vocab_size": vocab,
    }


def build(settings: dict[str, Any]) -> Gemma4ForConditionalGeneration:
    """A fresh model.

    Transformers starts the position table at all ones, which drowns the patches: with it the
    tower never learns shapes.
    """
    model = Gemma4ForConditionalGeneration(Gemma4Config.from_dict(settings))
    embedder = model.model.vision_tower.patch_embedder
    nn.init.normal_(embedder.position_embedding_table, std=0.3)
    projection = embedder.input_proj.weight
    nn.init.normal_(projection, std=2 / math.sqrt(projection.shape[1]))
    for module in model.model.audio_tower.modules():
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=1 / math.sqrt(module.in_features))
    subsample = model.model.audio_tower.subsample_conv_projection
    nn.init.normal_(subsample.input_proj_linear.weight, std=0.1)
    for layer in (subsample.layer0, subsample.layer1):
        layer.conv.to(memory_format=torch.channels_last)
        layer.forward = MethodType(_subsample, layer)
    return model.float()


def _subsample(
    layer: Gemma4AudioSubSampleConvProjectionLayer, x: torch.Tensor, mask: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """What the layer's own forward computes, for [recordings, channels, time, frequency].

    That one copies what it makes from one layout to another and back, which takes longer than all
    the rest of the tower.
    """
    masked = x * mask[:, None, :, None]
    made = layer.conv(masked.contiguous(memory_format=torch.channels_last))
    return layer.act(layer.norm(made.permute(0, 2, 3, 1))).permute(0, 3, 1, 2), mask[:, ::2]


class DrawingHead(nn.Module):
    """What the eyes are taught alone: shape, colour and ground, each by a linear map."""

    def __init__(self, hidden: int, classes: tuple[int, ...]) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(hidden)
        self.maps = nn.ModuleList(nn.Linear(hidden, n) for n in classes)

    def forward(self, x: torch.Tensor) -> list[torch.Tensor]:
        """[rows, hidden] → for each question, a row of scores for each row."""
        normed = self.norm(x)
        return [scores(normed) for scores in self.maps]


class SpeechHeads(nn.Module):
    """What the ears are taught alone, each by a linear map of every soft token by itself.

    `words` tells which word ends there, if one does; `digit` which digit was the last one, if any
    was; `number` how many digits there were.
    """

    def __init__(self, hidden: int, words: int, most: int) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(hidden) for _ in range(3))
        self.maps = nn.ModuleList(nn.Linear(hidden, n + 1) for n in (words, 10, most))

    def forward(self, x: torch.Tensor) -> list[torch.Tensor]:
        """[..., hidden] → scores [..., words + 1], [..., 11] and [..., most + 1].

        That of no word and of no digit comes last, that of no digits first.
        """
        return [scores(norm(x)) for scores, norm in zip(self.maps, self.norms, strict=True)]
