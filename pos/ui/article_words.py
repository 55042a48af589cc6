"""Articles in words: VAT, units, kinds, what is missing, and the texts of a row of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.domain import gaps
from pos.domain.product import UNITS, VAT_CODES
from pos.domain.quantity import format_quantity
from pos.ui.texts import money
from pos.ui.widgets.picking import Option
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pos.domain.product import Category, Product
    from pos.domain.vat import VatRate
    from pos.shopfile.search import Found

_PER = {"kg": "/kg", "100g": "/100 g", "l": "/l", "m": "/m", "hour": "/h"}


class ArticleRow(NamedTuple):
    """What the table shows of an article."""

    code: str
    name: str
    price: str
    vat: str
    stock: str
    portal: str
    tone: str
    short: bool
    """Nothing is left, or less than nothing."""


def vat_rates(day: str, known: Sequence[VatRate]) -> dict[str, str]:
    """Give each VAT code's rate on a day (ISO) as it is written: «8.1»."""
    made = {}
    for rate in known:
        if rate.since <= day and (rate.until is None or day < rate.until):
            made[rate.code] = f"{rate.rate_bp / 100:g}"
    return made


def vat_options(day: str, known: Sequence[VatRate]) -> list[Option]:
    """Give the VAT codes to choose from."""
    rates = vat_rates(day, known)
    words = {
        "R": tr("reduced: food, books"),
        "N": tr("normal"),
        "H": tr("lodging"),
        "E": tr("exempt"),
        "D": tr("outside VAT: deposits, vouchers"),
    }
    return [Option(code, f"{rates.get(code, '')} %" if code not in "ED" else words[code].split(":")[0],
                   second=words[code]) for code in sorted(VAT_CODES, key="RNHED".index)]  # fmt: skip


def unit_options() -> list[Option]:
    """Give the units of sale."""
    words = {
        "piece": tr("piece"),
        "hour": tr("hour"),
        "kg": tr("kilogram"),
        "100g": tr("100 grams"),
        "l": tr("litre"),
        "m": tr("metre"),
    }
    return [Option(unit, words[unit]) for unit in sorted(UNITS, key=list(words).index)]


def kind_words(kind: str) -> str:
    """Name a kind of article."""
    return {
        "goods": tr("goods"),
        "service": tr("service"),
        "deposit": tr("deposit"),
        "kit": tr("kit"),
        "ticket": tr("ticket"),
    }[kind]


def gap_words(missing: Sequence[str]) -> str:
    """Say what an article lacks."""
    words = {
        gaps.PRICE: tr("no price"),
        gaps.VAT: tr("no VAT code"),
        gaps.CODE: tr("no code"),
        gaps.CATEGORY: tr("no category"),
        gaps.STOCK: tr("negative stock"),
        gaps.PORTAL: tr("on the portal without description or picture"),
    }
    return ", ".join(words[name] for name in missing)


def category_options(categories: Sequence[Category]) -> list[Option]:
    """Give the categories with their colours."""
    return [Option(category.key, category.name, category.tone) for category in categories]


def price_text(product: Product) -> str:
    """Write a price with its unit: «5.40 /kg»."""
    if product.price_minor is None:
        return tr("free")
    per = _PER.get(product.unit, "")
    return f"{money(product.price_minor)} {per}".rstrip()


def stock_text(found: Found) -> str:
    """Write what is left, in the unit of sale."""
    product, milli = found.product, found.stock_milli
    if milli is None or not product.stocked:
        return "–"
    unit = "kg" if product.unit == "100g" else product.unit
    if product.weighed:
        return f"{format_quantity(milli, screen=True)} {unit}"
    return format_quantity(milli, screen=True)


def row_of(found: Found, tones: Mapping[str, str], rates: Mapping[str, str]) -> ArticleRow:
    """Give an article's row."""
    product = found.product
    stock = stock_text(found)
    short = product.stocked and found.stock_milli is not None and found.stock_milli <= 0
    if short and found.stock_milli == 0:
        stock += " " + tr("sold out")
    portal = "–" if not product.online else tr("link") if product.online_url else tr("Web")
    vat = rates.get(product.vat_code, "") if product.vat_code not in ("E", "D") else "–"
    name = product.name
    if product.variant and product.variant not in name:
        name += f" · {product.variant}"
    return ArticleRow(
        product.plu or (product.barcodes[0][-6:] if product.barcodes else ""),
        name,
        price_text(product),
        vat,
        stock,
        portal,
        tones.get(product.category, ""),
        short,
    )
