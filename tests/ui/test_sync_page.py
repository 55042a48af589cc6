"""The portal's page says in words how things stand, shows exactly what is sent, and asks the agent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit

from pos.services import syncing
from pos.services.syncing import Oddity, SyncState
from pos.ui.screens.sync_page import JOINING, ODD, SENDING, SyncPage
from pos.ui.sync_words import dot_of, oddity_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from pos.services.till import Till


class StillAgent:
    """An agent that only remembers what it was asked."""

    def __init__(self) -> None:
        self.now = SyncState()
        self.asked: list[tuple[str, ...]] = []
        self.odd: list[Oddity] = []

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""

    def wake(self) -> None:
        self.asked.append(("wake",))

    def state(self) -> SyncState:
        return self.now

    def join(self, address: str, shop_name: str, till_name: str, till_code: str) -> None:
        self.asked.append(("join", address, shop_name, till_name, till_code))

    def leave(self) -> None:
        self.asked.append(("leave",))

    def oddities(self) -> list[Oddity]:
        return self.odd

    def resolve(self, oddity: int) -> None:
        self.asked.append(("resolve", str(oddity)))


@pytest.fixture
def agent() -> StillAgent:
    return StillAgent()


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, till: Till, agent: StillAgent) -> SyncPage:
    del dressed
    made = SyncPage(till, agent)
    made.resize(1366, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.enter()
    return made


def press(page: SyncPage, name: str) -> None:
    page.findChildren(QAbstractButton, name)[0].click()


def said(page: SyncPage) -> str:
    return "\n".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def test_a_till_that_is_not_joined_is_asked_for_an_address(page: SyncPage, agent: StillAgent) -> None:
    assert page.current_tab() == JOINING
    press(page, "portal-join")
    assert agent.asked == []
    assert "https://" in said(page)
    field = page.findChildren(QLineEdit, "portal-address")[0]
    field.clear()
    QTest.keyClicks(field, "https://portail.example.org/")
    press(page, "portal-join")
    assert agent.asked[0][:2] == ("join", "https://portail.example.org")


def test_the_code_is_shown_in_two_halves_with_a_qr_code(page: SyncPage) -> None:
    page.show_state(
        SyncState(
            state=syncing.ASKING, code="BCDFGHJK", code_address="https://p.example/caisse", address="https://p",
            fingerprint="A1B2 C3D4 E5F6 0718",
        )
    )  # fmt: skip
    assert "BCDF GHJK" in said(page)
    assert "A1B2 C3D4 E5F6 0718" in said(page)
    assert page.findChildren(QLabel, "portal-code-qr")[0].isVisible()


def test_what_waits_is_listed_and_shown_to_the_letter(page: SyncPage, till: Till) -> None:
    page.choose_tab(SENDING)
    page.show_state(SyncState(state=syncing.OFFLINE, waiting=3, waiting_sales=2, next_try_s=41, address="https://p"))
    assert "2 sales are on this disk only" in said(page)
    shown = json.loads(page.findChildren(QPlainTextEdit, "sync-exact")[0].toPlainText())
    first = syncing.outgoing(till.shop)[0]
    assert shown == json.loads(syncing.exact_text(till.shop, first.inc, first.seq))
    press(page, "sync-retry")


def test_an_oddity_is_told_in_words_and_seen_to(page: SyncPage, agent: StillAgent) -> None:
    agent.odd = [Oddity(7, "conflict", 0, {"name": "Pain", "field": "price_minor", "kept": 470, "lost": 450})]
    page.choose_tab(ODD)
    press(page, "sync-resolve")
    assert agent.asked == [("resolve", "7")]
    assert "Pain" in oddity_words(agent.odd[0])[0]


def test_consent_is_an_entry(page: SyncPage, till: Till) -> None:
    press(page, "statistics-consent")
    assert syncing.statistics_consent(till.shop)
    press(page, "statistics-consent")
    assert not syncing.statistics_consent(till.shop)


@pytest.mark.parametrize("state", ["off", "asking", "sending", "current", "offline", "refused", "alarm"])
def test_every_state_has_its_light(state: str) -> None:
    assert dot_of(SyncState(state=state)) in {"ok", "low", "off", "bad"}
