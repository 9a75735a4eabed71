"""Imports point one way: ui → engine client → engine → gemma4; cli → doctor → engine."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "desktop"
CORE = (
    "gemma4",
    "conversion",
    "engine",
    "doctor",
    "models",
    "chats",
    "library",
    "recording",
)
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported_by(path: Path) -> set[str]:
    """Every module that a file imports, wherever in the file, relative ones made absolute."""
    here = ("desktop", *path.relative_to(PACKAGE).parts[:-1])
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else ()
            module = ".".join((*base, *((node.module,) if node.module else ())))
            names |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return names


def reaches(names: set[str], *targets: str) -> set[str]:
    return {n for n in names if any(n == t or n.startswith(f"{t}.") for t in targets)}


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    names = imported_by(path)
    part = part_of(path)
    if part in CORE or (path.parent == PACKAGE and path.name != "__main__.py"):
        assert not reaches(names, "PySide6", "shiboken6", "desktop.ui", "desktop.cli")
    if part == "gemma4":
        assert not reaches(names, "desktop.engine", "desktop.models", "desktop.chats")
    if part in ("gemma4", "engine", "models", "chats"):
        assert not reaches(names, "desktop.doctor", "desktop.conversion")
    if part == "conversion":
        assert not reaches(names, "desktop.engine", "desktop.models", "desktop.chats")
    if part == "models":
        below = ("desktop.engine", "desktop.gemma4", "desktop.chats", "desktop.recording")
        assert not reaches(names, "mlx", "mlx_lm", *below)
    if part == "recording":
        assert not reaches(names, "desktop.engine", "desktop.gemma4", "desktop.models")
    if part == "ui":
        heavy = ("desktop.gemma4", "desktop.doctor", "desktop.conversion")
        assert not reaches(names, "mlx", "mlx_lm", *heavy)
        engine = reaches(names, "desktop.engine")
        assert engine == reaches(names, "desktop.engine.client", "desktop.engine.protocol")
    if path.name in ("client.py", "protocol.py"):
        assert not reaches(names, "mlx", "mlx_lm", "desktop.gemma4")


def test_the_rule_sees_imports_of_every_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    module = tmp_path / "ui" / "window.py"
    module.parent.mkdir()
    module.write_text("from ..engine import host\ndef f():\n    import mlx.core as mx\n")
    assert {"desktop.engine.host", "mlx.core"} <= imported_by(module)
