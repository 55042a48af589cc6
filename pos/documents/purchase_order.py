"""A purchase order as it is sent to a supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.documents.blocks import Block, Cols, Document, Feed, Row, Rule, Text
from pos.documents.receipt import heading
from pos.documents.wordings import RULE, day
from pos.domain.money import format_amount
from pos.domain.quantity import format_quantity, line_amount
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.domain.product import Product
    from pos.domain.purchase import OrderedLine, PurchaseOrder
    from pos.domain.shop import ShopProfile

WIDTHS, ALIGNS = (0, 16, 14, 12, 12), "lllrr"


def order_document(order: PurchaseOrder, lines: Sequence[tuple[OrderedLine, Product]], shop: ShopProfile) -> Document:
    """Make the paper of an order: who orders what of whom, until when."""
    title = tr("Order {number}", number=order.number)
    blocks: list[Block] = [*heading(shop), Feed(), Text(title, bold=True, size=2), Text(order.supplier, bold=True)]
    if order.expected:
        blocks.append(Row(tr("Wanted by"), day(order.expected)))
    heads = (tr("Article"), tr("Your reference"), tr("Code"), tr("Quantity"), tr("Cost"))
    blocks += [Feed(), Cols(heads, WIDTHS, ALIGNS, bold=True), Rule(RULE)]
    total, known = 0, True
    for line, product in lines:
        unit = "" if product.unit == "piece" else " " + product.unit
        cost = "" if line.cost_minor is None else format_amount(line.cost_minor)
        code = product.barcodes[0] if product.barcodes else product.plu
        quantity = format_quantity(line.quantity_milli, product.unit) + unit
        blocks.append(Cols((product.name, product.supplier_ref, code, quantity, cost), WIDTHS, ALIGNS))
        known = known and line.cost_minor is not None
        total += line_amount(line.cost_minor or 0, line.quantity_milli)
    blocks.append(Rule(RULE))
    if known and total:
        blocks.append(Row(tr("Total expected, without VAT"), format_amount(total), bold=True))
    if order.note:
        blocks += [Feed(), Text(order.note)]
    return Document(title, tuple(blocks))
