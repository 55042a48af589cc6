"""A till that sells and sends until it is killed: python -m tests.portal.selling_child SHOP MACHINE ADDRESS."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from pos.clock import SystemClock
from pos.services import searching
from pos.shopfile.shopfile import open_shop
from sync.agent.courier import Courier
from sync.agent.transport import HttpTransport, UnreachableError
from tests.services.counter import sell


def main() -> None:
    """Sell one, send one batch, for ever; each receipt is told once it is on disk."""
    shop_path, machine, address = sys.argv[1:4]
    shop = open_shop(Path(shop_path), Path(machine), SystemClock(), system_keys=False)
    bread = next(found.product for found in searching.find(shop, "p") if found.product.price_minor)
    courier = Courier(shop, HttpTransport(address))
    while True:
        sale = sell(shop, (bread, 1000))
        sys.stdout.write(sale.receipt + "\n")
        sys.stdout.flush()
        with suppress(UnreachableError):
            if courier.welcome is None:
                courier.connect()
            courier.push()
            courier.pull()


if __name__ == "__main__":
    main()
