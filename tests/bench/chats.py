"""How fast a large library of chats is: `python tests/bench/chats.py [--chats 10000] [--turns 20]`.

Chats in English and Japanese are written to a folder that is deleted afterwards; then the library
is opened, listed, searched and written to. An empty one does the same in the same run, to tell
how fast the machine is.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from pydoc_data.topics import topics
from typing import NamedTuple

from desktop.chats.database import FILE
from desktop.chats.library import Library
from desktop.chats.record import ChatRecord
from desktop.chats.store import Store
from desktop.conversation import Text, Thought, Turn
from desktop.dialogue import Dialogue, Making
from desktop.room import LeftOut

QUERIES = 200
PROSE = " ".join(word for text in topics.values() for word in text.split() if word[0].isalpha())
COMMON = (
    "写真 画像 音声 動画 会話 言葉 文章 翻訳 日本 東京 京都 大阪 料理 旅行 天気 季節 仕事 "
    "会議 資料 計算 数学 物理 歴史 音楽 映画 小説 俳句 猫 犬 鳥 山 川 海 空 花 春 夏 秋 冬 "
    "朝 夜 私 あなた 彼女 友達 先生 学生 は が を に で と も から まで より です ます "
    "でした ました ください 教えて 書いて 読んで 見て 考えて 作って 使って 美しい 新しい "
    "古い 大きい 小さい 速い 正しい ありがとう とても すこし モデル メモリ コンピュータ "
    "プログラム カメラ マイク ファイル フォルダ 。 、 ？"
)
JAPANESE = COMMON.split()
TIMES = 7


def prose(chance: random.Random, length: int, japanese: bool) -> str:
    if japanese:
        return "".join(chance.choices(JAPANESE, k=length // 4))
    begin = chance.randrange(len(PROSE) - length)
    return f"{PROSE[begin : begin + length]} {chance.randrange(10_000)}"


def record(chance: random.Random, number: int, turns: int) -> ChatRecord:
    """Short questions, answers of some hundred words, every fifth one thought about."""
    dialogue = Dialogue()
    japanese = number % 3 == 0
    last = None
    for turn in range(turns):
        if turn % 2 == 0:
            said = Turn("user", (Text(prose(chance, chance.randint(20, 200), japanese)),))
            last = dialogue.add(said, last).id
            continue
        length = int(chance.triangular(100, 3000, 400))
        words = prose(chance, length // 2 if japanese else length, japanese)
        thought = (Thought(prose(chance, length, japanese)),) if chance.random() < 0.2 else ()
        ids = tuple(chance.choices(range(262_144), k=length // 4))
        last = dialogue.add(Turn("model", (*thought, Text(words)), ids), last, Making("stop")).id
    return ChatRecord(f"{number}", dialogue.entries, {"temperature": 1.0}, LeftOut())


def query(chance: random.Random, number: int) -> str:
    """What people type: a word, its beginning, two words, a phrase, now and then two letters."""
    begin = chance.randrange(len(PROSE) - 100)
    words = PROSE[begin : begin + 100].split()[1:]
    match number % 8:
        case 0 | 1:
            return words[0]
        case 2:
            return words[0][:4]
        case 3:
            return f"{words[0]} {words[4]}"
        case 4:
            return f'"{" ".join(words[:3])}"'
        case 5:
            return "".join(chance.choices(JAPANESE, k=2))
        case 6:
            return chance.choice(JAPANESE)
        case _:
            return f"{words[0][:2]}{chance.randrange(10_000)}"


class Took(NamedTuple):
    """Milliseconds: as a person waits, and of the processor alone."""

    wall: float
    processor: float


def took(work: Callable[[], object]) -> Took:
    wall, processor = time.perf_counter(), time.thread_time()
    work()
    return Took((time.perf_counter() - wall) * 1000, (time.thread_time() - processor) * 1000)


def median(work: Callable[[], object]) -> Took:
    return percentile([took(work) for _ in range(TIMES)], 50)


def percentile(times: Sequence[Took], percent: int) -> Took:
    """Of each of the two clocks."""
    wall, processor = (sorted(clock) for clock in zip(*times, strict=True))
    place = len(times) * percent // 100
    return Took(wall[place], processor[place])


def line(what: str, time: Took, beside: str = "") -> None:
    print(f"{what:16} {time.wall:8.1f} ms {time.processor:8.1f} ms  {beside}", flush=True)


def measure(folder: Path, empty: Path) -> None:
    def open_and_close(where: Path) -> Callable[[], None]:
        return lambda: Library(where).close()

    library, bare = Library(folder), Library(empty)
    for what, full, none in (
        ("open", open_and_close(folder), open_and_close(empty)),
        ("summaries", library.summaries, bare.summaries),
        ("read a chat", lambda: library.read("7"), lambda: bare.read("7")),
    ):
        line(what, median(full), f"{median(none).wall:.1f} ms")
    chance = random.Random(1)
    queries = [query(chance, number) for number in range(QUERIES)]
    times = [took(lambda text=text: library.search(text)) for text in queries]
    for percent in (50, 95, 99):
        line(f"search, p{percent}", percentile(times, percent))
    slowest = sorted(zip(times, queries, strict=True))[-5:]
    print("  slowest:", ", ".join(f"{text!r} {time.wall:.0f} ms" for time, text in slowest))
    hits = sum(bool(library.search(text)) for text in queries)
    print(f"  {hits} of {QUERIES} found something")
    library.close()
    bare.close()


def measure_writing(folder: Path, empty: Path, turns: int) -> None:
    chance = random.Random(2)
    more = [record(chance, -number, turns) for number in range(1, TIMES + 1)]
    times: list[Took] = []
    for where in (folder, empty):
        store = Store(where)
        each = [took(lambda new=new, store=store: store.write(new)) for new in more]
        times.append(percentile(each, 50))
        store.close()
    line("write a chat", times[0], f"{times[1].wall:.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=20)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder, empty = Path(scratch, "full"), Path(scratch, "empty")
        Store(empty).close()
        chance = random.Random(0)
        text_bytes = 0

        def write_all() -> None:
            nonlocal text_bytes
            store = Store(folder)
            for number in range(wanted.chats):
                new = record(chance, number, wanted.turns)
                turns = [entry.turn for entry in new.entries]
                text_bytes += sum(len((turn.text + turn.thought).encode()) for turn in turns)
                store.write(new)
            store.close()

        print(f"{wanted.chats:,} chats of {wanted.turns} turns", end=", ", flush=True)
        seconds = took(write_all).wall / 1000
        size = (folder / FILE).stat().st_size
        print(f"made in {seconds:.0f} s: {size / 1e6:.0f} MB, {size / text_bytes:.1f} × the text")
        print(f"{'':21} waited    processor  an empty library")
        measure(folder, empty)
        measure_writing(folder, empty, wanted.turns)


if __name__ == "__main__":
    main()
