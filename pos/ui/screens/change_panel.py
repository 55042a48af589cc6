"""After the sale: the change to hand back, and what becomes of the receipt; stays until the next scan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from pos.domain.tender import NOTES_LEM
from pos.ui import theme
from pos.ui.icons import pixmap
from pos.ui.texts import money, tender_name, time_of
from pos.ui.widgets.basics import empty, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton, key_text
from pos.wording import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from pos.domain.sale import Sale


class Pieces(QWidget):
    """Notes as rectangles and coins as circles, largest first."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[tuple[int, int, bool]] = []
        self.setObjectName("pieces")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(58)

    def show_pieces(self, chf: tuple[int, ...], lem: tuple[int, ...]) -> None:
        """Show what to hand back, CHF and Léman notes."""
        counted = [(piece, number, False) for piece, number in sorted(Counter(chf).items(), reverse=True)]
        counted = [(piece, number, True) for piece, number in sorted(Counter(lem).items(), reverse=True)] + counted
        self._pieces = counted
        words = ", ".join(f"{number} × {money(piece)}" for piece, number, _ in counted)
        self.setAccessibleName(words)
        self.setVisible(bool(counted))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 58)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = float(self.width() - 20)
        for piece, number, lem in reversed(self._pieces):
            note = lem or piece >= 1000
            width, height = (84.0, 46.0) if note else (46.0 + min(piece, 500) / 60, 46.0 + min(piece, 500) / 60)
            ink = QColor(t.lem if lem else t.control)
            box = QRectF(x - width, (56 - height) / 2 + 1, width, height)
            painter.setPen(QPen(ink, 2))
            if note:
                painter.drawRoundedRect(box, 6, 6)
            else:
                painter.drawEllipse(box)
            painter.setPen(QColor(t.lem if lem else t.text))
            face = f"{piece / 100:.2f}".rstrip("0").rstrip(".") if piece >= 100 else f".{piece:02d}"
            painter.setFont(theme.font(20 if note or len(face) < 3 else 15, 700))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), face + (" L" if lem else ""))
            x -= width + 8
            if number > 1:
                painter.setFont(theme.font(16, 600))
                painter.setPen(QColor(t.muted))
                painter.drawText(
                    QRectF(x - 34, 0, 34, 58),
                    int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                    f"{number} ×",
                )
                x -= 42


class ChangePanel(QWidget):
    """What to hand back, the account of the sale, the receipt's choices."""

    receipt_asked = Signal(str)
    """`print`, `pdf`, `qr` or `none`."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "surface")
        self.setObjectName("change-panel")
        self._title = label(size=20, weight=600, name="change-title")
        self._received = label(size=15, kind="muted")
        self._change = label(size=104, weight=700, name="change")
        self._change.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._currency = label("CHF", size=28, weight=600, kind="muted")
        self._pieces = Pieces()
        self._ledger = QVBoxLayout()
        self._ledger.setSpacing(0)
        self._done_mark = label()
        self._done = label(size=15, weight=600, name="sale-recorded")
        self._print = KeyedButton(
            tr("Print"), shown=key_text("Ctrl+R"), icon="printer", kind="line", name="receipt-print", shortcut=False
        )
        self._pdf = KeyedButton(tr("PDF"), key="Ctrl+P", icon="pdf", kind="line", name="receipt-pdf")
        self._none = KeyedButton(tr("None"), key="Ctrl+N", icon="none", kind="line", name="receipt-none")
        for button, what in ((self._print, "print"), (self._pdf, "pdf"), (self._none, "none")):
            button.clicked.connect(lambda _=False, what=what: self.receipt_asked.emit(what))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._stays = label(tr("This stays until the next scan or article. Enter clears it."), size=14, kind="muted")
        self._stays.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stays.setWordWrap(True)
        head = row(self._title, None, self._received)
        head.setContentsMargins(20, 14, 20, 0)
        big = row(None, self._currency, self._change, gap=12)
        big.setContentsMargins(20, 0, 20, 0)
        bottom = panel("surface")
        inner = QVBoxLayout(bottom)
        inner.setContentsMargins(12, 8, 12, 12)
        inner.addLayout(row(self._done_mark, self._done, None))
        inner.addLayout(row(self._print, self._pdf, self._none))
        inner.addWidget(self._stays)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addLayout(big)
        whole.addWidget(self._pieces)
        whole.addWidget(rule())
        whole.addLayout(self._ledger)
        whole.addStretch(1)
        whole.addWidget(rule())
        whole.addWidget(bottom)

    def show_sale(self, sale: Sale, receipt: str) -> None:
        """Show a finished sale; `receipt` is what becomes of its receipt: print, pdf or none."""
        change = sum(part.value_minor for part in sale.change)
        handed = -sum(tender.value_minor for tender in sale.tenders if tender.minor < 0)
        back = change or handed
        self._title.setText(tr("To give back") if back else tr("Paid exactly"))
        received = sum(tender.value_minor for tender in sale.tenders if tender.minor > 0)
        self._received.setText(tr("received {amount}", amount=money(received)) if received else "")
        self._change.setText(money(back))
        size = 72 if theme.is_compact() or back >= 100_000 else 104
        self._change.setFont(theme.font(size, 700))
        chf = tuple(piece for part in sale.change if part.code != NOTES_LEM for piece in part.pieces)
        lem = tuple(piece for part in sale.change if part.code == NOTES_LEM for piece in part.pieces)
        self._pieces.show_pieces(chf, lem)
        self._show_ledger(sale, change)
        self._done_mark.setPixmap(pixmap("check", theme.tokens().positive, 20))
        self._done.setText(tr("Sale {receipt} recorded, {time}", receipt=sale.receipt, time=time_of(sale.at)))
        self.show_receipt(receipt)

    def show_receipt(self, receipt: str) -> None:
        """Show what became of the receipt."""
        for button, what in ((self._print, "print"), (self._pdf, "pdf"), (self._none, "none")):
            theme.set_kind(button, "selected" if what == receipt else "line")
        self._print.say(tr("Printed") if receipt == "print" else tr("Print"))

    def change_text(self) -> str:
        """Give the change as shown."""
        return self._change.text()

    def _show_ledger(self, sale: Sale, change: int) -> None:
        empty(self._ledger)
        rows = [(tr("Total, VAT included") if sale.vat else tr("Total"), sale.total_minor, False)]
        if sale.rounding_minor:
            rows.append((tr("Cash rounding, to 0.05"), sale.rounding_minor, False))
        for tender in sale.tenders:
            own = "" if tender.currency == "CHF" else f" {money(tender.minor)} {tender.currency}"
            rows.append((tender_name(tender.code) + own, -tender.value_minor, False))
        if change:
            rows.append((tr("Given back"), change, True))
        for text, minor, strong in rows:
            holder = QWidget()
            weight, kind = (600, "") if strong else (400, "muted")
            line = row(
                label(text, size=17, weight=weight, kind=kind),
                None,
                label(money(minor), size=17, weight=500 + 100 * strong),
            )
            line.setContentsMargins(20, 0, 16, 0)
            holder.setLayout(line)
            holder.setFixedHeight(32 if theme.is_compact() else 40)
            self._ledger.addWidget(holder)
