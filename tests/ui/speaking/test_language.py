"""Each sentence is told its language, and a short one goes with those before."""

from __future__ import annotations

import pytest

from desktop.ui.speaking.language import language_of
from desktop.ui.speaking.sentences import sentences


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("橋は赤いです。", "ja"),
        ("PySide6のQTextToSpeechを使います。", "ja"),
        ("这座桥是红色的。", "zh"),
        ("다리는 빨간색입니다.", "ko"),
        ("Мост красный.", "ru"),
        ("Міст червоний, і він довгий.", "uk"),
        ("Η γέφυρα είναι κόκκινη.", "el"),
        ("הגשר אדום.", "he"),
        ("الجسر أحمر.", "ar"),
        ("पुल लाल है।", "hi"),
        ("สะพานเป็นสีแดง", "th"),
        ("The Japanese word for cat is ねこ.", "en"),
        ("Die Brücke ist rot.", "de"),
        ("Le pont est rouge, et il est long.", "fr"),
    ],
)
@pytest.mark.parametrize("before", ["en", "ja"])
def test_a_sentence_tells_its_language(sentence: str, language: str, before: str) -> None:
    expected = {"ja": "ja"}.get(before, language) if language == "zh" else language
    assert language_of(sentence, before) == expected


@pytest.mark.parametrize("sentence", ["42", "OK!", "Python.", "…"])
@pytest.mark.parametrize("before", ["en", "de", "ja"])
def test_what_tells_nothing_is_in_the_language_before(sentence: str, before: str) -> None:
    assert language_of(sentence, before) == before


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "It is red. Start early. Bring water. That is all. It depends. Not at all. Good luck! "
            "Stir until smooth. Serve warm. Paris is the capital of France. Summary. Next steps. "
            "Mozart was born in Salzburg. Tokyo, Osaka, Kyoto. Pros and cons. Key points.",
        ),
        (
            "de",
            "Sie ist rot. Geh früh los. Nimm Wasser mit. Das ist alles. Möchtest du mehr wissen? "
            "Kommt darauf an. Viel Glück! Gut umrühren. Warm servieren. Zusammenfassung.",
        ),
        (
            "fr",
            "Il est rouge. Voici trois idées. C'est tout. Bonne chance ! Servir chaud. En résumé.",
        ),
        ("es", "Es rojo. Eso es todo. ¡Buena suerte! Mezclar bien. En resumen. Buenos días."),
        ("ja", "東京都。京都。日本橋。これは橋です。OK。完了。"),
    ],
)
@pytest.mark.parametrize("before", ["en", "ja"])
def test_an_answer_stays_in_its_language(language: str, text: str, before: str) -> None:
    before = language_of(text, before)
    told: list[str] = []
    for sentence in sentences(text, ended=True):
        before = language_of(sentence, before)
        told.append(before)
    assert set(told) == {language}
