"""What has come of a file, and whether it is right."""

from __future__ import annotations

import hashlib
from pathlib import Path

from desktop.models.halt import Halt
from desktop.models.listing import RemoteFile
from desktop.models.part import Part

FILE = RemoteFile("model.safetensors", 8, hashlib.sha256(b"12345678").hexdigest())


def test_it_is_right_once_all_is_there(tmp_path: Path) -> None:
    with Part(tmp_path / "part", FILE) as part:
        part.add(b"1234")
        assert (part.size, part.missing, part.is_right) == (4, 4, False)
        part.add(b"5678")
        assert part.is_right
        part.settle(tmp_path / FILE.path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE.path]


def test_what_came_another_time_counts(tmp_path: Path) -> None:
    (tmp_path / "part").write_bytes(b"1234")
    with Part(tmp_path / "part", FILE) as part:
        part.read_back(Halt())
        part.add(b"5678")
        assert part.is_right


def test_what_is_wrong_can_be_thrown_away(tmp_path: Path) -> None:
    with Part(tmp_path / "part", FILE) as part:
        part.add(b"abcdefgh")
        assert not part.missing and not part.is_right
        part.clear()
        part.add(b"12345678")
        assert part.is_right
    assert (tmp_path / "part").read_bytes() == b"12345678"
