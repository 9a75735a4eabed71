"""A picture file, as people have it on disk → its pixels."""

from __future__ import annotations

import warnings
from os import PathLike

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from desktop.problems import Problem

_LARGEST = 178  # million pixels: twice Image.MAX_IMAGE_PIXELS, where Pillow refuses.

Path = str | PathLike[str]


def open_picture(path: Path) -> Image.Image:
    """The first frame of a picture, upright, as RGB over white; raises Problem for a bad file."""
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
