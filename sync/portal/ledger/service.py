"""The ledger as the chamber uses it: decisions, payments, what is owed, and whether everything adds up."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from pos.domain.errors import UserError
from sync.portal.ledger import accounts, auditing, book, decided, store
from sync.portal.ledger.charging import day_of
from sync.portal.ledger.posting import Leg, Posting
from sync.portal.ledger.statement import Issuer

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.portal.ledger.rates import Rate, Rates
    from sync.portal.storage.engine import Database

FRANCS = "CHF"


class Ledger:
    """The book of one portal. Amounts in minor units; `by` is the id of the person who acts."""

    def __init__(self, database: Database, now_ms: Callable[[], int]) -> None:
        self.database, self.now_ms = database, now_ms
        with database.write() as connection:
            # Several workers of one portal may start together.
            store.lock(connection)
            decided.begin(connection, self.today, now_ms())

    @property
    def today(self) -> str:
        """The day in Geneva."""
        return day_of(self.now_ms())

    def rates(self) -> Rates:
        """Give every decision on rates."""
        with self.database.read() as connection:
            return decided.rates(connection)

    def decide(self, rate: Rate, by: str) -> None:
        """Take a decision on a rate; raises `UserError` for one that cannot be taken."""
        with self.database.write() as connection:
            decided.decide(connection, rate, self.today, self.now_ms(), by)

    def rule(self, key: str, day: str = "") -> str:
        """Give what holds about something, today where no day is named."""
        with self.database.read() as connection:
            return decided.rule(connection, key, day or self.today)

    def decide_rule(self, key: str, value: str, reference: str, by: str, *, day: str = "") -> None:
        """Decide about something from a day on, today where none is named."""
        with self.database.write() as connection:
            decided.decide_rule(
                connection, key, value, day or self.today, reference, today=self.today, now_ms=self.now_ms(), by=by
            )

    def imprint(self) -> tuple[Issuer | None, bool]:
        """Give who runs the portal, None until it was entered, and whether the portal sells in its own name."""
        with self.database.read() as connection:
            central = decided.is_central(connection, self.today)
            try:
                issuer = msgspec.json.decode(decided.rule(connection, decided.ISSUER, self.today), type=Issuer)
            except msgspec.ValidationError:
                return None, central
        return issuer, central

    def pay(self, member: str, currency: str, minor: int, day: str, reference: str, by: str, *, key: str = "") -> str:
        """Book money that a member paid (negative: was paid back); give the id of the posting."""
        if not minor:
            raise UserError("An amount of zero is not booked.")
        # Without a key of the bank, the same amount on the same day under the same reference is the same payment.
        name = key or hashlib.sha256(f"{currency}:{minor}:{day}:{reference}".encode()).hexdigest()[:32]
        legs = (Leg(accounts.BANK, currency, minor, member), Leg(accounts.RECEIVABLE, currency, -minor, member))
        posting = Posting(f"payment:{member}:{name}", "payment", day, legs, member, reference=reference[:80])
        return self.post(posting, by)

    def convert(self, currency: str, minor: int, francs_minor: int, day: str, reference: str, by: str) -> str:
        """Book money of a complementary currency that was turned into francs; give the id of the posting.

        Two postings in one, each balanced in its own currency: what was given stands against what came for it in `fx`,
        and the rate is what the two amounts say.
        """
        if minor <= 0 or francs_minor <= 0 or currency == FRANCS:
            raise UserError("Enter what was given and what came for it, both more than zero.")
        if not reference.strip():
            raise UserError("Say which decision this follows from: a meeting and its date.")
        legs = (
            Leg(accounts.BANK, currency, -minor), Leg(accounts.EXCHANGE, currency, minor),
            Leg(accounts.BANK, FRANCS, francs_minor), Leg(accounts.EXCHANGE, FRANCS, -francs_minor),
        )  # fmt: skip
        key = hashlib.sha256(f"{currency}:{minor}:{francs_minor}:{day}:{reference.strip()}".encode()).hexdigest()[:32]
        words = f"{minor / 100:.2f} {currency} = {francs_minor / 100:.2f} {FRANCS}"
        made = Posting(f"convert:{key}", "conversion", day, legs, reference=reference[:80], words=words)
        with self.database.write() as connection:
            store.lock(connection)
            is_new = made.id not in store.hashes_of(connection, [made.id])
            if is_new and minor > store.balance(connection, accounts.BANK, currency):
                raise UserError("There is less than that in this currency. Nothing was booked.")
            return book.post(connection, [made], self.now_ms(), by=by)[0]

    def post(self, posting: Posting, by: str) -> str:
        """Make a posting; give its id. Raises as `book.post` does."""
        with self.database.write() as connection:
            return book.post(connection, [posting], self.now_ms(), by=by)[0]

    def owed(self, member: str) -> dict[str, int]:
        """Give what a member owes today, by currency; negative: what the chamber owes the member."""
        with self.database.read() as connection:
            found = store.balances(connection)
        return {
            currency: minor for account, whose, currency, minor in found
            if account == accounts.RECEIVABLE and whose == member
        }  # fmt: skip

    def balance(self, account: str, currency: str = FRANCS) -> int:
        """Give the balance of an account of all members together."""
        with self.database.read() as connection:
            return store.balance(connection, account, currency)

    def trial_balance(self) -> dict[str, int]:
        """Give the sum of all balances per currency: zero, always."""
        sums: dict[str, int] = defaultdict(int)
        with self.database.read() as connection:
            for _, _, currency, minor in store.balances(connection):
                sums[currency] += minor
        return dict(sums)

    def problems(self) -> list[str]:
        """Check the whole book; give what is wrong with it, which is nothing."""
        with self.database.read() as connection:
            return auditing.problems(connection)
