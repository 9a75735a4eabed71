"""Pictures to show: painted landscapes, each of another shape."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPolygonF

_SHAPES = {
    "golden_gate.png": (1200, 800, 18),
    "IMG_4021.jpg": (900, 1200, 205),
    "screenshot of the whole desk, 2026-11-03 at 09.41.07.png": (1440, 900, 150),
    "箱根の旅.png": (1000, 1000, 280),
    "panorama.jpg": (2000, 500, 40),
}


def paint_pictures(folder: Path) -> list[str]:
    """Paint the pictures into a folder; returns their paths."""
    paths: list[str] = []
    for name, (width, height, hue) in _SHAPES.items():
        path = str(folder / name)
        landscape(width, height, hue).save(path)
        paths.append(path)
    return paths


def landscape(width: int, height: int, hue: int) -> QImage:
    """Hills below a sky; `hue` in degrees, sizes in pixels."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    sky = QLinearGradient(0, 0, 0, height)
    sky.setColorAt(0, QColor.fromHsv(hue, 70, 190))
    sky.setColorAt(1, QColor.fromHsv((hue + 30) % 360, 30, 250))
    painter.fillRect(image.rect(), sky)
    painter.setBrush(QColor.fromHsv(45, 60, 255))
    painter.drawEllipse(QRectF(width * 0.62, height * 0.16, height * 0.14, height * 0.14))
    for depth in range(3):
        painter.setBrush(QColor.fromHsv(hue, 90 + 40 * depth, 170 - 45 * depth))
        painter.drawPolygon(_hills(width, height, depth))
    painter.end()
    return image


def _hills(width: int, height: int, depth: int) -> QPolygonF:
    base = height * (0.56 + 0.14 * depth)
    heights = (0, -0.16, 0.02, -0.1, 0.05, -0.2, -0.03, -0.12, 0.01)
    turned = heights[depth:] + heights[:depth]
    step = width / (len(turned) - 1)
    ridge = [QPointF(i * step, base + share * height) for i, share in enumerate(turned)]
    return QPolygonF([QPointF(0, height), *ridge, QPointF(width, height)])
