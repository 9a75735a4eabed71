"""mlx-vlm on the golden cases, driven as its users drive it: load, then stream_generate."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import mlx.core as mx
import numpy as np
from golden_cases import BANNED, GOLDEN, MEDIA, WINDOWS, case_of, video_frames
from mlx_vlm import PromptCacheState, load, stream_generate
from mlx_vlm.utils import prepare_inputs

from desktop.conversation import Clip, Picture, Sound

KEPT = 60
"""Prompt tokens of the text case that stand for a first turn; the next one is its reply."""


class MlxVlm:
    """Its defaults everywhere, but greedy, and with the ids banned that the reference bans."""

    def draw(self, family: str, name: str, *, kept: bool) -> Iterator[tuple[int, np.ndarray]]:
        """Token ids with the log-probabilities they were drawn from: [vocabulary] f32.

        `kept` says the first turn's cache is kept for the second, as mlx-vlm's own chat does.
        """
        model, processor = _loaded(family, WINDOWS.get(name))
        case = case_of(family, name)
        state = _after_first_turn(model, processor, case) if kept else None
        image, audio, video = _media(name)
        answer = stream_generate(
            model,
            processor,
            str(case["prompt"]),
            image=image,
            audio=audio,
            video=video,
            max_tokens=len(case["greedy"]),
            temperature=0,
            logit_bias=dict.fromkeys(BANNED, float("-inf")),
            prompt_cache_state=state,
        )
        for result in answer:
            if result.finish_reason is None:  # the last result tells the last token again
                yield result.token, np.array(result.logprobs)

    def soft(self, family: str, name: str) -> np.ndarray:
        """What its encoders make of the media: [soft tokens, hidden] f32."""
        model, processor = _loaded(family, WINDOWS.get(name))
        case = case_of(family, name)
        image, audio, video = _media(name)
        inputs = prepare_inputs(
            processor, images=image, audio=audio, videos=video, prompts=str(case["prompt"])
        )
        inputs["mask"] = inputs.pop("attention_mask")
        embeddings = np.array(model.get_input_embeddings(**inputs).inputs_embeds[0])
        return embeddings[case["mm_token_type_ids"] > 0]


@cache
def _loaded(family: str, window: int | None) -> tuple[Any, Any]:
    with TemporaryDirectory() as folder:
        copytree(GOLDEN / "ckpt" / family, folder, dirs_exist_ok=True)
        path = Path(folder) / "config.json"
        config = json.loads(path.read_text("utf-8"))
        if window is not None:
            config["text_config"]["sliding_window"] = window
        path.write_text(json.dumps(config), "utf-8")
        model, processor = load(folder)
        # On 12B, load() puts the stock picture size in place of the checkpoint's own.
        own = json.loads((Path(folder) / "processor_config.json").read_text("utf-8"))
        processor.image_processor.max_soft_tokens = own["image_processor"]["max_soft_tokens"]
        return model, processor


def _media(name: str) -> tuple[list[Any] | None, ...]:
    """Pictures, sounds and videos; a video as frames, of which its reader would drop the third."""
    media = MEDIA[name]
    pictures = [medium.path for medium in media if isinstance(medium, Picture)]
    sounds = [medium.path for medium in media if isinstance(medium, Sound)]
    videos = [video_frames() for medium in media if isinstance(medium, Clip)]
    return pictures or None, sounds or None, videos or None


def _after_first_turn(model: Any, processor: Any, case: dict[str, Any]) -> PromptCacheState:
    """The state that its chat keeps after a first turn, whose reply is dictated: one token."""
    ids = case["input_ids"].tolist()
    state = PromptCacheState()
    for _ in stream_generate(
        model,
        processor,
        "",
        input_ids=mx.array([ids[:KEPT]]),
        max_tokens=1,
        temperature=0,
        logit_bias={ids[KEPT]: 1e4},
        prompt_cache_state=state,
    ):
        pass
    assert state.token_ids == ids[: KEPT + 1]
    return state
