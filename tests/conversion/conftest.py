"""What tests of conversions share: few words to measure with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.conversion import sensitivity


@pytest.fixture(scope="package", autouse=True)
def briefly() -> Iterator[None]:
    """Let little be said: tiny tokenizers make a token of each letter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sensitivity, "_SAID", ("Who are you?", "I am small, 小さいです。"))
        yield
