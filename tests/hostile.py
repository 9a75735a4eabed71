"""Media files that a careless download, a strange program or an attacker could make.

`make_corpus` writes them all into a folder: within seconds, the same bytes each time, and small,
where a large size is the point by holes in the file.
"""

from __future__ import annotations

import gzip
import os
import random
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()

PICTURES = ("png", "jpg", "gif", "webp", "tif", "bmp", "avif", "heic", "jp2")
SOUNDS: dict[str, tuple[str, str, int]] = {
    "m4a": ("ipod", "aac", 44_100),
    "mp3": ("mp3", "libmp3lame", 44_100),
    "wav": ("wav", "pcm_s16le", 16_000),
    "flac": ("flac", "flac", 48_000),
    "ogg": ("ogg", "libopus", 48_000),
    "aiff": ("aiff", "pcm_s16be", 22_050),
    "caf": ("caf", "alac", 44_100),
    "aac": ("adts", "aac", 24_000),
}
"""For each extension, its container, codec and rate."""
VIDEOS: dict[str, tuple[str, str, str]] = {
    "mp4": ("mp4", "libx264", "aac"),
    "mov": ("mov", "mpeg4", "pcm_s16be"),
    "webm": ("webm", "libvpx", "libopus"),
    "avi": ("avi", "mjpeg", "libmp3lame"),
    "ts": ("mpegts", "libx264", "aac"),
    "mkv": ("matroska", "ffv1", "flac"),
}
"""For each extension, its container and the codecs of its pictures and of its sound."""

Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True)
class Hostile:
    """A file, or a path that leads to none, and the sense that is asked about it."""

    path: str
    sense: str  # image, audio or video

    @property
    def name(self) -> str:
        """A short name for people who read a test's report."""
        return f"{self.sense}: {os.path.basename(self.path)[:40]!r}"


def make_corpus(folder: Path) -> list[Hostile]:
    """Write every file into a folder; nothing that is in it already may have the same name."""
    corpus = [
        Hostile(str(_written(folder / name, content)), sense)
        for sense, makers in _MAKERS.items()
        for maker in makers
        for name, content in maker()
    ]
    return [*corpus, *_sparse(folder), *_ways(folder)]


# Valid files, to be broken


@cache
def picture(form: str, mode: str = "RGB", **options: Any) -> bytes:
    """A picture of 120 × 90 pixels."""
    noise = np.random.default_rng(0).integers(0, 256, (9, 12, 3), np.uint8)
    image = Image.fromarray(noise).resize((120, 90), Image.Resampling.BICUBIC).convert(mode)
    return _saved(image, form, **options)


@cache
def sound(form: str, seconds: float = 0.5) -> bytes:
    """A tone of 440 Hz, in stereo."""
    container, codec, rate = SOUNDS[form]
    file = BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream(codec, rate=rate, layout="stereo")
        _sing(output, stream, seconds)
    return file.getvalue()


@cache
def silence(form: str, codec: str) -> bytes:
    """A second or more of nothing, at 16 kHz, one channel."""
    file = BytesIO()
    options = {"id3v2_version": "0", "write_xing": "0"} if form == "mp3" else {}
    with av.open(file, "w", format=form, options=options) as output:
        stream = output.add_stream(codec, rate=16_000, layout="mono")
        stream.bit_rate = 8000
        for i in range(1 + 16_000 // 576):
            frame = av.AudioFrame(format=stream.format.name, layout="mono", samples=576)
            frame.sample_rate, frame.pts = 16_000, i * 576
            frame.planes[0].update(bytes(frame.planes[0].buffer_size))
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return file.getvalue()


@cache
def video(form: str, frames: int = 2, tone: float | None = None) -> bytes:
    """Changing colours, eight frames a second, and a tone, as long or of `tone` s."""
    size = 64, 48
    container, codec, voice = VIDEOS[form]
    file = BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = _screen(output, codec, size)
        singer = output.add_stream(voice, rate=48_000, layout="stereo")
        for i in range(frames):
            output.mux(stream.encode(_frame(size, i)))
        output.mux(stream.encode(None))
        _sing(output, singer, tone or frames / 8)
    return file.getvalue()


def _saved(image: Image.Image, form: str, **options: Any) -> bytes:
    file = BytesIO()
    names = {"jpg": "jpeg", "tif": "tiff", "heic": "heif", "jp2": "jpeg2000"}
    image.save(file, names.get(form, form), **options)
    return file.getvalue()


def _screen(output: Any, codec: str, size: tuple[int, int], rate: int | Fraction = 8) -> Any:
    stream = output.add_stream(codec, rate=rate)
    stream.width, stream.height = size
    stream.pix_fmt = {"mjpeg": "yuvj420p", "png": "rgb24"}.get(codec, "yuv420p")
    stream.codec_context.thread_count = 1
    return stream


def _frame(size: tuple[int, int], number: int) -> av.VideoFrame:
    pixels = np.full((size[1], size[0], 3), (number * 40 % 256, 128, 60), np.uint8)
    frame = av.VideoFrame.from_ndarray(pixels)
    frame.pts = number
    return frame


def _sing(output: Any, stream: Any, seconds: float) -> None:
    times = np.arange(int(stream.rate * seconds)) / stream.rate
    tone = np.tile((0.5 * np.sin(2 * np.pi * 440 * times)).astype(np.float32), (2, 1))
    frame = av.AudioFrame.from_ndarray(tone, format="fltp", layout="stereo")
    frame.sample_rate = stream.rate
    fitting = av.AudioResampler(format=stream.format, layout="stereo", rate=stream.rate)
    fifo = av.AudioFifo()
    for fitted in fitting.resample(frame):
        fifo.write(fitted)
    while (part := fifo.read(stream.frame_size or 1024, partial=True)) is not None:
        output.mux(stream.encode(part))
    output.mux(stream.encode(None))


# Damage


def damaged(content: bytes, seed: int, flips: int = 12, within: int | None = None) -> bytes:
    """Some bytes of the first `within` made others, the same for the same seed."""
    chance = random.Random(seed)
    broken = bytearray(content)
    for _ in range(flips):
        broken[chance.randrange(min(len(broken), within or len(broken)))] = chance.randrange(256)
    return bytes(broken)


def _broken(forms: Iterable[str], valid: Callable[[str], bytes]) -> Files:
    for form in forms:
        whole = valid(form)
        yield f"a head.{form}", whole[:20]
        yield f"a half.{form}", whole[: len(whole) // 2]
        yield f"a damaged head.{form}", damaged(whole, seed=len(form), within=100)
        yield f"damaged.{form}", damaged(whole, seed=7)


def _strangers(forms: list[str]) -> Files:
    """What is something else than its name says."""
    kinds = {
        "nothing": b"",
        "one byte": b"\x89",
        "zeros": bytes(5000),
        "text": b"Dear diary,\n" * 50,
        "page": b"<!doctype html><html><body>404 Not Found</body></html>",
        "document": b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n",
        "archive": b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(200),
        "packed": gzip.compress(bytes(10**6)),
        "drawing": b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>',
        "program": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n{ } loop\n",
        "playlist": b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
        "stream": b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n/etc/passwd\n#EXT-X-ENDLIST\n",
        "concat": b"ffconcat version 1.0\nfile /etc/passwd\n",
    }
    for i, (kind, content) in enumerate(kinds.items()):
        yield f"{kind}.{forms[i % len(forms)]}", content


# Pictures


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, data: bytes, *more: bytes, bits: int = 8, kind: int = 2) -> bytes:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0))
    body = b"".join(more) + _chunk(b"IDAT", zlib.compress(data, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + body


def _tiff(
    *entries: tuple[int, int, int, int], following: int = 0, count: int | None = None
) -> bytes:
    """A TIFF of tags, each (number, type, count, value)."""
    found = struct.pack("<H", len(entries) if count is None else count)
    found += b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<I", 8) + found + struct.pack("<I", following)


def _flat(width: int, height: int, *more: tuple[int, int, int, int], **options: int) -> bytes:
    grey = (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)
    return _tiff(*grey, *more, **options)


def _exif(tiff: bytes) -> bytes:
    """A JPEG with this EXIF."""
    whole = picture("jpg")
    block = b"Exif\0\0" + tiff
    return whole[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + whole[2:]


def _jpeg_of_size(width: int, height: int) -> bytes:
    whole = picture("jpg")
    at = whole.index(b"\xff\xc0")
    return whole[: at + 5] + struct.pack(">HH", height, width) + whole[at + 9 :]


def _riff(kind: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(name + struct.pack("<I", len(d)) + d + bytes(len(d) % 2) for name, d in chunks)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + kind + body


def _bombs() -> Files:
    """Pictures that claim or unfold to far more than they are."""
    yield "400 megapixels.png", _png(20_000, 20_000, b"")
    yield "the widest.png", _png(2**31 - 1, 1, b"")
    yield "the largest.png", _png(2**31 - 1, 2**31 - 1, b"")
    yield "160 megapixels of nothing.png", _png(12_650, 12_650, b"", bits=1, kind=0)
    yield "90 megapixels.png", _png(9_500, 9_500, bytes(9_500 * 1189), bits=1, kind=0)
    words = b"Comment\0\0" + zlib.compress(bytes(60_000_000), 9)
    yield "words.png", _png(1, 1, bytes(4), _chunk(b"zTXt", words))
    profile = b"icc\0\0" + zlib.compress(bytes(60_000_000), 9)
    yield "profile.png", _png(1, 1, bytes(4), _chunk(b"iCCP", profile))
    yield "more data than pixels.png", _png(1, 1, bytes(50_000_000))
    yield "canvas.gif", b"GIF89a\xff\xff\xff\xff\0\0\0;"
    whole = picture("gif")
    yield "large canvas.gif", whole[:6] + struct.pack("<HH", 13_000, 13_000) + whole[10:]
    flags = bytes([0x10, 0, 0, 0])
    yield "canvas.webp", _riff(b"WEBP", (b"VP8X", flags + b"\xff\x3f\0" * 2), (b"ALPH", b"\0"))
    yield "huge.jpg", _jpeg_of_size(65_500, 65_500)
    yield "large.jpg", _jpeg_of_size(13_000, 13_000)
    yield (
        "huge.bmp",
        b"BM"
        + struct.pack(
            "<IIIIiiHHIIiiII", 54, 0, 54, 40, 2**31 - 1, -(2**31), 1, 24, 0, 0, 0, 0, 0, 0
        ),
    )
    yield "strips.tif", _flat(13_000, 13_000, (273, 4, 2**32 - 1, 8), (279, 4, 2**32 - 1, 8))
    yield (
        "strip.tif",
        _flat(100, 100, (273, 4, 1, 2**32 - 1), (278, 4, 1, 100), (279, 4, 1, 2**32 - 1)),
    )
    yield "huge.tif", _flat(2**31, 2**31, (273, 4, 1, 8), (279, 4, 1, 8))
    whole = _saved(Image.new("P", (2, 2)), "gif")
    start = whole.rindex(b",\0\0\0\0")
    yield "10000 frames.gif", whole[:start] + whole[start:-1] * 10_000 + b";"
    frames = [Image.new("P", (4, 4), i % 2) for i in range(300)]
    yield "300 frames.webp", _saved(frames[0], "webp", save_all=True, append_images=frames[1:])
    yield "300 frames.png", _saved(frames[0], "png", save_all=True, append_images=frames[1:])


def _shapes() -> Files:
    yield "no pixels.png", _png(0, 0, b"")
    yield "no pixels.jpg", _jpeg_of_size(0, 0)
    yield "no height.gif", picture("gif")[:8] + b"\0\0" + picture("gif")[10:]
    for size in (1, 5000), (5000, 1), (1, 65_000), (1, 1), (2, 2000), (7, 1000):
        yield f"{size[0]} by {size[1]}.png", _saved(Image.new("L", size), "png")
    yield "1 by 65000.jpg", _saved(Image.new("L", (1, 65_000)), "jpg")
    yield "1 by 80000000.png", _png(1, 80_000_000, b"", bits=1, kind=0)


def _depths() -> Files:
    """Colours and depths off the beaten track."""
    row = b"\0" + bytes(range(60))
    yield "16-bit colours.png", _png(10, 10, row * 10, bits=16)
    yield "16-bit grey with alpha.png", _png(10, 10, (b"\0" + bytes(40)) * 10, bits=16, kind=4)
    yield "a palette that is missing.png", _png(10, 10, (b"\0" + bytes(10)) * 10, kind=3)
    yield "a kind of colour that is none.png", _png(10, 10, row * 10, kind=5)
    yield "17 bits.png", _png(10, 10, row * 10, bits=17)
    yield "cmyk.jpg", picture("jpg", "CMYK")
    yield "cmyk.tif", picture("tif", "CMYK")
    yield "lab.tif", picture("tif", "LAB")
    odd = np.array([[np.nan, np.inf], [-np.inf, 1e38]], np.float32)
    yield "no numbers.tif", _saved(Image.fromarray(odd), "tif")
    deep = Image.fromarray(np.full((9, 9), -(2**31), np.int32))
    yield "32-bit grey.tif", _saved(deep, "tif")
    yield "garbage for a profile.jpg", picture("jpg", icc_profile=b"\xff" * 5000)
    yield "garbage for a profile.png", picture("png", icc_profile=b"\xff" * 5000)


def _directories() -> Files:
    """EXIF and TIFF directories that lead astray."""
    yield "a loop in exif.jpg", _exif(_tiff((0x112, 3, 1, 6), (0x8769, 4, 1, 8), following=8))
    yield "garbage in exif.jpg", _exif(b"\xff" * 400)
    yield "a turn that is none.jpg", _exif(_tiff((0x112, 3, 1, 77)))
    yield "a turn in words.jpg", _exif(_tiff((0x112, 2, 4, 0x414141)))
    yield "many entries in exif.jpg", _exif(_tiff((0x112, 3, 1, 6), count=65_535))
    yield "a loop.tif", _flat(9, 9, (273, 4, 1, 8), (279, 4, 1, 81), following=8)
    yield "a loop of directories.tif", _flat(9, 9, (330, 4, 1, 8), (273, 4, 1, 8), following=8)
    yield "no entries.tif", _tiff()
    yield "many entries.tif", _flat(9, 9, count=65_535)
    yield "a directory beyond the end.tif", b"II*\0" + struct.pack("<I", 2**32 - 1)
    yield "a directory of a large file.tif", b"II+\0\x08\0\0\0" + b"\xff" * 8
    yield "ftyp.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)
    yield "boxes.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x0cmeta\0\0\0\0" * 500
    yield "a box without an end.avif", b"\0\0\0\x18ftypavif\0\0\0\0mif1avif\xff\xff\xff\xffmeta"


def _other_pictures() -> Files:
    yield "sound.png", sound("mp3")
    yield "video.jpg", video("mp4")
    yield "sound.heic", sound("m4a")
    yield "picture.txt", picture("png")


# Sounds


def wav(data: bytes, form: int = 1, bits: int = 16, channels: int = 1, rate: int = 16_000) -> bytes:
    block = channels * bits // 8 % 65_536
    speed = rate * block % 2**32
    header = struct.pack("<HHIIHH", form, channels, rate, speed, block, bits)
    return _riff(b"WAVE", (b"fmt ", header), (b"data", data))


def _samples() -> Files:
    """Samples that are no sound."""
    yield "no samples.wav", wav(b"")
    yield "one sample.wav", wav(b"\0\0")
    yield "a hundredth of a second.wav", wav(bytes(320))
    yield "an odd byte.wav", wav(bytes(9999))
    for name, value in ("nan", np.nan), ("infinite", np.inf), ("the loudest", 3e38):
        yield f"{name}.wav", wav(np.full(9000, value, "<f4").tobytes(), form=3, bits=32)
    noise = np.random.default_rng(0).bytes(40_000)
    yield "noise for doubles.wav", wav(noise, form=3, bits=64)
    yield "noise for aac.aac", b"\xff\xf1\x50\x80" + noise
    yield "noise for mp3.mp3", b"\xff\xfb\x90\x64" + noise
    yield "noise for ogg.ogg", b"OggS\0\x02" + noise


def _lies() -> Files:
    """Headers that say what is not so."""
    tone = bytes(16_000)
    yield "no channels.wav", wav(tone, channels=0)
    yield "64 channels.wav", wav(bytes(128_000), channels=64)
    yield "65535 channels.wav", wav(bytes(200_000), channels=65_535)
    yield "no rate.wav", wav(tone, rate=0)
    yield "1 hertz.wav", wav(tone, rate=1)
    yield "2 gigahertz.wav", wav(tone, rate=2**31 - 1)
    yield "100 megahertz.wav", wav(tone, rate=100_000_007)
    yield "no bits.wav", wav(tone, bits=0)
    yield "a codec that is none.wav", wav(tone, form=0x1234)
    whole = wav(tone)
    yield "4 gigabytes.wav", whole[:4] + b"\xff" * 4 + whole[8:40] + b"\xff" * 4 + whole[44:]
    yield "less than there is.wav", whole[:40] + struct.pack("<I", 100) + whole[44:]
    flac = bytearray(sound("flac"))
    flac[21:26] = bytes([flac[21] | 0x0F, 255, 255, 255, 255])
    yield "a month.flac", bytes(flac)
    title = b"ID3\x04\0\0\x7f\x7f\x7f\x7f"
    yield "a title of 256 megabytes.mp3", title + sound("mp3")
    yield "titles in titles.mp3", b"ID3\x04\0\0\0\0\0\0" * 20_000 + sound("mp3")
    latin = _riff(b"WAVE", (b"LIST", b"INFOINAM\x04\0\0\0\xe9\xe8\xff\0"))[12:]
    yield "a title of another age.wav", whole[:12] + latin + whole[12:]


def _long_sounds() -> Files:
    """Two hours, said or not."""
    yield "2 hours.aac", silence("adts", "aac") * 7200
    yield "2 hours.mp3", silence("mp3", "libmp3lame") * 7200
    whole = sound("m4a")
    at = whole.index(b"mvhd") + 16
    scale = struct.unpack(">I", whole[at : at + 4])[0]
    yield (
        "2 hours that are half a second.m4a",
        whole[: at + 4] + struct.pack(">I", 7200 * scale) + whole[at + 8 :],
    )


def _other_sounds() -> Files:
    yield "picture.wav", picture("jpg")
    yield "picture.m4a", picture("heic")
    yield "mute.mp4", _silent_film()
    yield "video.wav", video("mp4")
    yield "no extension", sound("wav")
    yield "mono, then stereo.aac", silence("adts", "aac") + sound("aac")


# Videos


def film(
    codec: str,
    sizes: list[tuple[int, int]],
    form: str = "matroska",
    step: int = 1,
    rate: int = 8,
    **options: str,
) -> bytes:
    """A mute video with one frame of each size, every `step` ticks of 1/`rate` s."""
    file = BytesIO()
    with av.open(file, "w", format=form, options=options) as output:
        stream = _screen(output, codec, sizes[0], rate)
        for i, size in enumerate(sizes):
            encoder = stream.codec_context
            if size != sizes[0]:
                encoder = av.CodecContext.create(codec, "w")
                encoder.width, encoder.height = size
                encoder.pix_fmt, encoder.time_base = stream.pix_fmt, Fraction(1, rate)
            frame = _frame(size, i).reformat(format=stream.pix_fmt)
            frame.pts, frame.time_base = i * step, Fraction(1, rate)
            for packet in [
                *encoder.encode(frame),
                *(encoder.encode(None) if size != sizes[0] else []),
            ]:
                packet.stream = stream
                output.mux(packet)
        output.mux(stream.encode(None))
    return file.getvalue()


def _silent_film() -> bytes:
    return film("mpeg4", [(64, 48)] * 2, "mp4")


def lasting(whole: bytes, seconds: int) -> bytes:
    """An MP4 that says it is as long as that, in each of its headers."""
    for box, at, duration in (b"mvhd", 16, 20), (b"mdhd", 16, 20), (b"tkhd", 16, 24):
        start = whole.index(box)
        scale = struct.unpack(">I", whole[start + at : start + at + 4])[0]
        length = seconds * (1000 if box == b"tkhd" else scale)
        whole = (
            whole[: start + duration] + struct.pack(">I", length) + whole[start + duration + 4 :]
        )
    return whole


def _sizes() -> Files:
    yield "1 by 1.mkv", film("ffv1", [(1, 1)] * 2)
    yield "1 by 3000.mov", film("png", [(1, 3000)] * 2, "mov")
    yield "3 by 5.mov", film("png", [(3, 5)] * 2, "mov")
    yield "8k.mkv", film("mjpeg", [(7680, 4320)] * 2)
    yield "another size each time.mkv", film("mjpeg", [(64, 48), (640, 480), (16, 16), (48, 64)])
    yield "sizes too thin.mkv", film("mjpeg", [(64, 48), (3000, 2), (64, 48)])


def _times() -> Files:
    """Videos longer or shorter than they say."""
    hours = film("mpeg4", [(64, 48)] * 120, "mp4", step=480)
    yield "2 hours.mp4", hours
    yield "2 hours that say 2 seconds.mp4", lasting(hours, 2)
    yield "half a second that says 2 hours.mp4", lasting(_silent_film(), 7200)
    yield "no seconds.mp4", lasting(_silent_film(), 0)
    yield "2 hours that say nothing.mkv", film("mpeg4", [(64, 48)] * 120, step=480, live="1")
    yield "20000 frames.mkv", _over_and_over(20_000)
    whole = _silent_film()
    yield "no frames.mp4", whole[:28] + whole[whole.index(b"moov") - 4 :]
    yield "a billion frames.mp4", _counting(whole, 10**9)


def _over_and_over(count: int) -> bytes:
    """A video of one frame, shown a thousand times a second."""
    file = BytesIO()
    with av.open(file, "w", format="matroska") as output:
        stream = _screen(output, "ffv1", (1, 1), rate=1000)
        frame = _frame((1, 1), 0).reformat(format=stream.pix_fmt)
        frame.pts = 0
        [packet] = stream.encode(frame)
        for i in range(count):
            packet.pts = packet.dts = i
            output.mux(packet)
    return file.getvalue()


def _counting(whole: bytes, frames: int) -> bytes:
    """An MP4 whose tables claim so many frames of one byte each."""
    at = whole.index(b"stsz") + 8
    whole = whole[:at] + struct.pack(">II", 1, frames) + whole[at + 8 :]
    at = whole.index(b"stts") + 12
    whole = whole[:at] + struct.pack(">I", frames) + whole[at + 4 :]
    at = whole.index(b"stsc") + 16
    return whole[:at] + struct.pack(">I", frames) + whole[at + 4 :]


def _tracks() -> Files:
    whole = video("mp4")
    at = whole.index(b"mp4a")
    yield "a sound of no codec.mp4", whole[:at] + b"zzzz" + whole[at + 4 :]
    yield "a damaged sound.mp4", whole[: at + 20] + b"\xff" * 30 + whole[at + 50 :]
    at = whole.index(b"avc1", 40)
    yield "pictures of no codec.mp4", whole[:at] + b"zzzz" + whole[at + 4 :]
    yield "only a sound.mp4", sound("m4a")
    yield "a picture.mov", picture("png")
    yield "an animation.mov", picture("gif")


# What is no content


def _sparse(folder: Path) -> Iterator[Hostile]:
    """Files of holes, gigabytes large, that take no room."""
    hours = wav(b"", bits=8, rate=8_000)
    starts = {
        "3 gigabytes.heic": (picture("heic"), 3, "image"),
        "2 gigabytes.png": (picture("png"), 2, "image"),
        "900 megabytes.webp": (b"RIFF\xff\xff\xff\x7fWEBPVP8 ", 0.9, "image"),
        "900 megabytes.tif": (b"II*\0\0\0\0\x10", 0.9, "image"),
        "2 hours.wav": (hours[:40] + struct.pack("<I", 57_600_000), 0.0576, "audio"),
        "chunks of zeros.wav": (hours[:12], 3, "audio"),
        "zeros.mp3": (sound("mp3")[:2000], 3, "audio"),
        "zeros.aac": (sound("aac")[:2000], 3, "audio"),
        "zeros.ogg": (sound("ogg")[:3000], 3, "audio"),
        "zeros.flac": (sound("flac")[:3000], 3, "audio"),
        "zeros.mp4": (video("mp4")[:100], 3, "video"),
        "zeros.mkv": (video("mkv")[:3000], 3, "video"),
        "zeros.avi": (video("avi")[:6000], 3, "video"),
        "zeros.ts": (video("ts")[:1880], 3, "video"),
    }
    for name, (start, gigabytes, sense) in starts.items():
        path = _written(folder / f"holes, {name}", start)
        os.truncate(path, int(gigabytes * 10**9))
        yield Hostile(str(path), sense)


def _ways(folder: Path) -> Iterator[Hostile]:
    """Paths that lead to no file, to no plain file, or are strange themselves."""
    os.mkfifo(folder / "pipe.png")
    (folder / "folder.mp4").mkdir()
    os.symlink(folder / "loop.wav", folder / "loop.wav")
    os.symlink(folder / "nowhere", folder / "a link to nothing.png")
    locked = _written(folder / "locked.png", picture("png"))
    locked.chmod(0)
    paths = ["pipe.png", "folder.mp4", "loop.wav", "a link to nothing.png", "locked.png"]
    names = ["two\nlines.png", "🦊 é 日本語.png", "x" * 240 + ".png", "%s {path} {0}.png", "-i.png"]
    for name in names:
        _written(folder / name, picture("png"))
    nowhere = ["x" * 300 + ".png", "null\0.png", "folder.mp4/x/y.png", "pipe.png/z.png"]
    away = ["", "-", "/dev/zero", "/dev/null", "/proc/self/mem", "http://127.0.0.1:9/a.png"]
    away += ["concat:/etc/passwd|/etc/passwd", "pipe:0", "file:/etc/passwd", "/dev/stdin"]
    for sense in ("image", "audio", "video"):
        yield Hostile(str(folder / "pipe.png"), sense)
    yield from (Hostile(str(folder / name), "image") for name in [*paths, *names, *nowhere])
    for i, path in enumerate(away):
        yield Hostile(path, ("image", "audio", "video")[i % 3])


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


_MAKERS: dict[str, list[Callable[[], Files]]] = {
    "image": [
        lambda: _broken(PICTURES, picture),
        lambda: _strangers(["png", "jpg", "heic", "webp"]),
        _bombs,
        _shapes,
        _depths,
        _directories,
        _other_pictures,
    ],
    "audio": [
        lambda: _broken(SOUNDS, sound),
        lambda: _strangers(["wav", "mp3", "m4a", "aac"]),
        _samples,
        _lies,
        _long_sounds,
        _other_sounds,
    ],
    "video": [
        lambda: _broken(VIDEOS, lambda form: video(form, frames=1)),
        lambda: _strangers(["mov", "mp4", "avi"]),
        _sizes,
        _times,
        _tracks,
    ],
}
