"""What a text looks like: fonts, sizes and colours."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication

from desktop.ui.theme import LINE_PX, TEXT_PX, Theme

CODE_HEADER_PX, CODE_PADDING_PX = 36, 16
"""What a card has above its first line of code, beside its padding, and around its lines."""

_MAC_CODE_FAMILIES = ("SF Mono", "Menlo")
_CODE_PX = 13
_HEADING_PX = (20, 18, 16)


@dataclass(frozen=True)
class CodePalette:
    """The colours of code, each readable on the card of its theme."""

    keyword: str
    string: str
    number: str
    comment: str
    name: str
    kind: str
    added: str
    removed: str


LIGHT_CODE = CodePalette(
    keyword="#9333a8",
    string="#1a6b3c",
    number="#1a6b3c",
    comment="#65656e",
    name="#1f5fae",
    kind="#8a5200",
    added="#1a6b3c",
    removed="#b3261e",
)
DARK_CODE = CodePalette(
    keyword="#c792ea",
    string="#8fd3a0",
    number="#8fd3a0",
    comment="#9a9aa4",
    name="#82b1ff",
    kind="#e6b673",
    added="#8fd3a0",
    removed="#ff8a80",
)


@dataclass(frozen=True)
class TextStyle:
    """Fonts in px, colours as Qt style sheets write them."""

    family: str
    code_family: str
    px: int
    text: str
    quiet: str
    link: str
    line: str
    code_background: str
    code: CodePalette

    @classmethod
    def of(cls, theme: Theme, px: int = TEXT_PX) -> TextStyle:
        """The style of a theme, for text of so many px."""
        dark = QColor(theme.window).lightness() < QColor(theme.text).lightness()
        return cls(
            family=QGuiApplication.font().family(),
            code_family=_code_family(),
            px=px,
            text=theme.text,
            quiet=theme.quiet,
            link=theme.accent_text,
            line=theme.line,
            code_background=theme.bubble,
            code=DARK_CODE if dark else LIGHT_CODE,
        )

    def scaled(self, px: float) -> int:
        """A length that is meant for text of 15 px, for this text."""
        return round(px * self.px / TEXT_PX)

    @property
    def line_px(self) -> int:
        """How high a line of text is."""
        return self.scaled(LINE_PX)

    @property
    def code_px(self) -> int:
        """How high the letters of code are."""
        return self.scaled(_CODE_PX)

    def heading_px(self, level: int) -> int:
        """How high the letters of a heading are."""
        return self.scaled(_HEADING_PX[level - 1]) if level <= len(_HEADING_PX) else self.px


def _code_family() -> str:
    known = set(QFontDatabase.families())
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return next((family for family in _MAC_CODE_FAMILIES if family in known), fixed)
