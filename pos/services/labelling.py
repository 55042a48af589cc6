"""Labels of articles: what they say, own codes, which shelves show an old price, sheets of A4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from pos.documents.label import Label, LabelKind, code_kind, container_label, product_label, weighed_label
from pos.documents.label_formats import sheet_of
from pos.domain.barcode import normalise
from pos.domain.errors import UserError
from pos.domain.label_codes import IN_A_BLOCK, block_of, filled, holds, own_code, pattern_of
from pos.domain.money import divide_half_up
from pos.domain.product import priced_on
from pos.services import cataloguing, searching, settings
from pos.shopfile import labels as kept
from pos.shopfile import local, search
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pos.domain.product import Product
    from pos.shopfile.journal import Journal
    from pos.shopfile.labels import GoodsReceipt
    from pos.shopfile.shopfile import ShopFile

MOST = 2000
"""Labels in one go: 83 sheets of the usual size."""
_CODES = "own-codes"
_LONGEST_TARE_NAME = 60
_PER_KILO = {"kg": 1, "100g": 10}


class Wanted(msgspec.Struct, frozen=True, omit_defaults=True):
    """Labels of one article: how many; the code where it has several; for weighed goods, weight and last good day."""

    product_id: str
    n: int = 1
    code: str = ""
    grams: int = 0
    best_before: str = ""


class LabelChoices(msgspec.Struct, frozen=True, omit_defaults=True):
    """What this machine printed labels with last."""

    kind: LabelKind = "shelf"
    output: Literal["sheet", "labels", "receipts"] = "sheet"
    sheet: str = "3x8"
    roll: str = "57x32"
    dpi: int = 203


def issue_code(shop: ShopFile, product_id: str, *, cashier: str = "") -> str:
    """Give an article the next free code of the shop's own, journalled; the code is at the end of its barcodes."""
    with shop.write() as journal:
        found = search.by_id(journal.connection, product_id)
        if found is None or found.product.archived:
            raise UserError("This article is not in the shop file.")
        code = _next_code(journal, block_of(shop.head.inc))
        coded = msgspec.structs.replace(found.product, barcodes=(*found.product.barcodes, code))
        cataloguing.add_product(shop, journal, coded, base=found.version, cashier=cashier)
    return code


def issue_missing_codes(shop: ShopFile, product_ids: Iterable[str], *, cashier: str = "") -> list[str]:
    """Give a code to each of these articles that needs one and has none; give the codes."""
    with shop.together():
        without = [known.id for known in products(shop, dict.fromkeys(product_ids)) if lacks_code(known)]
        return [issue_code(shop, product_id, cashier=cashier) for product_id in without]


def lacks_code(product: Product) -> bool:
    """Tell whether an article has no code; one that is weighed needs none, its label has one for each weight."""
    return not product.barcodes and not product.weighed and not product.archived


def labels(shop: ShopFile, wanted: Sequence[Wanted], kind: LabelKind, *, day: str = "") -> list[Label]:
    """Make the labels in order, each as often as wanted, with the prices of a day (ISO; today when empty)."""
    if sum(one.n for one in wanted) > MOST:
        raise too_many()
    on = day or shop.clock.now().date().isoformat()
    known = products(shop, [one.product_id for one in wanted])
    made: list[Label] = []
    for one, product in zip(wanted, known, strict=True):
        current = priced_on(product, on)
        label = _weighed(shop, current, one, on) if kind == "weighed" else _label(current, one, kind, on)
        made += [label] * max(one.n, 0)
    return made


def too_many() -> UserError:
    """Say how many labels are printed in one go."""
    return UserError("At most {n} labels are printed in one go. Print them in parts.", n=MOST)


def products(shop: ShopFile, product_ids: Iterable[str]) -> list[Product]:
    """Give articles by their ids, archived or not."""
    with shop.read() as connection:
        found = [search.by_id(connection, product_id) for product_id in product_ids]
    if any(one is None for one in found):
        raise UserError("This article is not in the shop file.")
    return [one.product for one in found if one is not None]


def container_labels(shop: ShopFile, name: str, tare_grams: int, n: int = 1, *, number: int = 1) -> list[Label]:
    """Make stickers for containers that weigh `tare_grams` empty; `number` is written into the code (1 to 99999)."""
    plain = " ".join(name.split())[:_LONGEST_TARE_NAME] or tr("Container")
    code = filled(pattern_of(_patterns(shop), "T"), str(number), tare_grams, plain)
    return [container_label(plain, grams=tare_grams, code=code)] * min(n, MOST)


def from_receipt(shop: ShopFile, receipt_id: str, kind: LabelKind) -> list[Wanted]:
    """Give what a goods receipt needs: one shelf label per article, or an article label for each piece."""
    with shop.read() as connection:
        lines = kept.received(connection, receipt_id)
    counts: dict[str, int] = {}
    for product_id, quantity_milli in lines:
        counts[product_id] = counts.get(product_id, 0) + quantity_milli
    found = {product.id: product for product in products(shop, counts)}
    return [
        Wanted(product_id, 1 if kind == "shelf" or found[product_id].weighed else max(-(-milli // 1000), 1))
        for product_id, milli in counts.items()
        if not found[product_id].archived
    ]


def goods_receipts(shop: ShopFile, limit: int = 20) -> list[GoodsReceipt]:
    """Give the goods receipts that labels can be made for, newest first."""
    with shop.read() as connection:
        return kept.receipts(connection, limit)


def price_changed(shop: ShopFile, limit: int = MOST) -> list[Wanted]:
    """Give the articles whose labels, printed on this machine, show another price than that of now."""
    with shop.read() as connection:
        return [Wanted(product_id) for product_id in kept.outdated(connection, limit)]


def of_category(shop: ShopFile, key: str) -> list[Wanted]:
    """Give the articles of a category."""
    return [Wanted(found.product.id) for found in searching.of_category(shop, key)]


def note_printed(shop: ShopFile, product_ids: Iterable[str], *, day: str = "") -> None:
    """Keep which prices these articles' labels show from now on."""
    on = day or shop.clock.now().date().isoformat()
    known = [priced_on(product, on) for product in products(shop, dict.fromkeys(product_ids))]
    with shop.keep() as connection:
        kept.note_printed(
            connection, [(one.id, kept.ShelfPrice(one.price_minor, one.member_price_minor)) for one in known]
        )


def oddities(made: Sequence[Label]) -> list[str]:
    """Say what a person should look at before printing: no code, a price of zero."""
    distinct = list(dict.fromkeys(made))
    uncoded = sum(code_kind(label.code) is None and "/" not in label.figure_label for label in distinct)
    free = sum(label.figure == "0.00" for label in distinct)
    said = []
    if uncoded:
        said.append(tr("{n} without a bar code", n=uncoded))
    if free:
        said.append(tr("{n} with the price 0.00", n=free))
    return said


def sheet_pdf(
    shop: ShopFile, wanted: Sequence[Wanted], format: str, path: Path, start: int = 1, *, kind: LabelKind = "shelf"
) -> int:
    """Write sheets of a format («3x8», see `label_formats.SHEETS`) as PDF from label `start` on; give their number."""
    from pos.documents.label_picture import sheets_pdf  # noqa: PLC0415  # Qt's painter, when first needed

    pages = sheets_pdf(labels(shop, wanted, kind), sheet_of(format), path, start)
    note_printed(shop, [one.product_id for one in wanted])
    return pages


def _label(product: Product, one: Wanted, kind: LabelKind, on: str) -> Label:
    code = normalise(one.code)
    return product_label(product, kind, on=on, pack=product.pack_of(code) if code else None, code=code)


def _weighed(shop: ShopFile, product: Product, one: Wanted, on: str) -> Label:
    if product.unit not in _PER_KILO or product.price_minor is None:
        raise UserError("{name} is not sold by weight at a fixed price.", name=product.name)
    total = divide_half_up(product.price_minor * one.grams * _PER_KILO[product.unit], 1000)
    # The price on a label is what is paid, even after the price of the article changes.
    priced, weighed = (pattern_of(_patterns(shop), measure) for measure in "PW")
    if (priced and holds(priced, total)) or not weighed:
        code = filled(priced, product.plu, total, product.name)
    else:
        code = filled(weighed, product.plu, one.grams, product.name)
    return weighed_label(product, grams=one.grams, total_minor=total, code=code, on=on, best_before=one.best_before)


def _patterns(shop: ShopFile) -> tuple[str, ...]:
    return settings.profile(shop).code_patterns


def _next_code(journal: Journal, block: int) -> str:
    """Give a code that no article has or ever had on this till."""
    connection, name = journal.connection, f"{_CODES}:{block}"
    last = local.setting(connection, name, int, 0)
    highest = kept.highest_code(connection, own_code(block, 1), own_code(block, IN_A_BLOCK - 1))
    number = max(last, int(highest[7:12]) if highest else 0) + 1
    local.set_setting(connection, name, number)
    return own_code(block, number)
