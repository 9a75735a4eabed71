"""The token ids of one reply → what they say, in the reply grammar."""

from __future__ import annotations

from desktop.conversation import Conversation, Turn
from desktop.gemma4.checkpoint import Checkpoint
from desktop.gemma4.detokenizer import Detokenizer
from desktop.gemma4.prompt import render_text, reply_ids
from desktop.gemma4.reply import ReplyParser, ReplyPiece


class ReplyTokens:
    """Takes the token ids of one reply as they are drawn, and tells what they say.

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
