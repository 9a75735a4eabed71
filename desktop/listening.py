"""What to do with speech other than answering it, in the model card's words."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = {
    "ar": "Arabic",
    "zh": "Chinese",
    "nl": "Dutch",
    "en": "English",
    "fr": "French",
    "de": "German",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "es": "Spanish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
}
"""Languages by their codes, named as the prompts name them."""

_NUMBERS = (
    "Follow these specific instructions for formatting the answer:\n"
    "*   Only output the transcription, with no newlines.\n"
    "*   When transcribing numbers, write the digits, i.e. write 1.7 and not one point seven, "
    "and write 3 instead of three."
)


@dataclass(frozen=True)
class Task:
    """Write down what is said, and translate it where `translate_to` names a language.

    `spoken` is the language that is spoken, None where the model is to tell by itself. Languages
    are named in English.
    """

    translate_to: str | None = None
    spoken: str | None = None

    @property
    def prompt(self) -> str:
        """How the model is asked for it (Gemma 4 model card, “Audio”).

        The card names the spoken language; where nobody has, it is “its original language”.
        """
        if self.translate_to is not None:
            return self._translation(self.translate_to)
        spoken = (
            f"{self.spoken} into {self.spoken} text" if self.spoken else "its original language"
        )
        return f"Transcribe the following speech segment in {spoken}.\n\n{_NUMBERS}"

    def _translation(self, target: str) -> str:
        return (
            f"Transcribe the following speech segment in {self.spoken or 'its original language'}, "
            f"then translate it into {target}.\n"
            "When formatting the answer, first output the transcription in "
            f"{self.spoken or 'the original language'}, then one newline, then output the string "
            f"'{target}: ', then the translation in {target}."
        )
