"""How windows beside the main one look: its colours, at the size of the system's controls."""

from __future__ import annotations

from desktop.ui.theme import Theme, style_sheet


def side_window_style(theme: Theme) -> str:
    """The style sheet of the settings and of a chat's options."""
    t = theme
    field = f"background: {t.card}; border: 1px solid {t.line}; border-radius: 8px"
    return f"""
    {style_sheet(theme)}
    QWidget {{ font-size: 13px; }}
    QWidget:disabled {{ color: {t.quiet}; }}
    #settings, #message, #side {{ background: {t.window}; }}
    #side QScrollArea > QWidget > QWidget {{ background: transparent; }}
    #options {{ background: {t.window}; border: 1px solid {t.line}; border-radius: 14px; }}
    #explanation {{ color: {t.quiet}; font-size: 12px; }}
    #notice {{ font-size: 12px; }}
    #heading, #name {{ font-weight: 600; }}
    #name {{ font-size: 15px; }}
    #badge {{ background: {t.accent_soft}; color: {t.accent_text}; border-radius: 6px;
              padding: 1px 7px; font-size: 11px; }}
    #headline {{ font-size: 26px; }}
    #key {{ background: {t.card}; border: 1px solid {t.line}; border-radius: 5px;
            padding: 1px 6px; }}
    QPlainTextEdit, QLineEdit, QListWidget {{ {field}; padding: 5px 7px; }}
    QAbstractSpinBox QLineEdit {{ background: transparent; border: none; padding: 0; }}
    QPlainTextEdit:focus, QLineEdit:focus, QListWidget:focus {{ border-color: {t.accent}; }}
    QListWidget {{ outline: none; }}
    QListWidget::item {{ padding: 6px 8px; border-radius: 6px; }}
    QListWidget::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QPushButton {{ border-radius: 8px; padding: 5px 12px; }}
    QPushButton:focus {{ padding: 4px 11px; }}
    QToolButton#page {{ border-radius: 10px; padding: 6px 14px; color: {t.quiet}; }}
    QToolButton#page:checked {{ background: {t.bubble}; color: {t.accent_text}; }}
    QToolButton#page:focus {{ border-color: {t.accent}; }}
    """
