"""The lines of the account: quantity, name, price, amount; the selected line carries its tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pos.ui import theme
from pos.ui.widgets.basics import Stepper, row
from pos.ui.widgets.keycap import KeyedButton
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex
DISPLAY_ROLE = int(Qt.ItemDataRole.DisplayRole)
SPOKEN_ROLE = int(Qt.ItemDataRole.AccessibleTextRole)
LINE_ROLE = int(Qt.ItemDataRole.UserRole)
NO_PARENT = QModelIndex()
TOOLS, SECOND_TOOLS = 62, 56
LINE, SUB = 48, 20


class ShownLine(NamedTuple):
    """A line of the basket with every text ready; `pieces` counts pieces or packs, None for what is weighed."""

    id: str
    quantity: str
    unit: str
    name: str
    price: str
    amount: str
    subs: tuple[tuple[str, str], ...] = ()
    pieces: int | None = None
    eaten_here: bool | None = None
    """Whether it is consumed on the spot; None where that changes nothing."""


class BasketModel(QAbstractListModel):
    """The lines it is given, and which of them is selected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[ShownLine] = ()

    def show_lines(self, lines: Sequence[ShownLine]) -> None:
        """Replace everything shown."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = DISPLAY_ROLE) -> object:
        line = self.lines[index.row()]
        if role == DISPLAY_ROLE:
            return line.name
        if role == SPOKEN_ROLE:
            subs = ", ".join(f"{text} {amount}" for text, amount in line.subs)
            return f"{line.quantity} {line.unit} {line.name}, {line.amount} {subs}".strip()
        return line if role == LINE_ROLE else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: BasketView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE_ROLE)
        height = LINE if not line.subs else 30 + SUB * len(line.subs)
        return QSize(100, max(height, LINE) + self._tools_height(index, line))

    def _tools_height(self, index: Index, line: ShownLine) -> int:
        if index.row() != self._view.selected_row():
            return 0
        return TOOLS + (SECOND_TOOLS if line.eaten_here is not None else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: ShownLine = index.data(LINE_ROLE)
        t = theme.tokens()
        box = option.rect
        painter.save()
        if index.row() == self._view.selected_row():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(QRectF(box).adjusted(7, 1, -7, -2), 8, 8)
        else:
            painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(t.line))
        _paint_line(painter, line, box, 16 if theme.is_compact() else 17)
        painter.restore()


def _paint_line(painter: QPainter, line: ShownLine, box: QRect, size: int) -> None:
    t = theme.tokens()
    middle, right = int(Qt.AlignmentFlag.AlignVCenter), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    top, height = box.top() + (6 if line.subs else 13), 22
    quantity_end, name_start, amount_end = box.left() + 88, box.left() + 100, box.right() - 16
    small = theme.font(15, 500)
    unit = line.unit
    unit_width = QFontMetrics(small).horizontalAdvance(unit)
    painter.setFont(small)
    painter.setPen(QColor(t.muted))
    painter.drawText(QRect(quantity_end - unit_width, top, unit_width + 2, height), middle, unit)
    painter.setFont(theme.font(size, 600))
    painter.setPen(QColor(t.text))
    painter.drawText(QRect(box.left(), top, 84 - unit_width, height), right, line.quantity)
    amount_width = max(76, QFontMetrics(painter.font()).horizontalAdvance(line.amount))
    painter.drawText(QRect(amount_end - amount_width, top, amount_width, height), right, line.amount)
    price_end = amount_end - amount_width - 12
    painter.setFont(theme.font(15))
    painter.setPen(QColor(t.muted))
    price_width = QFontMetrics(painter.font()).horizontalAdvance(line.price)
    painter.drawText(QRect(price_end - price_width, top, price_width, height), right, line.price)
    room = price_end - price_width - 12 - name_start
    face = theme.font(size, 500)
    painter.setFont(face)
    painter.setPen(QColor(t.text))
    name = QFontMetrics(face).elidedText(line.name, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRect(name_start, top, room, height), middle, name)
    painter.setFont(theme.font(16))
    painter.setPen(QColor(t.muted))
    for number, (text, amount) in enumerate(line.subs):
        y = top + height + number * SUB
        width = QFontMetrics(painter.font()).horizontalAdvance(amount)
        painter.drawText(QRect(amount_end - width, y, width, SUB), right, amount)
        room = amount_end - width - 12 - name_start
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(name_start, y, room, SUB), middle, shown)


class LineTools(QWidget):
    """The buttons inside the selected line."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("line-tools")
        self.quantity = Stepper("line-quantity", tr("quantity"), low=-9999, high=999_999, width=44, live=False)
        self.amount = KeyedButton(tr("Quantity"), shown="*", name="line-weight", shortcut=False)
        self.price = KeyedButton(tr("Price"), key="F3", name="line-price")
        self.discount = KeyedButton(tr("Discount"), key="F5", name="line-discount")
        self.remove = KeyedButton(tr("Remove"), key="Delete", kind="danger", name="line-remove", shortcut=False)
        self.eat_in = KeyedButton(tr("Eaten here"), key="Shift+F8", icon="cup", name="line-eat-in")
        self.eat_in.setCheckable(True)
        tools = row(self.quantity, self.amount, self.price, self.discount, None, self.remove, gap=7)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 0, 14, 9)
        whole.addStretch(1)
        whole.addLayout(tools)
        whole.addLayout(row(self.eat_in, None))


class BasketView(QListView):
    """The basket; up and down choose a line, its tools are real buttons."""

    quantity_set = Signal(str, int)
    """Line id and pieces."""
    asked = Signal(str, str)
    """What to ask or do (`quantity`, `price`, `discount`, `remove`, `eat_in`) and the line id."""

    def __init__(self) -> None:
        super().__init__()
        self.basket = BasketModel(self)
        self.setModel(self.basket)
        self.setItemDelegate(_Delegate(self))
        self.setObjectName("basket")
        self.setAccessibleName(tr("basket"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._selected: str | None = None
        self._tools: LineTools | None = None
        self.clicked.connect(self._touched)

    def show_lines(self, lines: Sequence[ShownLine], select: str | None) -> None:
        """Show the lines with one selected (None: none) and in sight."""
        self._selected = select if any(line.id == select for line in lines) else None
        self.basket.show_lines(lines)
        self._place_tools()
        if (at := self.selected_row()) >= 0:
            self.scrollTo(self.basket.index(at))
        else:
            self.scrollToBottom()

    def selected(self) -> str | None:
        """Give the id of the selected line."""
        return self._selected

    def selected_row(self) -> int:
        """Give the place of the selected line, or -1."""
        for number, line in enumerate(self.basket.lines):
            if line.id == self._selected:
                return number
        return -1

    def select(self, line_id: str | None) -> None:
        """Select a line, or none."""
        self.show_lines(self.basket.lines, line_id)

    def step(self, by: int) -> None:
        """Select the line above or below."""
        lines = self.basket.lines
        if lines:
            at = self.selected_row()
            at = len(lines) - 1 if at < 0 and by < 0 else max(0, min(len(lines) - 1, at + by))
            self.select(lines[at].id)

    def _touched(self, index: QModelIndex) -> None:
        line = self.basket.lines[index.row()]
        self.select(None if line.id == self._selected else line.id)

    def _place_tools(self) -> None:
        at = self.selected_row()
        self._tools = None
        if at < 0:
            return
        line = self.basket.lines[at]
        tools = LineTools()
        pieces = line.pieces
        tools.quantity.setVisible(pieces is not None)
        tools.amount.setVisible(pieces is None)
        if pieces is not None:
            tools.quantity.set_value(pieces)
        tools.eat_in.setVisible(line.eaten_here is not None)
        tools.eat_in.setChecked(bool(line.eaten_here))
        if theme.is_compact():
            tools.remove.say("")
        tools.quantity.changed.connect(lambda value: self.quantity_set.emit(line.id, value))
        for button, what in (
            (tools.amount, "quantity"),
            (tools.price, "price"),
            (tools.discount, "discount"),
            (tools.remove, "remove"),
            (tools.eat_in, "eat_in"),
        ):
            button.clicked.connect(lambda _=False, what=what: self.asked.emit(what, line.id))
        self._tools = tools
        self.setIndexWidget(self.basket.index(at), tools)
