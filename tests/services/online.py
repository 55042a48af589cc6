"""Online orders as the portal would tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.online_order import OnlineOrder, OrderedLine, OrderState
from pos.domain.quantity import line_amount
from pos.shopfile import pulled

if TYPE_CHECKING:
    from pos.domain.product import Product
    from pos.shopfile.shopfile import ShopFile

HOUR_MS = 3_600_000


def ordered(
    code: str,
    *goods: tuple[Product, int],
    placed_ms: int = 0,
    pick_ms: int = HOUR_MS,
    state: OrderState = OrderState.REQUESTED,
) -> OnlineOrder:
    """Make an order of articles (thousandths) at their prices now."""
    lines = tuple(
        OrderedLine(
            product.id, product.name, milli, product.price_minor or 0, line_amount(product.price_minor or 0, milli)
        )
        for product, milli in goods
    )
    return OnlineOrder(
        id=f"id-{code}",
        code=code,
        state=state,
        lines=lines,
        total_minor=sum(line.total_minor for line in lines),
        placed_ms=placed_ms,
        pick_from_ms=pick_ms,
        pick_until_ms=pick_ms + 2 * HOUR_MS,
        expires_ms=pick_ms + 24 * HOUR_MS,
        place="Le Grain, Grottes",
    )


def tell(shop: ShopFile, *orders: OnlineOrder, through: dict[str, int] | None = None) -> int:
    """Let the portal tell orders, knowing our entries `through` (all of them when not said)."""
    known = {shop.head.inc.hex(): shop.head.seq} if through is None else through
    return pulled.take_orders(shop, "1.1", orders, known)
