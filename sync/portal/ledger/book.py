"""Double entry: postings that balance in each currency, happen once, and are never changed.

Sources: facts (portal §4.2) for the invariants; the id made of the client's key follows TigerBeetle's transfers.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pos.domain.errors import UserError
from sync.portal.ledger import accounts, store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from sync.portal.ledger.posting import Posting


class ConflictError(ValueError):
    """A posting with this key exists, and says something else (409 for whoever calls from outside)."""


def post(connection: Connection, postings: Sequence[Posting], now_ms: int, *, by: str = "") -> list[str]:
    """Post; give the ids. What is posted already changes nothing.

    Raises `ConflictError` for a known key that says something else, `ValueError` for one that does not balance,
    `UserError` where the advance would be repaid beyond what was advanced.
    """
    for each in postings:
        _check_balanced(each)
    known = store.hashes_of(connection, [each.id for each in postings])
    fresh: dict[str, Posting] = {}
    for each in postings:
        before = known.get(each.id) or (fresh[each.id].body_hash if each.id in fresh else None)
        if before is None:
            fresh[each.id] = each
        elif before != each.body_hash:
            raise ConflictError(each.key)
    store.write(connection, list(fresh.values()), now_ms, by)
    for currency in {leg.currency for each in fresh.values() for leg in each.legs if leg.account == accounts.ADVANCE}:
        # A debt of ours: it may become nothing, never a claim on who lent the money.
        if store.balance(connection, accounts.ADVANCE, currency) > 0:
            raise UserError("The advance cannot be repaid beyond what was advanced. Nothing was posted.")
    return [each.id for each in postings]


def _check_balanced(posting: Posting) -> None:
    sums: dict[str, int] = defaultdict(int)
    for leg in posting.legs:
        if leg.account in accounts.OF_A_MEMBER and not leg.member:
            raise ValueError(f"{posting.key}: whose account is {leg.account}?")
        sums[leg.currency] += leg.amount_minor
    if any(sums.values()):
        raise ValueError(f"{posting.key} does not balance: {dict(sums)}")
