"""Past sales: find one, see it as printed, print a duplicate, give lines back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pos.domain.errors import UserError
from pos.services import refunding, settings, ticketing
from pos.ui import theme
from pos.ui.screens.refund_panel import RefundPanel
from pos.ui.texts import date_of, money, tender_name, time_of
from pos.ui.widgets.basics import Field, label, panel, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Page
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from pos.domain.sale import Sale
    from pos.services.till import Till
    from pos.shopfile.reading import TicketRow

Index = QModelIndex | QPersistentModelIndex
DISPLAY_ROLE = int(Qt.ItemDataRole.DisplayRole)
TICKET_ROLE = int(Qt.ItemDataRole.UserRole)
NO_PARENT = QModelIndex()
TODAY, ALL = range(2)
COLUMNS = 48


class TicketModel(QAbstractListModel):
    """The tickets it is given, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tickets: Sequence[TicketRow] = ()
        self.with_date = False

    def show_tickets(self, tickets: Sequence[TicketRow], *, with_date: bool) -> None:
        """Replace everything shown."""
        self.beginResetModel()
        self.tickets, self.with_date = tickets, with_date
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.tickets)

    def data(self, index: Index, role: int = DISPLAY_ROLE) -> object:
        ticket = self.tickets[index.row()]
        if role == DISPLAY_ROLE:
            return f"{ticket.receipt} {time_of(ticket.at)} {money(ticket.total_minor)} {self.how(ticket)}"
        return ticket if role == TICKET_ROLE else None

    @staticmethod
    def how(ticket: TicketRow) -> str:
        """Say how a ticket was paid, or that it is a refund or training, and whether this till had lost it."""
        if ticket.training:
            words = tr("Training")
        elif ticket.is_refund:
            words = tr("Refund")
        else:
            words = ", ".join(tender_name(code) for code in ticket.tenders.split(",") if code)
        return tr("{means} · brought back", means=words) if ticket.recovered else words


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, 58)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        ticket = index.data(TICKET_ROLE)
        assert isinstance(model, TicketModel)
        t, box = theme.tokens(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(t.accent))
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -2), 8, 8)
        else:
            painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(t.line))
        left, right = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        upper = QRect(box.left() + 14, box.top() + 7, box.width() - 28, 22)
        lower = QRect(box.left() + 14, box.top() + 30, box.width() - 28, 20)
        painter.setFont(theme.font(17, 600))
        painter.setPen(QColor(t.text))
        painter.drawText(upper, right | middle, money(ticket.total_minor))
        painter.setFont(theme.font(15, 600))
        painter.drawText(upper, left | middle, ticket.receipt)
        painter.setFont(theme.font(14))
        painter.setPen(QColor(t.muted))
        when = f"{date_of(ticket.at)} {time_of(ticket.at)}" if model.with_date else time_of(ticket.at)
        painter.drawText(lower, left | middle, when)
        room = lower.width() - QFontMetrics(painter.font()).horizontalAdvance(when) - 12
        how = QFontMetrics(painter.font()).elidedText(model.how(ticket), Qt.TextElideMode.ElideRight, room)
        painter.drawText(lower, right | middle, how)
        painter.restore()


class PaperView(QWidget):
    """A receipt as printed: black on white, in every scheme."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setObjectName("paper")

    def show_image(self, image: QImage | None, words: str) -> None:
        """Show a paper; `words` are read by screen readers."""
        self._image = image
        self.setAccessibleName(words)
        height = image.height() // 2 if image is not None else 10
        self.setFixedHeight(height + 24)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = min(1.0, (self.width() - 8) / (self._image.width() / 2))
        width, height = int(self._image.width() / 2 * scale), int(self._image.height() / 2 * scale)
        x = (self.width() - width) // 2
        painter.drawImage(QRect(x, 12, width, height), self._image)
        painter.setPen(QColor(theme.tokens().line))
        painter.drawRect(QRect(x, 12, width, height))


class SalesPage(Page):
    """List, paper, refund."""

    refunded = Signal(object)
    duplicate_asked = Signal(str)
    pdf_asked = Signal(str)
    failed = Signal(object)

    def __init__(self, till: Till) -> None:
        super().__init__("sales", tr("Sales"), (tr("Today"), tr("All")))
        self._till = till
        self._current: str | None = None
        self._duplicate = KeyedButton(tr("Duplicate"), key="Ctrl+D", icon="printer", name="sales-duplicate")
        self._pdf = KeyedButton(tr("PDF"), key="Ctrl+P", icon="pdf", name="sales-pdf")
        self._toggle = KeyedButton(tr("Refund"), key="F4", icon="return", name="sales-refund")
        self.add_action(self._toggle)
        self.add_action(self._duplicate)
        self.add_action(self._pdf)
        self.search = Field("sales-search", tr("find a sale"), placeholder=tr("Number, amount, article"))
        self.list = QListView()
        self.list.setObjectName("tickets")
        self.list.setAccessibleName(tr("past sales"))
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.model = TicketModel(self.list)
        self.list.setModel(self.model)
        self.paper = PaperView()
        self.refund = RefundPanel(till)
        self._side = panel("surface")
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 10, 0, 0)
        field_box = QHBoxLayout()
        field_box.setContentsMargins(12, 0, 12, 0)
        field_box.addWidget(self.search)
        side.addLayout(field_box)
        self._nothing = label(size=15, kind="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side.addWidget(self._nothing)
        side.addWidget(self.list, 1)
        area = QScrollArea()
        area.setWidget(self.paper)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setProperty("kind", "ground")
        self._paper_area = area
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        for widget in (self._side, rule(vertical=True)):
            columns.addWidget(widget)
        columns.addLayout(self._middle(area), 1)
        columns.addWidget(self.refund)
        self.body.addLayout(columns, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._reload)
        self._connect()

    def _middle(self, paper: QScrollArea) -> QVBoxLayout:
        """Give the paper, and over it where a ticket comes from that this till had lost."""
        self._origin = label(size=14, weight=600, name="sales-origin")
        self._origin.setWordWrap(True)
        self._origin.setContentsMargins(14, 10, 14, 10)
        self._origin.setText(tr("Brought back from the portal: it was counted when it was made."))
        self._origin.hide()
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._origin)
        middle.addWidget(paper, 1)
        return middle

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda: self._pause.start(0))
        self.tab_chosen.connect(lambda _: self._reload())
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self._duplicate.clicked.connect(lambda: self.duplicate_asked.emit(self._current or ""))
        self._pdf.clicked.connect(lambda: self.pdf_asked.emit(self._current or ""))
        self._toggle.clicked.connect(lambda: self.refund.setVisible(not self.refund.isVisible()))
        self.refund.failed.connect(self.failed)
        self.refund.refunded.connect(self._refunded)

    def enter(self) -> None:
        """Show the day's tickets, the newest first."""
        self._till.refresh()
        self._fit()
        if self.current_tab() < 0:
            self.choose_tab(TODAY)
        else:
            self._reload()
        self.search.setFocus()

    def open_ticket(self, sale_id: str) -> None:
        """Show one ticket, wherever it stands."""
        try:
            ticket = refunding.ticket(self._till.shop, sale_id)
        except UserError as error:
            self.failed.emit(error)
            return
        self.search.setText(ticket.sale.receipt)
        self.choose_tab(ALL)
        self._reload()
        self._pause.stop()
        self._show(sale_id)
        self.refund.show()

    def scanned(self, code: str) -> bool:
        """Open the ticket whose number was scanned, or the sale of an event ticket, which comes back with it."""
        event_ticket = ticketing.found(self._till.shop, code)
        if event_ticket is not None:
            if self._current != event_ticket.sale:
                self.open_ticket(event_ticket.sale)
            self.refund.show()
            self.refund.take_paper(event_ticket.id, event_ticket.line)
            return True
        found = refunding.tickets(self._till.shop, text=code, limit=1)
        if not found or found[0].receipt != code.strip().upper():
            return False
        self.open_ticket(found[0].id)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        compact = theme.is_compact()
        self._side.setFixedWidth(280 if compact else 340)
        self.refund.setFixedWidth(420 if compact else 470)
        self._toggle.setVisible(compact)
        if not compact:
            self.refund.show()

    def _reload(self) -> None:
        today = self.current_tab() == TODAY
        session = self._till.session
        day = session.business_day if session else self._till.shop.clock.now().date().isoformat()
        found = refunding.tickets(self._till.shop, day=day if today else None, text=self.search.text())
        self.model.show_tickets(found, with_date=not today)
        self._nothing.setText("" if found else tr("No sale found."))
        self._nothing.setVisible(not found)
        if found:
            places = [ticket.id for ticket in found]
            at = places.index(self._current) if self._current in places else 0
            self.list.setCurrentIndex(self.model.index(at))
            self._show(found[at].id)
        else:
            self._show(None)

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self._show(self.model.tickets[index.row()].id)

    def _show(self, sale_id: str | None) -> None:
        self._current = sale_id
        for button in (self._duplicate, self._pdf, self._toggle):
            button.setEnabled(sale_id is not None)
        if sale_id is None:
            self._origin.hide()
            self.paper.show_image(None, "")
            self.refund.show_ticket(None)
            return
        ticket = refunding.ticket(self._till.shop, sale_id)
        from pos.documents.picture import to_image  # noqa: PLC0415  # segno and the paper's font, when first needed
        from pos.documents.receipt import receipt_document  # noqa: PLC0415

        document = receipt_document(ticket.sale, ticket.profile, logo=settings.logo(self._till.shop))
        self.paper.show_image(to_image(document, COLUMNS, 1.2), document.title)
        self._origin.setVisible(ticket.recovered)
        self.refund.show_ticket(ticket)

    def _refunded(self, sale: Sale) -> None:
        self.search.clear()
        self._current = sale.id
        self.refunded.emit(sale)
        self._reload()
