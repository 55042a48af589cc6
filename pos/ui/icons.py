"""The till's own icons, tinted with a token and cached; drawn from resources/icons."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pos.resources import RESOURCES

SCALE = 2
"""Pixmaps are drawn at twice their size, which is enough for the screens of tills."""


@cache
def _source(name: str) -> str:
    path = RESOURCES / "icons" / f"{name}.svg"
    return path.read_text(encoding="utf-8") if path.exists() else ""


@cache
def pixmap(name: str, tint: str, size: int = 20) -> QPixmap:
    """Give an icon as a pixmap of `size` pixels in a colour; an unknown name is empty."""
    made = QPixmap(QSize(size * SCALE, size * SCALE))
    made.fill(Qt.GlobalColor.transparent)
    source = _source(name)
    if source:
        renderer = QSvgRenderer(QByteArray(source.replace("#000", tint).encode()))
        painter = QPainter(made)
        renderer.render(painter, QRectF(0, 0, size * SCALE, size * SCALE))
        painter.end()
    made.setDevicePixelRatio(SCALE)
    return made


def icon(name: str, tint: str, size: int = 20) -> QIcon:
    """Give an icon for a button."""
    return QIcon(pixmap(name, tint, size))
