"""What to take from the shelves for online orders, on the receipt printer's paper; and the slip of one order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.documents.blocks import Block, Cut, Document, Feed, Qr, Row, Rule, Text
from pos.documents.wordings import RULE
from pos.domain.money import format_amount
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence


class PickRow(NamedTuple):
    """An article to take: quantity with its unit, name, where it lies, and the codes of its orders."""

    quantity: str
    name: str
    where: str
    codes: str


def pick_list_document(title: str, made_at: str, rows: Sequence[PickRow]) -> Document:
    """Make the list: a box to tick, quantity and name, then where it lies and whom it is for."""
    blocks: list[Block] = [Text(tr("Pick list"), "center", bold=True, size=2), Text(title, "center", bold=True)]
    blocks += [Text(tr("as of {time}", time=made_at), "center"), Rule(RULE)]
    for row in rows:
        blocks.append(Text(f"[ ] {row.quantity} {row.name}", bold=True))
        blocks += [Text("    " + words) for words in (row.where, row.codes) if words]
    if not rows:
        blocks.append(Text(tr("Nothing is to be picked.")))
    blocks += [Rule(RULE), Row(tr("Articles"), str(len(rows))), Cut()]
    return Document(tr("Pick list"), tuple(blocks))


def order_slip(code: str, slot: str, lines: Sequence[tuple[str, str]], total_minor: int) -> Document:
    """Make the slip that lies with the goods of one order: its code large, when it is fetched, what is in the bag."""
    blocks: list[Block] = [Text(code, "center", bold=True, size=2), Text(slot, "center", bold=True), Rule(RULE)]
    blocks += [Row(name, quantity) for quantity, name in lines]
    blocks += [Rule(RULE), Row(tr("To pay, CHF"), format_amount(total_minor), bold=True), Feed(), Qr(code), Cut()]
    return Document(tr("Order {code}", code=code), tuple(blocks))
