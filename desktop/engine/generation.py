"""One answer: read the prompt, decode token by token, and tell what comes."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import mlx.core as mx

from desktop.conversation import Conversation, ToolCall
from desktop.gemma4.checkpoint import Checkpoint, load_model, open_checkpoint
from desktop.gemma4.detokenizer import Detokenizer
from desktop.gemma4.model import Gemma4
from desktop.gemma4.prompt import render_text
from desktop.gemma4.reply import AnswerText, ReplyParser, ReplyPiece, ThoughtText

from .decoding import PREFILL_CHUNK, decode, prefill, sampler_for
from .protocol import (
    AnswerPiece,
    Done,
    Event,
    Progress,
    PromptRead,
    Sampling,
    ThoughtPiece,
    ToolCalled,
)
from .reading import PromptEmbeddings, read


class Generator:
    """A loaded model that answers conversations, one at a time, all on one thread.

    Attributes:
        checkpoint: what was loaded.
        model: its modules.
        load_ms: how long loading took, in ms.
    """

    def __init__(self, folder: Path, prefill_chunk: int = PREFILL_CHUNK) -> None:
        started = time.perf_counter()
        self.checkpoint: Checkpoint = open_checkpoint(folder)
        self.model: Gemma4 = load_model(self.checkpoint)
        self.load_ms = (time.perf_counter() - started) * 1000
        self._prefill_chunk = prefill_chunk
        _keep_weights_resident()

    def answer(
        self,
        conversation: Conversation,
        sampling: Sampling,
        *,
        request: int = 0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Event]:
        """Answer a conversation, ending in Done.

        Raises Problem, before anything is computed, where the prompt cannot be read.
        """
        mx.reset_peak_memory()
        reading = read(conversation, self.checkpoint, self.model)
        count = len(reading.ids)
        yield PromptRead(request, tokens=count, reused=0)

        started = time.perf_counter()
        prompt = PromptEmbeddings(self.model, reading)
        cache = self.model.make_cache()
        computed = 0
        for computed in prefill(self.model, prompt, cache, self._prefill_chunk):
            yield Progress(request, computed, count)
            if cancelled():
                break
        prefilled = time.perf_counter()

        limit = self.checkpoint.config.context - count
        if sampling.max_tokens is not None:
            limit = min(limit, sampling.max_tokens)
        sampler = sampler_for(sampling, self.checkpoint.sampling)
        stop_ids = frozenset[int]() if sampling.ignore_eos else self.checkpoint.stop_ids
        reply = _Reply(self.checkpoint, self._rendered(conversation))
        reason = "cancelled" if cancelled() else "length"
        if reason != "cancelled":
            for token in decode(self.model, prompt, cache, sampler, limit):
                if not reply.token_ids:
                    # The first token needs the prompt's last position, so it ends the prefill.
                    computed, prefilled = count, time.perf_counter()
                    yield Progress(request, computed, count)
                yield from _events(request, reply.feed(token))
                if token in stop_ids:
                    reason = "stop"
                    break
                if cancelled():
                    reason = "cancelled"
                    break
            yield from _events(request, reply.finish())
        yield Done(
            request,
            reason=reason,
            token_ids=reply.token_ids,
            prompt_tokens=count,
            reused_tokens=0,
            computed_tokens=computed,
            prefill_ms=(prefilled - started) * 1000,
            decode_ms=(time.perf_counter() - prefilled) * 1000,
            peak_bytes=mx.get_peak_memory(),
        )

    def _rendered(self, conversation: Conversation) -> str:
        return render_text(
            conversation, empty_thought=self.checkpoint.config.opens_with_empty_thought
        )


class _Reply:
    """Token ids of one reply → what they say, in the reply grammar.

    Attributes:
        token_ids: every id so far.
    """

    def __init__(self, checkpoint: Checkpoint, prefix: str) -> None:
        self.token_ids: list[int] = []
        self._detokenizer = Detokenizer(checkpoint.tokenizer)
        self._parser = ReplyParser(prefix)

    def feed(self, token: int) -> list[ReplyPiece]:
        self.token_ids.append(token)
        return self._parse(self._detokenizer.feed(token))

    def finish(self) -> list[ReplyPiece]:
        return self._parse(self._detokenizer.finish()) + self._parser.finish()

    def _parse(self, texts: list[tuple[str, bool]]) -> list[ReplyPiece]:
        return [p for text, special in texts for p in self._parser.feed(text, special=special)]


def release_memory() -> int:
    """Give back what a forgotten model held; returns what MLX still holds, in bytes."""
    gc.collect()
    mx.clear_cache()
    return mx.get_active_memory() + mx.get_cache_memory()


def _keep_weights_resident() -> None:
    """Let Metal keep the weights in memory between turns, as far as it recommends."""
    if mx.metal.is_available():
        mx.set_wired_limit(int(mx.device_info()["max_recommended_working_set_size"]))


def _events(request: int, pieces: Sequence[ReplyPiece]) -> Iterator[Event]:
    for piece in pieces:
        match piece:
            case ThoughtText(text):
                yield ThoughtPiece(request, text)
            case AnswerText(text):
                yield AnswerPiece(request, text)
            case ToolCall(name, arguments):
                yield ToolCalled(request, name, dict(arguments))
