"""Ring up articles, take the payment, journal the sale: all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain import facts
from pos.domain.basket import Basket, ring
from pos.domain.basket_line import check_floor
from pos.domain.errors import UserError
from pos.domain.money import divide_half_up
from pos.domain.quantity import ONE
from pos.domain.sale import Sale, vat_of
from pos.domain.tender import settle
from pos.services import ordering, ticketing
from pos.services.settings import Preferences
from pos.shopfile import local, reading, search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.domain.currency import ChangePolicy
    from pos.domain.product import Pack, Product
    from pos.domain.shop import ShopProfile
    from pos.domain.tender import Given, Settlement
    from pos.shopfile.journal import Journal
    from pos.shopfile.shopfile import ShopFile


def new_basket(shop: ShopFile) -> Basket:
    """Start an empty basket."""
    return Basket(shop.identities.new())


def ring_up(
    shop: ShopFile,
    basket: Basket,
    product: Product,
    quantity_milli: int = ONE,
    price_minor: int | None = None,
    *,
    pack: Pack | None = None,
    tare_grams: int = 0,
    label_minor: int | None = None,
    lot: str = "",
) -> Basket:
    """Add an article at its price, or at the price entered where the article has none.

    `pack` is sold as `quantity_milli` of packs: its pieces at their own price, or all of it at the pack's.
    """
    price = product.price_minor if price_minor is None else price_minor
    own_pack = None
    if pack is not None:
        quantity_milli = divide_half_up(quantity_milli * pack.quantity_milli, ONE)
        if pack.price_minor is not None:
            price, own_pack = pack.price_minor, pack
    if price is None:
        raise UserError("{name} has no fixed price: enter it.", name=product.name)
    if price < 0 and product.vat_code != "D":
        raise UserError("A price is not negative. To take an article back, set its quantity to −1.")
    if product.price_minor is None and label_minor is None:
        check_floor(product.name, price, product.floor_minor)
    deposit = None
    if product.deposit_id is not None:
        with shop.read() as connection:
            found = search.by_id(connection, product.deposit_id)
        deposit = found.product if found else None
    line = ring(
        product,
        shop.identities.new(),
        quantity_milli,
        price,
        deposit,
        pack=own_pack,
        tare_grams=tare_grams,
        label_minor=label_minor,
        lot=lot,
    )
    return basket.add(line)


def complete_sale(
    shop: ShopFile,
    basket: Basket,
    given: Sequence[Given],
    *,
    cashier: str = "",
    change_in: ChangePolicy | None = None,
    training: bool = False,
) -> Sale:
    """Journal the sale with its movements and totals; only after this may the drawer open or paper print.

    Raises `UserError` when nothing is in the basket, no session is open or the payment does not settle.
    """
    if not basket.lines:
        raise UserError("The basket is empty: scan or choose an article first.")
    with shop.write() as journal:
        session = reading.open_session(journal.connection)
        if session is None:
            raise UserError("The day is not open yet. Open it with the float, then take the payment.")
        _, profile = reading.profile(journal.connection)
        settlement = settle(basket.total_minor, given, profile.rules, change_in)
        sale = _frozen(shop, journal, basket, settlement, session, profile, cashier, training=training)
        _append(journal, sale)
        ticketing.issue(journal, sale)
        ordering.handed_out(journal, basket, sale)
        local.drop_draft(journal.connection, basket.id)
    return sale


def perpetual(journal: Journal, sale: Sale) -> tuple[int, int]:
    """Give the perpetual totals (sales, refunds) after a ticket, in minor units; training adds nothing."""
    sales, refunds = journal.counter("perpetual_sales"), journal.counter("perpetual_refunds")
    if sale.training:
        return sales, refunds
    return (sales, refunds + sale.total_minor) if sale.is_refund else (sales + sale.total_minor, refunds)


def _append(journal: Journal, sale: Sale) -> None:
    sales, refunds = perpetual(journal, sale)
    journal.append(
        facts.SaleCompleted(
            id=sale.id,
            at=journal.stamp(),
            by=sale.cashier,
            sale=sale,
            perpetual_sales_minor=sales,
            perpetual_refunds_minor=refunds,
        )
    )


def _frozen(
    shop: ShopFile,
    journal: Journal,
    basket: Basket,
    settlement: Settlement,
    session: reading.SessionRow,
    profile: ShopProfile,
    cashier: str,
    *,
    training: bool,
) -> Sale:
    now = shop.clock.now()
    # VAT follows the day of supply (LTVA art. 25), which is the calendar day of the sale.
    lines = basket.sale_lines(now.date().isoformat(), profile.vat_regime, profile.vat_rates)
    return Sale(
        id=journal.new_id(),
        receipt=journal.next_receipt(profile.till_code, training=training),
        at=now.isoformat(timespec="seconds"),
        business_day=session.business_day,
        cashier=cashier,
        lines=lines,
        total_minor=sum(line.total_minor for line in lines),
        vat=() if profile.vat_regime == "none" else vat_of(lines),
        tenders=settlement.tenders,
        change=settlement.change,
        rounding_minor=settlement.rounding_minor,
        session=session.id,
        training=training,
        place=local.setting(journal.connection, "preferences", Preferences, Preferences()).place,
        buyer=basket.buyer,
    )
