"""A ball to sell tickets for, in the small shop: two classes, another evening, and one call that sells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain.product import Admission, Product
from pos.services import cataloguing

if TYPE_CHECKING:
    from pos.shopfile.shopfile import ShopFile

BALL, FAIR = 7, 8
PLACE = "Salle communale"


class Ball(NamedTuple):
    """Articles that let in: to the ball in two classes, and to a fair of another day."""

    full: Product
    reduced: Product
    fair: Product


def articles(shop: ShopFile, opens_at: str = "2026-11-23T07:30", minutes: int = 120) -> Ball:
    """Put the tickets on sale."""

    def on_sale(name: str, price_minor: int, admission: Admission) -> Product:
        product = Product(
            shop.identities.new(), name, price_minor, "E", category="services", kind="ticket", admission=admission
        )
        return cataloguing.save_product(shop, product)

    return Ball(
        on_sale("Bal, plein tarif", 2500, Admission(BALL, "Bal de l'Escalade", opens_at, minutes, PLACE, 1)),
        on_sale("Bal, réduit", 1800, Admission(BALL, "Bal de l'Escalade", opens_at, minutes, PLACE, 2)),
        on_sale("Foire", 500, Admission(FAIR, "Foire de printemps", "2027-04-17T09:00", 600, "Plainpalais")),
    )
