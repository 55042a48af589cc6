"""What is sold: an article, its codes, unit, prices, VAT codes, parts and look."""

from __future__ import annotations

from datetime import date

import msgspec

from pos.domain.barcode import normalise
from pos.domain.errors import UserError
from pos.domain.money import check_limit
from pos.domain.quantity import check_quantity
from pos.domain.ticket import checked_admission

UNITS = ("piece", "kg", "100g", "l", "m", "hour")
"""Units of sale; the price is for one of them."""
VAT_CODES = ("N", "R", "H", "E", "D")
KINDS = ("goods", "service", "deposit", "kit", "ticket")
CONTENT_UNITS = ("g", "kg", "ml", "cl", "l", "m")


class Pack(msgspec.Struct, frozen=True, omit_defaults=True):
    """Several pieces under one code: a case of 6 counts as 6 (`quantity_milli` 6000).

    `price_minor` None: the price of the pieces.
    """

    code: str
    quantity_milli: int
    name: str = ""
    price_minor: int | None = None


class Part(msgspec.Struct, frozen=True):
    """What one kit takes from the shelf of another article, in thousandths."""

    product_id: str
    quantity_milli: int


class DatedPrice(msgspec.Struct, frozen=True, omit_defaults=True):
    """A price from a business day on (ISO date)."""

    valid_from: str
    price_minor: int
    member_price_minor: int | None = None


class Admission(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a ticket article lets in to: `event` numbers it, doors open at `opens_at` (local ISO) for `minutes`."""

    event: int
    event_name: str
    opens_at: str
    minutes: int
    place: str = ""
    ticket_class: int = 0


class Product(msgspec.Struct, frozen=True, omit_defaults=True):
    """One article as the shop keeps it; `price_minor` None means the price is asked at the till."""

    id: str
    name: str
    price_minor: int | None
    vat_code: str = "R"
    unit: str = "piece"
    plu: str = ""
    barcodes: tuple[str, ...] = ()
    category: str = "grocery"
    supplier: str = ""
    supplier_ref: str = ""
    deposit_id: str | None = None
    icon: str = ""
    origin: str = ""
    favourite: int | None = None
    stocked: bool = False
    archived: bool = False
    online: bool = False
    """Shown on the shared portal."""
    kind: str = "goods"
    vat_eat_in: str = ""
    """VAT code when it is consumed on the spot; empty: the same (LTVA art. 25 al. 3)."""
    member_price_minor: int | None = None
    next_prices: tuple[DatedPrice, ...] = ()
    """Prices decided for later, earliest first; the till changes to them when their day opens."""
    floor_minor: int | None = None
    """Least price where the price is free."""
    suggested_minor: tuple[int, ...] = ()
    """Prices offered as buttons where the price is free: solidarity, fair, support."""
    packs: tuple[Pack, ...] = ()
    parts: tuple[Part, ...] = ()
    family: str = ""
    """Name shared by variants of one article; each variant is an article with its own codes and stock."""
    variant: str = ""
    """What tells this variant from the others: «L, blue»."""
    content_milli: int = 0
    """What one piece contains, in thousandths of `content_unit`, for the unit price on labels."""
    content_unit: str = ""
    tare_milli: int = 0
    """Usual container of a weighed article, thousandths of a kilogram."""
    ess_made: bool = False
    local: bool = False
    producer: str = ""
    description: str = ""
    picture: str = ""
    """SHA-256 of the scaled picture in the shop file."""
    reorder_level_milli: int | None = None
    reorder_to_milli: int | None = None
    online_url: str = ""
    """Where the portal sends the visitor; empty: it is sold there."""
    web_quota_milli: int | None = None
    """At most this much is offered on the portal at a time; None: all that is there."""
    admission: Admission | None = None

    @property
    def weighed(self) -> bool:
        """Whether the quantity is asked (sold by weight, volume or length)."""
        return self.unit in ("kg", "100g", "l", "m")

    def vat_code_for(self, *, eat_in: bool) -> str:
        """Give the VAT code of this article taken away, or consumed on the spot."""
        return self.vat_eat_in if eat_in and self.vat_eat_in else self.vat_code

    def pack_of(self, code: str) -> Pack | None:
        """Give the pack that carries a code (in stored form)."""
        return next((pack for pack in self.packs if pack.code == code), None)


class Category(msgspec.Struct, frozen=True):
    """A family of articles; `tone` names its colour in the theme."""

    key: str
    name: str
    rank: int
    tone: str


def checked(product: Product) -> Product:
    """Give the product with its codes in stored form, or say what is wrong with it."""
    name = " ".join(product.name.split())
    if not name:
        raise UserError("An article needs a name.")
    if len(name) > 120:
        raise UserError("The name «{name}…» is too long: at most 120 characters.", name=name[:40])
    _check_choices(product)
    _check_prices(product, name)
    codes = tuple(dict.fromkeys(normalise(code) for code in product.barcodes if code.strip()))
    packs = tuple(msgspec.structs.replace(pack, code=normalise(pack.code)) for pack in product.packs)
    for pack in packs:
        if not pack.code or check_quantity(pack.quantity_milli) <= 0:
            raise UserError("A pack of {name} needs a code and a number of pieces.", name=name)
        if pack.code in codes:
            raise UserError("The code {code} of a pack is also that of one piece.", code=pack.code)
    for part in product.parts:
        if part.product_id == product.id or check_quantity(part.quantity_milli) <= 0:
            raise UserError("A kit is made of other articles, at least one of each.")
    dated = tuple(sorted(product.next_prices, key=lambda price: price.valid_from))
    return msgspec.structs.replace(product, name=name, barcodes=codes, packs=packs, next_prices=dated)


def _check_choices(product: Product) -> None:
    if product.unit not in UNITS:
        raise UserError("«{unit}» is not a unit of sale.", unit=product.unit)
    if product.kind not in KINDS:
        raise UserError("«{kind}» is not a kind of article.", kind=product.kind)
    for code in (product.vat_code, product.vat_eat_in):
        if code not in VAT_CODES and (code or code is product.vat_code):
            raise UserError("«{code}» is not a VAT code of this till.", code=code)
    if product.content_unit and product.content_unit not in CONTENT_UNITS:
        raise UserError("«{unit}» is not a unit of content.", unit=product.content_unit)
    _check_event(product)
    if len(product.description) > 4000:
        raise UserError("The description is too long: at most 4000 characters.")
    if product.online_url and not product.online_url.startswith(("https://", "http://")):
        raise UserError("The address for the portal begins with https://")


def _check_event(product: Product) -> None:
    if product.admission is None:
        if product.kind == "ticket":
            raise UserError("A ticket needs its event: name, day, hour and how long it lets in.")
        return
    if product.kind != "ticket":
        raise UserError("Only an article of the kind «ticket» lets in to an event.")
    checked_admission(product.admission)


def _check_prices(product: Product, name: str) -> None:
    prices = [product.price_minor, product.member_price_minor, product.floor_minor, *product.suggested_minor]
    prices += [price.price_minor for price in product.next_prices]
    prices += [pack.price_minor for pack in product.packs]
    for dated in product.next_prices:
        prices.append(dated.member_price_minor)
        if not _is_day(dated.valid_from):
            raise UserError("«{text}» is not a day. Write it like 24.12.2026.", text=dated.valid_from[:24])
    for price in prices:
        if price is None:
            continue
        check_limit(price)
        if price < 0 and product.vat_code != "D":
            raise UserError("The price of {name} is negative; only returned deposits may be.", name=name)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def priced_on(product: Product, day: str) -> Product:
    """Give the article with the prices decided for a business day (ISO date); the past ones are dropped."""
    due = [price for price in product.next_prices if price.valid_from <= day]
    if not due:
        return product
    last = due[-1]
    return msgspec.structs.replace(
        product,
        price_minor=last.price_minor,
        member_price_minor=last.member_price_minor
        if last.member_price_minor is not None
        else product.member_price_minor,
        next_prices=tuple(price for price in product.next_prices if price.valid_from > day),
    )
