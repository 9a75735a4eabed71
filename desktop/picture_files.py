"""A picture file, as people have it on disk → its pixels."""

from __future__ import annotations

import errno
import math
import os
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from typing import BinaryIO

import numpy as np
from PIL import ExifTags, Image, ImageOps
from pillow_heif import register_heif_opener

from desktop.conversation import DETAILS
from desktop.plain_files import Path, open_file
from desktop.problems import Problem

# Pillow knows forty more, some of them slow, and one that has another program draw.
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "JPEG2000")
_READ_WHOLE = ("HEIF", "WEBP", "AVIF")
_LARGEST_WHOLE = 256_000_000  # bytes
_LARGEST = 178  # million pixels: twice Image.MAX_IMAGE_PIXELS, where Pillow refuses.
_SOFT_TOKENS = max(DETAILS)  # the most that any model takes for a picture, each of 48 × 48 pixels.
_ENOUGH = 4 * _SOFT_TOKENS * 48**2  # pixels: twice as wide and high as the largest detail.
_BAND = 1_000_000  # pixels
_LYING = 5  # From here on, EXIF's orientations swap width and height.

register_heif_opener()


def open_picture(path: Path) -> Image.Image:
    """The first frame of a picture, upright, as RGB over white.

    One of far more pixels than any detail needs is reduced by a whole factor, so that it is never
    in memory twice. Raises Problem for a bad file.
    """
    return open_with_size(path)[0]


def picture_size(path: Path) -> tuple[int, int]:
    """The width and height of a picture as it is shown, in pixels; raises Problem for a bad file.

    Nothing is decoded, unless the file says behind its pixels how it is to be turned.
    """
    with open_file(path) as file, _told(path, "not_a_picture"):
        image = _opened(file)
        width, height = image.size
        lies = _orientation(image) >= _LYING
    return (height, width) if lies else (width, height)


def open_with_size(path: Path) -> tuple[Image.Image, tuple[int, int]]:
    """A picture as `open_picture` gives it, and the width and height it had, in pixels."""
    with open_file(path) as file:
        with _told(path, "not_a_picture"):
            image = _opened(file)
        size = width, height = image.size
        if max(size) > _SOFT_TOKENS * min(size):
            raise Problem("picture_too_thin", path=path)
        with _told(path, "truncated_picture"):
            if (factor := _factor(image)) > 1:
                # A JPEG is decoded smaller at once; other files know nothing of it.
                image.draft(None, (width // factor, height // factor))
            image.load()
        with _told(path, "not_a_picture"):
            orientation = _orientation(image)
            reduced = _reduced(image)
            shape = reduced.size
            _turn(reduced, orientation)
        return reduced, size if reduced.size == shape else (height, width)


def _opened(file: BinaryIO) -> Image.Image:
    whole = os.stat(file.fileno()).st_size < _LARGEST_WHOLE
    return Image.open(file, formats=_FORMATS + _READ_WHOLE * whole)


@contextmanager
def _told(path: Path, kind: str) -> Generator[None]:
    """Tell whatever a decoder makes of a bad file as the Problem `kind`."""
    try:
        with warnings.catch_warnings():
            # Pillow warns at half the size that it refuses; Facet takes what lies between.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    except Image.DecompressionBombError as error:
        raise Problem("picture_too_large", path=path, limit=_LARGEST) from error
    except Exception as error:
        # For damaged data the decoders raise OSError, SyntaxError, MemoryError and more. The
        # system's own errors are numbered; EINVAL is a damaged file's leap to before its start.
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            kind = "unreadable_file"
        raise Problem(kind, path=path) from error


def _factor(image: Image.Image) -> int:
    """How many times smaller a picture still shows all that a model can see of it."""
    return math.isqrt(image.width * image.height // _ENOUGH) or 1


def _reduced(image: Image.Image) -> Image.Image:
    """A picture as RGB, reduced; band by band, so that a large one is not copied whole."""
    factor = _factor(image)
    if factor == 1:
        return _rgb(image)
    rows = factor * max(_BAND // (factor * image.width), 1)
    width, height = (math.ceil(side / factor) for side in image.size)
    reduced = Image.new("RGB", (width, height))
    for top in range(0, image.height, rows):
        band = image.crop((0, top, image.width, min(top + rows, image.height)))
        reduced.paste(_rgb(band).reduce(factor), (0, top // factor))
    return reduced


def _rgb(image: Image.Image) -> Image.Image:
    """A picture as RGB over white, itself if it is; raises ValueError for other colours."""
    if image.mode.startswith("I"):
        # Pillow's own conversion would clip 16-bit grey at 255, and so turn it white.
        grey = np.asarray(image).clip(0, 65535) // 257
        image = Image.fromarray(grey.astype(np.uint8))
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    layer = image.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")


def _orientation(image: Image.Image) -> int:
    """How a picture lies, as EXIF numbers it; 1, upright, where its EXIF is damaged."""
    try:
        return image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:
        return 1


def _turn(image: Image.Image, orientation: int) -> None:
    image.getexif()[ExifTags.Base.Orientation] = orientation
    ImageOps.exif_transpose(image, in_place=True)
