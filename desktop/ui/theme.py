"""Colours of light and dark, from the system's own accent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtGui import QColor, QGuiApplication, QPalette

from .contrast import readable

COLUMN = 760
"""The widest that text runs, in points."""
TEXT_PX = 15
LINE_PX = 24


@dataclass(frozen=True)
class Theme:
    """The window's colours, as Qt style sheets write them.

    The system's accent may be any colour: `accent_soft` is a background with a little of it,
    `found` is behind what is sought, `found_now` where it is looked at,
    `accent_text` one like it that can be read, `accent_fill` one that white can be read on.
    """

    window: str
    sidebar: str
    text: str
    quiet: str
    line: str
    bubble: str
    card: str
    accent: str
    warning: str
    good: str
    recording: str
    found: str
    found_now: str
    accent_soft: str = ""
    accent_text: str = ""
    accent_fill: str = ""


_LIGHT = Theme(
    window="#ffffff",
    sidebar="#f4f4f7",
    text="#1b1b1f",
    quiet="#6b6b73",
    line="#e2e2e7",
    bubble="#eff0f4",
    card="#fafafc",
    accent="#0a6cff",
    warning="#a85d00",
    good="#26a257",
    recording="#e0352b",
    found="#fff0ad",
    found_now="#ffcc33",
)
_DARK = Theme(
    window="#1c1c1e",
    sidebar="#242428",
    text="#f2f2f4",
    quiet="#a0a0a8",
    line="#38383d",
    bubble="#2c2e34",
    card="#232428",
    accent="#3d8bff",
    warning="#f2a13c",
    good="#3fc57a",
    recording="#ff5c52",
    found="#574a17",
    found_now="#96780e",
)
_SOFT = 0.13
"""How much of the accent a soft background has; half as much again in the dark."""


def current_theme() -> Theme:
    """The theme that the system's palette asks for now."""
    palette = QGuiApplication.palette()
    dark = palette.window().color().lightness() < palette.windowText().color().lightness()
    theme, soft = (_DARK, 1.5 * _SOFT) if dark else (_LIGHT, _SOFT)
    accent = palette.color(QPalette.ColorRole.Accent)
    if accent.lightness() < 60 or accent.lightness() > 220 or not accent.saturation():
        accent = QColor(theme.accent)
    tint = _mixed(accent, QColor(theme.window), soft)
    return replace(
        theme,
        accent=accent.name(),
        accent_soft=tint.name(),
        accent_text=readable(accent.name(), theme.window, theme.bubble, tint.name()),
        accent_fill=readable(accent.name(), "#ffffff"),
    )


def _mixed(ink: QColor, paper: QColor, share: float) -> QColor:
    """So much of one colour on another."""
    return QColor.fromRgbF(
        *(
            share * of_ink + (1 - share) * of_paper
            for of_ink, of_paper in (
                (ink.redF(), paper.redF()),
                (ink.greenF(), paper.greenF()),
                (ink.blueF(), paper.blueF()),
            )
        )
    )


def style_sheet(theme: Theme, text_px: int = TEXT_PX) -> str:
    """The whole window's style sheet, with text of so many px."""
    t = theme
    return f"""
    QMainWindow, #page, #transcript, #column {{ background: {t.window}; }}
    QWidget {{ color: {t.text}; font-size: {text_px}px; }}
    QMenuBar {{ background: {t.window}; font-size: 13px; }}
    QMenu {{ background: {t.card}; border: 1px solid {t.line}; font-size: 13px; }}
    QMenu::item {{ padding: 6px 24px; }}
    QMenu::item:disabled {{ color: {t.quiet}; }}
    QMenu::item:selected:enabled, QMenuBar::item:selected {{ background: {t.accent_soft}; }}
    QToolTip {{ background: {t.card}; color: {t.text}; border: 1px solid {t.line}; }}
    #transcript {{ border: none; }}
    #sidebar {{ background: {t.sidebar}; border-right: 1px solid {t.line}; }}
    #sidebar #chats {{ background: transparent; }}
    #sidebar #foot {{ border-top: 1px solid {t.line}; }}
    #sidebar #foot QLabel, #sidebar #foot QPushButton {{ color: {t.quiet}; font-size: 13px; }}
    #sidebar #foot QPushButton {{ color: {t.accent_text}; }}
    #sidebar #offline {{ padding: 0 16px; }}
    #sidebar #nothing {{ padding: 24px; color: {t.quiet}; font-size: 13px; }}
    #search {{ background: {t.window}; border: 1px solid {t.line}; border-radius: 8px;
               padding: 0 10px; placeholder-text-color: {t.quiet}; font-size: {text_px - 1}px; }}
    #search:focus {{ border: 2px solid {t.accent}; padding: 0 9px; }}
    #sidebar QToolButton:hover {{ background: {t.line}; }}
    #find {{ background: {t.card}; border-bottom: 1px solid {t.line}; }}
    #find QLabel {{ color: {t.quiet}; font-size: 13px; }}
    #find QToolButton {{ border-radius: 14px; }}
    #rename {{ background: {t.window}; border: 2px solid {t.accent}; border-radius: 8px;
               padding: 0 8px; selection-background-color: {t.accent_soft};
               selection-color: {t.text}; font-size: {text_px - 1}px; }}
    #veil {{ background: rgba(0, 0, 0, 60); }}
    QScrollArea, #chips > QWidget > QWidget {{ border: none; background: transparent; }}
    #header {{ background: {t.window}; border-bottom: 1px solid {t.line}; }}
    #title, #headline {{ font-weight: 600; }}
    #headline {{ font-size: 26px; }}
    #quiet, #thought {{ color: {t.quiet}; }}
    #bubble {{ background: {t.bubble}; border-radius: 18px; }}
    #sound, #over, #parts {{ font-size: 13px; }}
    #notice, #told[warning="true"] {{ color: {t.warning}; }}
    #told {{ color: {t.quiet}; }}
    #card {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 12px; }}
    #chip {{ background: {t.bubble}; border-radius: 10px; }}
    #chip QLabel {{ font-size: 13px; }}
    #composer {{ background: {t.window}; border: 1px solid {t.line}; border-radius: 20px; }}
    #composer[target="true"] {{ border: 2px solid {t.accent}; background: {t.accent_soft}; }}
    #composer QTextEdit {{ placeholder-text-color: {t.quiet}; }}
    #composer QTextEdit, #words, #answer, #thought {{ border: none; background: transparent; }}
    #link_line {{ background: {t.card}; color: {t.quiet}; font-size: 13px; padding: 5px 12px;
                  border: 1px solid {t.line}; border-left: none; border-bottom: none;
                  border-top-right-radius: 8px; }}
    QPushButton {{ border: 1px solid {t.line}; border-radius: 10px; padding: 6px 14px;
                   background: {t.card}; }}
    QPushButton:hover {{ background: {t.bubble}; }}
    QPushButton:focus {{ border: 2px solid {t.accent}; padding: 5px 13px; }}
    QPushButton#primary {{ background: {t.accent_fill}; color: white;
                           border-color: {t.accent_fill}; }}
    QPushButton#primary:focus {{ border-color: {t.text}; }}
    #offer {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 14px; }}
    #offer #name {{ font-weight: 600; }}
    #offer #explanation {{ color: {t.quiet}; font-size: 13px; }}
    QPushButton#example {{ background: {t.window}; border-radius: 14px; }}
    QPushButton#example:hover, QPushButton#example:pressed {{ background: {t.card}; }}
    QPushButton#model {{ background: {t.window}; padding: 6px 12px; }}
    QPushButton#model:focus {{ padding: 5px 11px; }}
    QPushButton#model::menu-indicator {{ image: none; width: 0; }}
    QPushButton#fold {{ border: 1px solid transparent; background: transparent;
                        color: {t.quiet}; padding: 2px 4px 2px 0; text-align: left; }}
    QPushButton#fold:focus {{ border: 1px solid transparent; color: {t.accent_text};
                              padding: 2px 4px 2px 0; }}
    QPushButton#quiet, QPushButton#link {{ border: 1px solid transparent; padding: 2px 8px;
                                           border-radius: 7px; background: transparent; }}
    QPushButton#quiet {{ color: {t.quiet}; font-size: 13px; }}
    QPushButton#link {{ color: {t.accent_text}; }}
    QPushButton#quiet:hover {{ color: {t.text}; background: {t.bubble}; }}
    QPushButton#quiet:focus, QPushButton#link:focus {{ border: 2px solid {t.accent};
                                                       padding: 1px 7px; }}
    QToolButton {{ border: 2px solid transparent; border-radius: 17px; background: transparent; }}
    QToolButton:hover {{ background: {t.bubble}; }}
    QToolButton:focus {{ border-color: {t.accent}; }}
    #recording {{ background: {t.bubble}; border-radius: 12px; }}
    #recording QLabel, #recording #detail {{ font-size: 13px; }}
    #recording QToolButton {{ border-radius: 16px; }}
    #recording QToolButton:hover, #play:hover {{ background: {t.line}; }}
    QToolButton#play {{ border-radius: 16px; }}
    QToolButton#microphone[recording="true"] {{ background: {t.accent_soft}; }}
    #bubble QToolButton {{ border-radius: 16px; background: {t.accent_soft}; }}
    #bubble QToolButton:hover {{ background: {t.line}; }}
    #bubble QToolButton:focus {{ border-color: {t.accent}; }}
    #chip:focus {{ border: 2px solid {t.accent}; }}
    #chip QToolButton {{ border-radius: 12px; color: {t.quiet}; font-size: 13px; }}
    #chip QToolButton#play, #chip QToolButton#track {{ border-radius: 16px; }}
    QPushButton#detail:disabled {{ color: {t.quiet}; }}
    #chip QToolButton:hover, #detail:hover {{ background: {t.line}; }}
    #detail {{ border: 2px solid transparent; border-radius: 6px; padding: 0 4px;
               background: transparent; color: {t.quiet}; font-size: 13px; }}
    #detail:focus {{ border: 2px solid {t.accent}; padding: 0 4px; }}
    QPushButton#detail::menu-indicator {{ image: none; width: 0; }}
    QToolButton#send {{ background: {t.accent_fill}; }}
    QToolButton#send:focus {{ border-color: {t.text}; }}
    QToolButton#send:disabled {{ background: {t.line}; }}
    #thinking {{ border: 1px solid {t.line}; border-radius: 17px; }}
    #thinking[on="true"] {{ background: {t.accent_soft}; border-color: transparent; }}
    QPushButton#think {{ border: 1px solid transparent; border-radius: 16px; padding: 0 14px;
                         background: transparent; }}
    QPushButton#think:checked {{ color: {t.accent_text}; padding-right: 6px; }}
    QToolButton#budget {{ border-radius: 16px; padding: 0 12px 0 4px; color: {t.accent_text}; }}
    QToolButton#budget:hover {{ background: transparent; }}
    QPushButton#think:focus {{ border: 2px solid {t.accent}; padding: 0 13px; }}
    QPushButton#think:checked:focus {{ padding-right: 5px; }}
    QToolButton#budget:focus {{ border-color: {t.accent}; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    QProgressBar {{ background: {t.line}; border: none; border-radius: 3px; }}
    QProgressBar::chunk {{ background: {t.accent_fill}; border-radius: 3px; }}
    QScrollBar:vertical {{ width: 10px; background: transparent; }}
    QScrollBar::handle:vertical {{ background: {t.line}; border-radius: 5px; min-height: 32px; }}
    QScrollBar:horizontal {{ height: 14px; background: transparent; }}
    QScrollBar::handle:horizontal {{ background: {t.line}; border-radius: 4px; min-width: 32px;
                                     margin-top: 6px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    """
