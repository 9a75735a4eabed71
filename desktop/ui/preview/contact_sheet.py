"""One page that shows every picture of a folder."""

from __future__ import annotations

from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

_STYLE = """
body { font: 13px system-ui; margin: 24px; background: #8c8c92; color: #fff; }
h2 { font-weight: 600; margin: 40px 0 8px; }
section { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
img { max-width: 640px; box-shadow: 0 2px 12px #0006; }
"""


def write_contact_sheet(folder: Path) -> None:
    """Write `index.html`: the states in order, each in all its languages and appearances."""
    pictures = sorted(path.name for path in folder.glob("*.png"))
    states = "".join(
        f"<h2>{escape(state)}</h2>\n<section>\n{''.join(map(_shown, names))}</section>\n"
        for state, names in groupby(pictures, _state)
    )
    page = f"<!doctype html>\n<meta charset=utf-8>\n<style>{_STYLE}</style>\n{states}"
    (folder / "index.html").write_text(page, encoding="utf-8")


def _state(name: str) -> str:
    """The name of a picture without its language and its appearance."""
    return name.rsplit("_", 2)[0]


def _shown(name: str) -> str:
    source = quote(name)
    return f'<a href="{source}"><img src="{source}" alt="{escape(name)}" loading="lazy"></a>\n'
