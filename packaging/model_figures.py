"""Write what each size of Gemma 4 takes of memory into resources/models.json.

    PYTHONPATH=. .venv/bin/python packaging/model_figures.py

The figures come from the published configs by `desktop/engine/memory.py`, for Metal. The window
must not load MLX, so it reads them from there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from published import SIZES, published_config  # noqa: E402

from desktop.conversation import DETAILS  # noqa: E402
from desktop.engine.decoding import PREFILL_CHUNK  # noqa: E402
from desktop.engine.memory import kv_bytes, picture_bytes, prefill_bytes  # noqa: E402
from desktop.gemma4.config import Config  # noqa: E402

CATALOGUE = ROOT / "resources" / "models.json"
_CONTEXTS = [2**power for power in range(12, 19)]


def figures(size: str, *, metal: bool = True) -> dict[str, Any]:
    """What a published size takes besides its weights, in bytes, with Metal or without."""
    config = Config.from_dict(published_config(size))
    text = config.text
    per_token = (kv_bytes(text, 3072) - kv_bytes(text, 2048)) // 1024
    return {
        "picture": picture_bytes(config, max(DETAILS), metal=metal),
        "kv_windows": kv_bytes(text, 2048) - 2048 * per_token,
        "kv_per_1000_tokens": 1000 * per_token,
        "reading": {
            str(tokens): prefill_bytes(text, PREFILL_CHUNK, tokens, metal=metal)
            for tokens in _CONTEXTS
            if tokens <= config.context
        },
    }


def main() -> None:
    """Bring the figures in the catalogue up to date."""
    catalogue = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    for size in SIZES:
        catalogue["sizes"][size.upper()]["figures"] = figures(size)
    CATALOGUE.write_text(json.dumps(catalogue, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
