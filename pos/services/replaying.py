"""Record past sales as if they were rung up: through the same services as the screen, at the file's own times.

One business day is one transaction: opened with an empty drawer, sold, counted as expected, closed. A day that is
interrupted is not in the shop file at all. Every row recorded leaves a mark in the same transaction, so that the
same file replayed again adds nothing, and a corrected one adds what it corrects.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.currency import CURRENCIES, break_down, largest_payable, to_chf
from pos.domain.drawer import checked_count
from pos.domain.errors import UserError
from pos.domain.folding import fold
from pos.domain.money import check_limit, round_cash
from pos.domain.product import Product
from pos.domain.quantity import ONE, line_amount
from pos.domain.tender import CASH, CASH_EUR, NOTES_LEM, Given, Rules, cash_due, euro_due, notes, remaining
from pos.services import cataloguing, closing_day, selling, settings
from pos.services.sales_table import Rejected, SoldRow
from pos.shopfile import local, search
from pos.wording import explain, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pos.clock import SetClock
    from pos.domain.basket import Basket
    from pos.shopfile.shopfile import ShopFile

DAYS_BETWEEN_CHECKPOINTS = 20
_CASH_LAST = {CASH_EUR: 1, CASH: 2}


class Replayed(NamedTuple):
    """What a replay recorded; `known` are rows that an earlier replay had recorded already."""

    receipts: int
    lines: int
    returns: int
    total_minor: int
    known: int
    rejected: list[Rejected]


class _Receipt(NamedTuple):
    key: str
    rows: list[SoldRow]
    marks: list[str]


def replay(
    shop: ShopFile,
    clock: SetClock,
    rows: Sequence[SoldRow],
    prices: Mapping[str, int],
    tell: Callable[[int, int], None] | None = None,
) -> Replayed:
    """Record the rows; `tell` hears how many receipts of how many are done. `clock` is the shop file's own."""
    if closing_day.current_session(shop) is not None:
        raise UserError("The day is open in this shop file. Close it at the till, then replay.")
    receipts = _receipts(rows)
    work = _Replay(shop, clock, prices)
    for count, (_, day) in enumerate(groupby(receipts, key=lambda receipt: receipt.rows[0].at.date()), 1):
        work.record_day(list(day))
        if tell is not None:
            tell(work.done, len(receipts))
        if count % DAYS_BETWEEN_CHECKPOINTS == 0:
            shop.checkpoint()
    return Replayed(work.receipts, work.lines, work.returns, work.total_minor, work.known, sorted(work.rejected))


def _receipts(rows: Sequence[SoldRow]) -> list[_Receipt]:
    """Gather the rows of each receipt, in the order of time; a number used again on another day is another receipt."""
    grouped: dict[tuple[str, str], list[SoldRow]] = {}
    for row in rows:
        grouped.setdefault((row.at.date().isoformat(), row.receipt), []).append(row)
    receipts = []
    for (day, number), own in grouped.items():
        key = hashlib.sha256(f"{day}\n{number}".encode()).hexdigest()[:32]
        receipts.append(_Receipt(key, own, _marks(own)))
    return sorted(receipts, key=lambda receipt: receipt.rows[0].at)


def _marks(rows: Sequence[SoldRow]) -> list[str]:
    """Name each row by what it says; the same row twice in one receipt is two rows."""
    seen: Counter[str] = Counter()
    marks = []
    for row in rows:
        said = "\n".join((row.at.isoformat(), row.item, str(row.quantity_milli), str(row.price_minor), str(row.tender)))
        seen[said] += 1
        marks.append(hashlib.sha256(f"{said}\n{seen[said]}".encode()).hexdigest()[:12])
    return marks


class _Replay:
    """One replay under way."""

    def __init__(self, shop: ShopFile, clock: SetClock, prices: Mapping[str, int]) -> None:
        self.shop = shop
        self.clock = clock
        self.rules = settings.profile(shop).rules
        self.receipts = self.lines = self.returns = self.total_minor = self.known = self.done = 0
        self.rejected: list[Rejected] = []
        self._prices = {fold(item): price for item, price in prices.items()}
        with shop.read() as connection:
            self._ids = {fold(name): key for key, name in search.names(connection)}
        self._products: dict[str, Product] = {}

    def record_day(self, receipts: Sequence[_Receipt]) -> None:
        """Record the receipts of one day that are not recorded yet, all in one transaction."""
        self.done += len(receipts)
        fresh = [left for receipt in receipts if (left := self._left_of(receipt)) is not None]
        if not fresh:
            return
        with self.shop.together():
            self.clock.set(fresh[0].rows[0].at)
            closing_day.open_session(self.shop, {"CHF": 0})
            for receipt in fresh:
                self.clock.set(receipt.rows[0].at)
                self._record(receipt)
            self._close()

    def _left_of(self, receipt: _Receipt) -> _Receipt | None:
        """Give what of a receipt no earlier replay recorded."""
        with self.shop.read() as connection:
            marked = set(local.setting(connection, _mark_key(receipt), list[str], []))
        if not marked:
            return receipt
        left = [index for index, mark in enumerate(receipt.marks) if mark not in marked]
        self.known += len(receipt.rows) - len(left)
        if not left:
            return None
        return _Receipt(receipt.key, [receipt.rows[i] for i in left], [receipt.marks[i] for i in left])

    def _record(self, receipt: _Receipt) -> None:
        """Sell the rows of one receipt; one that cannot be sold is told, the others are."""
        basket = selling.new_basket(self.shop)
        taken: list[tuple[SoldRow, str]] = []
        by_tender: Counter[str] = Counter()
        for row, mark in zip(receipt.rows, receipt.marks, strict=True):
            try:
                basket, amount = self._rung_up(basket, row)
            except UserError as error:
                self.rejected.append(Rejected(row.line, explain(error)))
                continue
            by_tender[row.tender or CASH] += amount
            taken.append((row, mark))
        if not taken:
            return
        try:
            check_limit(basket.total_minor)
            sale = selling.complete_sale(self.shop, basket, _payment(basket.total_minor, by_tender, self.rules))
        except UserError as error:
            self.rejected += [Rejected(row.line, explain(error)) for row, _ in taken]
            return
        self._mark(receipt, [mark for _, mark in taken])
        self.receipts += 1
        self.lines += len(taken)
        self.returns += sum(row.quantity_milli < 0 for row, _ in taken)
        self.total_minor += sale.total_minor

    def _rung_up(self, basket: Basket, row: SoldRow) -> tuple[Basket, int]:
        tender = row.tender or CASH
        if tender not in self.rules.accepted or (tender == CASH_EUR and self.rules.eur_rate is None):
            raise UserError("This shop does not take this means of payment.")
        product = self._product(row)
        price = self._price_of(row, product)
        amount = line_amount(price, row.quantity_milli)
        return selling.ring_up(self.shop, basket, product, row.quantity_milli, price), amount

    def _product(self, row: SoldRow) -> Product:
        """Give the article of a row: by name, else by code, else a new one."""
        known = fold(row.item)
        product = self._products.get(known)
        if product is None:
            product = self._find(known, row.item) or self._create(row)
            self._products[known] = product
        return product

    def _find(self, known: str, item: str) -> Product | None:
        with self.shop.read() as connection:
            if known in self._ids:
                found = search.by_id(connection, self._ids[known])
                return found.product if found else None
            hits = search.by_code(connection, item) or search.by_plu(connection, item)
        return hits[0].product if len(hits) == 1 else None

    def _create(self, row: SoldRow) -> Product:
        unit = "piece" if row.quantity_milli % ONE == 0 else "kg"
        new = Product(self.shop.identities.new(), row.item, self._price_of(row, None), unit=unit)
        return cataloguing.save_product(self.shop, new)

    def _price_of(self, row: SoldRow, product: Product | None) -> int:
        listed = self._prices.get(fold(row.item))
        for price in (row.price_minor, listed, product.price_minor if product else None):
            if price is not None:
                return price
        raise UserError(
            "There is no price for «{item}». Give one in the column unit_price or in a price list.", item=row.item[:40]
        )

    def _mark(self, receipt: _Receipt, marks: list[str]) -> None:
        with self.shop.keep() as connection:
            known = local.setting(connection, _mark_key(receipt), list[str], [])
            local.set_setting(connection, _mark_key(receipt), known + marks)

    def _close(self) -> None:
        """Close the day counted as expected; what returns took out of the empty drawer is put in before."""
        report = closing_day.read_x(self.shop)
        if report.expected("CHF") < 0:
            closing_day.move_cash(
                self.shop, "CHF", -report.expected("CHF"), tr("Cash put in for the returns of a replay")
            )
            report = closing_day.read_x(self.shop)
        counts = []
        for code in CURRENCIES:
            pieces = CURRENCIES[code].denominations
            expected = report.expected(code)
            taken = largest_payable(expected, pieces) if code == "LEM" else break_down(expected, pieces)
            counts.append(checked_count(code, Counter(taken)))
        closing_day.close_session(self.shop, counts)


def _mark_key(receipt: _Receipt) -> str:
    return "replayed:" + receipt.key


def _payment(total_minor: int, by_tender: Mapping[str, int], rules: Rules) -> list[Given]:
    """Give what the customer handed over, exactly: each tender pays its rows, the last one what is left."""
    given: list[Given] = []
    if total_minor <= 0:
        return given
    order = sorted(by_tender, key=lambda code: _CASH_LAST.get(code, 0))
    for code in order:
        left = remaining(total_minor, given, rules)
        due = left if code == order[-1] else min(by_tender[code], left)
        if due > 0:
            given += _handed_over(code, due, left, rules)
    rest = cash_due(total_minor, given, rules)
    return [*given, Given(CASH, rest)] if rest > 0 else given


def _handed_over(code: str, due_minor: int, left_minor: int, rules: Rules) -> list[Given]:
    if code == NOTES_LEM:
        limit = due_minor if rules.lem_limit_minor is None else min(due_minor, rules.lem_limit_minor)
        pieces = Counter(largest_payable(limit, rules.lem_notes))
        return [notes(pieces)] if pieces else []
    if code == CASH_EUR:
        euros = euro_due(due_minor, (), rules)
        short = round_cash(left_minor - to_chf(euros, rules.rate(CASH_EUR))) > 0 and due_minor == left_minor
        return [Given(CASH_EUR, euros + short)] if euros + short else []
    if code == CASH:
        due_minor = round_cash(due_minor)
    return [Given(code, due_minor)] if due_minor else []
