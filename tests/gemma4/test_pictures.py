"""Picture files → patches, pixel for pixel as the reference, and what becomes of bad files."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from desktop.gemma4.pictures import (
    PictureArrays,
    cut_picture,
    fitted_size,
    read_picture,
    soft_token_count,
)
from desktop.problems import Problem

GOLDEN = Path(__file__).parents[1] / "golden" / "cases"
INPUTS = GOLDEN / "inputs"
NAMES = ["img_a", "img_b", "img_wide", "img_exact"]


@pytest.fixture(scope="module")
def reference() -> dict[str, np.ndarray]:
    return dict(np.load(GOLDEN / "preprocess.npz"))


def pixels_of(picture: PictureArrays) -> np.ndarray:
    """Patches put together again: [height, width, 3]."""
    width, height = picture.size
    grid = picture.patches.reshape(height // 16, width // 16, 16, 16, 3)
    return grid.swapaxes(1, 2).reshape(height, width, 3)


def colour_of(path: Path) -> tuple[int, ...]:
    return tuple(np.median(pixels_of(read_picture(path)), axis=(0, 1)).astype(int))


def save(image: Image.Image, path: Path, **options: object) -> Path:
    image.save(path, **options)
    return path


def problem_of(path: Path) -> str:
    with pytest.raises(Problem) as caught:
        read_picture(path)
    return caught.value.kind


@pytest.mark.parametrize("name", NAMES)
def test_pixels_and_positions_are_the_references(
    name: str, reference: dict[str, np.ndarray]
) -> None:
    picture = read_picture(INPUTS / f"{name}.png", max_soft_tokens=70)
    expected = reference[f"{name}_position_ids"]
    assert np.array_equal(pixels_of(picture), reference[f"{name}_resized_u8"].transpose(1, 2, 0))
    assert np.array_equal(picture.positions, expected[expected[:, 0] >= 0])
    assert picture.positions.dtype == np.int32
    assert picture.soft_tokens == reference[f"{name}_num_soft"]


def test_a_patch_is_ordered_row_column_colour(reference: dict[str, np.ndarray]) -> None:
    picture = read_picture(INPUTS / "img_a.png", max_soft_tokens=70)
    assert np.array_equal(picture.patches, reference["img_a_patches_u8"])


@pytest.mark.parametrize("budget", [70, 140, 280, 560, 1120])
@pytest.mark.parametrize("size", [(640, 480), (1, 1), (4000, 100), (33, 999), (12000, 9000)])
def test_the_cost_is_known_before_reading_and_within_the_budget(
    size: tuple[int, int], budget: int
) -> None:
    width, height = fitted_size(*size, budget, 16, 3)
    assert width % 48 == height % 48 == 0
    assert 0 < soft_token_count(*size, budget) == width * height // 48**2 <= budget


@pytest.mark.parametrize("size", [(281 * 4, 4), (4, 281 * 4)])
def test_a_picture_that_would_be_squashed_is_refused(size: tuple[int, int], tmp_path: Path) -> None:
    with pytest.raises(Problem, match="too long and thin"):
        fitted_size(*size)
    path = save(Image.new("RGB", size), tmp_path / "thin.png")
    with pytest.raises(Problem, match=r"thin\.png"):
        read_picture(path)


@pytest.mark.parametrize("form", ["png", "jpg", "heic", "avif", "webp", "tif", "jp2"])
def test_every_format_shows_its_colours(form: str, tmp_path: Path) -> None:
    path = save(Image.new("RGB", (96, 96), (200, 40, 90)), tmp_path / f"a.{form}")
    assert np.abs(np.subtract(colour_of(path), (200, 40, 90))).max() <= 3


@pytest.mark.parametrize("form", ["png", "jpg", "heic", "avif", "webp", "tif"])
def test_a_photo_taken_sideways_is_turned_upright_once(form: str, tmp_path: Path) -> None:
    image = Image.new("RGB", (960, 480), "red")
    image.paste("blue", (480, 0, 960, 480))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    picture = read_picture(save(image, tmp_path / f"p.{form}", exif=exif.tobytes()))
    pixels = pixels_of(picture).astype(int)
    assert picture.size[0] < picture.size[1]
    assert np.abs(pixels[0, 0] - (255, 0, 0)).max() < 10
    assert np.abs(pixels[-1, 0] - (0, 0, 255)).max() < 10


def test_a_photo_that_says_twice_how_it_lies_is_turned_once(tmp_path: Path) -> None:
    """Phones write into a HEIC both the turn and an EXIF that asks for it again."""
    image = Image.new("RGB", (960, 480), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    path = save(image, tmp_path / "p.heic", exif=exif.tobytes())
    written = path.read_bytes()
    assert b"irot" in written and exif.tobytes()[6:] in written
    width, height = read_picture(path).size
    assert width < height


def test_a_damaged_exif_is_no_hindrance(tmp_path: Path) -> None:
    damaged = PngImagePlugin.PngInfo()
    damaged.add_text("Raw profile type exif", "\nexif\n 4\nno number")
    path = save(Image.new("RGB", (96, 48), "red"), tmp_path / "a.png", pnginfo=damaged)
    assert colour_of(path) == (255, 0, 0)


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    clear = save(Image.new("RGBA", (96, 96), (255, 0, 0, 0)), tmp_path / "clear.png")
    half = save(Image.new("RGBA", (96, 96), (255, 0, 0, 128)), tmp_path / "half.png")
    grey = save(Image.new("LA", (96, 96), (0, 0)), tmp_path / "grey.png")
    palette = Image.new("P", (96, 96), 1)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    keyed = save(palette, tmp_path / "keyed.png", transparency=1)
    assert colour_of(clear) == colour_of(grey) == colour_of(keyed) == (255, 255, 255)
    assert colour_of(half) == (255, 127, 127)


def test_every_colour_model_is_read(tmp_path: Path) -> None:
    palette = Image.new("RGB", (96, 96), (0, 128, 0)).quantize(4)
    assert colour_of(save(palette, tmp_path / "p.gif")) == (0, 128, 0)
    assert colour_of(save(Image.new("1", (96, 96), 1), tmp_path / "1.png")) == (255, 255, 255)
    red, green, blue = colour_of(
        save(Image.new("CMYK", (96, 96), (0, 255, 255, 0)), tmp_path / "c.jpg")
    )
    assert red > 240 > 15 > max(green, blue)


@pytest.mark.parametrize("form", ["png", "tif"])
def test_sixteen_bit_grey_keeps_its_shades(form: str, tmp_path: Path) -> None:
    grey = Image.fromarray(np.full((96, 96), 0x8080, np.uint16))
    assert colour_of(save(grey, tmp_path / f"grey.{form}")) == (128, 128, 128)


def test_an_animation_shows_its_first_frame(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (96, 96), colour) for colour in ("red", "blue")]
    path = save(frames[0], tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    assert colour_of(path) == (255, 0, 0)


def test_a_missing_file_is_told_apart_from_one_that_cannot_be_opened(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "none.png") == "no_such_file"
    assert problem_of(tmp_path) == "unreadable_file"


@pytest.mark.parametrize("content", [b"", b"hello, world", b"%PDF-1.7\n"])
def test_what_is_no_picture_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert problem_of(path) == "not_a_picture"


@pytest.mark.parametrize("form", ["png", "jpg", "webp", "gif", "bmp", "tif"])
def test_a_picture_cut_short_is_said_to_be_damaged(form: str, tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3), np.uint8)
    path = save(Image.fromarray(noise), tmp_path / f"a.{form}")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert problem_of(path) in {"truncated_picture", "not_a_picture"}
    if form in ("png", "jpg", "bmp"):
        assert problem_of(path) == "truncated_picture"


def test_a_picture_of_too_many_pixels_is_refused_unread(tmp_path: Path) -> None:
    header = b"IHDR" + struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    path = tmp_path / "huge.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + (struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header)))
        + (struct.pack(">I", 100) + b"IDAT")
    )
    assert problem_of(path) == "picture_too_large"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("size", [(10_000, 9_000), (7002, 6401), (6401, 7408)])
def test_a_large_picture_within_the_limit_costs_what_was_said(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = save(Image.new("1", size), tmp_path / "large.png")
    assert read_picture(path, max_soft_tokens=70).soft_tokens == soft_token_count(*size, 70)


def scene(width: int, height: int) -> Image.Image:
    noise = np.random.default_rng(0).integers(0, 256, (30, 40, 3), np.uint8)
    return Image.fromarray(noise).resize((width, height), Image.Resampling.BILINEAR)


def test_a_photo_of_24_megapixels_keeps_every_pixel(tmp_path: Path) -> None:
    image = scene(6000, 4000)
    path = save(image, tmp_path / "photo.bmp")
    assert np.array_equal(read_picture(path, 1120).patches, cut_picture(image, 1120).patches)


@pytest.mark.parametrize("form", ["bmp", "jpg"])
def test_a_picture_of_50_megapixels_looks_as_it_would_unreduced(form: str, tmp_path: Path) -> None:
    image = scene(8001, 6003)
    picture = read_picture(save(image, tmp_path / f"large.{form}", quality=95), 1120)
    whole = cut_picture(image, 1120)
    assert picture.size == whole.size
    assert np.abs(picture.patches.astype(int) - whole.patches.astype(int)).max() < 5


MEASURE = """
import resource, sys
from desktop.gemma4.pictures import read_picture
def peak():
    if sys.platform == "darwin":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Under Linux a process inherits the ru_maxrss of the one that started it.
    return int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) * 1024
read_picture(sys.argv[1])
before = peak()
read_picture(sys.argv[2])
print(peak() - before)
"""


@pytest.mark.parametrize(
    ("form", "mode", "bytes_a_pixel"),
    [("jpg", "RGB", 2), ("png", "RGB", 6), ("png", "RGBA", 6), ("png", "I;16", 4)],
)
def test_a_large_picture_is_never_in_memory_twice(
    form: str, mode: str, bytes_a_pixel: float, tmp_path: Path
) -> None:
    size = 7000, 6200
    small = save(Image.new("RGB", (64, 64)), tmp_path / "small.png")
    large = save(Image.new(mode, size), tmp_path / f"large.{form}")
    command = [sys.executable, "-c", MEASURE, small, large]
    grown = int(subprocess.run(command, capture_output=True, check=True).stdout)
    assert grown < bytes_a_pixel * size[0] * size[1]


def test_what_is_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert problem_of(tmp_path / "pipe.png") == "unreadable_file"
    assert problem_of(Path("/dev/zero")) == "unreadable_file"
