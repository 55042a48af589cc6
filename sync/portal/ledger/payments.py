"""Payments out of the bank's files: booked on the member whose statement they name, the rest waits for a person.

A file taken in twice books nothing twice: a payment's key is the bank's own reference.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from pos.domain.errors import UserError
from sync.portal.ledger import accounts, bank, book, papers, store
from sync.portal.ledger.closing import issuer_on
from sync.portal.ledger.posting import Leg, Posting
from sync.portal.ledger.reconciling import OpenStatement, match
from sync.portal.storage.engine import insert_once
from sync.portal.storage.ledger_tables import bank_credit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from sync.portal.ledger.closing import Closing
    from sync.portal.ledger.reconciling import Unmatched
    from sync.portal.ledger.service import Ledger

LARGEST_FILE = 5_000_000


class TakenIn(NamedTuple):
    """What became of a file: how many payments were booked, wait for a person, and were known already."""

    booked: int
    waiting: int
    known: int


class Received(NamedTuple):
    """A payment of the bank; `txn` is its posting, None while nobody said whose it is."""

    id: str
    day: str
    currency: str
    amount_minor: int
    reference: str
    payer: str
    words: str
    txn: str | None
    note: str


class Payments:
    """What came in at the bank of one portal's chamber."""

    def __init__(self, ledger: Ledger, closing: Closing) -> None:
        self._ledger, self._closing = ledger, closing

    def take_in(self, body: bytes, by: str) -> TakenIn:
        """Read a camt.053 or camt.054 file, whole or not at all; raises `UserError` for what is none."""
        if len(body) > LARGEST_FILE:
            raise UserError("This file is larger than 5 MB. Ask the bank for a shorter period. Nothing was booked.")
        read = bank.read_file(body)
        digest, ledger = hashlib.sha256(body).hexdigest(), self._ledger
        names = papers.names(ledger.database)
        open_ones = [
            OpenStatement(each.one.number, each.one.member, names.get(each.one.member, ""), each.one.currency,
                          max(0, each.one.closing_minor - each.paid_minor))
            for each in papers.standing(self._closing)
        ]  # fmt: skip
        with ledger.database.write() as connection:
            store.lock(connection)
            held = set(connection.execute(select(bank_credit.c.id)).scalars())
            known = {key for one in read.credits for key in (one.key, one.entry) if key and _named(key) in held}
            found = match(read.credits, open_ones, known=known, iban=issuer_on(connection, ledger.today).iban)
            rows = []
            for one in found.matched:
                posting = _posting(one.credit, one.statement.member)
                book.post(connection, [posting], ledger.now_ms(), by=by)
                rows.append(_row(one.credit, digest, ledger.now_ms(), posting.id, one.statement.number))
            rows += [_row(each.credit, digest, ledger.now_ms(), None, _note(each)) for each in found.unmatched]
            insert_once(connection, bank_credit, rows)
        return TakenIn(len(found.matched), len(found.unmatched), len(found.known))

    def all(self) -> list[Received]:
        """Give what came in, what waits for a person first, then the newest."""
        c = bank_credit.c
        names = [c[name] for name in Received._fields]
        query = select(*names).order_by(c.txn.is_not(None), c.day.desc(), c.id).limit(500)
        with self._ledger.database.read() as connection:
            return [Received(*tuple(row)) for row in connection.execute(query)]

    def assign(self, credit: str, member: str, by: str) -> None:
        """Say whose a payment is; it is booked on that member's account."""
        ledger = self._ledger
        with ledger.database.write() as connection:
            store.lock(connection)
            one = _waiting(connection, credit)
            if one is None:
                raise UserError("This payment is booked already.")
            if member not in papers.names_in(connection):
                raise UserError("Choose the member who paid.")
            posting = _of(one, member)
            book.post(connection, [posting], ledger.now_ms(), by=by)
            c = bank_credit.c
            connection.execute(update(bank_credit).where(c.id == credit).values(txn=posting.id))


def _named(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _waiting(connection: Connection, credit: str) -> Received | None:
    c = bank_credit.c
    names = [c[name] for name in Received._fields]
    row = connection.execute(select(*names).where(c.id == credit, c.txn.is_(None))).one_or_none()
    return None if row is None else Received(*tuple(row))


def _posting(credit: bank.Credit, member: str) -> Posting:
    return _paid(_named(credit.key), credit.booked_on, credit.currency, credit.amount_minor, credit.reference, member)


def _of(one: Received, member: str) -> Posting:
    return _paid(one.id, one.day, one.currency, one.amount_minor, one.reference or one.payer, member)


def _paid(named: str, day: str, currency: str, minor: int, reference: str, member: str) -> Posting:
    legs = (Leg(accounts.BANK, currency, minor, member), Leg(accounts.RECEIVABLE, currency, -minor, member))
    return Posting(f"bank:{named}", "payment", day, legs, member, reference=reference[:80], words="camt")


def _row(credit: bank.Credit, digest: str, now_ms: int, txn: str | None, note: str) -> dict[str, object]:
    return {
        "id": _named(credit.key), "day": credit.booked_on,
        "currency": credit.currency[:8], "amount_minor": credit.amount_minor, "reference": credit.reference[:40],
        "payer": credit.debtor[:140], "words": credit.message[:300], "file_hash": digest, "imported_ms": now_ms,
        "txn": txn, "note": note,
    }  # fmt: skip


def _note(each: Unmatched) -> str:
    perhaps: Sequence[str] = each.perhaps
    return f"{each.why}:{','.join(perhaps)}" if perhaps else str(each.why)
