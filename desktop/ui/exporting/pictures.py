"""Pictures as documents hold them: upright, not too large, and telling nothing but themselves."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from desktop.picture_files import open_picture

LONGEST_PX = 2000
"""The longest side of a picture in a document."""
_QUALITY = 88
_FEW_COLOURS = 4096


@dataclass(frozen=True)
class Embedded:
    """An encoded picture, of `type` png or jpeg; its sides are in pixels.

    Where it was taken, and whatever else its file told, is no part of it.
    """

    data: bytes
    type: str
    width: int
    height: int


def embedded(path: str) -> Embedded:
    """A picture for a document; raises Problem for a bad file."""
    image = open_picture(path)
    image.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.LANCZOS)
    type = "png" if _is_drawn(image) else "jpeg"
    encoded = BytesIO()
    if type == "png":
        image.save(encoded, "PNG", optimize=True)
    else:
        image.save(encoded, "JPEG", quality=_QUALITY)
    return Embedded(encoded.getvalue(), type, *image.size)


def _is_drawn(image: Image.Image) -> bool:
    """Whether a picture has so few colours that it is no photograph: JPEG would blur its edges."""
    return image.getcolors(_FEW_COLOURS) is not None
