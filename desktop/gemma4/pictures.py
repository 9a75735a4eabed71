"""A picture file → the patches that the vision encoder takes."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from os import PathLike

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from desktop.problems import Problem

_LARGEST = 178  # million pixels: twice Image.MAX_IMAGE_PIXELS, where Pillow refuses.

Path = str | PathLike[str]


@dataclass(frozen=True)
class PictureArrays:
    """One picture, cut up.

    `patches` [patches, 768] are pixels 0…255 ordered (y, x, colour); `positions` [patches, 2]
    are (column, row); `size` is the fitted width and height in pixels.
    """

    patches: NDArray[np.uint8]
    positions: NDArray[np.int32]
    soft_tokens: int
    size: tuple[int, int]


def read_picture(
    path: Path, max_soft_tokens: int = 280, patch_size: int = 16, pooling: int = 3
) -> PictureArrays:
    """Read, turn upright, fit and cut up a picture; raises Problem for a bad file."""
    image = _open(path)
    width, height = size = fitted_size(
        image.width, image.height, max_soft_tokens, patch_size, pooling, path=path
    )
    columns, rows = width // patch_size, height // patch_size
    pixels = np.asarray(image.resize(size, Image.Resampling.BICUBIC))
    grid = pixels.reshape(rows, patch_size, columns, patch_size, 3).swapaxes(1, 2)
    y, x = np.indices((rows, columns), dtype=np.int32).reshape(2, -1)
    return PictureArrays(
        patches=np.ascontiguousarray(grid).reshape(rows * columns, -1),
        positions=np.stack([x, y], axis=-1),
        soft_tokens=rows * columns // pooling**2,
        size=size,
    )


def fitted_size(
    width: int,
    height: int,
    max_soft_tokens: int = 280,
    patch_size: int = 16,
    pooling: int = 3,
    *,
    path: Path = "The picture",
) -> tuple[int, int]:
    """The largest size of about this shape whose soft tokens fit, in pixels.

    Both sides are whole soft tokens (Transformers 5.23, image_processing_pil_gemma4.py,
    get_aspect_ratio_preserving_size). That would squash a picture more than `max_soft_tokens`
    times as long as wide; this raises Problem instead.
    """
    side = patch_size * pooling
    factor = math.sqrt(max_soft_tokens * side**2 / (width * height))
    fitted = int(factor * width / side) * side, int(factor * height / side) * side
    if 0 in fitted:
        raise Problem("picture_too_thin", path=path)
    return fitted


def soft_token_count(
    width: int, height: int, max_soft_tokens: int = 280, patch_size: int = 16, pooling: int = 3
) -> int:
    """How many soft tokens a picture of this size, in pixels, will take."""
    fitted = fitted_size(width, height, max_soft_tokens, patch_size, pooling)
    return math.prod(fitted) // (patch_size * pooling) ** 2


def _open(path: Path) -> Image.Image:
    """The first frame of a picture, upright, as RGB over white."""
    try:
        with open(path, "rb") as file, warnings.catch_warnings():
            # Pillow warns at half the size that it refuses; Facet takes what lies between.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(file)
            _load(image, path)
            return _rgb(ImageOps.exif_transpose(image), path)
    except FileNotFoundError as error:
        raise Problem("no_such_file", path=path) from error
    except Image.DecompressionBombError as error:
        raise Problem("picture_too_large", path=path, limit=_LARGEST) from error
    except UnidentifiedImageError as error:
        raise Problem("not_a_picture", path=path) from error
    except OSError as error:
        # The system's errors are numbered; Pillow's own, for damaged data, are not.
        kind = "truncated_picture" if error.errno is None else "unreadable_file"
        raise Problem(kind, path=path) from error


def _load(image: Image.Image, path: Path) -> None:
    # Pillow's decoders raise OSError, SyntaxError, ValueError and more for damaged data.
    try:
        image.load()
    except (Image.DecompressionBombError, MemoryError):
        raise
    except Exception as error:
        raise Problem("truncated_picture", path=path) from error


def _rgb(image: Image.Image, path: Path) -> Image.Image:
    if image.mode.startswith("I"):
        # Pillow's own conversion would clip 16-bit grey at 255, and so turn it white.
        grey = np.asarray(image).clip(0, 65535) // 257
        image = Image.fromarray(grey.astype(np.uint8))
    try:
        if not image.has_transparency_data:
            return image.convert("RGB")
        layer = image.convert("RGBA")
    except ValueError as error:
        raise Problem("not_a_picture", path=path) from error
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")
