"""Sound files of every kind → 16 kHz samples, and what becomes of bad files."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

import av
import hostile
import numpy as np
import pytest

from desktop.problems import Problem
from desktop.sound_files import LONGEST_FILE, RATE, read_sound

GOLDEN = Path(__file__).parent / "golden" / "cases"


def sine(hertz: float, rate: int, seconds: float = 1.0) -> np.ndarray:
    times = np.arange(int(rate * seconds)) / rate
    return (0.5 * np.sin(2 * np.pi * hertz * times)).astype(np.float32)


def riff(fmt: bytes, data: bytes, extra: bytes = b"") -> bytes:
    chunks = b"fmt " + struct.pack("<I", len(fmt)) + fmt + extra
    chunks += b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def wav(data: bytes, kind: int = 1, bits: int = 16, channels: int = 1, rate: int = RATE) -> bytes:
    block = channels * bits // 8
    return riff(struct.pack("<HHIIHH", kind, channels, rate, rate * block, block, bits), data)


def write(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    return path


def encode(path: Path, samples: np.ndarray, codec: str, rate: int) -> Path:
    """Write a stereo file, half as loud at the right, as an encoder of the Mac would."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=rate, layout="stereo")
        both = np.stack([samples * 4 / 3, samples * 2 / 3])
        frame = av.AudioFrame.from_ndarray(both.astype(np.float32), format="fltp", layout="stereo")
        frame.sample_rate = rate
        fitting = av.AudioResampler(format=stream.format, layout="stereo", rate=rate)
        fifo = av.AudioFifo()
        for fitted in fitting.resample(frame):
            fifo.write(fitted)
        while (part := fifo.read(stream.frame_size or 1024, partial=True)) is not None:
            file.mux(stream.encode(part))
        file.mux(stream.encode(None))
    return path


def problem_of(path: Path) -> str:
    with pytest.raises(Problem) as caught:
        read_sound(path)
    return caught.value.kind


def test_samples_of_a_16_khz_file_are_left_as_they_are() -> None:
    path = GOLDEN / "inputs" / "aud_1p3.wav"
    with wave.open(str(path)) as file:
        raw = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    samples = read_sound(path)
    assert samples.dtype == np.float32
    assert np.array_equal(samples, raw / np.float32(32768))


@pytest.mark.parametrize(("kind", "bits"), [(1, 8), (1, 16), (1, 24), (1, 32), (3, 32), (3, 64)])
def test_every_sample_format_gives_the_same_sound(kind: int, bits: int, tmp_path: Path) -> None:
    tone = sine(440, RATE)
    if kind == 3:
        data = tone.astype(f"<f{bits // 8}").tobytes()
    elif bits == 8:
        data = (np.round(tone * 127) + 128).astype(np.uint8).tobytes()
    else:
        whole = np.round(tone.astype(float) * 2 ** (bits - 1)).astype("<i4")
        data = whole.view(np.uint8).reshape(-1, 4)[:, : bits // 8].tobytes()
    samples = read_sound(write(tmp_path, wav(data, kind, bits)))
    assert np.abs(samples - tone).max() < (1e-2 if bits == 8 else 1e-4)


def test_the_extensible_header_of_recorders_is_read(tmp_path: Path) -> None:
    tone = sine(440, RATE)
    fmt = struct.pack("<HHIIHHHHIH", 0xFFFE, 1, RATE, RATE * 4, 4, 32, 22, 32, 4, 3)
    fmt += bytes.fromhex("000000001000800000aa00389b71")
    odd = b"note" + struct.pack("<I", 3) + b"abc\0"
    path = write(tmp_path, riff(fmt, tone.astype("<f4").tobytes(), extra=odd))
    assert np.array_equal(read_sound(path), tone)


def test_channels_are_averaged(tmp_path: Path) -> None:
    both = np.stack([np.full(4000, 8192), np.full(4000, -4096)], axis=-1).astype("<i2")
    samples = read_sound(write(tmp_path, wav(both.tobytes(), channels=2)))
    assert samples.shape == (4000,)
    assert np.allclose(samples, 0.0625)


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 24_000, 44_100, 48_000, 96_000])
def test_resampling_keeps_a_tone_where_it_is(rate: int, tmp_path: Path) -> None:
    data = sine(1000, rate).astype("<f4").tobytes()
    samples = read_sound(write(tmp_path, wav(data, kind=3, bits=32, rate=rate)))
    assert abs(len(samples) - RATE) <= 1
    inner = slice(800, -800)
    assert np.abs(samples[:RATE] - sine(1000, RATE)[: len(samples)])[inner].max() < 1e-3


def test_resampling_lets_nothing_fold_back(tmp_path: Path) -> None:
    data = sine(9000, 48_000).astype("<f4").tobytes()
    samples = read_sound(write(tmp_path, wav(data, kind=3, bits=32, rate=48_000)))
    assert np.abs(samples)[800:-800].max() < 1e-3


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.m4a", "aac", 44_100),
        ("a.mp3", "libmp3lame", 44_100),
        ("a.flac", "flac", 48_000),
        ("a.ogg", "flac", 44_100),
        ("a.opus", "libopus", 48_000),
        ("a.aiff", "pcm_s16be", 44_100),
        ("a.caf", "alac", 44_100),
    ],
)
def test_every_format_is_heard(name: str, codec: str, rate: int, tmp_path: Path) -> None:
    path = encode(tmp_path / name, sine(1000, rate, seconds=2), codec, rate)
    samples = read_sound(path)
    assert abs(len(samples) - 2 * RATE) < RATE // 10
    spectrum = np.abs(np.fft.rfft(samples[RATE // 2 : RATE // 2 + RATE]))
    assert spectrum.argmax() == 1000
    assert 0.3 < np.abs(samples[RATE // 2 : -RATE // 2]).max() < 0.7


def test_half_an_hour_is_taken_and_more_is_refused_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, wav(bytes(8_000 * (LONGEST_FILE + 1)), bits=8, rate=8_000))
    assert problem_of(path) == "sound_too_long"


def test_half_an_hour_is_counted_where_the_header_says_less(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loud, silent = hostile.sound("aac", 1.0), hostile.silence("adts", "aac")
    path = write(tmp_path, loud + silent * 2 * LONGEST_FILE)
    with av.open(str(path)) as container:
        assert container.duration and container.duration < LONGEST_FILE * av.time_base
    monkeypatch.delattr("desktop.sound_files.decode_sound")
    assert problem_of(path) == "sound_too_long"


def test_a_recording_that_was_cut_off_is_heard_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = wav(bytes(2 * RATE))
    assert len(read_sound(write(tmp_path, whole[: len(whole) // 2 + 1]))) < RATE


def test_a_sound_that_changes_its_channels_on_the_way_is_heard_to_its_end(tmp_path: Path) -> None:
    mono, stereo = hostile.silence("adts", "aac"), hostile.sound("aac", 1.0)
    alone = [len(read_sound(write(tmp_path, content))) for content in (mono, stereo)]
    both = read_sound(write(tmp_path, mono + stereo))
    assert abs(len(both) - sum(alone)) < RATE // 10
    assert np.abs(both[-RATE // 2 :]).max() > 0.3


def test_a_title_in_an_unknown_encoding_is_no_hindrance(tmp_path: Path) -> None:
    title = b"LIST" + struct.pack("<I", 16) + b"INFOINAM\x04\0\0\0" + "曲".encode("shift-jis") * 2
    fmt = struct.pack("<HHIIHH", 1, 1, RATE, RATE * 2, 2, 16)
    assert len(read_sound(write(tmp_path, riff(fmt, bytes(4000), extra=title)))) == 2000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"ID3\x04" + bytes(200),
        wav(bytes(4000))[:30],
        wav(bytes(4000), channels=0),
        wav(bytes(4000), rate=0),
        wav(bytes(4000), rate=100_000_007),
        wav(np.full(1000, np.nan, "<f4").tobytes(), kind=3, bits=32),
        wav(np.full(1000, 1e30, "<f4").tobytes(), kind=3, bits=32),
    ],
    ids=["empty", "text", "mp3", "cut", "no channel", "no rate", "100 MHz", "nan", "too loud"],
)
def test_what_is_no_sound_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    assert problem_of(write(tmp_path, content)) == "not_a_sound"


def test_a_missing_file_is_told_apart_from_one_that_cannot_be_opened(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "none.wav") == "no_such_file"
    assert problem_of(tmp_path) == "unreadable_file"
