"""Whatever gets lost, comes twice or late: in the end the stock there is right, and each order came exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.domain.product import Product
from pos.domain.quantity import ONE
from sync.portal.catalogue import store as catalogue
from sync.portal.orders import store as orders
from sync.portal.webshops.ledger import SWEEP_MS
from sync.portal.webshops.service import Asked
from tests.connectors.double import FAULTS
from tests.connectors.drupal_double import PASSWORD, USER, DrupalDouble
from tests.connectors.woo_double import KEY, SECRET, WooDouble
from tests.portal.market import GRAINS, HONEY, LENTILS, Market

if TYPE_CHECKING:
    from pathlib import Path

CODES = {HONEY: "101", LENTILS: "102"}
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("visit"), st.lists(st.sampled_from([None, None, *FAULTS]), max_size=8)),
        st.tuples(st.just("move"), st.tuples(st.sampled_from(list(CODES)), st.integers(-3, 6))),
        st.tuples(st.just("buy"), st.tuples(st.sampled_from(list(CODES)), st.integers(1, 3))),
        st.tuples(st.just("cancel"), st.integers(0, 5)),
        st.tuples(st.just("late"), st.none()),
    ),
    max_size=14,
)


class History:
    """A member's till and web shop over some hours."""

    def __init__(self, url: str, kind: str, *, all_articles: bool) -> None:
        self.market = Market(url)
        self.there: Any = WooDouble() if kind == "woocommerce" else DrupalDouble()
        self.bought: list[tuple[Any, str, int]] = []
        self.cancelled: set[int] = set()
        self.there.now = self.market.now_ms // 1000
        for product, code in CODES.items():
            self.market.put(GRAINS, Product(product, code, 100, plu=code, stocked=True), online=True)
            if not all_articles:
                self.there.put(code, 0)
        keys = (KEY, SECRET) if kind == "woocommerce" else (USER, PASSWORD)
        asked = Asked(kind, self.there.url, *keys, {}, writes_articles=all_articles)
        self.market.portal.webshops.connect(GRAINS, asked)

    def close(self) -> None:
        """Stop both."""
        self.there.close()
        self.market.close()

    def do(self, what: str, how: Any) -> None:
        """Take one step."""
        if what == "visit":
            self.there.faults.extend(how)
            self.visit(60_000)
        elif what == "move":
            self.market.receive(GRAINS, {how[0]: how[1] * ONE})
        elif what == "late":
            self.there.let_late_in()
        elif what == "buy":
            self._buy(*how)
        elif how < len(self.bought) and how not in self.cancelled:
            self.cancelled.add(how)
            self.there.now += 1
            self.there.turn(self.bought[how][0], "cancelled" if isinstance(self.there, WooDouble) else "canceled")

    def visit(self, wait_ms: int) -> None:
        """Let time pass and the portal visit."""
        self.market.now_ms += wait_ms
        self.there.now = self.market.now_ms // 1000
        self.market.arrive(GRAINS)
        self.market.portal.webshops.visit_due()

    def settle(self) -> None:
        """Let everything late arrive, and the web shop be visited without troubles for two hours."""
        self.there.faults.clear()
        self.visit(SWEEP_MS)
        self.there.let_late_in()
        for _ in range(3):
            self.visit(SWEEP_MS)

    def levels_there(self) -> dict[str, int]:
        """Give what can be bought there, by code."""
        if isinstance(self.there, WooDouble):
            rows = [(row["sku"], row["stock_quantity"]) for row in self.there.products.values()]
        else:
            rows = [(row["sku"], row["pieces"]) for row in self.there.variations.values()]
        assert len(rows) == len({sku for sku, _ in rows}), "an article is there twice"
        return {sku: pieces for sku, pieces in rows if sku in CODES.values()}

    def levels_here(self) -> dict[str, int]:
        """Give what may be bought, by code: what lies on the shelf and is not held."""
        made = {}
        with self.market.portal.database.read() as connection:
            held = orders.held(connection, GRAINS, list(CODES))
            for product, level in catalogue.levels(connection, GRAINS, list(CODES)).items():
                made[CODES[product]] = max(0, level - held.get(product, 0)) // ONE
        return made

    def open_here(self) -> list[tuple[str, int]]:
        """Give the lines of orders that goods are held for."""
        with self.market.portal.database.read() as connection:
            parts = orders.latest(connection, GRAINS, 100)
        return sorted(
            (line.product, line.quantity_milli // ONE)
            for part in parts
            if part.held == "pending"
            for line in part.lines
        )

    def _buy(self, product: str, pieces: int) -> None:
        if isinstance(self.there, WooDouble):
            found = [row["id"] for row in self.there.products.values() if row["sku"] == CODES[product]]
        else:
            found = [key for key, row in self.there.variations.items() if row["sku"] == CODES[product]]
        # A buyer sees the stock as well: more than there is cannot be bought.
        if found and self.levels_there()[CODES[product]] >= pieces:
            self.there.now += 1
            self.bought.append((self.there.buy({found[0]: pieces}), product, pieces))


@pytest.mark.parametrize("all_articles", [False, True])
@pytest.mark.parametrize("kind", ["woocommerce", "drupal"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_in_the_end_stock_is_right_and_each_order_came_once(
    tmp_path_factory: pytest.TempPathFactory, kind: str, all_articles: bool, steps: list[tuple[str, Any]]
) -> None:
    folder: Path = tmp_path_factory.mktemp("history")
    history = History(f"sqlite:///{folder / 'portal.db'}", kind, all_articles=all_articles)
    try:
        for what, how in steps:
            history.do(what, how)
        history.settle()

        assert history.levels_there() == history.levels_here()
        kept = [each for number, each in enumerate(history.bought) if number not in history.cancelled]
        assert history.open_here() == sorted((product, pieces) for _, product, pieces in kept)
    finally:
        history.close()
