"""The configs of the five published sizes, as their config.json states them."""

from __future__ import annotations

from typing import Any

SIZES = ("e2b", "e4b", "12b", "26b-a4b", "31b")

_TEXT: dict[str, dict[str, Any]] = {
    "e2b": {
        "hidden_size": 1536,
        "intermediate_size": 6144,
        "num_hidden_layers": 35,
        "num_key_value_heads": 1,
        "num_kv_shared_layers": 20,
        "sliding_window_pattern": 5,
        "use_double_wide_mlp": True,
    },
    "e4b": {
        "hidden_size": 2560,
        "intermediate_size": 10240,
        "num_hidden_layers": 42,
        "num_key_value_heads": 2,
        "num_kv_shared_layers": 18,
    },
    "12b": {
        "hidden_size": 3840,
        "intermediate_size": 15360,
        "num_hidden_layers": 48,
        "num_attention_heads": 16,
        "num_key_value_heads": 8,
        "num_global_key_value_heads": 1,
    },
    "26b-a4b": {
        "hidden_size": 2816,
        "intermediate_size": 2112,
        "num_hidden_layers": 30,
        "num_attention_heads": 16,
        "num_key_value_heads": 8,
        "num_global_key_value_heads": 2,
        "enable_moe_block": True,
        "num_experts": 128,
        "top_k_experts": 8,
        "moe_intermediate_size": 704,
    },
    "31b": {
        "hidden_size": 5376,
        "intermediate_size": 21504,
        "num_hidden_layers": 60,
        "num_attention_heads": 32,
        "num_key_value_heads": 16,
        "num_global_key_value_heads": 4,
    },
}
_SMALL = {
    "num_attention_heads": 8,
    "hidden_size_per_layer_input": 256,
    "sliding_window": 512,
    "max_position_embeddings": 131072,
    "attention_k_eq_v": False,
    "use_bidirectional_attention": None,
}
_LARGE = {
    "num_kv_shared_layers": 0,
    "hidden_size_per_layer_input": 0,
    "sliding_window": 1024,
    "max_position_embeddings": 262144,
    "attention_k_eq_v": True,
    "use_bidirectional_attention": "vision",
}
_EVERY = {
    "model_type": "gemma4_text",
    "head_dim": 256,
    "global_head_dim": 512,
    "vocab_size": 262144,
    "vocab_size_per_layer_input": 262144,
    "final_logit_softcapping": 30.0,
    "sliding_window_pattern": 6,
    "use_double_wide_mlp": False,
    "enable_moe_block": False,
    "rms_norm_eps": 1e-6,
    "pad_token_id": 0,
    "tie_word_embeddings": True,
}
_SMALL_EYES = {
    "model_type": "gemma4_vision",
    "hidden_size": 768,
    "intermediate_size": 3072,
    "num_hidden_layers": 16,
    "num_attention_heads": 12,
    "num_key_value_heads": 12,
    "head_dim": 64,
    "use_clipped_linears": True,
    "standardize": False,
}
_LARGE_EYES = {
    "model_type": "gemma4_vision",
    "hidden_size": 1152,
    "intermediate_size": 4304,
    "num_hidden_layers": 27,
    "num_attention_heads": 16,
    "num_key_value_heads": 16,
    "head_dim": 72,
    "use_clipped_linears": False,
    "standardize": True,
}
_EARS = {"model_type": "gemma4_audio", "hidden_size": 1024, "num_hidden_layers": 12}
_SENSES: dict[str, dict[str, Any]] = {
    "e2b": {"vision_config": _SMALL_EYES, "audio_config": _EARS},
    "e4b": {"vision_config": _SMALL_EYES, "audio_config": _EARS},
    "12b": {
        "vision_config": {"model_type": "gemma4_unified_vision", "mm_embed_dim": 3840},
        "audio_config": {"model_type": "gemma4_unified_audio", "audio_embed_dim": 640},
    },
    "26b-a4b": {"vision_config": _LARGE_EYES},
    "31b": {"vision_config": _LARGE_EYES},
}


def published_config(size: str) -> dict[str, Any]:
    """The config.json of one of `SIZES`."""
    shared = _SMALL if _TEXT[size].get("num_kv_shared_layers") else _LARGE
    return {
        "model_type": "gemma4_unified" if size == "12b" else "gemma4",
        "text_config": {**_EVERY, **shared, **_TEXT[size]},
        **_SENSES[size],
        "eos_token_id": [1, 106, 50],
        "dtype": "bfloat16",
        "vocab_size": 262144,
    }
