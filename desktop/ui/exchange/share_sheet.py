"""What a Mac offers to do with a file: send it by Mail, AirDrop, Messages and so on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget


def open_share_sheet(path: Path, part: QWidget) -> None:
    """Show the sheet below a part of a window; there is one on a Mac alone."""
    import AppKit  # pyright: ignore[reportMissingImports]
    import objc  # pyright: ignore[reportMissingImports]

    window = part.window()
    view = objc.objc_object(c_void_p=int(window.winId()))
    corner = part.mapTo(window, part.rect().topLeft())
    place = ((corner.x(), corner.y()), (part.width(), part.height()))
    url = AppKit.NSURL.fileURLWithPath_(str(path))
    picker = AppKit.NSSharingServicePicker.alloc().initWithItems_([url])
    picker.showRelativeToRect_ofView_preferredEdge_(place, view, AppKit.NSMaxYEdge)
