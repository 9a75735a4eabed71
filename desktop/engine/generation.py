"""One answer: read the prompt, decode token by token, and tell what comes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

import mlx.core as mx

from desktop.computer import Memory, memory_now
from desktop.conversation import Conversation, ToolCall, Turn
from desktop.gemma4.checkpoint import Checkpoint, assemble_model, open_checkpoint, read_weights
from desktop.gemma4.model import Gemma4
from desktop.gemma4.reply import AnswerText, ReplyPiece, ThoughtText

from .budget import Budget, keep_resident
from .decoding import PREFILL_CHUNK, decode, prefill, sampler_for
from .memory import weight_bytes
from .plan import Plan, make_plan
from .protocol import (
    AnswerPiece,
    Done,
    Event,
    Loading,
    PartBegun,
    Progress,
    PromptRead,
    Sampling,
    ThoughtPiece,
    ToolCalled,
    Warned,
)
from .reading import PromptEmbeddings, Reading, read
from .reply_tokens import ReplyTokens

_WATCHED = 32
"""Tokens of an answer after which what is held of memory is looked at again."""


def _pass_over(_: object) -> None:
    """Nobody wants to be told."""


class Generator:
    """A loaded model that answers conversations, one at a time, all on one thread.

    Attributes:
        checkpoint: what was loaded.
        model: its modules.
        load_ms: how long loading took, in ms.
        prefill_chunk: how many prompt tokens are computed at a time, where memory is free.
        budget: what MLX may take of memory.
        context: how long prompt and answer may become, in tokens, by the last plan.
    """

    def __init__(
        self,
        folder: Path,
        prefill_chunk: int = PREFILL_CHUNK,
        *,
        memory: Callable[[], Memory] = memory_now,
        warn: Callable[[Warned], None] = _pass_over,
        tell: Callable[[Loading], None] = _pass_over,
    ) -> None:
        """Load a checkpoint; `warn` hears before of memory that is short, `tell` how far it is."""
        started = time.perf_counter()
        self.budget = Budget(memory)
        self.checkpoint: Checkpoint = open_checkpoint(folder)
        self.model: Gemma4 = assemble_model(self.checkpoint)
        self.prefill_chunk = prefill_chunk
        plan = self.plan(Reading(), unread=weight_bytes(self.model))
        if plan.lacking:
            warn(self.lacking(plan))
        elif plan.context < self.checkpoint.config.context // 2:
            warn(self.shortened(plan))
        read_weights(self.model, _in_percent(weight_bytes(self.model), tell))
        keep_resident()
        self.load_ms = (time.perf_counter() - started) * 1000

    def plan(self, reading: Reading, *, unread: int = 0) -> Plan:
        """How a prompt is computed in the memory that is free now; `unread` bytes of it are not."""
        config = self.checkpoint.config
        plan = make_plan(
            config.text,
            len(reading.ids),
            self.budget.free - unread,
            longest=config.context,
            chunk=self.prefill_chunk,
            whole=max((stop - start for start, stop in reading.blocks), default=1),
            width=self.model.dtype.size,
        )
        self.context = plan.context
        return plan

    def lacking(self, plan: Plan, request: int | None = None) -> Warned:
        """The warning that even the least of a plan takes more memory than is free."""
        gigabytes = max(plan.lacking / 2**30, 0.1)
        details = {"model": self.checkpoint.name, "lacking": f"{gigabytes:.1f}"}
        return Warned(request, "short_memory", details)

    def shortened(self, plan: Plan, request: int | None = None) -> Warned:
        """The warning that chats are shorter than the model's context."""
        limit = f"{self.checkpoint.config.context:,}"
        details = {"model": self.checkpoint.name, "tokens": f"{plan.context:,}", "limit": limit}
        return Warned(request, "short_context", details)

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


def _in_percent(total: int, tell: Callable[[Loading], None]) -> Callable[[int], None]:
    """Tells of each new percent of `total` bytes that is read."""
    told = 0

    def read(done: int) -> None:
        nonlocal told
        percent = 100 * done // total
        if percent > told:
            told = percent
            tell(Loading(percent))

    return read


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
        self._reply = ReplyTokens(checkpoint, conversation, sampling.max_thought)
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
        generator, model = self._generator, self._generator.model
        plan = generator.plan(reading)
        if plan.lacking:
            yield generator.lacking(plan, self._request)
        started = time.perf_counter()
        prompt, cache = PromptEmbeddings(model, reading), model.make_cache()
        done = 0
        for done in prefill(model, prompt, cache, plan.chunk):
            generator.budget.watch()
            yield Progress(self._request, done, count)
            if self._cancelled():
                self.reason = "cancelled"
                self._computed += done
                self._prefill_s += time.perf_counter() - started
                return
        forced: deque[int] = deque()
        limit = self._limit(plan.context - count)
        tokens = decode(model, prompt, cache, self._sampler, limit, forced=forced)
        # The first token needs the prompt's last position, so it ends the prefill.
        first = list(islice(tokens, 1))
        prefilled = time.perf_counter()
        self._computed += count if first else done
        self._prefill_s += prefilled - started
        yield Progress(self._request, count, count)
        yield from self._hear(chain(first, tokens), forced)
        self._decode_s += time.perf_counter() - prefilled
        shortened = plan.context < generator.checkpoint.config.context
        if self.reason == "length" and shortened and limit == plan.context - count:
            yield generator.shortened(plan, self._request)

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

    def _limit(self, room: int) -> int:
        """How many tokens may be drawn: what was asked for, within the room there is."""
        if self._sampling.max_tokens is None:
            return room
        return min(room, self._sampling.max_tokens - self._reply.generated)

    def _hear(self, tokens: Iterator[int], forced: deque[int]) -> Iterator[Event]:
        """Tell what the tokens say, to the end of the turn; a thought too long is closed."""
        self.reason = "length"
        for drawn, token in enumerate(tokens, 1):
            yield from self._events(self._reply.feed(token))
            if drawn % _WATCHED == 0:
                self._generator.budget.watch()
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
