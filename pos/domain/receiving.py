"""A goods receipt in progress: scanned, corrected, compared with what was ordered; nothing moves before booking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.domain.errors import UserError
from pos.domain.quantity import ONE, check_quantity
from pos.domain.stock import Movement, ReceivedLine

if TYPE_CHECKING:
    from pos.domain.product import Product
    from pos.domain.purchase import PurchaseOrder


class ComingLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One article of a delivery; `ordered_milli` None: nobody ordered it."""

    product_id: str
    name: str
    received_milli: int = 0
    ordered_milli: int | None = None
    cost_minor: int | None = None
    lot: str = ""
    expires: str = ""
    labels: int = 0

    @property
    def difference_milli(self) -> int | None:
        """What came less what was ordered, None for what nobody ordered."""
        return None if self.ordered_milli is None else self.received_milli - self.ordered_milli


class GoodsReceipt(msgspec.Struct, frozen=True, omit_defaults=True):
    """A delivery being received; immutable, every change gives a new one."""

    supplier: str = ""
    order: str = ""
    order_number: str = ""
    document: str = ""
    lines: tuple[ComingLine, ...] = ()
    key: str = ""
    """What tells it from the other deliveries in progress, empty until something is kept of it."""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was said of it yet."""
        return not (self.supplier or self.order or self.document or self.lines)

    def line(self, product_id: str) -> ComingLine | None:
        """Give an article's line."""
        return next((line for line in self.lines if line.product_id == product_id), None)

    def add(self, product: Product, milli: int) -> GoodsReceipt:
        """Count more of an article in, or less with a negative quantity; never below zero."""
        known = self.line(product.id) or ComingLine(product.id, product.name)
        received = known.received_milli + check_quantity(milli)
        if received < 0:
            raise UserError("{name}: fewer than none cannot come in.", name=product.name)
        return self.put(msgspec.structs.replace(known, received_milli=received))

    def put(self, line: ComingLine) -> GoodsReceipt:
        """Replace an article's line, or add it at the end."""
        check_quantity(line.received_milli)
        if self.line(line.product_id) is None:
            return msgspec.structs.replace(self, lines=(*self.lines, line))
        lines = tuple(line if old.product_id == line.product_id else old for old in self.lines)
        return msgspec.structs.replace(self, lines=lines)

    def against(self, coming: GoodsReceipt) -> GoodsReceipt:
        """Give this delivery against what an order lets expect; what was received so far stays received."""
        made = msgspec.structs.replace(coming, document=self.document, key=self.key)
        for line in self.lines:
            ordered = coming.line(line.product_id)
            made = made.put(
                line if ordered is None else msgspec.structs.replace(line, ordered_milli=ordered.ordered_milli)
            )
        return made

    def booked(self) -> tuple[tuple[Movement, ...], tuple[ReceivedLine, ...]]:
        """Give the movements and lines to journal; refuses a delivery of nothing."""
        came = [line for line in self.lines if line.received_milli]
        if not came:
            raise UserError("Nothing was received yet. Scan the articles, or type how many came.")
        return (
            tuple(Movement(line.product_id, line.received_milli) for line in came),
            tuple(
                ReceivedLine(
                    line.product_id,
                    line.received_milli,
                    line.cost_minor,
                    line.lot.strip()[:40],
                    line.expires,
                    line.ordered_milli,
                )
                for line in came
            ),
        )


def expected(order: PurchaseOrder, names: dict[str, str], came: dict[str, int]) -> GoodsReceipt:
    """Begin a receipt against an order: what is still to come of each article (`came`: so far, thousandths)."""
    lines = tuple(
        ComingLine(
            line.product_id,
            names.get(line.product_id, ""),
            ordered_milli=rest,
            cost_minor=line.cost_minor,
        )
        for line in order.lines
        if (rest := line.quantity_milli - came.get(line.product_id, 0)) > 0
    )
    return GoodsReceipt(order.supplier, order.id, order.number, "", lines)


def pieces_of(product: Product, code: str) -> int:
    """Give how many thousandths a scanned code stands for: those of its pack, or one."""
    pack = product.pack_of(code)
    return ONE if pack is None else pack.quantity_milli
