"""What every test shares: Qt without a display, and the golden data's place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fake_microphone import fake_microphone as fake_microphone
from hub_server import hub as hub
from hub_server import session_hub as session_hub
from sound_server import session_sound_server as session_sound_server
from sound_server import sound_server as sound_server

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Path:
    """The folder with the reference's checkpoints, inputs and outputs."""
    return GOLDEN
