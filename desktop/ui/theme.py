"""Colours of light and dark, from the system's own accent."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

COLUMN = 760
"""The widest that text runs, in points."""
TEXT_PX = 15
LINE_PX = 24


@dataclass(frozen=True)
class Theme:
    """The window's colours, as Qt style sheets write them."""

    window: str
    text: str
    quiet: str
    line: str
    bubble: str
    card: str
    accent: str
    accent_soft: str
    warning: str


def current_theme() -> Theme:
    """The theme that the system asks for now."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    accent = QGuiApplication.palette().color(QPalette.ColorRole.Accent)
    if accent.lightness() < 60 or accent.lightness() > 220 or not accent.saturation():
        accent = QColor("#3d8bff" if dark else "#0a6cff")
    soft = f"rgba({accent.red()}, {accent.green()}, {accent.blue()}, {50 if dark else 34})"
    if dark:
        return Theme(
            window="#1c1c1e",
            text="#f2f2f4",
            quiet="#a0a0a8",
            line="#38383d",
            bubble="#2c2e34",
            card="#232428",
            accent=accent.name(),
            accent_soft=soft,
            warning="#f2a13c",
        )
    return Theme(
        window="#ffffff",
        text="#1b1b1f",
        quiet="#6b6b73",
        line="#e2e2e7",
        bubble="#eff0f4",
        card="#fafafc",
        accent=accent.name(),
        accent_soft=soft,
        warning="#c4700a",
    )


def style_sheet(theme: Theme) -> str:
    """The whole window's style sheet."""
    t = theme
    return f"""
    QMainWindow, #page, #transcript, #column {{ background: {t.window}; }}
    QWidget {{ color: {t.text}; font-size: {TEXT_PX}px; }}
    QScrollArea {{ border: none; }}
    #header {{ background: {t.window}; border-bottom: 1px solid {t.line}; }}
    #title {{ font-weight: 600; }}
    #quiet, #thoughtText, #headline2 {{ color: {t.quiet}; }}
    #headline {{ font-size: 26px; font-weight: 600; }}
    #bubble {{ background: {t.bubble}; border-radius: 18px; }}
    #notice {{ color: {t.warning}; }}
    #card, #chip {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 12px; }}
    #composer {{ background: {t.window}; border: 1px solid {t.line}; border-radius: 20px; }}
    #composer QTextEdit {{ border: none; background: transparent; }}
    #body, #thoughtText {{ border: none; background: transparent; }}
    #thoughtText {{ border-left: 3px solid {t.line}; }}
    QPushButton {{ border: 1px solid {t.line}; border-radius: 10px; padding: 6px 14px;
                   background: {t.card}; }}
    QPushButton:hover {{ background: {t.bubble}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.accent}; }}
    QPushButton#primary {{ background: {t.accent}; color: white; border: none; }}
    QPushButton#example {{ text-align: left; padding: 14px 18px; border-radius: 14px; }}
    QPushButton#fold {{ border: none; background: transparent; color: {t.quiet};
                        padding: 2px 0; text-align: left; }}
    QToolButton {{ border: 2px solid transparent; border-radius: 17px; background: transparent; }}
    QToolButton:hover {{ background: {t.bubble}; }}
    QToolButton#send {{ background: {t.accent}; }}
    QToolButton#send:disabled {{ background: {t.line}; }}
    QPushButton#think {{ border-radius: 16px; background: transparent; }}
    QPushButton#think:checked {{ background: {t.accent_soft}; color: {t.accent};
                                 border-color: transparent; font-weight: 600; }}
    """
