"""The portal: what waits to be sent and what exactly that is, what is odd, and how this till joins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from pos.services import syncing
from pos.ui import theme
from pos.ui.sync_words import joined_words, kind_words, moment, next_words, oddity_words, state_words
from pos.ui.texts import money
from pos.ui.widgets.basics import Field, Switch, card, column, label, panel, row, rule
from pos.ui.widgets.keycap import KeyedButton
from pos.ui.widgets.pages import Page, Rows, table
from pos.wording import tr

if TYPE_CHECKING:
    from pos.services.syncing import Oddity, Outgoing, Sync, SyncState
    from pos.services.till import Till

SENDING, ODD, JOINING = range(3)


class SyncPage(Page):
    """Three tabs on one state; it reads the shop file and asks the agent, and waits for nobody."""

    changed = Signal()

    def __init__(self, till: Till, sync: Sync) -> None:
        super().__init__("portal", tr("Portal"), (tr("To be sent"), tr("Oddities"), tr("Joining")))
        self._till, self._sync = till, sync
        self._outgoing: list[Outgoing] = []
        self._oddities: list[Oddity] = []
        retry = KeyedButton(tr("Try now"), key="F5", kind="line", name="sync-retry")
        retry.clicked.connect(sync.wake)
        self.add_action(retry)
        self._stack = QStackedWidget()
        for made in (self._make_sending(), self._make_odd(), self._make_joining()):
            self._stack.addWidget(made)
        self.body.addWidget(self._stack)
        self.tab_chosen.connect(self._show_tab)

    def _make_sending(self) -> QWidget:
        self._word = label(size=15, weight=600, name="sync-word")
        self._number = label(size=28, weight=700, name="sync-waiting")
        self._next = label(size=14, kind="muted", name="sync-next")
        self._acked = label(size=22, weight=700, name="sync-acked")
        self._acked_at = label(size=14, kind="muted")
        self._odd = label(size=22, weight=700, name="sync-odd")
        cards = row(
            _card(self._word, self._number, self._next),
            _card(label(tr("Last acknowledgement"), kind="muted"), self._acked, self._acked_at),
            _card(label(tr("Oddities"), kind="muted"), self._odd, label(tr("nothing is held back"), kind="muted")),
            gap=12,
        )
        cards.setStretch(0, 2)
        for place in (1, 2):
            cards.setStretch(place, 1)
        for told in (self._word, self._next):
            told.setWordWrap(True)
        self._safe = label(
            tr("Everything is in this till's journal. Selling, refunding and closing go on without a network."), size=15
        )
        self._safe.setWordWrap(True)
        self._rows = Rows((tr("Entry"), tr("Time"), tr("Kind"), tr("Detail"), tr("Amount")), right=(0, 4))
        self._table = table(self._rows, "sync-outgoing", tr("entries that wait"), stretch=3)
        self._table.selectionModel().currentRowChanged.connect(lambda now, _: self._preview(now.row()))
        left = QVBoxLayout()
        left.setContentsMargins(12, 10, 12, 10)
        left.setSpacing(10)
        left.addLayout(cards)
        left.addWidget(self._safe)
        left.addWidget(self._table, 1)
        self._exact_title = label(tr("What exactly is sent"), size=17, weight=600)
        self._exact = QPlainTextEdit()
        self._exact.setObjectName("sync-exact")
        self._exact.setReadOnly(True)
        self._exact.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._exact.setAccessibleName(tr("What exactly is sent"))
        never = label(
            tr("Never leaves this till: names, telephone numbers and addresses of customers, names of the team, PINs."),
            size=14,
            kind="muted",
        )
        never.setWordWrap(True)
        side = panel("surface")
        side_box = column(self._exact_title, self._exact, never, gap=8)
        side_box.setContentsMargins(14, 10, 14, 12)
        side.setLayout(side_box)
        made = QWidget()
        whole = QHBoxLayout(made)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 3)
        whole.addWidget(rule(vertical=True))
        whole.addWidget(side, 2)
        return made

    def _make_odd(self) -> QWidget:
        self._odd_rows = Rows((tr("Since"), tr("What happened"), tr("What to do")))
        self._odd_table = table(self._odd_rows, "sync-oddities", tr("oddities"), stretch=1)
        self._seen_to = KeyedButton(tr("I have seen to it"), key="Ctrl+Return", kind="primary", name="sync-resolve")
        self._seen_to.clicked.connect(self._resolve)
        none_lost = label(tr("The portal keeps every entry; these are things that a person should look at."), size=14)
        foot = panel("surface")
        foot_row = row(none_lost, None, self._seen_to)
        foot_row.setContentsMargins(16, 10, 12, 10)
        foot.setLayout(foot_row)
        made = QWidget()
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        middle = column(self._odd_table)
        middle.setContentsMargins(12, 12, 12, 12)
        whole.addLayout(middle, 1)
        whole.addWidget(rule())
        whole.addWidget(foot)
        return made

    def _make_joining(self) -> QWidget:
        self._address = Field("portal-address", tr("address of the portal"), placeholder="https://portail.example.org")
        self._join = KeyedButton(tr("Ask for a code"), kind="primary", name="portal-join")
        self._join.clicked.connect(self._ask_code)
        self._leave = KeyedButton(tr("Stop sending"), name="portal-leave")
        self._leave.clicked.connect(self._stop_sending)
        self._joined = label(size=16, name="portal-joined")
        self._joined.setWordWrap(True)
        self._code = label(size=44, weight=700, name="portal-code")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._qr = QLabel()
        self._qr.setObjectName("portal-code-qr")
        self._code_help = label(size=15, kind="muted", name="portal-code-help")
        self._code_help.setWordWrap(True)
        self._consent = Switch("statistics-consent", tr("statistics for the chamber"), on=False)
        self._consent.clicked.connect(self._change_consent)
        consent = label(
            tr(
                "Let the chamber count our sales in its statistics: by month, commune and branch, never by shop,"
                " article, customer or hour."
            ),
            size=15,
        )
        consent.setWordWrap(True)
        asked = row(self._consent, consent, gap=12)
        asked.setStretch(1, 1)
        box = column(
            label(tr("Address of the portal"), size=15, weight=500),
            row(self._address, self._join, self._leave),
            self._joined,
            row(self._code, self._qr, None, gap=24),
            self._code_help,
            rule(),
            asked,
            None,
            gap=10,
        )
        box.setContentsMargins(16, 14, 16, 12)
        made = QWidget()
        made.setMaximumWidth(760)
        made.setLayout(box)
        return made

    def enter(self) -> None:
        """Show what is true now."""
        self.show_state(self._sync.state())
        joined = self._sync.state().address
        self._address.setText(self._address.text() or joined)
        self._consent.setChecked(syncing.statistics_consent(self._till.shop))
        self.choose_tab(max(self.current_tab(), SENDING) if joined else JOINING)

    def show_state(self, state: SyncState) -> None:
        """Show how things stand; called whenever the agent tells."""
        word, tone = state_words(state)
        self._word.setText(word)
        theme.set_kind(self._word, tone)
        self._number.setText(tr("{n} waiting", n=state.waiting))
        self._next.setText(next_words(state))
        self._acked.setText(f"{state.acked_seq}" if state.acked_seq else "–")
        self._acked_at.setText(tr("signed at {time}", time=moment(state.acked_ms)) if state.acked_ms else "")
        self._odd.setText(str(state.anomalies))
        self._joined.setText(joined_words(state))
        self._code.setText(f"{state.code[:4]} {state.code[4:]}" if state.code else "")
        self._code.setVisible(bool(state.code))
        self._show_qr(f"{state.code_address}?code={state.code}" if state.code else "")
        self._code_help.setText(
            tr(
                "The chamber approves this code at {address}. It lives 15 minutes. Compare the fingerprint:\n{mark}",
                address=state.code_address,
                mark=state.fingerprint,
            )
            if state.code
            else ""
        )
        self._leave.setVisible(bool(state.address))
        if self.isVisible():
            self._read_outgoing()
            self._show_oddities()

    def _show_qr(self, content: str) -> None:
        self._qr.setVisible(bool(content))
        if content and content != self._qr.accessibleName():
            from pos.documents.symbols import qr_png  # noqa: PLC0415  # once in a till's life

            picture = QPixmap()
            picture.loadFromData(qr_png(content, 4))
            self._qr.setPixmap(picture)
            self._qr.setAccessibleName(content)

    def _show_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._read_outgoing()
        self._show_oddities()

    def _read_outgoing(self) -> None:
        fresh = syncing.outgoing(self._till.shop)
        if fresh == self._outgoing and self._exact.toPlainText():
            return
        self._outgoing = fresh
        self._rows.show_rows(
            [
                (
                    str(entry.seq),
                    moment(entry.wall_ms),
                    kind_words(entry.kind),
                    entry.what,
                    "" if entry.amount_minor is None else money(entry.amount_minor),
                )
                for entry in self._outgoing
            ]
        )
        if self._outgoing:
            self._table.selectRow(0)
        else:
            self._exact_title.setText(tr("What exactly is sent"))
            self._exact.setPlainText(tr("Nothing waits: the portal holds everything."))

    def _preview(self, place: int) -> None:
        if not 0 <= place < len(self._outgoing):
            return
        entry = self._outgoing[place]
        text = syncing.exact_text(self._till.shop, entry.inc, entry.seq)
        self._exact_title.setText(tr("What exactly is sent of entry {n}, {size} bytes", n=entry.seq, size=entry.size))
        self._exact.setPlainText(json.dumps(json.loads(text), indent=1, ensure_ascii=False) if text else "")

    def _show_oddities(self) -> None:
        self._oddities = self._sync.oddities()
        self._odd_rows.show_rows([(moment(odd.at_ms), *oddity_words(odd)) for odd in self._oddities])
        self._seen_to.setEnabled(bool(self._oddities))
        if self._oddities:
            self._odd_table.selectRow(0)

    def _resolve(self) -> None:
        place = self._odd_table.currentIndex().row()
        if 0 <= place < len(self._oddities):
            self._sync.resolve(self._oddities[place].id)

    def _ask_code(self) -> None:
        address = self._address.text().strip().rstrip("/")
        if not address.startswith(("https://", "http://127.", "http://localhost")):
            self._address.bad()
            self._joined.setText(tr("The address of a portal begins with https://"))
            return
        profile = self._till.profile
        self._joined.setText(tr("Asking {address} …", address=address))
        self._sync.join(address, profile.name, profile.till_name or profile.till_code, profile.till_code)

    def _stop_sending(self) -> None:
        self._sync.leave()
        self._joined.setText(tr("Nothing is sent any more. The journal stays here, whole."))

    def _change_consent(self) -> None:
        syncing.set_statistics_consent(
            self._till.shop, statistics=self._consent.isChecked(), cashier=self._till.cashier_id
        )
        self._sync.wake()


def _card(first: QWidget, second: QWidget, third: QWidget) -> QWidget:
    made = card()
    box = column(first, second, third, gap=2)
    box.setContentsMargins(14, 10, 14, 10)
    made.setLayout(box)
    return made
