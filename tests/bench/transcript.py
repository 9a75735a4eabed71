"""How fast the transcript is: `python tests/bench/transcript.py [--tokens 8000] [--rate 120]`.

A conversation of 500 messages is opened, answers stream into it, the window is resized and
scrolled. A stall is what a timer of 5 ms comes late. A bare column of QTextBrowsers is opened in
the same run, to tell how fast the machine is. `--long` streams answers besides that are one long
code block, list, table, quote or paragraph.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from desktop.conversation import Text, Turn
from desktop.ui.garbage import GarbageCollector
from desktop.ui.theme import current_theme, style_sheet
from desktop.ui.transcript.view import Transcript

MESSAGES, BYTES, FORMULAS = 500, 1_000_000, 200
BATCH_MS, BEAT_MS = 33, 5
SIZE = (1000, 760)

PROSE = (
    "the model reads a picture once and keeps what it has seen so that every later question is "
    "answered from memory while cables carry load along span towers and decks under wind と 答え "
    "計算 メモリ を 使う"
)
WORDS = PROSE.split()
CODE = {
    "python": "def cable(x, span=1280, sag=143):\n    return 4 * sag * (x / span) ** 2  # metres\n",
    "rust": 'fn main() {\n    let n: u64 = (1..=20).product();\n    println!("{n}");\n}\n',
    "json": '{"name": "Facet", "sizes": [2, 4, 12, 26, 31], "offline": true}\n',
}
TEX = (
    r"y = \frac{{4 \cdot {n} \, x^2}}{{L^2}}",
    r"\int_0^{{{n}}} e^{{-x^2}} \, dx",
    r"\sum_{{k=1}}^{{{n}}} \frac{{1}}{{k^2}}",
)

LONG = {
    "long code": "Here:\n\n```python\n" + CODE["python"] * 500,
    "a long list": "".join(f"- the model reads a picture {n} times\n" for n in range(2000)),
    "a long table": "| what | n |\n|---|---:|\n" + "| the model reads | 12 |\n" * 2000,
    "a long quote": "> the model reads a picture once and keeps what it has seen\n" * 1000,
    "a long paragraph": "The model reads a picture once and keeps what it has seen. " * 1000,
}


def conversation(seed: int = 0) -> list[Turn]:
    """500 messages, about one MB, with code, tables and 200 formulas."""
    chance = random.Random(seed)
    answers = MESSAGES // 2
    with_formula = set(chance.sample(range(2 * answers), FORMULAS))
    turns: list[Turn] = []
    for number in range(answers):
        turns.append(Turn("user", (Text(_prose(chance, 60) + "?"),)))
        formulas = [n for n in (2 * number, 2 * number + 1) if n in with_formula]
        turns.append(Turn("model", (Text(_answer(chance, BYTES // answers - 350, formulas)),)))
    return turns


def stream(tokens: int, seed: int = 1) -> list[str]:
    """One long answer in pieces of about four characters."""
    return _tokens(_answer(random.Random(seed), 4 * tokens, list(range(20))), tokens)


def _tokens(text: str, count: int) -> list[str]:
    return [text[i : i + 4] for i in range(0, 4 * count, 4)]


def _prose(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words))


def _answer(chance: random.Random, length: int, formulas: Sequence[int]) -> str:
    blocks = [f"Then\n\n$$\n{chance.choice(TEX).format(n=n + 2)}\n$$" for n in formulas]
    while sum(map(len, blocks)) < length:
        kind = chance.random()
        if kind < 0.5:
            blocks.append(f"{_prose(chance, 50)}, **{chance.choice(WORDS)}** and `code`.")
        elif kind < 0.65:
            language = chance.choice(list(CODE))
            blocks.append(f"```{language}\n{CODE[language] * chance.randint(1, 8)}```")
        elif kind < 0.75:
            rows = "".join(f"| {_prose(chance, 2)} | {n} | {n * n} |\n" for n in range(5))
            blocks.append(f"| what | n | n² |\n|---|---:|---:|\n{rows}")
        elif kind < 0.9:
            blocks.append("\n".join(f"- {_prose(chance, 9)}" for _ in range(5)))
        else:
            blocks.append(f"## {_prose(chance, 4)}")
    chance.shuffle(blocks)
    return "\n\n".join(blocks)


class Heartbeat(QObject):
    """A timer that notes how late it comes, in ms."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.late: list[float] = []
        self._last = time.perf_counter()
        timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._beat)
        timer.start()

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        self.late.append(max((now - self._last) * 1000 - BEAT_MS, 0))
        self._last = now


@dataclass(frozen=True)
class Figure:
    """One line of the table; without a target there is no verdict."""

    name: str
    value: float
    unit: str
    target: float | None = None

    def __str__(self) -> str:
        verdict = ""
        if self.target is not None:
            verdict = f"{self.target:8.1f}   {'ok' if self.value <= self.target else 'MISSED'}"
        return f"{self.name:<48}{self.value:10.2f} {self.unit:<9}{verdict}"


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokens", type=int, default=8000)
    parser.add_argument("--rate", type=float, default=120)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    application = QApplication([])
    GarbageCollector(application)
    turns = conversation()
    window, transcript = _window()
    figures = [
        *_open(transcript, turns),
        *_scroll(transcript),
        *_resize(window),
        *_stream(transcript, "the answer", stream(options.tokens), options.rate),
        *_resize(window, "resize beside the long answer"),
        *(
            figure
            for name, text in (LONG if options.long else {}).items()
            for figure in _stream(transcript, name, _tokens(text, options.tokens), options.rate)
        ),
        Figure("resident memory at the end", _resident_mb(), "MB", 300),
    ]
    window.close()
    figures.insert(1, Figure("open a bare column of QTextBrowsers", _open_bare(turns), "ms"))
    print(f"{'':<48}{'measured':>10} {'':<9}{'target':>8}")
    print("\n".join(map(str, figures)))


def _window() -> tuple[QWidget, Transcript]:
    window = QWidget()
    window.setObjectName("page")
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    transcript = Transcript(window)
    layout.addWidget(transcript)
    window.setStyleSheet(style_sheet(current_theme()))
    window.resize(*SIZE)
    window.show()
    QApplication.processEvents()
    transcript.show_turns([Turn("user", (Text("Hi"),)), Turn("model", (Text("Hello `a`"),))])
    _run(0.3)
    transcript.clear()
    _run(0.1)
    return window, transcript


def _open(transcript: Transcript, turns: list[Turn]) -> list[Figure]:
    def show() -> None:
        transcript.show_turns(turns)
        transcript.viewport().repaint()

    opened = _timed(show)
    beat = Heartbeat(transcript)
    _run(1)
    figures = [
        Figure("open 500 messages", opened, "ms", 300),
        Figure("stall while building ahead, max", max(beat.late), "ms"),
    ]
    beat.deleteLater()
    return figures


def _open_bare(turns: list[Turn]) -> float:
    def build() -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        area.setWidget(inside)
        area.resize(*SIZE)
        for turn in turns:
            browser = QTextBrowser()
            browser.setMarkdown(turn.text)
            browser.document().setTextWidth(760)
            browser.setFixedHeight(int(browser.document().size().height()))
            layout.addWidget(browser)
        area.show()
        area.viewport().repaint()
        areas.append(area)
        return area

    areas: list[QScrollArea] = []
    return _timed(build)


def _scroll(transcript: Transcript) -> list[Figure]:
    figures: list[Figure] = []
    for name, step, count in (("scroll 120 px", 120, 200), ("flick 900 px", 900, 60)):
        bar = transcript.verticalScrollBar()
        taken = [_timed(partial(_scroll_by, transcript, -step)) for _ in range(count)]
        figures.append(Figure(f"{name}, p99", _percentile(taken, 99), "ms"))
        figures.append(Figure(f"{name}, max", max(taken), "ms"))
        bar.setValue(bar.maximum())
        _run(0.5)
    return figures


def _scroll_by(transcript: Transcript, points: int) -> None:
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.value() + points)
    QApplication.processEvents()


def _resize(window: QWidget, name: str = "resize") -> list[Figure]:
    taken: list[float] = []
    for width in (*range(1000, 560, -20), *range(560, 1000, 20), 1000):
        taken.append(_timed(lambda width=width: _resize_to(window, width)))
    _run(0.5)
    return [
        Figure(f"{name}, mean", sum(taken) / len(taken), "ms", 20),
        Figure(f"{name}, max", max(taken), "ms"),
    ]


def _resize_to(window: QWidget, width: int) -> None:
    window.resize(width, SIZE[1])
    QApplication.processEvents()


def _stream(transcript: Transcript, name: str, tokens: list[str], rate: float) -> list[Figure]:
    transcript.add_turn(Turn("user", (Text("Go on"),)))
    transcript.begin_reply()
    _run(0.5)
    loop = QEventLoop()
    feed = _Feed(transcript, tokens, rate)
    feed.done.connect(loop.quit)
    beat = Heartbeat(transcript)
    loop.exec()
    transcript.end_reply()
    beat.deleteLater()
    _run(0.5)
    cpu = [Figure(f"{name}: CPU per token, {n}", ms, "ms", 1.2) for n, ms in feed.cpu]
    return [
        Figure(f"{name}: stall, p99", _percentile(beat.late[1:], 99), "ms", 8),
        Figure(f"{name}: stall, max", max(beat.late[1:]), "ms", 33),
        *cpu,
    ]


class _Feed(QObject):
    """Gives tokens at a rate, in one batch each 33 ms, and notes the CPU of each thousand."""

    done = Signal()

    def __init__(self, transcript: Transcript, tokens: list[str], rate: float) -> None:
        super().__init__(transcript)
        self.cpu: list[tuple[str, float]] = []
        self._transcript, self._tokens, self._rate = transcript, tokens, rate
        self._given = self._counted = 0
        self._began, self._cpu = time.perf_counter(), time.process_time()
        self._timer = QTimer(self, interval=BATCH_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._give)
        self._timer.start()

    @Slot()
    def _give(self) -> None:
        due = min(int((time.perf_counter() - self._began) * self._rate), len(self._tokens))
        if due > self._given:
            self._transcript.add_answer("".join(self._tokens[self._given : due]))
        self._given = due
        done = due >= len(self._tokens)
        if due - self._counted >= 1000 or done:
            spent = (time.process_time() - self._cpu) * 1000 / max(due - self._counted, 1)
            self.cpu.append((f"{self._counted}–{due}", spent))
            self._counted, self._cpu = due, time.process_time()
        if done:
            self._timer.stop()
            self.done.emit()


def _timed(action: Callable[[], object]) -> float:
    """Milliseconds that an action takes."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def _run(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _percentile(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) * percent // 100, len(values) - 1)]


def _resident_mb() -> float:
    """This process's memory, without its children's; from `ps`, so that it works on a Mac too."""
    with os.popen(f"ps -o rss= -p {os.getpid()}") as told:
        return int(told.read()) / 1024


if __name__ == "__main__":
    main()
