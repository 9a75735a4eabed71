"""Token ids as they come → the text they stand for."""

from __future__ import annotations

import codecs

from tokenizers import Tokenizer


class Detokenizer:
    """Turns a stream of token ids into text, whole characters at a time.

    A character outside the vocabulary comes as several byte tokens; it is held back until its
    last byte is there. Bytes that make no character become U+FFFD.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._special = set(tokenizer.get_added_tokens_decoder())
        self._bytes = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, token: int) -> list[tuple[str, bool]]:
        """Text that has become whole, each piece with whether it is a control token."""
        piece = self._tokenizer.id_to_token(token) or ""
        if token in self._special:
            return [*self.finish(), (piece, True)]
        if _is_byte(piece):
            return _plain(self._bytes.decode(bytes.fromhex(piece[3:5])))
        text = self._tokenizer.decode([token], skip_special_tokens=False)
        return [*self.finish(), *_plain(text)]

    def finish(self) -> list[tuple[str, bool]]:
        """Whatever is held back, whole or not."""
        return _plain(self._bytes.decode(b"", final=True))


def _plain(text: str) -> list[tuple[str, bool]]:
    return [(text, False)] if text else []


def _is_byte(piece: str) -> bool:
    return len(piece) == 6 and piece.startswith("<0x")
