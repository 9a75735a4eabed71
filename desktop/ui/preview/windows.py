"""The whole window in its states."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QWidget

from .part import Part
from .samples import sample
from .stage import Stage

WINDOW = Part("window")


@WINDOW.state
def empty(stage: Stage) -> QWidget:
    return stage.open()


@WINDOW.state
def loading(stage: Stage) -> QWidget:
    return stage.open(ready=False)


@WINDOW.state
def no_model(stage: Stage) -> QWidget:
    window = stage.open(ready=False)
    stage.client.refuse_model(
        "missing_shards", path="gemma-4-E4B-it-4bit", missing="model-00002-of-00003.safetensors"
    )
    return window


@WINDOW.state
def composing(stage: Stage) -> QWidget:
    window = stage.open()
    window.composer.thinking.toggle.click()
    stage.write(
        stage.words(
            "These are from the trip in May. Please write a caption for each of them, in the "
            "order they are in, no longer than twelve words, and say which one you would put on "
            "the cover of the album.\n\nThe second was taken from the boat, just before sunset.",
            "五月の旅行で撮った写真です。並んでいる順に、それぞれ三十字以内の説明を付けてください。"
            "アルバムの表紙にするならどれがよいかも教えてください。\n\n"
            "二枚目は、日没の少し前に船の上から撮りました。",
        ),
        *stage.pictures,
    )
    return window


@WINDOW.state
def long_message(stage: Stage) -> QWidget:
    window = stage.open()
    line = stage.words("A line of a long message. ", "長い文章の一行です。")
    stage.write("\n".join(line * 3 for _ in range(40)))
    return window


@WINDOW.state
def reading(stage: Stage) -> QWidget:
    window = stage.open()
    stage.ask(stage.words("What is this?", "これは何ですか？"), stage.pictures[0])
    stage.client.read(2048, 5012)
    return window


@WINDOW.state
def thinking_folded(stage: Stage) -> QWidget:
    window = stage.open()
    _ask_about_the_bridge(stage)
    stage.client.think(_thought(stage))
    stage.age_thought(2.1)
    return window


@WINDOW.state
def thinking_unfolded(stage: Stage) -> QWidget:
    window = thinking_folded(stage)
    thought = stage.window.transcript.replies[-1].thought
    assert thought is not None
    thought.fold.click()
    return window


@WINDOW.state
def answering(stage: Stage) -> QWidget:
    window = stage.open()
    _ask_about_the_bridge(stage)
    stage.client.think(_thought(stage))
    stage.age_thought(3.8)
    whole = _about_the_bridge(stage)
    stage.client.say(whole[: whole.index("span) **")])
    return window


@WINDOW.state
def answered(stage: Stage) -> QWidget:
    window = stage.open()
    _ask_about_the_bridge(stage)
    reply = stage.answer(_about_the_bridge(stage), _thought(stage))
    reply.light(True)
    return window


@WINDOW.state
def scrolled_away(stage: Stage) -> QWidget:
    window = stage.open()
    _talk_at_length(stage)
    stage.ask(stage.words("And the last one?", "最後のものは？"))
    bar = window.transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    stage.settle()
    stage.client.say(stage.words("It was built last.", "最後に架けられました。"))
    return window


@WINDOW.state
def does_not_fit(stage: Stage) -> QWidget:
    window = stage.open()
    _fill_the_context(stage)
    return window


@WINDOW.state
def left_out(stage: Stage) -> QWidget:
    window = stage.open()
    _fill_the_context(stage)
    window.room.turns.click()
    stage.answer(stage.words("Yes, that fits now.", "はい、これなら入ります。"))
    return window


@WINDOW.state
def changing_a_message(stage: Stage) -> QWidget:
    window = answered(stage)
    stage.window.rewrite_last()
    return window


@WINDOW.state
def versions(stage: Stage) -> QWidget:
    window = stage.open()
    stage.ask(stage.words("Name a bridge.", "橋をひとつ挙げてください。"))
    for name in (
        stage.words("The Brooklyn Bridge.", "明石海峡大橋です。"),
        stage.words("The Forth Bridge, opened in 1890.", "1890年に開通したフォース橋です。"),
        stage.words("Ponte Vecchio.", "ヴェッキオ橋です。"),
    ):
        stage.answer(name)
        if not name.startswith(("Ponte", "ヴェッキオ")):
            window.answer_again()
    window.transcript.replies[-1].alternatives.earlier.click()
    stage.settle()
    window.transcript.replies[-1].light(True)
    return window


@WINDOW.state
def broken_off(stage: Stage) -> QWidget:
    window = stage.open()
    stage.ask(stage.words("Tell me about bridges.", "橋について教えてください。"))
    stage.client.say(stage.words("A bridge is a structure that", "橋とは、川や谷の上に"))
    stage.client.end("cancelled")
    stage.settle()
    window.transcript.replies[-1].light(True)
    return window


@WINDOW.state
def refused_picture(stage: Stage) -> QWidget:
    window = stage.open()
    stage.write(stage.words("And this one?", "これは？"), stage.pictures[0])
    stage.write(window.composer.edit.toPlainText(), __file__)
    return window


@WINDOW.state
def refused_message(stage: Stage) -> QWidget:
    window = stage.open()
    stage.ask(stage.words("What is this?", "これは何ですか？"), stage.pictures[0])
    stage.client.fail("cannot_see", model="Gemma 4 E2B text")
    stage.settle()
    return window


@WINDOW.state
def engine_died(stage: Stage) -> QWidget:
    window = stage.open()
    _ask_to_sort(stage)
    stage.client.say(
        stage.words(
            "A stable sort keeps equal elements in their order. Merge sort does this because it "
            "always takes from the left half when keys are",
            "安定ソートでは、等しい要素の順序が保たれます。マージソートが安定なのは、キーが等しい"
            "ときに必ず左半分から",
        )
    )
    stage.client.die()
    return window


@WINDOW.state
def failed(stage: Stage) -> QWidget:
    window = stage.open()
    _ask_to_sort(stage)
    stage.client.say(stage.words("A stable sort keeps", "安定ソートでは、"))
    stage.client.fail("out_of_memory")
    return window


@WINDOW.state
def narrow(stage: Stage) -> QWidget:
    window = stage.open(420, 640)
    _ask_about_the_bridge(stage)
    stage.answer(_about_the_bridge(stage), _thought(stage))
    stage.write(stage.words("And how high?", "高さは？"), *stage.pictures[:2])
    return window


@WINDOW.state
def narrow_empty(stage: Stage) -> QWidget:
    return stage.open(420, 420)


@WINDOW.state
def narrow_does_not_fit(stage: Stage) -> QWidget:
    window = stage.open(420, 640)
    _fill_the_context(stage)
    return window


@WINDOW.state
def narrow_engine_died(stage: Stage) -> QWidget:
    window = stage.open(420, 640)
    _ask_to_sort(stage)
    stage.client.die()
    return window


@WINDOW.state
def wide(stage: Stage) -> QWidget:
    window = stage.open(1600, 900)
    _ask_about_the_bridge(stage)
    stage.answer(_about_the_bridge(stage), _thought(stage))
    return window


@WINDOW.state
def wide_empty(stage: Stage) -> QWidget:
    return stage.open(1600, 900)


@WINDOW.state
def drop_target(stage: Stage) -> QWidget:
    window = stage.open()
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(stage.pictures[0])])
    entering = QDragEnterEvent(
        QPoint(20, 20),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, entering)
    return window


@WINDOW.state
def large_text(stage: Stage) -> QWidget:
    stage.preferences.text_px = 22
    window = answered(stage)
    stage.write(stage.words("And how high is it?", "高さはどのくらいですか？"), stage.pictures[1])
    return window


@WINDOW.state
def large_text_empty(stage: Stage) -> QWidget:
    stage.preferences.text_px = 22
    return stage.open()


def _ask_about_the_bridge(stage: Stage) -> None:
    words = stage.words(
        "What is this, and how long is its main span?",
        "これは何ですか？中央径間の長さも教えてください。",
    )
    stage.ask(words, stage.pictures[0])


def _about_the_bridge(stage: Stage) -> str:
    return sample(stage.words("bridge_en", "bridge_ja"))


def _thought(stage: Stage) -> str:
    return stage.words(
        "The picture shows a red suspension bridge over a strait, with hills behind it. That is "
        "the Golden Gate Bridge, opened in 1937.\nIts main span is 1,280 m, the sag of the cable "
        "about 143 m. A parabola through the middle fits.",
        "写真には海峡に架かる赤い吊り橋と、その向こうの丘が写っている。1937年に開通した"
        "ゴールデンゲートブリッジだろう。\n中央径間は1,280 m、ケーブルの垂れ下がりは約143 m。"
        "中央を頂点とする放物線で近似できる。",
    )


def _ask_to_sort(stage: Stage) -> None:
    stage.ask(
        stage.words("Now make it stable and explain why.", "安定にして、理由も説明してください。")
    )


def _talk_at_length(stage: Stage) -> None:
    for number in range(1, 9):
        stage.ask(
            stage.words(f"Tell me about bridge number {number}.", f"橋その{number}について教えて。")
        )
        stage.answer(_about_the_bridge(stage))


def _fill_the_context(stage: Stage) -> None:
    """Come to a message that the model has no room for."""
    _ask_about_the_bridge(stage)
    stage.answer(_about_the_bridge(stage))
    stage.client.context = 960
    stage.ask(
        stage.words(
            "Compare it with the two bridges on these pictures.",
            "この二枚に写っている橋と比べてください。",
        ),
        *stage.pictures[1:3],
    )
    stage.client.fail("prompt_too_long", tokens="1046", model="Gemma 4 E4B", limit="960")
    stage.settle()
