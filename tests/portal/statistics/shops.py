"""A network of shops that share, whose months come out: what the statistics are tested with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain import facts
from pos.domain.product import Category, Product
from sync.portal.members import profile
from sync.portal.storage import tables
from sync.portal.storage.engine import insert_new, put
from tests.portal.ledger.takings import STAMP, Rung, Shop, named, refund, ticket

if TYPE_CHECKING:
    from sync.portal.gathered import Portal
    from sync.portal.statistics.month import Month
    from tests.portal.ledger.network import Calendar


class Sharing:
    """Shops by name, and the calendar of their portal."""

    def __init__(self, portal: Portal, calendar: Calendar) -> None:
        self.portal, self.calendar = portal, calendar
        self.shops: dict[str, Shop] = {}
        self._number = 0

    def add(self, name: str, sector: str = "", commune: str = "", *, shares: bool = True) -> Shop:
        """Let a shop join, with one till."""
        shop = Shop(self.portal, name)
        self.shops[name] = shop
        said = profile.PublicProfile(sector=sector, commune=commune)
        with self.portal.database.write() as connection:
            row = {"member": shop.id, "body": msgspec.json.encode(said), "changed_ms": 0}
            put(connection, tables.member_profile, [row])
            till = named("till", name)
            made = {"id": till, "member": shop.id, "name": "Caisse 1", "code": "C1",
                    "created_ms": self.calendar.ms, "last_seen_ms": self.calendar.ms}  # fmt: skip
            insert_new(connection, tables.till, [made])
            key = {"pubkey": 2 * till, "till": till, "member": shop.id, "enrolled_ms": 0, "revoked": False}
            insert_new(connection, tables.till_key, [key])
        if shares:
            self.share(name, on=True)
        return shop

    def share(self, name: str, *, on: bool) -> None:
        """Turn a shop's switch."""
        self.portal.sharing.turn(self.shops[name].id, on=on)

    def sell(
        self, name: str, day: str, minor: int, category: str = "grocery", *, lem_minor: int = 0
    ) -> facts.SaleCompleted:
        """Sell something; the day may be long past when it arrives."""
        self._number += 1
        sale = ticket(f"{name}{self._number}", [Rung(minor)], day, lem_minor=lem_minor)
        self.shops[name].arrive(sale)
        return sale

    def give_back(self, name: str, of: facts.SaleCompleted, minor: int, day: str) -> None:
        """Take back some of it."""
        self._number += 1
        self.shops[name].arrive(refund(f"{name}{self._number}", of, {0: minor}, day))

    def out(self, day: str) -> list[Month]:
        """Turn the calendar and bring out what is due."""
        self.calendar.turn(day)
        return self.portal.statistics.publish_due()


def article(name: str, **traits: object) -> facts.ProductChanged:
    """Give the fact that a shop has an article; its id is the name."""
    made = msgspec.convert({"id": named("product", name), "name": name, "price_minor": 100} | traits, Product)
    return facts.ProductChanged(id=named("change", name), at=STAMP, product=made, base=0, valid_from="2026-01-01")


def category(key: str, name: str) -> facts.CategoryChanged:
    """Give the fact that a shop has a category."""
    return facts.CategoryChanged(id=named("category", key, name), at=STAMP, category=Category(key, name, 1, "clay"))
