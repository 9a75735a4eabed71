"""A picture file → the patches that the vision encoder takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from desktop.picture_files import open_with_size
from desktop.plain_files import Path
from desktop.problems import Problem


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
    image, (width, height) = open_with_size(path)
    size = fitted_size(width, height, max_soft_tokens, patch_size, pooling, path=path)
    return _cut(image, size, patch_size, pooling)


def cut_picture(
    image: Image.Image,
    max_soft_tokens: int = 280,
    patch_size: int = 16,
    pooling: int = 3,
    *,
    path: Path = "The picture",
) -> PictureArrays:
    """Fit and cut up an RGB picture; raises Problem where it is too long and thin."""
    size = fitted_size(image.width, image.height, max_soft_tokens, patch_size, pooling, path=path)
    return _cut(image, size, patch_size, pooling)


def _cut(image: Image.Image, size: tuple[int, int], patch_size: int, pooling: int) -> PictureArrays:
    width, height = size
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
