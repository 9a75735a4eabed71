"""`facet ask`, as a script uses it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import av
import broken
import numpy as np
import pytest
from terminal import ROOT, Ended, run

from desktop.cli.ask import main

CASES = json.loads((ROOT / "tests/golden/prompt_cases.json").read_text(encoding="utf-8"))
SMALL = [case for case in CASES if case["template"] == "small"]


def facet(*arguments: str | Path, stdin: str | None = None) -> Ended:
    return run(main, *arguments, stdin=stdin)


@pytest.fixture
def tiny(golden: Path) -> Path:
    return golden / "ckpt" / "e2b-like"


def events_of(result: Ended) -> list[dict[str, Any]]:
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_tells_the_whole_way_of_an_answer(tiny: Path, golden: Path) -> None:
    picture = golden / "cases/inputs/img_a.png"
    sound = golden / "cases/inputs/aud_1p3.wav"
    options = ("--temperature", "0", "--max-tokens", "6", "--ignore-eos", "--json")
    events = events_of(
        facet("what?", "--model", tiny, "--image", picture, "--audio", sound, *options)
    )
    assert events[0]["event"] == "prompt" and events[0]["reused"] == 0
    done = events[-1]
    assert (done["event"], done["reason"], len(done["token_ids"])) == ("done", "length", 6)
    assert done["prompt_tokens"] == events[0]["tokens"] > 60 + 33
    assert {"prefill_ms", "decode_ms", "peak_bytes", "reused_tokens", "computed_tokens"} <= set(
        done
    )
    written = "".join(event["text"] for event in events if event["event"] == "answer")
    plain = facet("what?", "--model", tiny, "--image", picture, "--audio", sound, *options[:-1])
    assert plain.stdout.strip() == written.strip()


def test_the_command_itself_answers(tiny: Path) -> None:
    command = [sys.executable, "-m", "desktop", "ask", "hi", "--model", str(tiny)]
    answered = subprocess.run(
        [*command, "--max-tokens", "3", "--json"], capture_output=True, text=True, timeout=120
    )
    assert answered.returncode == 0, answered.stderr
    assert json.loads(answered.stdout.splitlines()[-1])["event"] == "done"


@pytest.mark.parametrize("case", SMALL[::6], ids=lambda case: case["name"])
def test_show_prompt_writes_the_prompt_and_nothing_else(
    case: dict[str, Any], tiny: Path, tmp_path: Path
) -> None:
    (tmp_path / "messages.json").write_text(json.dumps(case))
    result = facet("--messages", tmp_path / "messages.json", "--model", tiny, "--show-prompt")
    assert (result.stdout, result.stderr, result.returncode) == (case["rendered"], "", 0)


def test_a_video_is_its_frames_and_detail_is_kept(tiny: Path, golden: Path, tmp_path: Path) -> None:
    path = tmp_path / "clip.mkv"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("ffv1", rate=2)
        stream.width, stream.height, stream.pix_fmt = 96, 96, "bgr0"
        for shade in (0, 90, 180):
            picture = np.full((96, 96, 3), shade, np.uint8)
            file.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        file.mux(stream.encode(None))
    options = ("--model", tiny, "--max-tokens", "1", "--json")

    def tokens(*media: str | Path) -> int:
        return events_of(facet("hi", *options, *media))[0]["tokens"]

    words = tokens()
    assert tokens("--video", path) > words + 3 * 64
    picture = ("--image", golden / "cases/inputs/img_exact.png")
    low, high = (tokens(*picture, "--detail", detail) - words for detail in ("70", "140"))
    assert low <= 72 and 72 < high <= 142


def test_pictures_stand_before_the_words_and_sounds_after(tiny: Path) -> None:
    options = ("--image", "a.png", "--audio", "b.wav", "--system", "Be brief.", "--show-prompt")
    result = facet("-", *options, "--model", tiny, stdin="Words")
    assert result.stdout == (
        "<bos><|turn>system\nBe brief.<turn|>\n"
        "<|turn>user\n<|image|>Words<|audio|><turn|>\n<|turn>model\n"
    )


def test_a_sound_is_written_down_or_translated(tiny: Path) -> None:
    def prompt(*arguments: str) -> str:
        return facet("--audio", "b.wav", *arguments, "--model", tiny, "--show-prompt").stdout

    assert prompt() == "<bos><|turn>user\n<|audio|><turn|>\n<|turn>model\n"
    assert "speech segment in its original language.\n" in prompt("--transcribe")
    assert "in Dutch into Dutch text." in prompt("--transcribe", "--spoken", "Dutch")
    assert "then translate it into French.\n" in prompt("--translate-to", "French")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("hi", "--model", "nowhere"), "is not a model folder"),
        (("hi", "--image", "none.png"), "There is no file"),
        (("hi", "--image", "pyproject.toml"), "is not a picture"),
        (("hi", "--audio", "pyproject.toml"), "is not a sound"),
        (("   ",), "There is nothing to answer yet"),
        (("--messages", "none.json"), "There is no file"),
        (("--messages", "pyproject.toml"), "not JSON"),
        (("word " * 5000,), "tokens, and"),
    ],
)
def test_bad_input_is_one_sentence(arguments: tuple[str, ...], sentence: str, tiny: Path) -> None:
    model = () if "--model" in arguments else ("--model", str(tiny))
    assert_refused(facet(*arguments, *model), sentence)


def test_a_picture_cut_short_is_one_sentence(tiny: Path, golden: Path, tmp_path: Path) -> None:
    whole = (golden / "cases/inputs/img_a.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(whole[: len(whole) // 2])
    result = facet("hi", "--model", tiny, "--image", tmp_path / "cut.png")
    assert_refused(result, "is damaged or incomplete")


@pytest.mark.parametrize("fault", broken.CHECKPOINTS)
def test_a_broken_checkpoint_is_one_sentence(fault: str, tiny: Path, tmp_path: Path) -> None:
    sentence = broken.make(fault, tiny, tmp_path / "model")
    assert_refused(facet("hi", "--model", tmp_path / "model"), sentence)


def test_a_deaf_model_says_so(tiny: Path, golden: Path, tmp_path: Path) -> None:
    model = broken.deafen(tiny, tmp_path / "model")
    result = facet("hi", "--model", model, "--audio", golden / "cases/inputs/aud_1p3.wav")
    assert_refused(result, "cannot hear")


def test_a_deaf_model_says_so_before_it_reads_anything(tiny: Path, tmp_path: Path) -> None:
    model = broken.deafen(tiny, tmp_path / "model")
    assert_refused(facet("hi", "--model", model, "--audio", "none.wav"), "cannot hear")


def assert_refused(result: Ended, sentence: str) -> None:
    assert result.returncode == 1 and result.stdout == ""
    assert sentence in result.stderr and len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [(), ("hi", "--top-p", "3"), ("hi", "--max-tokens", "0"), ("hi", "--nonsense")]
)
def test_a_wrong_command_line_ends_in_2(arguments: tuple[str, ...]) -> None:
    assert facet(*arguments).returncode == 2
