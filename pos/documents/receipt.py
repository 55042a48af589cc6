"""The receipt of a sale or a refund, with what the law asks of it.

LTVA (RS 641.20) art. 26: supplier, place, UID, date, what, how much, rate; art. 27: who is not registered
shows no tax. OTVA art. 57: above CHF 400 the recipient must be named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.documents.blocks import Block, Cols, Cut, Document, Feed, Picture, Qr, Row, Rule, Text
from pos.documents.wordings import RULE, amount, day, day_and_time, percent, pieces_text, tender_name
from pos.domain.money import divide_half_up, format_amount
from pos.domain.quantity import ONE, PER_100_G, format_quantity, shown_unit
from pos.domain.vat import OUTSIDE, VatRegime
from pos.domain.weighing import format_kilograms
from pos.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.domain.sale import AppliedDiscount, Sale, SaleLine
    from pos.domain.shop import ShopProfile
    from pos.domain.tender import TenderTaken
    from pos.domain.vat import VatTotal

LETTERS = {"R": "A", "N": "B", "H": "C", "E": "D"}
"""What stands behind a line's amount and before its rate."""

NAMELESS_LIMIT_MINOR = 40_000
"""Up to CHF 400 a receipt needs no recipient."""

_UID_SUFFIX = {"de": "MWST", "it": "IVA"}
_SCANNED_QR_DOTS = 4


def receipt_document(
    sale: Sale, shop: ShopProfile, *, duplicate: int = 0, cashier: str = "", logo: bytes = b""
) -> Document:
    """Make the receipt; `shop` as it was at the sale, `duplicate` counts the reprints, `cashier` is a name."""
    registered = shop.vat_regime is not VatRegime.NONE
    blocks: list[Block] = [Picture(logo)] if logo else []
    blocks += heading(shop)
    blocks += _banners(sale, duplicate)
    blocks += _identity(sale, shop, cashier)
    blocks.append(Rule(RULE))
    for line in sale.lines:
        blocks += _line(line, lettered=registered)
    blocks.append(Rule(RULE))
    blocks += _settled(sale)
    if registered and sale.vat:
        blocks += [Rule(RULE), *vat_table(sale.vat, lettered=True)]
    if sale.total_minor > NAMELESS_LIMIT_MINOR and not sale.training:
        blocks += _recipient()
    blocks += _end(sale, shop)
    return Document(tr("Receipt {number}", number=sale.receipt), tuple(blocks))


def heading(shop: ShopProfile) -> Iterator[Block]:
    """Give the shop's name, address and number, with the VAT mention only where registered."""
    yield Text(shop.name, "center", bold=True, size=2)
    for line in shop.address:
        yield Text(line, "center")
    if shop.uid:
        mention = "" if shop.vat_regime is VatRegime.NONE else " " + _UID_SUFFIX.get(shop.language[:2], "TVA")
        yield Text(shop.uid + mention, "center")


def vat_table(totals: tuple[VatTotal, ...], *, lettered: bool) -> Iterator[Block]:
    """Give gross, net and tax per rate."""
    widths, aligns = (0, 8, 8, 6), "lrrr"
    yield Cols((tr("VAT"), tr("Gross"), tr("Net"), tr("Tax")), widths, aligns)
    for total in sorted(totals, key=lambda total: (LETTERS.get(total.code, total.code), -total.rate_bp)):
        letter = LETTERS.get(total.code, total.code) + " " if lettered else ""
        figures = (total.gross_minor, total.net_minor, total.tax_minor)
        yield Cols((letter + percent(total.rate_bp), *map(format_amount, figures)), widths, aligns)


def _banners(sale: Sale, duplicate: int) -> Iterator[Block]:
    if sale.training:
        yield from (Feed(), Text(tr("TRAINING - not a receipt"), "center", bold=True, size=2))
    if duplicate:
        yield from (Feed(), Text(tr("DUPLICATE {n}", n=duplicate), "center", bold=True, size=2))
    if sale.is_refund:
        yield from (Feed(), Text(tr("REFUND"), "center", bold=True, size=2))
        yield Text(tr("of receipt {number}", number=sale.refunds_receipt or ""), "center", bold=True)
    if sale.reason:
        yield Text(tr("Reason: {reason}", reason=sale.reason), "center")


def _identity(sale: Sale, shop: ShopProfile, cashier: str) -> Iterator[Block]:
    yield Feed()
    yield Row(tr("Receipt"), sale.receipt)
    yield Row(day_and_time(sale.at), tr("Till {code}", code=shop.till_code))
    if cashier:
        yield Row(tr("Served by"), cashier)
    if sale.buyer is not None:
        yield Row(tr("Buyer"), sale.buyer.name)


def _line(line: SaleLine, *, lettered: bool) -> Iterator[Block]:
    letter = LETTERS.get(line.vat_code, "") if lettered and line.vat_code != OUTSIDE else ""

    def row(label: str, figure: str) -> Block:
        return Cols((label, figure, letter), (0, 4, 1), "lrl") if lettered else Row(label, figure)

    packs = divide_half_up(line.quantity_milli * ONE, line.per_milli)
    counted = line.unit == "piece" and packs % ONE == 0
    name = f"{line.name}, {line.pack}" if line.pack else line.name
    if counted and packs != ONE:
        name = f"{format_quantity(packs)}\u00a0x {name}"
    yield row(name, format_amount(line.gross_minor))
    if detail := _measure(line, packs, counted=counted):
        yield Text("  " + detail)
    for remark in _remarks(line):
        yield Text("  " + remark)
    for discount in line.discounts:
        yield row("  " + _discount(discount), format_amount(-discount.amount_minor))


def _measure(line: SaleLine, packs: int, *, counted: bool) -> str:
    """Say what was measured: net weight, unit price, tare; or how many pieces at how much."""
    price = format_amount(line.unit_price_minor)
    if counted:
        each = "" if abs(packs) == ONE else tr("at {price} each", price=price)
        inside = tr("{n} pieces", n=format_quantity(line.quantity_milli)) if line.per_milli != ONE else ""
        return ", ".join(text for text in (each, inside) if text)
    unit = tr("h") if line.unit == "hour" else shown_unit(line.unit)
    per = " /100\u00a0g" if line.unit == PER_100_G else ""
    text = f"{format_quantity(line.quantity_milli, line.unit)}\u00a0{unit}".rstrip("\u00a0") + f" x {price}{per}"
    if line.tare_milli:
        in_grams = line.unit == PER_100_G
        tare = f"{line.tare_milli}\u00a0g" if in_grams else f"{format_kilograms(line.tare_milli)}\u00a0kg"
        text += " " + tr("(net, tare {weight})", weight=tare)
    return text


def _remarks(line: SaleLine) -> Iterator[str]:
    """Say what explains the price or the rate of a line."""
    if line.labelled:
        yield tr("price on the label")
    if line.list_price_minor is not None and line.list_price_minor != line.unit_price_minor:
        price = format_amount(line.list_price_minor)
        if line.member:
            yield tr("member price, instead of {price}", price=price)
        else:
            yield tr("instead of {price}", price=price)
    if line.eat_in:
        yield tr("eaten here")


def _discount(discount: AppliedDiscount) -> str:
    whole = discount.scope == "basket"
    if discount.percent_bp is None:
        text = tr("Discount on the whole") if whole else tr("Discount")
    else:
        rate = percent(discount.percent_bp).replace(".0", "")
        text = tr("Discount on the whole {rate}", rate=rate) if whole else tr("Discount {rate}", rate=rate)
    return f"{text} ({discount.reason})" if discount.reason else text


def _settled(sale: Sale) -> Iterator[Block]:
    yield Row(tr("TOTAL CHF"), format_amount(sale.total_minor), bold=True, size=2)
    if sale.rounding_minor:
        yield Row(tr("Cash rounding"), amount(sale.rounding_minor, "CHF"))
    for tender in sale.tenders:
        yield from _tender(tender)
    for change in sale.change:
        yield Row(tr("Change"), amount(change.minor, change.currency), bold=True)
        if change.currency != "CHF" and change.pieces:
            yield Text("  " + pieces_text(change.pieces))


def _tender(tender: TenderTaken) -> Iterator[Block]:
    yield Row(tender_name(tender.code), amount(tender.minor, tender.currency))
    if tender.notes:
        yield Text("  " + pieces_text(tender.notes))
    if tender.rate is not None:
        dated = tr("at {rate} on {day}", rate=tender.rate, day=day(tender.rate_on or ""))
        label = dated if tender.rate_on else tr("at {rate}", rate=tender.rate)
        yield Row("  " + label, amount(tender.value_minor, "CHF"))
    if tender.reference:
        yield Text("  " + tr("Reference {text}", text=tender.reference))


def _recipient() -> Iterator[Block]:
    yield Rule(RULE)
    yield Text(tr("Recipient (name and address):"))
    for _ in range(3):
        yield from (Feed(), Rule("_"))


def _end(sale: Sale, shop: ShopProfile) -> Iterator[Block]:
    yield Feed()
    for line in shop.footer.splitlines():
        yield Text(line, "center")
    if sale.training:
        yield Text(tr("TRAINING - not a receipt"), "center", bold=True, size=2)
    else:
        yield Qr(sale.receipt, _SCANNED_QR_DOTS)
        yield Text(sale.receipt, "center")
        yield Text(tr("Bring it to return an article."), "center")
    yield Cut()
