"""A hub for each test, as it is in the beginning."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hub_server import HubServer, serving
from huggingface_hub.utils import close_session


@pytest.fixture(scope="session")
def session_hub() -> Iterator[HubServer]:
    """The server of this process's tests, reached without the proxies of whoever runs them."""
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "HF_TOKEN", "HF_ENDPOINT")
    with pytest.MonkeyPatch.context() as patch, serving() as server:
        for name in (*names, *(name.lower() for name in names)):
            patch.delenv(name, raising=False)
        close_session()
        yield server
        close_session()


@pytest.fixture
def hub(session_hub: HubServer) -> Iterator[HubServer]:
    """The server, with nothing published and nothing wrong."""
    yield session_hub
    session_hub.forget_everything()
