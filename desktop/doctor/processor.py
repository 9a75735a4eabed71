"""processor_config.json: how other apps are to take pictures and sounds in.

Facet goes by the config alone, so that nothing here changes what it sees or hears. The values are
those of the published files (Transformers 5.23, models/gemma4 and gemma4_unified).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from desktop.gemma4.audio import MEL_BINS
from desktop.gemma4.checkpoint import Checkpoint
from desktop.gemma4.config import Config
from desktop.gemma4.unified import FrameConfig, PatchConfig
from desktop.models.findings import Finding
from desktop.side_files import mapping, read_side_file
from desktop.sound_files import RATE

PROCESSOR = "processor_config.json"
_OLDER = "preprocessor_config.json"
_EARS, _EYES = "feature_extractor", "image_processor"
_MATTERS = {
    _EARS: (
        *("sampling_rate", "feature_size", "frame_length", "hop_length", "fft_length"),
        *("fft_overdrive", "mel_floor", "min_frequency", "max_frequency", "preemphasis", "dither"),
        *("input_scale_factor", "per_bin_mean", "per_bin_stddev", "audio_samples_per_token"),
    ),
    _EYES: (
        *("patch_size", "pooling_kernel_size", "do_resize", "do_rescale", "rescale_factor"),
        *("image_mean", "image_std", "resample"),
    ),
}
"""What changes the arrays that an encoder is given. Absent or null, each has its right value."""


def check_processor(checkpoint: Checkpoint) -> Iterator[Finding]:
    """Parts of the file that are missing or wrong, for the senses that the model has."""
    if not (checkpoint.sees or checkpoint.hears):
        return
    declared = read_side_file(checkpoint.folder / PROCESSOR)
    if declared is None:
        yield Finding.of("missing_processor")
        return
    right = processor_config(checkpoint.config, checkpoint.picture_tokens)
    older = read_side_file(checkpoint.folder / _OLDER)
    for part, has in ((_EYES, checkpoint.sees), (_EARS, checkpoint.hears)):
        found = mapping(declared.get(part)) or _in_older(older, part)
        if has and found is None:
            yield Finding.of(f"missing_{part}")
        elif has and found and (wrong := _differences(part, found, right[part])):
            yield Finding.of(f"wrong_{part}", detail="; ".join(wrong))


def soft_tokens(folder: Path) -> int:
    """The most soft tokens of a picture, from wherever a folder says it; the model card's are 280.

    The limit matters: a model made for small pictures has no places for more.
    """
    processor = mapping((read_side_file(folder / PROCESSOR) or {}).get(_EYES)) or {}
    config = read_side_file(folder / "config.json") or {}
    said = processor.get("max_soft_tokens"), config.get("vision_soft_tokens_per_image")
    return next((count for count in said if isinstance(count, int) and count > 0), 280)


def processor_config(config: Config, max_soft_tokens: int) -> dict[str, Any]:
    """The whole file for a model, as it is published; a sense that it has not is there as well."""
    unified = isinstance(config.vision, PatchConfig) or isinstance(config.audio, FrameConfig)
    family = "Gemma4Unified" if unified else "Gemma4"
    pictures = {
        "do_convert_rgb": True,
        "do_normalize": False,
        "do_rescale": True,
        "do_resize": True,
        "image_mean": [0.0, 0.0, 0.0],
        "image_processor_type": f"{family}ImageProcessor",
        "image_seq_length": max_soft_tokens,
        "image_std": [1.0, 1.0, 1.0],
        "max_soft_tokens": max_soft_tokens,
        **_cutting(config),
        "resample": 3,
        "rescale_factor": 1 / 255,
    }
    own = ("image_processor_type", "image_seq_length")
    frames = {
        **{name: value for name, value in pictures.items() if name not in own},
        "do_normalize": True,
        "do_sample_frames": True,
        "max_soft_tokens": min(70, max_soft_tokens),
        "num_frames": 32,
        "return_metadata": False,
        "video_processor_type": f"{family}VideoProcessor",
    }
    return {
        "audio_ms_per_token": 40,
        "audio_seq_length": 750,
        _EARS: _listening(config, f"{family}AudioFeatureExtractor"),
        _EYES: pictures,
        "image_seq_length": max_soft_tokens,
        "processor_class": f"{family}Processor",
        "video_processor": frames,
    }


def _cutting(config: Config) -> dict[str, int]:
    """How pictures are cut; the 12B's patches are said to be merged from smaller ones."""
    match config.vision:
        case PatchConfig(patch_size=side):
            return {"patch_size": side // 3, "pooling_kernel_size": 3}
        case None:
            return {"patch_size": 16, "pooling_kernel_size": 3}
        case vision:
            return {
                "patch_size": vision.patch_size,
                "pooling_kernel_size": vision.pooling_kernel_size,
            }


def _listening(config: Config, kind: str) -> dict[str, Any]:
    common = {
        "feature_extractor_type": kind,
        "padding_side": "right",
        "padding_value": 0.0,
        "return_attention_mask": True,
        "sampling_rate": RATE,
    }
    if isinstance(config.audio, FrameConfig):
        samples = config.audio.output_proj_dims
        return {**common, "audio_samples_per_token": samples, "feature_size": samples}
    return {
        **common,
        "dither": 0.0,
        "feature_size": MEL_BINS,
        "fft_length": 512,
        "fft_overdrive": False,
        "frame_length": 320,
        "hop_length": 160,
        "input_scale_factor": 1.0,
        "max_frequency": 8000.0,
        "mel_floor": 1e-3,
        "min_frequency": 0.0,
        "per_bin_mean": None,
        "per_bin_stddev": None,
        "preemphasis": 0.0,
        "preemphasis_htk_flavor": True,
    }


def _in_older(older: dict[str, Any] | None, part: str) -> dict[str, Any] | None:
    """What preprocessor_config.json, where the parts used to be, says of a part."""
    marks = {_EARS: "feature_extractor_type", _EYES: "image_processor_type"}
    return older if older is not None and marks[part] in older else None


def _differences(part: str, found: Mapping[str, Any], right: Mapping[str, Any]) -> list[str]:
    unused = () if found.get("do_normalize") else ("image_mean", "image_std")
    return [
        f"{name} is {found[name]}, not {right[name]}"
        for name in _MATTERS[part]
        if name in right and found.get(name) is not None and name not in unused
        if not _equal(found[name], right[name])
    ]


def _equal(found: object, right: object) -> bool:
    if isinstance(right, float) and isinstance(found, int | float):
        return abs(found - right) <= 1e-6 * max(1, abs(right))
    return found == right
