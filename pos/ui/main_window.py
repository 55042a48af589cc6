"""The one window: bars that never move, the selling screen, and the pages behind the menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import QApplication, QLayout, QStackedWidget, QVBoxLayout, QWidget

from pos.domain.errors import UserError
from pos.domain.ticket import looks_like_ticket
from pos.ui import theme
from pos.ui.widgets.bars import BottomBar, TopBar
from pos.wording import explain, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent, QShowEvent

    from pos.domain.weighing import Reading
    from pos.services.till import Till
    from pos.shopfile.local import Person
    from pos.ui.scan_filter import ScanFilter
    from pos.ui.screens.sale_screen import SaleScreen
    from pos.ui.widgets.notice import Notice
    from pos.ui.widgets.pages import Page

FRAME = 6


class MainWindow(QWidget):
    """Shows before the shop file is open; `attach` starts selling.

    With `built` False only the bars are made, for the first paint; `build` makes the rest.
    """

    sale: SaleScreen
    scans: ScanFilter

    closing = Signal()
    page_asked = Signal(str)
    """A page behind the menu: day, sales, settings."""
    drawer_asked = Signal()
    reprint_asked = Signal()

    def __init__(self, *, built: bool = True) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setWindowTitle("Comptoir")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", "ground")
        self.till: Till | None = None
        self.has_portal = False
        """Whether an agent was introduced that speaks to the portal."""
        self.top, self.bottom = TopBar(), BottomBar()
        self.stack = QStackedWidget()
        self._pages: dict[str, Page] = {}
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        # The window may become as small as the compact sizes need, before they apply.
        self._whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(960, 560)
        for widget in (self.top, self.stack, self.bottom):
            self._whole.addWidget(widget, 1 if widget is self.stack else 0)
        self.built = self._watched = False
        self.resize(1366, 768)
        if built:
            self.build()

    def build(self) -> None:
        """Make the selling screen and what hears the scanner."""
        # Imported here: the window is painted before these are read.
        from pos.ui.scan_filter import ScanFilter  # noqa: PLC0415
        from pos.ui.screens.sale_screen import SaleScreen  # noqa: PLC0415
        from pos.ui.widgets.notice import Notice  # noqa: PLC0415

        self.sale = SaleScreen()
        self.stack.addWidget(self.sale)
        self._page_notice: Notice = Notice(self.stack)
        self.scans = ScanFilter()
        self.scans.scanned.connect(self.scanned)
        self.scans.typed.connect(self._typed)
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._standing = ""
        self._fading.timeout.connect(lambda: self.bottom.say(self._standing))
        self._bind()
        self.built = True
        self._dress()
        if self.isVisible():
            self._watch()

    def _bind(self) -> None:
        for key, act in (
            ("Escape", self._escape),
            ("F2", self._search),
            ("F6", self.sale.park),
        ):
            made = QShortcut(QKeySequence(key), self)
            made.activated.connect(act)
        self.top.parked.clicked.connect(self._parked_clicked)
        self.top.cashier.clicked.connect(self._choose_cashier)
        self.top.menu.clicked.connect(self._menu)
        self.top.help.clicked.connect(self._help)
        self.top.orders.clicked.connect(lambda: self.page_asked.emit("orders"))
        self.bottom.reprint.clicked.connect(self.reprint_asked)
        self.sale.failed.connect(self.tell)
        self.sale.basket_changed.connect(self._show_counts)
        self.sale.day_needed.connect(lambda: self.page_asked.emit("day"))
        self.bottom.show_state("scanner", "ok", tr("Scanner ready"))
        self.bottom.show_state("printer", "off", tr("Printer …"))

    def attach(self, till: Till) -> None:
        """Start selling with an open shop file."""
        self.till = till
        preferences = till.preferences
        self.scans.configure(preferences.scan_prefix, preferences.scan_gap_ms)
        self.sale.attach(till)
        self.refresh()

    def refresh(self) -> None:
        """Show settings, session and cashier as they are now."""
        from pos.ui.texts import money, time_of  # noqa: PLC0415  # after the first paint

        till = self.till
        if till is None:
            return
        till.refresh()
        self.top.show_shop(till.profile.name, till.profile.till_name or till.profile.till_code)
        opened = till.session
        text = tr("open since {time}", time=time_of(opened.opened_at)) if opened else tr("day not open")
        self.top.show_session(text, training=till.training)
        self.top.show_cashier(till.cashier.name if till.cashier else "")
        margin = FRAME if till.training else 0
        self._whole.setContentsMargins(margin, margin, margin, margin)
        last = till.last_ticket()
        self.bottom.show_last(last.receipt if last else "", money(last.total_minor) if last else "")
        self.sale.desk.attach(till)
        self.sale.choices.reload()
        self._show_counts()
        self.update()

    def show_time(self, text: str) -> None:
        """Show the time of day."""
        self.bottom.show_time(text)

    def show_weight(self, reading: Reading) -> None:
        """Show what the scale says, in the bottom bar and where something is weighed."""
        from pos.ui.texts import scale_words  # noqa: PLC0415  # after the first paint

        dot, words = scale_words(reading)
        self.bottom.show_state("scale", dot, "" if reading.state == "none" else words)
        self.sale.show_weight(reading)

    def add_page(self, name: str, page: Page) -> None:
        """Keep a page that was made; it is shown by `open_page`."""
        self._pages[name] = page
        self.stack.addWidget(page)
        page.left.connect(self.back_to_sale)

    def forget_page(self, name: str) -> None:
        """Let a page go; it is made anew when it is opened again."""
        if (page := self._pages.pop(name, None)) is not None:
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()

    def page(self, name: str) -> Page | None:
        """Give a page that was made."""
        return self._pages.get(name)

    def open_page(self, name: str) -> None:
        """Show a page over the sale."""
        page = self._pages[name]
        page.enter()
        self.stack.setCurrentWidget(page)
        page.setFocus()

    def back_to_sale(self) -> None:
        """Show the selling screen as it was left."""
        self.stack.setCurrentWidget(self.sale)
        self._page_notice.put_away()
        self.refresh()
        self.sale.show_basket(self.sale.account.lines.selected())
        self.sale.choices.search.setFocus()

    @property
    def on_sale(self) -> bool:
        """Whether the selling screen is shown."""
        return self.stack.currentWidget() is self.sale

    def scanned(self, code: str) -> None:
        """Take a scan, whatever is on the screen."""
        page = self.stack.currentWidget()
        if page is not self.sale and any(page is known and known.scanned(code) for known in self._pages.values()):
            return
        if looks_like_ticket(code):
            self.tell(UserError("This is a ticket for an event. Nobody was let in. Open the menu, then «Door»."))
            return
        if page is not self.sale:
            self.back_to_sale()
        self.sale.scanned(code)

    def tell(self, error: UserError) -> None:
        """Tell of a problem: what happened, what is safe, what to do."""
        sentences = split_sentences(explain(error))
        title, safe, todo = sentences[0], "", ""
        if len(sentences) == 2:
            todo = sentences[1]
        elif len(sentences) > 2:
            safe, todo = sentences[1], " ".join(sentences[2:])
        self.problem(title, safe, todo)

    def problem(
        self,
        title: str,
        safe: str = "",
        todo: str = "",
        *,
        since: str = "",
        actions: Sequence[tuple[str, str, str, Callable[[], None]]] = (),
    ) -> None:
        """Show a problem on the screen in sight; selling goes on."""
        notice = self.sale.notice if self.on_sale else self._page_notice
        notice.tell(title, safe, todo, since=since, actions=actions)

    def put_notice_away(self) -> None:
        """Hide the problem: it is solved."""
        self.sale.notice.put_away()
        self._page_notice.put_away()

    def say(self, text: str) -> None:
        """Say something short in the bottom bar for a few seconds."""
        self.bottom.say(text)
        self._fading.start(8000)

    def stand(self, text: str) -> None:
        """Keep a line in the bottom bar until it is taken away; what is said meanwhile comes before it."""
        if text != self._standing:
            self._standing = text
            if not self._fading.isActive():
                self.bottom.say(text)

    def _typed(self, text: str) -> None:
        if self.on_sale:
            self.sale.typed(text)

    def _escape(self) -> None:
        if self.on_sale:
            self.sale.escape()
        elif self._page_notice.isVisible():
            self._page_notice.put_away()
        else:
            current = self.stack.currentWidget()
            for page in self._pages.values():
                if page is current:
                    page.leave()

    def _search(self) -> None:
        if self.on_sale:
            self.sale.back()
            self.sale.choices.search.selectAll()
            return
        current = self.stack.currentWidget()
        for page in self._pages.values():
            if page is current:
                page.go_to_search()

    def _parked_clicked(self) -> None:
        if not self.on_sale:
            self.back_to_sale()
        self.sale.show_parked()

    def _choose_cashier(self) -> None:
        from pos.ui.screens.list_sheet import Entry  # noqa: PLC0415  # after the first paint

        till = self.till
        if till is None:
            return
        if not self.on_sale:
            self.back_to_sale()
        entries = [
            Entry(person.name, tr("with PIN") if person.pin else "", icon="user", act=partial(self._log_in, person))
            for person in till.team()
        ]
        self.sale.show_list(tr("Who is at the till?"), entries)

    def _log_in(self, person: Person) -> None:
        till = self.till
        assert till is not None

        def with_pin(pin: str) -> None:
            till.log_in(person, pin)
            self.sale.back()
            self.refresh()

        if not person.pin:
            with_pin("")
            return
        self.sale.ask.ask(person.name, tr("Enter the PIN."), with_pin, secret=True)
        self.sale.right_side.setCurrentWidget(self.sale.ask)
        self.sale.ask.field.setFocus()

    def _menu(self) -> None:
        from pos.ui.menu import menu_pages  # noqa: PLC0415  # after the first paint
        from pos.ui.screens.list_sheet import Entry  # noqa: PLC0415  # same

        if not self.on_sale:
            self.back_to_sale()
        entries = [
            Entry(page.text, "", page.key, page.icon, act=partial(self._open_from_menu, page.name))
            for page in menu_pages(has_portal=self.has_portal)
        ]
        if self.has_portal:
            entries.append(Entry(tr("A member of the network buys"), "", "Alt+M", "user", act=self._ask_buyer))
        entries.append(Entry(tr("Open the drawer without a sale"), "", "Alt+O", "cash", act=self.drawer_asked.emit))
        entries.append(Entry(tr("Close the till"), "", "Ctrl+Q", "x", act=self._close))
        self.sale.show_list(tr("Menu"), entries)

    def _ask_buyer(self) -> None:
        from pos.ui.screens.buyer_question import BuyerQuestion  # noqa: PLC0415  # few sales need it

        try:
            BuyerQuestion(self.sale).ask()
        except UserError as error:
            self.sale.failed.emit(error)

    def _close(self) -> None:
        self.close()

    def _open_from_menu(self, name: str) -> None:
        self.sale.back()
        self.page_asked.emit(name)

    def _help(self) -> None:
        from pos.ui.screens.list_sheet import Entry  # noqa: PLC0415  # after the first paint
        from pos.ui.shortcuts import all_keys  # noqa: PLC0415

        if not self.on_sale:
            self.back_to_sale()
        self.sale.show_list(tr("Every key"), [Entry(text, key=key) for key, text in all_keys()])

    def _show_counts(self) -> None:
        if self.till is not None:
            self.top.show_parked(len(self.till.parked()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.built:
            self._watch()

    def _watch(self) -> None:
        if not self._watched:
            self._watched = True
            self.scans.watch(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        theme.set_compact(compact=self.width() < theme.COMPACT_BELOW)
        self.top.dress()
        self.bottom.dress()
        if self.built:
            self.sale.dress()
        for page in self._pages.values():
            page.dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.till is not None and self.till.training:
            painter = QPainter(self)
            painter.setPen(QPen(theme.color(theme.tokens().warning), FRAME * 2))
            painter.drawRect(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
        QApplication.quit()


def split_sentences(text: str) -> list[str]:
    """Split what is told into its sentences: what happened, what is safe, what to do."""
    made: list[str] = []
    for part in text.replace("? ", "?\n").replace(". ", ".\n").split("\n"):
        if part.strip():
            made.append(part.strip())
    return made or [text]
