"""Money that two people have to agree to: what the pot commun spends, and what the chamber gives up.

One proposes, and signs by it; another one signs or refuses. The second signature posts, in its own transaction.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from pos.domain.errors import UserError
from sync.portal.ledger import accounts, book, store
from sync.portal.ledger.posting import Leg, Posting
from sync.portal.storage.engine import insert_new
from sync.portal.storage.ledger_tables import proposal, proposal_answer

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sync.portal.ledger.service import Ledger

SIGNED, REFUSED = "signed", "refused"
LARGEST_DOCUMENT = 5_000_000
DOCUMENTS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n": "image/png"}
"""How a receipt's file begins, and what it is: nothing else is taken."""


class Kind(StrEnum):
    """What is proposed."""

    SPENDING = "spending"
    WRITE_OFF = "writeoff"


class Document(NamedTuple):
    """The receipt or invoice behind a proposal."""

    name: str
    media_type: str
    body: bytes


class Proposed(NamedTuple):
    """A proposal and what people answered; `posted` is the id of its posting, empty until two signed."""

    id: str
    kind: Kind
    member: str
    currency: str
    amount_minor: int
    purpose: str
    document_name: str
    by: str
    at_ms: int
    signed: tuple[str, ...]
    refused: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether a second person is waited for."""
        return not self.refused and len(self.signed) == 1


class Signing:
    """Proposals of one portal."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def propose(
        self,
        kind: Kind,
        currency: str,
        minor: int,
        purpose: str,
        by: str,
        *,
        member: str = "",
        document: Document | None = None,
    ) -> str:
        """Propose, and sign by it; give the proposal's id. Raises `UserError` for one that cannot be posted."""
        words = " ".join(purpose.split())
        if minor <= 0 or not words:
            raise UserError("A proposal has an amount and says what it is for.")
        if kind is Kind.SPENDING and document is None:
            raise UserError("Add the receipt or the invoice: members see what the common pot paid for.")
        name, media_type, body = document or Document("", "", b"")
        _check(document)
        ledger = self._ledger
        now = ledger.now_ms()
        seed = f"{kind}:{member}:{currency}:{minor}:{words}:{by}:{now}:{hashlib.sha256(body).hexdigest()}"
        made = hashlib.sha256(seed.encode()).hexdigest()[:32]
        row = {
            "id": made, "kind": kind.value, "member": member, "currency": currency, "amount_minor": minor,
            "purpose": words[:300], "document_name": name[:100], "document_type": media_type,
            "document": body or None, "by": by, "at_ms": now,
        }  # fmt: skip
        with ledger.database.write() as connection:
            insert_new(connection, proposal, [row])
            insert_new(connection, proposal_answer, [{"proposal": made, "by": by, "answer": SIGNED, "at_ms": now}])
        return made

    def answer(self, proposed: str, by: str, *, agrees: bool) -> Proposed:
        """Sign or refuse; the second signature posts. Raises `UserError` for one's own, or one that is settled."""
        ledger = self._ledger
        with ledger.database.write() as connection:
            store.lock(connection)
            before = _found(connection, proposed)
            if before is None or not before.is_open:
                raise UserError("This proposal is settled already.")
            if by in before.signed:
                raise UserError("You proposed this yourself: another person has to sign.")
            answer = SIGNED if agrees else REFUSED
            row = {"proposal": proposed, "by": by, "answer": answer, "at_ms": ledger.now_ms()}
            insert_new(connection, proposal_answer, [row])
            if agrees:
                _check_covered(connection, before)
                book.post(connection, [_posting(before, ledger.today)], ledger.now_ms(), by=by)
            after = _found(connection, proposed)
        assert after is not None
        return after

    def all(self) -> list[Proposed]:
        """Give every proposal, the newest first."""
        with self._ledger.database.read() as connection:
            return _load(connection)

    def document(self, proposed: str) -> Document | None:
        """Give the file behind a proposal."""
        c = proposal.c
        query = select(c.document_name, c.document_type, c.document).where(c.id == proposed, c.document.is_not(None))
        with self._ledger.database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Document(row[0], row[1], bytes(row[2]))


def document_of(name: str, body: bytes) -> Document:
    """Give a file as it is kept, its kind told by its first bytes; raises `UserError` for another kind."""
    kind = next((kind for start, kind in DOCUMENTS.items() if body.startswith(start)), "")
    made = Document(name.rpartition("/")[2].rpartition("\\")[2], kind, body)
    _check(made)
    return made


def _check(document: Document | None) -> None:
    if document is None:
        return
    if document.media_type not in DOCUMENTS.values() or not 0 < len(document.body) <= LARGEST_DOCUMENT:
        raise UserError("A receipt is a PDF, a JPEG or a PNG of at most 5 MB. Nothing was kept.")


def _check_covered(connection: Connection, wanted: Proposed) -> None:
    if wanted.kind is Kind.SPENDING:
        left = -store.balance(connection, accounts.POT, wanted.currency)
    else:
        left = store.balance(connection, accounts.RECEIVABLE, wanted.currency, wanted.member)
    if wanted.amount_minor > left:
        raise UserError("There is less than that: nothing was posted, and the proposal stays open.")


def _posting(wanted: Proposed, day: str) -> Posting:
    minor, currency = wanted.amount_minor, wanted.currency
    if wanted.kind is Kind.SPENDING:
        legs = (Leg(accounts.POT, currency, minor), Leg(accounts.BANK, currency, -minor))
    else:
        legs = (
            Leg(accounts.WRITE_OFF, currency, minor, wanted.member),
            Leg(accounts.RECEIVABLE, currency, -minor, wanted.member),
        )
    key = f"{wanted.kind}:{wanted.id}"
    return Posting(key, wanted.kind, day, legs, wanted.member, reference=wanted.id, words=wanted.purpose)


def _found(connection: Connection, proposed: str) -> Proposed | None:
    return next((each for each in _load(connection, proposal.c.id == proposed)), None)


def _load(connection: Connection, *conditions: object) -> list[Proposed]:
    c, a = proposal.c, proposal_answer.c
    answers: dict[str, dict[str, list[str]]] = {}
    for row in connection.execute(select(a.proposal, a.by, a.answer).order_by(a.at_ms)):
        answers.setdefault(row.proposal, {SIGNED: [], REFUSED: []})[row.answer].append(row.by)
    names = (c.id, c.kind, c.member, c.currency, c.amount_minor, c.purpose, c.document_name, c.by, c.at_ms)
    query = select(*names).where(*conditions).order_by(c.at_ms.desc(), c.id)  # type: ignore[arg-type]
    return [
        Proposed(
            row.id, Kind(row.kind), row.member, row.currency, int(row.amount_minor), row.purpose, row.document_name,
            row.by, int(row.at_ms), tuple(answers[row.id][SIGNED]), tuple(answers[row.id][REFUSED]),
        )
        for row in connection.execute(query)
    ]  # fmt: skip
