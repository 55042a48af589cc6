"""The scenes of the market day, in the order a day has them."""

from __future__ import annotations

import time as real_time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from pos.app import goods_scenes as goods
from pos.app import order_scenes as orders
from pos.app.demo import tell_sign_ins
from pos.app.demo_shop import opening_counts
from pos.domain.quantity import ONE
from pos.domain.stock import Movement
from pos.services import cataloguing, closing_day, searching
from pos.services.syncing import ASKING
from pos.ui.screens.guide import Guide

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.app.market_day import MarketDay

CTRL = Qt.KeyboardModifier.ControlModifier


def play_scenes(day: MarketDay) -> None:
    """Play the whole day."""
    open_the_day(day)
    codes = [
        found.product.barcodes[0]
        for key in ("bread", "fresh", "grocery", "drinks")
        for found in searching.of_category(day.shop, key)
        if found.product.barcodes and found.product.price_minor is not None and found.product.unit == "piece"
    ]
    join_the_portal(day)
    specials: dict[int, Callable[[MarketDay], None]] = {
        3: discounted_sale,
        6: weighed_sale,
        9: sale_part_in_lemans,
        13: sale_in_euros,
        17: parked_sale,
        21: unknown_code,
        26: sale_with_deposit,
        31: out_of_paper,
        37: sale_by_search,
        43: sale_with_odd_notes,
        48: look_at_menu_and_help,
        11: goods.delivery,
        15: goods_come_in,
        19: goods.count_begins,
        20: goods.count_ends,
        28: goods.look_at_articles,
        35: goods.tickets_sold,
        58: goods.at_the_door,
        33: goods_come_in,
        46: goods_come_in,
        55: goods_come_in,
        24: portal_out_of_reach,
        40: portal_is_back,
        42: orders.placed,
        44: orders.picked,
        51: orders.collected,
    }
    number = 0
    while len(day.sales) < day.tickets:
        number += 1
        day.pass_time(day.chance.uniform(4, 12))
        special = specials.get(number)
        if special is not None:
            special(day)
        else:
            ordinary_sale(day, codes)
    refund_a_line(day)
    close_the_day(day)
    look_at_settings_and_guide(day)


def open_the_day(day: MarketDay) -> None:
    """Count the float and open."""
    day.shoot("01-before-opening")
    day.counter.open_page("day")
    day.settle()
    day.count(opening_counts())
    day.shoot("02-day-opening")
    day.touch("open-day")
    day.key(Qt.Key.Key_Escape)
    day.shoot("03-sale-empty")


def join_the_portal(day: MarketDay) -> None:
    """Ask for a code on the portal's page; the chamber approves it."""
    sync = day.counter.sync
    if sync is None or day.portal is None:
        return
    day.counter.open_page("portal")
    day.find("portal-address").setFocus()
    day.type(day.portal.address)
    day.touch("portal-join")
    until = real_time.monotonic() + 10
    while sync.state().state != ASKING and real_time.monotonic() < until:
        QTest.qWait(20)
    day.shoot("40-portal-code")
    day.portal.approve(sync.state().code, "Le Grain des Grottes")
    tell_sign_ins(day.portal)
    day.wait_for_portal()
    day.shoot("41-portal-joined")
    day.key(Qt.Key.Key_Escape)


def portal_out_of_reach(day: MarketDay) -> None:
    """The network goes; nobody at the counter notices but for the light."""
    if day.portal is not None:
        day.portal.unplug()
    goods_come_in(day)


def portal_is_back(day: MarketDay) -> None:
    """Look at what waits, then the network comes back and everything leaves by itself."""
    if day.portal is None or day.counter.sync is None:
        return
    day.counter.sync.wake()
    QTest.qWait(300)
    day.counter.open_page("portal")
    day.key(Qt.Key.Key_1, CTRL)
    day.shoot("42-portal-out-of-reach")
    day.portal.plug_in()
    day.wait_for_portal()
    day.shoot("43-portal-up-to-date")
    day.key(Qt.Key.Key_Escape)


def goods_come_in(day: MarketDay) -> None:
    """The baker and the market gardener fill the shelves again, so that nothing is sold below zero."""
    moves = [
        Movement(found.product.id, 30 * ONE)
        for key in ("bread", "fresh", "grocery", "drinks", "bulk", "vegetables")
        for found in searching.of_category(day.shop, key)
        if found.product.stocked and (found.stock_milli or 0) < 12 * ONE
    ]
    if moves:
        cataloguing.receive_stock(day.shop, moves)


def ordinary_sale(day: MarketDay, codes: list[str]) -> None:
    """Scan one to four articles, pay the way people do."""
    for code in day.chance.choices(codes, k=day.chance.choice((1, 1, 2, 3, 4))):
        day.scan(code)
    if day.chance.random() < 0.3:
        day.touch_tile(day.chance.choice((0, 1, 3, 18)))
    pay(day, day.chance.choices(("exact", "note", "card", "twint"), (30, 25, 25, 20))[0])


def pay(day: MarketDay, how: str) -> None:
    """Take the payment: exact cash, a note, card or TWINT."""
    day.key(Qt.Key.Key_Return)
    if how == "note":
        # Some totals have fewer likely notes than three.
        day.touch("give-2" if day.shows("give-2") else "give-1")
    elif how in ("card", "twint"):
        day.type(how[0])
        day.key(Qt.Key.Key_Return)
    else:
        day.key(Qt.Key.Key_Return)


def discounted_sale(day: MarketDay) -> None:
    """A line with a short date at 10 % less, the basket with an amount off."""
    for place in (0, 11, 10):
        day.touch_tile(place)
    day.key(Qt.Key.Key_F5)
    day.type("10% date courte")
    day.key(Qt.Key.Key_Return)
    day.key(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    day.type("1.00 bon voisin")
    day.shoot("04-discount-asked")
    day.key(Qt.Key.Key_Return)
    day.shoot("05-sale-with-lines")
    pay(day, "exact")
    day.keep_receipt(day.sales[-1])


def weighed_sale(day: MarketDay) -> None:
    """Lentils by weight: from the scale where there is one, else typed."""
    day.touch_tile(5)
    weigh(day, 485)
    day.shoot("06-weight-asked")
    if day.scale is None:
        day.type("0.485")
    day.key(Qt.Key.Key_Return)
    weigh(day, 0)
    day.touch_tile(1)
    pay(day, "note")
    day.keep_receipt(day.sales[-1])


def weigh(day: MarketDay, grams: int) -> None:
    """Lay a weight on the scale, and see it in the window."""
    if day.scale is not None:
        day.scale.put(grams)
        day.wait_for_weight(grams)


def sale_part_in_lemans(day: MarketDay) -> None:
    """Twenty lémans and the rest in cash: L, 2, Enter."""
    for place in (0, 10, 11, 12, 15):
        day.touch_tile(place)
    day.key(Qt.Key.Key_Return)
    day.shoot("07-payment")
    day.type("l2")
    day.shoot("08-payment-leman")
    day.key(Qt.Key.Key_Return)
    day.shoot("09-change-exact")
    day.keep_receipt(day.sales[-1])


def sale_with_odd_notes(day: MarketDay) -> None:
    """Two notes of 3.14, and a fifty for the rest."""
    for place in (0, 11, 16):
        day.touch_tile(place)
    day.key(Qt.Key.Key_Return)
    day.type("l33")
    day.type("e50")
    day.shoot("10-payment-typed")
    day.key(Qt.Key.Key_Return)
    day.shoot("11-change")
    day.keep_receipt(day.sales[-1])


def sale_in_euros(day: MarketDay) -> None:
    """Thirty euros, change in francs."""
    for place in (11, 16):
        day.touch_tile(place)
    day.key(Qt.Key.Key_Return)
    day.type("u30")
    day.shoot("12-payment-euro")
    day.key(Qt.Key.Key_Return)
    day.keep_receipt(day.sales[-1])


def parked_sale(day: MarketDay) -> None:
    """Somebody forgot the eggs: park, serve another, take it up again."""
    day.touch_tile(0)
    day.touch_tile(3)
    day.key(Qt.Key.Key_F6)
    day.touch_tile(1)
    pay(day, "exact")
    day.pass_time(2)
    day.key(Qt.Key.Key_F6)
    day.shoot("13-parked")
    day.touch("entry-0")
    day.touch_tile(10)
    pay(day, "card")


def unknown_code(day: MarketDay) -> None:
    """An unknown code gives a sentence, and the next scan works."""
    day.touch_tile(1)
    day.scan("7610000000011")
    day.shoot("14-unknown-code")
    day.touch_tile(3)
    pay(day, "twint")


def sale_with_deposit(day: MarketDay) -> None:
    """Two bottles with their deposit, one jar brought back."""
    day.scan("7612345678900")
    day.scan("7612345678900")
    day.touch_tile(18)
    day.shoot("15-deposit")
    pay(day, "exact")
    day.keep_receipt(day.sales[-1])


def sale_by_search(day: MarketDay) -> None:
    """Typed without accents."""
    day.type("oeuf")
    day.shoot("16-search")
    day.key(Qt.Key.Key_Return)
    pay(day, "exact")


def out_of_paper(day: MarketDay) -> None:
    """The roll ends: selling goes on, the receipts wait and come out once."""
    day.wait_for_printer()
    day.printer.paper = False
    day.touch_tile(0)
    pay(day, "exact")
    until = 40
    while not day.window.sale.notice.isVisible() and until:
        QTest.qWait(50)
        until -= 1
    day.touch_tile(1)
    day.shoot("17-out-of-paper")
    pay(day, "exact")
    day.printer.paper = True
    day.counter.devices.check()
    QTest.qWait(300)
    day.wait_for_printer()


def look_at_menu_and_help(day: MarketDay) -> None:
    """Menu, keys, people, X."""
    day.key(Qt.Key.Key_F10)
    day.shoot("18-menu")
    day.key(Qt.Key.Key_F1)
    day.shoot("19-keys")
    day.key(Qt.Key.Key_F9)
    day.shoot("20-people")
    day.key(Qt.Key.Key_Escape)
    day.counter.open_page("day")
    day.key(Qt.Key.Key_3, CTRL)
    day.shoot("21-day-x")
    day.key(Qt.Key.Key_2, CTRL)
    day.shoot("22-day-cash")
    day.key(Qt.Key.Key_Escape)
    day.touch_tile(0)
    pay(day, "card")


def refund_a_line(day: MarketDay) -> None:
    """A customer brings an article back."""
    paid = next(sale for sale in day.sales if len(sale.tenders) > 1)
    day.pass_time(3)
    day.counter.open_page("sales")
    day.scan(paid.receipt)
    day.shoot("23-sales")
    day.touch("refund-0-more")
    day.shoot("24-refund")
    day.key(Qt.Key.Key_Return, CTRL)
    day.key(Qt.Key.Key_Escape)


def close_the_day(day: MarketDay) -> None:
    """Count blind, with five francs missing, say why, and print the Z."""
    day.pass_time(20)
    day.counter.open_page("day")
    day.key(Qt.Key.Key_4, CTRL)
    report = closing_day.read_x(day.shop)
    counted = {}
    for code, pieces in PIECES.items():
        left = report.expected(code) - (500 if code == "CHF" else 0)
        counted[code] = fewest_pieces(left, pieces)
    day.count(counted)
    day.shoot("25-count-blind")
    day.key(Qt.Key.Key_Return, CTRL)
    day.shoot("26-count-handed-in")
    day.touch("reason-1")
    day.shoot("27-difference-explained")
    day.key(Qt.Key.Key_Return, CTRL)
    day.wait_for_printer()
    day.key(Qt.Key.Key_Escape)
    day.shoot("28-after-closing")


def fill_guide(guide: Guide, number: int) -> None:
    """Answer a question of the guide."""
    if number == 1:
        QTest.keyClicks(guide.shop.findChildren(QLineEdit, "shop-name-field")[0], "Le Grain des Grottes")
    elif number == 5:
        QTest.keyClicks(guide.team.findChildren(QLineEdit, "person-1")[0], "Nadia")


PIECES = {
    "CHF": (10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5),
    "EUR": (2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "LEM": (2000, 1000, 500, 314, 100),
}


def fewest_pieces(minor: int, pieces: tuple[int, ...]) -> dict[int, int]:
    """Give the notes and coins that make an amount; two notes of 3.14 first where only they fit."""
    counted: dict[int, int] = {}
    while 314 in pieces and minor % 100:
        counted[314] = counted.get(314, 0) + 1
        minor -= 314
    for piece in pieces:
        if piece != 314:
            number, minor = divmod(minor, piece)
            counted[piece] = number
    return counted


def look_at_settings_and_guide(day: MarketDay) -> None:
    """The settings and the five questions of the first start."""
    day.counter.open_page("settings")
    day.settle()
    for number in range(1, 7):
        day.key(getattr(Qt.Key, f"Key_{number}"), CTRL)
        day.shoot(f"30-settings-{number}")
    day.key(Qt.Key.Key_Escape)
    guide = Guide(day.clock.now().date().isoformat())
    guide.resize(day.window.size())
    guide.show()
    for number in range(1, 6):
        day.settle()
        day.shoot(f"31-guide-{number}", guide)
        fill_guide(guide, number)
        guide.go_on()
    guide.close()
