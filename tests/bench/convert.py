"""What converting a checkpoint of full size takes of memory, and how long.

    python tests/bench/convert.py e4b FOLDER
    python tests/bench/convert.py 26b-a4b FOLDER --layers 3

FOLDER gets a bf16 checkpoint with random weights, where there is none yet, and its conversion,
which is taken away again. The exit status is 1 where more than 8 GB were held, or where the
conversion is not the model that was converted.

Without an accelerator MLX multiplies at 1 GFLOP a second, so little is said while layers are
measured; what is held is their weights.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import time
from pathlib import Path

import mlx.core as mx

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "bench")]

from full_scale import write_checkpoint  # noqa: E402
from published import SIZES, published_config  # noqa: E402

from desktop.conversion import sensitivity  # noqa: E402
from desktop.conversion.convert import Progress, convert  # noqa: E402
from desktop.gemma4.checkpoint import assemble_model, open_checkpoint  # noqa: E402

LIMIT = 8_000_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description="Convert a checkpoint of full size.")
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--layers", type=int, help="language layers (12B and larger)")
    parser.add_argument("--bits", type=float, default=4.5)
    parser.add_argument("--all-said", action="store_true", help="measure with all that is said")
    options = parser.parse_args()
    whole, out = options.folder / "bf16", options.folder / "converted"
    if not whole.exists():
        declared = published_config(options.size)
        if options.layers:
            declared["text_config"]["num_hidden_layers"] = options.layers
        write_checkpoint(declared, whole, packed=False)
    if not options.all_said:
        sensitivity._SAID = ("Why?", "はい。")
    before = _resident()
    started = {"measure": time.perf_counter()}

    def told(progress: Progress) -> None:
        if progress.stage not in started:
            started[progress.stage] = time.perf_counter()
            print(f"measured: {_held()}", flush=True)

    try:
        converted = convert(whole, out, options.bits, told)
        ended = time.perf_counter()
        print(f"written:  {_held()}; {before / 1e9:.2f} GB before it began")
        print(f"{started['write'] - started['measure']:.0f} s, {ended - started['write']:.0f} s")
        print(f"{converted.bytes_before / 1e9:.2f} GB → {converted.bytes / 1e9:.2f} GB")
        assemble_model(open_checkpoint(out))
    finally:
        shutil.rmtree(out, ignore_errors=True)
    sys.exit(max(mx.get_peak_memory(), _resident()) > LIMIT)


def _held() -> str:
    return f"MLX {mx.get_peak_memory() / 1e9:.2f} GB, process {_resident() / 1e9:.2f} GB at most"


def _resident() -> int:
    """The most that the process has held, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main()
