"""The scenes of the market day about online orders: two come in, one lacks something, one is handed out."""

from __future__ import annotations

import time as real_time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.app.goods_scenes import CTRL, first_hit
from pos.services import ordering

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.app.market_day import MarketDay

PATIENCE_S, NOTICED_MS = 30.0, 400


def placed(day: MarketDay) -> None:
    """Two visitors of the portal order; the till sees it and keeps the goods, nobody at the counter is held up."""
    if day.portal is None or day.counter.sync is None:
        return
    day.wait_for_portal()
    day.order_codes = [
        day.portal.order(first_hit(day, "jus de pomme"), 2, "Camille"),
        day.portal.order(first_hit(day, "tomme de jussy"), 2, "Idriss"),
    ]
    _until(day, lambda: ordering.to_pick(day.shop) == 2)
    QTest.qWait(NOTICED_MS)
    day.shoot("60-orders-notice")


def picked(day: MarketDay) -> None:
    """The first order is put together; of the second a cheese is missing, and its buyer is told."""
    if not day.order_codes:
        return
    ready, short = day.order_codes
    day.key(Qt.Key.Key_F11)
    day.shoot("61-orders")
    _choose(day, ready)
    day.key(Qt.Key.Key_F4)
    day.shoot("62-order-ready")
    _choose(day, short)
    day.key(Qt.Key.Key_F5)
    day.type("1")
    day.shoot("63-order-missing")
    day.key(Qt.Key.Key_Return, CTRL)
    day.key(Qt.Key.Key_Escape)
    day.wait_for_portal()


def collected(day: MarketDay) -> None:
    """The first buyer says the code: the order becomes a sale like any other."""
    if not day.order_codes:
        return
    from pos.app.market_scenes import pay  # noqa: PLC0415  # those scenes know these

    day.type(day.order_codes[0])
    day.key(Qt.Key.Key_Return)
    day.shoot("64-order-found")
    day.key(Qt.Key.Key_Return, CTRL)
    day.shoot("65-order-in-the-basket")
    pay(day, "exact")
    day.keep_receipt(day.sales[-1])
    day.put_away("orders")
    day.wait_for_portal()


def _choose(day: MarketDay, code: str) -> None:
    day.find("orders-code").setFocus()
    day.type(code)
    day.key(Qt.Key.Key_Return)


def _until(day: MarketDay, holds: Callable[[], bool]) -> None:
    assert day.counter.sync is not None
    until = real_time.monotonic() + PATIENCE_S
    while not holds() and real_time.monotonic() < until:
        day.counter.sync.wake()
        QTest.qWait(200)
    day.settle()
