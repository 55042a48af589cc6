"""What stands on one label, already worded: on the shelf, on the article, on weighed goods, on a container."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from pos.documents.wordings import day
from pos.domain.barcode import is_gtin
from pos.domain.money import divide_half_up, format_amount
from pos.domain.quantity import ONE, format_quantity, line_amount
from pos.domain.unit_price import unit_price
from pos.wording import tr

if TYPE_CHECKING:
    from pos.domain.product import Pack, Product

LabelKind: TypeAlias = Literal["shelf", "article", "weighed", "container"]
CodeKind: TypeAlias = Literal["EAN13", "EAN8", "CODE128"]
ESS_MADE = "ESS Made"
_GTIN = {8: "EAN8", 13: "EAN13"}
_LONGEST = 40
_NO_BREAK = "\u00a0"
_PER = {"100g": "100 g"}


class Label(msgspec.Struct, frozen=True, omit_defaults=True):
    """One label. `figure` is what is read from afar, `figure_label` stands beside it: «CHF», «CHF/kg», «Tare»."""

    kind: LabelKind
    name: str
    figure: str
    figure_label: str = ""
    unit_price: str = ""
    member_price: str = ""
    code: str = ""
    plu: str = ""
    detail: str = ""
    mark: str = ""
    date: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """What weighed goods must say, as pairs: net weight, unit price, packed on, best before."""


def code_kind(code: str) -> CodeKind | None:
    """Give the symbol that carries a code; None when no bar code can."""
    if is_gtin(code) and len(code) in _GTIN:
        return "EAN8" if len(code) == 8 else "EAN13"
    printable = bool(code) and code.isascii() and code.isprintable() and len(code) <= _LONGEST
    return "CODE128" if printable else None


def product_label(product: Product, kind: LabelKind, *, on: str, pack: Pack | None = None, code: str = "") -> Label:
    """Make the label of an article, or of a pack of it, as it is sold on a day (ISO).

    `code` is printed where the article has several; else its first one.
    """
    name, price = product.name, product.price_minor
    if pack is not None:
        pieces = format_quantity(pack.quantity_milli)
        name = f"{name}, {pack.name or tr('{n} pieces', n=pieces)}"
        price = _pack_price(price, pack)
        code = pack.code
    member = product.member_price_minor if pack is None else None
    told = unit_price(_packed(product, pack) if pack is not None else product, price)
    return Label(
        kind=kind,
        name=name,
        figure=tr("free price") if price is None else format_amount(price),
        figure_label="" if price is None else _currency(product),
        unit_price=f"{format_amount(told.minor)} / {told.per}" if told is not None and not told.exempt else "",
        member_price=tr("Members {price}", price=format_amount(member)) if member is not None else "",
        code=code or next(iter(product.barcodes), ""),
        plu=product.plu,
        detail=_detail(product, pack),
        mark=ESS_MADE if product.ess_made else "",
        date=day(on) if kind == "shelf" else "",
    )


def weighed_label(
    product: Product, *, grams: int, total_minor: int, code: str, on: str, best_before: str = ""
) -> Label:
    """Make the label of goods that were weighed and packed on a day (ISO)."""
    facts = [
        (tr("Net weight"), f"{grams / 1000:.3f}{_NO_BREAK}kg"),
        (tr("Unit price"), f"{format_amount(product.price_minor or 0)} {_currency(product)}"),
        (tr("Packed on"), day(on)),
    ]
    if best_before:
        facts.append((tr("Best before"), day(best_before)))
    return Label(
        kind="weighed",
        name=product.name,
        figure=format_amount(total_minor),
        figure_label="CHF",
        code=code,
        plu=product.plu,
        detail=_detail(product, None),
        mark=ESS_MADE if product.ess_made else "",
        facts=tuple(facts),
    )


def container_label(name: str, *, grams: int, code: str) -> Label:
    """Make the sticker of a container that was weighed empty."""
    return Label(kind="container", name=name, figure=f"{grams}{_NO_BREAK}g", figure_label=tr("Tare"), code=code)


def _currency(product: Product) -> str:
    if product.unit == "piece":
        return "CHF"
    return f"CHF/{tr('h') if product.unit == 'hour' else _PER.get(product.unit, product.unit)}"


def _pack_price(price: int | None, pack: Pack) -> int | None:
    if pack.price_minor is not None or price is None:
        return pack.price_minor
    return line_amount(price, pack.quantity_milli)


def _packed(product: Product, pack: Pack) -> Product:
    content = divide_half_up(product.content_milli * pack.quantity_milli, ONE)
    return msgspec.structs.replace(product, content_milli=content)


def _detail(product: Product, pack: Pack | None) -> str:
    content = ""
    if product.content_milli > 0 and product.content_unit and pack is None:
        content = f"{format_quantity(product.content_milli)}{_NO_BREAK}{product.content_unit}"
    place = product.origin or (tr("local") if product.local else "")
    return " · ".join(part for part in (content, product.producer, place) if part)
