"""Token ids as they come → the text they stand for."""

from __future__ import annotations

from tokenizers import Tokenizer


class Detokenizer:
    """Turns a stream of token ids into text, whole characters at a time.

    A character outside the vocabulary comes as several byte tokens; it is held back until its
    last byte is there.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._special = set(tokenizer.get_added_tokens_decoder())
        self._bytes: list[int] = []

    def feed(self, token: int) -> list[tuple[str, bool]]:
        """Text that has become whole, each piece with whether it is a control token."""
        if token in self._special:
            return [*self.finish(), (self._tokenizer.id_to_token(token) or "", True)]
        if _is_byte(self._tokenizer.id_to_token(token)):
            self._bytes.append(token)
            text = self._decode(self._bytes)
            if text.endswith("\ufffd") and len(self._bytes) < 4:
                return []
            self._bytes.clear()
            return [(text, False)]
        return [*self.finish(), (self._decode([token]), False)]

    def finish(self) -> list[tuple[str, bool]]:
        """Whatever is held back, whole or not."""
        if not self._bytes:
            return []
        text = self._decode(self._bytes)
        self._bytes.clear()
        return [(text, False)]

    def _decode(self, tokens: list[int]) -> str:
        return self._tokenizer.decode(tokens, skip_special_tokens=False)


def _is_byte(token: str | None) -> bool:
    return token is not None and len(token) == 6 and token.startswith("<0x")
