"""One answer: read the prompt, decode token by token, and tell what comes."""

from __future__ import annotations

import gc
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

import mlx.core as mx

from desktop.conversation import Conversation, ToolCall, Turn
from desktop.gemma4.checkpoint import Checkpoint, load_model, open_checkpoint
from desktop.gemma4.detokenizer import Detokenizer
from desktop.gemma4.model import Gemma4
from desktop.gemma4.prompt import render_text, reply_ids
from desktop.gemma4.reply import AnswerText, ReplyParser, ReplyPiece, ThoughtText

from .decoding import PREFILL_CHUNK, decode, prefill, sampler_for
from .protocol import (
    AnswerPiece,
    Done,
    Event,
    PartBegun,
    Progress,
    PromptRead,
    Sampling,
    ThoughtPiece,
    ToolCalled,
)
from .reading import PromptEmbeddings, Reading, read


class Generator:
    """A loaded model that answers conversations, one at a time, all on one thread.

    Attributes:
        checkpoint: what was loaded.
        model: its modules.
        load_ms: how long loading took, in ms.
        prefill_chunk: how many prompt tokens are computed at a time.
    """

    def __init__(self, folder: Path, prefill_chunk: int = PREFILL_CHUNK) -> None:
        started = time.perf_counter()
        self.checkpoint: Checkpoint = open_checkpoint(folder)
        self.model: Gemma4 = load_model(self.checkpoint)
        self.load_ms = (time.perf_counter() - started) * 1000
        self.prefill_chunk = prefill_chunk
        _keep_weights_resident()

    def answer(
        self,
        conversation: Conversation,
        sampling: Sampling,
        *,
        request: int = 0,
        continued: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
        hurried: Callable[[], bool] = lambda: False,
    ) -> Iterator[Event]:
        """Answer a conversation, ending in Done.

        `continued` goes on with the reply that the conversation ends in. `hurried` closes a
        thought. Where a sound is too long to hear at once, its parts are asked about in turn, and
        what is answered makes one reply. Raises Problem, before anything is computed, where the
        prompt cannot be read.
        """
        mx.reset_peak_memory()
        begun: Turn | None = None
        if continued and conversation.turns:
            *earlier, begun = conversation.turns
            conversation = replace(conversation, turns=tuple(earlier))
        readings = read(conversation, self.checkpoint, self.model)
        answer = _Answer(self, conversation, sampling, request, cancelled, hurried)
        if begun is not None:
            readings = [answer.resume(begun, readings[-1])]
        for part, reading in enumerate(readings, 1):
            if len(readings) > 1:
                yield PartBegun(request, part, len(readings))
            if part > 1:
                answer.begin_part()
            yield from answer.to(reading)
            if answer.reason != "stop":
                break
        yield answer.done()


class _Answer:
    """One answer in the making: why it ended, and what it has cost so far.

    Attributes:
        reason: why the last part of it ended: stop, length or cancelled.
    """

    def __init__(
        self,
        generator: Generator,
        conversation: Conversation,
        sampling: Sampling,
        request: int,
        cancelled: Callable[[], bool],
        hurried: Callable[[], bool],
    ) -> None:
        self.reason = "stop"
        self._generator = generator
        self._sampling = sampling
        self._request = request
        self._cancelled = cancelled
        self._hurried = hurried
        checkpoint = generator.checkpoint
        self._reply = _Reply(checkpoint, conversation, sampling.max_thought)
        self._sampler = sampler_for(sampling, checkpoint.sampling)
        self._stop_ids = frozenset[int]() if sampling.ignore_eos else checkpoint.stop_ids
        self._prompt_tokens = self._computed = 0
        self._prefill_s = self._decode_s = 0.0

    def resume(self, reply: Turn, reading: Reading) -> Reading:
        """Take up a reply that broke off; returns the prompt and what it had said."""
        return replace(reading, ids=[*reading.ids, *self._reply.resume(reply)])

    def begin_part(self) -> None:
        """What comes now answers the next part."""
        self._reply.begin_part()

    def to(self, reading: Reading) -> Iterator[Event]:
        """Answer one prompt, from its first position to the end of the model's turn."""
        count = len(reading.ids)
        self._prompt_tokens += count
        yield PromptRead(self._request, tokens=count, reused=0)
        model, started = self._generator.model, time.perf_counter()
        prompt, cache = PromptEmbeddings(model, reading), model.make_cache()
        done = 0
        for done in prefill(model, prompt, cache, self._generator.prefill_chunk):
            yield Progress(self._request, done, count)
            if self._cancelled():
                self.reason = "cancelled"
                self._computed += done
                self._prefill_s += time.perf_counter() - started
                return
        forced: deque[int] = deque()
        tokens = decode(model, prompt, cache, self._sampler, self._limit(count), forced=forced)
        # The first token needs the prompt's last position, so it ends the prefill.
        first = list(islice(tokens, 1))
        prefilled = time.perf_counter()
        self._computed += count if first else done
        self._prefill_s += prefilled - started
        yield Progress(self._request, count, count)
        yield from self._hear(chain(first, tokens), forced)
        self._decode_s += time.perf_counter() - prefilled

    def done(self) -> Done:
        """What there is to say at its end."""
        return Done(
            self._request,
            reason=self.reason,
            token_ids=self._reply.token_ids,
            generated_tokens=self._reply.generated,
            prompt_tokens=self._prompt_tokens,
            reused_tokens=0,
            computed_tokens=self._computed,
            prefill_ms=self._prefill_s * 1000,
            decode_ms=self._decode_s * 1000,
            peak_bytes=mx.get_peak_memory(),
        )

    def _limit(self, prompt_tokens: int) -> int:
        """How many tokens may be drawn: what was asked for, within the context."""
        limit = self._generator.checkpoint.config.context - prompt_tokens
        if self._sampling.max_tokens is not None:
            limit = min(limit, self._sampling.max_tokens - self._reply.generated)
        return limit

    def _hear(self, tokens: Iterator[int], forced: deque[int]) -> Iterator[Event]:
        """Tell what the tokens say, to the end of the turn; a thought too long is closed."""
        self.reason = "length"
        for token in tokens:
            yield from self._events(self._reply.feed(token))
            if token in self._stop_ids:
                self.reason = "stop"
                break
            if self._cancelled():
                self.reason = "cancelled"
                break
            closing = self._reply.overthinks or (self._reply.thinking and self._hurried())
            if closing and not forced:
                forced.extend(self._reply.thought_end())
        yield from self._events(self._reply.finish())

    def _events(self, pieces: Sequence[ReplyPiece]) -> Iterator[Event]:
        for piece in pieces:
            match piece:
                case ThoughtText(text):
                    yield ThoughtPiece(self._request, text)
                case AnswerText(text):
                    yield AnswerPiece(self._request, text)
                case ToolCall(name, arguments):
                    yield ToolCalled(self._request, name, dict(arguments))


class _Reply:
    """Token ids of one reply → what they say, in the reply grammar.

    Attributes:
        token_ids: every id so far.
    """

    def __init__(
        self, checkpoint: Checkpoint, conversation: Conversation, max_thought: int | None
    ) -> None:
        self.token_ids: list[int] = []
        self._tokenizer = checkpoint.tokenizer
        self._detokenizer = Detokenizer(checkpoint.tokenizer)
        empty_thought = checkpoint.config.opens_with_empty_thought
        prompt = render_text(conversation, empty_thought=empty_thought)
        self._parser = ReplyParser(prompt, conversation.tools)
        self._max_thought = max_thought
        self._thought_tokens = 0
        self._in_line = False
        self._resumed = 0

    @property
    def generated(self) -> int:
        """How many of the ids are new."""
        return len(self.token_ids) - self._resumed

    @property
    def thinking(self) -> bool:
        """Whether it is in a thought."""
        return self._parser.thinking

    @property
    def overthinks(self) -> bool:
        """Whether it is still in a thought that has had all its tokens."""
        limit = self._max_thought
        return limit is not None and self.thinking and self._thought_tokens >= limit

    def resume(self, reply: Turn) -> list[int]:
        """Take up a reply that broke off; returns its ids, which nothing is told of again."""
        ids = list(reply.token_ids) or reply_ids(reply, self._tokenizer)
        for token in ids:
            self.feed(token)
        self._resumed = len(ids)
        return ids

    def begin_part(self) -> None:
        """What comes now answers a prompt of its own."""
        self._parser.begin()

    def feed(self, token: int) -> list[ReplyPiece]:
        self.token_ids.append(token)
        self._thought_tokens += self._parser.thinking
        texts = self._detokenizer.feed(token)
        self._in_line = bool(texts) and not texts[-1][0].endswith("\n")
        return self._parse(texts)

    def finish(self) -> list[ReplyPiece]:
        return self._parse(self._detokenizer.finish()) + self._parser.finish()

    def thought_end(self) -> list[int]:
        """The ids that end a thought, which stand on a line of their own."""
        end = self._tokenizer.token_to_id("<channel|>")
        line_end = self._tokenizer.encode("\n", add_special_tokens=False).ids
        return [*(line_end if self._in_line else ()), *(() if end is None else (end,))]

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
