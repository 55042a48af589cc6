"""Amounts, quantities and times as the screen writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.money import format_amount
from pos.domain.quantity import ONE, format_quantity, shown_unit
from pos.domain.tender import CARD, CASH, CASH_EUR, NOTES_LEM, TWINT
from pos.domain.weighing import ScaleState, format_kilograms
from pos.ui.widgets.basket_view import ShownLine
from pos.ui.widgets.tiles import Tile
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pos.domain.basket import Basket, BasketLine
    from pos.domain.weighing import Reading
    from pos.shopfile.search import Found

BASKET_DISCOUNT = "basket-discount"
"""Id of the row that shows the discount on the whole basket."""
LOW_STOCK_MILLI = 4 * ONE
UNIT_SHORT = {"kg": "/kg", "100g": "/100 g", "l": "/l", "m": "/m", "hour": "/h"}
ICON_OF = {CASH: "cash", CASH_EUR: "swap", CARD: "card", TWINT: "phone", NOTES_LEM: "lem"}


def money(minor: int) -> str:
    """Write an amount for the screen."""
    return format_amount(minor, screen=True)


def sums(minor_by_currency: Mapping[str, int]) -> str:
    """Write several amounts of different currencies in a row."""
    return "   ".join(f"{money(minor)} {currency}" for currency, minor in minor_by_currency.items())


def tender_name(code: str) -> str:
    """Name a means of payment."""
    names = {
        CASH: tr("Cash"),
        CASH_EUR: tr("Cash in euros"),
        CARD: tr("Card"),
        TWINT: tr("TWINT"),
        NOTES_LEM: tr("Léman notes"),
    }
    return names.get(code, code)


def mean_name(code: str) -> str:
    """Name a means of payment in one word, for its tile."""
    return {CASH_EUR: tr("Euros"), NOTES_LEM: tr("Léman")}.get(code) or tender_name(code)


def unit_name(unit: str) -> str:
    """Name a unit of sale in full."""
    names = {
        "kg": tr("kilograms"), "100g": tr("grams"), "l": tr("litres"), "m": tr("metres"), "hour": tr("hours"),
    }  # fmt: skip
    return names.get(unit, tr("pieces"))


def scale_words(reading: Reading) -> tuple[str, str]:
    """Give the shape and the words of the scale's state."""
    match reading.state:
        case ScaleState.STABLE:
            return "ok", tr("Scale {weight} kg", weight=format_kilograms(reading.grams))
        case ScaleState.MOTION:
            return "low", tr("Scale moving")
        case ScaleState.UNDER_ZERO:
            return "bad", tr("Scale under zero")
        case ScaleState.OVER_CAPACITY:
            return "bad", tr("Scale: too heavy")
        case ScaleState.SILENT:
            return "bad", tr("Scale does not answer")
    return "off", tr("No scale")


def time_of(at: str) -> str:
    """Give the time of day of an ISO moment."""
    return at[11:16]


def date_of(at: str) -> str:
    """Give the date of an ISO moment or day as it is written here."""
    return f"{at[8:10]}.{at[5:7]}.{at[:4]}"


def tile_of(found: Found, tone: str) -> Tile:
    """Make an article's tile."""
    product = found.product
    price = money(product.price_minor) if product.price_minor is not None else tr("free price")
    stock, words = _stock(found)
    return Tile(
        found, product.name, price, UNIT_SHORT.get(product.unit, "") if product.price_minor is not None else "",
        product.plu, product.icon, tone, stock, words,
    )  # fmt: skip


def _stock(found: Found) -> tuple[str, str]:
    product = found.product
    if product.weighed:
        by = {"l": tr("by the litre"), "m": tr("by the metre")}
        return "none", by.get(product.unit, tr("weighed"))
    if product.vat_code == "D" or product.kind == "deposit":
        return "none", tr("deposit")
    if found.stock_milli is None or not product.stocked:
        return "none", ""
    count = format_quantity(found.stock_milli, screen=True)
    if found.stock_milli <= 0:
        return "out", tr("sold out") if found.stock_milli == 0 else count
    if found.stock_milli <= LOW_STOCK_MILLI:
        return "low", tr("{n} left", n=count)
    return "ok", count


def shown_lines(basket: Basket) -> list[ShownLine]:
    """Give the lines of a basket as the account shows them; the right column adds up to the total."""
    made = [_shown(line, basket) for line in basket.lines]
    if basket.discount is not None and basket.discount_minor:
        made.append(
            ShownLine(
                BASKET_DISCOUNT,
                "",
                "",
                discount_text(basket.discount.percent_bp, basket.discount.reason),
                "",
                money(-basket.discount_minor),
            )
        )
    return made


def discount_text(percent_bp: int | None, reason: str) -> str:
    """Say a discount: «Discount 10 %, short date»."""
    text = tr("Discount")
    if percent_bp is not None:
        text += " " + f"{percent_bp / 100:g} %"
    return f"{text}, {reason}" if reason else text


def quantity_text(milli: int, unit: str) -> tuple[str, str]:
    """Give a quantity and the sign or unit beside it."""
    return format_quantity(milli, unit, screen=True), shown_unit(unit) or "×"


def _shown(line: BasketLine, basket: Basket) -> ShownLine:
    packs = line.per_milli != ONE
    counted = line.quantity_milli * ONE // line.per_milli if packs else line.quantity_milli
    quantity, unit = quantity_text(counted, line.unit)
    plain = line.quantity_milli == ONE and line.unit == "piece"
    price = "" if plain else money(line.unit_price_minor)
    suffix = " " + UNIT_SHORT[line.unit] if price and line.unit in UNIT_SHORT else ""
    whole = line.unit == "piece" and counted % ONE == 0
    return ShownLine(
        line.id,
        quantity,
        " " + unit,
        f"{line.name}, {line.pack}" if line.pack else line.name,
        price + suffix,
        money(line.gross_minor),
        tuple(_subs(line, basket)),
        counted // ONE if whole else None,
        line.eat_in if line.vat_eat_in not in ("", line.vat_code) else None,
    )


def _subs(line: BasketLine, basket: Basket) -> Iterator[tuple[str, str]]:
    """Give what stands below a line; its amounts add up in the column."""
    if line.per_milli != ONE:
        yield tr("{n} pieces", n=format_quantity(line.quantity_milli, screen=True)), ""
    if line.tare_milli:
        yield tr("net weight, tare {tare} kg", tare=format_kilograms(line.tare_milli)), ""
    if line.label_minor is not None:
        yield tr("price on the label"), ""
    if line.list_price_minor is not None and line.list_price_minor != line.unit_price_minor:
        price = money(line.list_price_minor)
        if line.member:
            yield tr("member price, instead of {price}", price=price), ""
        else:
            yield tr("instead of {price}", price=price), ""
    if line.taxed_otherwise:
        yield tr("eaten here"), ""
    elif basket.eat_in and not line.eat_in and line.vat_eat_in:
        yield tr("taken away"), ""
    if line.discount is not None:
        yield discount_text(line.discount.percent_bp, line.discount.reason), money(-line.discount_minor)
    if line.deposit_id:
        each = f"{line.deposit_name} {format_quantity(line.quantity_milli)} × {money(line.deposit_price_minor)}"
        yield each, money(line.deposit_minor)
