"""A till in a process of its own, told what to do line by line: python -m tests.portal.till_child SHOP MACHINE ADDRESS.

The services and the agent are those of the program; only the hands on the screen are missing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from pos.clock import SystemClock
from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.domain.tender import CASH, Given, cash_due
from pos.services import cataloguing, ordering, selling, settings, stocking
from pos.shopfile.shopfile import open_shop
from sync.agent.agent import Agent
from tests.services.counter import PROFILE, opened

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile


class Till:
    """A shop file, its agent, and what a cashier does."""

    def __init__(self, shop: ShopFile, address: str) -> None:
        self.shop, self.address = shop, address
        self.agent = Agent(shop, lambda _state: None, start_within_s=0.0)
        self.article: Product | None = None

    def join(self) -> None:
        """Ask for a code."""
        self.agent.join(self.address, "Le Grain", "Caisse 1", "C1")

    def code(self) -> str:
        """Give the code that the screen shows."""
        return self.agent.state().code

    def state(self) -> str:
        """Give how things stand with the portal."""
        self.agent.wake()
        return self.agent.state().state

    def put(self, name: str, minor: int, pieces: int) -> str:
        """Put an article on the shelf and on line; give its id."""
        article = Product(self.shop.identities.new(), name, minor, online=True, stocked=True)
        self.article = cataloguing.save_product(self.shop, article)
        stocking.count(self.shop, {article.id: pieces * ONE})
        return article.id

    def price(self, minor: int) -> None:
        """Change its price."""
        assert self.article is not None
        self.article = cataloguing.save_product(self.shop, replace(self.article, price_minor=minor))

    def orders(self) -> list[list[str]]:
        """Confirm what is new; give each open order with its state."""
        self.agent.wake()
        ordering.answer_new(self.shop)
        return [[row.order.id, row.state.value] for row in ordering.open_orders(self.shop)]

    def ready(self, order: str) -> None:
        """Say that it can be fetched."""
        ordering.mark_ready(self.shop, order)

    def collect(self, order: str) -> int:
        """Hand it out against cash; give the total."""
        basket = ordering.collect(self.shop, order, selling.new_basket(self.shop))
        due = cash_due(basket.total_minor, (), PROFILE.rules)
        return selling.complete_sale(self.shop, basket, (Given(CASH, due),)).total_minor


def main() -> None:
    """Do what is told until the input ends."""
    shop_path, machine, address = sys.argv[1:4]
    shop = open_shop(Path(shop_path), Path(machine), SystemClock(), create=True, system_keys=False)
    opened(shop)
    assert settings.is_set_up(shop)
    till = Till(shop, address)
    till.agent.start()
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        said: Any = getattr(till, name)(*arguments)
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
    till.agent.stop()


if __name__ == "__main__":
    main()
