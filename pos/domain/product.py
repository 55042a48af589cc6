"""What is sold: an article, its codes, unit, price, VAT code and look."""

from __future__ import annotations

import msgspec

from pos.domain.barcode import normalise
from pos.domain.errors import UserError
from pos.domain.money import check_limit

UNITS = ("piece", "kg", "l", "m", "hour")
VAT_CODES = ("N", "R", "H", "E", "D")


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

    @property
    def weighed(self) -> bool:
        """Whether the quantity is asked (sold by weight, volume or length)."""
        return self.unit in ("kg", "l", "m")


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
    if product.unit not in UNITS:
        raise UserError("«{unit}» is not a unit of sale.", unit=product.unit)
    if product.vat_code not in VAT_CODES:
        raise UserError("«{code}» is not a VAT code of this till.", code=product.vat_code)
    if product.price_minor is not None:
        check_limit(product.price_minor)
        if product.price_minor < 0 and product.vat_code != "D":
            raise UserError("The price of {name} is negative; only returned deposits may be.", name=name)
    codes = tuple(dict.fromkeys(normalise(code) for code in product.barcodes if code.strip()))
    return msgspec.structs.replace(product, name=name, barcodes=codes)
