"""Commission out of the journal: what a batch of entries makes members owe, in the batch's own transaction.

A ticket is charged once it is known, given back when its refund is known, and charged anew when it turns out to be an
order of the portal. Each follows from facts alone and never from their order: whichever comes first, the balances end
the same.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import exists, func, select

from sync.portal.ingest.projected import Anomaly
from sync.portal.ledger import accounts, book, decided, store
from sync.portal.ledger.commission import FRANCS, Sold, Ticket, charged, given_back
from sync.portal.ledger.posting import Leg, Line, Posting, named
from sync.portal.ledger.rates import Channel
from sync.portal.orders.standing import COLLECTED
from sync.portal.storage import order_tables, tables, webshop_tables
from sync.portal.storage.engine import among

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Select

    from sync.portal.ingest.projected import Gathered, Source
    from sync.portal.ledger.rates import Rate, Rates

Row = dict[str, Any]
ZONE = ZoneInfo("Europe/Zurich")
COMMISSION, REVERSAL = "commission", "reversal"
AT_ONCE = 500
SALES = (Channel.COUNTER, Channel.PORTAL)


class Posted(NamedTuple):
    """A commission line, and the posting it stands in."""

    txn: str
    line: Line


class Refund(NamedTuple):
    """What a refund gave back of a line (CHF minor units, positive)."""

    day: str
    sale: str
    receipt: str
    line: str
    minor: int


class _Kind(msgspec.Struct):
    kind: str = "goods"


_kind = msgspec.json.Decoder(_Kind)


def charge(connection: Connection, source: Source, gathered: Gathered, now_ms: int) -> list[Anomaly]:
    """Post what follows from what a batch brought, which is written already; give what is odd about it.

    Nothing that a till sends is refused for what the ledger makes of it: the closing of the month tries once more.
    """
    touched = _touched(gathered)
    if not touched:
        return []
    try:
        with connection.begin_nested():
            rates = decided.rates(connection)
            if rates.may_take(SALES):
                Charging(connection, source.member, rates, now_ms, Batch(gathered)).settle(touched)
    except (ValueError, LookupError, TypeError, AssertionError, ArithmeticError, msgspec.MsgspecError) as error:
        why = f"{type(error).__name__}: {error}"[:200]
        return [Anomaly("ledger", f"{source.inc}:{source.seq}", {"why": why})]
    return []


def _touched(gathered: Gathered) -> list[str]:
    """Give the sales that a batch told of: themselves, by a refund, or by an order that was handed out with them."""
    tickets = gathered.rows.get(tables.sale, ())
    handed_out = {
        row["sale"] for row in gathered.rows.get(tables.order_fact, ()) if row["kind"] == COLLECTED and row["sale"]
    }
    return sorted({row["refunds"] or row["id"] for row in tickets} | handed_out)


def catch_up(connection: Connection, month: str, now_ms: int) -> None:
    """Charge what a month's tickets and refunds make members owe and was not charged when they came."""
    rates = decided.rates(connection)
    if not rates.may_take(SALES):
        return
    s = tables.sale.c
    days = s.business_day.between(f"{month}-01", f"{month}-31")
    query = select(s.member, func.coalesce(s.refunds, s.id)).where(days, s.training.is_(False)).distinct()
    sales: dict[str, list[str]] = defaultdict(list)
    for member, sale in connection.execute(query.order_by(s.member, func.coalesce(s.refunds, s.id))):
        sales[member].append(sale)
    for member, ids in sales.items():
        for first in range(0, len(ids), AT_ONCE):
            Charging(connection, member, rates, now_ms).settle(ids[first : first + AT_ONCE])


class Batch:
    """The tickets of a batch as they were just written: they need not be read again, and were never charged before."""

    def __init__(self, gathered: Gathered | None = None) -> None:
        rows = gathered.rows if gathered is not None else {}
        self.sales = {row["id"]: row for row in rows.get(tables.sale, ())}
        self.lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.paid: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in rows.get(tables.sale_line, ()):
            self.lines[row["sale"]].append(row)
        for row in rows.get(tables.payment, ()):
            self.paid[row["sale"]].append(row)


class Charging:
    """Brings the commission of some of a member's tickets to what it has to be; under the member's lock."""

    def __init__(
        self, connection: Connection, member: str, rates: Rates, now_ms: int, batch: Batch | None = None
    ) -> None:
        self._connection, self._member, self._rates, self._now_ms = connection, member, rates, now_ms
        self._batch = batch or Batch()
        self._tiered = {rate.id for rate in rates.all if rate.tiers}
        self._turnovers: dict[tuple[str, str], int] = {}
        """Turnover so far under a rate with tiers, this batch's included, by rate and month."""
        self._central: dict[str, bool] = {}

    def settle(self, sales: Sequence[str]) -> None:
        """Post the difference between what these tickets should have been charged and what they were."""
        of_portal = self._ordered(sales)
        if not of_portal and not self._rates.may_take([Channel.COUNTER]):
            return
        if not self._rates.may_take([Channel.COUNTER]):
            sales = [sale for sale in sales if sale in of_portal]
        known = self._tickets(sales, of_portal)
        ids = [ticket.sale for ticket, _ in known]
        older = [sale for sale in ids if sale not in self._batch.sales]
        posted = store.lines_of_sales(self._connection, self._member, older) if older else {}
        back = self._refunds(ids)
        postings: list[Posting] = []
        for ticket, receipt in known:
            before = [Posted(*line) for line in posted[ticket.sale]] if ticket.sale in posted else ()
            postings += self._of(ticket, receipt, before, back.get(ticket.sale, ()))
        book.post(self._connection, _together(postings), self._now_ms)

    def commission(self, sales: Sequence[str]) -> dict[str, int]:
        """Give what these tickets would be charged in the order of the sales, refunds deducted, by currency."""
        sums: dict[str, int] = defaultdict(int)
        for line in self._lines_in_order(sales):
            sums[line.currency] += line.amount_minor
        return dict(sums)

    def in_order(self, sales: Sequence[str], rate: str) -> dict[str, tuple[int, int]]:
        """Give what one rate asks of a month's tickets in the order of the sales: (commission, part of the pot)."""
        sums: dict[str, tuple[int, int]] = {}
        for line in self._lines_in_order(sales):
            if line.rate == rate:
                amount, pot = sums.get(line.currency, (0, 0))
                sums[line.currency] = (amount + line.amount_minor, pot + line.pot_minor)
        return sums

    def _lines_in_order(self, sales: Sequence[str]) -> Iterator[Line]:
        back, gone = self._refunds(sales), dict[str, int]()
        for ticket, _ in self._tickets(sales, self._ordered(sales)):
            charge = charged(ticket, self._rates, lambda asked: gone.get(asked.id, 0))
            for line in charge:
                gone[line.rate] = gone.get(line.rate, 0) + line.base_minor
            standing = [Posted("", line) for line in charge]
            yield from charge
            for each in self._given_back(ticket, standing, [], back.get(ticket.sale, ())):
                yield from each.lines

    def _of(self, ticket: Ticket, receipt: str, before: Sequence[Posted], back: Sequence[Refund]) -> list[Posting]:
        made: list[Posting] = []
        mine = [each for each in before if each.line.channel == ticket.channel] if before else []
        standing = [each for each in mine if each.line.refund is None] if mine else []
        if not standing:
            # It may have been taken for a sale at the counter, until the order that it hands out was heard of.
            if before:
                away = [_negated(each.line) for each in before]
                key = f"recharge:{self._member}:{ticket.sale}:{ticket.channel}"
                made.append(self._posting(key, REVERSAL, ticket.day, away, receipt, reverses=before[0].txn))
            fresh = charged(ticket, self._rates, lambda rate: self._turnover(rate, ticket.day))
            if not fresh:
                return made
            for line in fresh:
                if line.rate in self._tiered:
                    self._turnovers[line.rate, line.day[:7]] += line.base_minor
            key = f"commission:{self._member}:{ticket.sale}:{ticket.channel}"
            posting = self._posting(key, COMMISSION, ticket.day, fresh, receipt)
            made.append(posting)
            if not back:
                return made
            standing = [Posted(posting.id, line) for line in fresh]
        given = [each.line for each in mine if each.line.refund is not None]
        return made + self._given_back(ticket, standing, given, back)

    def _given_back(
        self, ticket: Ticket, standing: Sequence[Posted], given: list[Line], back: Sequence[Refund]
    ) -> list[Posting]:
        sold = {line.line: line.total_minor for line in ticket.lines}
        done = {line.refund for line in given}
        so_far: dict[str, int] = defaultdict(int)
        for refund in (each for each in back if each.sale in done):
            so_far[refund.line] += refund.minor
        made, charge = [], [each.line for each in standing]
        for (day, sale, receipt), lines in groupby((each for each in back if each.sale not in done), key=_ticket_of):
            for refund in lines:
                so_far[refund.line] += refund.minor
            taken = given_back(charge, given, so_far, sold, sale)
            if taken:
                key = f"refund:{self._member}:{sale}:{ticket.channel}"
                made.append(self._posting(key, REVERSAL, day, taken, receipt, reverses=standing[0].txn))
                given += taken
        return made

    def _turnover(self, rate: Rate, day: str) -> int:
        asked = (rate.id, day[:7])
        if asked not in self._turnovers:
            self._turnovers[asked] = store.turnover(self._connection, self._member, *asked)
        return self._turnovers[asked]

    def _posting(
        self, key: str, kind: str, day: str, lines: Sequence[Line], receipt: str, *, reverses: str | None = None
    ) -> Posting:
        # Its legs are made once it is known with which others it is posted.
        return Posting(key, kind, day, (), self._member, reverses, receipt, "", tuple(lines))

    def _ordered(self, sales: Sequence[str]) -> dict[str, str]:
        """Give which of these tickets handed out an order of the portal (not one of a web shop), and its code."""
        f, part, shop = tables.order_fact.c, order_tables.order_part.c, webshop_tables.webshop_order.c
        handed_out = select(f.order, f.sale).where(
            f.member == self._member, f.kind == COLLECTED, among(self._connection, f.sale, sales)
        )
        by_order = {row.order: row.sale for row in self._connection.execute(handed_out)}
        if not by_order:
            return {}
        query = (
            select(part.id, part.code)
            .where(part.member == self._member, among(self._connection, part.id, list(by_order)))
            .where(~exists().where(shop.part == part.id))
        )
        return {by_order[row.id]: row.code for row in self._connection.execute(query)}

    def _tickets(self, sales: Sequence[str], of_portal: Mapping[str, str]) -> list[tuple[Ticket, str]]:
        found, lines, paid = self._read(sales)
        kinds = self._kinds(sorted({row["product"] for held in lines.values() for row in held if row["product"]}))
        made = []
        for row in found:
            sale = row["id"]
            # A clock that is ahead does not choose its rate: a sale is never later than the portal heard of it.
            day = min(row["business_day"], day_of(row["heard_ms"]))
            channel = Channel.PORTAL if sale in of_portal else Channel.COUNTER
            given: dict[str, int] = {FRANCS: -row["rounding_minor"]}
            for part in paid.get(sale, ()):
                given[part["currency"]] = given.get(part["currency"], 0) + part["value_minor"]
            sold = [
                Sold(
                    line["line"], line["category"], kinds.get(line["product"], "goods"), line["vat_code"],
                    line["total_minor"],
                )
                for line in lines.get(sale, ())
            ]  # fmt: skip
            central = channel is Channel.PORTAL and self._is_central(day)
            ticket = Ticket(self._member, sale, day, channel, tuple(sold), tuple(sorted(given.items())), central)
            made.append((ticket, row["receipt"]))
        return sorted(made, key=lambda pair: (pair[0].day, pair[0].sale))

    def _read(self, sales: Sequence[str]) -> tuple[list[Row], dict[str, list[Row]], dict[str, list[Row]]]:
        """Give sales that are charged, their lines and what was paid: of this batch as they are, others read."""
        batch = self._batch
        found: list[Row] = [batch.sales[sale] for sale in sales if sale in batch.sales]
        lines: dict[str, list[Row]] = {row["id"]: batch.lines[row["id"]] for row in found}
        paid: dict[str, list[Row]] = {row["id"]: batch.paid[row["id"]] for row in found}
        others = [sale for sale in sales if sale not in batch.sales]
        if others:
            s, line, p = tables.sale, tables.sale_line, tables.payment
            found += self._rows(select(s).where(s.c.member == self._member, among(self._connection, s.c.id, others)))
            of = select(line).where(line.c.member == self._member, among(self._connection, line.c.sale, others))
            for row in self._rows(of.order_by(line.c.sale, line.c.position)):
                lines.setdefault(row["sale"], []).append(row)
            given = select(p).where(p.c.member == self._member, among(self._connection, p.c.sale, others))
            for row in self._rows(given):
                paid.setdefault(row["sale"], []).append(row)
        return [row for row in found if row["refunds"] is None and not row["training"]], lines, paid

    def _rows(self, query: Select[Any]) -> list[Row]:
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _is_central(self, day: str) -> bool:
        if day not in self._central:
            self._central[day] = decided.is_central(self._connection, day)
        return self._central[day]

    def _kinds(self, products: Sequence[str]) -> dict[str, str]:
        p = tables.product.c
        query = select(p.id, p.body).where(p.member == self._member, among(self._connection, p.id, products))
        return {row.id: _kind.decode(row.body).kind for row in self._connection.execute(query)}

    def _refunds(self, sales: Sequence[str]) -> Mapping[str, list[Refund]]:
        """Give what came back of tickets, line by line, the earliest refund first."""
        s, line = tables.sale.c, tables.sale_line.c
        known = select(s.id, s.refunds, s.business_day, s.heard_ms, s.receipt).where(
            s.member == self._member, among(self._connection, s.refunds, sales), s.training.is_(False)
        )
        # Sorted here: asked for in their order, they may be looked for among all tickets of a member.
        refunds = sorted(self._connection.execute(known).all(), key=lambda row: (row.business_day, row.id))
        if not refunds:
            return {}
        # Asked for by themselves: joined, all lines that a member ever sold may be looked at.
        came_back = (
            select(line.sale, line.refunds, line.total_minor)
            .where(line.member == self._member, line.refunds.is_not(None))
            .where(among(self._connection, line.sale, [row.id for row in refunds]))
            .order_by(line.sale, line.position)
        )
        parts: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for sale, of_line, total in self._connection.execute(came_back):
            parts[sale].append((of_line, -int(total)))
        found: dict[str, list[Refund]] = defaultdict(list)
        for row in refunds:
            day = min(row.business_day, day_of(row.heard_ms))
            found[row.refunds] += [Refund(day, row.id, row.receipt, of, minor) for of, minor in parts[row.id]]
        return found


def _together(postings: Sequence[Posting]) -> list[Posting]:
    """Post the tickets of a day that came together as one: its commission lines still name each of them."""
    groups: dict[tuple[str, str], list[Posting]] = defaultdict(list)
    reversed_here = {each.reverses for each in postings if each.reverses}
    for each in postings:
        # What something else of this batch reverses stays by itself, under the id that is named there.
        alone = each.kind != COMMISSION or (bool(reversed_here) and each.id in reversed_here)
        groups[(each.id, "") if alone else (each.day, each.lines[0].channel)].append(each)
    made = []
    for same in groups.values():
        first = same[0]
        if len(same) == 1:
            made.append(msgspec.structs.replace(first, legs=legs_of(first.lines, first.member)))
            continue
        lines = tuple(line for each in same for line in each.lines)
        key = f"{first.key}:{len(same)}:{named(':'.join(each.key for each in same))}"
        made.append(
            Posting(key, first.kind, first.day, legs_of(lines, first.member), first.member, lines=lines,
                    reference=f"{len(same)} tickets")
        )  # fmt: skip
    return made


def legs_of(lines: Sequence[Line], member: str) -> tuple[Leg, ...]:
    """Give the legs of commission lines: the member owes, the chamber earns, the pot commun gains, tax is due."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for line in lines:
        total = sums[line.currency]
        total[0] += line.amount_minor
        total[1] += line.pot_minor
        total[2] += line.vat_minor
    legs = []
    for currency, (amount, pot, tax) in sorted(sums.items()):
        wanted = (
            (accounts.RECEIVABLE, amount + tax), (accounts.COMMISSION, pot - amount), (accounts.POT, -pot),
            (accounts.VAT, -tax),
        )  # fmt: skip
        legs += [Leg(account, currency, minor, member) for account, minor in wanted if minor]
    return tuple(legs)


@lru_cache(maxsize=256)
def day_of(at_ms: int) -> str:
    """Give the day in Geneva of a moment."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZONE).date().isoformat()


def _negated(line: Line) -> Line:
    names = ("base_minor", "amount_minor", "pot_minor", "vat_minor", "exact_e4", "bounded_e4")
    return msgspec.structs.replace(line, **{name: -getattr(line, name) for name in names})


def _ticket_of(refund: Refund) -> tuple[str, str, str]:
    return refund.day, refund.sale, refund.receipt
