"""The one table of colours and sizes, and the style sheet made from it. No widget names a colour itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True)
class Tone:
    """Ink and tint of a category."""

    ink: str
    tint: str


@dataclass(frozen=True)
class Tokens:
    """Colours of one scheme; sizes are shared."""

    ground: str
    surface: str
    sunken: str
    line: str
    control: str
    text: str
    muted: str
    accent: str
    accent_pressed: str
    accent_soft: str
    on_accent: str
    positive: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    caution: str
    """Fill of a large signal that is neither yes nor no; text on it is `surface`."""
    lem: str
    lem_soft: str
    tones: dict[str, Tone] = field(default_factory=dict)

    def tone(self, name: str) -> Tone:
        """Give a category's colours; an unknown one is neutral."""
        return self.tones.get(name, Tone(self.muted, self.sunken))


LIGHT = Tokens(
    ground="#ECEFEC", surface="#FFFFFF", sunken="#F5F7F5", line="#DAE0DB", control="#87948C", text="#17201B",
    muted="#56635B", accent="#17593F", accent_pressed="#0F442F", accent_soft="#E3F0E9", on_accent="#FFFFFF",
    positive="#1A7344", warning="#7A4F00", warning_soft="#FFF3D6", danger="#A3271B", danger_soft="#FBE8E5",
    caution="#B45309",
    lem="#1D5B8A", lem_soft="#E4EFF7",
    tones={
        "bread": Tone("#7A5520", "#F2EADC"), "bulk": Tone("#56602A", "#EBEEDF"), "fresh": Tone("#2B5F5F", "#E0EBEA"),
        "produce": Tone("#3E6533", "#E5EDE1"), "grocery": Tone("#854630", "#F2E6E0"),
        "drinks": Tone("#5F4770", "#EBE6EE"), "home": Tone("#465769", "#E6EAEE"),
        "services": Tone("#7B3E57", "#F1E5EA"),
    },
)  # fmt: skip
DARK = Tokens(
    ground="#0F1412", surface="#181F1B", sunken="#131916", line="#2C362F", control="#6D7B73", text="#E9EFEB",
    muted="#A3B0A8", accent="#45B383", accent_pressed="#37996D", accent_soft="#1C3529", on_accent="#04170E",
    positive="#5CC48F", warning="#E5B04C", warning_soft="#352A12", danger="#F08A7C", danger_soft="#3A1D19",
    caution="#F0A24A",
    lem="#7BB6E3", lem_soft="#182B3A",
    tones={
        "bread": Tone("#DDB372", "#322817"), "bulk": Tone("#BAC977", "#272C16"), "fresh": Tone("#7FC4C1", "#172B2B"),
        "produce": Tone("#97C987", "#1E2D1A"), "grocery": Tone("#E3A084", "#35221A"),
        "drinks": Tone("#C4A5D8", "#2A2131"), "home": Tone("#A9BBCD", "#212932"),
        "services": Tone("#E2A0B9", "#331F28"),
    },
)  # fmt: skip

XS, S, M, L, XL = 4, 8, 12, 16, 24
"""Spacing in pixels."""
RADIUS = 8
TARGET = 48
"""Least side of anything one may touch."""
COMPACT_BELOW = 1100
"""Window width under which the small sizes apply."""
FAMILIES = ("Segoe UI", "Adwaita Sans", "Inter", "Noto Sans", "DejaVu Sans")
MONOSPACE = ("DejaVu Sans Mono", "Consolas", "Noto Sans Mono", "Menlo")


class _InForce:
    tokens: Tokens = LIGHT
    compact: bool = False
    family: str = ""


def tokens() -> Tokens:
    """Give the colours in force."""
    return _InForce.tokens


def is_compact() -> bool:
    """Tell whether the small sizes apply."""
    return _InForce.compact


def set_compact(*, compact: bool) -> None:
    """Choose the sizes; the main window does when it is resized."""
    _InForce.compact = compact


def color(value: str) -> QColor:
    """Give a token as a Qt colour."""
    return QColor(value)


def font(pixels: int, weight: int = 400) -> QFont:
    """Give the till's font in a size, with figures of equal width."""
    made = QFont(_InForce.family) if _InForce.family else QFont()
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setFeature(QFont.Tag("lnum"), 1)
    return made


def monospace(pixels: int) -> QFont:
    """Give the receipt's font in a size."""
    made = QFont(list(MONOSPACE))
    made.setStyleHint(QFont.StyleHint.Monospace)
    made.setPixelSize(pixels)
    return made


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a widget another look of the style sheet."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def apply(app: QApplication, *, dark: bool) -> None:
    """Dress the whole program in the light or the dark scheme."""
    _InForce.tokens = DARK if dark else LIGHT
    installed = set(QFontDatabase.families())
    _InForce.family = next((family for family in FAMILIES if family in installed), "")
    app.setStyle("Fusion")
    app.setFont(font(15))
    app.setPalette(_palette(_InForce.tokens))
    app.setStyleSheet(style_sheet(_InForce.tokens))


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, value in (
        (role.Window, t.ground), (role.WindowText, t.text), (role.Base, t.surface), (role.AlternateBase, t.sunken),
        (role.Text, t.text), (role.Button, t.surface), (role.ButtonText, t.text), (role.Highlight, t.accent),
        (role.HighlightedText, t.on_accent), (role.PlaceholderText, t.muted), (role.ToolTipBase, t.surface),
        (role.ToolTipText, t.text), (role.Link, t.accent),
    ):  # fmt: skip
        palette.setColor(name, QColor(value))
    return palette


def style_sheet(t: Tokens) -> str:
    """Give the style sheet of a scheme; looks are chosen by the dynamic property `kind`."""
    return f"""
QWidget {{ color: {t.text}; }}
QWidget[kind="surface"] {{ background: {t.surface}; }}
QWidget[kind="ground"] {{ background: {t.ground}; }}
QWidget[kind="sunken"] {{ background: {t.sunken}; }}
QFrame[kind="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {RADIUS}px; }}
QFrame[kind="card-on"] {{ background: {t.surface}; border: 2px solid {t.accent}; border-radius: {RADIUS}px; }}
QFrame[kind="danger-card"] {{ background: {t.surface}; border: 2px solid {t.danger}; border-radius: {RADIUS}px; }}
QFrame[kind="danger-head"] {{ background: {t.danger_soft}; border-top-left-radius: 6px;
  border-top-right-radius: 6px; }}
QFrame[kind="rule"] {{ background: {t.line}; border: 0; }}
QLabel {{ background: transparent; }}
QLabel[kind="muted"] {{ color: {t.muted}; }}
QLabel[kind="danger"] {{ color: {t.danger}; font-weight: 600; }}
QLabel[kind="warning"] {{ color: {t.warning}; font-weight: 600; }}
QLabel[kind="positive"] {{ color: {t.positive}; font-weight: 600; }}
QLabel[kind="lem"] {{ color: {t.lem}; font-weight: 600; }}
QLabel[kind="tag"] {{ background: {t.warning_soft}; color: {t.warning}; border-radius: 4px; padding: 3px 8px;
  font-weight: 600; }}
QLabel[kind="tag-danger"] {{ background: {t.danger_soft}; color: {t.danger}; border-radius: 4px; padding: 3px 8px;
  font-weight: 600; }}
QLabel[kind="count"] {{ background: {t.text}; color: {t.surface}; border-radius: 11px; padding: 0 6px;
  font-size: 13px; font-weight: 600; }}
QLabel[kind="training"] {{ background: {t.warning}; color: {t.surface}; padding: 0 12px; font-weight: 600; }}
QPushButton {{ min-height: 46px; padding: 0 14px; border: 1px solid {t.control}; border-radius: {RADIUS}px;
  background: {t.surface}; font-weight: 500; }}
QPushButton:pressed {{ background: {t.sunken}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 0 13px; min-height: 44px; }}
QPushButton:disabled {{ color: {t.muted}; border: 1px dashed {t.line}; background: transparent; }}
QPushButton[kind="line"] {{ border-color: {t.line}; }}
QPushButton[kind="quiet"] {{ border-color: transparent; background: transparent; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {t.accent}; }}
QPushButton[kind="primary"] {{ background: {t.accent}; border-color: {t.accent}; color: {t.on_accent};
  font-weight: 600; }}
QPushButton[kind="primary"]:pressed {{ background: {t.accent_pressed}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[kind="primary"]:disabled {{ background: transparent; color: {t.muted}; border: 1px dashed {t.line}; }}
QPushButton[kind="danger"] {{ color: {t.danger}; border-color: {t.danger}; }}
QPushButton[kind="selected"], QPushButton[kind="line"]:checked, QPushButton[kind="tab"]:checked {{
  background: {t.accent_soft}; border: 2px solid {t.accent}; padding: 0 13px; min-height: 44px; font-weight: 600; }}
QPushButton[kind="tab"] {{ border-color: transparent; background: transparent; color: {t.muted}; }}
QPushButton[kind="tab"]:checked {{ color: {t.text}; }}
QPushButton[kind="chip"] {{ border-color: {t.line}; padding: 0 11px; }}
QPushButton[kind="chip"]:checked {{ background: {t.text}; color: {t.surface}; border-color: {t.text}; }}
QPushButton[kind="lem"] {{ background: {t.lem_soft}; border-color: {t.lem}; color: {t.lem}; font-weight: 600; }}
QLineEdit, QPlainTextEdit {{ min-height: 46px; padding: 0 12px; border: 1px solid {t.control};
  border-radius: {RADIUS}px; background: {t.surface}; selection-background-color: {t.accent};
  selection-color: {t.on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {t.accent}; padding: 0 11px; min-height: 44px; }}
QLineEdit[kind="flat"] {{ padding: 0; border-color: {t.line}; }}
QLineEdit[kind="flat"]:focus {{ padding: 0; border: 2px solid {t.accent}; }}
QLineEdit[kind="bad"] {{ border: 2px solid {t.danger}; }}
QLineEdit[kind="cell"] {{ border-radius: 0; min-height: 44px; padding: 0 6px; border: 2px solid {t.accent}; }}
QListView, QTableView, QScrollArea {{ border: 0; background: {t.surface}; outline: 0; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QTableView {{ gridline-color: transparent; selection-background-color: {t.accent_soft};
  selection-color: {t.text}; }}
QTableView::item {{ padding: 0 8px; border: 0; }}
QTableView::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QHeaderView::section {{ background: {t.surface}; color: {t.muted}; border: 0;
  border-bottom: 1px solid {t.control}; padding: 0 8px; min-height: 36px; font-weight: 500; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {t.control}; border-radius: 4px; min-height: 40px; margin: 1px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; }}
QScrollBar::handle:horizontal {{ background: {t.control}; border-radius: 4px; min-width: 40px; margin: 1px; }}
QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; }}
"""
